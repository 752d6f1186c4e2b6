"""Plain words for values: what a person reads where a program reads the ledger. Nothing here judges truth."""

from __future__ import annotations

import datetime as dt
import re

from stemma.model import Certainty, DescentKind, Quantity, RelationKind, Standing, VoiceKind, When

CERTAINTY: dict[Certainty, str] = {
    "asserted": "asserted",
    "hedged": "hedged",
    "pledged": "pledged",
    "denied": "denied",
    "unknown": "left open",
}
STANDING: dict[Standing, str] = {
    "corroborated": "corroborated",
    "single-origin": "single origin",
    "unattributed": "no named origin",
    "disputed": "disputed",
}
RELATION: dict[RelationKind, str] = {
    "conflicts": "is in conflict with",
    "updates": "updates",
    "refines": "refines",
    "denies": "denies",
}
#: Seen from the claim at the other end.
RELATION_BACK: dict[RelationKind, str] = {
    "conflicts": "is in conflict with",
    "updates": "is updated by",
    "refines": "is refined by",
    "denies": "is denied by",
}
DESCENT: dict[DescentKind, str] = {
    "verbatim": "copies",
    "near-verbatim": "copies, with small changes,",
    "paraphrase": "paraphrases",
    "cites": "cites",
}
VOICE: dict[VoiceKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "outlet": "outlet",
    "agency": "news agency",
    "state": "state",
    "document": "document",
    "group": "group",
    "anonymous": "unnamed source",
}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PREFIXED = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
#: Contract values of words that name no number: (low, high) -> the word.
_VAGUE = {(2000.0, 9999.0): "thousands", (200.0, 999.0): "hundreds", (24.0, 99.0): "dozens", (20.0, 99.0): "dozens"}

#: Nouns that stand before their number: "a toll of 3,000".
_TALLIES = {"toll", "total", "count", "tally", "number"}


def count(number: int, noun: str, plural: str | None = None) -> str:
    """'1 origin', '3 origins'."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def spelled(number: int) -> str:
    """Numbers up to twelve as words, for sentences read aloud."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def listed(names: list[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def number(value: float) -> str:
    """'1,500', '4.7', '1.28 million'."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{_plain(value / size)} {name}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4f}".rstrip("0").rstrip(".")


def figure(quantity: Quantity) -> str:
    """The interval and its unit in words: 'over 6,000 soldiers', 'about 50 km', '3.1%'. "" when nothing is known."""
    bounds = _bounds(quantity)
    if not bounds:
        return ""
    unit, what = quantity.unit or "", _short(quantity.what or "")
    if unit in _PREFIXED:
        text = re.sub(r"(?<![\d.,])(?=\d)", _PREFIXED[unit], bounds)
    elif unit == "percent":
        text = re.sub(r"(?<=\d)(?= to )|$", "%", bounds)
    elif unit == "magnitude":
        text = f"magnitude {bounds}"
    elif what.split(" ")[-1].lower() in _TALLIES:
        text = f"{what} of {bounds}"
    elif unit in ("", "person") or (what and _counts(unit, what)):
        counted = what or ("people" if unit == "person" else "")
        text = f"{bounds}{' of' if counted and bounds in _VAGUE.values() else ''} {counted}".rstrip()
    else:
        text = f"{bounds} {_units(unit, quantity)}"
    return f"{text} a {quantity.per}" if quantity.per else text


def _counts(unit: str, what: str) -> bool:
    """Whether the unit is only the singular of the thing counted ("soldier", "North Korean soldiers")."""
    return unit.lower().rstrip("s")[:5] in what.lower()


#: Units whose plural has no "s" behind.
_UNITS = {"foot": "feet", "inch": "inches", "hertz": "hertz", "aircraft": "aircraft"}


def _units(unit: str, quantity: Quantity) -> str:
    """A unit that is a whole word takes its plural; a symbol does not."""
    whole = len(unit) > 3 and unit.isalpha() and unit.islower() and not unit.endswith("s")
    return (
        unit
        if not whole or quantity.low == quantity.high == 1
        else _UNITS.get(unit) or (f"{unit[:-1]}ies" if re.search(r"[^aeiou]y$", unit) else f"{unit}s")
    )


def _short(what: str, limit: int = 40) -> str:
    """The thing counted, cut at a word: sources may wrap a clause around it."""
    what = " ".join(what.split())
    return what if len(what) <= limit else what[:limit].rsplit(" ", 1)[0] + " …"


def _bounds(q: Quantity) -> str:
    low, high = q.low, q.high
    if low is not None and high is not None:
        return _between(low, high, approximate=q.approximate)
    about = "about " if q.approximate else ""
    if low is not None:
        return f"{'over' if q.low_open else 'at least'} {about}{number(low)}"
    if high is not None:
        return f"{'under' if q.high_open else 'up to'} {about}{number(high)}"
    return ""


def _between(low: float, high: float, *, approximate: bool) -> str:
    """The contract's own widths are read back into the word they stand for; every other interval shows both ends."""
    if low == high:
        return f"about {number(low)}" if approximate else number(low)
    if approximate:
        if (low, high) in _VAGUE:
            return _VAGUE[low, high]
        middle = (low + high) / 2
        if abs((high - low) - 0.2 * middle) <= 1e-6 * abs(middle):
            return f"about {number(middle)}"
        if abs(low - 0.9 * high) <= 1e-6 * abs(high):
            return f"nearly {number(high)}"
    return f"{'about ' if approximate else ''}{number(low)} to {number(high)}"


def day(iso: str | None) -> str:
    """'17 October 2024', 'October 2024', '2024'; whatever else is given stays as it is; None is 'no date'."""
    if not iso:
        return "no date"
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?$", iso)
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        return iso
    month = f"{_MONTHS[int(match[2]) - 1]} " if match[2] else ""
    return f"{int(match[3])} {month}{match[1]}" if match[3] else f"{month}{match[1]}"


def days(first: str | None, last: str | None) -> str:
    """'17 to 19 October 2024', with no part said twice; "" when neither end is known."""
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return f"until {day(last)}" if first is None else f"from {day(first)}"
    a, b = day(first[:10]), day(last[:10])
    left, right = a.split(" "), b.split(" ")
    if len(left) != len(right):
        return f"{a} to {b}"
    while left and left[-1] == right[len(left) - 1]:
        left.pop()
    return f"{' '.join(left)} to {b}" if left else b


def when(value: When | None) -> str:
    """When the thing claimed is said to happen; a whole month or year is named as such."""
    if value is None:
        return ""
    if value.start and value.end and len(value.start) == len(value.end) == 10:
        whole = _whole(value.start, value.end)
        if whole:
            return day(whole)
    return days(value.start, value.end)


def _whole(start: str, end: str) -> str | None:
    """The month or year that two days enclose exactly."""
    try:
        first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    except ValueError:
        return None
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        if first.year == last.year and first.month == 1 and last.month == 12:
            return start[:4]
        if (first.year, first.month) == (last.year, last.month):
            return start[:7]
    return None
