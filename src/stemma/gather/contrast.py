"""Look-alike events: a group that falls into two by who, where and when, though the kind of event is one.

Theory of operation. Observations: two events of one kind (two arrests of players of one club, two cables cut) share so many words that average
linkage at any one height either joins them or breaks other stories up. But once the words that all of the group share are set aside, the likeness
that is left falls into two blocks. Method: weigh the terms again within the group, halve it where that likeness is weakest (the second eigenvector
of the normalised likeness, Shi and Malik 2000), and part the halves if little binds them and they have names of their own. Reports of the same
days hold a story together: its second day has other names than its first. A long silence speaks the other way: where reports come in two bunches with
nothing between them for longer than either lasts, the silence is a cut to be tried too (four visits of one official in two years).
Known to fail: halves of fewer than three reports, which are left together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stemma.gather.signature import Signature
from stemma.lang.en.stemming import stem
from stemma.lang.en.written_dates import MONTHS, WEEKDAYS

Floats = npt.NDArray[np.float64]
Cut = npt.NDArray[np.bool_]

#: Least reports of a half, and below how many of them less likeness is asked for: little is known of three.
_SIDE, _SURE = 3, 5
#: Likeness across the halves against within them, by the group's own terms (of small halves), and by all; the mean likeness across; and how many
#: names of their own the halves have together. Swept as a set (.2-.33, .1-.25, .65-.78, .35-.45, 3-6) on ECB+ topics 1-35, events.jsonl and the
#: development stories; from .25 to .3 and from .72 to .75 nothing changes on the even topics.
_LOCAL, _LOCAL_SMALL, _GLOBAL, _ACROSS, _NAMES = 0.29, 0.2, 0.74, 0.45, 4
#: Days between two reports of the halves at which they are of the same time, and the likeness to be kept under for parting them all the same.
_SAME_DAYS, _LOCAL_SAME_DAYS = 7, 0.1
#: Least days of a silence that may part a group, the likeness to be kept under there, and how many words of their own the bunches have together;
#: in events.jsonl no event of three reports and more on both sides of such a silence comes under .55.
_SILENCE, _LOCAL_SILENCE, _OWN_WORDS = 10, 0.45, 6
#: Parts of a half, and of the other, that hold a name of its own.
_OWN, _THEIRS = 0.5, 0.15
#: Terms that may be a side's own.
_STRONGEST = 60
_CALENDAR = frozenset(stem(word) for word in (*WEEKDAYS, *MONTHS))


@dataclass(frozen=True, slots=True)
class Side:
    """A part of a group, and the words that part it from the rest: its own as terms, those of the rest as the rest writes them."""

    rows: list[int]
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    #: Days of silence that part it from the rest; 0 where none does.
    silence: int = 0


def parted(rows: list[int], signatures: Sequence[Signature], alike: Floats) -> list[Side]:
    """The group in parts; one part if nothing parts it. `alike` is how alike all signatures are, 0 to 1."""
    if len(rows) < 2 * _SIDE:
        return [Side(rows)]
    group = [signatures[r] for r in rows]
    local = _local(group)
    pile = alike[np.ix_(rows, rows)]
    for half, silence in ((_halves(local), 0), *_silences(group)):
        names = _apart(half, silence, group, local, pile)
        if names is None:
            continue
        out: list[Side] = []
        for cut, own, theirs in ((half, names[0], names[1]), (~half, names[1], names[0])):
            side = [r for r, here in zip(rows, cut, strict=True) if here]
            parts = parted(side, signatures, alike)
            others = tuple(written(t, _pick(group, ~cut)) for t in theirs)
            out.extend([Side(side, own, others, silence)] if len(parts) == 1 else parts)
        return out
    return [Side(rows)]


def _apart(half: Cut, silence: int, group: Sequence[Signature], local: Floats, pile: Floats) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words of their own that part the halves; None if they are one."""
    one, other = _pick(group, half), _pick(group, ~half)
    small = min(len(one), len(other))
    if small < _SIDE:
        return None
    bound = _across(local, half)
    if silence:
        apart = bound <= _LOCAL_SILENCE
    elif _same_days(one, other):
        apart = bound <= _LOCAL_SAME_DAYS
    else:
        enough = bound <= (_LOCAL if small >= _SURE else _LOCAL_SMALL)
        apart = enough and _across(pile, half) <= _GLOBAL and float(pile[np.ix_(half, ~half)].mean()) <= _ACROSS
    if not apart:
        return None
    own = own_terms(one, other), own_terms(other, one)
    if silence:
        return own if all(own) and len(own[0]) + len(own[1]) >= _OWN_WORDS else None
    names = tuple(tuple(t for t in terms if t in names_of(side)) for terms, side in zip(own, (one, other), strict=True))
    return (names[0], names[1]) if len(names[0]) + len(names[1]) >= _NAMES else None


