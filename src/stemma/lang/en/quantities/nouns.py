"""What a number counts: the noun, its unit, and the words for it.

Theory of operation. First the noun that the parse says the number counts; else the run of adjectives and nouns after the number, by word
class, or by spelling where there is no tagger. Where no noun follows ("killed 1,644", "a death toll of 13", "2,056 dead") the words round
the number say whether people are counted. Known to fail: a number that stands for a noun two clauses back ("of these, 300 sank") gets no
unit; "some 40 Boeing" counts Boeing.
"""

from __future__ import annotations

from stemma.lang.en.quantities.amounts import Amount
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS, singular
from stemma.lang.en.quantities.tolls import Counted, bare, casualty_word, lemma_at

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_STOP = WORDS.function_words
#: Plurals that look like singulars.
_UNCHANGED = WORDS.unchanged_plurals
#: Things that end in -er, -or, -ist or -man and are no people, so that the ending can speak for the rest.
_NO_PEOPLE = WORDS.no_people


def counted(a: Atoms, amount: Amount) -> Counted:
    """The thing that an amount without a unit of measure counts."""
    k = _start(a, amount)
    if a.word(k - 1) == "strong" and a.joined(amount.j):
        return _strong(a, k)
    if a.word(amount.j) in {"who", "whom"}:
        return Counted(unit="person")  # "the 900 whom the firm employs"
    found = _noun(a, amount, k)
    if found is None and a.word(amount.j) == "of":
        found = _partitive(a, amount, amount.j + 1)
    if found is None:
        return bare(a, amount)
    first, head, last = found
    unit = unit_of(a, head, first=first)
    if unit not in {"person", "job"} and head - k < 4 and _people_before(a, amount, head):
        unit = "person"
    return Counted(unit=unit, head=head, first=first, last=last)


def _strong(a: Atoms, k: int) -> Counted:
    """ "the 6,000-strong garrison": the members of what follows, people unless it is a fleet."""
    head = next((n for n in range(k, min(k + 4, len(a))) if (a.word(n).isalpha() and not a.word(n + 1).isalpha()) or a.word(n + 1) in _STOP), k)
    fleet = a.word(head) in {"fleet", "flotilla", "armada"}
    return (
        Counted(unit="vessel" if fleet else "person", head=head, first=k, last=head + 1)
        if head < len(a) and a.word(head).isalpha()
        else Counted(unit="person")
    )


def _start(a: Atoms, amount: Amount) -> int:
    """The atom at which the counted phrase may begin: past "-", "strong", "more", "of the", "or so"."""
    k = amount.j
    if a.joined(k):
        k += 1
    if a.word(k) == "strong":
        k += 1
    for _ in range(2):
        if a.word(k) == "or" and a.word(k + 1) in {"so", "more", "fewer", "less"}:
            k += 2
        elif a.word(k) in {"plus", "+", "odd"} or (a.word(k) == "-" and a.word(k + 1) in {"odd", "plus"}):
            k += 1 + (a.word(k) == "-")
    while a.word(k) in {"more", "additional", "further", "extra"} and a.word(k + 1) != "than":
        k += 1
    if a.word(k) == "of" and amount.form in {"vague", "few", "words"}:
        k += 1
    return k


def _noun(a: Atoms, amount: Amount, k: int) -> tuple[int, int, int] | None:
    """(first, head, end) of the noun phrase that begins at `k`, or None."""
    if k >= len(a) or a.line_break(k):
        return None
    if (not a.word(k)[0].isalpha() and a.word(k) not in {'"', "“", "'", "‘", "-"}) or a.word(k) in {"last", "next"}:
        return None
    if a.joined(k - 1) and (short := _hyphened(a, k)) is not None:
        return k, short, short + 1
    head = _by_parse(a, amount, k) if a.parsed else None
    if head is None:
        head = _by_tags(a, k) if a.tagged else _by_spelling(a, amount, k)
    if head is None:
        return None
    first = k
    while first < head and a.word(first) in {"the", "its", "their", "his", "these", "those", "our", "all", "-"}:
        first += 1
    return first, head, head + 1


def _hyphened(a: Atoms, k: int) -> int | None:
    """The noun of "six-cylinder engine", "three-point range": what the number counts is before the noun that it describes."""
    word = a.word(k)
    return (
        k
        if word.isalpha() and len(word) > 2 and word not in _STOP and word not in {"strong", "odd", "plus", "some"} and not a.joined(k + 1)
        else None
    )


