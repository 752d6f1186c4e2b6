"""Figures in words: values, days and what is to be known of each, as table and plot show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from stemma.model.figures import Figure, FigureSeries, Reading, Status
from stemma.model.values import Quantity
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations
from stemma.tell.shared.safe import safe_term

STATUS: dict[Status, str] = {
    "told": "",
    "hedged": "hedged",
    "forecast": "forecast",
    "pledged": "planned",
    "denied": "denied",
    "open": "left open",
}
NOBODY = "no named origin"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
#: What the ledger's intervals for words without a number are read back into.
_VAGUE: dict[tuple[float | None, float | None], str] = {
    (2, 9): "several", (20, 99): "dozens", (24, 99): "dozens", (40, 99): "scores", (200, 999): "hundreds", (2000, 9999): "thousands",
    (20_000, 99_999): "tens of thousands", (200_000, 999_999): "hundreds of thousands", (2_000_000, 9_999_999): "millions",
    (2_000_000_000, 9_999_999_999): "billions",
}  # fmt: skip


def value(quantity: Quantity) -> str:
    """The figure alone: '3,354', 'at least 2,719', '$23 billion', '0.0017%', '130 to 330'."""
    if vague := _VAGUE.get((quantity.low, quantity.high)) if quantity.approximate else None:
        return f"{vague} of dollars" if quantity.unit == "USD" else vague
    short = replace(quantity, low=_short(quantity.low), high=_short(quantity.high), what=None, unit=None, per=None)
    text = words.figure(short).rstrip()
    unit = quantity.unit or ""
    if unit == "percent":
        return re.sub(r"(?<=\d)(?= to )|$", "%", text)
    sign = _SYMBOLS.get(unit)
    return re.sub(r"(?<![\d.,])(?=\d)", sign, text) if sign else text


def _short(number: float | None) -> float | None:
    """At most five digits that count, so that a third is 33.333 and not more."""
    return None if number is None else float(f"{number:.5g}") if number != int(number) else number


#: What no XML may hold, and what `safe_term` leaves to other gates.
_NOT_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str, limit: int = 90) -> str:
    """One line of a drawing: nothing invisible, nothing that XML cannot hold, cut at a word."""
    flat = " ".join(_NOT_XML.sub("\ufffd", safe_term(text)).split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " …"


def several(series: FigureSeries) -> bool:
    """Whether more than one figure is told of the thing, and not one by several or with other bounds."""
    ends = [[e for e in (f.quantity.low, f.quantity.high) if e is not None] for f in series.figures]
    return len({round(sum(e) / max(1, len(e)), 9) for e in ends}) > 1


def month(iso: str) -> str:
    """'Feb' for 2025-02-18."""
    return _brief(words.day(iso[:7])).split(" ")[0]


def headline(series: FigureSeries) -> str:
    """'People killed, Myanmar'; 'About 130 to 300 feet wide (feet)'."""
    text = series.label[:1].upper() + series.label[1:]
    measure = _MEASURES.get(series.unit or "")
    return f"{text} ({measure})" if measure and measure not in text else text


_MEASURES = {
    "mm": "mm", "cm": "cm", "m": "metres", "metre": "metres", "meter": "metres", "km": "km", "kilometre": "km", "kilometer": "km", "inch": "inches",
    "foot": "feet", "yard": "yards", "mile": "miles", "gram": "grams", "kg": "kg", "kilogram": "kg", "tonne": "tonnes", "pound": "pounds",
    "ounce": "ounces", "hectare": "hectares", "acre": "acres", "km2": "square km", "mile2": "square miles",
}  # fmt: skip


def day(figure: Figure) -> str:
    """'29 March 2025'; in brackets where it is the day of publication; 'after 18 February 2025'; 'no day'."""
    if figure.last:
        text = _brief(words.days(figure.first, figure.last))
        return f"({text})" if figure.day_from == "published" else text
    if figure.after:
        return f"after {_brief(words.day(figure.after))}"
    return "earlier" if figure.older else "no day"


def _brief(text: str) -> str:
    """Months by three letters."""
    return re.sub(r"\b([A-Z][a-z]{2})[a-z]{2,}\b", r"\1", text)


def who(figure: Figure, cite: Citations) -> str:
    """The origin by name."""
    return cite.name(figure.origin) if figure.origin else NOBODY


def note(figure: Figure, *, stands: bool) -> str:
    """What is to be known of a figure, in a word or two."""
    parts = ["stands"] if stands else ["superseded"] if figure.superseded else []
    return ", ".join([*parts, *([STATUS[figure.status]] if STATUS[figure.status] else [])])


def between(reading: Reading, figure: Figure) -> str:
    """The range about the reading where it is wider than the figure itself: 'from 2,056 to 2,400'; '' else."""
    q = figure.quantity
    if (reading.low, reading.high) == (q.low, q.high):
        return ""
    span = Quantity(low=reading.low, high=reading.high, unit=q.unit)
    return value(span) if span.low is not None or span.high is not None else "open at both ends"


def sentence(series: FigureSeries, cite: Citations) -> str:
    """What stands, in a sentence: '3,354 as of 5 April 2025, by Burmese state media.'"""
    if series.reading is None:
        why = next((g.sentence for g in series.grounds if g.rule == "figures.none-stands"), "")
        return f"Cannot tell which figure stands. {why}".strip()
    figure = series.figures[series.reading.figure]
    when = f" as of {words.days(figure.first, figure.last)}" if figure.last else f", {day(figure)}" if figure.after else ""
    names = [cite.name(o) for o in series.reading.origins]
    by = f", by {words.listed(names)}" if names else ", with no named origin"
    status = STATUS[figure.status]
    told = f"{value(figure.quantity)}{f' ({status})' if status else ''}{when}{by}."
    wider = between(series.reading, figure)
    beside = f" With what is told beside it: {wider}." if wider else ""
    why = " ".join(g.sentence for g in series.reading.grounds)
    return f"{told}{beside} {why}".strip()


def reports(figures: Sequence[Figure], cite: Citations) -> str:
    """'[1] [2]; unsourced [4]', of all these figures."""
    sourced = {r for f in figures for r in f.reports}
    own, bare = _numbered(sourced, cite), _numbered({r for f in figures for r in f.unsourced} - sourced, cite)
    return f"{own}; unsourced {bare}" if bare else own


def _numbered(reports: Iterable[str], cite: Citations) -> str:
    return " ".join(f"[{n}]" for n in sorted(cite.numbers[r] for r in reports if r in cite.numbers))
