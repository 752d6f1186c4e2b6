"""Passages that two bodies share: candidate pairs through an index of word runs, then sentence by sentence alignment.

Theory of operation. Observations: a copy keeps runs of four words even when reworded (true copies share as little as a quarter of theirs), copies
reorder and drop sentences, and words within quotation marks are a third party's, which anybody may have from anywhere. Method: hash every run of four
words, look only at pairs of bodies that share some (`shared.py`), and for each sentence of one find the stretch of the other that keeps most of its
words in order in runs of two or more. A sentence that stands there unchanged is seen at once; only the others are aligned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq

from stemma.weigh.boilerplate import own_runs
from stemma.weigh.leaves import Flags, Ints, Leaf, Small, Vocabulary
from stemma.weigh.likeness import Likeness
from stemma.weigh.shared import groups_of, nearest

#: Length of the word runs in the index.
RUN = 4
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
#: Places that differ by less than this are one.
_NEAR = 4
#: Boilerplate is at least so many words in a row; less is a set phrase of the trade.
_STANDING = 10
#: So many bodies are kept ready for comparison.
_READY = 2_000


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


@dataclass(slots=True)
class _Ready:
    """A body as comparison wants it."""

    ids: list[int]
    runs: Ints
    #: The runs in order, and where each stands.
    ordered: Ints
    places: Ints
    others: Flags
    #: Others' words before each word.
    before: list[int]


class Index:
    """The word runs of all bodies."""

    def __init__(self, leaves: Sequence[Leaf], vocabulary: Vocabulary, likeness: Likeness) -> None:
        """Leaves in order of time; runs that bodies unlike as wholes share are left out as boilerplate."""
        self.leaves = leaves
        self._spelling = vocabulary.spellings()
        self._addresses = vocabulary.addresses()
        groups = groups_of(self._free_runs, len(leaves), sum(map(len, leaves)))
        keys, counts, self._boilerplate = own_runs(groups, likeness, self._free_runs, at_least=_RUNS)
        kept = nearest(keys, counts, len(leaves))
        self.candidates: list[tuple[int, int]] = list(zip((kept // len(leaves)).tolist(), (kept % len(leaves)).tolist(), strict=True))
        self._ready: dict[int, _Ready] = {}

    def _runs(self, number: int) -> Ints:
        return _hashed(self._spelling[self.leaves[number].forms])

    def _free_runs(self, number: int) -> Ints:
        """The distinct runs of a body that are not all others' words."""
        runs = self._runs(number)
        inside = np.concatenate([[0], np.cumsum(said_by_others(self.leaves[number], self._addresses))])
        return np.unique(runs[(inside[RUN:] - inside[:-RUN]) < RUN]) if len(runs) else runs

    def others(self, number: int) -> Flags:
        """Words that anybody may have: a third party's (within quotation marks), the house's to its readers, or boilerplate."""
        return self._of(number).others

    def own(self, number: int) -> int:
        """How many words are the body's own."""
        ready = self._of(number)
        return len(ready.ids) - ready.before[-1]

    def _of(self, number: int) -> _Ready:
        found = self._ready.get(number)
        if found is None:
            if len(self._ready) >= _READY:
                self._ready.clear()
            found = self._ready[number] = self._made(number)
        return found

    def _made(self, number: int) -> _Ready:
        leaf, runs = self.leaves[number], self._runs(number)
        others = said_by_others(leaf, self._addresses)
        if len(runs) and len(self._boilerplate):
            at = np.minimum(np.searchsorted(self._boilerplate, runs), len(self._boilerplate) - 1)
            others |= _long_stretches(np.flatnonzero(self._boilerplate[at] == runs), len(leaf))
        order = np.argsort(runs, kind="stable")
        before = np.concatenate([[0], np.cumsum(others)]).tolist()
        return _Ready(self._spelling[leaf.forms].tolist(), runs, runs[order], order, others, before)

    def kept(self, child: int, parent: int) -> list[Kept]:
        """The sentences of `child` that `parent` holds too, in order."""
        here, there = self._of(child), self._of(parent)
        votes = _votes(here, there)
        found = []
        for first, last in self.leaves[child].sentences:
            if last - first < _SHORT:
                continue
            tally: defaultdict[int, int] = defaultdict(int)
            for i in range(first, last):
                for at in votes.get(i, ()):
                    tally[at - (i - first)] += 1
            if tally and (kept := _sentence(here, there, first, last, tally)) is not None:
                found.append(kept)
        return found


