"""Numbers that count nothing: dates, years, clock times, names, labels, lists, scores, telephone numbers, addresses.

Each test looks a few atoms round the number and gives the name of the reason, or None. A bound word, a currency, a percent sign or a unit
of measure settles that it is a quantity before most of these are asked.
"""

from __future__ import annotations

from stemma.lang.en.quantities.amounts import Amount
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.dates import clock_time, date, year_like
from stemma.lang.en.quantities.lexicon import WORDS, singular

_ENTITIES = frozenset({"ORG", "PER", "PERSON", "LOC", "GPE", "MISC", "EVENT", "PRODUCT", "FAC", "WORK_OF_ART", "LAW", "NORP"})
#: Labels that need no capital to be labels: "phase three", "flight 370".
_COUNTERS = frozenset({"caption", "photo", "image", "picture", "slide", "page", "part", "video", "figure", "step"})
_PLAIN_LABELS = WORDS.plain_labels


def silent(a: Atoms, amount: Amount, *, bounded: bool) -> str | None:
    """Why the number is no quantity, or None when it may be one."""
    i, j = amount.first, amount.last
    if amount.signed or amount.unit == "percent":
        return None
    return (
        _chunk(a, i, j, measured=amount.unit is not None)
        or clock_time(a, i, j)
        or date(a, i, j, amount)
        or _ordinal(a, i, j)
        or _telephone(a, i, j, amount)
        or (None if bounded or amount.unit else _listed(a, i, j) or _label(a, i, j, amount) or _score(a, i, j) or _address(a, i, j))
        or (_name(a, i, j, amount) if not bounded else None)
        or (_pronoun(a, i, j) if amount.form == "words" else None)
    )


def _chunk(a: Atoms, i: int, j: int, *, measured: bool) -> str | None:
    """Part of a name or code written without spaces: Su-35, YR4, COVID-19, example.com/5, #3, 2.0.1."""
    if not a.digits(i):
        return (
            "hyphenated name"
            if a.joined(i - 1) and a.word(i - 2).isalpha() and a.word(i - 2) not in {"mid", "some", "sub", "minus", "to", "or", "and"}
            else None
        )
    before = a.word(i - 1)
    if a.glued(i):
        if (before.isalpha() and before not in {"ps", "rm", "rs", "usd", "eur", "gbp"}) or before in {"#", "@", "_", "№", "&", "'", "’"}:
            return "code"
        if before in {"-", "/", ".", "–", ":", "+"} and a.glued(i - 1):
            inner = a.word(i - 2)
            if inner and (inner[0].isalpha() and inner not in {"mid", "sub", "minus", "to", "pre", "post", "non", "us", "a"}):
                return "code"
            if before in {"/", ".", ":"} and a.digits(i - 2):
                return "figures in a row"
        if before == "+":
            return "telephone" if len(a.raw[i]) > 2 or a.digits(j) else None
    if (a.raw[i].isdigit() and len(a.raw[i]) > 1 and a.raw[i][0] == "0") or (len(a.raw[i]) > 15 and a.raw[i].isdigit()):
        return "code"
    if a.glued(j):
        after = a.word(j)
        if (
            not measured
            and after
            and after[0].isalpha()
            and after not in WORDS.measures
            and after not in WORDS.currency_after
            and not (after in {"x"} and not a.glued(j + 1))
        ):
            return "code"
        if (after in {"/", "."} and a.glued(j + 1) and a.digits(j + 1)) or (after == ":" and a.digits(j + 1) and a.glued(j + 1)):
            return "figures in a row"
        if a.hyphen(j) and a.glued(j + 1) and a.digits(j + 1) and a.hyphen(j + 2) and a.digits(j + 3) and a.glued(j + 2) and a.glued(j + 3):
            return "telephone or date"
    return "figures in a row" if a.hyphen(i - 1) and a.glued(i) and a.hyphen(i - 3) and a.digits(i - 2) and a.glued(i - 2) else None


