"""Names: the network's BIO scores, and what the tree and the spelling know better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .spans import best_tags, spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Nats taken from the beginning of a name: untuned, one name in ten too many is found. Chosen on UNER-EWT dev (swept 0-1.5).
_DOUBT = 1.0
_DOUBTED = frozenset({"B-PER", "B-ORG", "B-LOC", "B-MISC"})
#: Words that are addresses or files, not names.
_ADDRESS = re.compile(r"\S+@\S+|\w+://\S*|www\.\S+|\S+\.(com|org|net|edu|gov|html?|pdf|docx?|xlsx?|jpe?g|png)", re.IGNORECASE)
#: Words of office and address, which are no part of a person's name here.
_TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. dr dr. president minister senator sen. gov. governor prof. professor king queen sir judge captain capt.
    general gen. col. colonel sgt. rep. secretary director chancellor madam speaker aunt uncle doctor prime chairman""".split()  # noqa: SIM905
)


#: Kinds in the order of `Name.belief`.
KINDS = ("PER", "ORG", "LOC", "TIME", "EVENT", "MISC")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a chunk: half-open word numbers, kind, and the log-probability of each kind, a mean over its words."""

    begin: int
    end: int
    kind: str
    belief: NDArray[np.float32]


def settle(names: Sequence[tuple[str, Name]]) -> list[str]:
    """One kind for all names of a text that are spelt alike: the one with most belief; times stay times.

    A full name of a person speaks for its last word too, so that "Sergei Shoigu" tells what "Shoigu" is.
    """
    total: dict[str, NDArray[np.float32]] = {}
    for text, name in names:
        words = text.lower().split()
        keys = {" ".join(words), words[-1]} if name.kind == "PER" else {" ".join(words)}
        for key in keys:
            total[key] = total.get(key, 0) + name.belief
    return [name.kind if name.kind == "TIME" else KINDS[int(total[" ".join(text.lower().split())].argmax())] for text, name in names]


def find_names(
    scores: NDArray[np.float32],
    tags: Sequence[str],
    starts: Sequence[int],
    *,
    words: Sequence[str],
    heads: NDArray[np.int64],
    deprels: Sequence[str],
) -> list[Name]:
    """Names of a chunk; ``scores`` are log-probabilities (W, tags).

    A person's name takes in the words that the tree joins to it as ``flat``, and leaves out titles before it.
    """
    columns = [[at for at, tag in enumerate(tags) if tag[2:] == kind] for kind in KINDS]
    belief = np.stack([np.logaddexp.reduce(scores[:, c], axis=1) for c in columns], axis=1)
    scores = scores.copy()
    scores[:, [at for at, tag in enumerate(tags) if tag in _DOUBTED]] -= _DOUBT
    scores[[at for at, word in enumerate(words) if _ADDRESS.fullmatch(word)], 0] += 50
    breaks = set(starts)
    out: list[tuple[int, int, str]] = []
    for begin, end, kind in spans_of(best_tags(scores, tags, starts), tags, starts):
        if kind == "PER":
            while end < len(words) and end not in breaks and _joined(end, begin, end, heads, deprels) and words[end][:1].isupper():
                end += 1
            while end - begin > 1 and words[begin].lower() in _TITLES:
                begin += 1
            while begin > 0 and begin not in breaks and heads[begin] == begin - 1 and deprels[begin].startswith("flat"):
                if words[begin - 1].lower() in _TITLES or not words[begin - 1][:1].isupper():
                    break
                begin -= 1
        if out and begin < out[-1][1]:  # two pieces of one name, joined by the tree
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((begin, end, kind))
    return [Name(begin, end, kind, belief[begin:end].mean(0)) for begin, end, kind in out]


def _joined(at: int, begin: int, end: int, heads: NDArray[np.int64], deprels: Sequence[str]) -> bool:
    return bool(deprels[at].startswith("flat") and begin <= heads[at] < end)
