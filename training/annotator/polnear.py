"""Reads PolNeAR: paragraphs of news with sources, cues and contents as word roles and links to cues."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import spacy

from .units import NONE, Unit

Spans = list[list[int]]


def read_polnear(path: Path, *, longest: int = 200) -> list[Unit]:
    """One `Unit` a paragraph, tokenised as at run time; attributions without a cue are left out."""
    nlp = spacy.blank("en")
    units = []
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        doc = nlp.make_doc(article["text"])
        roles, links = word_roles(doc, article["attributions"])
        paragraph: list[int] = []
        for token in doc:
            if token.is_space:
                if "\n" in token.text and paragraph:
                    units.extend(_units(doc, paragraph, roles, links, article["id"], longest))
                    paragraph = []
            else:
                paragraph.append(token.i)
        if paragraph:
            units.extend(_units(doc, paragraph, roles, links, article["id"], longest))
    return units


def word_roles(doc: spacy.tokens.Doc, attributions: list[dict[str, Spans]]) -> tuple[list[str], list[int]]:
    """BIO role and first cue word of each token of ``doc``."""
    roles, links = [NONE] * len(doc), [-1] * len(doc)
    for attribution in attributions:
        cue = _tokens(doc, attribution["cue"])
        if not cue:
            continue
        for role in ("source", "cue", "content"):
            for begin, end in attribution[role]:
                inside = [i for i in _tokens(doc, [[begin, end]]) if roles[i] == NONE]
                for at, i in enumerate(inside):
                    roles[i] = ("I-" if at else "B-") + role
                    links[i] = cue[0]
    return roles, links


def _tokens(doc: spacy.tokens.Doc, spans: Spans) -> list[int]:
    found = []
    for begin, end in spans:
        span = doc.char_span(begin, end, alignment_mode="expand")
        if span is not None:
            found.extend(t.i for t in span if not t.is_space)
    return sorted(set(found))


def _units(doc: spacy.tokens.Doc, tokens: list[int], roles: list[str], links: list[int], name: str, longest: int) -> list[Unit]:
    """The paragraph as one unit, or cut at sentence ends where it is over ``longest`` words."""
    out = []
    ends = [at for at in range(1, len(tokens)) if _sentence_ends(doc, tokens, at)]
    cuts, begin = [0], 0
    for at, following in itertools.pairwise([*ends, len(tokens)]):
        if following - begin > longest:
            cuts.append(at)
            begin = at
    for begin, end in itertools.pairwise([*cuts, len(tokens)]):
        part = tokens[begin:end][:longest]
        place = {token: at for at, token in enumerate(part)}
        unit = Unit(words=[doc[i].text for i in part], document=name, paragraph=begin == 0)
        unit.roles = [roles[i] if links[i] in place or roles[i] == NONE else NONE for i in part]
        unit.links = [place.get(links[i], -1) for i in part]
        bounds = [0, *[at - begin for at in ends if begin < at < begin + len(part)], len(part)]
        unit.sentences = [(a, b, -1) for a, b in itertools.pairwise(bounds)]
        out.append(unit)
    return out


def _sentence_ends(doc: spacy.tokens.Doc, tokens: list[int], at: int) -> bool:
    """Whether a sentence plainly ends before the word ``at``: used for sentence vectors and long paragraphs only."""
    before, word = doc[tokens[at - 1]].text, doc[tokens[at]].text
    return (
        bool(re.fullmatch(r"[.!?]+[\"”’']?|[”\"]", before))
        and (word[0].isupper() or word[0] in '“"')
        and (before[0] in ".!?" or (at > 1 and doc[tokens[at - 2]].text in {".", "!", "?"}))
    )
