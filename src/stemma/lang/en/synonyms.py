"""Whether one word can stand for another in another telling: inflection and derivation taken off, then the tables of synonyms.

Theory of operation. Two words are one where they have a stem in common ("inspection", "inspectors": one stem and two endings of the language) or a
form that `families.txt` or the table of senses makes one; or where they stand in one row of `synonyms.txt` or of the looser groups of
`senses.yml`, or are near each other in WordNet (`related`). Limits: a word in several senses has the rows of all of them; "employer" and "employee"
are two, other pairs that differ in who does and who suffers are not told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from stemma.lang.en.related import related
from stemma.lang.en.senses import alike, sense_of

#: Endings that change the class of a word or inflect it, as they stand after the stem that two words have in common.
_ALL_ENDINGS = """
s es ed d ing ion ions ation ations tion sion ment ments er ers or ors r rs al ally ial ity ness ly y ies ied ily ic ics ical ive able ible e ist ists
ism ance ence ant ent ants ents ship age ages ure ise ize ised ized ising izing isation ization en an ian oral
"""
_ENDINGS = frozenset({"", *_ALL_ENDINGS.split()})
#: Endings of who does it, which never stand for those of whom it is done to ("employer", "employee").
_DOER = frozenset({"er", "ers", "or", "ors", "r", "rs"})
_STEM = 4  # letters of a stem that two words of one family have in common
#: After a stem of four letters these alone: "miner" is of "mine", "party" is not of "part".
_SHORT = frozenset({"", "s", "es", "ed", "d", "ing", "ings", "er", "ers", "r", "rs", "ment"})
#: Pairs of endings that tell two words apart: "plan" and "plane", "police" and "policy", "company" and "companion".
_APART = frozenset({frozenset({"", "e"}), frozenset({"e", "y"}), frozenset({"y", "ion"}), frozenset({"", "ist"})})


@cache
def _rows(name: str) -> dict[str, tuple[frozenset[str], ...]]:
    """For each word of a table the rows in which it stands."""
    found: dict[str, list[frozenset[str]]] = {}
    for line in files("stemma.lang.en").joinpath(name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            row = frozenset(line.split())
            for word in sorted(row):
                found.setdefault(word, []).append(row)
    return {word: tuple(rows) for word, rows in found.items()}


@cache
def bases(lemma: str, form: str) -> frozenset[str]:
    """What a word may be a form of: its lemma, itself, and both without ending, as far as the tables or the spelling know."""
    families = _rows("families.txt")
    found = {lemma, form, *(w for word in (lemma, form) for row in families.get(word, ()) for w in row)}
    return frozenset(w for w in (*found, *(s for w in (form, lemma) for s in _uninflected(w))) if len(w) > 1)


def _uninflected(word: str) -> Iterator[str]:
    """A word without the ending of a plural, past or participle."""
    if word.endswith("men"):
        yield word.removesuffix("men") + "man"  # "seamen"
    for ending in ("ies", "es", "s", "ied", "ed", "ing"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        if ending in {"ies", "ied"}:
            yield stem + "y"
            continue
        yield stem
        if ending in {"ed", "ing"}:
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def synonymous(a: str, b: str, *, a_form: str = "", b_form: str = "") -> bool:
    """Whether two lemmas, of the forms given, can stand for one another in two tellings of one thing."""
    x, y = bases(a, a_form or a), bases(b, b_form or b)
    if x & y or {sense_of(v) for v in x} & {sense_of(w) for w in y}:
        return True
    return any(_in_one_row(v, w) or one_family(v, w) for v in x for w in y)


def listed(a: str, b: str) -> bool:
    """Whether the tables put two words in one row, whatever else they are."""
    return any(_in_one_row(v, w) for v in bases(a, a) for w in bases(b, b))


def _in_one_row(a: str, b: str) -> bool:
    return alike(a, b) or any(b in row for row in _rows("synonyms.txt").get(a, ())) or (related(a, b) and not _told_apart(a, b))


def _told_apart(a: str, b: str) -> bool:
    """Whether two words begin alike and end in ways that make them two, whatever both are derived from ("employer", "employee")."""
    return a[:_STEM] == b[:_STEM] and not one_family(a, b)


def one_family(a: str, b: str) -> bool:
    """Whether two words have a stem in common and nothing but endings after it."""
    n = next((i for i, (c, d) in enumerate(zip(a, b, strict=False)) if c != d), min(len(a), len(b)))
    if n < _STEM:
        return False
    rest = (a[n:], b[n:])
    if (rest[0] in _DOER and b.endswith(("ee", "ees"))) or (rest[1] in _DOER and a.endswith(("ee", "ees"))):
        return False
    endings = _ENDINGS if n > _STEM else _SHORT
    return all(r in endings for r in rest) and frozenset(rest) not in _APART
