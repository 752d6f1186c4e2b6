"""One of the cast: under which names somebody is known in a report, what is said of them, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from stemma.model import Ground, Place, VoiceKind


@dataclass(slots=True, kw_only=True)
class Who:
    """Somebody of the cast; becomes a `Voice` when all reports are joined."""

    key: str
    name: str
    kind: VoiceKind
    aliases: dict[str, None] = field(default_factory=dict)
    vague: bool = False
    #: Key of the voice it speaks for.
    speaks_for: str | None = None
    #: What it says is said by the voice it speaks for (a spokesman, an executive).
    mouthpiece: bool = False
    plural: bool = False
    gender: str = ""
    country: str | None = None
    #: It passes on what others say (an agency, an outlet).
    relays: bool = False
    #: The report calls it a firm.
    firm: bool = False
    #: Normalised words with which the report describes it.
    described: set[str] = field(default_factory=set)
    mentions: dict[Place, None] = field(default_factory=dict)
    #: Offsets in the report: of mentions, and of those as a subject.
    at: list[int] = field(default_factory=list)
    subject_at: list[int] = field(default_factory=list)
    #: Offsets where it is the source of an attribution.
    spoke_at: list[int] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)

    def before(self, offset: int) -> int:
        """Where it was last mentioned before `offset`; -1 for nowhere."""
        return max((a for a in self.at if a < offset), default=-1)

    def subject_before(self, offset: int) -> int:
        """Where it was last a subject before `offset`; -1 for nowhere."""
        return max((a for a in self.subject_at if a < offset), default=-1)
