"""Rows about reports and what stands in them: voices, attributions, quantities, times, descent, stories, the reports themselves."""

from __future__ import annotations

from collections.abc import Iterable

from stemma.model import Attribution, Descent, Report, Span, Voice, content_id, text_digest
from stemma.tell.exports.lookup import FIGURE, Lookup, figure, offsets, why
from stemma.tell.exports.table import Cell, Column, Table
from stemma.tell.shared import words
from stemma.tell.shared.data import number
from stemma.tell.view import outlet_of

_PUBLISHED = {
    "given": "given by you",
    "metadata": "the outlet's own data",
    "dateline": "its dateline",
    "inferred": "inferred from its words",
}
_REPORT = (
    Column(name="report id", help="The report in which it stands", width=16),
    Column(name="report", help="The report's number", width=7),
    Column(name="outlet", help="Who published it", width=22),
)
_PLACE = (
    Column(name="address", help="Opens the page at the words, where the report has an address", width=40),
    Column(name="offsets", help="Where the words stand in the report's text", width=14),
)


def _in(of: Lookup, report: str) -> tuple[Cell, ...]:
    return report, of.numbers[report], outlet_of(of.reports[report])


def _at(of: Lookup, report: str, spans: Iterable[Span]) -> tuple[Cell, ...]:
    spans = tuple(spans)
    return of.link(report, spans), offsets(spans)


def voices(of: Lookup) -> Table:
    """One row a voice."""
    columns = (
        Column(name="voice id", help="Stays the same for the same reports", width=16),
        Column(name="voice", help="Its name", width=32),
        Column(name="kind", help="person, organisation, news agency, unnamed source and the like", width=16),
        Column(name="also called", help="Other names in these reports", width=40),
        Column(name="of whom no more is known", help="yes: it is nobody's origin", width=12),
        Column(name="vouches for", help="Claims by number of which it is the end of the chain", width=30),
        Column(name="passes on", help="Whom it passes on", width=30),
        Column(name="reports", help="Reports in which it is named", width=9),
        Column(name="why one", help="Why these names are one voice", width=40),
    )
    vouched: dict[str, dict[int, None]] = {}
    relayed: dict[str, dict[str, None]] = {}
    for claim in of.ordered():
        for telling in of.told(claim):
            if telling.chain:
                vouched.setdefault(telling.chain[-1], {})[of.claim_numbers[claim.id]] = None
            for near, far in zip(telling.chain, telling.chain[1:], strict=False):
                relayed.setdefault(near, {})[far] = None

    def row(v: Voice) -> tuple[Cell, ...]:
        return (
            v.id,
            v.name,
            words.VOICE[v.kind],
            "; ".join(v.aliases),
            "yes" if v.vague else "no",
            ", ".join(map(str, vouched.get(v.id, ()))),
            "; ".join(map(of.name, relayed.get(v.id, ()))),
            len({m.report for m in v.mentions}),
            why(v.grounds),
        )

    return Table(name="voices", about="Who speaks or is cited.", columns=columns, rows=tuple(map(row, of.ledger.voices)))


def attributions(of: Lookup) -> Table:
    """One row for each place where somebody is said to say something."""
    columns = (
        Column(name="attribution id", help="Stays the same for the same report", width=16),
        *_REPORT,
        Column(name="form", help="direct, indirect, mixed, according-to or belief", width=13),
        Column(name="source", help="Who is said to say it, in the report's words", width=30),
        Column(name="cue", help="The word of saying", width=14),
        Column(name="content", help="What is said, in the report's words, exactly", width=60),
        Column(name="voice id", help="The voice that the source names", width=16),
        Column(name="voice", help="That voice by name", width=26),
        Column(name="within", help="The attribution in whose content this one stands", width=16),
        Column(name="how sure", help="How sure the cue leaves its content", width=11),
        *_PLACE,
        Column(name="source offsets", help="Where the source stands in the report's text", width=14),
        Column(name="cue offsets", help="Where the cue stands in the report's text", width=14),
        Column(name="why", help="The reasons, as sentences", width=40),
    )

    def row(a: Attribution) -> tuple[Cell, ...]:
        source, cue = ([a.source] if a.source else []), ([a.cue] if a.cue else [])
        return (
            a.id,
            *_in(of, a.report),
            a.form,
            of.words(a.report, source) or None,
            of.words(a.report, cue) or None,
            of.words(a.report, a.content),
            a.voice,
            of.name(a.voice) if a.voice else None,
            a.within,
            words.CERTAINTY[a.certainty],
            *_at(of, a.report, a.content),
            offsets(source),
            offsets(cue),
            why(a.grounds),
        )

    rows = tuple(row(a) for a in of.ledger.attributions if a.report in of.reports)
    return Table(name="attributions", about="Who is said to say what.", columns=columns, rows=rows)


