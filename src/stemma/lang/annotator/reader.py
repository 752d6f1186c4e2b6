"""The annotator: texts in, spaCy documents out."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import spacy
from spacy.tokens import Doc

from .chunks import Chunk, chunks, cut, pack
from .document import register, write
from .network import Network, Reading
from .spans import RoleSpans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Span

#: Longest text spaCy takes is not ours to limit; hostile lengths are refused at the door of the reports.
_WORDS_IN_FLIGHT = 4_000


class Annotator:
    """Reads texts; create it with `load`.

    Each chunk of a text is one run of the network on one thread, and chunks of one or several texts are run side by
    side. Nothing that else is read, nor the number of threads, can change an annotation. Not to be carried over a fork.
    """

    def __init__(self, network: Network, *, threads: int = 2) -> None:
        register()
        self.network = network
        self._nlp = spacy.blank("en")
        self._nlp.max_length = 1 << 40
        self._pool = ThreadPoolExecutor(max(1, threads), thread_name_prefix="annotator")

    def __call__(self, text: str) -> Doc:
        """Annotate one text."""
        return self.annotate(self._nlp.make_doc(text))

    def annotate(self, doc: Doc) -> Doc:
        """Annotate a tokenised document in place."""
        found = chunks(doc, self.network.pieces.size)
        return write(doc, found, list(self._pool.map(self._read(doc), found)), self.network.labels)

    def pipe(self, texts: Iterable[str], *, batch_words: int = _WORDS_IN_FLIGHT) -> Iterator[Doc]:
        """Annotate many texts, in their order, with about ``batch_words`` words under way at any time."""
        yield from self.annotate_all(map(self._nlp.make_doc, texts), batch_words=batch_words)

    def annotate_all(self, docs: Iterable[Doc], *, batch_words: int = _WORDS_IN_FLIGHT) -> Iterator[Doc]:
        """The same for tokenised documents, in place."""
        waiting: deque[tuple[Doc, list[Chunk], list[Future[Reading]]]] = deque()
        words = 0
        for doc in docs:
            found = chunks(doc, self.network.pieces.size)
            read = self._read(doc)
            waiting.append((doc, found, [self._pool.submit(read, chunk) for chunk in found]))
            words += len(doc)
            while waiting and (words > batch_words or all(f.done() for f in waiting[0][2])):
                words -= len(waiting[0][0])
                yield self._finish(*waiting.popleft())
        while waiting:
            yield self._finish(*waiting.popleft())

    def roles(self, spans: Sequence[Span]) -> list[list[RoleSpans]]:
        """Attributions inside each span, read as if it were a text of its own; places are tokens of the document."""
        jobs: list[tuple[int, Doc, Chunk]] = []
        for at, span in enumerate(spans):
            tokens = [t.i for t in span if not t.is_space]
            size = self.network.pieces.size
            for chunk in pack(cut(tokens, span.doc, size), span.doc, size):
                jobs.append((at, span.doc, chunk))
        out: list[list[RoleSpans]] = [[] for _ in spans]
        for (at, _, chunk), found in zip(jobs, self._pool.map(self._roles, jobs), strict=True):
            out[at].extend(r.moved(chunk.tokens) for r in found)
        return out

    def _finish(self, doc: Doc, found: list[Chunk], results: list[Future[Reading]]) -> Doc:
        return write(doc, found, [r.result() for r in results], self.network.labels)

    def _roles(self, job: tuple[int, Doc, Chunk]) -> list[RoleSpans]:
        _, doc, chunk = job
        return self.network.read_roles([doc[i].text for i in chunk.tokens], chunk.starts)

    def _read(self, doc: Doc) -> _Reader:
        return _Reader(self.network, doc)


class _Reader:
    """Reads chunks of one document."""

    def __init__(self, network: Network, doc: Doc) -> None:
        self.network = network
        self.words = [token.text for token in doc]

    def __call__(self, chunk: Chunk) -> Reading:
        return self.network.read([self.words[i] for i in chunk.tokens], chunk.starts)


def load(*, threads: int = 2) -> Annotator:
    """The annotator with the weights that came with this version.

    Raises `stemma.errors.DamagedError` if they are not what was published.
    """
    return Annotator(Network(), threads=threads)


def span_vector(span: Span) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Unit vector (384) for the meaning of a span: the mean of its words' vectors; zeros for white space alone."""
    vectors = span.doc._.word_vectors[span.start : span.end].astype(np.float32)
    mean = vectors.sum(0)
    norm = float(np.linalg.norm(mean))
    out: np.ndarray[tuple[int], np.dtype[np.float32]] = mean / norm if norm > 0 else mean
    return out
