"""From amounts to mentions: which numbers of a text count something, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from stemma.lang.en.quantities.amounts import Amount, amount_at, joined_at
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.bounds import Bound, bound_behind, bound_of, interval
from stemma.lang.en.quantities.lexicon import WORDS
from stemma.lang.en.quantities.nouns import counted
from stemma.lang.en.quantities.rules import SENTENCES
from stemma.lang.en.quantities.scales import age_of, level_of
from stemma.lang.en.quantities.silence import silent
from stemma.lang.en.quantities.tolls import Counted
from stemma.lang.en.quantities.units import rate_at
from stemma.model import Ground, Quantity, QuantityMention, Span

_STARTERS = frozenset(
    {
        *WORDS.cardinals,
        *WORDS.magnitudes,
        *WORDS.glyphs,
        "a",
        "an",
        "the",
        "half",
        "several",
        "few",
        "million",
        "thousand",
        "hundred",
        "dozen",
        "billion",
    }
)
_FORM_RULE = {"vague": "quantity.order-of-magnitude", "few": "quantity.few", "part": "quantity.part", "odds": "quantity.odds"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A quantity on its way: the amount, its bound, what it counts."""

    amount: Amount
    bound: Bound
    counted: Counted
    #: Atoms `[i, j)` of the whole mention.
    i: int
    j: int
    rules: tuple[str, ...] = ()


def found_in(a: Atoms) -> Iterator[QuantityMention]:
    """The mentions of a text in order."""
    for draft in _conversions(_left_out(a, _other_end(a, _shared_units(a, list(_drafts(a))))), a):
        yield _mention(a, draft)


def _drafts(a: Atoms) -> Iterator[_Draft]:
    i, floor = 0, 0
    while i < len(a):
        if not (a.digits(i) or a.low[i] in _STARTERS):
            i += 1
            continue
        amount = amount_at(a, i)
        if amount is None:
            i += 1
            continue
        whole = joined_at(a, amount)
        draft = _draft(a, whole, floor=floor) if whole is not None else None
        if whole is not None and draft is None and silent(a, whole, bounded=False) in {"years", "date"}:
            i = whole.j
            continue
        if draft is None:
            draft = _draft(a, amount, floor=floor)
        if draft is None:
            i = max(i + 1, amount.last)
            continue
        yield draft
        i = floor = max(i + 1, draft.amount.j if draft.amount.form != "part" else draft.amount.last)


def _draft(a: Atoms, amount: Amount, *, floor: int) -> _Draft | None:
    """The quantity made of an amount, or None when the number counts nothing."""
    start = amount.i
    rules: tuple[str, ...] = ()
    if amount.range and a.word(start - 1) in {"between", "from"}:
        start -= 1
    elif amount.range and a.word(start - 2) == "between":
        start -= 2
    if (level := level_of(a, amount)) is not None:
        amount, start, rules = level, min(level.i, start), ("quantity.scale-level",)
    elif (age := age_of(a, amount)) is not None:
        amount, rules = age, ("quantity.age",)
    bound = bound_of(a, amount, start, amount.j)
    if not rules and (reason := silent(a, amount, bounded=bool(bound.kinds))) is not None and reason:
        return None
    thing = Counted(unit=amount.unit, first=None, rule="") if rules and amount.unit else _thing(a, amount)
    if amount.form == "part" and amount.unit is None:
        amount, thing = _share_of(a, amount)
    if _not_one(a, amount):
        amount, rules = replace(amount, low=0.0, high=0.0), (*rules, "quantity.not-one")
    reach = thing.last or 0
    if thing.head is not None and reach:
        bound = bound_behind(a, amount, bound, reach)
    j = max(amount.j, bound.j, reach if reach <= amount.j + 10 and (thing.head is not None or (thing.first or 0) <= amount.j) else 0)
    if amount.per is None and (rate := rate_at(a, _past_complement(a, j))):
        amount, j = replace(amount, per=rate[1]), rate[0]
    return _Draft(amount=amount, bound=replace(bound, i=max(bound.i, floor)), counted=thing, i=max(min(bound.i, start), floor), j=j, rules=rules)


