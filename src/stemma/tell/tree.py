"""The stemma of one claim: the one who vouches at the root, those who pass it on as branches, the reports as leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stemma.model import Claim, Telling

#: The root of tellings in a report's own voice.
OWN_VOICE = "no source named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Somebody who says the claim, and those who have it from there."""

    name: str
    #: How it came here where that is not "says": "copied".
    how: str
    below: tuple[Branch, ...]


class _Node:
    """A branch while it grows; keys are voice ids and report ids, so that two of one name stay two."""

    def __init__(self, name: str, how: str = "") -> None:
        self.name = name
        self.how = how
        self.below: dict[str, _Node] = {}

    def grown(self) -> Branch:
        return Branch(name=self.name, how=self.how, below=tuple(node.grown() for node in self.below.values()))


def tree(claim: Claim, *, voice: Callable[[str], str], report: Callable[[str], str]) -> tuple[Branch, ...]:
    """The roots with all that hangs on them; a copy hangs on the report it was copied from, where that tells the claim too."""
    top = _Node("")
    leaves: dict[str, _Node] = {}
    for telling in claim.tellings:
        if telling.copied_from is None:
            leaves.setdefault(telling.report, _leaf(top, telling, voice, report(telling.report)))
    waiting = [t for t in claim.tellings if t.copied_from is not None]
    while waiting:
        ready = [t for t in waiting if t.copied_from in leaves]
        for telling in ready or waiting[:1]:  # a circle, or a parent that does not tell this claim: by its own chain
            parent = leaves.get(telling.copied_from or "")
            leaf = parent.below.setdefault(telling.report, _Node(report(telling.report), "copied")) if parent else None
            leaves.setdefault(telling.report, leaf or _leaf(top, telling, voice, report(telling.report)))
            waiting.remove(telling)
    return top.grown().below


def _leaf(top: _Node, telling: Telling, voice: Callable[[str], str], name: str) -> _Node:
    """The report's place under its chain, which is made where it is missing."""
    chain = list(reversed(telling.chain))
    if telling.origin is not None and telling.origin not in chain:
        chain.insert(0, telling.origin)
    here = top
    for one in chain:
        here = here.below.setdefault(one, _Node(voice(one)))
    if not chain:
        here = here.below.setdefault("", _Node(OWN_VOICE))
    return here.below.setdefault(telling.report, _Node(name))
