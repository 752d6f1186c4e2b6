"""Who says a proposition: the innermost attribution around it, its chain and origin, and the words that only say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stemma.align.clauses import Unit
from stemma.lang.en import syntax
from stemma.lang.en.cues import verb as verb_cue
from stemma.lang.reading import Passage, Reading
from stemma.model import Attributed, Attribution, Certainty, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Words besides source and cue from which a denial or refusal is itself the thing told ("dismissed the reports as one more fake").
_STANCE_MIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who passes a proposition on, nearest the report first; nothing where the report says it in its own voice."""

    attribution: str | None = None
    chain: tuple[str, ...] = ()
    origin: str | None = None
    #: For whom the origin speaks in the end (the ministry of a minister), or the origin itself.
    house: str | None = None
    #: What each cue on the way does to certainty, outermost first.
    certainties: tuple[Certainty, ...] = field(default=())


class Says:
    """All attributions by report, ready to be asked about a stretch of words."""

    def __init__(self, attributed: Attributed) -> None:
        self._attributed = attributed
        self._by_id = {a.id: a for a in attributed.attributions}
        self._of: dict[str, list[Attribution]] = {}
        for attribution in attributed.attributions:
            self._of.setdefault(attribution.report, []).append(attribution)
        self._names: dict[str, dict[int, str]] = {}
        for voice in attributed.voices:
            for mention in voice.mentions:
                self._names.setdefault(mention.report, {}).setdefault(mention.start, voice.name)

    def heard(self, report: str) -> tuple[object, ...]:
        """All that is known of who says what in a report; equal when nothing of it has changed."""
        chains, origins = self._attributed.chains, self._attributed.origins
        said = tuple((a, chains.get(a.id), origins.get(a.id), self._house(origins.get(a.id))) for a in self._of.get(report, ()))
        return said, tuple(sorted(self._names.get(report, {}).items()))

    def pronouns(self, report: str) -> dict[int, str]:
        """For each place in the report where a voice is mentioned, the voice's name."""
        return self._names.get(report, {})

    def said(self, reading: Reading, passage: Passage, head: Token, spans: Sequence[Span]) -> Said:
        """Who says the words at `spans`: the innermost attribution whose content covers their head, or whose cue it is, or that covers most."""
        at = Span(passage.start + head.idx, passage.start + head.idx + len(head))
        report = reading.report.id
        best = self._innermost(report, [at]) or self._cued(report, at) or self._innermost(report, spans)
        if best is None:
            return Said()
        return Said(
            attribution=best.id,
            chain=self._attributed.chains.get(best.id, ()),
            origin=(origin := self._attributed.origins.get(best.id)),
            house=self._house(origin),
            certainties=tuple(a.certainty for a in self._around(best)),
        )

    def _house(self, voice: str | None) -> str | None:
        seen: set[str] = set()
        while voice is not None and voice not in seen and voice in self._attributed.speaks_for:
            seen.add(voice)
            voice = self._attributed.speaks_for[voice]
        return voice

    def _innermost(self, report: str, spans: Sequence[Span]) -> Attribution | None:
        need = sum(map(len, spans)) / 2
        fitting = [a for a in self._of.get(report, ()) if sum(s.overlap(c) for s in spans for c in a.content) > need]
        return min(fitting, key=lambda a: (sum(map(len, a.content)), a.id), default=None)

    def _cued(self, report: str, head: Span) -> Attribution | None:
        """The attribution whose cue is the head: the act itself is told ("has pledged to send", "declined to comment")."""
        fitting = [a for a in self._of.get(report, ()) if a.cue is not None and a.cue.overlap(head)]
        return min(fitting, key=lambda a: (a.voice is None, a.id), default=None)

    def _around(self, inner: Attribution) -> list[Attribution]:
        """The attribution and those around it, outermost first."""
        found, seen = [inner], {inner.id}
        while found[-1].within and found[-1].within in self._by_id and found[-1].within not in seen:
            found.append(self._by_id[found[-1].within])
            seen.add(found[-1].id)
        return found[::-1]

    def in_source(self, reading: Reading, span: Span) -> bool:
        """Whether the words at `span` name a source ("three officials")."""
        return any(a.source is not None and a.source.overlap(span) for a in self._of.get(reading.report.id, ()))

    def without_frame(self, reading: Reading, passage: Passage, unit: Unit, tokens: list[int], heads: frozenset[int]) -> list[int]:
        """The tokens without those that only say who says it; none where the unit is nothing but a frame.

        `heads` are the heads of the sentence's units: a cue whose content is a clause of its own is a frame, one whose content is its
        object or infinitive is the thing told ("pledged to send", "declined to comment", "dismissed the claims").
        """
        frame: set[int] = set()
        for attribution in self._of.get(reading.report.id, ()):
            cue = _within(passage, attribution.cue)
            source = _within(passage, attribution.source)
            if not (cue | source) & set(unit.tokens):
                continue
            if unit.head.i in cue:
                content = {i for span in attribution.content for i in _within(passage, span)}
                elsewhere = bool(attribution.content) and not content
                if not elsewhere and not (content & heads - {unit.head.i}):
                    continue
                if any(c.i in content and c.i in unit.tokens and (c.dep_ == "xcomp" or syntax.is_object(c)) for c in unit.head.children):
                    continue
                if attribution.certainty in {"denied", "unknown"} and len(set(unit.tokens) - cue - source) >= _STANCE_MIN:
                    continue
            if unit.head.i in source and unit.head.i not in cue:
                continue
            frame |= cue | source | _behind(source, passage, attribution)
        if unit.head.i in frame or _only_says(unit, heads):
            return []
        return [i for i in tokens if i not in frame]


