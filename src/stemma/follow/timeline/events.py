"""Timelines: events by their own time, merged over reports, cited.

Theory of operation. `moments` finds the event time of each telling. Tellings of one claim whose times agree, or of which one holds the other, are one
line under the most exact time. Two claims are one line when the ledger ties them (`refines`) or their words all but agree, and their times agree. One
claim with times that exclude each other, or two with the same number and nearly the same words, is shown with both times and who gives which; nothing
is decided between them. What lay ahead on the day it was told is marked. Limits: a claim that joins two events by mistake gives one line; a date far
off (more than a year between the versions) is taken for another event, not for a contradiction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from textwrap import shorten

from stemma.follow.shared.wording import published_on, sentence, spoken, word_set
from stemma.follow.timeline.grouping import grouped
from stemma.follow.timeline.moments import Dated, dated
from stemma.follow.timeline.times import apart, exactness, within
from stemma.model import Claim, Ground, Ledger, Place, consensus, content_id
from stemma.model.timeline import Against, DatedTelling, Event, Moment, Timeline, Undated


def timelines(ledger: Ledger) -> tuple[Timeline, ...]:
    """One timeline a story, in the ledger's order; the order of the reports changes nothing."""
    found, vague = dated(ledger)
    out = []
    for story in ledger.stories:
        claims = sorted((c for c in ledger.claims if c.story == story.id), key=lambda c: c.id)
        mine = {c.id: [d for (claim, _), d in sorted(found.items()) if claim == c.id] for c in claims}
        days = sorted(d for r in ledger.reports if r.id in story.reports and (d := published_on(r)))
        groups = _told_once(grouped([d for c in claims for d in mine[c.id]], ledger))
        events = [_event(group, story.id, days) for group in groups]
        undated = [_undated(c, vague) for c in sorted(claims, key=lambda c: (-c.salience, c.id)) if not mine[c.id]]
        out.append(
            Timeline(
                story=story.id,
                title=story.title,
                events=tuple(sorted(events, key=lambda e: (e.moment.first, e.moment.last, e.moment.part or "", -len(e.tellings), e.id))),
                undated=tuple(undated),
                published_first=days[0] if days else None,
                published_last=days[-1] if days else None,
            )
        )
    return tuple(out)


def _told_once(groups: Sequence[list[Dated]]) -> list[list[Dated]]:
    """Groups that would be lines of the same words under the same time are one: two figures of a sentence make one event of it."""
    lines: dict[tuple[Moment, str], list[Dated]] = {}
    for group in groups:
        moment, _ = _moments(group)
        lines.setdefault((moment, _statement([d for d in group if not apart(d.moment, moment)])), []).extend(group)
    return list(lines.values())


def _undated(claim: Claim, vague: dict[tuple[str, str], str]) -> Undated:
    said = [vague[claim.id, t.report] for t in claim.tellings if (claim.id, t.report) in vague]
    return Undated(
        claim=claim.id, statement=claim.statement, words=min(said) if said else None, reports=tuple(sorted({t.report for t in claim.tellings}))
    )


def _event(group: Sequence[Dated], story: str, days: Sequence[str]) -> Event:
    """One line of the timeline."""
    moment, others = _moments(group)
    tellings = tuple(
        _telling(d, days) for d in sorted(group, key=lambda d: (d.moment.first, (published_on(d.report) or "9999"), d.report.id, d.claim.id))
    )
    claims = {d.claim.id: d.claim for d in group}
    ahead = all(t.against == "after" for t in tellings) or (
        any(t.against == "after" for t in tellings) and consensus(d.telling.certainty for d in group) in {"pledged", "hedged"}
    )
    return Event(
        id=content_id("event", sorted((d.claim.id, d.report.id) for d in group)),
        story=story,
        statement=_statement([d for d in group if not apart(d.moment, moment)]),
        certainty=consensus(d.telling.certainty for d in group),
        moment=moment,
        tellings=tellings,
        others=others,
        ahead=ahead,
        claims=tuple(sorted(claims)),
        grounds=_grounds(group, moment, others, ahead=ahead),
    )


