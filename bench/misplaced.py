"""Whether a correction was laid on what it was made of: told from where letters of one extraction stand in another, not by Stemma's own anchors.

For every judgement that a person corrected, its words are followed into the new text by the longest common run of letters of both texts. An act is
misplaced where it was laid on another report, on words elsewhere, on another voice, or on a number, time, part or claim of another value than the
person saw: a confirmation of "6" must not vouch for a "9" that stands there now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rapidfuzz import fuzz
from tests.correct.test_anchor_rates import matched

from stemma.correct import Outcome
from stemma.correct.anchors import squeezed
from stemma.lang.en.names import normal
from stemma.model import Attribution, Claim, Ledger, Quantity, Report, Span, Voice
from stemma.model import acts as a

#: Part of both stretches that are the same place; likeness of statements that say the same of one place.
_SAME, _ALIKE = 0.5, 70.0


class Misplaced:
    """The ledger in which people made their corrections, the one on which these were laid, and that one without what was said of claims."""

    def __init__(self, old: Ledger, new: Ledger, plain: Ledger) -> None:
        self._old, self._new, self._plain = old, new, plain
        self._to = {r.url: r for r in new.reports}
        self._reports = {r.id: r for r in old.reports}
        self._reports_now = {r.id: r for r in new.reports}
        self._ways: dict[str, Callable[[Span], Span | None]] = {}

    def why(self, outcome: Outcome) -> str:
        """What is wrong with the place of an act that was laid on; "" where nothing is, or where the other text has not the words."""
        subject, target = outcome.act.subject, outcome.target
        if isinstance(subject, a.AttributionRef):
            return self._attribution(_one(self._old.attributions, subject.id), _one(self._new.attributions, target))
        if isinstance(subject, a.ClaimRef):
            return self._claim(_one(self._old.claims, subject.id), target)
        if isinstance(subject, a.VoiceRef):
            return self._voice(_one(self._old.voices, subject.id), _one(self._plain.voices, target) or _one(self._new.voices, target))
        if isinstance(subject, a.EdgeRef):
            meant = sorted(self._to[self._reports[id_].url].id for id_ in (subject.child, subject.parent) if id_)
            return "" if target == " ".join(meant) else "another edge"
        if isinstance(subject, a.NumberRef | a.TimeRef | a.ZoneRef):
            return self._value(subject, target)
        return "not looked at"

    def _there(self, report: str, span: Span) -> tuple[Report, Span | None]:
        """The same report in the other extraction, and where these words stand in it."""
        before = self._reports[report]
        now = self._to[before.url]
        if report not in self._ways:
            self._ways[report] = matched(before.text, now.text)
        return now, self._ways[report](span)

    def _shared(self, report: str, spans: Iterable[Span], other: str, others: Iterable[Span]) -> float | None:
        """Part of the words of both that they have in common; None where the old ones are not in the new text."""
        mapped = [self._there(report, span) for span in spans]
        there = [span for _, span in mapped if span is not None]
        if not there:
            return None
        if mapped[0][0].id != other:
            return 0.0
        others = list(others)
        shared = sum(x.overlap(y) for x in there for y in others)
        return shared / max(1, min(sum(map(len, there)), sum(map(len, others))))

    def _attribution(self, old: Attribution | None, new: Attribution | None) -> str:
        assert old is not None
        if new is None:
            return "no such attribution"
        content = self._shared(old.report, old.content, new.report, new.content)
        cue = self._shared(old.report, [old.cue] if old.cue else [], new.report, [new.cue] if new.cue else [])
        if (content is not None and content < _SAME) or (cue is not None and cue < _SAME):
            return f"other words: content {content}, cue {cue}"
        before, now = _one(self._old.voices, old.voice or ""), _one(self._new.voices, new.voice or "")
        if before is None or now is None:
            return "" if before is None else f"voice {before and before.name!r} became {now and now.name!r}"
        return self._voice(before, now)

    def _voice(self, old: Voice | None, new: Voice | None) -> str:
        assert old is not None
        if new is None:
            return "no such voice"
        if {normal(n) for n in (old.name, *old.aliases)} & {normal(n) for n in (new.name, *new.aliases)}:
            return ""
        here = [self._there(m.report, m.span) for m in old.mentions]
        same = sum(any(r.id == m.report and s is not None and s.overlap(m.span) for m in new.mentions) for r, s in here)
        return "" if 2 * same > len(here) else f"voice {old.name!r} became {new.name!r}, which has {same} of its {len(here)} mentions"

    def _claim(self, old: Claim | None, target: str) -> str:
        assert old is not None
        new = _one(self._new.claims, target) or _one(self._plain.claims, target)
        if new is None:
            return "" if any(target == id_ for id_ in (old.id,)) else "no such claim"
        edited = {c.id: c for c in self._new.claims}
        worded = _one(self._plain.claims, target) or edited[target]
        alike = max(max(fuzz.ratio(x, y), fuzz.partial_ratio(x, y)) for x in _stated(old) for y in _stated(worded))
        places = [
            self._shared(t.report, t.spans, n.report, n.spans)
            for t in old.tellings
            for n in worded.tellings
            if self._to[self._reports[t.report].url].id == n.report
        ]
        if not places or (max((p for p in places if p is not None), default=0.0) < _SAME and alike < 95):
            return f"a claim of other words: {old.statement!r} became {worded.statement!r}"
        if alike < _ALIKE and max((p for p in places if p is not None), default=0.0) < 0.9:
            return f"a claim stated otherwise: {old.statement!r} became {worded.statement!r}"
        rival = next(
            (c for c in self._plain.claims if old.id != target and c.id != worded.id and c.statement == old.statement != worded.statement), None
        )
        if rival is not None:
            return f"there was a claim stated just so: {old.statement!r} became {worded.statement!r}"
        if old.statement not in _stated(worded) and _apart(old.quantity, worded.quantity):
            return f"a claim of another number: {old.statement!r} became {worded.statement!r}"
        return ""

    def _value(self, subject: a.NumberRef | a.TimeRef | a.ZoneRef, target: str) -> str:
        report, _, at = target.rpartition(":")
        before = self._reports[subject.words.report]
        if isinstance(subject, a.ZoneRef):
            sort, olds, news = "part", before.zones, _one(self._new.reports, report).zones  # type: ignore[union-attr]
        elif isinstance(subject, a.NumberRef):
            sort, olds, news = "number", self._old.quantities[before.id], self._new.quantities[report]  # type: ignore[assignment]
        else:
            sort, olds, news = "time", self._old.times[before.id], self._new.times[report]  # type: ignore[assignment]
        length = subject.words.length or len(subject.words.quote)
        here = Span(subject.words.offset, subject.words.offset + length)
        old = max(olds, key=lambda v: _span(v).overlap(here) / max(1, len(_span(v)) + length - _span(v).overlap(here)))
        _, now = self._there(before.id, _span(old))
        if isinstance(subject, a.ZoneRef):  # painted words are a zone of their own, whatever they were part of
            if now is None:
                return ""
            words, text = squeezed(_span(old).of(before.text))[0], self._reports_now[report].text
            same = [v for v in news if squeezed(_span(v).of(text))[0] == words]  # a heading that stands twice
            new = max(same or news, key=lambda v: _span(v).overlap(now))
            if same:
                return "" if any(_said(old) == _said(v) for v in same) else f"{sort} {_said(old)} became {_said(new)}"
        else:
            new = next((v for v in news if _span(v).start == int(at)), None)
        if new is None:
            return f"no such {sort}"
        shared = self._shared(before.id, [_span(old)], report, [_span(new)])
        if shared is not None and shared < _SAME:
            return f"a {sort} elsewhere"
        return "" if _said(old) == _said(new) else f"{sort} {_said(old)} became {_said(new)}"


def _one(values: Iterable[Any], id_: str) -> Any:
    return next((v for v in values if v.id == id_), None)


def _stated(claim: Claim) -> set[str]:
    return {claim.statement, *(t.statement for t in claim.tellings if t.statement)}


def _apart(one: Quantity | None, other: Quantity | None) -> bool:
    """Whether two numbers cannot be the same, whatever they count."""
    if one is None or other is None:
        return False
    inf = float("inf")
    low = max(q.low if q.low is not None else -inf for q in (one, other))
    return low > min(q.high if q.high is not None else inf for q in (one, other))


def _span(value: Any) -> Span:
    return value.span


def _said(value: Any) -> object:
    """What a value says."""
    return getattr(value, "quantity", None) or getattr(value, "kind", None) or getattr(value, "iso", None)
