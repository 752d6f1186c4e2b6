"""A clause has one subject: what a second one is, where the words show it."""

from __future__ import annotations

import pytest

from stemma.lang.annotator.subjects import one_subject

#: Words, each with tag, head (by place, -1 the root) and label; then what is mended.
CASES = [
    (
        "Roe/PROPN/4/nsubj 's/PART/0/case party/NOUN/4/nsubj ,/PUNCT/4/punct said/VERB/-1/root so/ADV/4/advmod",
        {0: (2, "nmod:poss")},
    ),
    ("firm/NOUN/2/nsubj Acme/PROPN/2/nsubj said/VERB/-1/root so/ADV/2/advmod", {0: (1, "nmod:desc")}),
    ("Ann/PROPN/2/nsubj Roe/PROPN/2/nsubj said/VERB/-1/root so/ADV/2/advmod", {1: (0, "flat")}),
    ("head/NOUN/3/nsubj ,/PUNCT/0/punct Roe/PROPN/3/nsubj said/VERB/-1/root so/ADV/3/advmod", {2: (0, "appos")}),
    ("all/PRON/3/nsubj:pass will/AUX/3/aux be/AUX/3/aux:pass offered/VERB/-1/root days/NOUN/3/nsubj:pass", {}),
    ("staff/NOUN/3/nsubj:pass will/AUX/3/aux be/AUX/3/aux:pass offered/VERB/-1/root days/NOUN/3/nsubj:pass", {4: (3, "obj")}),
    ("per/VERB/1/case Acme/PROPN/4/nsubj ,/PUNCT/1/punct Roe/PROPN/4/nsubj said/VERB/-1/root", {1: (4, "obl")}),
    ("staff/NOUN/2/nsubj here/ADV/2/advmod work/VERB/-1/root", {}),
    ("gas/NOUN/4/nsubj and/CCONJ/2/cc coal/NOUN/0/conj prices/NOUN/4/nsubj rose/VERB/-1/root", {}),
]


@pytest.mark.parametrize(("text", "mended"), CASES)
def test_one_subject(text: str, mended: dict[int, tuple[int, str]]) -> None:
    words, tags, heads, labels = zip(*(part.split("/") for part in text.split()), strict=True)
    assert one_subject(words, tags, [int(h) for h in heads], labels) == mended
