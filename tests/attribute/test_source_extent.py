"""Whose words a source's are: what is spoken of before a relative clause is none of it."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from stemma.attribute.found import behind_relative

_VOCAB = spacy.blank("en").vocab


def _doc(text: str, pos: str) -> Doc:
    words = text.split()
    return Doc(_VOCAB, words=words, pos=pos.split())


def test_what_is_denied_is_not_who_denies() -> None:
    doc = _doc("charges which Belmar and Tarnau deny", "NOUN PRON PROPN CCONJ PROPN VERB")
    assert behind_relative(doc, (0, 5)) == (2, 5)


def test_a_relative_clause_with_a_verb_belongs_to_the_source() -> None:
    doc = _doc("the ministry which runs the ports said", "DET NOUN PRON VERB DET NOUN VERB")
    assert behind_relative(doc, (0, 6)) == (0, 6)
