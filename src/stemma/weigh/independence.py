"""How many origins of a claim are independent: distinct origins, joined wherever something says that two are one.

Theory of operation. Each origin that is named begins as one; then origins are joined, each step with its ground: one passes on what the other says;
one speaks for the other; both are one government or bear one name; both give one fine figure; both are unnamed sources of one newsroom; one telling's
passage is a copy of the other's; both are given the same words. What remains is counted. Vague origins, and a report's own voice, count nothing.
Every rule can only lower the number, so a copy, a longer chain or an own-voice telling can never raise it. One thing can: a chain that says to which
other newsroom an unnamed source spoke, for that makes another source of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass

from stemma.model import Attributed, Ground, Place, Telling, Voice
from stemma.weigh.passed import Passages, Told
from stemma.weigh.sides import UNSAID, government_of, same_name
from stemma.weigh.vouching import vouching

_NEWSROOMS = ("agency", "outlet")


@dataclass(frozen=True, slots=True)
class Count:
    """The origins of one claim."""

    origins: tuple[str, ...]
    independent: int
    unattributed: int
    grounds: tuple[Ground, ...]
    #: The origins in groups that count once: as many groups as are independent.
    groups: tuple[tuple[str, ...], ...] = ()


class _Sets:
    """Union-find over origins."""

    def __init__(self, items: Sequence[str]) -> None:
        self._parent = {i: i for i in items}

    def __contains__(self, item: str) -> bool:
        return item in self._parent

    def __iter__(self) -> Iterator[str]:
        """All origins, in order."""
        return iter(sorted(self._parent))

    def find(self, item: str) -> str:
        while self._parent[item] != item:
            item = self._parent[item]
        return item

    def join(self, a: str, b: str) -> bool:
        """Whether they were two before."""
        x, y = sorted((self.find(a), self.find(b)))
        self._parent[y] = x
        return x != y

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The origins that are one, in order."""
        found: dict[str, list[str]] = {}
        for item in sorted(self._parent):
            found.setdefault(self.find(item), []).append(item)
        return tuple(tuple(group) for _, group in sorted(found.items()))


def count(
    tellings: Sequence[Telling],
    *,
    attributed: Attributed,
    voices: dict[str, Voice],
    passages: Passages,
    newsrooms: dict[str, str],
    agree: Callable[[Telling, Telling], bool] = lambda a, b: True,
    wording: Callable[[Telling], Hashable] = id,
    utterance: Callable[[Telling], Collection[Hashable]] = lambda t: (),
) -> Count:
    """Counts a claim's origins.

    `passages` says which tellings are copied from which, `newsrooms` under whose name each report's text was made, `agree` whether two tellings say
    the same closely enough to vouch for each other; tellings of one `wording` agree with the same others. Tellings that share an `utterance` are
    words of one mouth.
    """
    told = Told(tellings, passages)
    named = [t for t in tellings if _counts(t.origin, voices)]
    knowing = [t for t in named if not _knows_no_more(t, told, voices, passages)]
    origins = sorted({t.origin for t in knowing if t.origin is not None})
    ties = {t.origin for t in named if t.origin is not None} | {
        t.stops_at for t in tellings if t.stops_at is not None and _counts(t.stops_at, voices)
    }
    sets = _Sets(sorted(ties))  # who knows no more may still pass on what two others say, and where a report stops still ties
    grounds: list[Ground] = []
    _by_chain(sets, tellings, voices, grounds)
    _by_office(sets, attributed, voices, tellings, grounds)
    _by_side(sets, attributed, voices, tellings, grounds)
    _by_figure(sets, voices, tellings, grounds)
    _by_newsroom(sets, tellings, voices, newsrooms, grounds)
    _by_copy(sets, told, passages, tellings, voices, grounds)
    _by_utterance(sets, tellings, voices, utterance, grounds)
    _by_wording(sets, _once(knowing, wording), voices, agree, grounds)
    silent = [t for t in tellings if not _counts(t.origin, voices)]
    groups = tuple(counted for group in sets.groups() if (counted := tuple(o for o in group if o in origins)))
    grounds.insert(0, summary(tellings, origins, len(groups), silent, voices))
    return Count(tuple(origins), len(groups), len(silent), tuple(grounds), groups)


def _counts(origin: str | None, voices: dict[str, Voice]) -> bool:
    """Whether the origin is somebody: known, and not vague."""
    return origin is not None and (origin not in voices or not voices[origin].vague)


def _knows_no_more(telling: Telling, told: Told, voices: dict[str, Voice], passages: Passages) -> bool:
    """Whether the same words, source and all, stand in another report where they name no origin: a copy cannot know more than what it copies."""
    twins = [_counts(t.origin, voices) for t in passages.twins(telling, told)]
    return bool(twins) and not any(twins)


