"""Numbers as they are written: figures, words, orders of magnitude, parts.

`number_at` reads one number that begins at an atom and says where it ends; it knows nothing of units, bounds or ranges, and it does not
ask whether the number counts anything ("Article 5" has a number too). Each form looks at most a dozen atoms ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS, longest_before
from stemma.lang.en.quantities.units import currency_before

#: More figures than this are an identifier, not a count.
_MOST_DIGITS = 18
_FEW = {"several": (2.0, 9.0), "few": (2.0, 9.0), "handful": (2.0, 9.0), "couple": (2.0, 2.0)}
_NOT_BEFORE_HALF = frozenset({"first", "second", "other", "better", "latter", "upper", "lower", "time", "final", "one"})
_MINUS = frozenset({"-", "−", "–"})
_TIMES = frozenset({"×", "x", "*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number read from the atoms `[i, j)`."""

    i: int
    j: int
    low: float
    high: float
    #: "figures", "words", "vague", "few", "part" or "odds"; the name of the rule is made of it.
    form: str
    #: What a scale word multiplied by; 1 without one.
    scale: float = 1.0

    @property
    def exact(self) -> bool:
        """Whether the words name one value."""
        return self.form not in {"vague", "few"}


def number_at(a: Atoms, i: int) -> Number | None:
    """The number that begins at atom `i`, as long as it goes, or None."""
    found = _figures(a, i) if a.digits(i) else _worded(a, i)
    if found is None:
        return None
    return _odds(a, found) or found


def _figures(a: Atoms, i: int) -> Number | None:
    if len(a.raw[i]) > _MOST_DIGITS + 8:
        return None
    value = float("".join(c for c in a.raw[i] if c.isdigit() or c == "."))
    j = i + 1
    glyph = WORDS.glyphs.get(a.word(j))
    if glyph is not None:
        return _scaled(a, Number(i=i, j=j + 1, low=value + glyph, high=value + glyph, form="figures"))
    share = _slash(a, j - 1)
    if share is not None:
        return Number(i=i, j=j + 2, low=share, high=share, form="part")
    if a.digits(j) and (share := _slash(a, j)) is not None:  # 2 1/2
        return _scaled(a, Number(i=i, j=j + 3, low=value + share, high=value + share, form="figures"))
    power = _power(a, j)
    if power is not None:
        return Number(i=i, j=power[0], low=value * power[1], high=value * power[1], form="figures")
    plain = _scaled(a, Number(i=i, j=j, low=value, high=value, form="figures"))
    return _and_part(a, plain) or plain


def _slash(a: Atoms, i: int) -> float | None:
    """The value of "1/16" at atom `i`; only with a smaller upper number, so that 24/7 and dates stay out."""
    if not (a.word(i + 1) in {"/", "⁄"} and a.digits(i + 2) and a.glued(i + 1) and a.glued(i + 2)) or (a.word(i + 3) == "/" and a.glued(i + 3)):
        return None
    above, below = a.low[i], a.low[i + 2]
    if (above, below) in {("9", "11"), ("7", "7"), ("1", "6")} and a.word(i + 3) != "of":
        return None
    if not (above.isdigit() and below.isdigit() and len(above) < 3 and len(below) < 4 and 0 < int(above) < int(below)):
        return None
    return int(above) / int(below)


def _power(a: Atoms, j: int) -> tuple[int, float] | None:
    """ "x 10^6" after a mantissa: (atom after it, factor)."""
    if a.word(j) not in _TIMES or a.word(j + 1) != "10":
        return None
    k = j + 2 + (a.word(j + 2) == "^")
    sign = -1 if a.word(k) in _MINUS else 1
    k += a.word(k) in _MINUS
    if not (k > j + 2 and a.digits(k) and a.low[k].isdigit() and len(a.low[k]) < 3):
        return None
    return k + 1, 10.0 ** (sign * int(a.low[k]))


def _scaled(a: Atoms, n: Number) -> Number:
    """With the scale words that follow: "1.2 million", "4 hundred million", "15-hundred", "23bn", "10k"."""
    for _ in range(3):
        k = n.j + (a.joined(n.j))
        factor = 12.0 if a.word(k) == "dozens" and n.scale == 1 else WORDS.scales.get(a.word(k))
        if factor is None and k == n.j and a.glued(k):
            factor = _glued_scale(a, k)
        if factor is None or a.digits(k):
            return n
        n = replace(n, j=k + 1, low=n.low * factor, high=n.high * factor, scale=n.scale * factor)
    return n


