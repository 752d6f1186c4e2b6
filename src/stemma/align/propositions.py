"""What a report states, one proposition at a time.

Theory of operation. `clauses.units` cuts each sentence of headline and body. Words that only say who says it (source and cue) are taken off;
a unit that is nothing but a cue ("the ministry said") is none. A number then belongs either to the clause, when what it counts is the clause's
own subject, object or plain oblique, or to its noun phrase, when it counts something mentioned in passing ("its roughly 900 staff", "the
6.1-magnitude quake"): each number so gives one proposition, and a clause without one gives one too. Limits: captions, credits and notices
are not read; a sentence that the parser cut wrongly gives propositions cut wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from stemma.align import counts
from stemma.align.clauses import CONTENT, Unit, antecedent, names_all, restricting, units
from stemma.align.modality import modals, mood
from stemma.align.named_days import named_days
from stemma.align.polarity import against
from stemma.align.slots import own_matter, slots
from stemma.align.stated import Proposition, plain
from stemma.align.statements import in_its_clause, phrase, sentence, statement
from stemma.align.voices import Said, Says
from stemma.lang.en import certainty, syntax
from stemma.lang.en.locative import LABELS, place_of
from stemma.lang.en.names import ROLES
from stemma.lang.en.phrasal import whole_lemma
from stemma.lang.en.senses import sense_of
from stemma.lang.reading import Passage, Reading
from stemma.model import Certainty, Ground, QuantityMention, Span, Timex, merged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

#: Kinds of units that say something of their own only where they can be told in words of their own.
_PARTS = frozenset({"participle", "adverbial", "coordinate"})
#: Words that a counted phrase may have before its clause.
_LABEL_MAX = 9
#: Words of a noun phrase that doubt what it counts.
_DOUBTED = frozenset({"alleged", "reported", "unconfirmed", "suspected", "possible", "potential", "presumed", "purported"})
#: Units of lengths of time.
_TIMES = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"})
_NAMED = frozenset({"PER", "ORG", "LOC", "PERSON", "GPE", "NORP", "FAC"})
#: Too common to tell anything.
_COMMON = "be have do say also more other such get make take well now so very just go come effort response move step part way"
_EMPTY = frozenset(_COMMON.split())
_EMPTY |= ROLES["leaders"]  # nouns for who leads name somebody, and say nothing of what is told


def propositions(reading: Reading, says: Says) -> tuple[Proposition, ...]:
    """All propositions of a report's headline and body, in order."""
    found = (p for passage in reading.passages if passage.kind in {"headline", "body"} for p in _Sheet(reading, passage, says).all())
    unique = {p.key: p for p in found}
    return tuple(unique[k] for k in sorted(unique))


