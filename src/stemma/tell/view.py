"""The ledger laid out for people: claims numbered, voices by name, quotations with their sources.

Table, Markdown and HTML show this one view, so they cannot disagree. Words here are still raw: each form passes them
through its own gate (`safe.py`) when it shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from stemma.model import Claim, Descent, Ledger, Relation, RelationKind, Report, Span, Story, Telling, Voice, merged, text_digest
from stemma.tell.contract import when_days
from stemma.tell.shared import words
from stemma.tell.shared.context import in_context
from stemma.tell.shared.safe import fragment_url, safe_url
from stemma.tell.shown import Chapter, Link, Shown, Source, Speaker, Told, View
from stemma.tell.tree import tree


def view(ledger: Ledger) -> View:
    """The ledger laid out; stories in its order, claims numbered through."""
    desk = _Desk(ledger)
    return View(
        chapters=tuple(desk.chapter(story) for story in ledger.stories),
        sources=tuple(desk.sources[r.id] for r in ledger.reports),
        troubles=ledger.troubles,
        annotator=ledger.annotator,
    )


class _Desk:
    """The ledger with look-ups; holds no state beyond them."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.reports = {r.id: r for r in ledger.reports}
        self.voices: dict[str, Voice] = {v.id: v for v in ledger.voices}
        self.sources = {r.id: _source(n, r) for n, r in enumerate(ledger.reports, 1)}
        ordered = [c for story in ledger.stories for c in ledger.claims if c.story == story.id]
        self.claims = {c.id: c for c in ordered}
        self.relations: dict[str, list[Relation]] = {}
        for relation in ledger.relations:
            for end in {relation.source, relation.target}:
                self.relations.setdefault(end, []).append(relation)
        self.numbers = {c.id: n for n, c in enumerate(ordered, 1)}

    def chapter(self, story: Story) -> Chapter:
        claims = [c for c in self.claims.values() if c.story == story.id]
        shown = {c.id: self.shown(c) for c in claims}
        return Chapter(
            title=story.title or "Untitled story",
            dates=words.days(story.first, story.last) or "no dates",
            sources=tuple(self.sources[r.id] for r in self.ledger.reports if r.id in story.reports),
            claims=tuple(shown.values()),
            speakers=self.speakers(claims),
            differences=self.between(shown, "conflicts", "denies"),
            updates=self.between(shown, "updates"),
            descent=tuple((self.descends(d), d.grounds) for d in self.ledger.descent if d.child in story.reports),
        )

    def name(self, voice: str) -> str:
        return self.voices[voice].name if voice in self.voices else "an unknown voice"

    def cited(self, report: str) -> str:
        source = self.sources.get(report)
        return f"{source.outlet} [{source.number}]" if source else "an unknown report"

    def shown(self, claim: Claim) -> Shown:
        return Shown(
            number=self.numbers[claim.id],
            id=claim.id,
            statement=claim.statement,
            certainty=words.CERTAINTY[claim.certainty],
            standing=words.STANDING[claim.standing],
            figure=words.figure(claim.quantity) if claim.quantity else "",
            when=words.when(claim.when),
            where=claim.where or "",
            reports=len({t.report for t in claim.tellings}),
            origins=tuple(dict.fromkeys(self.name(o) for o in claim.origins)),
            independent=claim.independent_origins,
            unattributed=claim.unattributed,
            told=tuple(self.told(n, t) for n, t in enumerate(claim.tellings, 1) if t.report in self.reports),
            tree=tree(claim, voice=self.name, report=self.cited) if len(claim.tellings) > 1 else (),
            links=tuple(self.links(claim)),
            grounds=claim.grounds,
        )

    def told(self, number: int, telling: Telling) -> Told:
        report, source = self.reports[telling.report], self.sources[telling.report]
        copied = self.sources.get(telling.copied_from or "")
        return Told(
            number=number,
            source=source,
            chain=" ← ".join([source.outlet, *map(self.name, telling.chain)]) if telling.chain else f"{source.outlet}, in its own voice",
            words=in_context(report.text, telling.spans),
            link=words_url(report, telling.spans),
            certainty=words.CERTAINTY[telling.certainty],
            figure=words.figure(telling.quantity) if telling.quantity else "",
            when=words.days(*(when_days(telling.when) or (None, None))),
            copied=f"[{copied.number}] {copied.outlet}" if copied else "",
            grounds=telling.grounds,
        )

    def links(self, claim: Claim) -> list[Link]:
        out = []
        for relation in self.relations.get(claim.id, ()):
            if relation.source == claim.id and relation.target in self.claims:
                out.append(self.link(relation, relation.target, words.RELATION[relation.kind]))
            elif relation.target == claim.id and relation.source in self.claims:
                out.append(self.link(relation, relation.source, words.RELATION_BACK[relation.kind]))
        return sorted(out, key=lambda k: k.number)

    def link(self, relation: Relation, other: str, said: str) -> Link:
        why = " ".join(g.sentence for g in relation.grounds)
        return Link(
            number=self.numbers[other],
            words=said,
            statement=self.claims[other].statement,
            why=why,
            rule=relation.grounds[0].rule if relation.grounds else "",
        )

    def between(self, shown: dict[str, Shown], *kinds: RelationKind) -> tuple[tuple[Shown, Link], ...]:
        """The relations of these kinds, each told once; first those of which both claims matter most."""
        kept = [r for r in self.ledger.relations if r.kind in kinds and r.source in shown and r.target in self.claims]
        kept.sort(key=lambda r: sorted((self.numbers[r.source], self.numbers[r.target]), reverse=True))
        return tuple((shown[r.source], self.link(r, r.target, words.RELATION[r.kind])) for r in kept)

    def speakers(self, claims: list[Claim]) -> tuple[Speaker, ...]:
        """Every voice in a chain, those who vouch for most first."""
        vouches: dict[str, dict[int, None]] = {}
        reports: dict[str, set[str]] = {}
        through: dict[str, Counter[str]] = {}
        relays: dict[str, Counter[str]] = {}
        for claim in claims:
            for telling in claim.tellings:
                for place, voice in enumerate(telling.chain):
                    reports.setdefault(voice, set()).add(telling.report)
                    vouches.setdefault(voice, {})
                    if place == len(telling.chain) - 1:
                        vouches[voice][self.numbers[claim.id]] = None
                    else:
                        relays.setdefault(voice, Counter())[telling.chain[place + 1]] += 1
                        through.setdefault(telling.chain[place + 1], Counter())[voice] += 1
        order = sorted(vouches, key=lambda v: (self.vague(v), -len(vouches[v]), -len(reports[v]), self.name(v)))
        return tuple(
            Speaker(
                name=self.name(v),
                kind=self.kind(v),
                aliases=self.voices[v].aliases if v in self.voices else (),
                vague=self.vague(v),
                vouches=tuple(vouches[v]),
                reports=len(reports[v]),
                through=tuple(self.name(x) for x, _ in through.get(v, Counter()).most_common()),
                relays=tuple(self.name(x) for x, _ in relays.get(v, Counter()).most_common()),
            )
            for v in order
        )

    def vague(self, voice: str) -> bool:
        return voice in self.voices and self.voices[voice].vague

    def kind(self, voice: str) -> str:
        known = self.voices.get(voice)
        if known is None:
            return "unknown"
        return f"{words.VOICE[known.kind]}{', of whom no more is known' if known.vague else ''}"

    def descends(self, d: Descent) -> str:
        """'The Post copies The Courier: 83% of its text. From the dates.'"""
        child, parent = self.sources.get(d.child), self.sources.get(d.parent or "")
        of = f"[{parent.number}] {parent.outlet}" if parent else d.parent_name or "a source that it does not name"
        share = f" ({d.share:.0%} of its text)" if d.share >= 0.005 else ""
        if not child:
            return ""
        said = f"[{child.number}] {child.outlet} {words.DESCENT[d.kind]} {of}{share}."
        if d.kind == "cites" or not parent:
            return said
        return f"{said} {d.direction_from.rstrip('. ')}." if d.direction_from else f"{said} Which way round: cannot tell."


def outlet_of(report: Report) -> str:
    """The outlet's name; else the host of its address; else the file."""
    if report.outlet:
        return report.outlet
    safe = safe_url(report.url)
    host = urlsplit(safe).hostname if safe else None
    return host.removeprefix("www.") if host else report.path.replace("\\", "/").rsplit("/", 1)[-1] or "unknown outlet"


def words_url(report: Report, spans: Iterable[Span]) -> str | None:
    """The report's address, opened at the longest stretch of the words: a browser finds no words that stand apart as one."""
    longest = max(merged(spans, gap=1), key=len, default=None)
    return fragment_url(report.url, longest.of(report.text)) if longest else safe_url(report.url)


def _source(number: int, report: Report) -> Source:
    return Source(
        number=number,
        outlet=outlet_of(report),
        title=report.title or "",
        date=words.day(report.published),
        url=safe_url(report.url),
        sha256=text_digest(report.text),
        path=report.path,
    )
