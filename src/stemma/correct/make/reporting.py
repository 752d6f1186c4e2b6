"""Acts on reports, their descent and their stories, made from a ledger."""

from __future__ import annotations

from typing import Unpack

from stemma.correct.make.by import By, act_of, two
from stemma.correct.refs import Refs
from stemma.errors import UsageError
from stemma.model import DescentKind, Ledger
from stemma.model import acts as a
from stemma.model.acts import Act


def set_report(
    ledger: Ledger, report: str, *, outlet: str | None = None, published: str | None = None, title: str | None = None, **by: Unpack[By]
) -> Act:
    """A report's outlet, day of publication (ISO) or title."""
    refs = Refs(ledger)
    if outlet is None and published is None and title is None:
        raise UsageError("Neither outlet nor date nor title is given.", code="nothing-said")
    return act_of(refs, "report-set", a.ReportSubject(report=refs.report(report)), a.ReportFacts(outlet=outlet, published=published, title=title), by)


def hide_report(ledger: Ledger, report: str, **by: Unpack[By]) -> Act:
    """A report is left out of every judgement."""
    refs = Refs(ledger)
    return act_of(refs, "report-hide", a.ReportSubject(report=refs.report(report)), None, by)


def confirm_report(ledger: Ledger, report: str, **by: Unpack[By]) -> Act:
    """What a report says of itself is right."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", a.ReportSubject(report=refs.report(report)), None, by)


def add_descent(ledger: Ledger, child: str, *, parent: str | None = None, name: str | None = None, kind: DescentKind, **by: Unpack[By]) -> Act:
    """A report descends from another, or from a text known by `name` only (an agency)."""
    refs = Refs(ledger)
    if (parent is None) == (name is None):
        raise UsageError("Name either the report or the agency that it descends from.", code="nothing-said")
    ref = a.EdgeRef(child=refs.report(child), parent=refs.report(parent) if parent is not None else None, parent_name=name)
    return act_of(refs, "descent-add", ref, a.NewDescent(kind=kind), by)


def set_descent(ledger: Ledger, child: str, parent: str, *, kind: DescentKind | None = None, turned: bool = False, **by: Unpack[By]) -> Act:
    """The kind of a descent (`parent`: report id or name), or `turned`: the other took from this one."""
    refs = Refs(ledger)
    return act_of(refs, "descent-set", _edge(refs, child, parent), a.NewDescent(kind=kind, turned=turned), by)


def reject_descent(ledger: Ledger, child: str, parent: str, **by: Unpack[By]) -> Act:
    """A report does not descend from another (`parent`: report id or name)."""
    refs = Refs(ledger)
    return act_of(refs, "descent-reject", _edge(refs, child, parent), None, by)


def confirm_descent(ledger: Ledger, child: str, parent: str, **by: Unpack[By]) -> Act:
    """A report descends from another, as is said."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", _edge(refs, child, parent), None, by)


def link_reports(ledger: Ledger, report: str, other: str, **by: Unpack[By]) -> Act:
    """Two reports are of one story."""
    return _stories(ledger, "story-link", report, other, by)


def part_reports(ledger: Ledger, report: str, other: str, **by: Unpack[By]) -> Act:
    """Two reports are of two stories."""
    return _stories(ledger, "story-part", report, other, by)


def move_report(ledger: Ledger, report: str, to: str, **by: Unpack[By]) -> Act:
    """A report is of the story of another one, and not of its own."""
    old = next((s.reports for s in ledger.stories if report in s.reports and to not in s.reports), ())
    return _stories(ledger, "story-move", report, to, by, out_of=tuple(r for r in old if r != report)[:12])


def title_story(ledger: Ledger, story: str, title: str, **by: Unpack[By]) -> Act:
    """What a story is called."""
    refs = Refs(ledger)
    return act_of(refs, "story-title", refs.story(refs.story_of(story)), a.NewTitle(title=" ".join(title.split())), by)


def confirm_story(ledger: Ledger, story: str, **by: Unpack[By]) -> Act:
    """These reports are of one story."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", refs.story(refs.story_of(story)), None, by)


def _edge(refs: Refs, child: str, parent: str) -> a.EdgeRef:
    found = next((d for d in refs.ledger.descent if d.child == child and parent in (d.parent, None if d.parent else d.parent_name)), None)
    if found is None:
        raise UsageError(f"{child} is not said to descend from {parent}.", code="no-such-descent")
    return refs.edge(found)


def _stories(ledger: Ledger, verb: str, report: str, other: str, by: By, *, out_of: tuple[str, ...] = ()) -> Act:
    refs = Refs(ledger)
    two(report, other, "report")
    return act_of(
        refs, verb, a.ReportSubject(report=refs.report(report)), a.WithReport(report=refs.report(other), out_of=tuple(map(refs.report, out_of))), by
    )
