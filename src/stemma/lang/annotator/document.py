"""Lays the network's readings into a spaCy document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS
from spacy.tokens import Doc

from .names import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.strings import StringStore

    from .chunks import Chunk
    from .names import Name
    from .network import Reading
    from .spans import RoleSpans

#: Columns of the token table handed to spaCy, and its codes for a token in, outside or beginning a name.
_COLUMNS = [POS, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE]
_IN, _OUT, _BEGIN = 1, 2, 3
_WIDTH = 384


def register() -> None:
    """Declare ``doc._.attributions`` and ``doc._.word_vectors``."""
    if not Doc.has_extension("attributions"):
        Doc.set_extension("attributions", default=())
    if not Doc.has_extension("word_vectors"):
        Doc.set_extension("word_vectors", default=None)


def write(doc: Doc, chunks: Sequence[Chunk], readings: Sequence[Reading], labels: dict[str, tuple[str, ...]]) -> Doc:
    """Fill in tags, lemmas, heads, labels, sentences, names, attributions and word vectors; gives the same document.

    White space hangs on the token before it (at the beginning, on the first word), as spaCy's own parsers have it.
    """
    strings = doc.vocab.strings
    table = np.zeros((len(doc), len(_COLUMNS)), dtype=np.uint64)
    table[:, 4] = _OUT
    head = np.full(len(doc), -1, dtype=np.int64)
    vectors = np.zeros((len(doc), _WIDTH), dtype=np.float16)
    found: list[RoleSpans] = []
    names: list[tuple[int, int, Name]] = []
    codes = {layer: np.array([strings.add(v) for v in labels[layer]], dtype=np.uint64) for layer in ("upos", "deprel")}
    for chunk, reading in zip(chunks, readings, strict=True):
        places = np.array(chunk.tokens)
        table[places, 0] = codes["upos"][reading.upos]
        table[places, 1] = [strings.add(lemma) for lemma in reading.lemma]
        table[places, 3] = codes["deprel"][reading.deprel]
        head[places] = np.where(reading.heads < 0, places, places[reading.heads])
        vectors[places] = reading.meaning
        names.extend((chunk.tokens[n.begin], chunk.tokens[n.end - 1] + 1, n) for n in reading.names)
        found.extend(r.moved(chunk.tokens) for r in reading.attributions)
    kinds = settle([(doc[begin:end].text, name) for begin, end, name in names])
    for (begin, end, _), kind in zip(names, kinds, strict=True):
        if not kind:
            continue
        table[begin:end, 4] = _IN
        table[begin, 4] = _BEGIN
        table[begin:end, 5] = strings.add(kind)
    _hang_space(doc, table, head, strings)
    table[:, 2] = (head - np.arange(len(doc))).astype(np.uint64)
    if len(doc):
        doc.from_array(_COLUMNS, table)  # type: ignore[arg-type]
    doc._.attributions = tuple(found)
    doc._.word_vectors = vectors
    return doc


def _hang_space(doc: Doc, table: NDArray[np.uint64], head: NDArray[np.int64], strings: StringStore) -> None:
    """Tags and heads of the tokens that no chunk holds: white space."""
    empty = np.flatnonzero(head < 0).tolist()
    if not empty:
        return
    space, dep, root = strings.add("SPACE"), strings.add("dep"), strings.add("root")
    words = np.flatnonzero(head >= 0)
    for i in empty:
        table[i, 0], table[i, 1], table[i, 3] = space, doc[i].orth, dep
        before = i - 1
        while before >= 0 and doc[before].is_space:
            before -= 1
        if before >= 0:
            head[i] = before
        elif len(words):
            head[i] = int(words[0])
        else:
            head[i] = 0
            table[i, 3] = root if i == 0 else dep
