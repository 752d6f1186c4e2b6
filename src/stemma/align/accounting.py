"""Whether two tellings account for each other: no word of the one stands where the other has another word.

Used by `sameness`, and so by `stemma compare`; no claim of a ledger rests on it.

Theory of operation. Whoever rewords a report changes how a thing is said; whoever gets it wrong changes one thing in it. So the words that only the
one has are held against those that only the other has. Words that only add ("in a hill village") are a refinement and no matter. But a word on either
side in one place, the same part under the same word, or between the same words, or the doer here and the doer there, that no table knows for one
another, means that one thing may have become another: an aid worker a journalist, "left" "returned". Whether it has, nobody can tell who has only the
words; so this is a reason never to say "the same", and none to say "different". Besides, two that both have may have changed parts: who sells and who
buys, from where and to where. Limits: what is reworded with words that no table has is held to be another thing; a phrase that stands for one word
("cut the ribbon") is known where `idioms.txt` has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product

from stemma.align.contrasts import OF_MANY_MEANINGS, Contrast, converse_words
from stemma.align.slots import Slot
from stemma.lang.en import voices
from stemma.lang.en.senses import alike
from stemma.lang.en.synonyms import listed, synonymous

#: Words that say so little that any other may stand for them.
_LIGHT_WORDS = """
be have do say tell add make take get give go come hold put become happen
cause lead prompt force use find see show reach according
more less person people number time total thing part way kind case year month day week figure amount bit lot matter fact
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
#: Verbs among them that say something of their own where another verb stands in their place.
_LENDING = frozenset("cause lead prompt force use find see show reach take make get give go come hold put add".split())  # noqa: SIM905
_CORE = frozenset({"doer", "done-to"})
#: What follows a name where its people or things are meant.
_DEMONYMS = frozenset({"", "s", "n", "an", "ian", "ean", "ese", "i", "ns", "ans", "ians", "er", "ers"})
_GAP = 3  # words on either side that can stand in one place


def unaccounted(a: Sequence[Slot], b: Sequence[Slot], *, known_a: Collection[Slot] = (), known_b: Collection[Slot] = ()) -> Contrast | None:
    """The first two words in each other's place of which neither side knows the other's; `known_*` are further words that a side has."""
    lone = (alone(a, (*b, *known_b)), alone(b, (*a, *known_a)))
    if not all(lone):
        return next(_lent(a, lone[1], (*b, *known_b)), None) or next(_turned(_lent(b, lone[0], (*a, *known_a))), None)
    return next(_contrasts(a, b, *lone), None)


def _lent(mine: Sequence[Slot], lone: Sequence[Slot], its: Collection[Slot]) -> Iterator[Contrast]:
    """A predicate that says little ("reached", "found"), which the other side has not, where that has one that says something and stands alone."""
    heads = (s for s in mine if s.part == "head" and s.kind == "verb" and {s.lemma, s.sense} & _LENDING and not any(literal(s, t) for t in its))
    yield from (Contrast(a=s, b=t, between=False) for s, t in product(heads, lone) if t.part == "head" and t.kind == "verb")


def _turned(found: Iterator[Contrast]) -> Iterator[Contrast]:
    yield from (Contrast(a=c.b, b=c.a, between=c.between) for c in found)


def alone(mine: Sequence[Slot], theirs: Collection[Slot]) -> tuple[Slot, ...]:
    """The words of the one for which the other has none; a word that both have stands for itself and for no other."""
    rest = [t for t in theirs if not any(literal(s, t) for s in mine)]
    return tuple(
        s
        for s in mine
        if not {s.lemma, s.sense, s.form} & _LIGHT
        and not any(literal(s, t) or _closed(s, t) for t in theirs)
        and not any(one_word(s, t) for t in rest)
    )


def _closed(s: Slot, t: Slot) -> bool:
    """Whether one is a noun in one word and the other its first part in two: "drugmaker" and the drug of "drug company"."""
    return s.kind == t.kind == "noun" and t.part == "of" and len(t.lemma) >= 4 and len(s.lemma) >= len(t.lemma) + 3 and s.lemma.startswith(t.lemma)


def literal(a: Slot, b: Slot) -> bool:
    """Whether two words are one word, of the same lemma or form."""
    return a.lemma == b.lemma or a.form == b.form or a.sense == b.sense


