"""What a person set: the pages show it solid and say who and when, beside the machine's judgements with their Why."""

from __future__ import annotations

from collections.abc import Iterable

from stemma.model import Ground


def by_hand(grounds: Iterable[Ground]) -> tuple[str, ...]:
    """ "Ana Field edited the claim on 17 June 2025: a typo", for each correction among the reasons of a value; empty where there is none."""
    return tuple(dict.fromkeys(g.sentence for g in grounds if g.rule.startswith("correct.")))
