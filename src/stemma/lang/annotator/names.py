"""Names: the network's BIO scores, and what the tree and the spelling know better."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from .spans import best_tags, spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Nats given to "no name": untuned, one name in ten too many is found. Chosen on UNER-EWT dev (swept -0.6 to 1.0).
_DOUBT = 0.5
#: Words that are addresses or files, not names.
_ADDRESS = re.compile(r"\S+@\S+|\w+://\S*|www\.\S+|\S+\.(com|org|net|edu|gov|html?|pdf|docx?|xlsx?|jpe?g|png)", re.IGNORECASE)
#: Words of office and address, which are no part of a person's name here.
_TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. dr dr. president minister senator sen. gov. governor prof. professor king queen sir judge captain capt.
    general gen. col. colonel sgt. rep. secretary director chancellor madam speaker aunt uncle doctor prime chairman""".split()  # noqa: SIM905
)


def find_names(
    scores: NDArray[np.float32],
    tags: Sequence[str],
    starts: Sequence[int],
    *,
    words: Sequence[str],
    heads: NDArray[np.int64],
    deprels: Sequence[str],
) -> list[tuple[int, int, str]]:
    """(begin, end, kind) of each name of a chunk; ``scores`` are log-probabilities (W, tags).

    A person's name takes in the words that the tree joins to it as ``flat``, and leaves out titles before it.
    """
    scores = scores.copy()
    scores[:, 0] += _DOUBT
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
    return out


def _joined(at: int, begin: int, end: int, heads: NDArray[np.int64], deprels: Sequence[str]) -> bool:
    return bool(deprels[at].startswith("flat") and begin <= heads[at] < end)
