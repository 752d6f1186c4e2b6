"""Words that news uses for one thing, and words that exclude one another: `senses.yml`, loaded once.

A sense is coarse on purpose ("killed" = "lost their lives" = "the dead"): it says what is counted or done, not every shade. A lemma has one
sense here although English gives it many; whoever asks holds the rest of the sentence against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Senses:
    """The table: lemma to sense, the groups of senses that cannot be one count, and for each lemma the looser groups in which it stands."""

    of: dict[str, str]
    apart: tuple[frozenset[str], ...]
    #: Lemma to sense where it is a noun, of those whose verb has another sense.
    nouns: dict[str, str]
    groups: dict[str, frozenset[int]]


@cache
def senses() -> Senses:
    """The table, read at first use."""
    raw = yaml.safe_load((files("stemma.lang.en") / "senses.yml").read_text("utf-8"))
    of: dict[str, str] = {}
    for sense, words in raw["senses"].items():
        for word in words:
            if str(word) in of:
                raise ValueError(f"{word!r} stands in two senses")
            of[str(word)] = str(sense)
    apart = tuple(frozenset(group) for group in raw["apart"])
    if unknown := {s for group in apart for s in group} - set(raw["senses"]):
        raise ValueError(f"no such senses: {sorted(unknown)}")
    return Senses(of=of, apart=apart, groups=_groups(raw["alike"]), nouns={str(w): str(sense) for sense, ws in raw["nouns"].items() for w in ws})


def _groups(rows: list[list[str]]) -> dict[str, frozenset[int]]:
    """For each lemma the numbers of the rows in which it stands."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for lemma in row:
            found.setdefault(str(lemma), set()).add(number)
    return {lemma: frozenset(numbers) for lemma, numbers in found.items()}


def sense_of(lemma: str, pos: str = "") -> str:
    """The sense of a lemma, or of a form that was taken for one ("injuring", "coache"); the lemma itself where the table knows none."""
    of = senses().of
    if pos == "NOUN" and (found := senses().nouns.get(lemma)) is not None:
        return found
    if (found := of.get(lemma)) is not None:
        return found
    return next((of[stem] for stem in _stems(lemma) if stem in of), lemma)


def _stems(form: str) -> Iterator[str]:
    """What a form may be of, the likeliest first."""
    yield form.removesuffix("s")
    if form.endswith("ing") and len(form) > 5:
        yield from (form[:-3], form[:-3] + "e")
    if form.endswith("ed") and len(form) > 4:
        yield from (form[:-2], form[:-1])
    if form.endswith(("che", "she", "sse", "xe")):
        yield form[:-1]


def known(lemma: str) -> bool:
    """Whether the table has the word at all."""
    return lemma in senses().of or lemma in senses().groups


def alike(a: str, b: str) -> bool:
    """Whether one lemma can stand for the other somewhere: "lift" for "raise", "bench" for "court". No sign that it does so here."""
    groups = senses().groups
    return a == b or sense_of(a) == sense_of(b) or bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def exclude(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of senses count things that exclude one another: each has one of a group, and they share none of it."""
    return any((a & group) and (b & group) and not (a & b & group) for group in senses().apart)