def _glued_scale(a: Atoms, k: int) -> float | None:
    """The factor of a letter glued to figures. "m" means million before a noun, a verb or after a currency, else metres; that is decided in units."""
    if (
        k > 0
        and len(a.raw[k]) <= 2
        and a.glued(k)
        and not ((a.glued(k + 1) and a.word(k + 1) in {"/", "²", "³"}) or (a.digits(k + 1) and a.glued(k + 1)))
    ):
        letter = a.low[k]
        if a.raw[k] == "K" and a.low[k - 1] in {"2", "4", "5", "8"}:
            return None  # the width of a screen
        if letter == "m" and a.raw[k] == "m" and not _million(a, k):
            return None
        if letter in {"b", "t", "mm"} and not _money_before(a, k - 1):
            return WORDS.glued_scales[letter] if letter == "b" and a.raw[k] == "B" else None
        return WORDS.glued_scales.get(letter)
    return None


def _money_before(a: Atoms, i: int) -> bool:
    return currency_before(a, i) is not None or (a.word(i - 1) in {"-", "–"} and currency_before(a, i - 2) is not None)


def _million(a: Atoms, k: int) -> bool:
    """Whether the "m" at `k` says million and not metres: money before it, or something countable or a verb after it."""
    if _money_before(a, k - 1):
        return True
    after = a.word(k + 1)
    if not after or not after[0].isalpha() or after in {"m"}:
        return False
    if after in {"people", "have", "has", "were", "are", "had", "who", "more"}:
        return True
    if after in {"long", "wide", "high", "tall", "deep", "above", "below", "away", "from", "race", "sprint", "butterfly", "freestyle", "hurdles"}:
        return False
    return (after.endswith("s") and len(after) > 3 and after not in {"across", "hurdles", "this", "its"}) or WORDS.nouns.get(after) == "person"


def _worded(a: Atoms, i: int) -> Number | None:
    word = a.low[i]
    if word in WORDS.cardinals:
        return _cardinal(a, i)
    if word in {"a", "an", "the", "half", "another"}:
        return _articled(a, i)
    if word in WORDS.magnitudes:
        return _magnitude(a, i)
    if word in {"several", "few"}:
        return _few(a, i, i)
    if word in WORDS.glyphs:
        return Number(i=i, j=i + 1, low=WORDS.glyphs[word], high=WORDS.glyphs[word], form="part")
    if word in {"hundred", "thousand", "million", "billion", "dozen"} and a.word(i - 1) not in WORDS.cardinals and i > 0 and not a.digits(i - 1):
        return Number(i=i, j=i + 1, low=WORDS.scales[word], high=WORDS.scales[word], form="words", scale=WORDS.scales[word])
    return None


def _cardinal(a: Atoms, i: int) -> Number | None:
    """ "twenty-one", "three hundred and five thousand", "two and a half million", "two-thirds", "one point five"."""
    total = group = 0.0
    scale, j, last = 1.0, i, 0.0
    for _ in range(16):
        word = a.word(j)
        if word in WORDS.cardinals and not (last and _clash(last, WORDS.cardinals[word], group)):
            group, last = group + WORDS.cardinals[word], WORDS.cardinals[word] or 0.5
            j += 1
        elif word in WORDS.scales and j > i and word not in {"mn", "bn", "tn"}:
            factor = WORDS.scales[word]
            if factor <= 100:
                group = (group or 1) * factor
            else:
                total, group = total + (group or 1) * factor, 0.0
            scale, last, j = max(scale, factor), factor, j + 1
        elif (
            word == "and"
            and last >= 100
            and a.word(j + 1) in WORDS.cardinals
            and WORDS.cardinals[a.word(j + 1)] < 100
            and (last == 100 or a.word(j + 2) not in {"million", "thousand"})
        ) or (a.joined(j) and j > i and (a.word(j + 1) in WORDS.scales or (a.word(j + 1) in WORDS.cardinals and last >= 20))):
            j += 1
        else:
            break
    value = total + group
    part = WORDS.parts.get(a.word(j + a.joined(j)))
    if part is not None and value < 100 and total == 0 and (a.joined(j) or _parts_follow(a, j)):
        return Number(i=i, j=j + a.joined(j) + 1, low=value * part, high=value * part, form="part")
    return _tail(a, Number(i=i, j=j, low=value, high=value, form="words", scale=scale))