def _not_one(a: Atoms, amount: Amount) -> bool:
    """Whether "not one ballot" counts none; "not one but two" does not."""
    if amount.unit is not None or not amount.low == amount.high == 1 or a.word(amount.first) != "one":
        return False
    return a.word(amount.i - 1) == "not" and a.word(amount.j) not in {"but", "or", "and"} and "but" not in [a.word(amount.j + n) for n in range(1, 4)]


def _thing(a: Atoms, amount: Amount) -> Counted:
    if amount.unit is None:
        return counted(a, amount)
    if amount.unit in {"percent", "percentage-point"} or amount.attributive or a.word(amount.j) == "of":
        k = amount.j + (a.word(amount.j) == "of")
        found = counted(a, replace(amount, unit=None, j=k, form="figures"))
        if found.head is not None and found.rule == "quantity.count" and found.head < k + 7:
            return replace(found, unit=amount.unit, rule="", last=found.last if amount.attributive or amount.unit == "percent" else None)
    return Counted(unit=amount.unit, rule="")


def _share_of(a: Atoms, amount: Amount) -> tuple[Amount, Counted]:
    """ "a third of the 15,000 troops" is 5,000 troops; "two-thirds of voters" 66.7 percent of them."""
    k = amount.j + (a.word(amount.j) == "of")
    k += a.word(k) in {"the", "its", "their", "those", "these", "all", "his"}
    for _ in range(3):
        if k < len(a) and (a.digits(k) or a.word(k) in WORDS.cardinals):
            break
        k += 1 if a.word(k) in {"about", "roughly", "some", "an", "estimated", "combined", "more", "than", "nearly", "$", "€", "£"} else 0
    whole = amount_at(a, k) if k < len(a) and (a.digits(k) or a.word(k) in WORDS.cardinals) else None
    if whole is not None and whole.form in {"figures", "words"} and not silent(a, whole, bounded=False):
        thing = _thing(a, whole)
        return replace(amount, j=whole.j, low=amount.low * whole.low, high=amount.high * whole.high, unit=whole.unit), thing
    thing = counted(a, replace(amount, form="figures", j=k))
    return replace(amount, low=amount.low * 100, high=amount.high * 100, unit="percent"), replace(thing, unit="percent", rule="")


def _past_complement(a: Atoms, j: int) -> int:
    """Past "of oil" in "barrels of oil a day", so that the rate behind it is found."""
    if a.word(j) == "of" and a.word(j + 1).isalpha():
        for k in (j + 2, j + 3, j + 4):
            if rate_at(a, k):
                return k
    return j


def _shared_units(a: Atoms, drafts: list[_Draft]) -> list[_Draft]:
    """Units that a number shares with the one beside it: "between 5 and 6 percent", "280 million of the 1.5 billion shekels", "3 to 12 cents"."""
    for n in range(len(drafts) - 2, -1, -1):
        left, right = drafts[n], drafts[n + 1]
        if left.counted.unit is not None or right.counted.unit is None or right.amount.i - left.amount.j > 3:
            continue
        between = a.low[left.amount.j : right.i]
        if (
            between in (["and"], ["or"], [","], ["to"], ["of", "the"], ["of", "its"], [","], ["-", ","], ["-", "and"], ["-", "or"], [",", "and"])
            and not right.amount.signed
        ):
            scale = (
                right.amount.scale if between == ["to"] and left.amount.scale == 1 and right.amount.scale > 100 and left.amount.high < 1000 else 1.0
            )
            amount = replace(left.amount, low=left.amount.low * scale, high=left.amount.high * scale)
            drafts[n] = replace(
                left, amount=amount, counted=replace(right.counted, first=None, last=None, head=None, rule="quantity.unit-from-neighbour")
            )
    return drafts


def _other_end(a: Atoms, drafts: list[_Draft]) -> list[_Draft]:
    """ "from 3.1% to almost zero", "from 20 mpg to 29": the second value of a change has the unit of the first."""
    for n in range(1, len(drafts)):
        left, right = drafts[n - 1], drafts[n]
        if a.word(left.i - 1) == "from" and left.counted.unit and right.counted.rule == "quantity.bare" and a.low[left.j : right.i] == ["to"]:
            drafts[n] = replace(right, counted=replace(right.counted, unit=left.counted.unit, rule="quantity.unit-from-neighbour"))
    return drafts


