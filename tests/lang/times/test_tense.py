"""The way a clause looks decides which Friday is meant: hand-made parses, in both label schemes."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc

from stemma.lang.en.times import find

TUESDAY = date(2025, 6, 17)
VOCAB = spacy.blank("en").vocab

# word/POS/label/head number (counted from 1; 0 is the root), one sentence a string; lemmas are given after a second slash where they matter
AHEAD = [
    "The/DET/det/2 court/NOUN/nsubj/4 will/AUX/aux/4 sit/VERB/ROOT/0 on/ADP/case/6 Friday/PROPN/obl/4",
    "The/DET/det/2 court/NOUN/nsubj/4 will/AUX/aux/4 sit/VERB/ROOT/0 on/ADP/prep/4 Friday/PROPN/pobj/5",
    "He/PRON/nsubj/2 planned:plan/VERB/ROOT/0 to/PART/mark/4 sail/VERB/xcomp/2 on/ADP/case/6 Friday/PROPN/obl/4",
    "Jobs/NOUN/nsubj:pass/5 are:be/AUX/aux/5 to/PART/mark/5 be/AUX/aux:pass/5 cut/VERB/ROOT/0 on/ADP/case/7 Friday/PROPN/obl/5",
    "The/DET/det/2 fair/NOUN/nsubj/3 opens:open/VERB/ROOT/0 on/ADP/case/5 Friday/PROPN/obl/3",
    "It/PRON/nsubj/3 may/AUX/aux/3 rain/VERB/ROOT/0 on/ADP/case/5 Friday/PROPN/obl/3",
    "They/PRON/nsubj/2 announced:announce/VERB/ROOT/0 mourning/NOUN/obj/2 beginning:begin/VERB/advcl/2 on/ADP/case/6 Friday/PROPN/obl/4",
]
BACK = [
    "The/DET/det/2 raids/NOUN/nsubj/3 lasted:last/VERB/ROOT/0 days/NOUN/obj/3 beginning:begin/VERB/advcl/3 on/ADP/case/7 Friday/PROPN/obl/5",
    "The/DET/det/2 court/NOUN/nsubj/3 sat:sit/VERB/ROOT/0 on/ADP/case/5 Friday/PROPN/obl/3",
    "He/PRON/nsubj/2 managed:manage/VERB/ROOT/0 to/PART/mark/4 flee/VERB/xcomp/2 on/ADP/case/6 Friday/PROPN/obl/4",
    "It/PRON/nsubj/2 began:begin/VERB/ROOT/0 to/PART/mark/4 sail/VERB/xcomp/2 on/ADP/case/6 Friday/PROPN/obl/4",
    "The/DET/det/2 town/NOUN/nsubj:pass/5 has:have/AUX/aux/5 been:be/AUX/aux:pass/5 shelled:shell/VERB/ROOT/0 since/ADP/case/7 Friday/PROPN/obl/5",
    "Data/NOUN/nsubj/5 released:release/VERB/acl/1 on/ADP/case/4 Friday/PROPN/obl/2 will:will/AUX/aux/6 help/VERB/ROOT/0",
    "As/ADP/case/3 of/ADP/fixed/1 Friday/PROPN/obl/5 it/PRON/nsubj/5 estimates:estimate/VERB/ROOT/0 losses/NOUN/obj/5",
]


def parsed(sentence: str) -> Doc:
    rows = [word.split("/") for word in sentence.split()]
    words = [row[0].split(":")[0] for row in rows]
    lemmas = [row[0].split(":")[-1].lower() for row in rows]
    heads = [int(row[3]) - 1 if row[3] != "0" else i for i, row in enumerate(rows)]
    return Doc(VOCAB, words=words, pos=[row[1] for row in rows], deps=[row[2] for row in rows], heads=heads, lemmas=lemmas)


@pytest.mark.parametrize("sentence", AHEAD)
def test_ahead(sentence: str) -> None:
    assert [t.iso for t in find(parsed(sentence), anchor=TUESDAY)] == ["2025-06-20"]


@pytest.mark.parametrize("sentence", BACK)
def test_back(sentence: str) -> None:
    assert [t.iso for t in find(parsed(sentence), anchor=TUESDAY)] == ["2025-06-13"]


@pytest.mark.parametrize("sentence", [AHEAD[0], BACK[0]])
def test_the_day_of_publication_itself_is_meant_by_its_name(sentence: str) -> None:
    assert [t.iso for t in find(parsed(sentence), anchor=date(2025, 6, 20))] == ["2025-06-20"]


def test_may_is_a_modal_or_a_month() -> None:
    modal = parsed("May/AUX/aux/3 they/PRON/nsubj/3 rest/VERB/ROOT/0")
    month = parsed("They/PRON/nsubj/2 rested:rest/VERB/ROOT/0 in/ADP/case/4 May/PROPN/obl/2")
    assert find(modal, anchor=TUESDAY) == ()
    assert [t.iso for t in find(month, anchor=TUESDAY)] == ["2025-05"]


def test_a_person_called_april_is_no_month() -> None:
    doc = parsed("April/PROPN/nsubj/2 spoke:speak/VERB/ROOT/0")
    doc.set_ents([spacy.tokens.Span(doc, 0, 1, label="PER")])
    assert find(doc, anchor=TUESDAY) == ()