class _Sheet:
    """One passage while it is cut up: the values of the report at hand by token."""

    def __init__(self, reading: Reading, passage: Passage, says: Says) -> None:
        self.reading, self.passage, self.says = reading, passage, says
        here = passage.range
        self.mentions = [m for m in reading.quantities if here.covers(m.span)]
        #: The units of the sentence at hand.
        self.cut: tuple[Unit, ...] = ()
        #: For each of them, by its head, the words that do more than say who says it.
        self.bare: dict[int, Sequence[int]] = {}
        #: Heads of those that do nothing more, and of those with two numbers or more.
        self.frames: frozenset[int] = frozenset()
        self.shared: frozenset[int] = frozenset()
        #: The sentence's numbers, each where it belongs.
        self.placed: Sequence[counts.Placed] = ()
        self.times = [t for t in reading.times if here.covers(t.span)]

    def all(self) -> Iterator[Proposition]:
        for span in self.passage.doc.sents:
            yield from self._sentence(span)

    def _sentence(self, sentence: Tokens) -> Iterator[Proposition]:
        cut = self.cut = units(sentence)
        first = self.passage.start + sentence.start_char
        last = self.passage.start + sentence.end_char
        inside = [m for m in self.mentions if first <= m.span.start < last and not self.says.in_source(self.reading, m.number)]
        placed = [p for m in inside if (p := counts.place(m, self.passage, cut)) is not None]
        heads = frozenset(u.head.i for u in cut)
        self.bare = {u.head.i: self.says.without_frame(self.reading, self.passage, u, list(u.tokens), heads) for u in cut}
        self.frames = frozenset(i for i, kept in self.bare.items() if not kept)
        self.shared = frozenset(u.head.i for u in cut if sum(p.unit is u and p.tokens is None for p in placed) > 1)
        self.placed = placed
        found = [p for unit in cut for p in self._unit(unit, [n for n in placed if n.unit is unit], heads)]
        yield from _merged(found)

    def _unit(self, unit: Unit, placed: Sequence[counts.Placed], heads: frozenset[int]) -> Iterator[Proposition]:
        phrases = [p for p in placed if p.tokens is not None]
        clausal = [p for p in placed if p.tokens is None]
        apart = {i for p in phrases if p.conjunct for i in p.tokens or ()}
        kept = self.says.without_frame(self.reading, self.passage, unit, [i for i in unit.tokens if i not in apart], heads)
        if kept:
            for p in clausal:
                yield from self._build(unit, sorted({*kept, *counts.restriction(p.top)}), p.mention, kind=unit.kind, judged=self._whole(unit, kept))
            if not clausal:
                yield from self._alone(unit, kept)
            yield from self._when(unit, kept, clausal)
        for p in placed:
            if p.tokens is None and kept:
                continue
            tokens = {*(p.tokens or counts.phrase(p.top)), *self._tokens(p.mention.span)}
            judged = self._whole(unit) if p.conjunct or (p.tokens is None and not kept) else ()
            yield from self._build(unit, sorted(tokens), p.mention, kind="counted", head=p.top, judged=judged)

    def _alone(self, unit: Unit, kept: Sequence[int]) -> Iterator[Proposition]:
        """A unit without a number of its own; a relative clause together with the noun that it tells of, and with how many "the 900 who" are."""
        if unit.kind not in {"relative", "participle"}:
            yield from self._build(unit, kept, None, kind=unit.kind, judged=self._whole(unit, kept) if unit.kind == "coordinate" else None)
            return
        noun = antecedent(unit)
        counted = next((p.mention for p in self.placed if noun and p.top.i == unit.head.head.i and unit.kind == "relative" and names_all(unit)), None)
        yield from self._build(unit, sorted({*noun, *kept}), counted, kind=unit.kind, judged=kept, worded=kept)

    def _whole(self, unit: Unit, kept: Sequence[int] = ()) -> list[int]:
        """The words that say how sure a unit is: its own, and for an infinitive ("to send 40 doctors") those of the clause it completes."""
        found, at = set(kept or unit.tokens), unit
        if unit.kind == "coordinate" and not syntax.auxiliaries_of(unit.head) and unit.head.lower_ == unit.head.lemma_.lower():
            found |= {m.i for m in syntax.modals_of(unit.head.head)}  # "will close the bridge and repair the pier"
        while at.above is not None and any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in at.head.children):
            at = next((u for u in self.cut if at.above is not None and u.head.i == at.above.i), at)
            if set(at.tokens) <= found:
                break
            found |= set(at.tokens)
        return sorted(found)

    def _tokens(self, span: Span) -> list[int]:
        found = self.passage.tokens(span)
        return [t.i for t in found] if found is not None else []

    def _when(self, unit: Unit, kept: Sequence[int], clausal: Sequence[counts.Placed]) -> Iterator[Proposition]:
        """A span of days that a numbered clause gives ("between 3 and 7 May") can be right or wrong apart from the number."""
        if not clausal:
            return
        for time in self.times:
            if not (time.iso and "/" in time.iso and time.iso[:4].isdigit()):
                continue
            tokens = self.passage.tokens(time.span)
            if tokens is not None and all(t.i in kept for t in tokens):
                yield from self._build(unit, [t.i for t in tokens], None, kind="time", head=tokens.root, context=kept)

    def _build(
        self,
        unit: Unit,
        kept: Sequence[int],
        mention: QuantityMention | None,
        *,
        kind: str,
        head: Token | None = None,
        context: Sequence[int] = (),
        judged: Sequence[int] | None = None,
        worded: Sequence[int] | None = None,
    ) -> Iterator[Proposition]:
        doc, head = self.passage.doc, unit.head if head is None else head
        spans = self._spans(kept)
        tokens = [doc[i] for i in (*kept, *context)]
        content = [t for t in tokens if t.pos_ in CONTENT and t.pos_ != "NUM" and t.is_alpha]
        if not spans or (len(content) < 2 and mention is None):
            return
        subject = syntax.subject_of(unit.head)
        named = self._names(tokens)
        subject_names = self._subject(subject)
        said = self.says.said(self.reading, self.passage, head, spans)
        sure, grounds = self._certainty(self._judged(unit, kept if judged is None else judged), tokens, said)
        words = frozenset(sense_of(w, t.pos_) for t in content if (w := whole_lemma(t)) not in _EMPTY)
        yield Proposition(
            report=self.reading.report.id,
            zone=self.passage.kind,
            kind=kind,
            spans=spans,
            predicate=sense_of(whole_lemma(head), head.pos_),
            words=words,
            names=named | {n for n in subject_names if " " in n or n[:1].isupper()},
            subject=subject_names,
            negated=syntax.is_negated(unit.head),
            mention=mention,
            counted=counts.counted(mention, self.passage, unit, head) if mention else frozenset(),
            when=self._time(spans, unit),
            where=place_of(doc, frozenset(kept), head),
            places=frozenset(plain(e.text) for e in doc.ents if e.label_ in LABELS and any(i in kept for i in range(e.start, e.end))),
            certainty=sure,
            said=said,
            statement=self._statement(unit, kept if worded is None else worded, kind, mention),
            published=(self.reading.report.published or "")[:10] or None,
            vector=_vector(content),
            grounds=tuple(grounds),
            slots=slots(tokens, head),
            days=named_days(self._times(spans, unit), self.passage),
            figures=tuple(m.quantity for m in self.mentions if any(s.covers(m.number) for s in spans)),
            of_speaker=own_matter(subject, tokens),
            against=against(unit.head, tokens),
            mood=mood(head, sure),
            modals=modals(tokens),
        )

    def _certainty(self, judged: Sequence[int], tokens: Sequence[Token], said: Said) -> tuple[Certainty, tuple[Ground, ...]]:
        """How sure a proposition is put, by its own clause and the cues around it.

        A number told in passing ("its roughly 900 staff") is taken for granted whatever the clause does: only its own words can doubt it.
        """
        if judged:
            doubt, grounds = certainty.of([self.passage.doc[i] for i in judged])
            return certainty.through([*said.certainties, doubt]), grounds
        doubting = next((t for t in tokens if t.lemma_.lower() in _DOUBTED), None)
        if doubting is None:
            return "asserted", ()
        return "hedged", (Ground(rule="align.doubted-count", sentence=f"“{doubting.text}” leaves open whether what is counted is so."),)

    def _judged(self, unit: Unit, words: Sequence[int]) -> Sequence[int]:
        return sorted({*words, *self._hedges(unit)}) if words else words

    @staticmethod
    def _hedges(unit: Unit) -> list[int]:
        """Adverbs that leave open whether the unit is so and are cues as well ("reportedly", "allegedly")."""
        return [c.i for c in unit.head.children if c.lower_ in {"reportedly", "allegedly", "purportedly", "supposedly"}]

    def _statement(self, unit: Unit, kept: Sequence[int], kind: str, mention: QuantityMention | None) -> str:
        names = self.says.pronouns(self.reading.report.id)
        own = [
            *(self._hedges(unit) if self.bare.get(unit.head.i) else ()),
            *self.bare.get(unit.head.i, ()),
            *(kept if kind not in {"counted", "time"} else ()),
            *restricting(unit, self.cut),
        ]
        said = statement(unit, own or unit.tokens, passage=self.passage, names=names, cut=self.cut, frames=self.frames)
        if kind not in {"counted", "time"} and (mention is None or unit.head.i not in self.shared):
            return said
        words = self._label(kept, mention) if kind in {"counted", "time"} or mention is None else self._tokens(mention.span)
        label = phrase(words, passage=self.passage)
        clause = said if label in said else sentence(unit, passage=self.passage, names=names)
        return clause if kind == "counted" and mention is not None and self._alone_in(clause, mention) else in_its_clause(label, clause)

    def _alone_in(self, clause: str, mention: QuantityMention) -> bool:
        """Whether a clause has no other number that could be meant than this one; "11 minutes later" is none."""
        text = self.reading.report.text
        rivals = (p.mention for p in self.placed if p.mention is not mention and p.mention.quantity.unit not in _TIMES)
        return mention.number.of(text) in clause and not any(r.number.of(text) in clause for r in rivals)

    def _label(self, kept: Sequence[int], mention: QuantityMention | None) -> Sequence[int]:
        """The words of a counted phrase; where others were cut out of their midst or they are many, those of the number alone."""
        whole = mention is None or (len(kept) <= _LABEL_MAX and len(kept) == max(kept) - min(kept) + 1)
        return kept if whole or mention is None else self._tokens(mention.span) or kept

    def _spans(self, kept: Sequence[int]) -> tuple[Span, ...]:
        doc = self.passage.doc
        order = _trimmed([doc[i] for i in sorted(kept)])
        return merged((self.passage.span(t.i, t.i + 1) for t in order), gap=2)

    def _names(self, tokens: Iterable[Token]) -> frozenset[str]:
        ents = {t.i: e for e in self.passage.doc.ents if e.label_ in _NAMED for t in e}
        return frozenset(plain(ents[t.i].text) for t in tokens if t.i in ents)

    def _subject(self, subject: Token | None) -> frozenset[str]:
        """Names of the subject; of a pronoun, the voice it stands for; else the sense of the noun."""
        if subject is None:
            return frozenset()
        known = self.says.pronouns(self.reading.report.id).get(self.passage.start + subject.idx)
        if known:
            return frozenset({plain(known)})
        ent = next((e for e in self.passage.doc.ents if e.start <= subject.i < e.end and e.label_ in _NAMED), None)
        return frozenset({plain(ent.text) if ent is not None else sense_of(subject.lemma_.lower(), subject.pos_)})

    def _time(self, spans: Sequence[Span], unit: Unit) -> Timex | None:
        """The time said in the words themselves; else in the unit they stand in."""
        inside = self._times(spans, unit)
        dated = [t for t in inside if t.first]
        return next(iter(dated or inside), None)

    def _times(self, spans: Sequence[Span], unit: Unit) -> list[Timex]:
        inside = [t for t in self.times if any(s.overlap(t.span) for s in spans)]
        if inside:
            return inside
        whole = [self.passage.span(i, i + 1) for i in unit.tokens]
        return [t for t in self.times if any(s.overlap(t.span) for s in whole)]