#: Words right before the figure that something is held against or was changed from, and sums in which the currency goes without saying.
_HELD_AGAINST = frozenset({"from", "against", "than", "with", "to"})
_LARGE = 1e5
_WITHIN_REACH = 24


def _left_out(a: Atoms, drafts: list[_Draft]) -> list[_Draft]:
    """ "9.2 billion euros, up from 8.4 billion", "520 million euros, against the 450 million": the same currency, named once in the sentence."""
    for n in range(1, len(drafts)):
        right = drafts[n]
        before = a.word(right.i - 1) if a.word(right.i - 1) not in {"the", "an", "about", "some"} else a.word(right.i - 2)
        if right.counted.rule != "quantity.bare" or right.counted.unit or right.amount.scale < _LARGE or before not in _HELD_AGAINST:
            continue
        near = [d for d in drafts[:n] if right.i - d.j <= _WITHIN_REACH and "." not in a.low[d.j : right.i] and not a.line_break(right.i)]
        money = [d.amount.unit for d in near if len(d.amount.unit or "") == 3 and (d.amount.unit or "").isupper() and not _in_other_words(a, d)]
        if money:
            drafts[n] = replace(right, counted=replace(right.counted, unit=money[-1], rule="quantity.unit-from-neighbour"))
    return drafts


def _in_other_words(a: Atoms, draft: _Draft) -> bool:
    """Whether the sum gives the one before it in another currency: "9.2 billion euros, or about $10 billion", "(€6.5 million)"."""
    return a.word(draft.i - 1) in {"or", "("}


def _conversions(drafts: list[_Draft], a: Atoms) -> list[_Draft]:
    """A conversion in brackets right after a bounded amount carries its bound: "just under 296 hp (224 kW)", "over $7 million (€6.5 million)"."""
    for n in range(1, len(drafts)):
        left, right = drafts[n - 1], drafts[n]
        gap = a.low[left.j : right.i]
        measured = (
            left.amount.unit
            and right.amount.unit
            and left.amount.unit != right.amount.unit
            and "percent" not in {left.amount.unit, right.amount.unit}
        )
        if measured and gap in (["("], ["/"]) and left.bound.kinds and not right.bound.kinds:
            drafts[n] = replace(right, bound=replace(right.bound, kinds=left.bound.kinds))
    return drafts


def _mention(a: Atoms, draft: _Draft) -> QuantityMention:
    amount, thing, bound = draft.amount, draft.counted, draft.bound
    low, high, low_open, high_open, approximate = interval(amount, bound.kinds)
    what = (
        a.text(thing.first, thing.last) if thing.first is not None and thing.last is not None else ("age" if "quantity.age" in draft.rules else None)
    )
    unit = thing.unit or amount.unit
    quantity = Quantity(low=low, high=high, low_open=low_open, high_open=high_open, unit=unit, what=what, approximate=approximate, per=amount.per)
    head = Span(a.starts[thing.head], a.ends[thing.head]) if thing.head is not None and thing.last is not None else None
    last = max(draft.j, bound.j, amount.last)
    return QuantityMention(
        span=Span(a.starts[draft.i], a.ends[last - 1]),
        quantity=quantity,
        number=Span(a.starts[amount.first], a.ends[amount.last - 1]),
        head=head,
        additional=bound.additional,
        grounds=_grounds(a, draft, last),
    )


def _grounds(a: Atoms, draft: _Draft, last: int) -> tuple[Ground, ...]:
    words = a.text(draft.i, last)
    names = [*draft.rules]
    names.extend(f"quantity.{kind}" for kind in dict.fromkeys(draft.bound.kinds))
    if draft.amount.range:
        names.append("quantity.range")
    if draft.amount.form in _FORM_RULE:
        names.append(_FORM_RULE[draft.amount.form])
    if not names:
        names.append("quantity.exact")
    if draft.counted.rule in SENTENCES:
        names.append(draft.counted.rule)
    if draft.bound.additional:
        names.append("quantity.additional")
    return tuple(Ground(rule=name, sentence=SENTENCES[name].format(words=words)) for name in names)
