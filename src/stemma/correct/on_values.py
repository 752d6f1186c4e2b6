"""Acts on numbers and times in the text: applied to the readings, so that claims are made of what people say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from stemma.correct.tally import Tally, ground, with_ground
from stemma.correct.texts import ElsewhereError, Texts, UnfitError
from stemma.lang.reading import Reading
from stemma.model import Place, QuantityMention, Span, Timex
from stemma.model.acts import Act, NewQuantity, NewTime, NumberRef, TimeRef

_Value = TypeVar("_Value", QuantityMention, Timex)
#: Part of both stretches that they must share to be the same words: "6,000" and "over 6,000".
_SAME = 0.4
_CALLED = {"quantity": "number", "time": "time"}


def values(tally: Tally, texts: Texts, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with numbers and times as people say."""
    by_id = {r.report.id: r for r in readings}
    numbers = {id_: list(r.quantities) for id_, r in by_id.items()}
    times = {id_: list(r.times) for id_, r in by_id.items()}
    gone: set[tuple[str, Span]] = set()
    for act in tally.of("quantity-set", "quantity-reject", "time-set", "time-reject", "confirm"):
        if not isinstance(act.subject, NumberRef | TimeRef):
            continue
        try:
            place = texts.place(act, act.subject.words)
            if place.report not in by_id:
                raise ElsewhereError
            if isinstance(act.subject, NumberRef):
                _number(tally, act, place, numbers[place.report], gone)
            else:
                _time(tally, act, place, times[place.report], gone)
        except (UnfitError, ElsewhereError) as error:
            tally.failed(act, error)
    out = []
    for reading in readings:
        id_ = reading.report.id
        kept = tuple(sorted((q for q in numbers[id_] if (f"quantity {id_}", q.span) not in gone), key=lambda q: (q.span, q.number)))
        dated = tuple(sorted((t for t in times[id_] if (f"time {id_}", t.span) not in gone), key=lambda t: t.span))
        changed = kept != tuple(sorted(reading.quantities, key=lambda q: (q.span, q.number))) or dated != tuple(
            sorted(reading.times, key=lambda t: t.span)
        )
        out.append(replace(reading, quantities=kept, times=dated) if changed else reading)
    return out


def _number(tally: Tally, act: Act, place: Place, found: list[QuantityMention], gone: set[tuple[str, Span]]) -> None:
    said = act.change.quantity if isinstance(act.change, NewQuantity) else None
    mine = value_at(place.span, found)
    kept = act.verb == "confirm" and (said is None or (mine is not None and mine.quantity == said))
    _lay(
        _Laid(tally=tally, act=act, place=place, sort="quantity", gone=gone, settles="" if kept else "quantity"),
        found,
        new=QuantityMention(span=place.span, quantity=said, number=place.span) if said is not None else None,
        as_said=lambda mine: replace(mine, quantity=said) if said is not None else mine,
    )


def _time(tally: Tally, act: Act, place: Place, found: list[Timex], gone: set[tuple[str, Span]]) -> None:
    said = act.change if isinstance(act.change, NewTime) else None
    mine = value_at(place.span, found)
    if act.verb == "confirm" and said is not None and mine is not None and (mine.first, mine.last) != (said.first, said.last):
        raise UnfitError(f"another time is read there than was confirmed ({said.iso or said.first})")  # the report's own day may have been set right
    _lay(
        _Laid(tally=tally, act=act, place=place, sort="time", gone=gone),
        found,
        new=Timex(span=place.span, iso=said.iso, first=said.first, last=said.last) if said is not None else None,
        as_said=lambda mine: replace(mine, iso=said.iso, first=said.first, last=said.last) if said is not None and act.verb != "confirm" else mine,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """One act, and what it is laid on."""

    tally: Tally
    act: Act
    place: Place
    sort: Literal["quantity", "time"]
    #: (sort and report, span) of the values that are taken out.
    gone: set[tuple[str, Span]]
    settles: str = ""


def _lay(laid: _Laid, found: list[_Value], *, new: _Value | None, as_said: Callable[[_Value], _Value]) -> None:
    """Takes the value at the place out, sets it, or adds it where none was read; `new` and `as_said` are what the act brings."""
    act, place, tally, gone = laid.act, laid.place, laid.tally, laid.gone
    mine = value_at(place.span, found)
    span = mine.span if mine is not None else place.span
    key = (f"{laid.sort} {place.report}", span)
    target = f"{place.report}:{span.start}"
    if act.verb == f"{laid.sort}-reject":
        tally.done(act, target, new=mine is not None and key not in gone)
        gone.add(key)
        return
    why = ground(act, place)
    if mine is None:
        if new is None:
            raise UnfitError(f"no {_CALLED[laid.sort]} is read there")
        gone.discard(key)
        found[:] = [v for v in found if not place.span.covers(v.span)]  # what was read of a part of the words is not beside what the whole gives
        found.append(replace(new, grounds=(why,)))
        tally.done(act, target, new=True)
        return
    was_gone = key in gone
    gone.discard(key)
    wanted = as_said(mine)
    tally.done(act, target, new=act.verb == "confirm" or was_gone or wanted != mine, settles=laid.settles)
    found[found.index(mine)] = replace(wanted, grounds=with_ground(mine.grounds, why))


def value_at(span: Span, found: Sequence[_Value]) -> _Value | None:
    """The value whose words are the same stretch, or nearly."""
    best = max(found, key=lambda v: (v.span.overlap(span) / max(1, len(v.span) + len(span) - v.span.overlap(span)), -v.span.start), default=None)
    if best is None:
        return None
    shared = best.span.overlap(span)
    return best if shared and shared / (len(best.span) + len(span) - shared) >= _SAME else None
