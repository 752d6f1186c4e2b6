"""Changes: what differs between two wordings of one utterance, and whether it bears on the meaning.

A difference is a stretch between two matches. It is nothing when it is spelling, a filler or an article; it is marked when the report shows it by
an ellipsis, brackets or by interrupting the speaker. What is left is asked, in this order: is a negation on one side only; do figures differ; is a
word of doubt on one side only; do names differ. A whole sentence left out is a cut, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemma.follow.drift.likeness import DOUBTS, FILLERS, NEGATIONS, SLIGHT, alike, negated, numbers, spelling
from stemma.follow.drift.quotations import Quotation, Spoken
from stemma.follow.drift.versions import Block, Match, Unit
from stemma.follow.shared.texts import GRAMMAR
from stemma.model import Ground, Place, Span
from stemma.model.drift import Change, ChangeKind

#: The longest beginning of a sentence that is taken to govern the rest.
_LEAD = 8
#: The fewest words left out where two sentences are made one.
_SPLICE = 3
#: Stretches longer than this are not asked for a word of doubt or a name: too much else stands in them.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two matches."""

    #: Half-open ranges of units in the first wording and in the second.
    a: tuple[int, int]
    b: tuple[int, int]


def gaps(found: Match) -> list[Gap]:
    """The stretches between the matches."""
    return [Gap((x.a + x.size, y.a), (x.b + x.size, y.b)) for x, y in zip(found.blocks, found.blocks[1:], strict=False)]


