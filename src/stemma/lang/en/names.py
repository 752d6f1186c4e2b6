"""Names as news writes them: normalised for comparison, freed of titles, compared over transliterations and acronyms.

Limits: order is taken as written (family name last, or first in East Asian names, where the whole name is compared); nicknames
("Bill" for William) are not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml
from rapidfuzz.distance import Levenshtein

from stemma.lang.fold import fold

#: Words before or after a person's name that are no part of it. Lower case, without full stops.
_TABLE = yaml.safe_load((files("stemma.lang.en") / "names.yml").read_text("utf-8"))
TITLES: frozenset[str] = frozenset(_TABLE["titles"])
#: Nouns of roles by sort: spokespeople, officials, unnamed, private, companies, bodies, parts, leaders, letters.
ROLES: dict[str, frozenset[str]] = {sort: frozenset(nouns) for sort, nouns in _TABLE["roles"].items()}
_GIVEN: dict[str, str] = {name: sex for sex, names in _TABLE["given"].items() for name in names}
_HONORIFIC_MALE = frozenset({"mr", "sir", "lord", "king", "prince", "father", "brother", "pope", "spokesman", "chairman", "congressman"})
_HONORIFIC_FEMALE = frozenset({"mrs", "ms", "miss", "dame", "lady", "queen", "princess", "sister", "spokeswoman", "chairwoman", "congresswoman"})
_SAME_GIVEN: dict[str, str] = {form: forms[0] for forms in _TABLE["same_given"] for form in forms}
_PARTICLES = frozenset(
    {"de", "da", "di", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "el", "la", "le", "dos", "du", "ter", "abu", "ben"}
)
#: Letters that transliterations write differently, each folded to one form.
_SPELLINGS = tuple(
    pair.split(":")
    for pair in ["yy:y", "iy:y", "ii:y", "ij:y", "ei:ey", "ks:x", "kh:h", "ph:f", "ou:u", "oo:u", "ee:i", "w:v", "q:k", "tz:ts", "dj:j"]
)


#: "Abdel Rahman", "Abdul-Rahman", "Abdurrahman", "Abdulrahman" are one name.
_ABD = re.compile(r"\babd ?(?:[aeu][lr])? ?(?=\w)")


@lru_cache(8192)
def normal(text: str) -> str:
    """Lower case, without accents, punctuation and the possessive ending; look-alike letters and odd spaces folded."""
    plain = unicodedata.normalize("NFKD", fold(text)).replace("’", "'").replace("‘", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", plain)
    plain = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)", "", plain)
    return " ".join(re.sub(r"[^\w&+]+", " ", plain).split())


def plain_outlet(name: str) -> str:
    """An outlet's name as outlets are told by it: normalised, without its article."""
    return normal(name.strip().removeprefix("The ").removeprefix("the "))


def words(name: str) -> tuple[str, ...]:
    """The normalised words of a name."""
    return tuple(normal(name).split())


def bare_person(name: str) -> str:
    """A person's name without titles and honorifics before it; the text itself when nothing would be left."""
    parts = name.replace("’", "'").split()
    while len(parts) > 1 and normal(parts[0]) in TITLES:
        parts.pop(0)
    while len(parts) > 1 and normal(parts[-1]) in {"jr", "sr", "ii", "iii", "mp", "phd", "md"}:
        parts.pop()
    return re.sub(r"'s?$", "", " ".join(parts)).strip(" ,;:()")


def surname(name: str) -> str:
    """The last word of a person's name, with its particles ("von der Leyen"), normalised."""
    parts = words(bare_person(name))
    if not parts:
        return ""
    at = len(parts) - 1
    while at > 0 and parts[at - 1] in _PARTICLES and at - 1 > 0:
        at -= 1
    return " ".join(parts[at:])


def gender_of(text: str) -> str:
    """ "m" or "f" from the titles in a mention ("Mrs", "spokesman"), "" where none tells."""
    found = set(words(text))
    male, female = bool(found & _HONORIFIC_MALE), bool(found & _HONORIFIC_FEMALE)
    return "m" if male and not female else "f" if female and not male else ""


def gender_of_name(name: str) -> str:
    """ "m" or "f" by a full name's given name, where that is nearly everywhere of one sex; "" for all others."""
    parts = words(bare_person(name))
    return _GIVEN.get(parts[0], "") if len(parts) > 1 else ""


