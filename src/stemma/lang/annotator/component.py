"""The annotator as a spaCy component, ``stemma_annotator``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.language import Language

from .reader import Annotator, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc


class Component:
    """Runs the annotator in a spaCy pipeline."""

    def __init__(self, annotator: Annotator) -> None:
        self.annotator = annotator

    def __call__(self, doc: Doc) -> Doc:
        return self.annotator.annotate(doc)

    def pipe(self, stream: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """Annotate many documents; ``batch_size`` is spaCy's and of no account here."""
        yield from self.annotator.annotate_all(stream)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing is stored with a pipeline: the weights come with the package."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> Component:
        """See `to_bytes`."""
        return self


@Language.factory(
    "stemma_annotator",
    assigns=["token.pos", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents", "doc._.attributions", "doc._.word_vectors"],
    default_config={"threads": 2},
)
def make(nlp: Language, name: str, threads: int) -> Component:
    """Factory that spaCy calls for ``add_pipe("stemma_annotator")``."""
    return Component(load(threads=threads))


def spacy_pipeline(*, threads: int = 2) -> Language:
    """A spaCy pipeline for English with the annotator alone."""
    nlp = spacy.blank("en")
    nlp.add_pipe("stemma_annotator", config={"threads": threads})
    return nlp
