"""What speaks for and against two propositions being one claim: a table of named features, each a small function.

A feature gives a number between 0 and 1; what it counts for is in `weights.json`, learnt on annotated stories (see `training/alignment`).
What no likeness outweighs stands in `bars`.
"""

from __future__ import annotations

from collections.abc import Callable

from stemma.align import intervals
from stemma.align.pairs import Pair

Feature = Callable[["Pair"], float]


def shared_words(pair: Pair) -> float:
    """Share of the content words (by sense, rare ones weigh more) that both have."""
    both, either = pair.a.words & pair.b.words, pair.a.words | pair.b.words
    return pair.corpus.sum(both) / pair.corpus.sum(either) if either else 0.0


def contained_words(pair: Pair) -> float:
    """Share of the shorter one's content words that the longer one has too."""
    both = pair.corpus.sum(pair.a.words & pair.b.words)
    least = min(pair.corpus.sum(pair.a.words), pair.corpus.sum(pair.b.words))
    return both / least if least > 0 else 0.0


def likeness(pair: Pair) -> float:
    """Cosine of the mean word vectors, where the annotator gives vectors."""
    if pair.a.vector is None or pair.b.vector is None:
        return 0.0
    return max(0.0, float(pair.a.vector @ pair.b.vector))


def high_likeness(pair: Pair) -> float:
    """How far the likeness of wording goes beyond .7."""
    return max(0.0, likeness(pair) - 0.7) / 0.3


def same_predicate(pair: Pair) -> float:
    """Whether both say the same of their subject, by sense."""
    return float(pair.a.predicate == pair.b.predicate)


def predicate_mentioned(pair: Pair) -> float:
    """Whether the word that says what happens in one stands anywhere in the other."""
    return float(pair.a.predicate in pair.b.words or pair.b.predicate in pair.a.words)


def shared_names(pair: Pair) -> float:
    """Share of the names that both have."""
    a, b = pair.corpus.named(pair.a.names), pair.corpus.named(pair.b.names)
    return len(_agreeing(a, b)) / len(a | b) if a and b else 0.0


def other_names(pair: Pair) -> float:
    """Both name somebody or somewhere, and nobody the same."""
    a, b = pair.corpus.named(pair.a.names), pair.corpus.named(pair.b.names)
    return float(bool(a) and bool(b) and not _agreeing(a, b))


def same_subject(pair: Pair) -> float:
    """Whether the subjects share a name or noun."""
    a, b = pair.corpus.named(pair.a.subject), pair.corpus.named(pair.b.subject)
    return float(bool(_agreeing(a, b)))


def other_subject(pair: Pair) -> float:
    """Both have a subject, and not the same."""
    a, b = pair.corpus.named(pair.a.subject), pair.corpus.named(pair.b.subject)
    return float(bool(a) and bool(b) and not _agreeing(a, b))


def same_figure(pair: Pair) -> float:
    """Both name the same figure."""
    return float(pair.numbers == "same")


def telling_figure(pair: Pair) -> float:
    """Both name the same figure, and it is not a round one: 1,947 tells more than 2,000."""
    if pair.numbers != "same" or pair.a.mention is None:
        return 0.0
    low, high = intervals.figures(pair.a.mention.quantity)
    digits = len(f"{low:.6g}".replace(".", "").replace("-", "").strip("0").split("e")[0]) if low is not None else 0
    return min(1.0, (digits - 1 + (low != high)) / 3)


def same_bound(pair: Pair) -> float:
    """The same figure with the same bound: both "at least", both exact."""
    if pair.numbers != "same" or pair.a.mention is None or pair.b.mention is None:
        return 0.0
    a, b = pair.a.mention.quantity, pair.b.mention.quantity
    return float((a.low is None) == (b.low is None) and (a.high is None) == (b.high is None))


def one_number(pair: Pair) -> float:
    """One has a number and the other has none."""
    return float((pair.a.mention is None) != (pair.b.mention is None))


