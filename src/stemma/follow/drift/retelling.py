"""Retelling: a claim that one report tells with a hedge, a bound or a source, and another without.

Theory of operation. Two tellings of one claim in two reports are held against each other only when most of their telling words are the same and
they are told within a day of each other, or one report takes its text from the other: what was doubtful on Monday may be certain on Thursday. The
words that make the difference must stand in one report, and nothing of the kind in the other, in the sentence or its neighbours. A source counts
as lost only when two reports or more name it and the other report names nobody for the claim anywhere. Limits: a hedge that stands two sentences
away, or in a headline, is not seen; nor is what another report of the same outlet says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from stemma.follow.drift.bounds import bounded, counts_alike, loosened
from stemma.follow.shared.texts import Word, sentences, told_zones, words_in
from stemma.lang.en.cues import cues
from stemma.model import Claim, Ground, Ledger, Place, QuantityMention, Report, Span, Story, Telling, Voice
from stemma.model.dates import day_of
from stemma.model.drift import ClaimDrift, LossKind

#: Part of the telling words of the shorter telling that stand in the other, and how many at least (read off development stories and news prose).
_ALIKE, _SHARED = 0.5, 3
#: For a lost hedge, part of the longer telling's.
_PART = 0.4
_DOUBT = re.compile(
    r"\b(?:may|might|could|maybe|perhaps|possibl[ey]|probabl[ey]|(?:un)?likely|apparent(?:ly)?|alleged(?:ly)?|reported(?:ly)?|purported(?:ly)?|"
    r"presum(?:ed|ably)|suspect(?:ed|s)?|believed?s?|thought|seem(?:s|ed)?|appear(?:s|ed)?|unconfirmed|unverified|unclear|preliminary|"
    r"estimat(?:e|es|ed)|fear(?:s|ed)?|rumou?r(?:s|ed)?|said to|expected|if confirmed|if verified|set to|prepar(?:e|es|ing)|plan(?:s|ned|ning)?|"
    r"would|should|whether|potential(?:ly)?|claim(?:s|ed)?|accus(?:e|es|ed)|so-called|seen to|aim(?:s|ed)? to|if)\b",
    re.I,
)
#: Words behind a word of doubt that tell what is doubted.
_DOUBTED = 4
#: A doubt that is over.
_PAST = re.compile(r"\b(?:was|were|had been)\s+$", re.I)


def retold(ledger: Ledger, story: Story) -> tuple[ClaimDrift, ...]:
    """What claims of the story lose from one report to the next; at most one loss of a kind for a claim and a report."""
    desk = _Desk(ledger, story)
    found = {(d.claim, d.kind, d.lost.report): d for claim in ledger.claims if claim.story == story.id for d in _of(desk, claim)}
    return tuple(sorted(found.values(), key=lambda d: (_ORDER.index(d.kind), -desk.salience[d.claim], d.claim, d.lost, d.kept)))


_ORDER: tuple[LossKind, ...] = ("hedge", "bound", "attribution", "exactness")


@dataclass(frozen=True, slots=True)
class _Told:
    """A telling with its sentence and the words in it that tell something."""

    telling: Telling
    report: Report
    sentence: Span
    around: str
    stems: frozenset[str]

    @property
    def place(self) -> Place:
        return Place.at(self.report.id, self.sentence)


class _Desk:
    """The story's reports, cut into sentences."""

    def __init__(self, ledger: Ledger, story: Story) -> None:
        self.reports = {r.id: r for r in ledger.reports if r.id in set(story.reports)}
        self.sentences = {r: sentences(report.text, _body(report)) for r, report in self.reports.items()}
        self.quantities = ledger.quantities
        self.voices: Mapping[str, Voice] = {v.id: v for v in ledger.voices}
        self.salience = {c.id: c.salience for c in ledger.claims}
        self.taken = {frozenset((d.child, d.parent)) for d in ledger.descent if d.parent and d.kind != "cites"}

    def told(self, telling: Telling) -> _Told | None:
        """The telling in its sentence; None for one in a headline or of several sentences."""
        report = self.reports.get(telling.report)
        if report is None or not telling.spans:
            return None
        own = self.sentences[report.id]
        start, end = telling.spans[0].start, telling.spans[-1].end
        at = next((n for n, s in enumerate(own) if s.start <= start and end <= s.end), None)
        if at is None:
            return None
        around = report.text[own[max(0, at - 1)].start : own[min(len(own) - 1, at + 1)].end]
        stems = frozenset(w.stem for s in telling.spans for w in words_in(report.text, s.start, s.end) if w.tells)
        return _Told(telling, report, own[at], around, stems)

    def near(self, a: _Told, b: _Told) -> bool:
        """Whether the two are told within a day, or one report takes its text from the other; without dates their words must be nearly the same."""
        if frozenset((a.report.id, b.report.id)) in self.taken:
            return True
        one, two = (day_of(r.published) for r in (a.report, b.report))
        if one is None or two is None:
            return len(a.stems & b.stems) >= max(_SHARED + 1, 0.75 * max(len(a.stems), len(b.stems)))
        return abs((one - two).days) <= 1