def _by_parse(a: Atoms, amount: Amount, k: int) -> int | None:
    """The head that the parse gives the number, when it follows closely; for "thousands of X" the X."""
    number = a.token(amount.last - 1)
    noun = number.head
    if noun.pos_ == "ADJ" and noun.dep_ == "amod" and noun.head.pos_ == "NOUN" and noun.head.i > noun.i:
        noun = noun.head  # hung on the adjective before the noun ("1,000 East Timorese nurses")
    if (
        number.dep_ in {"nummod", "nummod:gov", "amod", "compound", "quantmod", "nmod", "det"}
        and noun.i > number.i
        and noun.pos_ in {"NOUN", "PROPN", "ADJ", "SYM"}
    ):
        head = a.at(noun.idx)
        if (
            k <= head < k + 9
            and _one_phrase(a, k, head)
            and not any(a.word(n) in {",", ";", ":", "(", "."} and a.starts[n] == a.token(n).idx for n in range(k, head))
        ):
            return head
    if amount.form in {"vague", "few", "words"} and a.word(k - 1) == "of":
        inner = next((c for c in number.children if c.i > number.i and c.dep_ in {"nmod", "obl"}), None)
        if inner is not None and inner.pos_ in {"NOUN", "PROPN"}:
            head = a.at(inner.idx)
            return head if k <= head < k + 9 and _one_phrase(a, k, head) else None
    return None


def _one_phrase(a: Atoms, k: int, head: int) -> bool:
    """Whether nothing stands between `k` and `head` that a noun's modifiers cannot be: a guard against far heads of a wrong parse."""
    seen = False
    for n in range(k, head):
        pos, word = a.token(n).pos_, a.word(n)
        if a.raw[n].isupper() and len(word) > 1:
            continue  # "IS members"
        if (pos in {"ADP", "AUX", "SCONJ", "PRON", "INTJ"} or _stops(a, n)) and word not in {"and", "or", "the", "of", "most"}:
            return False
        if seen and pos in {"ADV", "ADP", "DET", "ADJ"} and not a.joined(n - 1):
            return False
        seen = seen or (pos == "NOUN" and _plural(a, n) and not a.hyphen(n + 1))
    return True


def _by_tags(a: Atoms, k: int) -> int | None:
    """The last noun of the run of adjectives, participles and nouns that begins at `k`."""
    head: int | None = None
    n, end = k, min(k + 9, len(a))
    while n < end:
        last = _token_end(a, n, end)
        word, pos = a.word(last), a.token(n).pos_
        if (n > k and a.line_break(n)) or (last == n and _stops(a, n) and not _passes(a, n, k, head)):
            break
        if word in {"'", "’"} and head is not None:
            head = None  # "two of Russia's largest companies": the possessor is not the thing counted
        elif word == "and" and head is not None and a.joined(head - 1) and not _plural(a, head):
            head = None  # "full-time and part-time employees"
        elif (pos in {"NOUN", "PROPN"} and a.raw[last][0].isalpha()) or (pos in {"NOUN", "PROPN"} and last > n + 1):
            if word in _WEEKDAYS:
                break
            if head is not None and _plural(a, head) and (pos == "PROPN" or a.raw[n][0].isupper()):
                break
            head = last
        elif not (_passes(a, n, k, head) or (head is None and _modifies(a, n, word, pos))):
            break
        n = last + 1
    if head is None or (a.word(k) in {"dead", "injured", "wounded", "missing", "displaced"} and head == k and a.token(k).pos_ == "VERB"):
        return None
    return head


def _token_end(a: Atoms, n: int, end: int) -> int:
    """The last atom of the token in which atom `n` begins: "U.S." and "co-founders" are one word."""
    token = a.token(n)
    stop = token.idx + len(token)
    while n + 1 < end and a.starts[n + 1] < stop:
        n += 1
    return n


def _modifies(a: Atoms, n: int, word: str, pos: str) -> bool:
    """Whether the atom can stand before the noun: adjective, participle, adverb, figures, quotation mark."""
    if pos == "VERB":
        return word.endswith(("ed", "ing", "en", "wn"))
    return pos in {"ADJ", "ADV", "DET"} or a.digits(n) or (a.raw[n].isupper() and len(word) > 1) or word in {'"', "“", "”"}


