"""Timelines in a terminal: a line for each event, in the order of what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import Ledger
from stemma.model.timeline import Event, Moment, Timeline, Undated
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations, lines, paragraph
from stemma.tell.shared.safe import safe_term
from stemma.tell.timeline.words import about, backing, when

#: Claims without a date that the table names; the rest are counted.
_SHOWN = 5


def table(ledger: Ledger, timelines: Sequence[Timeline], *, width: int = 100, every: bool = False) -> str:
    """Event after event: when, what, who says so, how many reports. `every` names all claims without a date."""
    cite = Citations(ledger)
    column = 18 if width >= 76 else 14
    parts: list[str] = []
    for line in timelines:
        parts += ["", paragraph(line.title or "Untitled story", width=width), paragraph(about(line, ledger), width=width), ""]
        today = False
        for event in line.events:
            if not today and line.published_last and event.moment.first > line.published_last:
                parts += [paragraph(f"--- after the last report, {words.day(line.published_last)} ---", width=width, first=" " * column), ""]
                today = True
            parts += [*_event(event, cite, width=width, column=column), ""]
        parts += _undated(line.undated, cite, width=width, every=every)
    if not parts:
        return lines(["No story: nothing was read."])
    return lines([*parts, "", "The reports", *(paragraph(t, width=width, first="  ", rest="      ") for t in cite.legend())])


def _event(event: Event, cite: Citations, *, width: int, column: int) -> Iterator[str]:
    """One event in a terminal: the time in a column of its own, everything else beside it."""
    beside: list[str] = [*_wrapped(event.statement, width - column)]
    beside += _wrapped(backing(event, cite), width - column)
    for moment in event.others:
        beside += _wrapped(f"But {when(moment)}: {_who_says(event, moment, cite)}.", width - column)
    times = _wrapped(when(event.moment), column - 2)
    for n in range(max(len(times), len(beside))):
        time = times[n] if n < len(times) else ""
        yield f"{time:<{column}}{beside[n] if n < len(beside) else ''}".rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    return paragraph(text, width=max(width, 12)).split("\n") if width >= 24 else _narrow(text, width)


def _narrow(text: str, width: int) -> list[str]:
    """Short text in a column narrower than `paragraph` writes."""
    out = [""]
    for word in safe_term(text).split():
        if out[-1] and len(out[-1]) + 1 + len(word) > width:
            out.append("")
        out[-1] = f"{out[-1]} {word}".strip()
    return out


def _who_says(event: Event, moment: Moment, cite: Citations) -> str:
    mine = [t for t in event.tellings if t.moment == moment]
    said = []
    for t in mine:
        by = f", citing {cite.name(t.origin)}" if t.origin else ""
        said.append(f"{cite.cited(t.report)}{by}{f' (“{cite.quote(t.time)}”)' if t.time else ''}")
    return words.listed(list(dict.fromkeys(said)))


def _undated(undated: Sequence[Undated], cite: Citations, *, width: int, every: bool) -> Iterator[str]:
    """Claims without a date, those that matter most first."""
    if not undated:
        return
    yield "Without a date"
    shown = undated if every else undated[:_SHOWN]
    for one in shown:
        told = " ".join(f"[{cite.numbers[r]}]" for r in one.reports if r in cite.numbers)
        time = f" (“{one.words}”)" if one.words else ""
        yield paragraph(f"{one.statement}{time} {told}", width=width, first="  - ", rest="    ")
    if len(undated) > len(shown):
        yield f"  and {words.count(len(undated) - len(shown), 'more claim')}: --all shows them."
