"""Passages that two bodies share: candidate pairs through an index of word runs, then sentence by sentence alignment.

Theory of operation. Observations: a copy keeps runs of four words even when reworded (true copies share as little as a quarter of theirs), copies
reorder and drop sentences, and words within quotation marks are a third party's, which anybody may have from anywhere. Method: hash every run of four
words, look only at pairs of bodies that share some, and for each sentence of one find the stretch of the other that keeps most of its words in order
in runs of two or more. Time grows with the words and with the pairs that really share something, not with all pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from stemma.lang.terms import Matrix
from stemma.lang.words import Body
from stemma.weigh.spelling import one_spelling

#: Length of the word runs in the index.
RUN = 4
#: Each holder of a run is paired with at most so many others, so that a run that all share does not cost the square of all.
_PARTNERS = 60
#: At most so many places of the other body are tried for a sentence, and kept in mind for a run: texts that repeat themselves stay cheap.
_PLACES = 8
#: Shared runs outside quotation marks from which a pair is looked at closely.
_RUNS = 3
#: Part of a sentence that must be kept for it to count as taken over.
_KEPT = 0.5
#: A sentence shorter than this many words is too likely to be like another by chance.
_SHORT = 6
#: A sentence speaks for copying if it keeps a run of so many words, or so much of itself; names and set phrases alone keep less.
_LONG_RUN, _MOST = 8, 0.7
#: Bodies less alike than this tell of different things; what they share word for word is boilerplate.
_UNLIKE = 0.1
#: What three bodies or more hold is boilerplate of a house (its standing background) when the middle pair is less alike than this: copies of one
#: text are at .45 and more, reports of one house on days apart at .2-.35 (Syria reports; .25-.4 tried).
_MOSTLY_UNLIKE = 0.3

#: Boilerplate is at least so many words in a row; less is a set phrase of the trade.
_STANDING = 10
#: Words with which a house speaks to its readers; reports hardly use them outside quotation marks.
_HOUSE = frozenset({"you", "your", "yours"})

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence of one body that is found again in another."""

    #: Word range of the sentence.
    first: int
    last: int
    #: Word range in the other body.
    there_first: int
    there_last: int
    #: Words kept in runs of two or more, outside and inside quotation marks.
    free: int
    quoted: int
    #: Longest run kept outside quotation marks.
    longest: int
    #: Share of the sentence's words that is kept.
    part: float

    #: Found by its content words alone, which stand again between other words; `free` then counts those.
    reworded: bool = False

    @property
    def telling(self) -> bool:
        """Whether it speaks for copying, and not only for the same names and figures."""
        return self.reworded or self.part >= _MOST or self.longest >= _LONG_RUN


