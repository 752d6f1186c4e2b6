"""One loaded annotator for all tests of it."""

from __future__ import annotations

import pytest

from stemma.lang.annotator import Annotator, load


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The annotator with the weights of this checkout."""
    return load()
