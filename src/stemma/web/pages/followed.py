"""What runs through a story's claims: figures, timeline, pledges, the stemma, what is left out. Each in the words of its command."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from stemma.errors import UsageError
from stemma.library import Library
from stemma.model import Ledger
from stemma.tell.shared.citing import Citations
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.page import Asked, Page, says


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The story that a view is of."""

    id: str
    title: str
    #: "[1] The Courier, 3 June 2025": the numbers by which reports are cited here.
    legend: tuple[str, ...]


def _about(library: Library, asked: Asked) -> tuple[Ledger, Citations, About]:
    id_ = library.story_id(asked.path["story"])
    ledger = library.story(id_)
    cite = Citations(ledger)
    return ledger, cite, About(id=id_, title=ledger.stories[0].title or "Untitled story", legend=tuple(cite.legend()))


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """One value told of a thing counted."""

    day: str
    value: str
    who: str
    reports: str
    note: str
    stands: bool
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesShown:
    """One thing counted."""

    headline: str
    sentence: str
    figures: tuple[FigureShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """Everything that is counted."""

    about: About = says("The story.")
    drawing: str = says("The figures over time as SVG; empty where nothing has more than one figure.")
    several: tuple[SeriesShown, ...] = says("Things for which more than one figure is told.")
    once: tuple[SeriesShown, ...] = says("Things told with one figure only.")


def _figures(library: Library, asked: Asked) -> FiguresPage:
    from stemma.follow.figures import figures
    from stemma.tell.exports.drawings import figures_drawing
    from stemma.tell.figures import words as say

    ledger, cite, about = _about(library, asked)
    found = figures(ledger)
    shown = []
    for series in found:
        standing = series.reading.figure if series.reading else None
        rows = tuple(
            FigureShown(
                day=say.day(f),
                value=say.value(f.quantity),
                who=say.who(f, cite),
                reports=say.reports([f], cite),
                note=say.note(f, stands=n == standing),
                stands=n == standing,
                superseded=f.superseded,
            )
            for n, f in enumerate(series.figures)
        )
        shown.append((say.several(series), SeriesShown(headline=say.headline(series), sentence=say.sentence(series, cite), figures=rows)))
    return FiguresPage(
        about=about,
        drawing=figures_drawing(ledger, found) or Markup(),
        several=tuple(s for many, s in shown if many),
        once=tuple(s for many, s in shown if not many),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShown:
    """One event."""

    when: str
    statement: str
    backing: str
    ahead: bool
    #: Other times that reports give for it.
    others: tuple[str, ...]
    claims: tuple[str, ...]
    #: Told after the last report was published.
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """What is said to have happened when."""

    about: About = says("The story.")
    summary: str = says("How many reports, events and claims without a date.")
    events: tuple[EventShown, ...] = says("Events by their own time, not by publication.")
    undated: tuple[tuple[str, str], ...] = says("Id and statement of claims without a calendar time.")


def _timeline(library: Library, asked: Asked) -> TimelinePage:
    from stemma.follow.timeline import timelines
    from stemma.tell.timeline.words import about as summary
    from stemma.tell.timeline.words import backing, when

    ledger, cite, about = _about(library, asked)
    line = next((one for one in timelines(ledger) if one.story == about.id), None)
    if line is None:
        return TimelinePage(about=about, summary="Nothing is dated.", events=(), undated=())
    last = line.published_last or "9999"
    events = tuple(
        EventShown(
            when=when(e.moment),
            statement=e.statement,
            backing=backing(e, cite),
            ahead=e.ahead,
            others=tuple(when(m) for m in e.others),
            claims=e.claims,
            after=e.moment.first > last,
        )
        for e in line.events
    )
    return TimelinePage(about=about, summary=summary(line, ledger), events=events, undated=tuple((u.claim, u.statement) for u in line.undated))


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeShown:
    """One promise."""

    number: int
    who: str
    what: str
    status: str
    facts: tuple[tuple[str, str], ...]
    #: Report and its words, for each telling.
    words: tuple[tuple[str, str], ...]
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgesPage:
    """Who promised what, and what came of it."""

    about: About = says("The story.")
    pledges: tuple[PledgeShown, ...] = says("Promises, decisions, plans, offers and announcements.")
    silence: str = says("What to say where there is none.")


def _pledges(library: Library, asked: Asked) -> PledgesPage:
    from stemma.follow.pledges import pledges
    from stemma.tell.pledges import words as say

    ledger, cite, about = _about(library, asked)
    found = pledges(ledger)
    shown = tuple(
        PledgeShown(
            number=n,
            who=say.who(p),
            what=p.what,
            status=say.status(p, cite),
            facts=tuple(say.facts(p, found, cite)),
            words=tuple((cite.dated(t.report), cite.marked(t.what)) for t in p.tellings),
            later=tuple(say.later(o, cite) for o in p.outcomes),
        )
        for n, p in enumerate(found, 1)
    )
    return PledgesPage(about=about, pledges=shown, silence=say.SILENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageShown:
    """Words of the child beside words of the parent."""

    child: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeShown:
    """One edge of the stemma."""

    sentence: str
    child: str
    #: Id of the report; None for an agency or a text that is known by name only.
    parent: str | None
    #: The parent as corrections name it: its id, or the name of a text that is not among the reports.
    of: str
    #: What a person set: who, what, when.
    by_hand: tuple[str, ...]
    passages: tuple[PassageShown, ...]
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescentPage:
    """Which report has its words from which."""

    about: About = says("The story.")
    drawing: str = says("The stemma as SVG: reports by time, agencies as lost ancestors; empty where nothing descends.")
    edges: tuple[EdgeShown, ...] = says("Each edge with the passages that it rests on.")


def _descent(library: Library, asked: Asked) -> DescentPage:
    from stemma.tell.descent.evidence import passages
    from stemma.tell.descent.graph import stemmata
    from stemma.tell.exports.drawings import stemma_drawing
    from stemma.tell.view import view

    ledger, _, about = _about(library, asked)
    reports = {r.id: r for r in ledger.reports}
    drawn = stemma_drawing(ledger)
    sentences = [s for s, _ in view(ledger).chapters[0].descent]
    graph = next((g for g in stemmata(ledger) if g.edges), None)
    by_pair = {(e.child, e.parent): e for e in graph.edges} if graph else {}
    own = [d for d in ledger.descent if d.child in ledger.stories[0].reports]
    edges = []
    for said, d in zip(sentences, own, strict=True):
        edge = by_pair.get((d.child, d.parent or ""))
        found = passages(edge, reports) if edge is not None and d.parent in reports else ()
        edges.append(
            EdgeShown(
                sentence=said,
                child=d.child,
                parent=d.parent,
                of=d.parent or d.parent_name or "",
                by_hand=by_hand(d.grounds),
                passages=tuple(PassageShown(child=p.child, parent=p.parent) for p in found),
                grounds=tuple(g.sentence for g in d.grounds if not g.rule.startswith("correct.")),
            )
        )
    return DescentPage(about=about, drawing=drawn[0].replace(f"<style>{drawn[1]}</style>", "") if drawn else Markup(), edges=tuple(edges))


@dataclass(frozen=True, slots=True, kw_only=True)
class OmittedRow:
    """One claim against the reports."""

    claim: str
    statement: str
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

    ledger, _, about = _about(library, asked)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """What can be taken away."""

    about: About = says("The story.")
    forms: tuple[tuple[str, str], ...] = says("Name of a form and what it is.")


def _export(library: Library, asked: Asked) -> ExportPage:
    from stemma.tell.exports.forms import FORMS

    _, _, about = _about(library, asked)
    return ExportPage(about=about, forms=tuple((name, form.about) for name, form in FORMS.items()))


def exported(library: Library, story: str, form: str) -> tuple[bytes, str, str]:
    """The story in a form: bytes, media type, file name. Raises UsageError for a form that there is not."""
    from stemma.tell.exports.forms import FORMS

    if form not in FORMS:
        raise UsageError(f"There is no form {form!r}.", code="no-such-form", hint="The page lists them.")
    id_ = library.story_id(story)
    one = FORMS[form]
    return one.write(library.given([id_])), one.media, f"{id_}{one.suffix}"


def _page(name: str, template: str, context: object, said: str) -> Page:
    return Page(name=name, route=f"/story/{{story}}/{name}", template=f"{template}.html.j2", context=context, help=said)  # type: ignore[arg-type]


PAGES = (
    _page("figures", "figures", _figures, "Every value told of each thing counted, as of when and by whom; the one that stands, and why."),
    _page("timeline", "timeline", _timeline, "What is said to have happened when, by the time of the event."),
    _page("pledges", "pledges", _pledges, "Who promised what, and what later reports say came of it."),
    _page("descent", "descent", _descent, "Which report has its words from which; agencies stand as ancestors."),
    _page("omissions", "omissions", _omissions, "Which reports leave a claim out, and which claims only one report tells."),
    _page("export", "export", _export, "The story as tables, workbook, brief, citations or one file."),
)