def _telephone(a: Atoms, i: int, j: int, amount: Amount) -> str | None:
    """Three groups of figures or more in a row with nothing but spaces, hyphens and brackets between them."""
    if amount.unit or not a.digits(i) or "," in a.raw[i]:
        return None
    first = last = i
    while first >= 1 and last - first < 8 and (a.digits(first - 1) or (a.word(first - 1) in {"-", "(", ")", "+"} and a.digits(first - 2))):
        first -= 1
    while last + 1 < len(a) and last - first < 8 and (a.digits(last + 1) or (a.word(last + 1) in {"-", "(", ")"} and a.digits(last + 2))):
        last += 1
    groups = [a.raw[n] for n in range(first, last + 1) if a.digits(n)]
    return "telephone" if len(groups) >= 3 and all(g.isdigit() for g in groups) and sum(map(len, groups)) >= 7 else None


def _ordinal(a: Atoms, i: int, j: int) -> str | None:
    if a.digits(i) and a.glued(j) and a.word(j) in {"st", "nd", "rd", "th"}:
        return "ordinal"
    after = a.word(j + 1) if a.joined(j) else ""
    return "ordinal" if after in {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"} else None


def _counter(a: Atoms, i: int, j: int) -> bool:
    """ "Caption 3 of 30", "Page 2 of 9": where one stands in a gallery, no count of anything."""
    if a.word(j) == "of" and a.digits(j + 1):
        return a.word(i - 1) in _COUNTERS
    return a.word(i - 1) == "of" and a.digits(i - 2) and a.word(i - 3) in _COUNTERS


def _listed(a: Atoms, i: int, j: int) -> str | None:
    """ "1." or "2)" at the beginning of a line, "(3)", "[12]"."""
    if a.word(i - 1) in {"top", "bottom", "last", "first"} and a.word(j) in {
        "",
        ".",
        ",",
        "in",
        "of",
        "and",
        "during",
        "after",
        "with",
        "on",
        "at",
    } | {")"}:
        return "rank"
    if a.word(j) == "zip":
        return "code"
    if _counter(a, i, j):
        return "counter"
    start = i == 0 or a.line_break(i)
    if start and a.word(j) in {".", ")"} and a.glued(j) and a.digits(i) and len(a.raw[i]) < 3:
        return "list number"
    if a.word(i - 1) in {"(", "["} and a.word(j) in {")", "]"} and a.digits(i) and (a.word(i - 1) == "[" or len(a.raw[i]) < 3):
        return "age or reference in brackets"
    return None


def _label(a: Atoms, i: int, j: int, amount: Amount) -> str | None:
    """ "Article 5", "flight 370", "No. 10", "phase three"."""
    k = i - 1
    if a.word(k) == "." and a.word(k - 1) in {"no", "nos", "art", "sec", "fig", "vol", "op"}:
        k -= 1
    word = a.word(k)
    if word not in WORDS.labels or a.line_break(i) or ("," in a.raw[i] and word == "number"):
        return None
    if a.raw[k][0].isupper() or word in _PLAIN_LABELS:
        follows = singular(a.word(j)) in WORDS.nouns and a.word(j) not in WORDS.nouns
        return None if follows and word not in {"article", "section", "flight", "resolution", "page", "chapter"} else "label"
    return None


def _score(a: Atoms, i: int, j: int) -> str | None:
    """ "2-0", "89-89": two small numbers round a hyphen that no unit follows (an interval with a unit was read before)."""
    if (a.joined(j) and a.digits(j + 1)) or (a.joined(i - 1) and a.digits(i - 2)):
        return "score"
    return None


def _address(a: Atoms, i: int, j: int) -> str | None:
    if not a.digits(i) or not a.raw[i].isdigit():
        return None
    for n in range(j, min(j + 4, len(a))):
        if not a.raw[n][0].isupper() and not a.digits(n) and not (a.glued(n) and a.word(n) in {"st", "nd", "rd", "th"}):
            return None
        if a.word(n) in WORDS.streets and a.raw[n][0].isupper():
            return "address"
    return None


def _name(a: Atoms, i: int, j: int, amount: Amount) -> str | None:
    """A number within a name ("Group of 7", "2024 YR4", "S&P 500", "iPhone 14") by the Doc's names, its parse, or capitals."""
    token = a.token(i)
    if token.ent_type_ in _ENTITIES and token.ent_iob_ == "I" and not amount.unit:
        return "name"
    nxt = a.raw[j] if j < len(a) else ""
    if year_like(a, i) and nxt[:1].isupper() and len(nxt) <= 2 and a.digits(j + 1):
        return "name"
    before = a.raw[i - 1] if i else ""
    if (
        amount.unit
        or amount.scale != 1
        or not (any(c.isupper() for c in before) or before in {"sp", "ftse", "dow"})
        or a.line_break(i)
        or (not a.digits(i) and token.dep_ not in {"flat", "compound"})
    ):
        return "name" if a.word(i - 1) == "of" and a.word(i - 2) == "group" and a.raw[i - 2][0] == "G" and not amount.unit else None
    if (
        "," in a.raw[i]
        or "." in a.raw[i]
        or a.word(i - 1) in WORDS.bounds_before
        or a.word(i - 1) in {"the", "a", "an", "another", "all", "in", "and", "but", "some", "its"}
    ):
        return None
    return _after_capital(a, i, j)


def _after_capital(a: Atoms, i: int, j: int) -> str | None:
    """ "Boeing 787" against "In Gaza 45 people": the noun after the number, and the parse, decide."""
    token = a.token(i)
    if a.parsed and token.head.i > token.i and token.dep_ == "nummod" and token.head.pos_ == "NOUN":
        return None
    after = a.word(j)
    if after and singular(after) in WORDS.nouns and singular(after) != after:
        return None
    if a.parsed and token.head.i < token.i and token.head.pos_ == "PROPN" and token.i - token.head.i <= 3:
        return "name"
    previous = a.token(i - 1)
    if a.word(i - 2) == "the" and a.raw[i - 1].istitle() and (not a.word(j).isalpha() or a.word(j) in WORDS.year_before):
        return "name"  # the Big 12
    if (previous.is_sent_start and a.raw[i - 1].istitle() and len(a.raw[i - 1]) > 1) or (a.tagged and previous.pos_ not in {"PROPN", "NOUN"}):
        return None
    return "name"


def _pronoun(a: Atoms, i: int, j: int) -> str | None:
    """ "one" that counts nothing: pronoun, "one of", "one another", "one day", "no one", "one-time"."""
    if a.word(i) not in {"one", "zero", "million", "thousand", "hundred", "dozen", "billion"} or j != i + 1:
        return None
    if a.word(i) != "one":
        return None if a.word(i) == "zero" or a.word(i - 1) in {"every", "per"} else "no number of its own"
    after, before = a.word(j), a.word(i - 1)
    if before in {
        "no",
        "any",
        "every",
        "each",
        "this",
        "that",
        "which",
        "some",
        "the",
        "another",
        "day",
        "only",
        "a",
        "number",
        "good",
        "new",
        "other",
    } and not (before in {"the", "only", "some", "another"} and singular(after) in WORDS.nouns):
        return "pronoun"
    if (
        a.joined(j)
        and a.word(j + 1) not in WORDS.measures
        and a.word(j + 1) not in WORDS.currency_after
        and a.word(j + 1) not in {"person", "man", "woman"}
    ):
        return "pronoun"
    if (
        after
        in {
            "of",
            "another",
            "day",
            "time",
            "s",
            "'",
            "’",
            "by",
            "that",
            "who",
            "which",
            "thing",
            "heck",
            "hell",
            "handed",
            "way",
            "should",
            "can",
            "might",
            "could",
            "would",
            "must",
            "is",
            "was",
            "has",
            "to",
            "on",
            "side",
            "hand",
            "such",
            "more",
            "with",
            "at",
            "from",
            "for",
            "after",
            "in",
            "as",
        }
        or not after
        or not after[0].isalpha()
    ):
        return "pronoun"
    if a.tagged and (a.token(i).pos_ == "PRON" or (after.endswith("ing") and a.token(j).pos_ == "VERB")):  # "one requiring labels"
        return "pronoun"
    return "pronoun" if a.tagged and a.token(j).pos_ not in {"NOUN", "ADJ", "PROPN", "NUM", "VERB", "ADV"} else None
