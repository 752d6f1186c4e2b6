"""Versions: which wordings are of one utterance, and where their words match.

Theory of operation. Words are levelled first (contractions spelled out, number words as digits, "gonna" as "going to"), so that habits of a desk
do not look like changes. Two wordings are of one utterance when they share a run of words with something rare in it, and when from the first
shared word to the last most words of the shorter one stand in the other, in order. Thresholds lean to silence: an utterance that is missed costs
less than two utterances taken for one. Known exception: a speaker who says nearly the same sentence twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from stemma.follow.drift.quotations import Quotation, Spoken
from stemma.follow.shared.texts import GRAMMAR

_SPELLED = {
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "percent": ("per", "cent"),
    "ok": ("okay",),
    "u": ("you",),
    "r": ("are",),
    "till": ("until",),
    "'em": ("them",),
    # words that a program has cut apart: "did n't", "year ' s"
    "n't": ("not",),
    "ca": ("can",),
    "wo": ("will",),
    "m": ("am",),
    "re": ("are",),
    "ve": ("have",),
    "ll": ("will",),
    "s": (),
}
_TAILS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_IS = frozenset({"it", "he", "she", "that", "there", "what", "who", "here", "how", "where", "everybody", "everyone", "nobody", "somebody"})
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_NUMBERS = {word: str(n) for n, word in enumerate(_SMALL.split()) if n != 1}
_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_NUMBERS |= {word: f"{n}{'rd' if n == 3 else 'th'}" for n, word in enumerate(_ORDINALS.split(), 3)}
#: Shared words that two wordings need; of these so many must be more than grammar.
_SHARED, _TELLING = 5, 3
#: The longest run of shared words.
_RUN = 4
#: Part of the shorter wording, between the first shared word and the last, that must be shared.
_DENSE = 0.65
#: Part of the whole of the shorter wording.
_WHOLE = 0.5
#: Without one voice for both, more is asked.
_SHARED_UNSURE, _DENSE_UNSURE = 9, 0.8
#: A small match further than this from the next one is chance.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A levelled word, and the place in its wording of the word it comes from."""

    form: str
    at: int


@dataclass(frozen=True, slots=True)
class Block:
    """`size` units from `a` in the first wording that stand from `b` in the second."""

    a: int
    b: int
    size: int


@dataclass(frozen=True, slots=True)
class Match:
    """Where two wordings match, in order."""

    blocks: tuple[Block, ...]

    @property
    def shared(self) -> int:
        """Units that stand in both."""
        return sum(b.size for b in self.blocks)


def levelled(quotation: Quotation) -> tuple[Unit, ...]:
    """The quotation's words with contractions spelled out and small numbers as digits."""
    return tuple(Unit(form, n) for n, spoken in enumerate(quotation.spoken) for form in _levelled(spoken))


def _levelled(spoken: Spoken) -> tuple[str, ...]:
    form, written = spoken.form, spoken.word.written.lower().replace("’", "'")
    if form in _SPELLED:
        return _SPELLED[form]
    if form in _NUMBERS:
        return (_NUMBERS[form],)
    if form.endswith(":00") and form[:-3].isdigit():
        return (form[:-3],)
    if written.endswith("'s") and form in _IS:
        return (form, "is")
    if written == "let's":
        return ("let", "us")
    for tail, full in _TAILS.items():
        if form.endswith(tail) and len(form) > len(tail):
            return (form[: -len(tail)], full)
    return (form,)


def match(a: Sequence[Unit], b: Sequence[Unit]) -> Match:
    """The longest common runs, those at the rim left out that stand alone."""
    matcher = SequenceMatcher(None, [u.form for u in a], [u.form for u in b], autojunk=False)
    blocks = [Block(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size]
    if not blocks:
        return Match(())
    middle = max(range(len(blocks)), key=lambda n: (blocks[n].size, -n))
    kept = [blocks[middle]]
    for n in range(middle + 1, len(blocks)):
        if not _near(kept[-1], blocks[n], a, blocks[n]):
            break
        kept.append(blocks[n])
    for n in range(middle - 1, -1, -1):
        if not _near(blocks[n], kept[0], a, blocks[n]):
            break
        kept.insert(0, blocks[n])
    return Match(tuple(kept))


def _near(one: Block, two: Block, a: Sequence[Unit], small: Block) -> bool:
    """Whether the smaller block belongs to the other: long enough by itself, or close by, and more than a word of grammar far off."""
    gap = max(two.a - one.a - one.size, two.b - one.b - one.size)
    if small.size >= _RUN:
        return True
    tells = any(_tells(u.form) for u in a[small.a : small.a + small.size])
    return gap <= (_REACH if tells and small.size > 1 else 4 if tells or small.size > 1 else 2)


def versions(a: Sequence[Unit], b: Sequence[Unit], found: Match, *, one_voice: bool) -> bool:
    """Whether the two wordings are of one utterance."""
    if not found.blocks:
        return False
    shared = found.shared
    telling = sum(_tells(u.form) for block in found.blocks for u in a[block.a : block.a + block.size])
    first, last = found.blocks[0], found.blocks[-1]
    core = min(last.a + last.size - first.a, last.b + last.size - first.b)
    enough, dense = (_SHARED, _DENSE) if one_voice else (_SHARED_UNSURE, _DENSE_UNSURE)
    return (
        shared >= enough
        and telling >= _TELLING
        and max(b.size for b in found.blocks) >= _RUN
        and shared >= dense * core
        and shared >= _WHOLE * min(len(a), len(b))
    )


def _tells(form: str) -> bool:
    return form not in GRAMMAR and (len(form) > 1 or form.isdigit())
