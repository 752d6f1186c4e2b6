"""The frozen values that every floor speaks: reports, spans, quantities, times, attributions, voices, claims, the ledger."""

from stemma.model.ledger import (
    Attributed,
    Attribution,
    Claim,
    Descent,
    DescentKind,
    Form,
    Ledger,
    Relation,
    RelationKind,
    Standing,
    Story,
    Telling,
    Voice,
    VoiceKind,
    When,
)
from stemma.model.reports import Original, PublishedFrom, RawReport, Report, Trouble, Zone, ZoneKind, content_id
from stemma.model.rules import Rule
from stemma.model.spans import Ground, Place, Span, merged
from stemma.model.values import Certainty, Quantity, QuantityMention, Timex

__all__ = [
    "Attributed",
    "Attribution",
    "Certainty",
    "Claim",
    "Descent",
    "DescentKind",
    "Form",
    "Ground",
    "Ledger",
    "Original",
    "Place",
    "PublishedFrom",
    "Quantity",
    "QuantityMention",
    "RawReport",
    "Relation",
    "RelationKind",
    "Report",
    "Rule",
    "Span",
    "Standing",
    "Story",
    "Telling",
    "Timex",
    "Trouble",
    "Voice",
    "VoiceKind",
    "When",
    "Zone",
    "ZoneKind",
    "content_id",
    "merged",
]
