"""The words that attribute, loaded once from `cues.yml`: verbs and nouns, what they do to certainty, and how their content hangs on them.

One table for every stage: attribution asks which frames a cue opens, certainty asks how sure it leaves what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

import yaml

from stemma.model import Certainty

CueKind = Literal["say", "belief", "show", "stance", "silence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One lemma that attributes."""

    lemma: str
    kind: CueKind
    #: What the cue alone does to its content.
    certainty: Certainty
    #: How content hangs on it: clause, quote, to, np, naming, blame, value, listener, alone.
    frames: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The whole table of English cues."""

    #: Verbs by lemma.
    verbs: dict[str, Cue]
    #: Nouns by lemma ("announcement", "estimate").
    nouns: dict[str, Cue]
    #: Verbs whose object is an inner source ("quoted Shoigu as saying").
    relaying: frozenset[str]
    #: Verbs that say that a figure was corrected, and verbs of changing that say so only of a count that somebody keeps.
    correcting: frozenset[str]
    changing: frozenset[str]
    #: Nouns of figures that are somebody's.
    reckonings: frozenset[str]
    #: Verbs that give a figure behind "of".
    speaking_of: frozenset[str]
    #: Nouns of counts that somebody keeps, and forms of words for those of whom the number is kept.
    counts: frozenset[str]
    befallen: frozenset[str]
    #: Phrases before a source, as tuples of lower-case words, longest first.
    according: tuple[tuple[str, ...], ...]
    #: Phrases before a further source, likewise.
    citing: tuple[tuple[str, ...], ...]
    #: Participles of passing on, and nouns of what is passed on ("remarks carried by").
    carriers: frozenset[str]
    carried: frozenset[str]
    adverbs: frozenset[str]
    passives: frozenset[str]
    #: Nouns of things that hold information.
    documents: frozenset[str]
    #: Nouns that state something as the object of a cue.
    propositions: frozenset[str]
    #: "according to" these is no attribution.
    no_sources: frozenset[str]
    #: What is declined by who stays silent.
    answers: frozenset[str]
    #: Nouns that are nobody's word as the subject of a cue.
    happenings: frozenset[str]


def _words(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(p.lower().split()) for p in phrases), key=lambda t: (-len(t), t)))


def _entries(groups: list[dict[str, Any]]) -> dict[str, Cue]:
    out: dict[str, Cue] = {}
    for group in groups:
        for lemma in group["words"]:
            if lemma in out:
                raise ValueError(f"{lemma!r} stands twice among the cues")
            out[lemma] = Cue(
                lemma=lemma,
                kind=cast("CueKind", group["kind"]),
                certainty=cast("Certainty", group["certainty"]),
                frames=frozenset(group.get("frames", ("clause", "np"))),
            )
    return out


@cache
def cues() -> Cues:
    """The table, read at first use."""
    raw = yaml.safe_load((files("stemma.lang.en") / "cues.yml").read_text("utf-8"))
    return Cues(
        verbs=_entries(raw["groups"]),
        nouns=_entries(raw["nouns"]),
        relaying=frozenset(raw["relaying"]),
        correcting=frozenset(raw["revisions"]["correcting"]),
        changing=frozenset(raw["revisions"]["changing"]),
        reckonings=frozenset(raw["revisions"]["reckonings"]),
        speaking_of=frozenset(raw["revisions"]["of"]),
        counts=frozenset(raw["revisions"]["counts"]),
        befallen=frozenset(raw["revisions"]["befallen"]),
        according=_words(raw["phrases"]["according-to"]),
        citing=_words(raw["citing_phrases"]),
        carriers=frozenset(raw["carriers"]),
        carried=frozenset(raw["carried"]),
        adverbs=frozenset(raw["sourceless"]["adverbs"]),
        passives=frozenset(raw["sourceless"]["passives"]),
        documents=frozenset(raw["documents"]),
        propositions=frozenset(raw["propositions"]),
        no_sources=frozenset(raw["no_sources"]),
        answers=frozenset(raw["answers"]),
        happenings=frozenset(raw["happenings"]),
    )


def verb(lemma: str, *, written: str = "") -> Cue | None:
    """The cue that a verb is, by its lemma; where a pipeline lemmatised it wrongly, by the lemmas that the form as `written` may have."""
    table = cues().verbs
    found = table.get(lemma.lower())
    if found is not None or not written:
        return found
    return next((table[guess] for guess in _stems(written.lower()) if guess in table), None)


def _stems(form: str) -> Iterator[str]:
    """The infinitives that a regular verb form may come from; irregular ones are in the table of forms."""
    yield _IRREGULAR.get(form, form)
    for ending, replacements in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("e", "")),
        ("s", ("",)),
        ("ing", ("", "e")),
        ("ed", ("e", "")),
        ("d", ("",)),
    ):
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            stem = form[: -len(ending)]
            yield from (stem + r for r in replacements)
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


_IRREGULAR = {
    "said": "say",
    "told": "tell",
    "found": "find",
    "gave": "give",
    "given": "give",
    "wrote": "write",
    "written": "write",
    "knew": "know",
    "thought": "think",
}
_IRREGULAR |= {
    "foresaw": "foresee",
    "saw": "see",
    "meant": "mean",
    "went": "go",
    "spoke": "speak",
    "swore": "swear",
    "understood": "understand",
    "heard": "hear",
}


def documents() -> frozenset[str]:
    """Nouns of things that hold information."""
    return cues().documents


def noun(lemma: str) -> Cue | None:
    """The cue that a noun lemma is, if it is one."""
    return cues().nouns.get(lemma.lower())