def _body(report: Report) -> tuple[Span, ...]:
    return tuple(z.span for z in report.zones_of("body")) or told_zones(report)


def _of(desk: _Desk, claim: Claim) -> Iterator[ClaimDrift]:
    ordered = sorted(claim.tellings, key=lambda t: (t.report, t.spans, t.chain))
    told = [t for telling in ordered for t in [desk.told(telling)] if t is not None]
    for a in told:
        for b in told:
            if a.report.id == b.report.id or not _alike(a, b):
                continue
            for loss in (_hedge(desk, claim, a, b), _bound(desk, claim, a, b)):
                if loss is not None:
                    yield loss
    yield from _source(desk, claim, told)


def _alike(a: _Told, b: _Told) -> bool:
    shared = len(a.stems & b.stems)
    return shared >= _SHARED and shared >= _ALIKE * min(len(a.stems), len(b.stems))


def _one_origin(a: Telling, b: Telling) -> bool:
    """Both from one voice, or the second in the report's own voice."""
    return (a.origin is not None and a.origin == b.origin) or (not b.chain and b.origin is None)


def _hedge(desk: _Desk, claim: Claim, a: _Told, b: _Told) -> ClaimDrift | None:
    if a.telling.certainty != "hedged" or b.telling.certainty != "asserted" or not _one_origin(a.telling, b.telling):
        return None
    word = next((m for s in a.telling.spans for m in _DOUBT.finditer(a.report.text, s.start, s.end)), None)
    if word is None or _DOUBT.search(b.around) or not desk.near(a, b) or _PAST.search(a.report.text[: word.start()][-12:]):
        return None
    doubted = [w.stem for w in words_in(a.report.text, word.end(), a.telling.spans[-1].end) if w.tells][:_DOUBTED]
    if len(b.stems.intersection(doubted)) < 2 or len(a.stems & b.stems) < _PART * max(len(a.stems), len(b.stems)):
        return None  # the other report has the rest of the sentence, not what is doubted
    kept = Place(report=a.report.id, start=word.start(), end=word.end())
    sentence = f"“{word.group()}” keeps a distance in one report; the other tells it as a fact."
    return _loss(claim, "hedge", a, b, kept, None, sentence)


def _loss(claim: Claim, kind: LossKind, a: _Told, b: _Told, kept: Place, lost: Place | None, sentence: str) -> ClaimDrift:
    ground = Ground(rule=f"drift.{_RULE[kind]}", sentence=sentence, spans=(a.place, b.place))
    return ClaimDrift(claim=claim.id, kind=kind, kept=a.place, kept_words=kept, lost=b.place, lost_words=lost, voice=a.telling.origin, ground=ground)