class Comparison:
    """Two wordings held against each other."""

    def __init__(self, first: Quotation, second: Quotation, a: Sequence[Unit], b: Sequence[Unit], found: Match) -> None:
        self.first, self.second, self.a, self.b, self.found = first, second, a, b, found

    def changes(self) -> tuple[Change, ...]:
        """Everything that differs between the first match and the last, slight things left out; then what was cut before the first match."""
        wide = [g for g in gaps(self.found) if not self._same(g)]
        moved = self._moved(wide)
        out = [self._order(*moved)] if moved else []
        out += [change for g in wide if g not in moved for change in [self._change(g)] if change is not None]
        if sum(c.kind == "negation" for c in out) % 2 == 0 and not self._turned():
            out = [_plainly(c) for c in out]
        out += self._beheaded()
        return tuple(sorted(out, key=lambda c: (c.gone or c.new)[0].start))

    def _beheaded(self) -> list[Change]:
        """A negation or a word of doubt that governs what both have, and that one wording leaves outside its marks and its sentence does not have.

        "I do not believe it is safe" against "it is safe": quoted to the letter, and turned round.
        """
        block = whole(self.found)
        sides = ((self.first, self.a, block.a, self.second, self.b, block.b), (self.second, self.b, block.b, self.first, self.a, block.a))
        for full, units, at, short, others, other in sides:
            lead = _lead(full, units, at)
            kind: ChangeKind | None = "negation" if negated(lead, ()) else "certainty" if DOUBTS & set(lead) else None
            if kind is None or other > 1 or len(lead) > _LEAD or _governed(short):
                continue
            if not any(w in NEGATIONS | DOUBTS for w in (u.form for u in others[:other])):
                places = self._places(full, units, (at - len(lead), at))
                gone, new = (places, ()) if full is self.first else ((), places)
                return [Change(kind=kind, gone=gone, new=new, ground=Ground(rule="drift.beheaded", sentence=_BEHEADED[kind], spans=places))]
        return []

    def _words(self, gap: Gap) -> tuple[list[str], list[str]]:
        return [u.form for u in self.a[slice(*gap.a)]], [u.form for u in self.b[slice(*gap.b)]]

    def _same(self, gap: Gap) -> bool:
        """Whether the difference is none: spelling, spacing, fillers."""
        gone, new = self._words(gap)
        if "".join(gone) == "".join(new):
            return True
        left, right = ([w for w in words if w not in FILLERS] for words in (gone, new))
        if left == right:
            return True
        names = {*_named(self.first, self.a, gap.a), *_named(self.second, self.b, gap.b)}
        return len(left) == len(right) and all(spelling(x, y, names=names) for x, y in zip(left, right, strict=True))

    def _moved(self, wide: Sequence[Gap]) -> tuple[Gap, Gap] | tuple[()]:
        """Two stretches of which each has the words that the other lacks."""
        for n, one in enumerate(wide):
            for two in wide[n + 1 :]:
                (gone, new), (gone_too, new_too) = self._words(one), self._words(two)
                if (len(gone) >= 3 and gone == new_too and not new) or (len(new) >= 3 and new == gone_too and not gone):
                    return one, two
        return ()

    def _turned(self) -> bool:
        """Whether one wording has a negation more, all in all, within what both share."""
        block = whole(self.found)
        last = self.found.blocks[-1]
        own = self.a[block.a : block.a + block.size], self.b[block.b : last.b + last.size]
        return negated(*([u.form for u in units] for units in own))

    def _order(self, one: Gap, two: Gap) -> Change:
        gone = (*self._places(self.first, self.a, one.a), *self._places(self.first, self.a, two.a))
        new = (*self._places(self.second, self.b, one.b), *self._places(self.second, self.b, two.b))
        ground = Ground(rule="drift.order", sentence="The same words stand in another order.", spans=(*gone, *new))
        return Change(kind="order", gone=gone, new=new, ground=ground)

    def _change(self, gap: Gap) -> Change | None:
        gone, new = self._words(gap)
        marked = self._marked(gap)
        kind = self._kind(gap, gone, new, marked=marked)
        if kind is None:
            return None
        left, right = self._places(self.first, self.a, gap.a), self._places(self.second, self.b, gap.b)
        return Change(kind=kind, gone=left, new=right, marked=marked, ground=Ground(rule=f"drift.{kind}", sentence=_WHY[kind], spans=(*left, *right)))

    def _kind(self, gap: Gap, gone: list[str], new: list[str], *, marked: bool) -> ChangeKind | None:
        slight = all(w in SLIGHT or w in FILLERS for w in (*gone, *new))
        if marked or self._sentences(gap):
            return None if slight else "cut"
        if negated(gone, new):
            return "negation"
        if numbers(gone) and numbers(new) and numbers(gone) != numbers(new):
            return "number"
        if len(gone) <= _SHORT and len(new) <= _SHORT and bool(DOUBTS & set(gone)) != bool(DOUBTS & set(new)):
            return "certainty"
        if slight:
            return None
        if gone and new and len(gone) <= _SHORT and len(new) <= _SHORT and self._names(gap):
            return "name"
        if gone and new:
            return "words"
        return "spliced" if self._spliced(gap) else "cut"

    def _marked(self, gap: Gap) -> bool:
        """Whether either report shows the reader that something is missing or its own, at this place."""
        return _shown(self.first, self.a, gap.a) or _shown(self.second, self.b, gap.b)

    def _sentences(self, gap: Gap) -> bool:
        """Whether one wording has whole sentences here, and the other nothing."""
        if gap.a[0] != gap.a[1] and gap.b[0] != gap.b[1]:
            return False
        wording, units, (start, end) = (self.first, self.a, gap.a) if gap.a[0] != gap.a[1] else (self.second, self.b, gap.b)
        return end < len(units) and wording.spoken[units[start].at].begins and wording.spoken[units[end].at].begins

    def _spliced(self, gap: Gap) -> bool:
        """Whether a sentence ends within what one wording lacks, and the other goes on as in one sentence."""
        full, units, (start, end), short, others, at = (
            (self.first, self.a, gap.a, self.second, self.b, gap.b[1])
            if gap.a[0] != gap.a[1]
            else (self.second, self.b, gap.b, self.first, self.a, gap.a[1])
        )
        if end - start < _SPLICE or end >= len(units) or at >= len(others) or short.spoken[others[at].at].begins:
            return False
        inner = {u.at for u in units[start + 1 : end + 1]}
        return any(full.spoken[n].begins for n in inner)

    def _names(self, gap: Gap) -> bool:
        """Whether each side has a name, and they are not forms of one."""
        left, right = _named(self.first, self.a, gap.a), _named(self.second, self.b, gap.b)
        if not left or not right:
            return False
        one, two = "".join(left), "".join(right)
        initials = {"".join(w[0] for w in side) for side in (left, right)}
        return not (set(left) & set(right) or one in two or two in one or alike(one, two) or initials & {one, two})

    def _places(self, wording: Quotation, units: Sequence[Unit], span: tuple[int, int]) -> tuple[Place, ...]:
        """The words of a range of units, a place for each stretch of the quotation."""
        if span[0] == span[1]:
            return ()
        spoken = [wording.spoken[n] for n in sorted({u.at for u in units[slice(*span)]})]
        out: list[Place] = []
        for stretch in wording.stretches:
            own = [s.word for s in spoken if stretch.start <= s.word.start < stretch.end]
            if own:
                out.append(Place.at(wording.report.id, Span(own[0].start, own[-1].end)))
        return tuple(out)