class Index:
    """The word runs of all bodies."""

    def __init__(self, bodies: Sequence[Body], *, alike: Matrix | None = None) -> None:
        """`alike` says how alike every two bodies are as wholes; with it, runs that unlike bodies share are left out as boilerplate."""
        vocabulary: dict[str, int] = {}
        self.bodies = bodies
        self.ids: list[Ints] = [
            np.array([vocabulary.setdefault(one_spelling(w.form), len(vocabulary) + 1) for w in body.words], dtype=np.int64) for body in bodies
        ]
        self.runs: list[Ints] = [_hashed(ids) for ids in self.ids]
        #: Words that anybody may have: a third party's (within quotation marks), or boilerplate.
        self.others = [_said_by_others(body) for body in bodies]
        self._boilerplate: set[int] = set()
        self._groups = self._shared()
        if alike is not None:
            self._mask_boilerplate(alike)

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs of bodies that share enough runs outside quotation marks, by their numbers, the lower first."""
        return pairs(((run, group) for run, group in self._groups if run not in self._boilerplate), at_least=_RUNS)

    def _shared(self) -> list[tuple[int, list[int]]]:
        """Each run outside quotation marks that stands in two bodies or more, with those bodies."""
        own = []
        for number, runs in enumerate(self.runs):
            inside = np.concatenate([[0], np.cumsum(self.others[number])])
            free = (inside[RUN:] - inside[:-RUN]) < RUN if len(runs) else np.zeros(0, dtype=bool)
            own.append(np.unique(runs[free]))
        return holders(own)

    def _mask_boilerplate(self, alike: Matrix) -> None:
        near = alike.copy()
        np.fill_diagonal(near, 1.0)
        self._boilerplate = {run for run, group in self._groups if _formula(near[np.ix_(group, group)])}
        for number, runs in enumerate(self.runs):
            self.others[number] |= _long_stretches(np.flatnonzero(np.isin(runs, list(self._boilerplate))), len(self.others[number]))

    def kept(self, child: int, parent: int) -> list[Kept]:
        """The sentences of `child` that `parent` holds too, in order."""
        where: dict[int, list[int]] = defaultdict(list)
        for at, run in enumerate(self.runs[parent].tolist()):
            where[run].append(at)
        found = (self._sentence(child, parent, first, last, where) for first, last in self.bodies[child].sentences if last - first >= _SHORT)
        return [k for k in found if k is not None]

    def _sentence(self, child: int, parent: int, first: int, last: int, where: dict[int, list[int]]) -> Kept | None:
        """The stretch of the parent that keeps most of the sentence; None if it keeps too little."""
        runs = self.runs[child]
        length = last - first
        votes: Counter[int] = Counter()
        for i in range(first, min(last, len(runs))):
            votes.update({(at - (i - first)) // 4 * 4 for at in where.get(int(runs[i]), ())[:_PLACES]})
        best: Kept | None = None
        for anchor, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:_PLACES]:
            found = self._compare(child, parent, first, last, max(0, anchor - length // 2), min(len(self.ids[parent]), anchor + length + length // 2))
            if found is not None and (best is None or found.free + found.quoted > best.free + best.quoted):
                best = found
        return best if best is not None and best.part >= _KEPT else None

    def _compare(self, child: int, parent: int, first: int, last: int, low: int, high: int) -> Kept | None:
        here, there = self.ids[child][first:last].tolist(), self.ids[parent][low:high].tolist()
        free = quoted = longest = 0
        ends: list[int] = []
        for step in LCSseq.opcodes(here, there):
            size = step.src_end - step.src_start
            if step.tag != "equal" or size < 2:
                continue
            inside = int(self.others[child][first + step.src_start : first + step.src_end].sum())
            free, quoted, longest = free + size - inside, quoted + inside, max(longest, size - inside)
            ends += [low + step.dest_start, low + step.dest_end]
        if not ends:
            return None
        return Kept(first, last, ends[0], ends[-1], free, quoted, longest, (free + quoted) / (last - first))


def holders(own: Sequence[Ints]) -> list[tuple[int, list[int]]]:
    """Each number that two bodies or more hold, with those bodies; `own` gives the distinct numbers of each body."""
    value = np.concatenate([np.zeros(0, dtype=np.int64), *own])
    owner = np.repeat(np.arange(len(own), dtype=np.int64), [len(numbers) for numbers in own])
    order = np.lexsort((owner, value))
    value, owner = value[order], owner[order]
    starts = np.flatnonzero(np.r_[True, value[1:] != value[:-1]]) if len(value) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(value)])
    several = sizes > 1
    return [(int(value[a]), owner[a : a + n].tolist()) for a, n in zip(starts[several], sizes[several], strict=True)]


def pairs(groups: Iterable[tuple[int, list[int]]], *, at_least: int) -> list[tuple[int, int]]:
    """Pairs of bodies that stand together in enough groups, the lower number first."""
    counts: Counter[tuple[int, int]] = Counter()
    for _, group in groups:
        counts.update((a, b) for i, a in enumerate(group) for b in group[i + 1 : i + 1 + _PARTNERS])
    return sorted(pair for pair, n in counts.items() if n >= at_least)


def _said_by_others(body: Body) -> Flags:
    """Words that are no prose of the report's: quoted, or in a sentence in which the house speaks to its readers."""
    out = np.array([w.quoted for w in body.words], dtype=bool)
    for first, last in body.sentences:
        if any(w.form in _HOUSE and not w.quoted for w in body.words[first:last]):
            out[first:last] = True
    return out


def _long_stretches(at: Ints, size: int) -> Flags:
    """The words of boilerplate runs that follow each other long enough; a set phrase here and there is left to count as what it is."""
    out = np.zeros(size, dtype=bool)
    for stretch in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1):
        if len(stretch) + RUN - 1 >= _STANDING:
            out[stretch[0] : stretch[-1] + RUN] = True
    return out


def _formula(near: Matrix) -> bool:
    """Whether words are boilerplate, by how alike the bodies that hold them are: some two are unlike, or most of three and more are."""
    if near.min() < _UNLIKE:
        return True
    return len(near) > 2 and float(np.median(near[np.triu_indices(len(near), 1)])) < _MOSTLY_UNLIKE


def _hashed(ids: Ints) -> Ints:
    """One number for each run of `RUN` words; 64-bit wrap-around makes a chance clash of no account."""
    if len(ids) < RUN:
        return np.array([], dtype=np.int64)
    out = np.zeros(len(ids) - RUN + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(RUN):
            part = ids[offset : len(ids) - RUN + 1 + offset].astype(np.uint64)
            out = (out ^ part) * np.uint64(0x9E3779B97F4A7C15)
            out ^= out >> np.uint64(29)
    return out.astype(np.int64)
