"""What a parse gets wrong in ways that the words themselves tell, put right before anybody reads it.

Two slips matter, since a whole claim hangs on them: a number is hung on another noun than the one it stands before ("30 oilfield firms based in
Oslo" with 30 on a noun further up), and the clause after "that" is taken for a mere circumstance of the verb of saying before it. Everything else
is left as the annotator has it. Limits: "so that" and "now that" are left alone; a number before a name ("40 Boeing jets") follows the quantity
rules in what it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stemma.lang.en import cues
from stemma.lang.reading import Passage
from stemma.model import QuantityMention

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
#: What may stand between a number and its noun.
_BEFORE = frozenset({"NOUN", "PROPN", "ADJ"})
#: Labels of a number that hangs on no noun as its number, although one stands right behind it.
_STRAY = frozenset({"appos", "nummod", "nmod", "nmod:unmarked", "dep", "obl:unmarked", "compound"})


def mend(passage: Passage, mentions: Sequence[QuantityMention]) -> None:
    """Mends the passage's parse in place; `mentions` are its quantities, with the passage's own offsets."""
    for mention in mentions:
        _hang_on_its_noun(passage, mention)
    for token in passage.doc:
        if token.dep_ == "advcl" and _is_said(token):
            token.dep_ = "ccomp"


def _hang_on_its_noun(passage: Passage, mention: QuantityMention) -> None:
    """A number that stands right before the noun phrase it counts is that phrase's number."""
    if mention.head is None:
        return
    doc = passage.doc
    number = doc.char_span(mention.number.start, mention.number.end, alignment_mode="expand")
    head = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
    if number is None or head is None or any(t.pos_ not in _BEFORE for t in doc[number.end : head.start]) or head.start < number.end:
        return
    digits, noun = number.root, head.root
    if digits.pos_ != "NUM" or noun.pos_ not in _NOUNS or digits.dep_ not in _STRAY or digits.sent != noun.sent:
        return
    if digits.head.i in range(number.start, head.end) or number.start <= noun.head.i < number.end or digits.is_ancestor(noun):
        return
    digits.head, digits.dep_ = noun, "nummod"


def _is_said(clause: Token) -> bool:
    """Whether a clause opens with the "that" right behind a verb of saying or believing, and no "so" or "now" stands before it."""
    verb = clause.head
    mark = next((c for c in clause.children if c.dep_ == "mark"), None)
    return mark is not None and mark.lower_ == "that" and mark.i == verb.i + 1 and cues.verb(verb.lemma_.lower()) is not None
