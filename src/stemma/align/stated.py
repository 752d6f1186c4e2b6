"""What one report states in one place: the value that everything in `align` holds side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stemma.align.named_days import NamedDays
from stemma.align.slots import Slot
from stemma.align.voices import Said
from stemma.model import Certainty, Ground, Quantity, QuantityMention, Span, Timex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposition:
    """One thing that one report states, in one place."""

    report: str
    #: "headline" or "body".
    zone: str
    #: Which unit it is: a clause of some kind, "counted" (a noun phrase with a number) or "time".
    kind: str
    spans: tuple[Span, ...]
    #: Sense of the word that says what is or happens; of a counted noun phrase, the noun's.
    predicate: str
    #: Senses of the content words, without numbers.
    words: frozenset[str]
    #: Names in it, lower case, without article; those of a subject in another clause too.
    names: frozenset[str]
    #: Names of the subject, or its noun's sense where it has no name.
    subject: frozenset[str]
    negated: bool
    mention: QuantityMention | None
    #: Senses of what the number counts, and of what befalls it.
    counted: frozenset[str]
    when: Timex | None
    where: str | None
    #: All places in it, lower case.
    places: frozenset[str]
    certainty: Certainty
    said: Said
    statement: str
    #: Publication day of the report, ISO, if known.
    published: str | None
    #: Mean of the word vectors, of length one; None where the pipeline gives none.
    vector: NDArray[np.float32] | None
    grounds: tuple[Ground, ...] = field(default=())
    #: Its content words in order, each in its part.
    slots: tuple[Slot, ...] = ()
    #: Days that its own words name.
    days: tuple[NamedDays, ...] = ()
    #: Whether its words say that it is not so, by whatever means.
    against: bool = False
    #: "done", "is", "will", "may", "open" or "".
    mood: str = ""
    #: Words in it that leave open or put ahead.
    modals: frozenset[str] = frozenset()
    #: All numbers in its words, its own one among them.
    figures: tuple[Quantity, ...] = ()
    #: Whether the one who says it is, by a pronoun, the one it is about ("said it had shot down", "denied that her country had").
    of_speaker: bool = False

    @property
    def key(self) -> tuple[str, tuple[Span, ...], int]:
        """Where it stands: sorts and names it the same way on every machine."""
        return (self.report, self.spans, self.mention.span.start if self.mention else -1)


def plain(name: str) -> str:
    """A name in lower case without article, possessive and points."""
    short = name.lower().replace("’", "'").replace(".", "").strip()
    short = short.removesuffix("'s").removesuffix("'")
    return " ".join(short.removeprefix("the ").split())
