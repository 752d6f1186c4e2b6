"""The rules of omissions, as `stemma explain` shows them."""

from __future__ import annotations

from stemma.model import Rule

#: Every rule whose name stands in the grounds.
RULES: tuple[Rule, ...] = (
    Rule(name="omission.told", explain="A telling of the claim stands in the report."),
    Rule(
        name="omission.otherwise",
        explain="The report tells a claim that updates or refines this one, or that this one updates or refines, or gives another figure for what "
        "this one counts: a newer toll in place of an older one is no omission.",
    ),
    Rule(
        name="omission.perhaps",
        explain="No telling was found, yet most of the claim's rare words, or its figure with the thing counted, stand in two neighbouring sentences "
        "of the report. It may tell the claim in words that were not recognised: cannot tell.",
    ),
    Rule(
        name="omission.earlier",
        explain="The report was published before the first telling among these reports, so that it cannot have left the claim out. Dates are the "
        "outlets' own; days are compared, and hours where both give one.",
    ),
    Rule(name="omission.undated", explain="The report, or every report that tells the claim, carries no date: cannot tell."),
    Rule(
        name="omission.left-out",
        explain="The report was published no earlier than the first telling, tells neither the claim nor a newer or finer form of it, and has "
        "neither its words nor its figure. It says nothing of the reason: a report may be short, or the outlet may have told it elsewhere.",
    ),
    Rule(
        name="omission.brief",
        explain="The report has less than half of the words of its story's middle report, or tells less than half of what that one tells: what it "
        "leaves out says little.",
    ),
)
