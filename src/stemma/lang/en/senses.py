"""Words that news uses for one thing, and words that exclude one another: `senses.yml`, loaded once.

A sense is coarse on purpose ("killed" = "lost their lives" = "the dead"): it says what is counted or done, not every shade. A lemma has one
sense here although English gives it many; whoever asks holds the rest of the sentence against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Senses:
    """The table: lemma to sense, and the groups of senses that cannot be one count."""

    of: dict[str, str]
    apart: tuple[frozenset[str], ...]


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
    return Senses(of=of, apart=apart)


def sense_of(lemma: str) -> str:
    """The sense of a lemma, or of a plural that was taken for one; the lemma itself where the table knows none."""
    of = senses().of
    return of.get(lemma) or of.get(lemma.removesuffix("s")) or lemma


def exclude(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of senses count things that exclude one another: each has one of a group, and they share none of it."""
    return any((a & group) and (b & group) and not (a & b & group) for group in senses().apart)
