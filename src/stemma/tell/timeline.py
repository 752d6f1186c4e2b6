"""Timelines for people and programs: a line an event in a terminal, Markdown, CSV, JSON. All from the same values, none judging anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from stemma.model import Ledger
from stemma.model.timeline import DatedTelling, Event, Moment, Timeline, Undated
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations, lines, link, markdown_line, paragraph
from stemma.tell.shared.data import Json, encoded, generator, sheet
from stemma.tell.shared.safe import safe_term

SCHEMA = "stemma-timeline/1"
#: Claims without a date that the table names; the rest are counted.
_SHOWN = 5
_HEADER = (
    *("event", "story", "from", "to", "precision", "part", "since", "statement", "certainty", "ahead", "time_given", "report", "outlet"),
    *("published", "chain", "against", "words", "url"),
)
_SURE = {"asserted": "", "hedged": "hedged", "pledged": "a promise or plan", "denied": "denied", "unknown": "left open"}


def table(ledger: Ledger, timelines: Sequence[Timeline], *, width: int = 100, every: bool = False) -> str:
    """Event after event: when, what, who says so, how many reports. `every` names all claims without a date."""
    cite = Citations(ledger)
    column = 18 if width >= 76 else 14
    parts: list[str] = []
    for line in timelines:
        parts += ["", paragraph(line.title or "Untitled story", width=width), paragraph(_about(line, ledger), width=width), ""]
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


def _about(line: Timeline, ledger: Ledger) -> str:
    count = next((len(s.reports) for s in ledger.stories if s.id == line.story), 0)
    published = words.days(line.published_first, line.published_last) or "no dates"
    dated = words.count(len(line.events), "dated event")
    return f"{words.count(count, 'report')}, published {published} · {dated}, {words.count(len(line.undated), 'claim')} without a date"


def _event(event: Event, cite: Citations, *, width: int, column: int) -> Iterator[str]:
    """One event in a terminal: the time in a column of its own, everything else beside it."""
    beside: list[str] = [*_wrapped(event.statement, width - column)]
    beside += _wrapped(_backing(event, cite), width - column)
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


def _backing(event: Event, cite: Citations) -> str:
    """'ahead · Sergei Shoigu; the reports themselves · 2 reports [1] [2]'."""
    marks = ["ahead when told"] if event.ahead else []
    marks += [_SURE[event.certainty]] if _SURE[event.certainty] else []
    reports = [cite.numbers[r] for r in dict.fromkeys(t.report for t in event.tellings) if r in cite.numbers]
    told = f"{words.count(len(reports), 'report')} {' '.join(f'[{n}]' for n in sorted(reports))}"
    return " · ".join([*marks, _origins(event.tellings, cite), told])


def _origins(tellings: Sequence[DatedTelling], cite: Citations) -> str:
    """Who says so: the ends of the chains, and the reports' own voice as such."""
    named = list(dict.fromkeys(cite.name(t.origin) for t in tellings if t.origin))
    own = ["in the reports' own voice"] if any(not t.chain for t in tellings) else []
    vague = ["a source that is not named"] if any(t.chain and not t.origin for t in tellings) and not named else []
    return "; ".join([*([words.listed(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")] if named else []), *vague, *own])


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


_PART = {"end": "end of", "start": "start of", "beginning": "beginning of", "middle": "mid"}


def when(moment: Moment) -> str:
    """'17 June 2025', '28 March 2025, 12:51', 'late 2023', 'since June 2024', 'week of 9 June 2025'."""
    since = "since " if moment.since else ""
    first, last = moment.first, moment.last
    part = _PART.get(moment.part or "", moment.part)
    if moment.precision in {"day", "time of day"}:
        text = words.day(first) + (f", {part}" if part else "")
    elif moment.precision == "week" and not part:
        text = f"week of {words.day(first)}"
    elif moment.precision == "year":
        text = f"{part} {first[:4]}" if part else first[:4]
    elif moment.precision == "month":
        text = f"{part} {words.day(first[:7])}" if part else words.day(first[:7])
    elif moment.precision == "years":
        text = f"{words.day(first[:7])} to {words.day(last[:7])}"
    elif first[4:] == "-01-01" and first[:4] == last[:4] and last[5:7] > "02" and not part:
        text = f"{first[:4]}, up to {words.day(last)[:-5]}"
    elif first[8:] == "01" and first[:7] != last[:7] and _ends_month(last) and not part:
        text = words.days(first, last).replace(f"{int(last[8:])} ", "").removeprefix("1 ")
    else:
        text = words.days(first, last) + (f", {part}" if part else "")
    return since + text


def _ends_month(day: str) -> bool:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).day == 1


def markdown(ledger: Ledger, timelines: Sequence[Timeline]) -> str:
    """The timelines as Markdown: each event with its quoted words."""
    cite = Citations(ledger)
    out: list[str] = []
    for line in timelines:
        out += [f"# Timeline: {markdown_line(line.title or 'Untitled story')}", "", markdown_line(_about(line, ledger)), ""]
        for event in line.events:
            out += [
                f"## {markdown_line(when(event.moment))}",
                "",
                f"**{markdown_line(event.statement)}**",
                "",
                markdown_line(_backing(event, cite)),
                "",
            ]
            for t in event.tellings:
                by = f", citing {markdown_line(cite.chain(t.chain))}" if t.chain else ""
                time = f" ({markdown_line(when(t.moment))})" if t.moment != event.moment else ""
                out.append(f"- {link(cite.dated(t.report), cite.url(t.report))}{by}{time}: “{markdown_line(cite.quote(t.place))}”")
            out += ["", *(f"- `{g.rule}`: {markdown_line(g.sentence)}" for g in event.grounds), ""]
        if line.undated:
            out += ["## Without a date", ""]
            out += [f"- {markdown_line(u.statement)}{f' (“{markdown_line(u.words)}”)' if u.words else ''}" for u in line.undated]
            out.append("")
    return "\n".join(out or ["# Timeline", "", "No story: nothing was read."]).rstrip() + "\n"


def as_csv(ledger: Ledger, timelines: Sequence[Timeline]) -> str:
    """One row a telling of an event, so that each time stands beside the words that give it."""
    cite = Citations(ledger)
    rows = [_row(line, event, telling, cite) for line in timelines for event in line.events for telling in event.tellings]
    return sheet(_HEADER, rows)


def _row(line: Timeline, event: Event, t: DatedTelling, cite: Citations) -> list[Any]:
    report, m = cite.reports[t.report], t.moment
    return [
        event.id,
        line.title,
        m.first,
        m.last,
        m.precision,
        m.part,
        m.since,
        event.statement,
        event.certainty,
        event.ahead,
        cite.quote(t.time) if t.time else None,
        t.report,
        report.outlet,
        report.published,
        cite.chain(t.chain),
        t.against,
        cite.quote(t.place),
        cite.url(t.report),
    ]


def as_json(ledger: Ledger, timelines: Sequence[Timeline]) -> str:
    """The timelines as JSON text; the same ledger gives the same bytes. Names are documented in docs/cli.md."""
    cite = Citations(ledger)
    content = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": cite.listed(r.id for r in ledger.reports),
        "timelines": [_json(line, cite) for line in timelines],
    }
    return encoded(content)


def _json(line: Timeline, cite: Citations) -> Json:
    return {
        "story": line.story,
        "title": line.title,
        "published": {"first": line.published_first, "last": line.published_last},
        "events": [_event_json(e, cite) for e in line.events],
        "undated": [{"claim": u.claim, "statement": u.statement, "words": u.words, "reports": list(u.reports)} for u in line.undated],
    }


def _event_json(e: Event, cite: Citations) -> Json:
    return {
        "id": e.id,
        "when": _moment(e.moment),
        "other_times": [_moment(m) for m in e.others],
        "statement": e.statement,
        "certainty": e.certainty,
        "ahead": e.ahead,
        "claims": list(e.claims),
        "tellings": [
            {
                "report": t.report,
                "claim": t.claim,
                "when": _moment(t.moment),
                "time": cite.place(t.time),
                "words": cite.place(t.place),
                "chain": [cite.voice(v) for v in t.chain],
                "origin": cite.voice(t.origin),
                "against_publication": t.against,
            }
            for t in e.tellings
        ],
        "grounds": cite.grounds(e.grounds),
    }


def _moment(m: Moment) -> Json:
    return {"first": m.first, "last": m.last, "precision": m.precision, "part": m.part, "since": m.since}
