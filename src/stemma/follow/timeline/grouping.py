"""Which dated tellings are of one event: by claim, by what the ledger ties, by words and numbers, and by times that agree."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from stemma.follow.shared.numbers import same_number
from stemma.follow.shared.wording import content, sentence, tokens
from stemma.follow.timeline.moments import Dated
from stemma.follow.timeline.times import apart, width, within
from stemma.model import Ledger
from stemma.model.timeline import Moment

#: Share of the shorter statement's content words that two claims without a tie must have in common to be one event.
_ALIKE = 0.75
#: Days between two versions of one event's date, beyond which they are two events.
_NEAR = 31
#: Wider times (months, years) are no versions of a date.
_WEEK = 7


def grouped(found: Sequence[Dated], ledger: Ledger) -> list[list[Dated]]:
    """Tellings that are of one event. Tellings of one claim with one time are compared once, by the first of them."""
    units: dict[tuple[str, Moment], list[Dated]] = {}
    for d in found:
        units.setdefault((d.claim.id, d.moment), []).append(d)
    members = list(units.values())
    heads = [m[0] for m in members]
    words = [content(w.text for w in tokens(d.telling.statement or d.claim.statement)) for d in heads]
    tied = {frozenset((r.source, r.target)) for r in ledger.relations if r.kind == "refines" or any(g.rule == "align.two-days" for g in r.grounds)}
    groups = {n: [n] for n in range(len(heads))}
    for a, b in _candidates(heads):
        left, right = groups[a], groups[b]
        if left is right or not _one(heads[a], heads[b], words[a], words[b], tied):
            continue
        if any(apart(heads[x].moment, heads[y].moment) and not _close(heads[x].moment, heads[y].moment) for x in left for y in right):
            continue  # "in 2025" would join what happened in March with what happened in May
        left += right
        for n in right:
            groups[n] = left
    return [[d for n in sorted(group) for d in members[n]] for group in {min(g): g for g in groups.values()}.values()]


def _candidates(heads: Sequence[Dated]) -> Iterator[tuple[int, int]]:
    """Pairs near enough in time to be one event, those of the most exact times first."""
    order = sorted(range(len(heads)), key=lambda n: heads[n].moment.first)
    near = dt.timedelta(days=_NEAR)
    pairs = []
    for at, a in enumerate(order):
        end = (_day(heads[a].moment.last) + near).isoformat() if _day(heads[a].moment.last).year < 9000 else "9999"
        for b in order[at + 1 :]:
            if heads[b].moment.first > end:
                break
            pairs.append((width(heads[a].moment) + width(heads[b].moment), min(a, b), max(a, b)))
    yield from ((a, b) for _, a, b in sorted(pairs))


def _one(a: Dated, b: Dated, left: frozenset[str], right: frozenset[str], tied: set[frozenset[str]]) -> bool:
    """Whether two dated tellings are of one event."""
    shared = len(left & right) / max(1, min(len(left), len(right)))
    agree = within(a.moment, b.moment) or within(b.moment, a.moment)
    if a.claim.id == b.claim.id:
        return agree or (shared >= 0.4 and _close(a.moment, b.moment))
    numbers = same_number(a.telling.quantity, b.telling.quantity)
    clash = (a.telling.quantity is not None and b.telling.quantity is not None and not numbers) or _other_digits(a, b)
    same_words = a.report.id == b.report.id and a.time == b.time and a.time is not None
    if agree:
        if same_words and min(len(left), len(right)) <= len(left & right):
            return True  # a phrase and the clause it stands in
        if not clash and a.report.id != b.report.id and _same_setting(a, b):
            return True
        marked = a.moment == b.moment and (0 < width(a.moment) <= _WEEK or a.moment.part is not None) and a.report.id != b.report.id
        enough = 0.5 if marked else _ALIKE  # the same stretch of days, or the same hour, is a sign by itself
        return not clash and (frozenset((a.claim.id, b.claim.id)) in tied or (shared >= enough and min(len(left), len(right)) >= 3))
    days = a.moment.first == a.moment.last and b.moment.first == b.moment.last
    told = frozenset((a.claim.id, b.claim.id)) in tied or (numbers and shared >= 0.5)
    return told and days and a.report.id != b.report.id and _close(a.moment, b.moment)


def _other_digits(a: Dated, b: Dated) -> bool:
    """Whether both sentences have figures beside their dates, and none in common ("pier 3", "pier 4")."""
    digits = []
    for d in (a, b):
        dates = set(re.findall(r"\d+", d.time.of(d.report.text))) if d.time else set()
        digits.append(set(re.findall(r"\d+", d.telling.statement.replace(",", ""))) - dates)
    return bool(digits[0] and digits[1]) and not digits[0] & digits[1]


def _same_setting(a: Dated, b: Dated) -> bool:
    """Whether the words right around the two times are nearly the same ("the treaty signed last year", "the treaty, signed in June 2024")."""
    if a.time is None or b.time is None:
        return False
    near = []
    for d, time in ((a, a.time), (b, b.time)):
        whole = sentence(d.report, time)
        words = [
            w for w in tokens(d.report.text, whole) if time.start - 60 <= w.start and w.end <= time.end + 30 and not time.start <= w.start < time.end
        ]
        near.append(content(w.text for w in words))
    shared = near[0] & near[1]
    return len(shared) >= 3 and len(shared) >= 0.66 * min(len(near[0]), len(near[1]))


def _close(a: Moment, b: Moment) -> bool:
    """Whether two times that exclude each other are near enough to be two versions of one date."""
    if width(a) > _WEEK or width(b) > _WEEK:
        return False
    gap = min(abs(_day(a.first) - _day(b.last)), abs(_day(b.first) - _day(a.last)))
    return apart(a, b) and gap <= dt.timedelta(days=_NEAR)


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)
