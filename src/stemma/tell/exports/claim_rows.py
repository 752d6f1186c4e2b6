"""Rows about claims: what is claimed, who tells it in which words, on whose word it rests, how claims stand to each other."""

from __future__ import annotations

from stemma.model import Claim, Telling
from stemma.tell.contract import when_days
from stemma.tell.exports.lookup import FIGURE, Lookup, figure, offsets, telling_id, why
from stemma.tell.exports.table import Cell, Column, Table
from stemma.tell.shared import words
from stemma.tell.view import outlet_of

#: The columns that people fill; `read_notes` finds them by these names.
CLAIM_ID, NOTES, GRADE = "claim id", "notes", "grade"

_FIGURE = (
    Column(name=FIGURE[0], help="The number as its source words it", width=24),
    Column(name=FIGURE[1], help="Lower end; empty where none is stated", width=10),
    Column(name=FIGURE[2], help="Upper end; empty where none is stated", width=10),
    Column(name=FIGURE[3], help="exactly, at least, more than, up to, less than, about or between", width=11),
    Column(name=FIGURE[4], help="person, percent, USD, km and the like", width=10),
    Column(name=FIGURE[5], help="The thing counted, in the source's words", width=22),
    Column(name=FIGURE[6], help="For rates: day, hour and the like", width=8),
)


def claims(of: Lookup) -> Table:
    """One row a claim, with room for notes and a grade."""
    columns = (
        Column(name=CLAIM_ID, help="Stays the same for the same reports; notes are read back by it", width=16),
        Column(name="claim", help="Its number, by how much it matters to the story", width=7),
        Column(name="story", help="The story's title", width=24),
        Column(name="statement", help="The claim as one sentence that stands alone", width=60),
        Column(name="how sure", help="asserted, hedged, pledged, denied or left open, as it is told", width=11),
        Column(
            name="standing", help="corroborated: two or more independent origins; disputed: another claim conflicts with it or denies it", width=15
        ),
        Column(name="reports", help="How many reports tell it", width=9),
        Column(name="origins", help="How many independent origins stand behind it; copies add none", width=9),
        Column(name="according to", help="The origins by name", width=30),
        Column(name=NOTES, help="Yours: write what you know; stemma reads it back", width=40),
        Column(name=GRADE, help="Yours: Admiralty code, a letter A to F for the source and a digit 1 to 6 for the information, such as B2", width=8),
        Column(name="told without origin", help="Tellings that name nobody who vouches", width=12),
        *_FIGURE,
        Column(name="from", help="First day on which it is said to happen", width=11),
        Column(name="until", help="Last day on which it is said to happen", width=11),
        Column(name="where", help="Place", width=18),
        Column(name="first told", help="Date of the earliest dated report that tells it", width=11),
        Column(name="last told", help="Date of the latest dated report that tells it", width=11),
        Column(name="told by", help="Reports by number and outlet", width=36),
        Column(name="stands to others", help="Claims by number: in conflict with, updates, refines, denies", width=30),
        Column(name="weight", help="0 to 1: how much it matters to the story (told by many, early, numbered, disputed)", width=8),
    )
    rows = tuple(_claim(of, c) for c in of.ordered())
    return Table(name="claims", about="What is claimed, and on how many independent origins it rests.", columns=columns, rows=rows)


def _claim(of: Lookup, c: Claim) -> tuple[Cell, ...]:
    told = of.told(c)
    by = list(dict.fromkeys(t.report for t in told))
    note = of.notes.get(c.id)
    dates = sorted(d[:10] for r in by if (d := of.reports[r].published))
    return (
        c.id,
        of.claim_numbers[c.id],
        of.stories[c.story].title,
        c.statement,
        words.CERTAINTY[c.certainty],
        words.STANDING[c.standing],
        len(by),
        c.independent_origins,
        "; ".join(dict.fromkeys(map(of.name, c.origins))),
        note.note if note else None,
        note.grade if note else None,
        c.unattributed,
        *figure(c.quantity),
        c.when.start if c.when else None,
        c.when.end if c.when else None,
        c.where,
        dates[0] if dates else None,
        dates[-1] if dates else None,
        "; ".join(map(of.cited, by)),
        "; ".join(_standings(of, c.id)),
        round(c.salience, 4),
    )


def _standings(of: Lookup, claim: str) -> list[str]:
    """'is in conflict with 4', seen from this claim."""
    out = []
    for r in of.ledger.relations:
        if r.source == claim and r.target in of.claim_numbers:
            out.append((of.claim_numbers[r.target], words.RELATION[r.kind]))
        elif r.target == claim and r.source in of.claim_numbers:
            out.append((of.claim_numbers[r.source], words.RELATION_BACK[r.kind]))
    return [f"{said} {n}" for n, said in sorted(set(out))]


