"""Folding gives the letters that were meant and never moves one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.lang.fold import fold

FOLDED = {
    "the \u0421osmodrome": "the Cosmodrome",
    "P\u0443ongyang": "Pyongyang",
    "\u0391thens and Athens": "Athens and Athens",
    "СССР": "СССР",
    "Путин said": "Путин said",
    "Αθήνα": "Αθήνα",
    "a\xa0b\u2009c": "a b c",
    "zero\u200bwidth": "zero width",
    "don\x92t": "don’t",
    "“quotes” – and dashes": "“quotes” – and dashes",
    "ｆｕｌｌ": "full",
    "Putinâ€™s": "Putin  ’s",
    "â€œdearâ€\x9d": "  “dear”  ",
    "cafÃ©": "cafe\u0301",
    "so â€“ and": "so   – and",
    "waitâ€¦": "wait...",
    "Â£5 million": " £5 million",
    "São Tomé": "São Tomé",
    "Erdoğan": "Erdoğan",
    "": "",
}


@pytest.mark.parametrize("text", FOLDED)
def test_what_was_meant(text: str) -> None:
    assert fold(text) == FOLDED[text]


@given(st.text(st.characters(exclude_categories=[])))
def test_a_folded_text_can_be_written(text: str) -> None:
    assert len(fold(text)) == len(text)
    fold(text).encode("utf-8")


@given(st.text())
def test_no_offset_moves(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.sampled_from("aCсСоpâ€™œÃ©Â£\u200b\xa0 \n\x92ЖΑ”“…")))
def test_no_offset_moves_where_it_is_hardest(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(max_codepoint=126, min_codepoint=32)))
def test_plain_words_stay(text: str) -> None:
    assert fold(text) == text
