"""Cutting a sentence ends, and gives every word to a unit, whatever tree the parser made of it."""

from __future__ import annotations

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from stemma.align.clauses import units

_VOCAB = spacy.blank("en").vocab
_DEPS = ("obj", "iobj", "conj", "acl", "acl:relcl", "advcl", "nsubj", "appos", "ccomp", "xcomp", "parataxis", "obl", "punct")
_POS = ("VERB", "NOUN", "PROPN", "ADJ", "NUM", "PRON")


def tree(words: list[str], heads: list[int], deps: list[str], pos: list[str]) -> Doc:
    return Doc(_VOCAB, words=words, heads=heads, deps=deps, pos=pos, sent_starts=[True] + [False] * (len(words) - 1))


def test_a_predicate_on_the_object_that_it_stands_before() -> None:
    doc = tree(
        ["Police", "arrested", "two", "and", "held", "men"],
        [1, 1, 1, 4, 5, 1],
        ["nsubj", "ROOT", "obj", "cc", "conj", "obj"],
        ["NOUN", "VERB", "NUM", "CCONJ", "VERB", "NOUN"],
    )
    assert {i for unit in units(next(doc.sents)) for i in unit.tokens} == set(range(6))


@st.composite
def trees(draw: st.DrawFn) -> Doc:
    """Any tree: heads are drawn in a random order, each among those drawn before it."""
    size = draw(st.integers(2, 12))
    order = draw(st.permutations(range(size)))
    heads = [order[0]] * size
    for at in range(1, size):
        heads[order[at]] = order[draw(st.integers(0, at - 1))]
    deps = [draw(st.sampled_from(_DEPS)) for _ in range(size)]
    deps[order[0]] = "ROOT"
    return tree([f"word{n}" for n in range(size)], heads, deps, [draw(st.sampled_from(_POS)) for _ in range(size)])


@given(trees())
def test_every_word_of_any_tree_is_in_a_unit(doc: Doc) -> None:
    found = units(doc[:])
    assert {i for unit in found for i in unit.tokens} == set(range(len(doc)))