def spelled_alike(a: str, b: str) -> bool:
    """Whether two words may be one name written two ways (Zelenskiy, Zelensky): equal after folding usual spellings, or an edit apart when long."""
    x, y = _skeleton(normal(a)), _skeleton(normal(b))
    if x == y:
        return bool(x)
    if len(x) >= 5 and x[1:] == y[1:] and {x[0], y[0]} == {"g", "k"}:
        return True  # Gaddafi, Qaddafi
    longest = max(len(x), len(y))
    if longest < 6 or x[:1] != y[:1]:
        return False
    distance = int(Levenshtein.distance(x, y))
    return distance <= (1 if longest < 9 else 2)


def _skeleton(word: str) -> str:
    for old, new in _SPELLINGS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", re.sub(r"(?<=\w\w\w)[ae]h$", "a", word))


def same_person(a: str, b: str) -> bool:
    """Whether two full names may be one person's: last words alike and first words alike (or an initial of one another)."""
    x, y = (tuple(_ABD.sub("abd", " ".join(words(bare_person(n)))).split()) for n in (a, b))
    if len(x) < 2 or len(y) < 2:
        return False
    if x == y or sorted(x) == sorted(y):
        return True
    if len(x) != len(y) and min(x, y, key=len) in (max(x, y, key=len)[-min(len(x), len(y)) :], max(x, y, key=len)[: min(len(x), len(y))]):
        return True
    if not spelled_alike(x[-1], y[-1]) and x[-1] != y[-1]:
        return False
    first, other = x[0], y[0]
    return (
        first == other
        or spelled_alike(first, other)
        or _given(first) == _given(other) != ""
        or (min(len(first), len(other)) == 1 and first[0] == other[0])
    )


def _given(first: str) -> str:
    """The first of the ways to write a given name in which languages that report on its bearers differ; "" for all others."""
    return _SAME_GIVEN.get(first, "")


def initials(name: str) -> str:
    """The capitals with which the words of a name begin, small words left out."""
    return "".join(w[0] for w in re.findall(r"[\w']+", name) if w[0].isupper()).upper()


def is_acronym_of(short: str, name: str) -> bool:
    """Whether `short` can be made of the initials of `name` ("NIS", "National Intelligence Service")."""
    letters = re.sub(r"[^A-Za-z]", "", short).upper()
    if not 2 <= len(letters) <= 8 or not short.replace(".", "").isupper():
        return False
    return any(letters in {initials(n), _all_initials(n)} for n in (name, without_form(name)))


#: What a firm is in law, behind its name.
_FORM = re.compile(r"[, ]+(?:Inc|Corp|Corporation|Incorporated|Ltd|Limited|LLC|LLP|PLC|plc|Co|AG|NV|SE|GmbH|Pty|SpA|Oyj|ASA)\.?$")


def without_form(name: str) -> str:
    """A firm's name without its legal form: "Acme Corp." is Acme; the name itself where nothing else is left."""
    return _FORM.sub("", name) or name


def _all_initials(name: str) -> str:
    return "".join(w[0] for w in words(name) if w).upper()


def defined_acronyms(text: str) -> dict[str, str]:
    """Acronyms that a text defines in brackets: "the National Intelligence Service (NIS)" gives {"NIS": "National Intelligence Service"}."""
    out: dict[str, str] = {}
    for match in re.finditer(
        r"((?:[A-Z][\w'’&-]*[ ](?:(?:of|for|the|and|on|to|in|de)[ ]){0,2}){1,7}[A-Z][\w'’&-]*)[ ]?\(([A-Z][A-Za-z.&-]{1,9})\)", text
    ):
        name, short = match.group(1), match.group(2)
        parts = name.split()
        for start in range(len(parts)):
            candidate = " ".join(parts[start:])
            if parts[start][0].isupper() and len(parts) - start >= 2 and is_acronym_of(short, candidate):
                out.setdefault(short, candidate)
                break
    return out


def longest(names: Iterable[str]) -> str:
    """The fullest of some names: most words, then longest, then first in the alphabet."""
    return min(names, key=lambda n: (-len(n.split()), -len(n), n))
