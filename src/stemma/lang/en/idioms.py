"""What a verb means together with a word that goes with it: `idioms.txt`, loaded once, and found in a parse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from stemma.lang.en.synonyms import bases

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _table() -> dict[str, dict[str, str]]:
    """For each verb the words with which it means something else, and what."""
    found: dict[str, dict[str, str]] = {}
    for line in files("stemma.lang.en").joinpath("idioms.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            pattern, meaning = line.split(" = ")
            verb, words = pattern.split(" ")
            found.setdefault(verb, {}).update(dict.fromkeys(words.split(","), meaning))
    return found


def idiom(verb: Token) -> tuple[str, Token] | None:
    """What a verb means with a word below it, and the word; None for a verb that stands for itself."""
    if verb.pos_ != "VERB":
        return None
    rows = next((rows for base in sorted(bases(verb.lemma_.lower(), verb.lower_)) if (rows := _table().get(base))), None)
    if rows is None:
        return None
    beside = {word: t for t in _with(verb) for word in (t.lower_, t.lemma_.lower())}
    return next(((meaning, beside[word]) for word, meaning in rows.items() if word in beside), None)  # "back on line" is more than "back"


def _with(verb: Token) -> Iterator[Token]:
    """The words that go with a verb: its children but for subjects and clauses, and the little words and nouns right below those."""
    for child in verb.children:
        if child.dep_.startswith(("nsubj:pass", "obj", "obl", "xcomp", "advmod", "compound", "prt", "dobj", "iobj", "amod")):
            yield child
            yield from (c for c in child.children if c.dep_ in {"case", "advmod", "compound:prt"})
