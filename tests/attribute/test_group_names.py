"""What groups without a name of their own are called: their words once, without what was cut off before them."""

from __future__ import annotations

from stemma.attribute import attribute
from stemma.lang import annotator
from stemma.model import RawReport
from stemma.read import read

TEXT = (
    "A reporter for Harbour Press Agency said the road was closed. Many former pilots of large Belmar Air Lines said they were sorry. "
    "Some of the French drivers said they were tired. At least seven people said the bridge shook."
)


def test_groups_are_called_by_their_words_once() -> None:
    pipeline = annotator.load()
    readings, _ = read(
        [RawReport(path="a.txt", text=TEXT, outlet="The Tarnau Post", published="2031-01-01", published_from="given")], pipeline=pipeline
    )
    names = {v.name for v in attribute(readings, roles=pipeline.roles).voices}
    assert {"French drivers", "seven people"} <= names
    for name in names:
        words = name.split()
        assert not any(words[n : n + 2] == words[m : m + 2] for n in range(len(words) - 1) for m in range(n + 2, len(words) - 1)), name
        assert words[0] not in {"of", "least", "than"}
