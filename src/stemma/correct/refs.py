"""What a person points at in a ledger, as references that outlive it: ids turned into words, names and reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from stemma.correct.anchors import anchor, clean
from stemma.correct.checks import fault
from stemma.correct.codec import sealed, utc
from stemma.correct.verbs import VERBS
from stemma.errors import UsageError
from stemma.model import Attribution, Claim, Descent, Ledger, Place, Relation, Report, Span, Story, Telling, Voice, Zone, text_digest
from stemma.model import acts as a
from stemma.model.acts import Act, Anchor, Change, Subject

_Any = TypeVar("_Any")
#: So many tellings are enough to know a claim again; those of different reports come first.
_TELLINGS = 12
_OPENING = 60


class Refs:
    """A ledger, asked for references; it remembers which reports were spoken of."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._reports = {r.id: r for r in ledger.reports}
        self._spoken: dict[str, Report] = {}

    def act(
        self, verb: str, subject: Subject | None, change: Change | None = None, *, who: str, time: str, note: str = "", undoes: str | None = None
    ) -> Act:
        """The act, under its id. `time` is ISO 8601 with its zone."""
        if not who.strip():
            raise UsageError("A correction needs the name of whoever makes it.", code="nobody-named", hint="Give it with --who NAME.")
        try:
            moment = utc(time)
        except ValueError as error:
            raise UsageError(f"{time!r} is no time in UTC.", code="no-time", hint="Write it as 2025-06-17T09:30:00Z.") from error
        if verb not in VERBS:
            raise UsageError(f"There is no correction {verb!r}.", code="unknown-verb", hint=f"There are {', '.join(VERBS)}.")
        reports = tuple(report_ref(self._spoken[id_]) for id_ in sorted(self._spoken))
        made = Act(
            id="", time=moment, who=clean(" ".join(who.split())), verb=verb, subject=subject, change=change,
            note=clean(note.strip()), undoes=undoes, reports=reports,
        )  # fmt: skip
        if (wrong := fault(made)) is not None:
            raise UsageError(f"This cannot be said: {wrong}.", code="no-such-value")
        return sealed(made)

    def report(self, id_: str) -> str:
        """The id of a report, which is noted as spoken of."""
        self._spoken[id_] = self._of(id_)
        return id_

    def words(self, place: Place) -> Anchor:
        """The words at a place."""
        report = self._of(self.report(place.report))
        if not place.span.of(report.text).strip() or place.end > len(report.text):
            raise UsageError(f"There are no words at {place.start} to {place.end} of that report.", code="no-words")
        return anchor(report.id, report.text, place.span)

    def at(self, report: str, span: Span | None) -> Anchor | None:
        """The words of a span, if there is one."""
        return self.words(Place.at(report, span)) if span is not None else None

    def zone(self, report: str, zone: Zone) -> a.ZoneRef:
        """A zone of a report."""
        return a.ZoneRef(kind=zone.kind, words=self.words(Place.at(report, zone.span)))

    def attribution(self, one: Attribution) -> a.AttributionRef:
        """An attribution."""
        content = tuple(self.words(Place.at(one.report, s)) for s in one.content)
        return a.AttributionRef(id=one.id, source=self.at(one.report, one.source), cue=self.at(one.report, one.cue), content=content)

    def voice(self, one: Voice) -> a.VoiceRef:
        """A voice, with some of the words that named it."""
        unnamed = one.vague or one.kind == "anonymous"
        mentions = tuple(self.words(m) for m in one.mentions[:3] if m.span.of(self._of(m.report).text).strip())
        return a.VoiceRef(name=clean(one.name), kind=one.kind, id=one.id, aliases=tuple(map(clean, one.aliases)), unnamed=unnamed, mentions=mentions)

    def telling(self, one: Telling) -> a.TellingRef:
        """A telling."""
        text = self._of(one.report).text
        said = [s for s in one.spans if any(map(str.isalnum, s.of(text)))]  # a full stop alone is found everywhere and nowhere
        words = tuple(self.words(Place.at(one.report, s)) for s in said)
        return a.TellingRef(words=words, statement=clean(one.statement))

    def claim(self, one: Claim) -> a.ClaimRef:
        """A claim by its tellings: of many, those first that state it as it reads, then those that copy nobody."""
        chosen = sorted(one.tellings, key=lambda t: (t.statement != one.statement, t.copied_from is not None, t.report, t.spans))[:_TELLINGS]
        told = tuple(self.telling(t) for t in sorted(chosen, key=lambda t: (t.report, t.spans)))
        return a.ClaimRef(id=one.id, statement=clean(one.statement), tellings=told, quantity=one.quantity)

    def relation(self, one: Relation) -> a.RelationRef:
        """A relation."""
        return a.RelationRef(source=self.claim(self.claim_of(one.source)), target=self.claim(self.claim_of(one.target)), kind=one.kind)

    def edge(self, one: Descent) -> a.EdgeRef:
        """A descent."""
        parent = self.report(one.parent) if one.parent is not None else None
        return a.EdgeRef(child=self.report(one.child), parent=parent, parent_name=one.parent_name if parent is None else None)

    def story(self, one: Story) -> a.StoryRef:
        """A story by its reports, the first hundred of them."""
        return a.StoryRef(id=one.id, title=clean(one.title), reports=tuple(self.report(r) for r in sorted(one.reports)[:100]))

    def claim_of(self, id_: str) -> Claim:
        """The claim of that id."""
        return _only([c for c in self.ledger.claims if c.id == id_], "claim", id_)

    def voice_of(self, id_: str) -> Voice:
        """The voice of that id."""
        return _only([v for v in self.ledger.voices if v.id == id_], "voice", id_)

    def attribution_of(self, id_: str) -> Attribution:
        """The attribution of that id."""
        return _only([x for x in self.ledger.attributions if x.id == id_], "attribution", id_)

    def story_of(self, id_: str) -> Story:
        """The story of that id."""
        return _only([s for s in self.ledger.stories if s.id == id_], "story", id_)

    def report_of(self, id_: str) -> Report:
        """The report of that id."""
        return self._of(id_)

    def _of(self, id_: str) -> Report:
        if id_ not in self._reports:
            raise UsageError(f"There is no report {id_} here.", code="unknown-report", hint="Name one that `stemma read --format json` lists.")
        return self._reports[id_]


def report_ref(report: Report) -> a.ReportRef:
    """A report as acts name it."""
    body = report.zones_of("body")
    opening = " ".join(report.text[body[0].start : body[0].start + 2 * _OPENING].split())[:_OPENING] if body else ""
    name = report.path.replace("\\", "/").rsplit("/", 1)[-1]
    return a.ReportRef(
        id=report.id, digest=text_digest(report.text), length=len(report.text), url=report.url, name=clean(name), opening=clean(opening)
    )


def _only(found: Sequence[_Any], what: str, id_: str) -> _Any:
    if not found:
        raise UsageError(f"There is no {what} {id_} here.", code=f"unknown-{what}", hint=f"Name a {what} of what was read.")
    return found[0]
