"""Which reports leave a claim out."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.tell.exports.table import Table, columns
from stemma.web.pages.about import About, about_of, view_page
from stemma.web.pages.page import Asked, says


@dataclass(frozen=True, slots=True, kw_only=True)
class OmittedRow:
    """One claim against the reports."""

    claim: str
    statement: str
    #: As the claim states it.
    stated: str
    why: str
    #: For each report of the story, in its order: the mark and its meaning.
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OmissionsPage:
    """Which reports leave a claim out."""

    about: About = says("The story.")
    reports: tuple[tuple[int, str, str], ...] = says("Number, id and outlet of each report, in the order of the marks.")
    rows: tuple[OmittedRow, ...] = says("Claims that are asked after, and how each report stands to them.")
    key: tuple[tuple[str, str], ...] = says("The signs and what they mean.")
    lines: tuple[str, ...] = says("Report by report, in a sentence.")


def _omissions(library: Library, asked: Asked) -> OmissionsPage:
    from stemma.follow.omissions import omissions
    from stemma.tell.omissions.desk import KEY, SIGNS, Desk, line, named
    from stemma.tell.view import outlet_of

    story, about = about_of(library, asked)
    ledger = story.ledger
    desk = Desk(ledger)
    found = next((o for o in omissions(ledger) if o.story == about.id), None)
    if found is None:
        return OmissionsPage(about=about, reports=(), rows=(), key=(), lines=())
    sources = desk.of(found)
    rows = []
    for carried in found.claims:
        marks = {p.report: p.mark for p in carried.presences}
        rows.append(
            OmittedRow(
                claim=carried.claim,
                statement=named(desk, carried),
                stated=next((s for _, s in story.told([carried.claim])), ""),
                why=", ".join(carried.why),
                marks=tuple((SIGNS[marks[s.report.id]], KEY[marks[s.report.id]]) for s in sources),
            )
        )
    return OmissionsPage(
        about=about,
        reports=tuple((s.number, s.report.id, outlet_of(s.report)) for s in sources),
        rows=tuple(rows),
        key=tuple((SIGNS[m], KEY[m]) for m in SIGNS),
        lines=tuple(line(desk, found, n) for n in range(len(found.shares))),
    )


def _sheet(library: Library, asked: Asked) -> Table:
    page = _omissions(library, asked)
    heads = columns(("claim id", "Stays the same", 16), ("statement", "The claim", 60), ("asked after for", "Why it is asked after", 20))
    reports = columns(*((f"[{number}] {outlet}", "How this report stands to the claim", 22) for number, _, outlet in page.reports))
    rows = tuple((r.claim, r.statement, r.why, *(said for _, said in r.marks)) for r in page.rows)
    return Table(name="left-out", about=f"Which reports of {page.about.title} leave a claim out.", columns=(*heads, *reports), rows=rows)


PAGE = view_page("omissions", _omissions, sheet=_sheet, said="Which reports leave a claim out, and which claims only one report tells.")
