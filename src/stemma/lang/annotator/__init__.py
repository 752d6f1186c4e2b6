"""The annotator: one small network, one pass, and a spaCy document full of layers.

``load()`` gives an `Annotator`; calling it with a text gives a document with tags, lemmas, dependency trees, sentences,
names (PER ORG LOC TIME EVENT MISC), attributions (``doc._.attributions``) and word vectors whose mean stands for a
sentence's meaning (``doc._.word_vectors``). ``spacy_pipeline()`` gives the same as a spaCy pipeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .component import spacy_pipeline
    from .reader import Annotator, load, span_vector
    from .spans import RoleSpans

_HOMES = {"Annotator": "reader", "load": "reader", "span_vector": "reader", "RoleSpans": "spans", "spacy_pipeline": "component"}

__all__ = ["Annotator", "RoleSpans", "load", "spacy_pipeline", "span_vector"]


def __getattr__(name: str) -> Any:
    """Import on first use: spaCy and onnxruntime are heavy, and most commands need neither."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f".{_HOMES[name]}", __package__), name)
