"""No voice is made of words that cannot speak."""

from __future__ import annotations

import pytest

from stemma.attribute import attribute
from tests.attribute.making import reading

_DUMB = [
    "Blood said the room was cold.",
    "The carriages said the gate was shut.",
    "The blaze showed that the roof was weak.",
    "Prices showed that demand was low.",
]
_SPEAKING = [
    ("The driver said the room was cold.", "driver"),
    ("Opponents said the gate was shut.", "Opponents"),
    ("The survey showed that the roof was weak.", "survey"),
    ("The crew said the room was cold.", "crew"),
    ("Some said the room was cold.", "Some"),
]


@pytest.mark.parametrize("text", _DUMB)
def test_things_are_no_voices(text: str) -> None:
    assert [v.name for v in attribute([reading(text)]).voices] == []


@pytest.mark.parametrize(("text", "name"), _SPEAKING)
def test_people_bodies_and_papers_are(text: str, name: str) -> None:
    assert [v.name for v in attribute([reading(text)]).voices] == [name]
