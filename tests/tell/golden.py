"""Outputs kept beside the tests; `STEMMA_UPDATE_GOLDEN=1 pytest tests/tell` writes them anew, and the diff is read."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")


def same_as_kept(name: str, text: str) -> None:
    kept = FOLDER / name
    if os.environ.get("STEMMA_UPDATE_GOLDEN") == "1":
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8"), f"{name} differs; read the diff, then STEMMA_UPDATE_GOLDEN=1"
