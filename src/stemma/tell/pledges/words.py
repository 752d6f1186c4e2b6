"""Pledges in words: who promised, what is known of it, how it stands. Table and Markdown tell it alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import When
from stemma.model.pledges import Outcome, Pledge
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations

_STATUS = {
    "pledged": "pledged",
    "under way": "under way",
    "reported done": "reported done",
    "denied": "denied",
    "lapsed": "lapsed",
    "nothing told since": "nothing told since",
}
_PROMISED = {"promise": "promised", "decision": "decided", "plan": "planned", "offer": "offered", "announcement": "announced"}
SILENCE = "No promise was found in these reports. Words such as “pledged”, “decided to”, “will send” would be."


def stories(cite: Citations, pledges: Sequence[Pledge]) -> Iterator[tuple[str, str, list[tuple[int, Pledge]]]]:
    """Each story that has pledges: title, what it comprises, its pledges with their numbers."""
    numbered = list(enumerate(pledges, 1))
    for story in dict.fromkeys(p.story for p in pledges):
        mine = [(n, p) for n, p in numbered if p.story == story]
        known = cite.stories.get(story)
        title = known.title if known and known.title else "Untitled story"
        reports = words.count(len(known.reports) if known else 0, "report")
        dates = (words.days(known.first, known.last) if known else "") or "no dates"
        yield title, f"{reports}, {dates} · {words.count(len(mine), 'pledge')}", mine


def who(pledge: Pledge) -> str:
    """'North Korea (Kim Jong Un) promised'."""
    return f"{pledge.promiser.name if pledge.promiser else 'Nobody named'} {_PROMISED[pledge.kind]}"


def facts(pledge: Pledge, pledges: Sequence[Pledge], cite: Citations) -> Iterator[tuple[str, str]]:
    """What is known of a pledge, by name; what is not said is left out, but a missing date is worth a word."""
    if pledge.to_whom:
        yield "To", pledge.to_whom
    if pledge.quantity:
        yield "How much", words.figure(pledge.quantity)
    if pledge.total_of:
        parts = [str(n) for n, p in enumerate(pledges, 1) if p.id in pledge.total_of]
        yield "Comprises", f"the round total of {words.listed(parts)}"
    yield "By when", _when(pledge)
    if pledge.condition:
        yield "Only", pledge.condition
    said = _said(pledge, cite)
    if said:
        yield "Said by", said


def _when(pledge: Pledge) -> str:
    due = pledge.deadline
    if due is None:
        return "no time is given"
    days = words.when(When(start=due.first, end=due.last))
    return f"{days} (“{due.words}”)" if days else f"“{due.words}”, which names no day"


def _said(pledge: Pledge, cite: Citations) -> str:
    """Who vouches that it was promised, kept apart from who promises."""
    named = list(dict.fromkeys(cite.name(t.chain[-1]) for t in pledge.tellings if t.chain))
    if not named:
        return "the reports themselves, naming no source"
    by = words.listed(named[:3])
    if pledge.own_word is False and pledge.promiser:
        return f"{by}, not by {pledge.promiser.name}"
    return by


def status(pledge: Pledge, cite: Citations) -> str:
    """The status and the reason for it, in one line."""
    why = pledge.grounds[-1].sentence if pledge.grounds and not pledge.outcomes else ""
    if pledge.outcomes:
        last = pledge.outcomes[-1]
        why = f"{cite.dated(last.place.report)}."
    shown = _STATUS[pledge.status]
    if pledge.status == "pledged" and pledge.grounds:
        return f"{shown}. {pledge.grounds[-1].sentence}" if not pledge.outcomes else shown
    return f"{shown}. {why}".strip()


def later(outcome: Outcome, cite: Citations) -> str:
    """'done, [4] The Post, citing the ministry: “…”', with the reason."""
    by = cite.chain(outcome.chain)
    where = f"{cite.dated(outcome.place.report)}{f', citing {by}' if by else ''}"
    return f"{outcome.state}, {where}: “{cite.quote(outcome.place)}” {outcome.grounds[-1].sentence}"
