"""Which origins vouch for each other: the most of them of which each says nearly the same as every other.

Theory of operation. Alignment may put tellings into one claim that say two things; origins that say two things do not make a claim better supported.
So one telling of each of several origins is looked for, such that all of them agree with one another (a clique), and the largest such set counts.
An origin outside of it counts with the one in it that it is least like. One odd telling cannot part two origins that agree, and joining
two origins, or adding words that were there already, can only lower the number. Joining whatever is unlike, link by link, was tried first: it broke
the law that a longer chain adds no origin. The largest clique is sought exactly up to sixty origins and within a budget that only claims
with dozens of origins at odds can use up; what was found by then counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from stemma.model import Telling

#: Steps of the search; a claim of ten origins that all disagree needs about a thousand.
_BUDGET = 20_000
#: Tellings tried in all of them; a claim of thirty origins in thirty wordings each uses up about half.
_TRIES = 200_000

#: With more origins than this they are taken in order, each that agrees with those before it.
_MANY = 60

Agree = Callable[[Telling, Telling], bool]


def vouching(groups: Mapping[str, Sequence[Telling]], agree: Agree) -> tuple[dict[str, Telling], dict[str, str]]:
    """(origin -> its telling that agrees with all others here, origin outside -> the one with which it counts)."""
    search = _Search(groups, agree)
    chosen = search.largest()
    outside = {key: search.least_like(key, chosen) for key in sorted(groups) if key not in chosen}
    return chosen, outside


class _Search:
    """Branch and bound over the origins, in order: take one telling of each, or leave it out."""

    def __init__(self, groups: Mapping[str, Sequence[Telling]], agree: Agree) -> None:
        self.keys = sorted(groups)
        self.groups = groups
        self.ask = agree
        self.known: dict[tuple[int, int], bool] = {}
        self.best: list[tuple[str, Telling]] = []
        self.left = _BUDGET
        self.tries = _TRIES

    def agree(self, a: Telling, b: Telling) -> bool:
        pair = (id(a), id(b))  # values of a few hundred words, compared again and again
        if pair not in self.known:
            self.known[pair] = self.known[pair[::-1]] = self.ask(a, b)
        return self.known[pair]

    def largest(self) -> dict[str, Telling]:
        for key in self.keys:
            fits = (t for t in self.groups[key] if all(self.agree(t, other) for _, other in self.best))
            self.best += [(key, t) for t in (next(fits, None),) if t is not None]
        if len(self.best) < len(self.keys) <= _MANY:
            self._extend(0, [])
        return dict(self.best)

    def _extend(self, at: int, taken: list[tuple[str, Telling]]) -> None:
        if len(taken) > len(self.best):
            self.best = list(taken)
        if at == len(self.keys) or len(taken) + len(self.keys) - at <= len(self.best) or self.left <= 0 or self.tries <= 0:
            return
        self.left -= 1
        key = self.keys[at]
        for telling in self.groups[key]:
            self.tries -= 1
            if all(self.agree(telling, other) for _, other in taken):
                self._extend(at + 1, [*taken, (key, telling)])
                if len(self.best) == len(self.keys):
                    return
        self._extend(at + 1, taken)

    def least_like(self, key: str, chosen: Mapping[str, Telling]) -> str:
        """The chosen origin with which the fewest of these tellings agree."""
        return min(chosen, key=lambda other: (sum(self.agree(t, chosen[other]) for t in self.groups[key]), other))