def _votes(here: _Ready, there: _Ready) -> dict[int, list[int]]:
    """Where each run of the one stands in the other: word -> places."""
    low = np.searchsorted(there.ordered, here.runs, side="left")
    many = np.minimum(np.searchsorted(there.ordered, here.runs, side="right") - low, _PLACES)
    found = np.flatnonzero(many)
    places = there.places
    return {
        i: [int(places[a])] if n == 1 else places[a : a + n].tolist()
        for i, a, n in zip(found.tolist(), low[found].tolist(), many[found].tolist(), strict=True)
    }


def _sentence(here: _Ready, there: _Ready, first: int, last: int, tally: dict[int, int]) -> Kept | None:
    """The stretch of the other body that keeps most of the sentence; None if it keeps too little."""
    length = last - first
    sentence = here.ids[first:last]
    exact = min(tally, key=lambda at: (-tally[at], at))
    if exact >= 0 and there.ids[exact : exact + length] == sentence:
        return _whole(here, first, last, exact)
    near: defaultdict[int, int] = defaultdict(int)
    for at, votes in tally.items():
        near[at // _NEAR * _NEAR] += votes
    best: Kept | None = None
    for anchor in sorted(near, key=lambda at: (-near[at], at))[:_PLACES]:
        found = _compared(here, there, first, last, max(0, anchor - length // 2), min(len(there.ids), anchor + length + length // 2))
        if found is not None and (best is None or found.free + found.quoted > best.free + best.quoted):
            best = found
    return best if best is not None and best.part >= _KEPT else None


def _whole(here: _Ready, first: int, last: int, there: int) -> Kept:
    """A sentence that stands in the other body unchanged."""
    quoted = here.before[last] - here.before[first]
    return Kept(first, last, there, there + last - first, last - first - quoted, quoted, last - first - quoted, 1.0)


def _compared(here: _Ready, there: _Ready, first: int, last: int, low: int, high: int) -> Kept | None:
    free = quoted = longest = 0
    ends: list[int] = []
    for step in LCSseq.opcodes(here.ids[first:last], there.ids[low:high]):
        size = step.src_end - step.src_start
        if step.tag != "equal" or size < 2:
            continue
        inside = here.before[first + step.src_end] - here.before[first + step.src_start]
        free, quoted, longest = free + size - inside, quoted + inside, max(longest, size - inside)
        ends += [low + step.dest_start, low + step.dest_end]
    if not ends:
        return None
    return Kept(first, last, ends[0], ends[-1], free, quoted, longest, (free + quoted) / (last - first))


def said_by_others(leaf: Leaf, addresses: Flags) -> Flags:
    """Words that are no prose of the report's: quoted, or in a sentence in which the house speaks to its readers."""
    out = leaf.quoted.copy()
    own = addresses[leaf.forms] & ~leaf.quoted
    if own.any():
        for first, last in leaf.sentences:
            if own[first:last].any():
                out[first:last] = True
    return out


def _long_stretches(at: Ints, size: int) -> Flags:
    """The words of boilerplate runs that follow each other long enough; a set phrase here and there is left to count as what it is."""
    out = np.zeros(size, dtype=bool)
    for stretch in np.split(at, np.flatnonzero(np.diff(at) > 1) + 1):
        if len(stretch) + RUN - 1 >= _STANDING:
            out[stretch[0] : stretch[-1] + RUN] = True
    return out


def _hashed(ids: Small) -> Ints:
    """One number for each run of `RUN` words; 64-bit wrap-around makes a chance clash of no account."""
    if len(ids) < RUN:
        return np.array([], dtype=np.int64)
    out = np.zeros(len(ids) - RUN + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for offset in range(RUN):
            part = (ids[offset : len(ids) - RUN + 1 + offset]).astype(np.uint64) + np.uint64(1)
            out = (out ^ part) * np.uint64(0x9E3779B97F4A7C15)
            out ^= out >> np.uint64(29)
    return out.astype(np.int64)
