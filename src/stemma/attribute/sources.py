"""A source in need of a voice, and what stands around it: what every rule that resolves is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.attribute.cast import Cast
from stemma.attribute.found import Range
from stemma.attribute.phrase import Phrase
from stemma.attribute.who import Who
from stemma.lang.reading import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source in need of a voice, and what stands around it."""

    cast: Cast
    passage: Passage
    tokens: Range
    phrase: Phrase
    #: Where it stands in the report.
    offset: int
    #: Who speaks around it, for "I" and "our" in direct speech, or in front of it, for "citing intelligence".
    speaker: Who | None
    #: The voice of another noun of the passage (an owner), whose phrase ends at a token; None for nobody, or when asked too deep.
    ask: Callable[[Token, int], Who | None]


#: A rule: somebody of the cast with the reason, or None.
Answer = tuple[Who, str] | None