def tellings(of: Lookup) -> Table:
    """One row a telling."""
    columns = (
        Column(name="telling id", help="Made from claim, report and place", width=16),
        Column(name=CLAIM_ID, help="The claim that it tells", width=16),
        Column(name="claim", help="The claim's number", width=7),
        Column(name="report id", help="The report that tells it", width=16),
        Column(name="report", help="The report's number", width=7),
        Column(name="outlet", help="Who published it", width=22),
        Column(name="published", help="When, as far as known", width=12),
        Column(name="chain", help="Who passes it on to whom, the one who vouches last; empty: in the report's own voice", width=30),
        Column(name="origin", help="The one who vouches for it, over the whole story", width=24),
        Column(name="how sure", help="asserted, hedged, pledged, denied or left open, in this telling", width=11),
        Column(name="words", help="The report's own words, exactly; pieces that stand apart are joined by …", width=60),
        *_FIGURE,
        Column(name="from", help="First day on which it is said to happen", width=11),
        Column(name="until", help="Last day on which it is said to happen", width=11),
        Column(name="copied from", help="The report from which the words were copied", width=24),
        Column(name="address", help="Opens the page at the words, where the report has an address", width=40),
        Column(name="offsets", help="Where the words stand in the report's text", width=14),
        Column(name="why", help="The reasons, as sentences", width=40),
    )
    rows = tuple(_telling(of, c, t) for c in of.ordered() for t in of.told(c))
    return Table(name="tellings", about="Which report tells which claim, through whom, in which words.", columns=columns, rows=rows)


def _telling(of: Lookup, c: Claim, t: Telling) -> tuple[Cell, ...]:
    report = of.reports[t.report]
    first, last = when_days(t.when) or (None, None)
    return (
        telling_id(c.id, t),
        c.id,
        of.claim_numbers[c.id],
        t.report,
        of.numbers[t.report],
        outlet_of(report),
        report.published,
        of.path(t.chain),
        of.name(t.origin) if t.origin else None,
        words.CERTAINTY[t.certainty],
        of.words(t.report, t.spans),
        *figure(t.quantity),
        first,
        last,
        of.source(t.copied_from or ""),
        of.link(t.report, t.spans),
        offsets(t.spans),
        why(t.grounds),
    )


def origins(of: Lookup) -> Table:
    """One row for each claim and each who vouches for it."""
    columns = (
        Column(name=CLAIM_ID, help="The claim", width=16),
        Column(name="origin id", help="The voice that vouches", width=16),
        Column(name="claim", help="The claim's number", width=7),
        Column(name="statement", help="The claim", width=60),
        Column(name="origin", help="The voice by name", width=30),
        Column(name="kind", help="person, organisation, news agency, unnamed source and the like", width=16),
        Column(name="counted with", help="Origins that speak for one another, and count once", width=30),
        Column(name="reports", help="Reports that trace it to this origin", width=9),
        Column(name="told by", help="Those reports by number and outlet", width=36),
        Column(name="through", help="Who passes it on, where anybody does", width=30),
    )
    rows = tuple(_origin(of, c, o) for c in of.ordered() for o in dict.fromkeys(c.origins))
    return Table(name="origins", about="On whose word each claim rests.", columns=columns, rows=rows)


def _origin(of: Lookup, c: Claim, origin: str) -> tuple[Cell, ...]:
    mine = [t for t in of.told(c) if t.origin == origin]
    group = next((g for g in c.origin_groups if origin in g), (origin,))
    by = list(dict.fromkeys(t.report for t in mine))
    through = dict.fromkeys(v for t in mine for v in t.chain[:-1])
    voice = of.voices.get(origin)
    return (
        c.id,
        origin,
        of.claim_numbers[c.id],
        c.statement,
        of.name(origin),
        words.VOICE[voice.kind] if voice else None,
        "; ".join(of.name(v) for v in group if v != origin),
        len(by),
        "; ".join(map(of.cited, by)),
        "; ".join(map(of.name, through)),
    )


def relations(of: Lookup) -> Table:
    """One row for two claims that have to do with each other."""
    columns = (
        Column(name=CLAIM_ID, help="The later, finer or contradicting claim", width=16),
        Column(name="other claim id", help="The claim that it is set against", width=16),
        Column(name="claim", help="The first claim's number", width=7),
        Column(name="statement", help="The first claim", width=50),
        Column(name="stands to", help="is in conflict with, updates, refines or denies", width=18),
        Column(name="other claim", help="The other claim's number", width=7),
        Column(name="other statement", help="The other claim", width=50),
        Column(name="why", help="The reasons, as sentences", width=60),
    )
    known = [r for r in of.ledger.relations if r.source in of.claim_numbers and r.target in of.claim_numbers]
    known.sort(key=lambda r: (of.claim_numbers[r.source], of.claim_numbers[r.target], r.kind))
    rows = tuple(
        (
            r.source,
            r.target,
            of.claim_numbers[r.source],
            of.claims[r.source].statement,
            words.RELATION[r.kind],
            of.claim_numbers[r.target],
            of.claims[r.target].statement,
            why(r.grounds),
        )
        for r in known
    )
    return Table(name="relations", about="How claims stand to each other.", columns=columns, rows=rows)
