"""What an account of a claim's origins consists of: paths, origins, what was not counted. Names and quotations in it are still raw.

Two answers that look alike are kept apart: "none" (the tellings were read, and name nobody) and "cannot measure" (somebody is named whom
Stemma cannot tell apart, or the language is not one it reads).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.model.rating import Credibility, Reliability
from stemma.tell.shared import words
from stemma.tell.shown import Source

#: counted: the number stands; at least: so many, and a source that could not be resolved may be one more; none: nobody is named;
#: cannot measure: somebody is named, but who cannot be told.
Measure = Literal["counted", "at least", "none", "cannot measure"]
#: What a telling is to the count.
Part = Literal["origin", "own word", "vague", "unresolved", "not read"]

SUPPORT = {
    1: "three or more independent origins agree",
    2: "two independent origins agree, or more with doubts",
    3: "one origin, or two with doubts",
    4: "doubtful: thinly supported, or contested",
    5: "contested by what stands on as much or more",
    6: "cannot be judged",
}
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "not rated by anybody",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One station of a path: a voice between the report and the one who vouches."""

    id: str
    name: str
    kind: str
    vague: bool
    reliability: Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """How one report has the claim: outlet ← agency ← official."""

    source: Source
    outlet_reliability: Reliability
    steps: tuple[Step, ...]
    part: Part
    #: "[3] The Courier" when the words were copied.
    copied: str
    origin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent origin: a voice, or several that count as one."""

    members: tuple[Step, ...]
    #: Numbers of the reports whose tellings end here.
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """Something that was not counted as an origin of its own, and why."""

    why: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What stands behind one claim."""

    number: int
    id: str
    story: str
    statement: str
    certainty: str
    standing: str
    measure: Measure
    #: None where it cannot be measured, which is not 0.
    independent: int | None
    reports: int
    origins: tuple[Origin, ...]
    paths: tuple[Path, ...]
    discounts: tuple[Discount, ...]
    credibility: Credibility | None

    @property
    def grade(self) -> str:
        """'credibility 3'; of what, where the grade is not of what the statement says."""
        if self.credibility is None:
            return ""
        of = {words.CERTAINTY["denied"]: " of the denial", words.CERTAINTY["pledged"]: " of its having been pledged"}.get(self.certainty, "")
        return f"credibility {self.credibility.grade}{of if self.credibility.grade < 6 else ''}"

    @property
    def ratio(self) -> str:
        """'1 independent origin in 5 reports'."""
        told = words.count(self.reports, "report")
        if self.measure == "none":
            return f"no named origin in {told}"
        if self.independent is None:
            return f"cannot measure: {told}, and a source that could not be told"
        least = "at least " if self.measure == "at least" else ""
        return f"{least}{words.count(self.independent, 'independent origin')} in {told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The accounts of one story, in the order of its claims."""

    id: str
    title: str
    dates: str
    sources: tuple[Source, ...]
    accounts: tuple[Account, ...]
