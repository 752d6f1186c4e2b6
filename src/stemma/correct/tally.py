"""What became of each act: the book that the hooks keep while a set of reports is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from stemma.correct.log import standing, undone
from stemma.correct.texts import ElsewhereError, UnfitError
from stemma.correct.verbs import VERBS
from stemma.model import Ground, Place, Trouble
from stemma.model.acts import Act, Unread

#: applied: it changed something, or vouches for it; already: the judgement was so without it; unfit: what it speaks of is no longer there;
#: elsewhere: it speaks of other reports, or of a voice that is not cited in these.
Fate = Literal["applied", "already", "unfit", "elsewhere", "undone", "not understood"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one act."""

    act: Act
    fate: Fate
    #: For an act that does not fit: why.
    why: str = ""
    #: Ids of standing acts of others or of oneself that settle the same thing otherwise and came before.
    overrules: tuple[str, ...] = ()
    #: The id of the later act by which this one is overruled.
    overruled: str | None = None
    #: What it was laid on, by the name that this has here: an id, or report and place; "" where it was laid on nothing.
    target: str = ""


@dataclass(slots=True)
class Tally:
    """The acts of one log, and what has become of them so far."""

    acts: tuple[Act, ...]
    _standing: tuple[Act, ...] = ()
    _fates: dict[str, tuple[Fate, str]] = field(default_factory=dict)
    _targets: dict[str, str] = field(default_factory=dict)
    #: (what is settled, of what) -> the acts that did so, in order.
    _settled: dict[tuple[str, str], list[Act]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._standing = standing(self.acts)

    def of(self, *verbs: str) -> Iterator[Act]:
        """The standing acts of these verbs, in order."""
        return (act for act in self._standing if act.verb in verbs)

    def done(self, act: Act, target: str, *, new: bool, settles: str = "") -> None:
        """Notes that an act was applied to a target (any name that is one thing's here); not `new`: it was so already."""
        fate: Fate = "applied" if new else "already"
        if self._fates.get(act.id, ("",))[0] != "applied":
            self._fates[act.id] = (fate, "")
            self._targets[act.id] = target
        acts = self._settled.setdefault((settles or VERBS[act.verb].settles, target), [])
        if act not in acts:
            acts.append(act)

    def failed(self, act: Act, error: UnfitError | ElsewhereError) -> None:
        """Notes that what an act speaks of is not there."""
        if isinstance(error, UnfitError):
            self._fates.setdefault(act.id, ("unfit", str(error)))
        else:
            self._fates.setdefault(act.id, ("elsewhere", ""))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Every act of the log with what became of it, in order."""
        taken_back, known = undone(self.acts), {act.id for act in self.acts}
        rivals: dict[str, list[str]] = {}
        winners: dict[str, str] = {}
        for acts in self._settled.values():
            for earlier, later in _overruling(acts):
                rivals.setdefault(later.id, []).append(earlier.id)
                winners[earlier.id] = later.id
        out = []
        for act in self.acts:
            if isinstance(act.subject, Unread) or act.verb not in VERBS:
                fate, why = "not understood", ""
            elif act.id in taken_back:
                fate, why = "undone", ""
            elif act.verb == "undo":
                fate, why = ("applied", "") if act.undoes in known else ("elsewhere", "")
            else:
                fate, why = self._fates.get(act.id, ("elsewhere", ""))
            out.append(
                Outcome(
                    act=act,
                    fate=fate,  # type: ignore[arg-type]
                    why=why,
                    overrules=tuple(rivals.get(act.id, ())),
                    overruled=winners.get(act.id),
                    target=self._targets.get(act.id, "") if fate in ("applied", "already") else "",
                )
            )
        return tuple(out)

    def troubles(self) -> tuple[Trouble, ...]:
        """A word on every act that no longer fits."""
        return tuple(
            Trouble(
                code="correction-does-not-fit",
                message=f"A correction by {o.act.who} of {day(o.act)} ({o.act.verb}) no longer fits: {o.why}.",
                hint=f"Make it again on what is there now, or take it back (undo {o.act.id}).",
                report=o.act.reports[0].id if o.act.reports else None,
            )
            for o in self.outcomes()
            if o.fate == "unfit"
        )


def _overruling(acts: Sequence[Act]) -> Iterator[tuple[Act, Act]]:
    """Of acts that settle one thing, each that says otherwise than the one before it, with that one."""
    for n, later in enumerate(acts[1:], 1):
        earlier = acts[n - 1]
        if (earlier.verb, earlier.change) != (later.verb, later.change):
            yield earlier, later


def ground(act: Act, *places: Place, did: str = "") -> Ground:
    """The reason that an act is: who said what, when, with which note."""
    note = " ".join(act.note.split())
    said = f"{act.who} {did or VERBS[act.verb].did} ({day(act)})"
    return Ground(rule=f"correct.{act.verb}", sentence=f"{said}: {note}" if note else f"{said}.", spans=places)


def with_ground(grounds: tuple[Ground, ...], added: Ground) -> tuple[Ground, ...]:
    """The reasons and one more, unless it is there already."""
    return grounds if added in grounds else (*grounds, added)


def by_person(grounds: Iterable[Ground]) -> bool:
    """Whether a person stands behind a value: faces show it solid."""
    return any(g.rule.startswith("correct.") for g in grounds)


def day(act: Act) -> str:
    """ "17 June 2025", in UTC."""
    moment = dt.datetime.fromisoformat(act.time)
    return f"{moment.day} {moment:%B %Y}"
