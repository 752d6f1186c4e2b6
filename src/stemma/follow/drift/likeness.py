"""Words held against words: negation, doubt, figures, and what is one word spelled or bent in two ways."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rapidfuzz.distance import Levenshtein, Prefix


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set("not no never none nobody nothing neither nor without hardly barely")
DOUBTS = _set(
    """
    may might could maybe perhaps possibly probably likely apparently allegedly reportedly seem seems seemed appear appears appeared think believe
    suspect guess suppose
    """
)
#: Behind a negation they make it emphasis.
_EMPHATIC = _set("less but only just doubt merely simply matter wonder surprise")
_UNDONE = ("un", "in", "im", "dis", "non", "ir", "il")
#: Endings that bend a word without making another of it.
_BENT = frozenset({"", "s", "es", "d", "ed", "ing", "e", "y", "ies"})
#: What one desk spells so and another otherwise.
_DESKS = {"our": "or", "ise": "ize", "isi": "izi", "yse": "yze", "isa": "iza", "ae": "e", "ogue": "og", "tre": "ter", "ll": "l", "grey": "gray"}
_DESK = re.compile("|".join(sorted(_DESKS, key=len, reverse=True)))
_SCALES = _set("hundred hundreds thousand thousands million millions billion billions trillion dozen dozens half third quarter")
#: Words that come and go when speech is written down.
FILLERS = _set("um uh er erm ah oh well so and but just really very you know mean like yeah okay now then also")
SLIGHT = _set("a an the that which who of to in on at for is are was were be been have has had it this these those with as from our my 00")


def negated(gone: Sequence[str], new: Sequence[str]) -> bool:
    if _denials(gone) % 2 != _denials(new) % 2:
        return True
    return any(f"{p}{w}" in other for own, other in ((gone, new), (new, gone)) for w in own if len(w) > 3 for p in _UNDONE)


def _denials(words: Sequence[str]) -> int:
    """How many words negate; "nothing less than", "not only", "no doubt" do not."""
    return sum(w in NEGATIONS and not (n + 1 < len(words) and words[n + 1] in _EMPHATIC) for n, w in enumerate(words))


def numbers(words: Sequence[str]) -> list[str]:
    """The figures, clock times told as by a twelve-hour clock without the minutes of a full hour."""
    return [_clock(w) for w in words if (w[:1].isdigit() and w != "00") or w in _SCALES]


def _clock(word: str) -> str:
    hour, colon, minutes = word.partition(":")
    if not colon or not hour.isdigit() or int(hour) > 24:
        return word
    return f"{int(hour) % 12}{'' if minutes == '00' else f':{minutes}'}"


def spelling(a: str, b: str, *, names: Collection[str]) -> bool:
    """Whether the two are one word spelled or bent in two ways. "million" and "billion" are not, nor a word and its opposite."""
    if a == b:
        return True
    if a[:1].isdigit() or b[:1].isdigit():
        return _clock(a) == _clock(b)
    if negated([a], [b]) or {a, b} & (_SCALES | DOUBTS):
        return False
    if a in names and b in names:
        return a[0] == b[0] and alike(a, b)
    one, two = (_DESK.sub(lambda m: _DESKS[m.group()], w) for w in (a, b))
    stem = Prefix.similarity(one, two)
    return one == two or (stem >= 3 and one[stem:] in _BENT and two[stem:] in _BENT)


def alike(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= 4 and Levenshtein.normalized_similarity(a, b) >= 0.75
