"""The rules of pledges, as `stemma explain` shows them."""

from __future__ import annotations

from stemma.model import Rule

#: What `stemma explain` shows.
RULES: tuple[Rule, ...] = (
    Rule(
        name="pledges.cue",
        explain="Words of promising: a verb (pledged, decided, plans to), its noun, “will” before a deed, or a headline's infinitive. What only "
        "happens (“will rise”) and what nobody gives their word for (“is set to”) is no pledge.",
        examples=("Norway has pledged to send 40 tents", "the council's decision to close the port", "the ministry will pay"),
    ),
    Rule(
        name="pledges.promiser",
        explain="Who is to do it: the noun phrase before the verb of promising, or after “by”; a leader stands for the state that a report says "
        "he leads. Where nobody is named and a passive is told (“will be offered 90 days”), the speaker answers for it, unless it is one that "
        "only watches others, such as an intelligence service or a newspaper.",
        examples=("Kim has committed to sending", "a decision by the council to close"),
    ),
    Rule(
        name="pledges.own-word",
        explain="Whether the promiser, or an office or person of the promiser's state, is cited with the promise, or somebody else says it was made.",
        examples=("The minister said that the neighbouring country's leader had decided to send builders",),
    ),
    Rule(
        name="pledges.round-total",
        explain="A vague number that covers the sum of exact ones which the same report tells of the same promiser.",
        examples=("thousands of people, of 1,000 and 5,000",),
    ),
    Rule(
        name="pledges.done",
        explain="A later report tells the deed as done: same promiser, a word for the same deed in the past, the same thing and a number that "
        "agrees, or the ledger holds both in one claim or has the one update the other. No link is made when any of these is lacking.",
        examples=("Norway sent 40 tents",),
    ),
    Rule(
        name="pledges.under-way",
        explain="As for done, but the later report says that it has begun or is being done.",
        examples=("Norway has begun sending the 40 tents", "the tents are being sent"),
    ),
    Rule(
        name="pledges.denied",
        explain="A later telling denies the claim, or says the promised deed will not be done, was called off or put off.",
        examples=("Norway called off sending the 40 tents",),
    ),
    Rule(
        name="pledges.lapsed", explain="The last day that the promise allows is past by the story's last report, and no report says what came of it."
    ),
    Rule(name="pledges.nothing-told-since", explain="There are later reports of the story, and none says what came of it."),
    Rule(
        name="pledges.pledged", explain="No report of the story is later than the last one that tells of the promise, or the reports carry no dates."
    ),
)
