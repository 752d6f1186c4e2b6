"""Rules that `stemma explain` can explain: the name that grounds carry, and what the rule does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named rule or feature."""

    #: kebab-case and dotted by stage: "quantity.at-least", "voice.surname".
    name: str
    #: What it looks at, what it concludes, and where it is known to fail; shown to users.
    explain: str
    #: Phrasings in which it fires, for the rule book.
    examples: tuple[str, ...] = ()
