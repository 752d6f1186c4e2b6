"""A library of the examples, made once and copied for every test that writes."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stemma.library import Library

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def clock() -> dt.datetime:
    """The time of day in tests."""
    return dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one example story, read."""
    path = tmp_path_factory.mktemp("library") / "made.stemma"
    with Library.open(path, write=True, make=True, now=clock) as library:
        library.add([str(EXAMPLES / "troops")])
        library.derive()
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    """A copy of that store, to be written to."""
    return Path(shutil.copy(made, tmp_path / "library.stemma"))


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[[str], Library]:
    """Makes empty libraries."""
    return lambda name: Library.open(tmp_path / f"{name}.stemma", write=True, make=True, now=clock)