def _merged(found: Sequence[Proposition]) -> Iterator[Proposition]:
    """The propositions of a sentence; parts without a number that can only be told in the words of a whole are one with it, places and all."""
    told: dict[str, list[Proposition]] = {}
    for p in found:
        if p.mention is None:
            told.setdefault(p.statement, []).append(p)
    for p in found:
        if p.mention is not None:
            yield p
    for group in told.values():
        wholes, parts = [p for p in group if p.kind not in _PARTS], [p for p in group if p.kind in _PARTS]
        yield from wholes[1:] if parts else wholes
        if parts:
            fullest = wholes[0] if wholes else max(parts, key=lambda p: (len(p.words), -p.spans[0].start))
            yield replace(fullest, spans=merged((s for p in (*wholes[:1], *parts) for s in p.spans), gap=2))


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Without the punctuation, conjunctions and prepositions at its ends that belong to what was cut away."""

    def opening(t: Token) -> bool:
        return t.is_space or (t.is_punct and t.text not in {'"', "“", "$"}) or t.dep_ == "cc" or (t.dep_ == "mark" and t.lower_ == "that")

    while tokens and opening(tokens[0]):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_space or tokens[-1].text in {",", ";", ":", "-", "–", "—", "("} or tokens[-1].dep_ == "cc"):
        tokens = tokens[:-1]
    return tokens


def _vector(tokens: Sequence[Token]) -> NDArray[np.float32] | None:
    """The mean of the words' vectors, of length one; None without vectors."""
    import numpy as np

    if not tokens:
        return None
    doc = tokens[0].doc
    rows = doc._.word_vectors if doc.has_extension("word_vectors") else None
    if rows is None or len(rows) != len(doc):
        return None
    mean = np.asarray(rows, dtype=np.float32)[[t.i for t in tokens]].mean(axis=0)
    length = float(np.linalg.norm(mean))
    return (mean / length).astype(np.float32) if length > 0 else None
