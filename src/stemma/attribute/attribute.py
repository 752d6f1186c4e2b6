"""The attribute stage: who says what, through whom, in every report given, and which of them are one voice."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.attribute.across import Joined, firms, names_called, share_countries, share_descriptions
from stemma.attribute.anonymous import newsrooms
from stemma.attribute.cast import Cast
from stemma.attribute.chains import Said, said_in
from stemma.attribute.origins import stood_behind, wholly_within
from stemma.lang.en import voices
from stemma.lang.reading import Reading, RolesAgain
from stemma.model import Attributed, Attribution, Ground, Place


def attribute(readings: Sequence[Reading], *, roles: RolesAgain | None = None) -> Attributed:
    """Attributions with their chains and origins, and one list of voices over all `readings`, whatever their order.

    `roles` runs the annotator's attribution layer again on stretches of text, for attributions inside the content of others; without it
    the rules alone find those. Never raises on odd text: what cannot be told has no voice.
    """
    named = firms(readings)
    casts = [(r, Cast(r, firms=named)) for r in sorted(readings, key=lambda r: (r.report.id, r.report.path))]
    called = names_called([c for _, c in casts])
    for _, cast in casts:
        cast.hear(called)
    share_countries([c for _, c in casts])
    share_descriptions([c for _, c in casts])
    told = [(r, c, said_in(r, c, roles=roles)) for r, c in casts]
    newsrooms([(c, s) for _, c, s in told])
    for _, cast, _ in told:
        _houses(cast)
    joined = Joined([(r.report.id, c.people.values()) for r, c, _ in told], {r.report.id: r.report.text for r, _, _ in told})
    chains = {one.id: tuple(joined.root(w.key) for w in one.chain) for _, _, said in told for one in said}
    ends = {one.id: _end(one, joined) for _, _, said in told for one in said}
    for _, _, said in told:
        ends.update(wholly_within(said, ends))
    ends.update(stood_behind([(r, s) for r, _, s in told], chains, ends, joined))
    speaks = joined.spoken_for()
    used = _used(chains, ends, speaks)
    return Attributed(
        attributions=tuple(_attribution(r, one, joined) for r, _, said in told for one in said),
        voices=joined.voices(used),
        chains={k: tuple(joined.id_of(v) for v in c) for k, c in chains.items()},
        origins={k: None if v is None else joined.id_of(v) for k, v in ends.items()},
        speaks_for={joined.id_of(a): joined.id_of(b) for a, b in sorted(speaks.items()) if a in used and b in used and a != b},
    )


def _houses(cast: Cast) -> None:
    """Whom anybody of the cast speaks for is of the cast too."""
    waiting = [w.speaks_for for w in cast.people.values() if w.speaks_for is not None]
    while waiting:
        key = waiting.pop()
        if key in cast.people:
            continue
        known = voices.by_key(key)
        who = cast.known(known) if known is not None else None
        if who is not None and who.speaks_for is not None:
            waiting.append(who.speaks_for)


def _end(one: Said, joined: Joined) -> str | None:
    """The voice that vouches: the last of the chain, or the house whose mouthpiece it is; None for the vague.

    Behind the vague stands whoever gives their words, unless it is a newsroom: "the ministry said that experts had found ..." is the ministry's, and
    what a named body has from people whom it does not name ("the Observatory, quoting trusted sources") is the body's.
    """
    chain = list(one.chain)
    while len(chain) > 1 and not chain[-2].relays and (chain[-1].vague or (chain[-1].kind == "anonymous" and chain[-2].kind == "organisation")):
        chain.pop()
    who = chain[-1] if chain else None
    if who is None or who.vague:
        return None
    return joined.house_of(who.key) or joined.root(who.key)


def _used(chains: dict[str, tuple[str, ...]], ends: dict[str, str | None], speaks: dict[str, str]) -> set[str]:
    """The keys of voices that speak, vouch, or are spoken for."""
    used = {v for c in chains.values() for v in c} | {v for v in ends.values() if v is not None}
    waiting = list(used)
    while waiting:
        house = speaks.get(waiting.pop())
        if house is not None and house not in used:
            used.add(house)
            waiting.append(house)
    return used


def _attribution(reading: Reading, one: Said, joined: Joined) -> Attribution:
    spans = tuple(Place.at(reading.report.id, s) for s in (one.source, one.cue) if s is not None)
    rule = one.found.rule
    return Attribution(
        id=one.id,
        report=reading.report.id,
        form=one.form,
        source=one.source,
        cue=one.cue,
        content=one.content,
        within=one.within.id if one.within is not None else None,
        voice=joined.id_of(one.who.key) if one.who is not None else None,
        certainty=one.found.certainty,
        grounds=(Ground(rule=rule, sentence=_sentence(reading, one), spans=spans), *(Ground(rule=r, sentence=s, spans=spans) for r, s in one.notes)),
    )


def _sentence(reading: Reading, one: Said) -> str:
    cue = one.cue.of(reading.report.text) if one.cue is not None else ""
    source = " ".join(one.source.of(reading.report.text).split()) if one.source is not None else "nobody named"
    return f'"{" ".join(cue.split())}" gives these words to {source}.'
