"""What all tests share: the data beside the checkout, and a loud word where it is missing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `tests.support` can be imported from anywhere


def missing(what: str) -> None:
    """Skips by name; with STEMMA_REQUIRE_ALL=1 what is missing is a failure, so that no skip can hide in a release check."""
    if os.environ.get("STEMMA_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} (STEMMA_REQUIRE_ALL=1 allows no skip)", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with treebanks, stories and seeds beside the checkout; never committed."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        missing("../shared is absent")
    return folder
