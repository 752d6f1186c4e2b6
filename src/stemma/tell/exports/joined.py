"""Several ledgers as one, so that every form of taking away needs to know one ledger only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Protocol, TypeVar

from stemma.model import Ledger, Voice


class _Known(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Known)


def joined(ledgers: Iterable[Ledger]) -> Ledger:
    """The ledgers one after the other, in the order given.

    A report, story or claim that two of them hold stands once, as in the first. A voice of several ledgers is one voice
    with all its names and mentions; what else is known of it is taken from the first. Judges nothing anew.
    """
    parts = tuple(ledgers)
    if len(parts) == 1:
        return parts[0]
    return Ledger(
        reports=_once(chain.from_iterable(p.reports for p in parts)),
        stories=_once(chain.from_iterable(p.stories for p in parts)),
        times={k: v for p in reversed(parts) for k, v in p.times.items()},
        quantities={k: v for p in reversed(parts) for k, v in p.quantities.items()},
        attributions=_once(chain.from_iterable(p.attributions for p in parts)),
        voices=_voices(chain.from_iterable(p.voices for p in parts)),
        claims=_once(chain.from_iterable(p.claims for p in parts)),
        relations=tuple(dict.fromkeys(chain.from_iterable(p.relations for p in parts))),
        descent=tuple(dict.fromkeys(chain.from_iterable(p.descent for p in parts))),
        troubles=tuple(dict.fromkeys(chain.from_iterable(p.troubles for p in parts))),
        annotator=", ".join(dict.fromkeys(p.annotator for p in parts if p.annotator)),
    )


def _once(items: Iterable[_T]) -> tuple[_T, ...]:
    """The first of each id, in order."""
    kept: dict[str, _T] = {}
    for item in items:
        kept.setdefault(item.id, item)
    return tuple(kept.values())


def _voices(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    kept: dict[str, Voice] = {}
    for voice in voices:
        kept[voice.id] = _one(kept[voice.id], voice) if voice.id in kept else voice
    return tuple(kept.values())


def _one(first: Voice, other: Voice) -> Voice:
    names = dict.fromkeys((*first.aliases, other.name, *other.aliases))
    names.pop(first.name, None)
    return replace(
        first,
        aliases=tuple(names),
        mentions=tuple(dict.fromkeys((*first.mentions, *other.mentions))),
        grounds=tuple(dict.fromkeys((*first.grounds, *other.grounds))),
    )
