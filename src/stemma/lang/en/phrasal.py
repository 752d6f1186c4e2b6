"""Verbs that mean something else with the little word that goes with them: "turned down" is rejected, "took out of service" is withdrawn.

Theory of operation. The particle is a child of the verb (`compound:prt`, an adverb) or the preposition "out", "off" of what it is taken from. Only
pairs of the table are joined; the rest of the verbs mean what they mean alone. General knowledge of English, nothing of one event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_TABLE = {
    "reject": "turn-down knock-back vote-down",
    "withdraw": "take-out pull-out pull-off take-off pull-back",
    "resign": "step-down stand-down",
    "cancel": "call-off",
    "dismiss": "kick-out throw-out boot-out",
    "rise": "go-up shoot-up pick-up",
    "fall": "go-down come-down",
    "escape": "break-out get-out break-away",
    "found": "set-up start-up",
    "close": "shut-down close-down wind-up",
    "postpone": "put-off push-back put-back",
    "give": "hand-over turn-over hand-out",
    "abandon": "give-up",
    "strike": "walk-out",
    "disconnect": "cut-off",
    "overturn": "tip-over strike-down throw-out turn-over flip-over roll-over",
    "destroy": "burn-down blow-up wipe-out tear-down knock-down pull-down",
    "acquire": "take-over buy-up snap-up buy-out",
    "continue": "go-on carry-on keep-on",
    "begin": "kick-off set-off set-out start-off break-out",
    "increase": "step-up ramp-up scale-up",
    "reduce": "cut-down cut-back scale-back scale-down bring-down",
    "evacuate": "get-out bring-out",
    "collapse": "cave-in fall-down come-down",
    "restart": "bring-back start-up go-back",
    "flee": "run-away run-off get-away",
    "arrest": "round-up pick-up lock-up",
    "discover": "find-out dig-up turn-up",
    "fail": "break-down fall-through",
}
_OF = {pair: lemma for lemma, pairs in _TABLE.items() for pair in pairs.split()}
_PARTICLES = frozenset(pair.split("-")[1] for pair in _OF)


def whole_lemma(token: Token) -> str:
    """The lemma of a word, or what a verb means with its particle."""
    lemma = str(token.lemma_.lower())
    if token.pos_ != "VERB":
        return lemma
    return next((whole for p in _particles(token) if (whole := _OF.get(f"{lemma}-{p}"))), lemma)


def has_particle(token: Token) -> bool:
    """Whether a little word goes with the verb and changes what it means."""
    return token.pos_ == "VERB" and any(True for _ in _particles(token))


def _particles(verb: Token) -> list[str]:
    """The little words that go with a verb."""
    found = []
    for child in verb.children:
        if child.dep_ in {"compound:prt", "prt"} or (child.dep_ == "advmod" and child.lower_ in _PARTICLES and child.i == verb.i + 1):
            found.append(child.lower_)
        elif child.dep_.startswith("obl"):
            found += [c.lower_ for c in child.children if c.dep_ == "case" and c.lower_ in {"out", "off"}]
    return found
