"""The small rules beside the network: lemma scripts, letter cases, spans, and the spaCy component."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from stemma.lang.annotator import Annotator, spacy_pipeline
from stemma.lang.annotator.lemmas import apply, script, verb
from stemma.lang.annotator.names import KINDS, Name, find_names, settle
from stemma.lang.annotator.shapes import SHAPES, shape
from stemma.lang.annotator.spans import RoleSpans, attributions, best_tags

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("went", "go"), ("said", "say"), ("Troops", "troop"), ("LONDON", "London"), ("U.S.", "U.S."), ("better", "well"), ("n't", "not")],
)
def test_scripts_make_the_lemma(form: str, lemma: str) -> None:
    assert apply(script(form, lemma), form) == lemma


@pytest.mark.parametrize(
    ("lemma", "form", "expected"),
    [("denie", "denies", "deny"), ("Denie", "Denies", "Deny"), ("die", "dies", "die"), ("belie", "belies", "belie"), ("deny", "denies", "deny")],
)
def test_verbs_in_ies(lemma: str, form: str, expected: str) -> None:
    assert verb(lemma, form) == expected


def test_scripts_that_do_not_fit_leave_a_word() -> None:
    assert apply("l|5|", "is") == "is"
    assert apply("l|2|", "is") == "is"


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("talks", "lower"),
        ("Kim", "title"),
        ("TASS", "upper"),
        ("A", "letter"),
        ("5,000", "digits"),
        ("iPhone", "mixed"),
        ("—", "other"),
        ("", "other"),
    ],
)
def test_shapes(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name


def test_tags_obey_bio() -> None:
    scores = np.log(np.array([[0.5, 0.1, 0.4], [0.1, 0.1, 0.8], [0.3, 0.1, 0.6]], dtype=np.float32))
    tags = best_tags(scores, ("O", "B-cue", "I-cue"), [0])
    assert tags == [1, 2, 2]
    assert best_tags(scores, ("O", "B-cue", "I-cue"), [0, 2])[2] != 2


def roles_of(tags: list[str], sure: float = 0.99) -> np.ndarray:
    """Log-probabilities of the roles of words, ``sure`` for the given ones."""
    scores = np.full((len(tags), len(TAGS)), (1 - sure) / (len(TAGS) - 1), dtype=np.float32)
    scores[range(len(tags)), [TAGS.index(t) for t in tags]] = sure
    return np.log(scores)


def test_pieces_of_content_share_a_cue() -> None:
    roles = roles_of(["B-content", "O", "B-source", "B-cue", "O", "B-content", "I-content"])
    links = np.full((7, 7), -9, dtype=np.float32)
    links[:, 3] = 0
    assert attributions(roles, links, TAGS, [0]) == [RoleSpans((2, 3), (3, 4), ((0, 1), (5, 7)))]
    assert attributions(roles, links, TAGS, [0, 5]) == [RoleSpans((2, 3), (3, 4), ((0, 1),))]


def test_a_cue_without_source_takes_the_likeliest_free_word() -> None:
    roles = roles_of(["O", "B-cue", "B-content"])
    links = np.full((3, 3), -9, dtype=np.float32)
    links[:, 1] = 0
    assert attributions(roles, links, TAGS, [0]) == [RoleSpans(None, (1, 2), ((2, 3),))]
    roles[0] = np.log([0.7, 0.2, 0.02, 0.02, 0.02, 0.02, 0.02])
    assert attributions(roles, links, TAGS, [0]) == [RoleSpans((0, 1), (1, 2), ((2, 3),))]


def test_spacy_component(annotator: Annotator) -> None:
    text = "Kim met Putin in Moscow, Reuters reported."
    nlp = spacy_pipeline(threads=1)
    doc = nlp(text)
    assert doc.has_annotation("DEP")
    assert doc._.attributions == annotator(text)._.attributions
    assert [d.to_json() for d in nlp.pipe([text] * 3)] == [doc.to_json()] * 3
    other = spacy.blank("en")
    other.add_pipe("stemma_annotator")
    assert other(text).to_json() == doc.to_json()


def test_names_follow_the_tree_and_leave_titles_out() -> None:
    tags = ("O", *(f"{b}-{kind}" for kind in KINDS for b in "BI"))
    words = ["Mr.", "Sergei", "Shoigu", "wrote", "to", "ann@example.com", "from", "Moscow"]
    best = ["B-PER", "I-PER", "O", "O", "O", "B-PER", "O", "B-LOC"]
    scores = np.full((8, len(tags)), -5, dtype=np.float32)
    scores[range(8), [tags.index(t) for t in best]] = -0.03
    heads = np.array([3, 0, 1, -1, 5, 3, 7, 3])
    deprels = ["nsubj", "flat", "flat", "root", "case", "obl", "case", "obl"]
    upos = ["PROPN", "PROPN", "PROPN", "VERB", "ADP", "X", "ADP", "PROPN"]
    found = find_names(scores, tags, [0], words=words, heads=heads, deprels=deprels, upos=upos)
    assert [(n.begin, n.end, n.kind) for n in found] == [(1, 3, "PER"), (7, 8, "LOC")]


def test_names_spelt_alike_are_of_one_kind() -> None:
    def name(kind: str, sure: float) -> Name:
        return Name(0, 1, kind, np.log([sure if k == kind else (1 - sure) / 5 for k in KINDS]))

    full, doubtful, place = name("PER", 0.9), name("LOC", 0.5), name("LOC", 0.9)
    assert settle([("Sergei Shoigu", full), ("Shoigu", doubtful), ("Kursk", place)]) == ["PER", "PER", "LOC"]


def test_a_doubtful_name_is_one_where_the_text_surely_has_it() -> None:
    belief = np.full(len(KINDS), -2.0, dtype=np.float32)
    belief[KINDS.index("ORG")] = -0.1
    sure, doubtful = Name(0, 1, "ORG", belief), Name(3, 4, "ORG", belief, sure=False)
    assert settle([("Acme", doubtful)]) == [""]
    assert settle([("Acme", sure), ("acme", doubtful), ("Beta", doubtful)]) == ["ORG", "ORG", ""]


@pytest.mark.parametrize(
    ("words", "best", "names"),
    [
        (["in", "Dallas", "Street"], ["O", "B-LOC", "I-LOC"], []),
        (["in", "Plano", "TX"], ["O", "B-LOC", "I-LOC"], [(1, 2, "LOC"), (2, 3, "LOC")]),
        (["Ann@Acme", "ann@acme.com"], ["B-PER", "B-PER"], [(0, 1, "PER")]),
        (["Autorita", "Pensioni", "(", "AP", ")"], ["B-PER", "I-PER", "O", "O", "O"], [(0, 2, "ORG")]),
        (["Acme", "'s", "shareholders"], ["B-ORG", "O", "O"], [(0, 1, "ORG")]),
    ],
)
def test_names_that_the_spelling_knows(words: list[str], best: list[str], names: list[tuple[int, int, str]]) -> None:
    tags = ("O", *(f"{b}-{kind}" for kind in KINDS for b in "BI"))
    scores = np.full((len(words), len(tags)), -5, dtype=np.float32)
    scores[range(len(words)), [tags.index(t) for t in best]] = -0.03
    heads, deprels = np.arange(len(words)) - 1, ["dep"] * len(words)
    found = find_names(scores, tags, [0], words=words, heads=heads, deprels=deprels, upos=["PROPN"] * len(words))
    assert [(n.begin, n.end, n.kind) for n in found if n.sure] == names
