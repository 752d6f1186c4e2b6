"""A promise told first and its teller a sentence later: "The north has pledged to send help. The commitment was announced by Minister Berg."

Theory of operation. Where a whole content is no more than a noun that takes up a promise or decision ("the commitment", "this plan"), and the last
attribution before it in the report is a pledge of the kind that the noun names, the report has that pledge from the second speaker: the
pledge is passed on by that speaker, who is its origin. Only pledges within the two sentences before are looked at, and only those that nobody
else passes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stemma.model import Span

if TYPE_CHECKING:
    from stemma.attribute.chains import Said

_PLEDGES = frozenset({"pledge", "promise", "vow", "commit", "undertake", "offer", "agree", "guarantee"})
_PLANS = frozenset({"decide", "plan", "intend", "resolve", "choose", "agree"})
#: What a noun that takes up an act may take up.
_TAKES_UP = {
    "commitment": _PLEDGES,
    "pledge": _PLEDGES,
    "promise": _PLEDGES,
    "undertaking": _PLEDGES,
    "offer": _PLEDGES,
    "decision": _PLANS,
    "plan": _PLANS | _PLEDGES,
    "move": _PLANS | _PLEDGES,
    "step": _PLANS | _PLEDGES,
}
_POINTING = frozenset({"the", "this", "that", "its", "their", "his", "her"})
#: Characters between the end of the pledge and the words that take it up.
_NEAR = 400


def announced(said: Sequence[Said]) -> None:
    """Gives pledges the chain of whoever is said, just after, to have announced them."""
    for at, teller in enumerate(said):
        acts = _taken_up(teller)
        if not acts or not teller.chain:
            continue
        for pledge in reversed(said[:at]):
            if _gap(pledge, teller) > _NEAR:
                break
            if len(pledge.chain) <= 1 and pledge.within is None and _act(pledge) in acts:
                pledge.chain = list(teller.chain)
                name = teller.chain[-1].name
                pledge.notes.append(("chain.announced-after", f"The next words say that {name} announced it."))
                break


def _taken_up(said: Said) -> frozenset[str]:
    """The acts that a content of no more than a pointing noun can mean; none for other contents."""
    words = [said.passage.doc[i] for i in sorted(said.found.words)]
    words = [t for t in words if not t.is_punct and not t.is_space]
    if not 1 <= len(words) <= 3 or words[0].lower_ not in _POINTING:
        return frozenset()
    return _TAKES_UP.get(words[-1].lemma_.lower(), frozenset())


def _act(said: Said) -> str:
    """The lemma of the verb that the cue is."""
    doc, (first, last) = said.passage.doc, said.found.cue
    verbs = [t for t in doc[first:last] if t.pos_ == "VERB"]
    return verbs[-1].lemma_.lower() if verbs else ""


def _gap(before: Said, after: Said) -> int:
    """Characters from the end of the one to the start of the other."""

    def spans(one: Said) -> list[Span]:
        return [s for s in (one.source, one.cue, *one.content) if s is not None]

    return min(s.start for s in spans(after)) - max(s.end for s in spans(before))
