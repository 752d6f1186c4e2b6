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

#: Nats taken from "no role" and given to cues: untuned, the network finds nineteen attributions where there are twenty.
#: Chosen with the two below on half of PolNeAR dev (doubt 0-1.2, leaning 0-1.5, floor .02-.3, goes on .1-.5); flat there.
_DOUBT = 0.4
_LEANING = {"cue": 0.3}
#: Least probability of a source that is found only because its cue has none, and how likely its next words must be
#: against no role.
_SOURCE_FLOOR = 0.05
_SOURCE_GOES_ON = 0.22


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


def attributions(roles: Floats, links: Floats, tags: Sequence[str], starts: Sequence[int]) -> list[RoleSpans]:
    """Attributions of one chunk: sources and contents go to the cue of their paragraph that their words point at.

    ``roles`` (W, tags) are log-probabilities, ``links`` (W, W) raw scores of each word for the first word of its cue.
    A cue keeps its likeliest source, or gets the likeliest word that no other role has taken; a cue without content
    and a content without cue are dropped.
    """
    leaning = roles + np.array([_LEANING.get(tag[2:], 0.0) if tag != "O" else -_DOUBT for tag in tags], dtype=np.float32)
    spans = spans_of(best_tags(leaning, tags, starts), tags, starts)
    out: list[RoleSpans] = []
    for begin, end in zip(starts, [*starts[1:], len(links)], strict=True):
        inside = [(b, e, role) for b, e, role in spans if begin <= b < end]
        if any(role == "cue" for _, _, role in inside):
            joined = _join(inside, links)
            out.extend(_find_sources(joined, roles[begin:end], links[begin:end, begin:end], tags, begin))
    return out


def _join(spans: Sequence[tuple[int, int, str]], links: Floats) -> list[RoleSpans]:
    cues = [(begin, end) for begin, end, role in spans if role == "cue"]
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


def _find_sources(found: list[RoleSpans], roles: Floats, links: Floats, tags: Sequence[str], offset: int) -> list[RoleSpans]:
    """Give attributions without a source the likeliest free words of their paragraph, if likely enough."""
    if all(r.source for r in found):
        return found
    begins, goes_on, none = (np.exp(roles[:, list(tags).index(tag)]) for tag in ("B-source", "I-source", "O"))
    towards = np.exp(log_softmax(links))
    free = np.ones(len(roles), dtype=bool)
    for r in found:
        for begin, end in (r.cue, *r.content, *([r.source] if r.source else [])):
            free[begin - offset : end - offset] = False
    out = []
    for r in found:
        if r.source is None:
            belief = begins * towards[:, r.cue[0] - offset : r.cue[1] - offset].sum(1) * free
            begin = end = int(belief.argmax())
            if belief[begin] > _SOURCE_FLOOR:
                end += 1
                while end < len(roles) and free[end] and goes_on[end] > none[end] * _SOURCE_GOES_ON:
                    end += 1
                free[begin:end] = False
                r = RoleSpans((begin + offset, end + offset), r.cue, r.content)
        out.append(r)
    return out


def log_softmax(scores: Floats) -> Floats:
    """Log-probabilities over the last axis."""
    scores = scores - scores.max(-1, keepdims=True)
    out: Floats = scores - np.log(np.exp(scores).sum(-1, keepdims=True))
    return out
