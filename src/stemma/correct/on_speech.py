"""Acts on who says what: attributions and voices, applied before anything is aligned.

A change of one attribution is followed through those that stand within it: their chains begin with its chain. Where an origin had been found by a
rule that looks across reports, it is kept unless the voice that it names is itself changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from stemma.correct.on_voices import Voices, said_of_voice
from stemma.correct.tally import Tally, ground, with_ground
from stemma.correct.texts import ElsewhereError, Texts, UnfitError
from stemma.model import Attributed, Attribution, Form, Place, Span, content_id
from stemma.model.acts import Act, Anchor, AttributionChange, AttributionRef, VoiceRef

_QUOTES = frozenset('"“”„«»')
#: Characters that may have come between source, cue and content (a caption).
_PUT_IN = 400
#: Part of content and cue together that must be the same for an attribution to be the one meant.
_SAME = 0.3


def speech(tally: Tally, texts: Texts, attributed: Attributed) -> Attributed:
    """Attributions, voices, chains and origins as people say."""
    state = Speech(
        tally=tally,
        texts=texts,
        voices=Voices.of(attributed, texts),
        found={a.id: a for a in attributed.attributions},
        chains=dict(attributed.chains),
        origins=dict(attributed.origins),
    )
    for act in tally.of(*_VERBS, "confirm"):
        if act.verb == "confirm" and not isinstance(act.subject, AttributionRef | VoiceRef):
            continue
        try:
            if isinstance(act.subject, VoiceRef):
                said_of_voice(tally, act, state)
            elif act.verb == "attribution-add":
                state.add(act)
            else:
                state.change(act)
        except (UnfitError, ElsewhereError) as error:
            tally.failed(act, error)
    return state.result(attributed)


_VERBS = (
    "attribution-set", "attribution-reject", "attribution-add",
    "voice-merge", "voice-split", "voice-rename", "voice-kind", "voice-reliability", "voice-reject",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Speech:
    """All that the attribute stage found, while acts are applied to it."""

    tally: Tally
    texts: Texts
    voices: Voices
    found: dict[str, Attribution]
    chains: dict[str, tuple[str, ...]]
    origins: dict[str, str | None]
    gone: set[str] = field(default_factory=set)
    touched: bool = False

    def change(self, act: Act) -> None:
        """Confirms, changes or rejects an attribution."""
        assert isinstance(act.subject, AttributionRef)
        old = self._meant(act, act.subject)
        if old is None:
            self._unmade(act)
            return
        was_gone = old.id in self.gone
        if act.verb == "attribution-reject":
            self.gone.add(old.id)
            self.tally.done(act, old.id, new=not was_gone)
            self.touched = True
            return
        self.gone.discard(old.id)
        new = self._as_said(act, old) if isinstance(act.change, AttributionChange) and self._otherwise(act, act.change, old) else old
        self.tally.done(act, old.id, new=act.verb == "confirm" or was_gone or new != old)
        why = ground(act, *(Place.at(new.report, s) for s in (new.source, new.cue) if s is not None))
        self.found[old.id] = replace(new, grounds=with_ground(old.grounds, why))
        if new.voice != old.voice:
            self._spoken_by(new, old.voice)
        self.touched = True

    def _otherwise(self, act: Act, said: AttributionChange, old: Attribution) -> bool:
        """Whether an act says something else than stands: of a confirmation only who speaks, where somebody else does now."""
        if act.verb != "confirm":
            return True
        return said.voice is not None and (old.voice is None or self.voices.look_up(act, said.voice) != old.voice)

    def _unmade(self, act: Act) -> None:
        """Nobody is cited there any more: so be it where that was wished; what a person confirmed stands all the same, in the very words."""
        assert isinstance(act.subject, AttributionRef)
        if act.verb == "attribution-reject":
            self.tally.done(act, act.subject.id, new=False)
            return
        if act.verb != "confirm" or not isinstance(act.change, AttributionChange) or not self._in_step(act, act.subject):
            raise UnfitError("nobody is taken to be cited there any more")
        self.add(act)

    def _in_step(self, act: Act, ref: AttributionRef) -> bool:
        """Whether source, cue and content stand to each other as they did."""
        parts = [p for p in (ref.source, ref.cue, *ref.content) if p is not None]
        now = [self.texts.place(act, p) for p in sorted(parts, key=lambda p: (p.offset, p.length or len(p.quote)))]
        before = max(p.offset + (p.length or len(p.quote)) for p in parts) - min(p.offset for p in parts)
        ordered = all(a.start <= b.start for a, b in pairwise(now)) and len({p.report for p in now}) == 1
        return ordered and max(p.end for p in now) - min(p.start for p in now) <= before + _PUT_IN

    def add(self, act: Act) -> None:
        """Adds an attribution, unless it is there."""
        assert isinstance(act.subject, AttributionRef)
        assert isinstance(act.change, AttributionChange)
        content, cue, source = self._spans(act, act.subject)
        if not content:
            raise UnfitError("the words that are said are not named")
        report = self._report(act, act.subject)
        id_ = content_id("att", report, cue, content, source)
        here = self.found.get(id_)
        voice = self.voices.get_or_make(act, act.change.voice) if act.change.voice is not None and not act.change.nobody else None
        outer = min(
            (a for a in self.found.values() if a.report == report and a.id != id_ and a.id not in self.gone and _holds(a, cue or content[0])),
            key=lambda a: (sum(map(len, a.content)), a.id),
            default=None,
        )
        new = Attribution(
            id=id_,
            report=report,
            form=act.change.form or self._form(report, content),
            source=source,
            cue=cue,
            content=content,
            within=outer.id if outer is not None else None,
            voice=voice,
            certainty=act.change.certainty or "asserted",
            grounds=(ground(act, *(Place.at(report, s) for s in (source, cue) if s is not None)),),
        )
        self.tally.done(act, id_, new=here is None or id_ in self.gone or replace(here, grounds=new.grounds) != new)
        self.gone.discard(id_)
        self.found[id_] = new
        self.chains[id_] = _once((*(self.chains.get(outer.id, ()) if outer is not None else ()), *((voice,) if voice is not None else ())))
        self.origins[id_] = self._origin(voice)
        if voice is not None and source is not None:
            self.voices.mention(voice, Place.at(report, source))
        self.touched = True

    def replaced(self, old: str, new: str) -> None:
        """A voice is another one: everywhere."""
        self.found = {k: replace(a, voice=new) if a.voice == old else a for k, a in self.found.items()}
        ends = {k for k, chain in self.chains.items() if chain[-1:] in ((old,), (new,))}
        self.chains = {k: _once(tuple(new if v == old else v for v in chain)) for k, chain in self.chains.items()}
        self.origins = {k: new if v == old else v for k, v in self.origins.items()}
        for k in ends:
            if self.origins.get(k) is None:
                self.origins[k] = self._origin(new)
        self.touched = True

    def spoken_by(self, attribution: Attribution, voice: str) -> None:
        """Gives an attribution to another voice, through the chains of all that stands within it."""
        before = attribution.voice
        self.found[attribution.id] = replace(self.found[attribution.id], voice=voice)
        self._spoken_by(self.found[attribution.id], before)

    def _origin(self, voice: str | None) -> str | None:
        """The voice that vouches where this one ends a chain: itself, or the house as whose mouthpiece it is taken elsewhere; None for the vague."""
        if voice is None or self.voices[voice].vague:
            return None
        house = self.voices.speaks_for.get(voice)
        ends = [self.origins[k] for k, chain in self.chains.items() if chain[-1:] == (voice,) and self.origins.get(k) is not None]
        return house if house is not None and ends and all(end == house for end in ends) else voice

    def nobodys(self, voice: str) -> None:
        """A voice is nobody's origin."""
        self.origins = {k: None if v == voice else v for k, v in self.origins.items()}
        self.touched = True

    def result(self, given: Attributed) -> Attributed:
        """What was found, with every act applied."""
        if not self.touched and not self.voices.touched:
            return given
        for id_ in sorted(self.gone):
            self._without(id_)
        kept = sorted((a for a in self.found.values() if a.id not in self.gone), key=_place)
        used = self.voices.with_houses({v for a in kept for v in (*self.chains.get(a.id, ()), a.voice, self.origins.get(a.id)) if v is not None})
        return Attributed(
            attributions=tuple(kept),
            voices=self.voices.sorted(used),
            chains={a.id: self.chains[a.id] for a in kept if a.id in self.chains},
            origins={a.id: self.origins[a.id] for a in kept if a.id in self.origins},
            speaks_for={a: b for a, b in sorted(self.voices.speaks_for.items()) if a in used and b in used},
        )

    def _without(self, id_: str) -> None:
        """What stands within a rejected attribution is said by whoever stands around it."""
        gone = self.found[id_]
        outer = self.chains.get(gone.within or "", ())
        self._rechained(id_, self.chains.get(id_, ()), outer)
        self.found = {k: replace(a, within=gone.within) if a.within == id_ else a for k, a in self.found.items()}

    def _spoken_by(self, new: Attribution, before: str | None) -> None:
        chain = self.chains.get(new.id, ())
        outer = chain[:-1] if before is not None and chain[-1:] == (before,) else chain
        after = _once((*outer, *((new.voice,) if new.voice is not None else ())))
        self._rechained(new.id, chain, after)
        self.chains[new.id] = after
        self.origins[new.id] = self._origin(new.voice)
        self.touched = True

    def _rechained(self, id_: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        """Chains of all that stands within begin otherwise."""
        waiting, seen = [id_], {id_}
        while waiting:
            outer = waiting.pop()
            for inner in self.found.values():
                if inner.within == outer and inner.id not in seen:
                    seen.add(inner.id)
                    waiting.append(inner.id)
                    chain = self.chains.get(inner.id, ())
                    if chain[: len(before)] == before:
                        self.chains[inner.id] = _once((*after, *chain[len(before) :]))

    def _meant(self, act: Act, ref: AttributionRef) -> Attribution | None:
        """The attribution that an act speaks of: the same, else the one that shares most words; None where nobody is cited in them."""
        if ref.id in self.found:
            return self.found[ref.id]
        content, cue, _ = self._spans(act, ref)
        report = self._report(act, ref)
        mine = [*content, *([cue] if cue is not None else [])]
        fits = [(_alike(mine, a) + (cue is not None and a.cue == cue), a) for a in self.found.values() if a.report == report]
        best = max(fits, key=lambda f: (f[0], f[1].id), default=None)
        if best is None or best[0] < _SAME or (cue is not None and best[1].cue is not None and not best[1].cue.overlap(cue)):
            return None
        return best[1]

    def _report(self, act: Act, ref: AttributionRef) -> str:
        first = ref.cue or (ref.content[0] if ref.content else ref.source)
        if first is None:
            raise UnfitError("it names no words")
        return self.texts.place(act, first).report

    def _spans(self, act: Act, ref: AttributionRef) -> tuple[tuple[Span, ...], Span | None, Span | None]:
        def at(anchor: Anchor | None) -> Span | None:
            return self.texts.place(act, anchor).span if anchor is not None else None

        content = tuple(span for c in ref.content if (span := at(c)) is not None)
        return content, at(ref.cue), at(ref.source)

    def _as_said(self, act: Act, old: Attribution) -> Attribution:
        """The attribution with what a person changed of it."""
        said = act.change
        assert isinstance(said, AttributionChange)
        content, cue, source = self._spans(act, AttributionRef(id="", source=said.source, cue=said.cue, content=said.content))
        voice = None if said.nobody else self.voices.get_or_make(act, said.voice) if said.voice is not None else old.voice
        if voice is not None and (said.voice is not None or said.source is not None) and (words := source or old.source) is not None:
            self.voices.mention(voice, Place.at(old.report, words))
        return replace(
            old,
            source=source or old.source,
            cue=cue or old.cue,
            content=content or old.content,
            voice=voice,
            certainty=said.certainty or old.certainty,
            form=said.form or old.form,
        )

    def _form(self, report: str, content: Sequence[Span]) -> Form:
        """Direct where the words stand in quotation marks."""
        text = self.texts.text(report)
        marked = all(text[s.start : s.start + 1] in _QUOTES or text[max(0, s.start - 1) : s.start] in _QUOTES for s in content)
        return "direct" if marked else "indirect"


def _holds(outer: Attribution, span: Span) -> bool:
    return any(c.covers(span) for c in outer.content)


def _alike(mine: Sequence[Span], other: Attribution) -> float:
    """Part of both stretches of words, content and cue, that they share."""
    theirs = [*other.content, *([other.cue] if other.cue is not None else [])]
    shared = sum(a.overlap(b) for a in mine for b in theirs)
    return shared / max(1, sum(map(len, mine)) + sum(map(len, theirs)) - shared)


def _place(a: Attribution) -> tuple[str, int, tuple[Span, ...], str]:
    """The order of the attribute stage: by report and place."""
    return a.report, a.cue.start if a.cue else a.content[0].start if a.content else 0, a.content, a.id


def _once(chain: Sequence[str]) -> tuple[str, ...]:
    """The same voice twice in a row counts once."""
    return tuple(v for n, v in enumerate(chain) if n == 0 or v != chain[n - 1])
