"""Who says what: attributions, voices, claims and their tellings; the ledger holds them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from stemma.model.reports import Report, Trouble
from stemma.model.spans import Ground, Place, Span
from stemma.model.values import Certainty, Quantity, QuantityMention, Timex

Form = Literal["direct", "indirect", "mixed", "according-to", "belief"]
VoiceKind = Literal["person", "organisation", "outlet", "agency", "state", "document", "group", "anonymous"]
RelationKind = Literal["conflicts", "updates", "refines", "denies"]
DescentKind = Literal["verbatim", "near-verbatim", "paraphrase", "cites"]
Standing = Literal["corroborated", "single-origin", "unattributed", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody is said to say (think, deny, ...) something: source, cue, content."""

    id: str
    report: str
    form: Form
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    #: The attribution in whose content this one stands.
    within: str | None = None
    #: The voice that the source names; None when there is no source or it cannot be resolved.
    voice: str | None = None
    #: How sure the cue itself leaves its content ("denied" -> denied, "claimed" -> asserted by the source).
    certainty: Certainty = "asserted"
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody or something that speaks or is cited, one over all reports."""

    id: str
    name: str
    kind: VoiceKind
    aliases: tuple[str, ...] = ()
    mentions: tuple[Place, ...] = ()
    #: True for sources of which no more is known ("reports", "an official"): they are nobody's origin.
    vague: bool = False
    #: Why these names are one voice.
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """What the attribute stage found over all reports: who says what, through whom, and who is who."""

    #: In order of report and place.
    attributions: tuple[Attribution, ...]
    voices: tuple[Voice, ...]
    #: For each attribution id the voice ids from the report's nearest source down to the origin (nesting resolved).
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: For each attribution id the voice that vouches at the end of the chain; None when it is vague or unknown.
    origins: dict[str, str | None] = field(default_factory=dict)
    #: Voice id -> voice id for which it speaks (a minister for the ministry, a spokesman for the firm).
    speaks_for: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report's statement of a claim."""

    report: str
    spans: tuple[Span, ...]
    #: Voice ids, outermost (nearest the report) first, origin last; empty in the report's own voice.
    chain: tuple[str, ...]
    origin: str | None
    certainty: Certainty
    quantity: Quantity | None = None
    when: str | None = None
    copied_from: str | None = None
    #: The attribution it stands in, if any.
    attribution: str | None = None
    #: The sentence that stands alone, from this report's words.
    statement: str = ""
    #: The voice at which the report stops, where another telling shows from whom that voice has it and the chain was followed further.
    stops_at: str | None = None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When the thing claimed is said to happen: first and last day, inclusive, ISO 8601."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable proposition with every telling of it."""

    id: str
    story: str
    statement: str
    certainty: Certainty
    tellings: tuple[Telling, ...]
    quantity: Quantity | None = None
    when: When | None = None
    where: str | None = None
    origins: tuple[str, ...] = ()
    #: The origins in groups that count once, as many as are independent; empty where that is not known (a ledger made elsewhere).
    origin_groups: tuple[tuple[str, ...], ...] = ()
    independent_origins: int = 0
    unattributed: int = 0
    standing: Standing = "unattributed"
    salience: float = 0.0
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How one claim stands to another."""

    #: Claim id: the later, finer or contradicting one.
    source: str
    #: Claim id.
    target: str
    kind: RelationKind
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """A report (child) took words or matter from another report or a named agency (parent)."""

    child: str
    parent: str | None
    parent_name: str | None
    kind: DescentKind
    #: Part of the child's body that descends, 0..1.
    share: float
    confidence: float
    direction_from: str | None = None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports on one event."""

    id: str
    title: str
    reports: tuple[str, ...]
    #: Earliest and latest publication date, ISO.
    first: str | None = None
    last: str | None = None
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything that Stemma says about a set of reports."""

    reports: tuple[Report, ...] = ()
    stories: tuple[Story, ...] = ()
    #: By report id.
    times: dict[str, tuple[Timex, ...]] = field(default_factory=dict)
    #: By report id.
    quantities: dict[str, tuple[QuantityMention, ...]] = field(default_factory=dict)
    attributions: tuple[Attribution, ...] = ()
    voices: tuple[Voice, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    descent: tuple[Descent, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    #: Digest of the annotator that read the reports.
    annotator: str = ""
