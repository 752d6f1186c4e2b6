"""The questions of stemma.lang.en.syntax have one answer whichever label scheme the parse is in."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from stemma.lang.en import syntax

VOCAB = spacy.blank("en").vocab

# word(:lemma)/POS/label/head counted from 1; Universal Dependencies first, ClearNLP second
PASSIVE = (
    "Two/NUM/nummod/2 men/NOUN/nsubj:pass/4 were:be/AUX/aux:pass/4 hurt/VERB/ROOT/0 by/ADP/case/6 shells/NOUN/obl/4",
    "Two/NUM/nummod/2 men/NOUN/nsubjpass/4 were:be/AUX/auxpass/4 hurt/VERB/ROOT/0 by/ADP/agent/4 shells/NOUN/pobj/5",
)
MODAL = (
    "The/DET/det/2 army/NOUN/nsubj/5 will/AUX/aux/5 not/PART/advmod/5 shell/VERB/ROOT/0 the/DET/det/7 town/NOUN/obj/5",
    "The/DET/det/2 army/NOUN/nsubj/5 will/AUX/aux/5 not/PART/neg/5 shell/VERB/ROOT/0 the/DET/det/7 town/NOUN/dobj/5",
)
JOINED = (
    "Guards/NOUN/nsubj/2 fired:fire/VERB/ROOT/0 and/CCONJ/cc/4 fled:flee/VERB/conj/2 into/ADP/case/6 fields/NOUN/obl/4",
    "Guards/NOUN/nsubj/2 fired:fire/VERB/ROOT/0 and/CCONJ/cc/2 fled:flee/VERB/conj/2 into/ADP/prep/4 fields/NOUN/pobj/5",
)
SAYING = (
    "He/PRON/nsubj/2 said:say/VERB/ROOT/0 that/SCONJ/mark/5 they/PRON/nsubj/5 left:leave/VERB/ccomp/2",
    "He/PRON/nsubj/2 said:say/VERB/ROOT/0 that/SCONJ/mark/5 they/PRON/nsubj/5 left:leave/VERB/ccomp/2",
)


def parsed(sentence: str) -> Doc:
    rows = [word.split("/") for word in sentence.split()]
    return Doc(
        VOCAB,
        words=[row[0].split(":")[0] for row in rows],
        lemmas=[row[0].split(":")[-1].lower() for row in rows],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) - 1 if row[3] != "0" else i for i, row in enumerate(rows)],
    )


def verb(doc: Doc) -> Token:
    return next(t for t in doc if t.dep_ == "ROOT")


def words(tokens: object) -> list[str]:
    return [t.text for t in tokens]  # type: ignore[attr-defined]


@pytest.mark.parametrize("sentence", PASSIVE)
def test_passive_has_a_subject_and_a_doer(sentence: str) -> None:
    hurt = verb(parsed(sentence))
    subject, doer = syntax.subject_of(hurt), syntax.agent_of(hurt)
    assert subject is not None
    assert doer is not None
    assert (subject.text, doer.text) == ("men", "shells")
    assert syntax.is_passive(hurt)
    assert syntax.is_passive_subject(subject)
    assert syntax.tense_of(hurt) == "past"


@pytest.mark.parametrize("sentence", MODAL)
def test_modal_and_negation(sentence: str) -> None:
    shell = verb(parsed(sentence))
    assert words(syntax.modals_of(shell)) == ["will"]
    assert syntax.is_negated(shell)
    assert syntax.tense_of(shell) == "future"
    assert words(syntax.objects_of(shell)) == ["town"]
    assert not syntax.is_passive(shell)


@pytest.mark.parametrize("sentence", JOINED)
def test_joined_verbs_share_their_subject(sentence: str) -> None:
    doc = parsed(sentence)
    fled = doc[3]
    subject = syntax.subject_of(fled)
    assert subject is not None
    assert subject.text == "Guards"
    assert syntax.subject_of(fled, borrow=False) is None
    assert words(syntax.conjuncts(fled)) == ["fired", "fled"]
    assert [(p, n.text) for p, n in syntax.obliques_of(fled)] == [("into", "fields")]
    assert not syntax.is_negated(fled)


@pytest.mark.parametrize("sentence", SAYING)
def test_complement_and_its_stretch(sentence: str) -> None:
    doc = parsed(sentence)
    (left,) = syntax.complements_of(verb(doc))
    assert doc[slice(*syntax.subtree_span(left))].text == "that they left"
    assert syntax.predicate_of(doc[3]) == left
    assert syntax.is_complement(left)


@pytest.mark.parametrize("sentence", [*PASSIVE, *MODAL, *JOINED, *SAYING])
def test_spelling_stands_in_for_tags(sentence: str) -> None:
    """Pipelines without Penn tags are asked by spelling; none of these is a participle in -ing."""
    forms = {syntax.form_of(t) for t in parsed(sentence) if t.pos_ == "VERB"}
    assert forms <= {"VB", "VBP", "VBZ", "VBD", "VBN"}
