"""The rules of timelines, as `stemma explain` shows them."""

from __future__ import annotations

from stemma.model import Rule

#: What `stemma explain` shows.
RULES: tuple[Rule, ...] = (
    Rule(
        name="timeline.event-time",
        explain="The time of the event itself: time words within the telling, resolved against the day of publication. Times of comparison "
        "(“the largest since 2022”), of names (“the 2024 budget”), and of the reporting (“said on Friday”) are left out. In a sentence of several "
        "clauses a time can go to the wrong one.",
        examples=("The bridge fell on Tuesday", "in June 2024 the two signed a treaty"),
    ),
    Rule(
        name="timeline.one-event",
        explain="Tellings are one line when the ledger has them in one claim, or ties their claims, or when nearly all words of the shorter stand in "
        "the other, and their times agree: the same, or one within the other. The most exact time is shown.",
    ),
    Rule(
        name="timeline.other-time",
        explain="Reports give times for the same thing that exclude each other, at most a month apart. Both are shown with who gives which.",
        examples=("starting Tuesday 28 October / on Tuesday 29 October",),
    ),
    Rule(name="timeline.ahead", explain="The event lies after the day of publication of those that tell it: planned, promised, expected."),
)
