"""The two ratings of the Admiralty system, kept apart: a person's word on a source, Stemma's count on a piece of information."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.model.spans import Ground

#: A completely reliable ... E unreliable, F cannot be judged. Always a person's word; F when nobody has said.
Reliability = Literal["A", "B", "C", "D", "E", "F"]
#: 1 several independent origins agree ... 5 contradicted, 6 cannot be judged. Always derived; it is about support, not about the world.
Grade = Literal[1, 2, 3, 4, 5, 6]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credibility:
    """How well a claim is supported by what was read."""

    grade: Grade
    #: The derivation, step by step.
    grounds: tuple[Ground, ...]
