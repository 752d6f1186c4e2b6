"""Names: the network's BIO scores, and what the tree and the spelling know better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stemma.lang.en import voices
from stemma.lang.en.names import ROLES

from .spans import best_tags, spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Nats taken from the beginning of a name: untuned, one name in ten too many is found, of organisations
#: most. Chosen on UNER-EWT dev (organisations swept 0-3.4, places 0-1.6, persons .6-1, others .5-1).
_DOUBT = {"B-PER": 0.6, "B-ORG": 1.6, "B-LOC": 1.2, "B-MISC": 0.5}
#: Words that are addresses or files, not names.
_ADDRESS = re.compile(r"\S+@\S+\.\S+|\w+://\S*|www\.\S+|\S+\.(com|org|net|edu|gov|html?|pdf|docx?|xlsx?|jpe?g|png)", re.IGNORECASE)
#: Words of office and address, which are no part of a person's name here.
_TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. dr dr. president minister senator sen. gov. governor prof. professor king queen sir judge captain capt.
    general gen. col. colonel sgt. rep. secretary director chancellor madam speaker aunt uncle doctor prime chairman""".split()  # noqa: SIM905
)


#: Nats that a table of known names, or words that say what a name is, are worth for each place where it stands.
_WORTH = 3.0
#: What firms have and persons do not, and how a stake in one is spoken of.
_OF_FIRMS = frozenset(
    """board directors shareholders investors subsidiary subsidiaries workforce management headquarters shares stock
    factories""".split()  # noqa: SIM905
)
_IN_FIRMS = frozenset(
    {("shares", "in"), ("stake", "in"), ("stakes", "in"), ("shareholders", "of"), ("shareholders", "in"), ("board", "of"), ("takeover", "of")}
    | {("subsidiary", "of"), ("executive", "of"), ("bid", "for"), ("takeover", "by"), ("employees", "of"), ("directors", "of")}
)
#: Of whom or what places are said to have one ("the governor of").
_RULERS = frozenset(
    """governor mayor president premier king queen bishop archbishop capital republic province city town state port island
    coast""".split()  # noqa: SIM905
)
#: Last words of names of bodies, which may have been cut off.
_HEADS = frozenset(w.capitalize() for w in ROLES["bodies_by_name"]) | {"Administration", "Commission", "Council", "Department", "Ministry"}
#: Kinds of names that hold a proper noun.
_PROPER = frozenset({"PER", "ORG", "LOC"})
#: Last words of streets: an address is no name here.
_STREETS = frozenset(
    """street streets st st. sts sts. avenue avenues ave ave. road roads rd rd. boulevard blvd blvd. drive lane ln. highway hwy hwy. freeway
    parkway pkwy""".split()  # noqa: SIM905
)


#: Codes of the United States' states as addresses have them: a town and its state are two places.
_STATES = frozenset(
    """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT
    VA WA WV WI WY""".split()  # noqa: SIM905
)


