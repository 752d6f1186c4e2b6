"""How a proposition's own verb puts it: as done, as so, as coming, as possible, or as open; and the words that put it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from stemma.align.slots import Slot
from stemma.lang.en import certainty, syntax
from stemma.lang.en.senses import sense_of
from stemma.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Token


_MAY = frozenset({"may", "might", "could"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
#: Doings after which what is talked of is not yet so.
_TALKED_OF = "consider discuss mull weigh debate contemplate threaten hope ask demand urge want wish try attempt ready willing eager poised"
_WEIGHED = frozenset(_TALKED_OF.split())
#: Verbs whose object has not come yet, and objects, by sense, that are there once they are faced.
_FACING = frozenset({"face", "await", "risk"})
_FACED = frozenset({"charge", "accuse", "crisis", "pressure", "problem", "opposition", "criticise", "shortage", "challenge", "threaten"})
#: Words on which what is not yet so hangs.
_YET_TO_COME = """
expect fear forecast project predict plan estimate face likely intend aim seek propose promise pledge vow agree decide set due schedule offer
possible unclear know say
"""
_AHEAD = frozenset(_YET_TO_COME.split())


def mood(head: Token, sure: Certainty) -> str:
    """How its own verb puts it: "done", "is", "will", "may", "open" for what else lies ahead or is not known, "" where that is not said."""
    modals = {m.lower_ for m in syntax.modals_of(head)}
    if sure == "unknown" and _flat(head) and not modals:
        return "done"
    if head.lemma_.lower() == "know" or (head.head.lemma_.lower() == "know" and head.dep_ == "xcomp"):
        return "open" if sure == "unknown" else "done"
    if modals & _MAY:
        return "may"
    if modals & _WILL:
        return "will"
    if head.lemma_.lower() in _FACING and any(syntax.is_object(c) and sense_of(c.lemma_.lower()) not in _FACED for c in head.children):
        return "open"
    infinitive = any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in head.children)
    above = head.head.lemma_.lower() if head.dep_ in {"xcomp", "ccomp", "advcl", "acl"} else ""
    if (head.lemma_.lower() in _WEIGHED and not syntax.is_passive(head)) or (
        above in _WEIGHED and head.dep_ in {"xcomp", "ccomp"} and not syntax.is_passive(head.head)
    ):
        return "open"
    if certainty.put_ahead(head):
        return "open"
    if sure in {"asserted", "denied"}:
        tense = _tense(head) or ("past" if _flat(head) else "")
        return "" if infinitive or modals else {"past": "done", "present": "is"}.get(tense, "")
    return "open" if infinitive or {head.lemma_.lower(), above} & _AHEAD or sure == "unknown" else ""


def _flat(head: Token) -> bool:
    """A main verb that tells what somebody did ("ordered", "the dam burst"): with a subject of its own and no mark of a present."""
    own = syntax.subject_of(head, borrow=False)
    plain = head.pos_ == "VERB" and head.dep_ == "root" and head.lemma_.lower() not in _AHEAD | _WEIGHED and own is not None
    return plain and (syntax.tense_of(head) == "past" or (not syntax.tense_of(head) and not syntax.is_auxiliary(head) and _bare(head)))


def _bare(head: Token) -> bool:
    """Whether nothing stands with the verb that makes it a perfect, a future or an infinitive."""
    return not any(syntax.is_auxiliary(c) or c.lower_ == "to" for c in head.children)


def only_weighed(found: Iterable[Slot]) -> bool:
    """Whether the head says that something is talked of, wished or tried, and not that it is done or settled."""
    return any(s.part == "head" and s.lemma in _WEIGHED for s in found)


def modals(kept: Sequence[Token]) -> frozenset[str]:
    """The modals among the words, and the words that put off or guess."""
    verbs = (t for t in kept if t.pos_ in {"AUX", "VERB", "ADJ"})
    found = {w for t in verbs for w in (t.lower_, t.lemma_.lower()) if w in _MAY | _WILL | _AHEAD | _WEIGHED or w == "would"}
    found |= {word for t in kept if t.pos_ in {"VERB", "NOUN"} and (word := certainty.put_ahead(t))}
    return frozenset(found | ({"be to"} if any(_is_to(t) for t in kept) else set()))


def _is_to(token: Token) -> bool:
    """The "to" of "is to land", "are to be evacuated"."""
    return token.lower_ == "to" and token.dep_ in {"mark", "aux"} and token.i > 0 and token.doc[token.i - 1].lemma_.lower() == "be"


def _tense(head: Token) -> str:
    """The tense of a verb, of a participle that of the verb it goes with."""
    own = syntax.tense_of(head)
    return own or (syntax.tense_of(head.head) if head.dep_ in {"advcl", "acl", "conj"} else "")