def _pick(group: Sequence[Signature], cut: Cut) -> list[Signature]:
    return [s for s, here in zip(group, cut, strict=True) if here]


def _silences(group: Sequence[Signature]) -> list[tuple[Cut, int]]:
    """Where nothing is heard for longer than the shorter of the bunches before and after it lasts; the longest silence first."""
    if any(s.day is None for s in group):
        return []
    days = np.array([s.day for s in group])
    order = np.sort(days)
    out = []
    for n in range(1, len(order)):
        silence = int(order[n] - order[n - 1])
        before, after = int(order[n - 1] - order[0]), int(order[-1] - order[n])
        if silence >= _SILENCE and silence > min(before, after):
            out.append((np.asarray(days < order[n]), silence))
    return sorted(out, key=lambda cut: -cut[1])


def _local(group: Sequence[Signature]) -> Floats:
    """Likeness by what the group does not share: the weights again, less the more of the group hold the term."""
    held = Counter(t for s in group for t in s.terms)
    column = {t: i for i, t in enumerate(t for t, n in held.items() if n > 1)}
    less = {t: math.log((len(group) + 1) / n) for t, n in held.items()}
    table = np.zeros((len(group), len(column) + 1))
    for i, signature in enumerate(group):
        again = np.array([less[t] for t in signature.terms]) * signature.weights
        again /= math.sqrt(float(again @ again)) or 1.0
        table[i, [column.get(t, -1) for t in signature.terms]] = again
    table[:, -1] = 0  # what one report alone holds counts for its length only
    return np.asarray(np.round(table @ table.T, 6))


def _halves(likeness: Floats) -> npt.NDArray[np.bool_]:
    """The cut that severs the least likeness for the sizes of its sides."""
    links = likeness.copy()
    np.fill_diagonal(links, 0)
    degree = np.sqrt(links.sum(axis=1) + 1e-9)
    _, vectors = np.linalg.eigh(links / degree[:, None] / degree[None, :])
    cut = np.asarray(np.round(vectors[:, -2] / degree, 6) >= 0)
    return cut if cut[0] else ~cut


def _across(likeness: Floats, half: npt.NDArray[np.bool_]) -> float:
    """Mean likeness between the halves over the (geometric) mean of that within them."""
    within = [_mean_within(likeness[np.ix_(side, side)]) for side in (half, ~half)]
    between = float(likeness[np.ix_(half, ~half)].mean())
    return round(between / math.sqrt(max(within[0] * within[1], 1e-9)), 6)


def _mean_within(block: Floats) -> float:
    size = len(block)
    return float((block.sum() - np.trace(block)) / (size * (size - 1))) if size > 1 else 0.0


def own_terms(side: Sequence[Signature], rest: Sequence[Signature]) -> tuple[str, ...]:
    """What half of one side and next to none of the other hold, strongest first; days of the week and months are nobody's own."""
    here, there = Counter(t for s in side for t in s.terms), Counter(t for s in rest for t in s.terms)
    return tuple(t for t in strongest(side) if here[t] >= _OWN * len(side) and there[t] <= _THEIRS * len(rest) and t not in _CALENDAR)


def strongest(group: Sequence[Signature], *, top: int = _STRONGEST) -> list[str]:
    """The terms that bind these reports together, strongest first: each held by more than half of them."""
    held = Counter(t for s in group for t in s.terms)
    weight = Counter[str]()
    for signature in group:
        weight.update(signature.weight_of)
    kept = [t for t in held if held[t] * 2 > len(group) or len(group) == 1]
    return sorted(kept, key=lambda t: (-weight[t], t))[:top]


def names_of(group: Sequence[Signature]) -> frozenset[str]:
    """Terms that most of these reports write as a name."""
    held = Counter(t for s in group for t in s.terms)
    named = Counter(t for s in group for t, name in zip(s.terms, s.names, strict=True) if name)
    return frozenset(t for t in named if named[t] * 2 > held[t] and not t[0].isdigit() and t not in _CALENDAR)


def written(term: str, group: Sequence[Signature]) -> str:
    """The term as most of these reports write it."""
    words = sorted(s.words[s.terms.index(term)] for s in group if term in s.weight_of)
    return max(words, key=lambda w: (words.count(w), w)) if words else term


def _same_days(one: Sequence[Signature], other: Sequence[Signature]) -> bool:
    return any(abs(a - b) <= _SAME_DAYS for x in one for y in other for a in x.days for b in y.days)
