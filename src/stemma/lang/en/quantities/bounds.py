"""Words round a number that make an interval of it: "over", "at least", "nearly", "or so", "-plus", "an additional".

Meaning follows `stemma.model.Quantity`. Bounds stack ("at least about 50", "as many as an estimated 300"): the outermost open end wins,
and any loose word makes the whole approximate.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemma.lang.en.quantities.amounts import Amount
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS, longest, longest_before

#: "about 50" is 45..55, "nearly 200" is 180..200: the contract's tenth.
LOOSE = 0.1
_GLUE = frozenset({"a", "an", "another", "additional", "extra", "further", "just", "only", "even"})
_AROUND = frozenset(
    {
        "centre",
        "centres",
        "centred",
        "center",
        "centers",
        "centered",
        "revolve",
        "revolves",
        "revolved",
        "gather",
        "gathered",
        "built",
        "based",
        "wrapped",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """The bound words round an amount."""

    #: Atoms `[i, j)` of the amount with its bound words.
    i: int
    j: int
    kinds: tuple[str, ...] = ()
    additional: bool = False


def bound_of(a: Atoms, amount: Amount, start: int, end: int) -> Bound:
    """The bound of the amount that, with its unit, fills the atoms `[start, end)`; the words may stand on either side or before the unit."""
    kinds: list[str] = []
    additional = False
    i = start
    for _ in range(5):
        found = longest_before(WORDS.bounds_before, a.low, i)
        if found and _fits(a, i, found) and not a.line_break(i):
            kinds.append(found[1])
            i -= found[0]
            continue
        word = a.word(i - 1)
        if a.joined(i - 1) and a.word(i - 2) == "sub":
            kinds.append("less-than")
            i -= 2
            continue
        if word in WORDS.additional_before and not a.line_break(i):
            additional, i = True, i - 1
        elif (
            word in _GLUE
            and (longest_before(WORDS.bounds_before, a.low, i - 1) or a.word(i - 2) in WORDS.additional_before)
            and word not in {"that", "be"}
        ):
            i -= 1
        else:
            break
    if additional and a.word(i - 1) in {"an", "a"}:
        i -= 1
    j, after = _after(a, amount, end)
    if a.word(amount.last) in WORDS.additional_after and a.word(amount.last + 1) != "than":
        additional = True
    return Bound(i=i, j=j, kinds=tuple(k for k in [*kinds, *after] if k != "exact"), additional=additional)


def _fits(a: Atoms, i: int, found: tuple[int, str]) -> bool:
    """Whether the words before atom `i` are a bound here and not a preposition or another construction."""
    length, _ = found
    word, before = a.low[i - 1], a.word(i - length - 1)
    if length == 1:
        if word in {"over", "under"} and before in {"won", "victory", "win", "just"}:
            return before == "just"
        if word in {"above", "below", "beyond", "near", "under", "over", "close"} and before in {"rose", "is", "from"} and word == "near":
            return False
        if word in {"c", "ca", "sub"} and not (a.word(i) and a.digits(i)):
            return False
        if word in {"around", "about"} and before in _AROUND:
            return False
    return not (found[1] == "up-to" and before in {"catch", "caught", "add", "adds", "added"})


def bound_behind(a: Atoms, amount: Amount, bound: Bound, end: int) -> Bound:
    """With the bound words that stand behind the counted noun, which ends at `end`: "100 fighters at most", "50 people or more"."""
    if bound.kinds or bound.j > end:
        return bound
    found = longest(WORDS.bounds_after, a.low, end)
    if found is None or found[0] < 2 or not _fits_after(a, end, found, hyphen=False):
        return bound
    return Bound(i=bound.i, j=end + found[0], kinds=(found[1],), additional=bound.additional)


def _after(a: Atoms, amount: Amount, end: int) -> tuple[int, list[str]]:
    kinds: list[str] = []
    j = end
    for k in (amount.last, end):
        for at in (k, k + 1 if a.joined(k) else k):
            found = longest(WORDS.bounds_after, a.low, at)
            if found is None or not _fits_after(a, at, found, hyphen=at > k or a.glued(at)):
                continue
            kinds.append(found[1])
            j = max(j, at + found[0])
            break
        if kinds:
            break
    return j, kinds


def _fits_after(a: Atoms, at: int, found: tuple[int, str], *, hyphen: bool) -> bool:
    word, length = a.low[at], found[0]
    if word in {"+", "plus", "odd", "ish"}:
        return hyphen and not a.digits(at + 1)
    if word == "at" or length > 1:
        return not (a.digits(at + length) or a.word(at + length) in WORDS.cardinals)
    return word in {"max", "maximum", "tops", "upwards"} and a.raw[at].islower()


def interval(amount: Amount, kinds: tuple[str, ...]) -> tuple[float | None, float | None, bool, bool, bool]:
    """(low, high, low open, high open, approximate) of an amount under its bounds."""
    low, high = amount.low, amount.high
    approximate = amount.form in {"vague", "few"}
    about = "about" in kinds
    for kind in reversed(kinds):
        if kind == "more-than":
            return low, None, True, False, approximate or about
        if kind == "at-least":
            return low, None, False, False, approximate or about
        if kind == "less-than":
            return None, high, False, True, approximate or about
        if kind == "up-to":
            return None, high, False, False, approximate or about
    if "nearly" in kinds or "just-under" in kinds:
        open_end = "just-under" in kinds
        return high - LOOSE * abs(high), high, False, open_end, not open_end
    if about and not amount.range and amount.form not in {"vague", "few"}:
        return low - LOOSE * abs(low), high + LOOSE * abs(high), False, False, True
    return low, high, False, False, approximate or about
