"""From scores of BIO tags and links to spans: names, and attributions with source, cue and content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

#: Half-open span of places.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RoleSpans:
    """One attribution, as half-open token spans: who, by which words, what. Contents may be in several pieces."""

    source: Place | None
    cue: Place
    content: tuple[Place, ...]

    def moved(self, places: Sequence[int]) -> RoleSpans:
        """The same with word numbers replaced by the tokens in ``places``."""

        def move(span: Place) -> Place:
            return places[span[0]], places[span[1] - 1] + 1

        return RoleSpans(self.source and move(self.source), move(self.cue), tuple(map(move, self.content)))


def best_tags(scores: Floats, tags: Sequence[str], starts: Sequence[int]) -> list[int]:
    """Best tag sequence in which an ``I-x`` follows a ``B-x`` or ``I-x`` of the same paragraph.

    ``scores`` are log-probabilities (W, tags), ``starts`` the words where paragraphs begin. The single best tags are
    that sequence unless they break the rule; only then the search of Viterbi (1967) is run.
    """
    allowed = _allowed(tuple(tags))
    best: NDArray[np.int64] = scores.argmax(1)
    before = np.concatenate([[0], best[:-1]])
    before[list(starts)] = 0
    if allowed[before, best].all():
        return [int(t) for t in best]
    out: list[int] = []
    for begin, end in zip(starts, [*starts[1:], len(scores)], strict=True):
        out.extend(_viterbi(scores[begin:end], allowed))
    return out


_ALLOWED: dict[tuple[str, ...], NDArray[np.bool_]] = {}


def _allowed(tags: tuple[str, ...]) -> NDArray[np.bool_]:
    """(tags, tags): whether the second may follow the first; tag 0 is O."""
    if tags not in _ALLOWED:
        _ALLOWED[tags] = np.array([[not b.startswith("I-") or a[1:] == b[1:] for b in tags] for a in tags])
    return _ALLOWED[tags]


def _viterbi(scores: Floats, allowed: NDArray[np.bool_]) -> list[int]:
    bar = np.where(allowed, 0.0, -np.inf)
    total = scores[0] + bar[0]
    back = []
    for row in scores[1:]:
        paths = total[:, None] + bar
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    out = [int(total.argmax())]
    for pointers in reversed(back):
        out.append(int(pointers[out[-1]]))
    return out[::-1]


def spans_of(tags: Sequence[int], names: Sequence[str], starts: Sequence[int]) -> list[tuple[int, int, str]]:
    """(begin, end, kind) of each tagged span, in order."""
    out: list[tuple[int, int, str]] = []
    breaks = set(starts)
    for at, number in enumerate(tags):
        tag = names[number]
        if tag == "O":
            continue
        if tag[0] == "I" and out and out[-1][1] == at and out[-1][2] == tag[2:] and at not in breaks:
            out[-1] = (out[-1][0], at + 1, out[-1][2])
        else:
            out.append((at, at + 1, tag[2:]))
    return out


def attributions(spans: Sequence[tuple[int, int, str]], links: Floats, starts: Sequence[int]) -> list[RoleSpans]:
    """Attributions of one chunk: sources and contents go to the cue of their paragraph that their words point at.

    ``links`` is (W, W), raw scores of each word for the first word of its cue. A cue keeps its likeliest source; a cue
    without content and a content without cue are dropped.
    """
    out: list[RoleSpans] = []
    for begin, end in zip(starts, [*starts[1:], len(links)], strict=True):
        inside = [s for s in spans if begin <= s[0] < end]
        cues = [s[:2] for s in inside if s[2] == "cue"]
        if cues:
            out.extend(_join(cues, inside, links))
    return out


def _join(cues: list[Place], spans: Sequence[tuple[int, int, str]], links: Floats) -> list[RoleSpans]:
    firsts = [cue[0] for cue in cues]
    sources: list[list[tuple[float, Place]]] = [[] for _ in cues]
    contents: list[list[Place]] = [[] for _ in cues]
    for begin, end, role in spans:
        if role == "cue":
            continue
        belief = log_softmax(links[begin:end, firsts]).mean(0)
        at = int(belief.argmax())
        if role == "source":
            sources[at].append((float(belief[at]), (begin, end)))
        else:
            contents[at].append((begin, end))
    return [RoleSpans(max(sources[i])[1] if sources[i] else None, cue, tuple(contents[i])) for i, cue in enumerate(cues) if contents[i]]


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    scores = scores - scores.max(-1, keepdims=True)
    out: Floats = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return out
