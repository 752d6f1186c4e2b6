"""A unit of training text: a sentence of a treebank, a paragraph of news, a sentence of a names corpus."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

#: The BIO tag of a word outside every span.
NONE = "O"
NAMES = ("PER", "ORG", "LOC", "TIME", "EVENT", "MISC")
ROLES = ("source", "cue", "content")
NAME_TAGS = (NONE, *(f"{b}-{name}" for name in NAMES for b in "BI"))
ROLE_TAGS = (NONE, *(f"{b}-{role}" for role in ROLES for b in "BI"))

#: Which tags an untagged word may secretly have, by corpus: corpora leave kinds of names out.
HIDDEN = {
    "full": (),
    "three": ("TIME", "EVENT", "MISC"),
    "wnut": ("TIME", "EVENT"),
    "wiki": ("TIME",),
    "four": ("EVENT", "MISC"),
}
SCHEMES = tuple(HIDDEN)


@dataclass(slots=True)
class Unit:
    """Words with what is known about them; an empty list is a layer this text is silent about."""

    words: list[str]
    document: str = ""
    #: True where the unit begins a paragraph.
    paragraph: bool = True
    text: str = ""
    upos: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    #: Index of the head within the unit, -1 for the root.
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    #: BIO tags; "" where the layer says nothing of the word.
    names: list[str] = field(default_factory=list)
    scheme: str = "full"
    roles: list[str] = field(default_factory=list)
    #: Index of the first cue word of the word's attribution, -1 for none.
    links: list[int] = field(default_factory=list)
    #: Sentences as (begin, end, row of the table of sentence vectors).
    sentences: list[tuple[int, int, int]] = field(default_factory=list)


def pack(units: Sequence[Unit], *, words: int, chance: random.Random | None = None) -> list[list[Unit]]:
    """Consecutive units of one document, together about ``words`` words, with a random first cut."""
    packs: list[list[Unit]] = []
    size = limit = 0
    for unit in units:
        if packs and packs[-1][-1].document == unit.document and size + len(unit.words) <= limit:
            packs[-1].append(unit)
            size += len(unit.words)
        else:
            packs.append([unit])
            size = len(unit.words)
            limit = chance.randint(words // 2, words) if chance and chance.random() < 0.5 else words
    return packs