#: Kinds in the order of `Name.belief`.
KINDS = ("PER", "ORG", "LOC", "TIME", "EVENT", "MISC")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a chunk: half-open word numbers, kind, the log-probability of each kind, a mean over its words, and whether it is past doubt."""

    begin: int
    end: int
    kind: str
    belief: NDArray[np.float32]
    sure: bool = True


def settle(names: Sequence[tuple[str, Name]]) -> list[str]:
    """The kind of each name of a text with its words; "" where it is none.

    A name that is not past doubt is one only where a sure name of its kind is spelt alike (two thresholds, as hysteresis has them in
    Canny 1986). Names spelt alike are of one kind, the one with most belief; times stay times. A full name of a person speaks for its
    last word too, so that "Sergei Shoigu" tells what "Shoigu" is; the tables of agencies and states speak for the names they hold.
    """
    spelt = [" ".join(text.lower().split()) for text, _ in names]
    known = {(words, name.kind) for words, (_, name) in zip(spelt, names, strict=True) if name.sure}
    total: dict[str, NDArray[np.float32]] = {}
    for words, (_, name) in zip(spelt, names, strict=True):
        if (words, name.kind) in known:
            for key in {words, words.split()[-1]} if name.kind == "PER" else {words}:
                total[key] = total.get(key, 0) + name.belief
    for words, text in zip(spelt, (text for text, _ in names), strict=True):
        if words in total and (kind := _told(text)):
            total[words] = total[words] + _WORTH * (np.arange(len(KINDS)) == KINDS.index(kind))
    return [
        "" if (words, name.kind) not in known else name.kind if name.kind == "TIME" else KINDS[int(total[words].argmax())]
        for words, (_, name) in zip(spelt, names, strict=True)
    ]


@lru_cache(maxsize=4096)
def _told(text: str) -> str:
    """What the tables of those who speak in the news know a name as; "" for all others."""
    if voices.land_named(text):
        return "LOC"
    return "ORG" if text[:1].isupper() and voices.named(text) and not voices.metonym(text) else ""


def find_names(
    scores: NDArray[np.float32],
    tags: Sequence[str],
    starts: Sequence[int],
    *,
    words: Sequence[str],
    heads: NDArray[np.int64],
    deprels: Sequence[str],
    upos: Sequence[str],
) -> list[Name]:
    """Names of a chunk; ``scores`` are log-probabilities (W, tags).

    A person's name takes in the words that the tree joins to it as ``flat``, and leaves out titles before it. Names that stand only where
    nothing is doubted are not ``sure``: `settle` judges them by the rest of the text. Persons, organisations and places hold a proper noun.
    """
    address = [at for at, word in enumerate(words) if _ADDRESS.fullmatch(word)]
    belief = np.stack([np.logaddexp.reduce(scores[:, c], axis=1) for c in _columns(tuple(tags))], axis=1)
    found: list[Name] = []
    for doubt in (_DOUBT, {}):
        doubted = scores - np.array([doubt.get(tag, 0.0) for tag in tags], dtype=scores.dtype)
        doubted[address, 0] += 50
        spans = _grown(spans_of(best_tags(doubted, tags, starts), tags, starts), set(starts), words=words, heads=heads, deprels=deprels)
        spans = [(begin, end, kind) for begin, end, kind in spans if kind not in _PROPER or "PROPN" in upos[begin:end]]
        taken = [(n.begin, n.end) for n in found]
        for begin, end, kind in spans:
            if doubt or not any(b < end and begin < e for b, e in taken):
                sure = bool(doubt) or (kind == "ORG" and _is_body(words[begin:end]))
                told = -_WORTH * _ruled(words, begin) * (np.arange(len(KINDS)) == KINDS.index("PER"))
                told += _WORTH * (_firm(words, begin, end) + 5 * _spelt_out(words, begin, end)) * (np.arange(len(KINDS)) == KINDS.index("ORG"))
                found.append(Name(begin, end, kind, belief[begin:end].mean(0) + told, sure=sure))
    return sorted(found, key=lambda n: n.begin)


@cache
def _columns(tags: tuple[str, ...]) -> list[list[int]]:
    return [[at for at, tag in enumerate(tags) if tag[2:] == kind] for kind in KINDS]


def _grown(
    spans: Sequence[tuple[int, int, str]],
    breaks: set[int],
    *,
    words: Sequence[str],
    heads: NDArray[np.int64],
    deprels: Sequence[str],
) -> list[tuple[int, int, str]]:
    """The spans, where persons have what the tree joins to them and no title; two that overlap then are one."""
    out: list[tuple[int, int, str]] = []
    for begin, end, kind in spans:
        if kind == "PER":
            while end < len(words) and end not in breaks and _joined(end, begin, end, heads, deprels) and words[end][:1].isupper():
                end += 1
            while end - begin > 1 and words[begin].lower() in _TITLES:
                begin += 1
            while begin > 0 and begin not in breaks and heads[begin] == begin - 1 and deprels[begin].startswith("flat"):
                if words[begin - 1].lower() in _TITLES or not words[begin - 1][:1].isupper():
                    break
                begin -= 1
        if kind == "ORG" and end < len(words) and end not in breaks and _leans(end, begin, end, heads, deprels) and words[end] in _HEADS:
            end += 1
        if kind == "PER" and _spelt_out(words, begin, end):
            kind = "ORG"
        if kind == "LOC" and end - begin > 1 and words[end - 1].lower() in _STREETS:
            continue
        if kind == "LOC" and end - begin > 1 and words[end - 1][:1].isupper() and words[end - 1].upper() in _STATES:
            out.append((begin, end - 1, kind))
            begin = end - 1
        if out and begin < out[-1][1]:  # two pieces of one name, joined by the tree
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((begin, end, kind))
    return out


def _joined(at: int, begin: int, end: int, heads: NDArray[np.int64], deprels: Sequence[str]) -> bool:
    return bool(deprels[at].startswith("flat") and begin <= heads[at] < end)


def _leans(at: int, begin: int, end: int, heads: NDArray[np.int64], deprels: Sequence[str]) -> bool:
    """Whether a name's last part is compound of the word behind it: "Food and Drug" of "Administration"."""
    return any(heads[i] == at and deprels[i] == "compound" for i in range(begin, end))


def _spelt_out(words: Sequence[str], begin: int, end: int) -> bool:
    """Whether the name's initials follow in brackets: "Autorita Pensioni (AP)" is nobody's name."""
    short = words[end + 1] if end + 2 < len(words) and words[end] == "(" and words[end + 2] == ")" else ""
    return len(short) > 1 and short.isupper() and short == "".join(w[0] for w in words[begin:end] if w[0].isupper())


def _is_body(words: Sequence[str]) -> bool:
    """Whether the last word of a name, in capitals, says that it is a body ("the Mineworkers' Union")."""
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper() and words[-1].lower() in ROLES["bodies_by_name"]


def _firm(words: Sequence[str], begin: int, end: int) -> bool:
    """Whether the words beside a name say that it is a firm: "Acme's shareholders", "a stake in Acme"."""
    if words[end : end + 1] in (["'s"], ["’s"]):
        return any(w.lower() in _OF_FIRMS for w in words[end + 1 : end + 3])
    before = [w.lower() for w in words[max(0, begin - 3) : begin]]
    if before[-1:] == ["the"]:
        before.pop()
    return len(before) > 1 and (before[-2], before[-1]) in _IN_FIRMS


def _ruled(words: Sequence[str], begin: int) -> bool:
    """Whether a name is what somebody governs, which no person is: "the governor of Estmark"."""
    return begin > 1 and words[begin - 1].lower() == "of" and words[begin - 2].lower() in _RULERS
