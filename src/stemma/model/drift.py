"""Drift: how a quotation's words, or a claim's hedge, source or figure, change from one report to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.model.spans import Ground, Place

#: What differs between two wordings of one utterance; the first five bear on its meaning.
ChangeKind = Literal["negation", "number", "certainty", "name", "spliced", "words", "cut", "order"]
#: What a retelling of a claim no longer has.
LossKind = Literal["hedge", "bound", "exactness", "attribution"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One report's words of an utterance, within quotation marks."""

    #: The stretches inside the marks, in order; more than one where the report interrupts the speaker.
    places: tuple[Place, ...]
    #: The voice that the report gives it to; None where that could not be told.
    voice: str | None

    @property
    def report(self) -> str:
        """Id of the report."""
        return self.places[0].report


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One place at which two wordings differ."""

    kind: ChangeKind
    #: The words of the first wording that the second does not have.
    gone: tuple[Place, ...]
    #: The words of the second that the first does not have.
    new: tuple[Place, ...]
    #: Whether a mark (an ellipsis, brackets) tells the reader of it.
    marked: bool = False
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationDrift:
    """Two wordings of one utterance, and where they differ."""

    id: str
    #: Who speaks, where both reports agree on it; None otherwise.
    voice: str | None
    #: The wording that others are held against: the one most of the utterance's other wordings share most words with.
    first: Wording
    second: Wording
    #: In the order of the words.
    changes: tuple[Change, ...]
    #: Ids of the reports that have the first wording word for word, its own among them.
    like_first: tuple[str, ...]
    #: The same of the second.
    like_second: tuple[str, ...]
    #: Id of the report that stands nearer to the speaker, by descent or date; None where that cannot be told.
    nearer: str | None
    #: Why the two are wordings of one utterance, and why one is nearer.
    grounds: tuple[Ground, ...]

    @property
    def weighty(self) -> bool:
        """Whether a change bears on the meaning."""
        return any(c.kind in ("negation", "number", "certainty", "name", "spliced") for c in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDrift:
    """A claim that one report tells with a hedge, a bound or a source, and another without."""

    #: Id of the claim.
    claim: str
    kind: LossKind
    #: The sentence that has it, and the words that make the difference.
    kept: Place
    kept_words: Place
    #: The sentence that does not.
    lost: Place
    #: The words that stand there instead, where there are any.
    lost_words: Place | None
    #: The voice that both have it from (hedge, bound) or that one of them names (attribution).
    voice: str | None
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One story: quotations first those whose meaning is touched, then claims."""

    #: Id of the story.
    story: str
    quotations: tuple[QuotationDrift, ...]
    claims: tuple[ClaimDrift, ...]
    #: How many utterances are quoted by two reports or more.
    shared: int
    #: How many of these read alike wherever they are quoted, but for where a quotation begins and ends.
    alike: int
