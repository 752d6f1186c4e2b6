"""What a report puts into indirect speech of its own is no part of what is said; a quotation stays whole."""

from __future__ import annotations

import pytest
import spacy

from stemma.attribute.asides import without_asides
from stemma.attribute.found import Found
from stemma.attribute.quotes import quotations

CASES = [
    ("Roe said the risk was 3 percent , which makes it the largest ever .", "the risk was 3 percent"),
    ("Roe said staff hit by the cuts -- about 4 percent of all -- would be helped .", "staff hit by the cuts | would be helped"),
    ("Roe said the ferry , which sank on Monday , was old .", "the ferry , which sank on Monday , was old"),
    ("Roe said the cuts -- all of them -- stay and -- she added -- grow .", "the cuts -- all of them -- stay and -- she added -- grow"),
    ('Roe said the risk was " 3 percent , which makes it the largest ever " .', 'the risk was " 3 percent , which makes it the largest ever "'),
    ("Roe said it sank , which means much .", "it sank , which means much"),
]


@pytest.mark.parametrize(("text", "kept"), CASES)
def test_asides_are_the_report_s_own(text: str, kept: str) -> None:
    words = text.split()
    lemmas = [{"makes": "make", "means": "mean"}.get(w, w) for w in words]
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=words, lemmas=lemmas)
    said = Found(rule="attribution.annotator", source=(0, 1), cue=(1, 2), content=((2, len(words) - 1),), kind="say", certainty="asserted")
    found = without_asides(doc, said, quotations(doc))
    assert " | ".join(doc[a:b].text for a, b in found.content) == kept
