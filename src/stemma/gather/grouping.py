"""The stories within one block: average likeness, look-alikes parted, and what people said.

Theory of operation. Observations: reports of one event share its names, its rare words and its figures; reports of two events of the same kind
share the kind's words only (arrest, crash, talks) and differ in who, where and when. Titles alone fail. Method: how alike two reports are by their
strongest terms, names weighing more, less what publication dates far apart say against it (`likeness.py`); average linkage cut at one height; and
groups that fall into two by their names are parted (`contrast.py`). Reports that people put together are joined before all others, those that people
parted are never joined. A report that would be left alone joins a story of its days at less. Known to fail: two events with the same people in the
same place in the same week; one event told half a year apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stemma.gather.blocks import MOST
from stemma.gather.contrast import Floats, Side, parted
from stemma.gather.likeness import strength
from stemma.gather.linkage import clusters
from stemma.gather.signature import UNIT, Signature
from stemma.gather.wishes import Wishes

#: Mean likeness from which two groups are one story; swept .12 to .24 on ECB+ topics 1-35, events.jsonl and the development stories (a set with
#: the constants of `likeness.py` and `contrast.py`).
ALIKE = 0.15
#: What more is asked of larger groups, by doublings of their size from so many reports: what is alike on average grows together in any long war,
#: while reports of one event stay well above. Swept .02 to .06 from 4 to 16 reports, with the doubt of `likeness.py`: nothing is lost on events.jsonl
#: and .003 on ECB+ 1-35, while 247 reports of one war (2011-2015), 117 of them one story before, part by place and month.
_MORE, _FROM = 0.04, 12
#: Mean likeness from which a report that is left alone joins a story of at least so many reports, over those of its reports that came within so many
#: days of it: a first-person account or a tabloid's version shares few of a story's words, and is of its days. A share of what is asked of groups of
#: that size. Swept .6 to .8 and 7 to 14: events.jsonl gains .004, ten invented stories .04, and no two events meet that did not before.
_ALONE, _STORY, _DAYS = 2 / 3, 3, 14
#: What stands for "always" and "never" in the table of likenesses: more than any mean of others can outweigh.
_ALWAYS, _NEVER = 1e6, -1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Reports of one story, and what was found on the way."""

    #: By id.
    signatures: tuple[Signature, ...]
    #: The names that part it from a look-alike event, its own as terms and the other's as written; and the days of silence between the two.
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    silence: int = 0
    #: Mean likeness of two of them, 0 to 1; None for one report alone.
    mean: float | None = None
    #: Position of the report that is most like the others.
    central: int = 0
    #: Copies of copies, too many for comparing all with all.
    chained: bool = False


def groups(block: Sequence[Signature], wishes: Wishes) -> list[Group]:
    """The block as groups, in an order made from content."""
    rows = sorted(block, key=lambda s: s.report)
    if len(rows) > MOST:
        return [Group(signatures=tuple(part), chained=True) for part in _torn(rows, wishes)]
    alike = _alike(rows)
    wished = _wished(alike, rows, wishes)
    joined = _with_the_lone(clusters(wished, at_least=ALIKE, demand=_demand), wished, [s.day or 0 for s in rows])
    found = [side for members in joined for side in _kept_together(parted(members, rows, alike), rows, wishes)]
    return [_group(side, rows, alike) for side in found]


def _demand(size: int) -> float:
    """The mean likeness asked of a group of that size."""
    return ALIKE + _MORE * max(0.0, math.log2(size / _FROM))


def _with_the_lone(found: Sequence[list[int]], alike: Floats, days: Sequence[int]) -> list[list[int]]:
    """The groups, each with the lone reports of its days that are more like it than like any other group, and that nobody parted from it."""
    out = {members[0]: list(members) for members in found}
    for members in found:
        row = members[0]
        homes = [
            (near, -group[0])
            for group in found
            if len(members) == 1 and float(alike[row, out.get(group[0], group)].min()) >= 0 and (near := _near(row, group, alike, days)) is not None
        ]
        if homes:
            out[-max(homes)[1]].append(row)
            del out[row]
    return sorted(sorted(members) for members in out.values())


