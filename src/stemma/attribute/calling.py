"""By what a report calls them: the name right behind its noun, the name somebody goes by, the short form of a full name."""

from __future__ import annotations

import re

from stemma.attribute.sources import Answer, Source
from stemma.lang.en.names import normal


def called(s: Source) -> Answer:
    """ "The privacy regulator AP", "the newspaper Le Phare": the name right behind the noun that says what it is."""
    head = s.phrase.head
    before = head.doc[head.i - 1] if head.i else head
    if head.pos_ == "PROPN" and before.pos_ == "NOUN" and before.head == head:
        head = before  # the tree may take either for the head
    if s.phrase.person or head.pos_ != "NOUN":
        return None
    for size in range(4, 0, -1):
        text = s.passage.doc[head.i + 1 : head.i + 1 + size].text
        if normal(text) in s.cast.called and s.cast.named(text) is None:
            who = s.cast.organisation(text)
            return who, f"{who.name} is what the report calls a {head.lower_}."
    return None


_NAMES_ITSELF = re.compile(
    r"^,? ?(?:(?:which|that|who) )?(?:calling|calls?|called|naming|names?|dubbed|known as) (?:itself |themselves )?"
    r"(?:the )?([A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)"
)


def self_named(s: Source) -> Answer:
    """ "A group calling itself GhostLedger", "a militia known as the Red Axe": who goes by that name."""
    head = s.phrase.head
    if s.phrase.name or head.pos_ != "NOUN":
        return None
    after = _NAMES_ITSELF.match(s.passage.doc[head.i + 1 : min(head.i + 10, len(s.passage.doc))].text)
    if after is None:
        return None
    who = s.cast.organisation(after.group(1))
    return who, f'"{s.phrase.core}" goes by the name {who.name}.'


def short(s: Source) -> Answer:
    """ "The Observatory" after "the Northern Observatory for Birds": the noun of one full name of the report, in capitals."""
    if s.phrase.plural and s.phrase.head.pos_ != "PROPN":
        return None
    named = (s.phrase.core, s.phrase.name) if s.phrase.name and not s.phrase.person else (s.phrase.core,)
    who = next((w for n in named if (w := s.cast.shortened(n, s.passage, s.offset)) is not None), None)
    return (who, f'"{s.phrase.core}" is short for {who.name}, the only one of that name before it.') if who is not None else None