def _parts_follow(a: Atoms, j: int) -> bool:
    """Whether "third(s)" at `j` is a part and not an ordinal: plural, or followed by "of"."""
    if a.low[j] in {"quarters", "halves"} and a.word(j - 1) != "three":
        return a.word(j + 1) == "of"
    if a.low[j] != "quarter" and not a.word(j + 1).isalpha():
        return True
    return a.low[j].endswith("s") or a.word(j + 1) == "of"


def _clash(last: float, new: float, group: float) -> bool:
    """Whether a further number word cannot belong to the same number ("one two", "twenty thirty")."""
    return not ((new < 10 and last in {20, 30, 40, 50, 60, 70, 80, 90} and new > 0) or (last >= 100 and new < last and (new > 0 or not group)))


def _tail(a: Atoms, n: Number) -> Number:
    """ "and a half", "point five", and a scale after either."""
    half = _and_part(a, n)
    if half is not None:
        return _scaled(a, half) if n.scale == 1 else half
    j = n.j
    if a.word(j) == "point" and n.scale == 1 and a.word(j + 1) in WORDS.cardinals:
        digits = ""
        k = j + 1
        while k < j + 8 and WORDS.cardinals.get(a.word(k), 10) < 10:
            digits += str(int(WORDS.cardinals[a.low[k]]))
            k += 1
        if digits:
            value = float(f"{int(n.low)}.{digits}")
            return _scaled(a, replace(n, j=k, low=value, high=value))
    return n


def _and_part(a: Atoms, n: Number) -> Number | None:
    """The number with "and a half" behind it, or "and a quarter", spelt apart or with hyphens: "an 11-and-a-half hour flight"."""
    k = n.j + a.joined(n.j)
    article = k + 1 + a.joined(k + 1)
    part = article + 1 + a.joined(article + 1)
    if a.word(k) != "and" or a.word(article) != "a" or WORDS.parts.get(a.word(part)) not in {0.5, 0.25}:
        return None
    value = n.low + WORDS.parts[a.low[part]] * n.scale
    return replace(n, j=part + 1, low=value, high=value)


def _articled(a: Atoms, i: int) -> Number | None:
    """ "a million", "half a million", "a dozen", "a few hundred", "a third of", "a couple of", "half an hour", "a million and a half"."""
    word, after = a.low[i], a.word(i + 1)
    if word == "half":
        return _half(a, i)
    if word in {"the", "another"}:
        return _few(a, i + 1, i + 1) if word == "the" and after in {"few"} and a.word(i + 2) in WORDS.scales else None
    if after in {"few", "couple", "handful"}:
        return _few(a, i, i + 1)
    if after in WORDS.scales and after not in {"mn", "bn", "tn"}:
        n = _scaled(a, Number(i=i, j=i + 1, low=1.0, high=1.0, form="words"))
        return _tail(a, replace(n, form="words"))
    if after == "half" and a.word(i + 2) in WORDS.scales:
        return _scaled(a, Number(i=i, j=i + 2, low=0.5, high=0.5, form="words"))
    k = i + 1 + (a.joined(i + 2) and after in {"one"}) * 2
    part = WORDS.parts.get(a.word(k))
    if part == 0.25 and a.word(k + 1 + a.joined(k + 1)) in {"million", "billion", "trillion"}:  # a quarter million
        return _scaled(a, Number(i=i, j=k + 1, low=part, high=part, form="words"))
    if part is None or (a.low[k].endswith("s") and part != 0.5) or a.word(k + 1) != "of":
        return None
    return _of_scale(a, Number(i=i, j=k + 1, low=part, high=part, form="part"))


def _half(a: Atoms, i: int) -> Number | None:
    """ "half a million", "half an hour", "half of them"; not "first half", "half-time"."""
    if (a.glued(i) and a.hyphen(i - 1)) or a.word(i - 1) in _NOT_BEFORE_HALF:
        return None
    k = i + 1 + a.joined(i + 1)
    article = a.word(k) in {"a", "an"}
    scale_at = k + article + (article and a.joined(k + 1))
    if a.word(scale_at) in WORDS.scales:
        return _scaled(a, Number(i=i, j=scale_at, low=0.5, high=0.5, form="words"))
    if k > i + 1:
        return None
    if article:
        return Number(i=i, j=k + 1, low=0.5, high=0.5, form="half") if a.word(k + 1) in WORDS.measures else None
    bounded = longest_before(WORDS.bounds_before, a.low, i) is not None and a.word(k) not in {"hour", "time", "way", "dozen"}
    if bounded or a.word(k) in {"of", "the", "its", "their", "his", "all", "those", "these"}:
        return Number(i=i, j=i + 1, low=0.5, high=0.5, form="part")
    return None