def _near(row: int, group: Sequence[int], alike: Floats, days: Sequence[int]) -> float | None:
    """How much a lone report is like the reports of a group that are of its days; None where it does not belong there."""
    near = [r for r in group if days[row] and days[r] and abs(days[row] - days[r]) <= _DAYS]
    if len(group) < _STORY or not near:
        return None
    mean = float(alike[row, near].mean())
    return mean if mean >= _ALONE * _demand(len(group)) else None


def _group(side: Side, rows: Sequence[Signature], alike: Floats) -> Group:
    pairs = np.round(alike[np.ix_(side.rows, side.rows)] * UNIT).astype(np.int64)
    size = len(side.rows)
    near = pairs.sum(axis=1).tolist()
    titled = [bool(rows[r].title) for r in side.rows]
    central = max(range(size), key=lambda n: (near[n], titled[n], -n))
    mean = None if size == 1 else (int(pairs.sum()) - int(np.trace(pairs))) / (size * (size - 1) * UNIT)
    signatures = tuple(rows[r] for r in side.rows)
    return Group(signatures=signatures, own=side.own, others=side.others, silence=side.silence, mean=mean, central=central)


def _alike(rows: Sequence[Signature]) -> Floats:
    """How alike every two are, 0 to 1. Sums of products stay under 2^24, where 32 bits are exact: the order of additions cannot show."""
    column = {t: i for i, t in enumerate(sorted({t for s in rows for t in s.terms}))}
    table = np.zeros((len(rows), len(column)), dtype=np.float32)
    for i, signature in enumerate(rows):
        table[i, [column[t] for t in signature.terms]] = signature.weights
    common = (table @ table.T).astype(np.int64)
    days = np.array([s.day or 0 for s in rows], dtype=np.int64)
    both = (days[:, None] > 0) & (days[None, :] > 0)
    return np.asarray(strength(common, np.abs(days[:, None] - days[None, :]) * both) / UNIT)


def _wished(alike: Floats, rows: Sequence[Signature], wishes: Wishes) -> Floats:
    out = alike.copy()
    at = {s.key: n for n, s in enumerate(rows)}
    for n, signature in enumerate(rows):
        for key in wishes.together.get(signature.key, ()):
            if key in at:
                out[n, at[key]] = out[at[key], n] = _ALWAYS
    torn = [n for n, s in enumerate(rows) if s.report in wishes.parted]
    for a in torn:
        for b in torn:
            if a != b and wishes.apart(rows[a].report, rows[b].report):
                out[a, b] = _NEVER
    return out


def _kept_together(sides: list[Side], rows: Sequence[Signature], wishes: Wishes) -> list[Side]:
    """Parts of one group again as one where people put reports of them together."""
    out: list[Side] = []
    for side in sides:
        keys = {rows[r].key for r in side.rows}
        bound = [s for s in out if any(not keys.isdisjoint(wishes.together.get(rows[r].key, ())) for r in s.rows)]
        if bound:
            out = [s for s in out if s not in bound]
            side = Side(sorted({*side.rows, *(r for s in bound for r in s.rows)}))
        out.append(side)
    return out


def _torn(rows: list[Signature], wishes: Wishes) -> list[list[Signature]]:
    """Too many for a table: one story, but for the reports that people parted, each of which goes where it may."""
    out: list[list[Signature]] = []
    for signature in sorted(rows, key=lambda s: (s.report in wishes.parted, s.report)):
        bound = set(wishes.together.get(signature.key, ()))
        free = [g for g in out if not any(wishes.apart(signature.report, s.report) for s in g if s.report in wishes.parted)]
        home = next((g for g in free if any(s.key in bound for s in g)), free[0] if free else None)
        if home is None:
            out.append([signature])
        else:
            home.append(signature)
    return out
