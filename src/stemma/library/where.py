"""Where the store is: the file that a person names, STEMMA_STORE, or one in the folder where this system keeps a program's data."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "STEMMA_STORE"


def where(named: str | Path | None = None) -> Path:
    """The path of the store. The folder of the default one is made when a store is made in it."""
    chosen = named or os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("stemma", appauthor=False)) / "library.stemma"
