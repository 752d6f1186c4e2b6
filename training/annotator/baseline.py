"""Baselines: attributions by a list of cue verbs and quotation marks, names by capital letters."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc

from stemma.lang.annotator.spans import RoleSpans

CUES = re.compile(
    r"said|says|say|saying|told|tells|added|adds|claimed|claims|claim|argued|argues|wrote|writes|reported|reports|"
    r"according|announced|announces|believes?|believed|thinks?|thought|warned|warns|noted|notes|insisted|insists|"
    r"suggested|suggests|explained|explains|admitted|admits|denied|denies|stated|states|revealed|tweeted|asked|called"
)
QUOTES = frozenset('"“”')


def attributions(doc: Doc) -> list[RoleSpans]:
    """For each cue verb of a sentence: the nearest name or pronoun, and the quotation or the rest of the sentence."""
    out = []
    for begin, end in _sentences(doc):
        cue = next((i for i in range(begin, end) if CUES.fullmatch(doc[i].text)), None)
        if cue is None:
            continue
        left = [i for i in range(begin, cue) if _names(doc, i)]
        right = [i for i in range(cue + 1, min(end, cue + 8)) if _names(doc, i)]
        quoted = any(doc[i].text in QUOTES for i in range(begin, cue))
        source = right if quoted and right and not (left and cue - left[-1] < 3) else left or right
        near = source[-1:] if source is left else source[:1]
        rest = (begin, cue - 1) if quoted and cue - begin > 3 else (cue + 1, end)
        if near and near[0] > cue and rest[0] > cue:
            rest = (near[0] + 1, end)
        if rest[1] > rest[0]:
            out.append(RoleSpans((near[0], near[0] + 1) if near else None, (cue, cue + 1), (rest,)))
    return out


def _names(doc: Doc, i: int) -> bool:
    return doc[i].is_title or doc[i].lower_ in {"he", "she", "they", "i", "we", "officials", "official", "sources"}


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    cuts = [0]
    for token in doc:
        if "\n" in token.text or token.text in {".", "!", "?"}:
            cuts.append(token.i + 1)
    cuts.append(len(doc))
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def names(words: list[str]) -> list[tuple[int, int, str]]:
    """Runs of capitalised words after a sentence's first, all called persons."""
    out: list[tuple[int, int, str]] = []
    for at, word in enumerate(words):
        if at and word[:1].isupper() and word != "I":
            if out and out[-1][1] == at:
                out[-1] = (out[-1][0], at + 1, "PER")
            else:
                out.append((at, at + 1, "PER"))
    return out
