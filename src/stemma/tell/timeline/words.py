"""Timelines in words: when, on whose word, out of how much. Table and Markdown tell it alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.timeline import DatedTelling, Event, Moment, Timeline
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations

_SURE = {"asserted": "", "hedged": "hedged", "pledged": "a promise or plan", "denied": "denied", "unknown": "left open"}


def about(line: Timeline, ledger: Ledger) -> str:
    """'5 reports, published 3 to 9 June 2025 · 12 dated events, 3 claims without a date'."""
    count = next((len(s.reports) for s in ledger.stories if s.id == line.story), 0)
    published = words.days(line.published_first, line.published_last) or "no dates"
    dated = words.count(len(line.events), "dated event")
    return f"{words.count(count, 'report')}, published {published} · {dated}, {words.count(len(line.undated), 'claim')} without a date"


def backing(event: Event, cite: Citations) -> str:
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
