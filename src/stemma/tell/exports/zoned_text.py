"""A report's text as it was read, for a page: zone by zone, with the words on which claims rest marked and numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemma.model import Report, Span, ZoneKind

ZONES: dict[ZoneKind, str] = {
    "headline": "Headline",
    "dateline": "Dateline",
    "byline": "Byline",
    "body": "Text",
    "caption": "Caption",
    "credit": "Credit",
    "notice": "Notice",
    "furniture": "Around the text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a zone; `claims` are the numbers of those whose words end here."""

    words: str
    marked: bool
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneShown:
    """One zone."""

    name: str
    kind: ZoneKind
    stretches: tuple[Stretch, ...]


def zoned(report: Report, tellings: Sequence[tuple[int, tuple[Span, ...]]]) -> tuple[ZoneShown, ...]:
    """The zones in order; `tellings` are numbers of claims with the places of their words. Zones of white space are left out."""
    spans = [s for _, places in tellings for s in places if len(s)]
    ends: dict[int, list[int]] = {}
    for number, places in tellings:
        if places:
            ends.setdefault(max(s.end for s in places), []).append(number)
    cuts = sorted({at for s in spans for at in (s.start, s.end)})
    out = []
    for zone in report.zones:
        words = zone.span.of(report.text)
        start, end = zone.end - len(words.lstrip()), zone.start + len(words.rstrip())
        if not words.strip():
            continue
        inside = [start, *(c for c in cuts if start < c < end), end]
        stretches = tuple(
            Stretch(
                words=report.text[a:b],
                marked=any(s.start <= a and b <= s.end for s in spans),
                claims=tuple(sorted({n for at, found in ends.items() if a < at <= (b if b < end else zone.end) for n in found})),
            )
            for a, b in pairwise(inside)
        )
        out.append(ZoneShown(name=ZONES[zone.kind], kind=zone.kind, stretches=stretches))
    return tuple(out)


def parts(report: Report) -> str:
    """What the report consists of: 'headline, byline, text, 2 captions'."""
    counted: dict[ZoneKind, int] = {}
    for zone in report.zones:
        if zone.span.of(report.text).strip():
            counted[zone.kind] = counted.get(zone.kind, 0) + 1
    named = [ZONES[kind].lower() if n == 1 or kind in ("body", "furniture") else f"{n} {ZONES[kind].lower()}s" for kind, n in counted.items()]
    return ", ".join(named)
