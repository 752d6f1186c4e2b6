"""Acts on voices. They are the only ones that count beyond the words they were said of.

A merge, a split, a name, a kind, a letter or "nobody in particular" holds for that voice, by name and kind, in every story: who is who does not
depend on the story. An unnamed source ("officials") is one voice only among the words that named it. Nothing else spreads: that one number was read
wrongly, or that one claim is another, says nothing sure of the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from stemma.correct.tally import Tally, ground, with_ground
from stemma.correct.texts import ElsewhereError, Texts, UnfitError
from stemma.lang.en.names import bare_person, normal, words
from stemma.model import Attributed, Attribution, Place, Voice, VoiceKind, content_id
from stemma.model.acts import Act, Letter, NameOff, NewKind, NewName, VoiceInto, VoiceRef


class Speaking(Protocol):
    """The attributions in which voices speak."""

    @property
    def voices(self) -> Voices:
        """The voices."""
        ...

    @property
    def found(self) -> dict[str, Attribution]:
        """The attributions by id."""
        ...

    def replaced(self, old: str, new: str) -> None:
        """A voice is another one: everywhere."""
        ...

    def spoken_by(self, attribution: Attribution, voice: str) -> None:
        """Gives an attribution to another voice."""
        ...

    def nobodys(self, voice: str) -> None:
        """A voice is nobody's origin."""
        ...


@dataclass(slots=True)
class Voices:
    """The voices of a set of reports, while acts are applied to them."""

    by_id: dict[str, Voice]
    speaks_for: dict[str, str]
    texts: Texts
    touched: bool = False

    @classmethod
    def of(cls, attributed: Attributed, texts: Texts) -> Voices:
        """The voices as they were found."""
        return cls({v.id: v for v in attributed.voices}, dict(attributed.speaks_for), texts)

    def __getitem__(self, id_: str) -> Voice:
        return self.by_id[id_]

    def put(self, voice: Voice) -> None:
        """Takes in a voice, new or changed."""
        self.by_id[voice.id] = voice
        self.touched = True

    def meant(self, act: Act, ref: VoiceRef) -> str:
        """The id of the voice that an act speaks of; `ElsewhereError` where no report cites it, `UnfitError` where one that did is here."""
        found = self.look_up(act, ref)
        if found is None:
            if any(self.texts.candidates(r) for r in act.reports):
                raise UnfitError(f"no voice “{ref.name}” ({ref.kind}) is cited any more")
            raise ElsewhereError
        return found

    def look_up(self, act: Act, ref: VoiceRef) -> str | None:
        """The id of a voice by name and kind; of several by the id it had; else by the id and any name, else by a further name of one voice only."""
        if ref.unnamed:
            return self._unnamed(act, ref)
        wanted = normal(ref.name)
        named = [v for v in self.by_id.values() if normal(v.name) == wanted and not _unnamed(v)]
        exact = [v for v in named if v.kind == ref.kind] or [v for v in named if v.id == ref.id]
        if len(exact) > 1:
            exact = [v for v in exact if v.id == ref.id]
        if len(exact) == 1:
            return exact[0].id
        names = {normal(n) for n in (ref.name, *ref.aliases)}
        same = self.by_id.get(ref.id)
        if same is not None and names & {normal(n) for n in (same.name, *same.aliases)}:
            return same.id
        also = [v for v in self.by_id.values() if v.kind == ref.kind and not _unnamed(v) and wanted in {normal(n) for n in v.aliases}]
        if (
            len(also) == 1 and set(words(ref.name)) - _ARTICLES and (ref.kind != "person" or len(words(ref.name)) > 1)
        ):  # a surname alone may be another's in the next story
            return also[0].id
        return self._called_there(act, ref)

    def _called_there(self, act: Act, ref: VoiceRef) -> str | None:
        """The id of the voice that the very words now name which named this one, by a proper name of both ("the ministry" is anybody's)."""
        id_ = self._mentioned(act, ref)
        if id_ is None:
            return None
        proper = _name_words(*(w for m in ref.mentions for w in m.quote.split() if w[:1].isupper()))
        here = self.by_id[id_]
        return id_ if proper & _name_words(ref.name, *ref.aliases) & _name_words(here.name, *here.aliases) else None

    def _unnamed(self, act: Act, ref: VoiceRef) -> str | None:
        return ref.id if ref.id in self.by_id else self._mentioned(act, ref)

    def _mentioned(self, act: Act, ref: VoiceRef) -> str | None:
        """The id of the only voice that is named in the words that named the one meant."""
        found = set()
        for anchor in ref.mentions:
            try:
                place = self.texts.place(act, anchor)
            except (UnfitError, ElsewhereError):
                continue
            found |= {v.id for v in self.by_id.values() for m in v.mentions if m.report == place.report and m.span.overlap(place.span)}
        return found.pop() if len(found) == 1 else None

    def get_or_make(self, act: Act, ref: VoiceRef) -> str:
        """The id of a voice that is cited, or of a new one of that name."""
        found = self.look_up(act, ref)
        return found if found is not None else self.named(ref.name, ref.kind, vague=ref.unnamed)

    def named(self, name: str, kind: VoiceKind, *, vague: bool = False, but: str = "") -> str:
        """The id of the voice of that name and kind that is not `but`, which is made where there is none."""
        same = [v.id for v in self.by_id.values() if v.kind == kind and normal(v.name) == normal(name) and v.id != but]
        if len(same) == 1:
            return same[0]
        id_ = content_id("voi", "named", kind, normal(name))
        if id_ not in self.by_id:
            self.put(Voice(id=id_, name=name, kind=kind, vague=vague))
        return id_

    def mention(self, id_: str, place: Place) -> None:
        """A voice is named at a place, and no other is."""
        for voice in list(self.by_id.values()):
            kept = tuple(m for m in voice.mentions if voice.id == id_ or m.report != place.report or not m.span.overlap(place.span))
            if kept != voice.mentions:
                self.put(replace(voice, mentions=kept))
        here = self.by_id[id_]
        if not any(m.report == place.report and m.span.overlap(place.span) for m in here.mentions):
            self.put(replace(here, mentions=tuple(sorted((*here.mentions, place)))))

    def sorted(self, used: Iterable[str]) -> tuple[Voice, ...]:
        """Those of these ids, by first mention, as the stage gives them."""
        return tuple(sorted((self.by_id[id_] for id_ in set(used)), key=lambda v: (v.mentions[:1], v.id)))

    def with_houses(self, used: set[str]) -> set[str]:
        """The voices and all for whom they speak."""
        out, waiting = set(used), list(used)
        while waiting:
            house = self.speaks_for.get(waiting.pop())
            if house is not None and house not in out:
                out.add(house)
                waiting.append(house)
        return out & set(self.by_id)


