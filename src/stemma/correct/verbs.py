"""What people can say of a judgement: the verbs, what each is said of, what it brings, and the rules that grounds name."""

from __future__ import annotations

from dataclasses import dataclass
from types import UnionType
from typing import Literal

from stemma.model import Rule
from stemma.model import acts as a

#: The border between stages at which an act is applied.
Border = Literal["reports", "zones", "readings", "attributed", "stories", "claims", "descent", "log", "any"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """One verb."""

    name: str
    #: What it is said of; None where it is said of another act.
    subject: type | UnionType | None
    #: What it brings; None where the verb says it all.
    change: type | None
    border: Border
    #: The part of a ground's sentence between the person's name and the day.
    did: str
    #: For `stemma explain`.
    explain: str
    #: What of the subject it settles: of two acts that settle the same, the later wins.
    settles: str


def _verb(name: str, subject: type | UnionType | None, change: type | None, border: Border, did: str, explain: str, settles: str = "") -> Verb:
    return Verb(name=name, subject=subject, change=change, border=border, did=did, explain=explain, settles=settles or name)


_CLAIM_OR_TELLING = a.ClaimRef | a.TellingOf
#: By name, in the order in which a report meets them.
VERBS: dict[str, Verb] = {
    v.name: v
    for v in (
        _verb(
            "confirm", a.Subject, None, "any", "confirmed this",
            "A person looked at the judgement and agrees. Who says what, a number, a part of a report and a relation stand as they were seen, also "
            "where a later reading would judge otherwise.", "stands",
        ),
        _verb(
            "report-set", a.ReportSubject, a.ReportFacts, "reports", "set outlet, date or title of this report",
            "Outlet, day of publication or title of a report are what a person says; times like 'on Tuesday' are read against that day.", "facts",
        ),
        _verb("report-hide", a.ReportSubject, None, "reports", "took this report out", "The report is left out of every judgement.", "stands"),
        _verb(
            "zone-set", a.ZoneRef, a.ZoneChange, "zones", "set what these words are",
            "What part a stretch of a report plays (headline, body, caption, ...), and its borders; only headline and body give claims.", "zone",
        ),
        _verb(
            "zone-reject", a.ZoneRef, None, "zones", "said that these words are not what they were taken for",
            "A stretch is not what it was taken for: what stood apart is body, what was body stands apart.", "zone",
        ),
        _verb(
            "quantity-set", a.NumberRef, a.NewQuantity, "readings", "set this number", "The number, bound and unit that the words give.", "quantity"
        ),
        _verb("quantity-reject", a.NumberRef, None, "readings", "said that this is no number", "These words give no number.", "quantity"),
        _verb("time-set", a.TimeRef, a.NewTime, "readings", "set this time", "The time that the words give.", "time"),
        _verb("time-reject", a.TimeRef, None, "readings", "said that this is no time", "These words give no time.", "time"),
        _verb(
            "attribution-set", a.AttributionRef, a.AttributionChange, "attributed", "set who says this",
            "Source, cue, content, voice or certainty of an attribution; chains and origins of what stands within it follow.", "attribution",
        ),
        _verb(
            "attribution-reject", a.AttributionRef, None, "attributed", "said that nobody is cited here",
            "These words cite nobody; what stands within is said by whoever stands around it.", "stands",
        ),
        _verb(
            "attribution-add", a.AttributionRef, a.AttributionChange, "attributed", "added who says this",
            "An attribution that had been overlooked.", "attribution",
        ),
        _verb(
            "voice-merge", a.VoiceRef, a.VoiceInto, "attributed", "said that these names are one voice",
            "Two voices are one, in every story in which the name stands; what they are cited with has one origin.", "who",
        ),
        _verb(
            "voice-split", a.VoiceRef, a.NameOff, "attributed", "said that this name is somebody else's",
            "A name that had been taken for this voice's is a voice of its own, with the words cited under it.", "name",
        ),
        _verb("voice-rename", a.VoiceRef, a.NewName, "attributed", "named this voice", "What the voice is called, in every story.", "called"),
        _verb("voice-kind", a.VoiceRef, a.NewKind, "attributed", "said what this voice is", "Person, organisation, state, ...", "kind"),
        _verb(
            "voice-reliability", a.VoiceRef, a.Letter, "attributed", "graded this source",
            "Reliability of a source, A to F, by a person's word; it moves no count and no credibility.", "letter",
        ),
        _verb(
            "voice-reject", a.VoiceRef, None, "attributed", "said that this is nobody in particular",
            "A source of which no more is known: it is nobody's origin.", "vague",
        ),
        _verb("story-link", a.ReportSubject, a.WithReport, "stories", "put these reports together", "Two reports are of one story for good.", "with"),
        _verb("story-part", a.ReportSubject, a.WithReport, "stories", "kept these reports apart", "Two reports are of two stories.", "with"),
        _verb(
            "story-move", a.ReportSubject, a.WithReport, "stories", "moved this report",
            "A report is of the story of another one, and no longer of its own.", "place",
        ),
        _verb("story-title", a.StoryRef, a.NewTitle, "stories", "gave this story its title", "What a story is called.", "title"),
        _verb(
            "claim-merge", a.ClaimRef, a.ClaimInto, "claims", "said that these claims are one",
            "Two claims of one story are one; the relations of both are its relations, and its origins are counted over all tellings.", "is",
        ),
        _verb(
            "claim-split", a.ClaimRef, a.TellingsOff, "claims", "split these tellings off",
            "Tellings that state something else are a claim of their own.", "tellings",
        ),
        _verb("claim-edit", a.ClaimRef, a.ClaimChange, "claims", "worded this claim", "Statement, number, day or place of a claim.", "words"),
        _verb("claim-hide", a.ClaimRef, None, "claims", "hid this claim", "The claim is left out, with the relations that it bears.", "stands"),
        _verb(
            "certainty-set", _CLAIM_OR_TELLING, a.NewCertainty, "claims", "set how sure the words are",
            "How sure the words of a telling, or of a claim as a whole, put it; about the words, never about the world.", "certainty",
        ),
        _verb("relation-add", a.RelationRef, a.NewRelation, "claims", "related these claims", "A relation that had been overlooked.", "relation"),
        _verb(
            "relation-set", a.RelationRef, a.NewRelation, "claims", "said how these claims stand to each other",
            "The kind and direction of a relation.", "relation",
        ),
        _verb("relation-reject", a.RelationRef, None, "claims", "said that these claims are not related", "There is no such relation.", "relation"),
        _verb(
            "descent-add", a.EdgeRef, a.NewDescent, "descent", "said that this report descends from the other",
            "Descent that had been overlooked. Where the other report was read and its words were taken over, its body counts as a copy.", "edge",
        ),
        _verb("descent-set", a.EdgeRef, a.NewDescent, "descent", "said how this report descends", "Kind or direction of a descent.", "edge"),
        _verb(
            "descent-reject", a.EdgeRef, None, "descent", "said that this report does not descend from the other",
            "There is no such descent; copies found by it count no longer as copies.", "edge",
        ),
        _verb("undo", None, None, "log", "took back what had been said", "Takes back an earlier act, also an undo."),
    )
}  # fmt: skip
#: What a confirmation keeps of the judgement that the person saw, by what it is said of: it stands also where a later reading judges otherwise.
KEPT: dict[type, type] = {a.AttributionRef: a.AttributionChange, a.NumberRef: a.NewQuantity, a.TimeRef: a.NewTime}
#: Verbs that take something out; a later act on the same thing brings it back.
TAKING_OUT = frozenset({"report-hide", "quantity-reject", "time-reject", "attribution-reject", "claim-hide", "relation-reject", "descent-reject"})

RULES: tuple[Rule, ...] = tuple(
    Rule(
        name=f"correct.{v.name}",
        explain=f"A person {v.did}. {v.explain} The sentence tells who, when and with which note; it stands until it is undone or said otherwise.",
    )
    for v in VERBS.values()
)