def quantities(of: Lookup) -> Table:
    """One row for each number of things that a report names."""
    columns = (
        Column(name="quantity id", help="Made from report and place", width=16),
        *_REPORT,
        Column(name="words", help="The report's own words, exactly", width=40),
        *(Column(name=name, help="As in the table of claims", width=11) for name in FIGURE),
        Column(name="adds to another", help="yes: 'another', 'an additional', 'more'", width=9),
        *_PLACE,
    )
    rows = tuple(
        (
            content_id("q", r.id, q.span.start, q.span.end),
            *_in(of, r.id),
            of.words(r.id, [q.span]),
            *figure(q.quantity),
            "yes" if q.additional else "no",
            *_at(of, r.id, [q.span]),
        )
        for r in of.ledger.reports
        for q in of.ledger.quantities.get(r.id, ())
    )
    return Table(name="quantities", about="Numbers of things, where they stand.", columns=columns, rows=rows)


def times(of: Lookup) -> Table:
    """One row for each expression of time."""
    columns = (
        Column(name="time id", help="Made from report and place", width=16),
        *_REPORT,
        Column(name="words", help="The report's own words, exactly", width=30),
        Column(name="value", help="ISO 8601 or TIMEX3; empty where it cannot be told", width=22),
        Column(name="from", help="First day that it may cover", width=11),
        Column(name="until", help="Last day that it may cover", width=11),
        *_PLACE,
    )
    rows = tuple(
        (
            content_id("m", r.id, t.span.start, t.span.end),
            *_in(of, r.id),
            of.words(r.id, [t.span]),
            t.iso,
            t.first,
            t.last,
            *_at(of, r.id, [t.span]),
        )
        for r in of.ledger.reports
        for t in of.ledger.times.get(r.id, ())
    )
    return Table(name="times", about="Expressions of time, where they stand.", columns=columns, rows=rows)


def descent(of: Lookup) -> Table:
    """One row for each report that took words or matter from another report or a named source."""
    columns = (
        Column(name="report id", help="The report that took", width=16),
        Column(name="from report id", help="The report that it took from; empty where that is not among these", width=16),
        Column(name="report", help="The report that took, by number and outlet", width=26),
        Column(name="how", help="copies, paraphrases or cites", width=28),
        Column(name="from", help="The report or source that it took from", width=30),
        Column(name="share", help="Part of its text that descends, 0 to 1", width=8),
        Column(name="confidence", help="How sure the descent is, 0 to 1", width=11),
        Column(name="which way round", help="From what the direction is known; empty: cannot tell", width=40),
        Column(name="why", help="The reasons, as sentences", width=60),
    )

    def row(d: Descent) -> tuple[Cell, ...]:
        return (
            d.child,
            d.parent,
            of.cited(d.child),
            words.DESCENT[d.kind].rstrip(","),
            of.source(d.parent or "") or d.parent_name,
            number(round(d.share, 4)),
            number(round(d.confidence, 4)),
            d.direction_from,
            why(d.grounds),
        )

    rows = tuple(row(d) for d in of.ledger.descent if d.child in of.reports)
    return Table(name="descent", about="Which report has its words from where.", columns=columns, rows=rows)


def stories(of: Lookup) -> Table:
    """One row a story."""
    columns = (
        Column(name="story id", help="Stays the same for the same reports", width=16),
        Column(name="story", help="Its title, from a report's own words", width=60),
        Column(name="first", help="Earliest date of publication", width=12),
        Column(name="last", help="Latest date of publication", width=12),
        Column(name="reports", help="How many", width=9),
        Column(name="claims", help="How many", width=9),
        Column(name="why one", help="Why these reports are one story", width=60),
    )
    counted: dict[str, int] = {}
    for claim in of.ledger.claims:
        counted[claim.story] = counted.get(claim.story, 0) + 1
    rows = tuple((s.id, s.title, s.first, s.last, len(s.reports), counted.get(s.id, 0), why(s.grounds)) for s in of.ledger.stories)
    return Table(name="stories", about="Reports on one event.", columns=columns, rows=rows)


def reports(of: Lookup) -> Table:
    """One row a report."""
    columns = (
        Column(name="report id", help="Made from content: stays the same on every machine", width=16),
        Column(name="report", help="Its number in citations", width=7),
        Column(name="outlet", help="Who published it", width=22),
        Column(name="title", help="Its headline", width=50),
        Column(name="byline", help="Who wrote it", width=20),
        Column(name="published", help="When", width=18),
        Column(name="date from", help="How the date is known", width=18),
        Column(name="updated", help="When it was last changed, by the outlet's own data", width=18),
        Column(name="language", help="ISO 639-1", width=9),
        Column(name="credits", help="Agencies and sources that it credits", width=20),
        Column(name="story id", help="The story that it belongs to", width=16),
        Column(name="characters", help="Length of its text", width=10),
        Column(name="address", help="Where it was published", width=40),
        Column(name="file", help="Where it was taken from", width=30),
        Column(name="SHA-256 of the text", help="To check that a text is the one that was read", width=66),
    )

    def row(r: Report) -> tuple[Cell, ...]:
        story = of.story_of.get(r.id)
        return (
            *(r.id, of.numbers[r.id], outlet_of(r), r.title, r.byline, r.published),
            _PUBLISHED.get(r.published_from or ""),
            r.updated,
            r.language,
            "; ".join(r.credits),
            story.id if story else None,
            len(r.text),
            of.url(r.id),
            r.path,
            text_digest(r.text),
        )

    return Table(name="reports", about="The reports that were read.", columns=columns, rows=tuple(map(row, of.ledger.reports)))