_RULE: dict[LossKind, str] = {"hedge": "hedge-lost", "bound": "bound-lost", "exactness": "rounded", "attribution": "source-lost"}


def _bound(desk: _Desk, claim: Claim, a: _Told, b: _Told) -> ClaimDrift | None:
    """A number that has a bound in one report and none in the other, or a number rounded without a word."""
    if not _one_origin(a.telling, b.telling):
        return None
    for one in _mentions(desk, a):
        for two in _mentions(desk, b):
            kind = loosened(one.quantity, two.quantity)
            if kind is None or (kind == "exactness" and not desk.near(a, b)) or not counts_alike(one, two) or bounded(b.report.text, two):
                continue
            kept, lost = (Place.at(t.report.id, m.span) for t, m in ((a, one), (b, two)))
            words = (" ".join(m.span.of(t.report.text).split()) for t, m in ((a, one), (b, two)))
            first, second = words
            what = "gives a bound, the other a plain number" if kind == "bound" else "gives the number to the last digit, the other rounds it unsaid"
            return _loss(claim, kind, a, b, kept, lost, f"“{first}” {what}: “{second}”.")
    return None


def _mentions(desk: _Desk, told: _Told) -> list[QuantityMention]:
    return [m for m in desk.quantities.get(told.report.id, ()) if any(s.overlap(m.span) for s in told.telling.spans)]


def _source(desk: _Desk, claim: Claim, told: Sequence[_Told]) -> Iterator[ClaimDrift]:
    """Reports that tell in their own voice what two others or more give to one origin."""
    silent = {t.report.id for t in told} - {t.report for t in claim.tellings if t.chain}
    named: dict[str, list[_Told]] = {}
    for one in told:
        voice = desk.voices.get(one.telling.origin or "")
        if voice is not None and not voice.vague:
            named.setdefault(voice.id, []).append(one)
    for origin in sorted(named):
        givers = named[origin]
        if len({g.report.id for g in givers}) < 2 or len(silent) >= len({g.report.id for g in givers}):
            continue
        for b in told:
            if b.report.id in silent and not _speaks(b.around, desk.voices[origin]) and not _DOUBT.search(b.around):
                a = next((g for g in givers if _alike(g, b) and len(g.stems & b.stems) > _SHARED and desk.near(g, b)), None)
                if a is not None:
                    yield _sourceless(desk, claim, origin, a, b)


def _sourceless(desk: _Desk, claim: Claim, origin: str, a: _Told, b: _Told) -> ClaimDrift:
    words = [w for w in words_in(desk.voices[origin].name) if w.tells]
    kept = _first(a, words) or a.place
    sentence = f"Two reports or more have it from {desk.voices[origin].name}; this one tells it in its own voice."
    return _loss(claim, "attribution", a, b, kept, None, sentence)


def _first(told: _Told, words: Sequence[Word]) -> Place | None:
    forms = {w.form for w in words}
    own = [w for w in words_in(told.report.text, told.sentence.start, told.sentence.end) if w.form in forms]
    return Place(report=told.report.id, start=own[0].start, end=own[0].end) if own else None


def _speaks(around: str, voice: Voice) -> bool:
    """Whether these sentences have a word of saying, or the voice's name."""
    own = {w.form for name in (voice.name, *voice.aliases) for w in words_in(name) if w.tells}
    stems = {w.stem for w in words_in(around)}
    return bool(own & {w.form for w in words_in(around)} or stems & _saying() or re.search(r"[\"“”]|\baccording\b|\bciting\b", around))


@cache
def _saying() -> frozenset[str]:
    """Stems of every word that attributes."""
    table = cues()
    return frozenset(w.stem for lemma in (*table.verbs, *table.nouns) for w in words_in(lemma)) | {
        "said",
        "told",
        "spoke",
        "held",
        "found",
        "thought",
    }
