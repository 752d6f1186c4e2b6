"""The log of acts: which of them stand, in which order, and what becomes of two people's logs.

Acts are never changed or taken out. An act stands unless an undo that stands itself names it; so an undo is taken back by undoing it. Their order is
by time, then by id: the order in which they came in means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.correct.codec import in_order, subject_key
from stemma.correct.verbs import VERBS
from stemma.model.acts import Act, Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """Two logs as one."""

    #: All acts of both, in order.
    acts: tuple[Act, ...]
    #: Those that the first log did not have.
    new: tuple[Act, ...]
    #: Pairs of standing acts, one of each log, that settle the same thing differently: (the one that gives way, the one that wins).
    conflicts: tuple[tuple[Act, Act], ...]


def standing(acts: Iterable[Act]) -> tuple[Act, ...]:
    """The acts that are not undone, in order; without the undos themselves and what is not understood."""
    ordered = in_order(acts)
    stands = _stands(ordered)
    return tuple(act for act in ordered if stands[act.id] and act.verb != "undo" and act.verb in VERBS and not isinstance(act.subject, Unread))


def undone(acts: Iterable[Act]) -> frozenset[str]:
    """Ids of the acts that an undo takes back."""
    return frozenset(id_ for id_, stands in _stands(in_order(acts)).items() if not stands)


def _stands(acts: Sequence[Act]) -> dict[str, bool]:
    """For each act, whether it stands. An id is made from the id that it undoes, so there is no circle in acts that were read by `load`.

    Should there be one all the same (acts made by hand), whatever hangs in it stands.
    """
    undoers: dict[str, list[str]] = {}
    for act in acts:
        if act.verb == "undo" and act.undoes:
            undoers.setdefault(act.undoes, []).append(act.id)
    out: dict[str, bool] = {}
    for act in acts:
        waiting = [act.id]
        on_the_way: set[str] = set()
        while waiting:
            id_ = waiting[-1]
            open_ = [u for u in undoers.get(id_, ()) if u not in out and u not in on_the_way]
            on_the_way.add(id_)
            if open_:
                waiting.extend(open_)
                continue
            out.setdefault(id_, not any(out.get(u, False) for u in undoers.get(id_, ())))
            waiting.pop()
    return out


def unite(mine: Iterable[Act], theirs: Iterable[Act]) -> United:
    """Both logs as one. Acts with one id are one act; those that contradict each other are both kept, and the later one wins.

    Two acts are seen to contradict each other when they settle the same of the same subject, worded alike; where two people named one thing by other
    words, only the applying shows it (`Outcome.overruled`).
    """
    first, second = in_order(mine), in_order(theirs)
    known = {act.id for act in first}
    new = tuple(act for act in second if act.id not in known)
    acts = in_order((*first, *new))
    order = {act.id: n for n, act in enumerate(acts)}
    stand = {act.id for act in standing(acts)}
    found: set[tuple[str, str]] = set()
    for here, there in (
        (first, second),
        (second, first),
    ):  # what one log alone has, against all that the other has: whoever unites them finds the same
        held = {act.id for act in there}
        settled: dict[tuple[str, str], list[Act]] = {}
        for act in there:
            if act.id in stand:
                settled.setdefault(_settled(act), []).append(act)
        for act in (one for one in here if one.id in stand and one.id not in held):
            for other in settled.get(_settled(act), ()):
                if (other.verb, other.change) != (act.verb, act.change):
                    found.add((other.id, act.id) if order[other.id] < order[act.id] else (act.id, other.id))
    by_id = {act.id: act for act in acts}
    conflicts = [(by_id[one], by_id[other]) for one, other in sorted(found, key=lambda pair: (order[pair[1]], order[pair[0]]))]
    return United(acts=acts, new=new, conflicts=tuple(conflicts))


def _settled(act: Act) -> tuple[str, str]:
    """What an act settles of what: equal where one of two must give way."""
    return VERBS[act.verb].settles, subject_key(act)
