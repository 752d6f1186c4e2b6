"""What the annotator promises of any text: valid trees, whole offsets, no crash, the same answer in any company."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from stemma.lang.annotator import Annotator, span_vector
from stemma.lang.annotator.chunks import PIECES, WORDS, chunks

NEWS = (
    "North Korea will send 5,000 military builders to Kursk, Sergei Shoigu said on Tuesday.\n\n"
    "“These are special instructions,” he told the TASS news agency. The South's military declined to comment."
)
TEXTS = {
    "empty": "",
    "space": "  \n\n \t ",
    "one word": "Kursk",
    "one mark": ".",
    "news": NEWS,
    "leading space": "\n\n  Hello there. She left.",
    "headline": "SHOIGU SAYS NORTH KOREA TO SEND 5,000 WORKERS",
    "long paragraph": "The minister said that the talks went well, and the army agreed with him. " * 340,
    "no stops": "and then the officials said that " * 80,
    "one long word": "a" * 30_000,
    "long words": "Donaudampfschifffahrtsgesellschaftskapitän-Reuters/KCNA/TASS " * 60,
    "odd": "\u200b\u202e\ufeff e\u0301 \U0001f1f0\U0001f1f5 \ud7ff \x00\x07 «Ля» 北京 ١٢٣ \u2028 x\u0336y",
    "emoji": "🚀" * 500 + " said Kim",
    "quotes": "\"'“”’‘``''" * 40,
    "newlines": "one\ntwo\nthree\n \nfour\n\n\n\nfive",
}
#: All but the longest: enough where a text is read several times.
SHORTER = [text for text in TEXTS.values() if len(text) < 5000]


@pytest.mark.parametrize("name", TEXTS)
def test_any_text_is_read_whole(annotator: Annotator, name: str) -> None:
    doc = annotator(TEXTS[name])
    assert doc.text == TEXTS[name]
    check(doc)


def check(doc: Doc) -> None:
    """Trees are trees, sentences cover the text, spans lie in it and in one paragraph, vectors are numbers."""
    assert doc._.word_vectors.shape == (len(doc), 384)
    assert np.isfinite(doc._.word_vectors.astype(np.float32)).all()
    if not len(doc):
        return
    sentences = list(doc.sents)
    assert sum(len(s) for s in sentences) == len(doc)
    for sentence in sentences:
        roots = [t for t in sentence if t.head.i == t.i]
        assert len(roots) == 1, sentence
        assert all(t.head in sentence for t in sentence)
    for token in doc:
        assert token.is_ancestor(token.head) is False or token.head.i == token.i
        assert (token.pos_ == "SPACE") == token.is_space
        assert token.dep_
        assert token.lemma_
    for entity in doc.ents:
        assert entity.label_ in {"PER", "ORG", "LOC", "TIME", "EVENT", "MISC"}
    for found in doc._.attributions:
        spans = [found.cue, *found.content, *([found.source] if found.source else [])]
        assert all(0 <= begin < end <= len(doc) for begin, end in spans)
        assert "\n\n" not in doc[min(b for b, _ in spans) : max(e for _, e in spans)].text


def same(a: Doc, b: Doc) -> bool:
    """Whether two annotations are equal to the last bit."""
    return (
        [(t.pos_, t.lemma_, t.head.i, t.dep_, t.ent_iob_, t.ent_type_, t.is_sent_start) for t in a]
        == [(t.pos_, t.lemma_, t.head.i, t.dep_, t.ent_iob_, t.ent_type_, t.is_sent_start) for t in b]
        and a._.attributions == b._.attributions
        and np.array_equal(a._.word_vectors, b._.word_vectors)
    )


def test_company_changes_nothing(annotator: Annotator) -> None:
    alone = [annotator(text) for text in SHORTER]
    together = list(annotator.pipe(SHORTER, batch_words=50))
    reversed_order = list(annotator.pipe(reversed(SHORTER)))[::-1]
    for one, other, third in zip(alone, together, reversed_order, strict=True):
        assert same(one, other)
        assert same(one, third)


def test_number_of_threads_changes_nothing(annotator: Annotator) -> None:
    single = Annotator(annotator.network, threads=1)
    text = TEXTS["long paragraph"][:9000]
    assert same(single(text), annotator(text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_hostile_texts(annotator: Annotator, text: str) -> None:
    check(annotator(text))


def test_chunks_hold_every_word_once(annotator: Annotator) -> None:
    nlp = spacy.blank("en")
    for text in TEXTS.values():
        doc = nlp.make_doc(text)
        found = chunks(doc, annotator.network.pieces.size)
        assert [i for chunk in found for i in chunk.tokens] == [t.i for t in doc if not t.is_space]
        for chunk in found:
            assert len(chunk.tokens) <= WORDS
            assert sum(annotator.network.pieces.size(doc[i].text) for i in chunk.tokens) <= PIECES


def test_paragraph_breaks_end_sentences(annotator: Annotator) -> None:
    doc = annotator("A first line without a stop\n\nAnd a second one\n \nand the third")
    assert [doc[i].is_sent_start for i in (0, 7, 12)] == [True] * 3


def test_roles_inside_a_span(annotator: Annotator) -> None:
    doc = annotator("TASS reported on Monday that Sergei Shoigu said that the talks had begun.")
    inner = doc[doc.text.split().index("Sergei") : len(doc)]
    (found,) = annotator.roles([inner])
    assert found
    assert all(inner.start <= r.cue[0] and r.cue[1] <= inner.end for r in found)
    assert annotator.roles([]) == []


def test_span_vectors_are_unit_vectors(annotator: Annotator) -> None:
    doc = annotator("The soldiers were killed on Monday.\n\nTroops have died, the army said.\n\nThe recipe needs two eggs.")
    a, b, c = (span_vector(s) for s in doc.sents)
    assert np.linalg.norm(a) == pytest.approx(1, abs=1e-3)
    assert a @ b > a @ c
    assert not span_vector(annotator("  ")[:]).any()