def one_word(a: Slot, b: Slot) -> bool:
    """Whether one can stand for the other: one lemma, sense, family or row of synonyms, one name, a country and its people."""
    if a.sense == b.sense or a.lemma == b.lemma:
        return True
    if "name" not in {a.kind, b.kind}:
        return synonymous(a.lemma, b.lemma, a_form=a.form, b_form=b.form)
    table = voices.table().country_words
    x, y = table.get((a.lemma,)), table.get((b.lemma,))
    if (x is not None and x == y) or _one_name(a.lemma, b.lemma):
        return True
    return listed(a.lemma, b.lemma)  # "Rangers" at the beginning of a sentence is taken for a name


def _one_name(a: str, b: str) -> bool:
    """A name and its demonym, possessive or plural: "Ruvia" and "Ruvian", not "Ruvia" and "Ruvinsk"."""
    short, long = sorted((a.removesuffix("'s"), b.removesuffix("'s")), key=len)
    rest = long[len(short) - 1 :] if long.startswith(short[:-1]) else "?"
    return len(short) >= 4 and (rest[1:] if rest[:1] == short[-1] else rest) in {
        "",
        "s",
        "n",
        "an",
        "ian",
        "ean",
        "ese",
        "i",
        "ns",
        "ans",
        "ians",
        "er",
        "ers",
    }


def _contrasts(a: Sequence[Slot], b: Sequence[Slot], lone_a: Sequence[Slot], lone_b: Sequence[Slot]) -> Iterator[Contrast]:
    dealings = _doers(a), _doers(b)
    for x, y in product(lone_a, lone_b):
        if x.part == y.part == "head" and converse_words(x.sense, y.sense) and not dealings[0] & dealings[1]:
            return  # one dealing told from its two sides
        if _comparable(x, y) and (x.kind == y.kind == "name" or (x.part == y.part and _one_place(x, y, lone_a, lone_b))):
            yield Contrast(a=x, b=y, between=False)
    left, right = [s.sense for s in a], [s.sense for s in b]
    for tag, i, j, k, m in SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        if tag == "replace" and max(j - i, m - k) <= _GAP:
            yield from (Contrast(a=x, b=y, between=True) for x, y in product(a[i:j], b[k:m]) if x in lone_a and y in lone_b and _comparable(x, y))


def _doers(of: Sequence[Slot]) -> frozenset[str]:
    return frozenset(s.sense for s in of if s.part == "doer")


def _comparable(x: Slot, y: Slot) -> bool:
    """Whether two words can be put for one another by a slip: a doing is not put for a thing, but for one that narrows a noun."""
    return (x.kind == "verb") == (y.kind == "verb") or x.part == y.part


def _one_place(x: Slot, y: Slot, lone_a: Sequence[Slot], lone_b: Sequence[Slot]) -> bool:
    """Whether two words of one part hang on one word, or on two that stand in each other's place; of doers and heads that is taken for granted."""
    if x.part == "head":
        return not {x.lemma, y.lemma} & OF_MANY_MEANINGS
    if x.part in _CORE or x.of == y.of or alike(x.of, y.of) or synonymous(x.of, y.of):
        return True
    return x.of in {s.sense for s in lone_a} and y.of in {s.sense for s in lone_b}


def exchanged(a: Sequence[Slot], b: Sequence[Slot]) -> tuple[Slot, Slot] | None:
    """Two words, each on either side, of which each stands where the other stood: who beats whom, who gives to whom, whose envoy leaves where."""
    things = met(a, b)
    for n, (x, u) in enumerate(things):
        for y, v in things[n + 1 :]:
            if x.sense != y.sense and _one_slot(x, v) and _one_slot(y, u) and not _one_slot(x, y) and not _one_slot(x, u):
                return x, y
    return None


def met(a: Sequence[Slot], b: Sequence[Slot]) -> list[tuple[Slot, Slot]]:
    """The names and nouns of the one with what stands for them in the other; a word that both have stands for no other."""
    both = [(s, t) for s, t in product(a, b) if s.kind in {"name", "noun"} and t.kind in {"name", "noun"} and one_word(s, t)]
    same = [(s, t) for s, t in both if literal(s, t)]
    return same + [(s, t) for s, t in both if not any(s == u or t == v for u, v in same)]


def _one_slot(x: Slot, y: Slot) -> bool:
    return x.part == y.part and (x.of == y.of or synonymous(x.of, y.of))