def same_counted(pair: Pair) -> float:
    """Share of the senses of what is counted that both have."""
    a, b = pair.a.counted, pair.b.counted
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def other_counted(pair: Pair) -> float:
    """Both count something, and nothing in common, by sense."""
    return float(bool(pair.a.counted) and bool(pair.b.counted) and not pair.a.counted & pair.b.counted)


def same_unit(pair: Pair) -> float:
    """Both numbers have the same unit."""
    return float(pair.a.mention is not None and pair.b.mention is not None and pair.a.mention.quantity.unit == pair.b.mention.quantity.unit)


def same_day(pair: Pair) -> float:
    """The times said can be the same."""
    a, b = pair.a.when, pair.b.when
    return float(a is not None and b is not None and bool(a.first and b.first) and not days_apart(pair))


def other_day(pair: Pair) -> float:
    """The times said cannot be the same."""
    return float(days_apart(pair))


def same_certainty(pair: Pair) -> float:
    """Both are put equally surely."""
    return float(pair.a.certainty == pair.b.certainty)


def same_origin(pair: Pair) -> float:
    """Both go back to one origin."""
    return float(pair.a.said.house is not None and pair.a.said.house == pair.b.said.house)


def other_origin(pair: Pair) -> float:
    """They go back to two origins."""
    return float(pair.a.said.house is not None and pair.b.said.house is not None and pair.a.said.house != pair.b.said.house)


def same_kind(pair: Pair) -> float:
    """Both are clauses, or both are counted noun phrases."""
    return float((pair.a.kind in {"counted", "time"}) == (pair.b.kind in {"counted", "time"}))


def unlike_length(pair: Pair) -> float:
    """How unlike in length the two are."""
    x, y = len(pair.a.words) + 1, len(pair.b.words) + 1
    return 1 - min(x, y) / max(x, y)


def negated_once(pair: Pair) -> float:
    """One is negated and the other is not."""
    return float(pair.a.negated != pair.b.negated)


def names_agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether the two share a name."""
    return bool(_agreeing(a, b))


def _agreeing(a: frozenset[str], b: frozenset[str]) -> set[str]:
    """The names of a that agree with one of b: equal, or one's words within the other's ("kim" and "kim jong un")."""
    found = set(a & b)
    for x in a - found:
        words = set(x.split())
        if any(words <= (other := set(y.split())) or other <= words for y in b):
            found.add(x)
    return found


def days_apart(pair: Pair) -> bool:
    """The times said have no day in common."""
    a, b = pair.a.when, pair.b.when
    if a is None or b is None or not (a.first and a.last and b.first and b.last):
        return False
    return a.last < b.first or b.last < a.first


#: All features by name, in the order of the weights.
FEATURES: dict[str, Feature] = {
    "align.shared-words": shared_words,
    "align.contained-words": contained_words,
    "align.likeness": likeness,
    "align.high-likeness": high_likeness,
    "align.same-predicate": same_predicate,
    "align.predicate-mentioned": predicate_mentioned,
    "align.shared-names": shared_names,
    "align.other-names": other_names,
    "align.same-subject": same_subject,
    "align.other-subject": other_subject,
    "align.same-figure": same_figure,
    "align.telling-figure": telling_figure,
    "align.same-bound": same_bound,
    "align.one-number": one_number,
    "align.same-counted": same_counted,
    "align.other-counted": other_counted,
    "align.same-unit": same_unit,
    "align.same-day": same_day,
    "align.other-day": other_day,
    "align.same-certainty": same_certainty,
    "align.same-origin": same_origin,
    "align.other-origin": other_origin,
    "align.same-kind": same_kind,
    "align.unlike-length": unlike_length,
    "align.negated-once": negated_once,
}


def values(pair: Pair) -> list[float]:
    """All features of a pair, in the order of the table."""
    return [feature(pair) for feature in FEATURES.values()]