def _behind(source: set[int], passage: Passage, attribution: Attribution) -> set[int]:
    """What hangs on the noun of a source and is no part of what it says: "a report [at noon on Saturday from the council's press team]"."""
    doc = passage.doc
    content = {i for span in attribution.content for i in _within(passage, span)}
    heads = [doc[i] for i in source if doc[i].head.i not in source and doc[i].pos_ in {"NOUN", "PROPN"}]
    found: set[int] = set()
    queue = [c for head in heads for c in head.children if c.dep_.split(":")[0] in {"nmod", "obl"} and c.i > head.i and not syntax.is_possessor(c)]
    for phrase in queue:
        words = {t.i for t in phrase.subtree}
        if not words & content and not any(syntax.is_clausal(doc[i]) for i in words):
            found |= words
    return found


def _only_says(unit: Unit, heads: frozenset[int]) -> bool:
    """Whether a unit is a subject and a verb of saying whose content stands elsewhere ("the firm said on Monday"), attribution found or not."""
    head = unit.head
    cue = verb_cue(head.lemma_.lower())
    if cue is None or cue.kind not in {"say", "belief", "show"}:
        return False
    if cue.kind == "say" and _points_elsewhere(unit):
        return True
    if syntax.objects_of(head):
        return False
    said = syntax.complements_of(head) or head.dep_ == "parataxis"
    if not said or (not any(c.i in heads for c in syntax.complements_of(head)) and head.dep_ != "parataxis"):
        return False
    subject = syntax.subject_of(head, borrow=False)
    own = set(unit.tokens) - ({t.i for t in subject.subtree} if subject is not None else set())
    return len([i for i in own if head.doc[i].pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}]) <= 3


def _points_elsewhere(unit: Unit) -> bool:
    """Whether a verb of saying gives its content by a word for it: "as the paper had reported", "its website says so"."""
    head = unit.head
    inside = [c for c in head.children if c.i in unit.tokens]
    marked = syntax.is_adverbial_clause(head) and any(c.lower_ == "as" and c.dep_ in {"mark", "advmod", "case"} and c.i < head.i for c in inside)
    told = (*syntax.objects_of(head), *syntax.complements_of(head))
    if marked:
        return not told
    return any(c.lower_ == "so" and c.i == head.i + 1 for c in inside) and all(o.lower_ == "so" for o in told)


def _within(passage: Passage, span: Span | None) -> set[int]:
    """Indexes of the tokens of the passage that a span touches."""
    if span is None or not passage.range.overlap(span):
        return set()
    found = passage.tokens(span)
    return {t.i for t in found} if found is not None else set()