def _of_scale(a: Atoms, n: Number) -> Number:
    """ "a quarter of a million" is a number of its own."""
    if a.word(n.j) == "of" and a.word(n.j + 1) in {"a", "one"} and a.word(n.j + 2) in {"hundred", "thousand", "million", "billion", "trillion"}:
        factor = WORDS.scales[a.low[n.j + 2]]
        return Number(i=n.i, j=n.j + 3, low=n.low * factor, high=n.high * factor, form="words", scale=factor)
    return n


def _magnitude(a: Atoms, i: int) -> Number | None:
    """ "thousands", "tens of thousands", "hundreds of millions", "thousands upon thousands"."""
    word = a.low[i]
    value, j = WORDS.magnitudes[word], i + 1
    while a.word(j) in {"of", "upon", "and"} and (a.word(j + 1) in WORDS.magnitudes or a.word(j + 1) in {"thousand", "million"}) and j < i + 6:
        inner = WORDS.magnitudes.get(a.low[j + 1]) or WORDS.scales[a.low[j + 1]]
        value, j = (value * inner if a.low[j] == "of" else max(value, inner)), j + 2
    if j == i + 1 and (
        word == "tens" or (word == "scores" and a.word(j) not in {"of", "more", "dead", "injured", "wounded", "killed", "were", "are", "missing"})
    ):
        return None
    if word == "tens" and value < 100:
        value = 10.0
    low = 2 * value
    high = 99.0 if value < 100 else 10 * value - 1
    if word == "dozens" and value > 12:
        low, high = 2 * value, value * 99 / 12
    return Number(i=i, j=j, low=low, high=high, form="vague", scale=value)


def _few(a: Atoms, i: int, k: int) -> Number | None:
    """ "several hundred", "a few", "a couple of thousand", "a handful of"; "few" alone says that there are hardly any and is no number."""
    low, high = _FEW[a.low[k]]
    j = k + 1 + (a.word(k + 1) == "of" and a.low[k] in {"couple", "handful", "few"})
    if a.word(j) in WORDS.scales and a.word(j) not in {"mn", "bn", "tn"}:
        n = _scaled(a, Number(i=i, j=j, low=low, high=high, form="few"))
        return replace(n, high=n.high + (n.scale - 1 if n.high > n.low else 0))
    if (a.low[k] == "few" and i == k) or (a.low[k] == "couple" and j == k + 1 and a.word(j) != "more"):
        return None
    return Number(i=i, j=k + 1, low=low, high=high, form="few")


def _odds(a: Atoms, n: Number) -> Number | None:
    """ "1 in 32", "one out of three", "four in 10 voters": a share, given in percent by `units`."""
    if n.form not in {"figures", "words"} or n.scale != 1 or not 1 <= n.low <= 99 or a.joined(n.i - 1):
        return None
    k = n.j
    out = (a.word(k) == "out" and a.word(k + 1) == "of") or (a.word(k) == "in" and a.word(k + 1) == "every")
    k += 2 if out else 1
    if not (out or a.word(n.j) == "in" or (a.joined(n.j) and a.word(n.j + 1) == "in" and a.joined(n.j + 2))):
        return None
    k += 2 * (a.joined(n.j))
    m = _figures(a, k) if a.digits(k) else _cardinal(a, k) if a.word(k) in WORDS.cardinals else _articled(a, k) if a.word(k) == "a" else None
    if m is None or m.form not in {"figures", "words"} or not m.low > n.low:
        return None
    if not out and (
        (n.low != 1 and m.low not in {3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000, 100000})
        or (a.raw[k].isdigit() and len(a.raw[k]) == 4 and m.j == k + 1)
    ):
        return None
    if not out and (a.word(m.j) in WORDS.measures or a.word(m.j) in {"cities", "towns", "countries", "states", "attacks", "games"}):
        return None
    share = n.low / m.low
    return Number(i=n.i, j=m.j, low=share, high=share, form="odds")