def said_of_voice(tally: Tally, act: Act, speech: Speaking) -> None:
    """Applies one act on a voice."""
    assert isinstance(act.subject, VoiceRef)
    voices = speech.voices
    id_ = voices.meant(act, act.subject)
    before = voices[id_]
    if isinstance(act.change, VoiceInto):
        _merge(tally, act, speech, before)
        return
    if isinstance(act.change, NameOff):
        _split(tally, act, speech, before)
        return
    after = before
    if isinstance(act.change, NewName):
        after = replace(before, name=act.change.name, aliases=_names(before, but=act.change.name)) if act.change.name != before.name else before
    elif isinstance(act.change, NewKind):
        after = replace(before, kind=act.change.kind)
    elif act.verb == "voice-reject":
        after = replace(before, vague=True)
        speech.nobodys(id_)
    tally.done(act, id_, new=after != before or act.verb in ("confirm", "voice-reliability"))
    did = f"graded this source {act.change.letter}" if isinstance(act.change, Letter) else ""
    voices.put(replace(after, grounds=with_ground(before.grounds, ground(act, *before.mentions[:1], did=did))))


def _merge(tally: Tally, act: Act, speech: Speaking, one: Voice) -> None:
    assert isinstance(act.change, VoiceInto)
    voices = speech.voices
    other_id = voices.look_up(act, act.change.voice)
    if other_id is None:  # the other is not cited here: the one is it, under its name
        target = act.change.voice
        tally.done(act, one.id, new=(one.name, one.kind) != (target.name, target.kind))
        merged = replace(one, name=target.name, kind=target.kind, aliases=_names(one, but=target.name), vague=one.vague and target.unnamed)
        voices.put(replace(merged, grounds=with_ground(one.grounds, ground(act, *one.mentions[:1]))))
        return
    other = voices[other_id]
    tally.done(act, one.id, new=one.id != other_id)
    why = ground(act, *one.mentions[:1], *(other.mentions[:1] if other.id != one.id else ()))
    if one.id == other_id:
        voices.put(replace(one, grounds=with_ground(one.grounds, why)))
        return
    grounds = tuple(dict.fromkeys((*other.grounds, *one.grounds)))
    del voices.by_id[one.id]
    voices.put(
        replace(
            other,
            aliases=tuple(sorted({*other.aliases, *one.aliases, one.name} - {other.name})),
            mentions=tuple(sorted({*other.mentions, *one.mentions})),
            vague=other.vague and one.vague,
            grounds=with_ground(grounds, why),
        )
    )
    voices.speaks_for = _rehoused(voices.speaks_for, one.id, other.id)
    speech.replaced(one.id, other.id)