def _by_chain(sets: _Sets, tellings: Sequence[Telling], voices: dict[str, Voice], grounds: list[Ground]) -> None:
    for telling in tellings:
        if telling.origin is None or telling.origin not in sets:
            continue
        for passer in telling.chain:
            if passer != telling.origin and passer in sets and sets.join(passer, telling.origin):
                sentence = f"{_name(passer, voices)} passes on what {_name(telling.origin, voices)} says, so that they count once."
                grounds.append(Ground(rule="origins.passed-on", sentence=sentence, spans=_at(telling)))


def _by_office(sets: _Sets, attributed: Attributed, voices: dict[str, Voice], tellings: Sequence[Telling], grounds: list[Ground]) -> None:
    """One speaks for the other, or both for a third."""
    heads: dict[str, str] = {}
    for origin in sets:
        for office in (origin, *_offices(origin, attributed.speaks_for)):
            other = heads.setdefault(office, origin)
            if other != origin and sets.join(other, origin):
                through = "one speaks for the other" if office in (other, origin) else f"both speak for {_name(office, voices)}"
                sentence = f"{_name(origin, voices)} and {_name(other, voices)} count once: {through}."
                grounds.append(Ground(rule="origins.speaks-for", sentence=sentence, spans=_of((origin, other), tellings)))


def _offices(voice: str, speaks_for: dict[str, str]) -> list[str]:
    out: list[str] = []
    while (voice := speaks_for.get(voice, "")) and voice not in out:
        out.append(voice)
    return out


def _by_side(sets: _Sets, attributed: Attributed, voices: dict[str, Voice], tellings: Sequence[Telling], grounds: list[Ground]) -> None:
    """One government, or one name within another."""
    known = [o for o in sets if o in voices]
    states = _states(known, attributed, voices)
    for i, a in enumerate(known):
        for b in known[i + 1 :]:
            x, y = voices[a], voices[b]
            if a in states and states[a] == states.get(b):
                why, rule = "both are voices of one government", "origins.one-government"
            elif x.kind != "anonymous" and y.kind != "anonymous" and not _two_states(states, a, b) and same_name(x, y):
                why, rule = "one name stands within the other", "origins.one-name"
            else:
                continue
            if sets.join(a, b):
                grounds.append(Ground(rule=rule, sentence=f"{x.name} and {y.name} count once: {why}.", spans=_of((a, b), tellings)))


def _two_states(states: dict[str, str], a: str, b: str) -> bool:
    """Whether both are voices of governments, and of two: the names of their offices are alike everywhere."""
    return UNSAID not in (x := states.get(a, UNSAID), y := states.get(b, UNSAID)) and x != y


def _states(origins: Sequence[str], attributed: Attributed, voices: dict[str, Voice]) -> dict[str, str]:
    """Origin -> the state it speaks for; a government whose country is not said is the only one that is named, if there is only one."""
    found: dict[str, str] = {}
    for origin in origins:
        line = [voices[v] for v in (origin, *_offices(origin, attributed.speaks_for)) if v in voices]
        states = [s for s in map(government_of, line) if s is not None]
        if states:
            found[origin] = next((s for s in states if s != UNSAID), UNSAID)
    said = {s for s in found.values() if s != UNSAID}
    if len(said) == 1:
        return dict.fromkeys(found, said.pop())
    return found


def _by_figure(sets: _Sets, voices: dict[str, Voice], tellings: Sequence[Telling], grounds: list[Ground]) -> None:
    """The same figure to the last digit, where it is not round: one count."""
    first: dict[float, Telling] = {}
    for telling in tellings:
        figure = telling.quantity.low if telling.quantity is not None and telling.quantity.low == telling.quantity.high else None
        if telling.origin is None or telling.origin not in sets or figure is None or not _fine(figure):
            continue
        other = first.setdefault(figure, telling)
        if other.origin is not None and sets.join(telling.origin, other.origin):
            sentence = (
                f"{_name(telling.origin, voices)} and {_name(other.origin, voices)} give the same figure to the last digit ({figure:,g}): one count."
            )
            grounds.append(Ground(rule="origins.one-count", sentence=sentence, spans=(*_at(telling), *_at(other))))


def _fine(figure: float) -> bool:
    """Whether a figure is so fine that two counts would hardly agree on it: three digits or more, the last not 0."""
    return figure == int(figure) and abs(figure) > 100 and int(figure) % 10 != 0


def _by_newsroom(sets: _Sets, tellings: Sequence[Telling], voices: dict[str, Voice], newsrooms: dict[str, str], grounds: list[Ground]) -> None:
    """Unnamed sources of one newsroom, and the newsroom itself where a telling stops there."""
    first: dict[str, str] = {}
    for telling in tellings:
        origin = telling.origin
        if origin is None or origin not in sets:
            continue
        voice = voices.get(origin)
        if voice is None or (voice.kind != "anonymous" and voice.kind not in _NEWSROOMS):
            continue
        room = voice.name if voice.kind in _NEWSROOMS else newsroom_of(telling, voices, newsrooms)
        other = first.setdefault(room.casefold(), origin)
        if other != origin and sets.join(other, origin):
            sentence = f"{_name(origin, voices)} and {_name(other, voices)} are sources of one newsroom, {room}, and count once."
            grounds.append(Ground(rule="origins.one-newsroom", sentence=sentence, spans=_of((origin, other), tellings)))


