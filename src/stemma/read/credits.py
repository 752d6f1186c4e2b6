"""Whose page and whose words: outlet, title, byline, and the agencies that a report credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from stemma.lang.en.zone_patterns import agencies_in
from stemma.model import Ground, Place, RawReport, Rule, Zone

_FIRST_ON = re.compile(r"(?:appeared|published|posted|reported|ran)(?: first| originally)? (?:on|in|by|at) ([A-Z][^.,;)]{1,60})")
_SOURCE = re.compile(r"(?:[Ss]ources?|[Vv]ia|[Cc]ourtesy|[Aa]gency|[Ii]nformation from)\s?: ?([^.,;()]{2,60}(?:-[^.,;()]+)?)")
_INPUTS = re.compile(r"[Ww]ith (?:\w+ )?(?:inputs?|reporting|files|material) (?:from|by) ([^.;()]{2,80})")
_BY = re.compile(r"^\s*(?:written |reported |posted |published |edited |compiled )?(?:by|authors?|reporter|writer)\b\s*:?\s*", re.IGNORECASE)

RULES = (
    Rule(
        name="read.credit",
        explain="A dateline, byline, credit line or the page's own metadata names the agency or outlet that the words come from. Picture "
        "credits do not count: they tell where the picture comes from, not the story. A credit is what the page says of itself.",
        examples=("HARBOUR TOWN, Jan 10 (Reuters) - ...", "(With inputs from agencies.)", "... , the ministry said. -AFP"),
    ),
    Rule(
        name="read.outlet-from-address",
        explain="No outlet is given, but the report's address names the site: the site's host name stands for the outlet.",
    ),
)


def credited(raw: RawReport, zones: Sequence[Zone], *, report: str) -> tuple[tuple[str, ...], tuple[Ground, ...]]:
    """The agencies and outlets credited with the words of the report, as written, with the places that say so."""
    names: dict[str, None] = dict.fromkeys(raw.credits)
    grounds = [_ground(f"The page's own data credit {name}.") for name in raw.credits]
    if raw.byline:
        for name in agencies_in(raw.byline):
            if name not in names:
                names[name] = None
                grounds.append(_ground(f"The byline that the page states names {name}."))
    for zone in zones:
        if zone.kind not in ("dateline", "byline", "credit"):
            continue
        words = raw.text[zone.start : zone.end]
        found = (*agencies_in(words), *(_lines_name(words) if zone.kind == "credit" else ()))
        place = Place(report=report, start=zone.start, end=zone.start + len(words.rstrip()))
        for name in found:
            if name not in names:
                names[name] = None
                grounds.append(_ground(f"The {zone.kind} names {name}.", place))
    return tuple(names), tuple(grounds)


def _lines_name(words: str) -> tuple[str, ...]:
    """The names in a credit line that are no known agency: "first appeared on X", "Source: X"."""
    out: list[str] = []
    for pattern in (_FIRST_ON, _SOURCE, _INPUTS):
        for match in pattern.finditer(words):
            out += [n.strip() for n in re.split(r",| and |&|/", match[1]) if len(n.strip()) > 1 and not agencies_in(n)]
    return tuple(out)


def _ground(sentence: str, *places: Place) -> Ground:
    return Ground(rule="read.credit", sentence=sentence, spans=places)


def outlet(raw: RawReport, *, report: str) -> tuple[str | None, tuple[Ground, ...]]:
    """The outlet as given, else the host name of the report's address."""
    if raw.outlet or not raw.url:
        return raw.outlet, ()
    try:
        host = urlsplit(raw.url).hostname or ""
    except ValueError:
        return None, ()
    host = host.removeprefix("www.")
    if "." not in host:
        return None, ()
    return host, (Ground(rule="read.outlet-from-address", sentence=f"The report's address is at {host}."),)


def title(raw: RawReport, zones: Sequence[Zone]) -> str | None:
    """The title as given, else the headline that stands before the story."""
    if raw.title:
        return raw.title
    for zone in zones:
        if zone.kind == "body":
            return None
        if zone.kind == "headline":
            return " ".join(raw.text[zone.start : zone.end].split())
    return None


def byline(raw: RawReport, zones: Sequence[Zone]) -> str | None:
    """The byline as given, else the first byline of the text without "By"."""
    if raw.byline:
        return raw.byline
    words = next((raw.text[z.start : z.end] for z in zones if z.kind == "byline"), None)
    return _BY.sub("", " ".join(words.split())) or None if words else None