def _lead(wording: Quotation, units: Sequence[Unit], at: int) -> list[str]:
    """The levelled words of the sentence before the unit, in the same stretch."""
    out: list[str] = []
    n = at
    while n > 0 and not wording.spoken[units[n].at].begins and not wording.spoken[units[n].at].seam:
        n -= 1
        out.insert(0, units[n].form)
    return out


def _governed(wording: Quotation) -> bool:
    """Whether the report's own words round the quotation negate or doubt it, or ask."""
    text = wording.report.text
    start, end = wording.stretches[0].start, wording.stretches[-1].end
    head = re.split(r"[.!?]\s|\n", text[max(0, start - 250) : start])[-1]
    tail = re.split(r"[.!?]\s|\n", text[end : end + 200])[0]
    return bool(_GOVERNS.search(f"{head} {tail}"))


_GOVERNS = re.compile(
    r"\b(?:not|no|never|none|neither|nor|without|hardly|cannot|\w+n['’]t|den(?:y|ied|ies)|doubt\w*|reject\w*|dismiss\w*|refus\w*|fail\w*|if|whether|"
    r"unless|question\w*|ask\w*|may|might|could|perhaps|maybe|possibl\w+|probabl\w+|likely|unlikely|think\w*|thought|believ\w*|suspect\w*|"
    r"seem\w*|appear\w*|suggest\w*|hop\w+|fear\w*|guess\w*|suppos\w*|stop\w*|deni\w+|far from|rather than|instead)\b",
    re.I,
)
_BEHEADED: dict[ChangeKind, str] = {
    "negation": "One quotation begins behind a negation that governs it.",
    "certainty": "One quotation begins behind a word of doubt that governs it.",
}


def _plainly(change: Change) -> Change:
    """A negation that only stands elsewhere in the sentence is a change of words."""
    if change.kind != "negation":
        return change
    kind: ChangeKind = "words" if change.gone and change.new else "cut"
    ground = Ground(rule="drift.words", sentence="A negation stands at another place of the sentence.", spans=change.ground.spans)
    return replace(change, kind=kind, ground=ground)


_WHY: dict[ChangeKind, str] = {
    "negation": "A negation stands in one wording only.",
    "number": "The figures differ.",
    "certainty": "A word of doubt stands in one wording only.",
    "name": "The names differ.",
    "words": "Other words stand at the same place.",
    "cut": "Words stand in one wording only.",
    "order": "The same words stand in another order.",
    "spliced": "Parts of two sentences stand together as one, and no mark shows it.",
}


def _shown(wording: Quotation, units: Sequence[Unit], span: tuple[int, int]) -> bool:
    """Ellipsis, brackets or an interruption anywhere from the stretch's first word to the word after it."""
    ats = sorted({u.at for u in units[span[0] : span[1] + 1]})
    return any(_mark(wording.spoken[n]) for n in ats)


def _mark(spoken: Spoken) -> bool:
    return spoken.elided or spoken.bracketed or spoken.seam


def _named(wording: Quotation, units: Sequence[Unit], span: tuple[int, int]) -> list[str]:
    ats = sorted({u.at for u in units[slice(*span)]})
    own = [wording.spoken[n] for n in ats]
    return [s.form for s in own if s.word.written[:1].isupper() and not s.begins and s.form not in GRAMMAR]


def whole(found: Match) -> Block:
    """From the first shared unit to the last, as one block of the first wording."""
    first, last = found.blocks[0], found.blocks[-1]
    return Block(first.a, first.b, last.a + last.size - first.a)