def newsroom_of(telling: Telling, voices: dict[str, Voice], newsrooms: dict[str, str]) -> str:
    """To whom the unnamed source spoke: the agency or outlet nearest to it in the chain, else the one whose text the report is."""
    for voice in reversed(telling.chain):
        if voice in voices and voices[voice].kind in _NEWSROOMS:
            return voices[voice].name
    return newsrooms.get(telling.report, telling.report)


def _by_copy(sets: _Sets, told: Told, passages: Passages, tellings: Sequence[Telling], voices: dict[str, Voice], grounds: list[Ground]) -> None:
    for telling in tellings:
        copied = passages.of(telling)
        if copied is None or telling.origin is None or telling.origin not in sets:
            continue
        for there in told.by(copied.parent):
            if there.origin is None or there.origin not in sets or not copied.touches(there):
                continue
            if sets.join(telling.origin, there.origin):
                sentence = (
                    f"{_name(telling.origin, voices)} and {_name(there.origin, voices)} count once: the passage is a copy of the other report's."
                )
                grounds.append(Ground(rule="origins.copied", sentence=sentence, spans=(*_at(telling), *_at(there))))


def _by_utterance(
    sets: _Sets, tellings: Sequence[Telling], voices: dict[str, Voice], utterance: Callable[[Telling], Collection[Hashable]], grounds: list[Ground]
) -> None:
    """The same long run of words, ascribed to two."""
    first: dict[Hashable, Telling] = {}
    for telling in tellings:
        if telling.origin is None or telling.origin not in sets:
            continue
        for run in utterance(telling):
            other = first.setdefault(run, telling)
            if other.origin is not None and sets.join(telling.origin, other.origin):
                names = f"{_name(telling.origin, voices)} and {_name(other.origin, voices)}"
                sentence = f"{names} are given the same words, a long run of them on end: one of them was heard, and they count once."
                grounds.append(Ground(rule="origins.one-utterance", sentence=sentence, spans=(*_at(telling), *_at(other))))


def _once(tellings: Sequence[Telling], wording: Callable[[Telling], Hashable]) -> list[Telling]:
    """The first telling of each origin in each wording: a thousand copies say it no better than one."""
    first: dict[tuple[str | None, Hashable], Telling] = {}
    for telling in tellings:
        first.setdefault((telling.origin, wording(telling)), telling)
    return list(first.values())


def _by_wording(
    sets: _Sets, named: Sequence[Telling], voices: dict[str, Voice], agree: Callable[[Telling, Telling], bool], grounds: list[Ground]
) -> None:
    """Origins that do not say what the others say: they do not vouch for them."""
    groups: dict[str, list[Telling]] = {}
    for telling in named:
        if telling.origin is not None:
            groups.setdefault(sets.find(telling.origin), []).append(telling)
    if len(groups) < 2:
        return
    chosen, outside = vouching(groups, agree)
    for a, b in outside.items():
        if sets.join(a, b):
            one, other = groups[a][0], chosen[b]
            names = f"{_name(one.origin or '', voices)} and {_name(other.origin or '', voices)}"
            sentence = f"{names} are too unlike in what they say here to vouch for each other, and count once."
            grounds.append(Ground(rule="origins.unlike", sentence=sentence, spans=(*_at(one), *_at(other))))


def summary(tellings: Sequence[Telling], origins: list[str], independent: int, silent: list[Telling], voices: dict[str, Voice]) -> Ground:
    """The count in one sentence."""
    reports = len({t.report for t in tellings})
    names = ", ".join(_name(o, voices) for o in origins[:6])
    told = f"{_many(len(tellings), 'telling')} in {_many(reports, 'report')}"
    if not origins:
        return Ground(rule="origins.none", sentence=f"{told}, none with an origin that can be named.", spans=_at(tellings[0]) if tellings else ())
    own = f"; {len(silent)} name no origin" if silent else ""
    sentence = f"{told} rest on {_many(independent, 'independent origin')} ({names}){own}."
    return Ground(rule="origins.counted", sentence=sentence, spans=_of(origins, tellings))


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _name(voice: str, voices: dict[str, Voice]) -> str:
    return voices[voice].name if voice in voices else voice


def _at(telling: Telling) -> tuple[Place, ...]:
    return tuple(Place.at(telling.report, s) for s in telling.spans)


def _of(origins: Sequence[str], tellings: Sequence[Telling]) -> tuple[Place, ...]:
    """The words of the first telling of each origin."""
    found = (next((t for t in tellings if t.origin == o), None) for o in origins)
    return tuple(place for telling in found if telling is not None for place in _at(telling))
