"""Acts: what people say of Stemma's judgements; they are kept for ever, laid on every new reading, and never change the evidence.

An act names its subject by words that stand in reports and by names, never by an id alone: texts are extracted anew, reports come in newer
versions, and ids made from content change with them. Ids are kept beside the words as the quickest way to what has not changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemma.model.ledger import DescentKind, Form, RelationKind, VoiceKind
from stemma.model.rating import Reliability
from stemma.model.reports import ZoneKind
from stemma.model.values import Certainty, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRef:
    """A report, so that a newer version or extraction of it is found again."""

    id: str
    #: SHA-256 of its text when the act was made.
    digest: str
    #: How long that text was.
    length: int = 0
    url: str | None = None
    #: Last part of its path.
    name: str = ""
    #: Its first words of story.
    opening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Words in a report, with what stood around them."""

    #: Id of the report; the act's `reports` tell more of it.
    report: str
    #: Where the words began.
    offset: int
    #: The words; of a long stretch only its beginning.
    quote: str
    #: Some 32 characters before and after the stretch.
    before: str = ""
    after: str = ""
    #: Of a long stretch its end, and how long it was.
    tail: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubject:
    """A report as a whole."""

    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRef:
    """A stretch of a report that plays one part."""

    kind: ZoneKind
    words: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRef:
    """A source, a cue and a content that belong together."""

    id: str
    source: Anchor | None = None
    cue: Anchor | None = None
    content: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRef:
    """A voice by name and kind, in every story; an unnamed one ("officials") by the words that named it."""

    name: str
    kind: VoiceKind
    id: str = ""
    #: The other names that it had when the act was made.
    aliases: tuple[str, ...] = ()
    #: No more is known of it than what it is called here ("officials").
    unnamed: bool = False
    #: Some words that named it.
    mentions: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRef:
    """The words that give a number with its bounds and unit."""

    words: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRef:
    """The words that give a time."""

    words: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRef:
    """One report's words for a claim."""

    words: tuple[Anchor, ...]
    #: The sentence that stood alone, from those words.
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRef:
    """A claim by the words of its tellings."""

    id: str
    #: As it was stated; tells two claims of the same words apart.
    statement: str
    tellings: tuple[TellingRef, ...]
    #: The number that it told, if any: a claim of another number is another claim.
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingOf:
    """A telling of a claim."""

    claim: ClaimRef
    telling: TellingRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRef:
    """How one claim stands to another."""

    source: ClaimRef
    target: ClaimRef
    #: None where there was no relation yet.
    kind: RelationKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRef:
    """Descent of a report from another, or from a text that is known by name only."""

    child: str
    parent: str | None = None
    parent_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRef:
    """A story by its reports."""

    id: str
    title: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneChange:
    """What a stretch is, and from where to where; what is None stays."""

    kind: ZoneKind | None = None
    extent: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionChange:
    """Who says what; what is None or empty stays."""

    source: Anchor | None = None
    cue: Anchor | None = None
    content: tuple[Anchor, ...] = ()
    voice: VoiceRef | None = None
    #: Nobody in particular says it.
    nobody: bool = False
    certainty: Certainty | None = None
    form: Form | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceInto:
    """The voice that another one is."""

    voice: VoiceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOff:
    """A name that is somebody else's."""

    name: str
    #: None: of the same kind.
    kind: VoiceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """What a voice is called."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKind:
    """What sort of voice it is."""

    kind: VoiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """How reliable a source is, by a person's word."""

    letter: Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuantity:
    """The number that the words give."""

    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTime:
    """The time that the words give; ISO, days inclusive."""

    iso: str | None = None
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCertainty:
    """How sure the words put it."""

    certainty: Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimInto:
    """The claim that another one is."""

    claim: ClaimRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingsOff:
    """The tellings that state something else."""

    tellings: tuple[TellingRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """How a claim reads; what is None stays."""

    statement: str | None = None
    quantity: Quantity | None = None
    #: First and last day, ISO.
    first: str | None = None
    last: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelation:
    """How two claims stand to each other."""

    kind: RelationKind
    #: The other way round than the subject says.
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDescent:
    """How a report descends from another; what is None stays."""

    kind: DescentKind | None = None
    #: The parent is the child.
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What a report's page says of itself, set right; what is None stays."""

    outlet: str | None = None
    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithReport:
    """Another report: of the same story, or of the story meant."""

    report: str
    #: For a move: reports of the story that it was moved out of.
    out_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTitle:
    """What a story is called."""

    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What another version of Stemma wrote and this one does not understand: kept as it came."""

    #: Canonical JSON of the whole act.
    json: str


Subject = ReportSubject | ZoneRef | AttributionRef | VoiceRef | NumberRef | TimeRef | ClaimRef | TellingOf | RelationRef | EdgeRef | StoryRef | Unread
Change = (
    ZoneChange
    | AttributionChange
    | VoiceInto
    | NameOff
    | NewName
    | NewKind
    | Letter
    | NewQuantity
    | NewTime
    | NewCertainty
    | ClaimInto
    | TellingsOff
    | ClaimChange
    | NewRelation
    | NewDescent
    | ReportFacts
    | WithReport
    | NewTitle
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that one person said of one judgement, once."""

    #: Content id of all else.
    id: str
    #: UTC, ISO 8601 with a final Z, by the clock of whoever recorded it.
    time: str
    #: The person's name, as they gave it.
    who: str
    #: One of `stemma.correct.VERBS`.
    verb: str
    #: None where another act is meant (`undoes`).
    subject: Subject | None = None
    #: None where the verb says it all. Of a confirmed attribution, number or time: what it was.
    change: Change | None = None
    note: str = ""
    #: Id of the act that this one takes back.
    undoes: str | None = None
    #: Every report that subject and change speak of.
    reports: tuple[ReportRef, ...] = ()