def _passes(a: Atoms, n: int, k: int, head: int | None) -> bool:
    """Joints inside a noun phrase: hyphens, the "s" of a possessor, "and" between adjectives or names, "the" after "of"."""
    word = a.word(n)
    if a.joined(n) or (word == "s" and a.glued(n)):
        return True
    if word == "and" and n > k and n + 2 < len(a):
        names = head == n - 1 and a.token(n - 1).pos_ == "PROPN" and a.token(n + 1).pos_ == "PROPN" and a.token(n + 2).pos_ == "NOUN"
        return names or (head is None and a.token(n - 1).pos_ in {"ADJ", "NOUN"})
    return word in {"the", "its", "their"} and n == k and a.word(k - 1) == "of"


def _by_spelling(a: Atoms, amount: Amount, k: int) -> int | None:
    """Without any tags: the first known noun, or the first word that looks like a plural, within a few words."""
    for n in range(k, min(k + 6, len(a))):
        word = a.word(n)
        if (a.line_break(n) and n > k) or _stops(a, n) or (not word[0].isalpha() and not a.joined(n)):
            return None
        if amount.exact and amount.high == 1 and word.isalpha() and (a.word(n + 1) in _STOP or not a.word(n + 1).isalpha()):
            return n
        if amount.high != 1 and singular(word) == word and word not in _UNCHANGED:
            continue
        if singular(word) in WORDS.nouns and not (a.word(n + 1) in WORDS.nouns or singular(a.word(n + 1)) in WORDS.nouns):
            return n
        if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) and singular(a.word(n + 1)) not in WORDS.nouns:
            return n
    return None


def _partitive(a: Atoms, amount: Amount, k: int) -> tuple[int, int, int] | None:
    """ "three of the soldiers": the noun after "of the"; "350,000 of them office staff": the noun after "them", if it counts people."""
    if a.word(k) in {"them", "whom"}:
        found = _noun(a, amount, k + 1)
        return found if found is not None and unit_of(a, found[1], first=found[0]) == "person" else None
    if a.word(k) not in {"the", "its", "their", "his", "her", "those", "these", "our", "your", "my"}:
        return None
    head = _by_tags(a, k + 1) if a.tagged else _by_spelling(a, amount, k + 1)
    first = k + 1
    while head is not None and first < head and (a.digits(first) or a.word(first) in WORDS.cardinals or a.word(first) in WORDS.scales):
        first += 1  # "30,000 of the 45,000 troops": the troops are counted
    return None if head is None else (first, head, head + 1)


def _stops(a: Atoms, n: int) -> bool:
    """Whether the atom is a function word; "IS" and "US" in capitals are names."""
    return a.low[n] in _STOP and not (a.raw[n].isupper() and len(a.raw[n]) > 1)


def _plural(a: Atoms, n: int) -> bool:
    return singular(a.word(n)) != a.word(n)


def unit_of(a: Atoms, head: int, *, first: int) -> str | None:
    """The unit of a count: person, job, vessel, ... by table, people by their endings, else the noun's own singular."""
    lemma = lemma_at(a, head)
    plain = singular(a.word(head))
    for name in (a.word(head), lemma, plain):
        if name in WORDS.nouns:
            unit = WORDS.nouns[name]
            return "person" if unit == "job" and any(a.word(n) in {"deputy"} for n in range(first, head)) else unit
    if plain == "force" and first < head and a.word(head) == "forces":
        return "person"
    if plain in {"force", "unit", "corps"} and any(a.word(n) in {"special", "security", "commando", "ground", "elite"} for n in range(first, head)):
        return "person"
    if plain in {"other", "others"}:
        return None
    if looks_like_people(plain, a.raw[head]):
        return "person"
    return (plain if lemma == a.word(head) else lemma) or None


def looks_like_people(noun: str, written: str = "") -> bool:
    """Whether a noun's form says that it names people: fishermen, cyclists, campaigners, Bavarians. A guess by ending with a table of exceptions."""
    if noun in _NO_PEOPLE:
        return False
    if (
        noun.endswith(("man", "woman", "person", "ologist", "ist", "eer", "goer", "worker", "keeper", "holder", "seeker", "maker", "dweller"))
        and len(noun) > 4
    ):
        return noun not in {
            "list",
            "fist",
            "mist",
            "wrist",
            "twist",
            "waist",
            "playlist",
            "checklist",
            "human_right",
            "german",
            "roman",
            "career",
            "beer",
            "deer",
            "pioneer_area",
        }
    return written[:1].isupper() and written.endswith(("ans", "ians", "eans", "kers", "ners", "landers", "lers", "is")) and len(written) > 5


def _people_before(a: Atoms, amount: Amount, head: int) -> bool:
    """ "2,376 others injured": the noun says nothing, the predicate does."""
    return a.word(head) in {"other", "others"} and casualty_word(a, amount, head + 1) is not None