def _moments(group: Sequence[Dated]) -> tuple[Moment, tuple[Moment, ...]]:
    """The best backed of the most exact times, and those that exclude it."""
    backing: dict[Moment, set[str]] = defaultdict(set)
    for d in group:
        for other in group:
            if within(d.moment, other.moment):
                backing[d.moment].add(other.report.id)
    best = min(backing, key=lambda m: (-len(backing[m]), exactness(m), m.first, m.part or ""))
    others = sorted({d.moment for d in group if apart(d.moment, best)}, key=lambda m: (m.first, m.last, m.part or ""))
    return best, tuple(others)


def _telling(d: Dated, days: Sequence[str]) -> DatedTelling:
    return DatedTelling(
        report=d.report.id,
        claim=d.claim.id,
        place=Place.at(d.report.id, d.place),
        time=Place.at(d.report.id, d.time) if d.time else None,
        moment=d.moment,
        chain=d.telling.chain,
        origin=d.telling.origin,
        against=_against(d, days),
    )


def _against(d: Dated, days: Sequence[str]) -> Against:
    """The event against the day on which the report appeared; of a report without a date, against the days of the story's other reports."""
    published = published_on(d.report)
    first, last = (published, published) if published else (days[0], days[-1]) if days else ("", "9999")
    if d.moment.last < first:
        return "before"
    if d.moment.first > last:
        return "after"
    return "same day" if published and d.moment.first == d.moment.last else "unknown"


def _statement(group: Sequence[Dated]) -> str:
    """The fullest plain sentence: without the counted phrase put in front of its clause, not too long, of the claim most told."""
    said = sorted({_clause(d.telling.statement or d.claim.statement) for d in group} | {_clause(d.claim.statement) for d in group if len(group) > 1})
    best = min(said, key=lambda s: (_halting(s), not s.rstrip().endswith((".", "!", "”", '"')), abs(len(s) - 100), s))
    if not _halting(best):
        return best
    first = min(group, key=lambda d: (-len(d.place), d.report.id, d.claim.id))
    own = " ".join(first.place.of(first.report.text).split())
    if len(own.split()) >= 6:  # the report's own words, as a piece of a sentence unless they begin it
        begins = sentence(first.report, first.place).start == first.place.start
        return f"{'' if begins else '… '}{shorten(own, 160, placeholder=' …')}"
    return shorten(sentence(first.report, first.place).of(first.report.text), 180, placeholder=" …")


def _halting(statement: str) -> bool:
    """Whether a statement reads as a piece of a sentence."""
    parts = statement.split()
    return (
        len(parts) < 5
        or statement[:1].islower()
        or parts[0].strip('“"').lower() in _OPENING
        or parts[1].lower() in {"in", "on", "following", "after", "during", "with", "to"}
    )


def _clause(statement: str) -> str:
    """ "3,000 troops: Pyongyang sent 3,000 troops" says its phrase twice."""
    lead, colon, clause = statement.partition(": ")
    return clause if colon and lead and lead.lower() in clause.lower() else statement


_OPENING = word_set(
    "was were is are be been had has have of that which who whom whose and or but to for with in at from by during being as it this those which"
)


def _grounds(group: Sequence[Dated], moment: Moment, others: Sequence[Moment], *, ahead: bool) -> tuple[Ground, ...]:
    """Why the line stands at its time, and why its tellings are one event."""
    first = next(d for d in sorted(group, key=lambda d: (d.report.id, d.claim.id)) if d.moment == moment)
    words = first.time.of(first.report.text) if first.time else ""
    spans = (Place.at(first.report.id, first.time),) if first.time else ()
    grounds = [Ground(rule="timeline.event-time", sentence=f"“{' '.join(words.split())}” is {_said(moment)}.", spans=spans)]
    reports = {d.report.id for d in group}
    if len({d.claim.id for d in group}) > 1:
        grounds.append(Ground(rule="timeline.one-event", sentence="Claims whose words or numbers agree at times that agree are one line."))
    elif len(reports) > 1:
        grounds.append(Ground(rule="timeline.one-event", sentence=f"{len(reports)} reports tell it as one claim."))
    if others:
        said = " and ".join(_said(m) for m in others)
        grounds.append(
            Ground(rule="timeline.other-time", sentence=f"Others put the same thing on {said}; which is right cannot be told from the words.")
        )
    if ahead:
        grounds.append(Ground(rule="timeline.ahead", sentence="It lay ahead on the day on which it was told."))
    return tuple(grounds)


def _said(m: Moment) -> str:
    days = spoken(m.first) if m.first == m.last else f"{spoken(m.first)} to {spoken(m.last)}"
    return f"{days}, {m.part}" if m.part else days
