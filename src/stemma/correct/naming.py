"""What a person names in a terminal: claims, reports, stories by the numbers shown or by id; voices by name; words by quoting.

Nothing is guessed: what could be two things is refused, with both named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from stemma.correct.anchors import Text, places
from stemma.errors import UsageError
from stemma.lang.en.names import normal
from stemma.model import Claim, Ledger, Place, Quantity, Report, Story, Voice


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Named)
_NTH = re.compile(r"(.*\S)\s*#(\d+)", re.DOTALL)
_NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)"
_BOUND = r"(?:(at least|over|more than|at most|up to|under|less than|about|exactly)\s+)?"
_QUANTITY = re.compile(rf"{_BOUND}{_NUMBER}(?:\s*(?:\.\.|-|to)\s*{_NUMBER})?\s*(.*)")
#: Units as people write them, by the names that readings use.
_UNITS = {"%": "percent", "people": "person", "persons": "person", "$": "USD", "dollars": "USD", "kilometres": "km", "kilometers": "km"}
_BOUNDS: dict[str, tuple[bool, bool, bool]] = {  # (low is given, high is given, open)
    "at least": (True, False, False), "over": (True, False, True), "more than": (True, False, True),
    "at most": (False, True, False), "up to": (False, True, False), "under": (False, True, True), "less than": (False, True, True),
}  # fmt: skip


def claim_named(ledger: Ledger, name: str) -> Claim:
    """A claim by its number in `stemma read` or its id."""
    return _numbered([c for story in ledger.stories for c in ledger.claims if c.story == story.id], name, "claim")


def report_named(ledger: Ledger, name: str) -> Report:
    """A report by its number, id, file name or outlet."""
    try:
        return _numbered(ledger.reports, name, "report")
    except UsageError:
        wanted = normal(name)
        named = [r for r in ledger.reports if name == r.path or r.path.replace("\\", "/").endswith(f"/{name}")]
        fits = named or [r for r in ledger.reports if wanted and normal(r.outlet or "") == wanted]
        if len(fits) > 1:
            raise _two(name, "reports", (r.path for r in fits)) from None
        if not fits:
            raise
        return fits[0]


def story_named(ledger: Ledger, name: str) -> Story:
    """A story by its number or id."""
    return _numbered(ledger.stories, name, "story")


def voice_named(ledger: Ledger, name: str) -> Voice:
    """A voice by id or name; by another of its names where only one voice has it."""
    same = [v for v in ledger.voices if v.id == name]
    wanted = normal(name)
    fits = same or [v for v in ledger.voices if normal(v.name) == wanted] or [v for v in ledger.voices if wanted in map(normal, v.aliases)]
    if len(fits) > 1:
        raise _two(name, "voices", (f"{v.name} ({v.kind}, {v.id})" for v in fits))
    if not fits:
        near = [v.name for v in ledger.voices if wanted and wanted in normal(v.name)][:3]
        hint = f"There is {', '.join(near)}." if near else "`stemma read --all` lists them."
        raise UsageError(f"No voice is called “{name}”.", code="unknown-voice", hint=hint)
    return fits[0]


def place_named(report: Report, words: str) -> Place:
    """Words of a report by quoting them, white space and marks aside; `#2` behind them means the second such place."""
    match = _NTH.fullmatch(words)
    quoted, nth = (match[1], int(match[2])) if match else (words, 0)
    spans = places(Text(report.text), quoted)
    if not spans:
        raise UsageError(f"“{quoted}” does not stand in {report.path}.", code="no-words", hint="Quote the words as the report has them.")
    if nth > len(spans) or (nth == 0 and len(spans) > 1):
        hint = f"Write '{quoted} #1' to '{quoted} #{len(spans)}', or quote more."
        raise UsageError(f"“{quoted}” stands {len(spans)} times in {report.path}.", code="words-twice", hint=hint)
    return Place.at(report.id, spans[max(0, nth - 1)])


def quantity_named(words: str) -> Quantity:
    """A number as a person writes it: "12 person", "at least 70", "10..20 km", "about 50 percent"."""
    match = _QUANTITY.fullmatch(" ".join(words.split()))
    if match is None:
        raise UsageError(f"“{words}” is no number.", code="no-number", hint="Write it like '12 person', 'at least 70 percent' or '10..20 km'.")
    bound, one, two, unit = match[1] or "", float(match[2].replace(",", "")), match[3], match[4].strip() or None
    unit = _UNITS.get(unit or "", unit)
    if two is not None:
        low, high = sorted((one, float(two.replace(",", ""))))
        return Quantity(low=low, high=high, unit=unit, approximate=bound == "about")
    if bound == "about":
        return Quantity(low=one - one / 10, high=one + one / 10, unit=unit, approximate=True)
    has_low, has_high, open_ = _BOUNDS.get(bound, (True, True, False))
    return Quantity(low=one if has_low else None, high=one if has_high else None, low_open=open_ and has_low, high_open=open_ and has_high, unit=unit)


def _numbered(things: Sequence[_Thing], name: str, what: str) -> _Thing:
    plain = name.strip().removeprefix("#").removeprefix("[").removesuffix("]")
    if plain.isdecimal() and 1 <= int(plain) <= len(things):
        return things[int(plain) - 1]
    fits = [t for t in things if t.id == plain] or [t for t in things if len(plain) >= 4 and t.id.startswith(plain)]
    if len(fits) > 1:
        raise _two(name, f"{what}s", (t.id for t in fits))
    if not fits:
        raise UsageError(f"There is no {what} {name!r}.", code=f"unknown-{what}", hint=f"Name a number from 1 to {len(things)}, or an id.")
    return fits[0]


def _two(name: str, what: str, found: Iterable[str]) -> UsageError:
    listed = list(found)
    more = f" and {len(listed) - 4} more" if len(listed) > 4 else ""
    return UsageError(f"“{name}” may be any of {len(listed)} {what}.", code="more-than-one", hint=f"Name one of {', '.join(listed[:4])}{more}.")