def _rehoused(speaks_for: dict[str, str], one: str, other: str) -> dict[str, str]:
    """Who speaks for whom after one voice is another; nobody speaks for himself, by whatever detour."""
    out: dict[str, str] = {}
    for voice, house in sorted(speaks_for.items(), key=lambda pair: (pair[0] == one, pair)):  # the other's own house goes before the one's
        mouth, end = (other if v == one else v for v in (voice, house))
        seen = {mouth}
        above: str | None = end
        while above is not None and above not in seen:
            seen.add(above)
            above = out.get(above)
        if above is None and mouth not in out:
            out[mouth] = end
    return out


def _split(tally: Tally, act: Act, speech: Speaking, one: Voice) -> None:
    assert isinstance(act.change, NameOff)
    voices = speech.voices
    wanted = _plain(act.change.name)
    moved = tuple(m for m in one.mentions if _plain(m.span.of(voices.texts.text(m.report))) == wanted)
    left = tuple(n for n in (one.name, *one.aliases) if _plain(n) != wanted)
    if not moved and len(left) == 1 + len(one.aliases):
        tally.done(act, f"{one.id}:{wanted}", new=False)
        return
    if not left:
        raise UnfitError(f"“{one.name}” has no other name that would be left")
    name = one.name if _plain(one.name) != wanted else max(left, key=lambda n: (len(n), n))
    new_id = voices.named(act.change.name, act.change.kind or one.kind, but=one.id)
    why = ground(act, *moved[:1])
    new = voices[new_id]
    voices.put(replace(new, mentions=tuple(sorted({*new.mentions, *moved})), grounds=with_ground(new.grounds, why)))
    rest = tuple(m for m in one.mentions if m not in moved)
    voices.put(replace(one, name=name, aliases=tuple(n for n in left if n != name), mentions=rest, grounds=with_ground(one.grounds, why)))
    tally.done(act, f"{one.id}:{wanted}", new=True)
    for attribution in list(speech.found.values()):
        source = attribution.source
        if attribution.voice == one.id and source is not None and any(m.report == attribution.report and m.span.overlap(source) for m in moved):
            speech.spoken_by(attribution, new_id)


#: Words that are nobody's name, whoever was called so by mistake.
_ARTICLES = frozenset({"the", "a", "an"})


def _names(voice: Voice, *, but: str) -> tuple[str, ...]:
    """All names of a voice but one, sorted."""
    return tuple(sorted({voice.name, *voice.aliases} - {but}))


def _name_words(*names: str) -> set[str]:
    """The words of names but the shortest."""
    return {w for name in names for w in words(name) if len(w) > 3}


def _plain(name: str) -> str:
    return normal(bare_person(" ".join(name.split()).removeprefix("The ").removeprefix("the ")))


def _unnamed(voice: Voice) -> bool:
    """Whether no more is known of it than what it is called in one story."""
    return voice.vague or voice.kind == "anonymous"
