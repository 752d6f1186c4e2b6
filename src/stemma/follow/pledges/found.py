"""Promises found in the tellings of claims: where, by whom, of what number, each place once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemma.follow.pledges.actors import Actors
from stemma.follow.pledges.phrases import DECIDERS, DENYING, cue_verb
from stemma.follow.pledges.promises import Promise, promises
from stemma.follow.pledges.terms import GIVEN, deadline
from stemma.follow.shared.numbers import same_number
from stemma.follow.shared.wording import stretches, tokens
from stemma.model import Claim, Ledger, Quantity, Report, Span, Telling
from stemma.model.pledges import Deadline, Promiser


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A promise of one number, in one report."""

    report: Report
    claim: str
    story: str
    telling: Telling
    promise: Promise
    clause: Span
    promiser: Promiser | None
    #: Why the promiser is who it is.
    why: str
    what: Span
    quantity: Quantity | None
    deadline: Deadline | None

    @property
    def key(self) -> tuple[str, int, int]:
        return (self.report.id, self.what.start, self.what.end)


def found_in(ledger: Ledger, actors: Actors) -> Iterable[Found]:
    """Promises of all tellings, each place once."""
    reports = {r.id: r for r in ledger.reports}
    seen: dict[tuple[str, int, int], Found] = {}
    for claim in sorted(ledger.claims, key=lambda c: c.id):
        for telling in claim.tellings:
            report = reports.get(telling.report)
            if report is None or not telling.spans:
                continue
            for one in _of_telling(claim, telling, report, ledger, actors):
                best = seen.get(one.key)
                if best is None or _fit(one) > _fit(best):
                    seen[one.key] = one
    return [seen[k] for k in sorted(seen)]


def _fit(one: Found) -> tuple[bool, bool, int, str]:
    """Which claim a promise belongs to when several cover its words: the one with its number, pledged, told most closely."""
    inside = sum(s.overlap(one.what) for s in one.telling.spans)
    outside = sum(len(s) for s in one.telling.spans) - inside
    return (same_number(one.quantity, one.telling.quantity), one.telling.certainty == "pledged", inside * 2 - outside, one.claim)


def _of_telling(claim: Claim, telling: Telling, report: Report, ledger: Ledger, actors: Actors) -> Iterable[Found]:
    for _, clause in stretches(report, telling.spans):
        yield from _of_sentence(clause, claim, telling, report, ledger, actors)


def _of_sentence(clause: Span, claim: Claim, telling: Telling, report: Report, ledger: Ledger, actors: Actors) -> Iterable[Found]:
    headline = _heading(report, clause)
    spoken = list(promises(telling.statement, tokens(telling.statement), headline=headline))
    for promise in promises(report.text, tokens(report.text, clause), headline=headline):
        covered = any(s.overlap(promise.what) or s.overlap(promise.cue) for s in telling.spans)
        if telling.certainty == "denied" or DENYING.search(report.text, clause.start, max(clause.start, promise.cue.start)):
            continue  # "denied that it had agreed to pay" promises nothing
        if not covered or (promise.kind == "announcement" and not headline and not _announced(claim, telling)):
            continue
        promiser, why = _promiser(promise, telling, report, spoken, actors)
        if promiser is None and promise.kind != "promise" and cue_verb(promise.cue.of(report.text)) and not _is_noun(promise, report):
            continue  # a verb of promising whose subject is lost says too little
        if promise.kind == "announcement" and not _answers(promiser, telling, actors):
            continue
        for what, quantity in _parts(promise, report, ledger):
            yield Found(
                report=report,
                claim=claim.id,
                story=claim.story,
                telling=telling,
                promise=promise,
                clause=clause,
                promiser=promiser,
                why=why,
                what=what,
                quantity=quantity,
                deadline=deadline(report, clause, promise.what, ledger.times.get(report.id, ())),
            )


def _is_noun(promise: Promise, report: Report) -> bool:
    """Whether the promise is worded with a noun that may lack its owner ("plans underway to reopen")."""
    return promise.kind == "plan" and promise.cue.of(report.text).lower() in {"plan", "plans", "intention"}


def _answers(promiser: Promiser | None, telling: Telling, actors: Actors) -> bool:
    """Whether a mere "will" is somebody's promise and no forecast.

    Said by somebody else ("the minister said the neighbours will send troops") it foretells; in the report's own voice the name alone is
    not enough, it may be a ship or a telescope.
    """
    if promiser is None:
        return False
    origin = actors.voices.get(telling.origin or "")
    if origin is not None and not actors.watches(origin) and not actors.speaks_as(origin, promiser):
        return False
    decider = any(w.lower() in DECIDERS for w in promiser.words.split())
    return bool(telling.chain) or promiser.voice is not None or promiser.state is not None or decider


def _heading(report: Report, clause: Span) -> bool:
    """A headline, or a line of its own without a full stop in the body."""
    if any(z.kind == "headline" and z.start <= clause.start < z.end for z in report.zones):
        return True
    alone = report.text[clause.end : clause.end + 1] in {"\n", ""} and report.text[max(0, clause.start - 1) : clause.start] in {"\n", ""}
    return alone and len(clause) < 90 and clause.of(report.text)[-1:] not in set('.!?”"')


def _announced(claim: Claim, telling: Telling) -> bool:
    """Whether the ledger takes a "will" for a promise: this telling is pledged, or another of its claim is and this one only looks ahead."""
    return telling.certainty == "pledged" or (telling.certainty == "hedged" and any(t.certainty == "pledged" for t in claim.tellings))


def _promiser(promise: Promise, telling: Telling, report: Report, spoken: Sequence[Promise], actors: Actors) -> tuple[Promiser | None, str]:
    """The promiser and why; a pronoun or a lacking subject is looked up in the statement that stands alone."""
    if promise.who is not None:
        words = promise.who.of(report.text)
        return actors.promiser(words), f"“{_short(words)}” stands with “{promise.cue.of(report.text)}”."
    origin = actors.voices.get(telling.origin or "")
    if promise.pronoun in {"we", "i"} and origin is not None and not origin.vague:
        return actors.promiser(origin.name), f"“{promise.pronoun}” is {origin.name}, who is quoted."
    cue = promise.cue.of(report.text)
    for other in spoken:
        if other.cue.of(telling.statement).lower() == cue.lower() and other.who is not None:
            words = other.who.of(telling.statement)
            if promise.pronoun and origin is not None and not actors.speaks_as(origin, actors.promiser(words)):
                return None, "Whom the pronoun stands for cannot be told."  # "X said he would": X, more often than not, and not whom it names here
            return actors.promiser(words), f"“{_short(words)}” is the subject of “{cue}”, by the statement that stands alone."
    if promise.passive and origin is not None and not actors.watches(origin):
        return actors.promiser(origin.name), f"Nobody is named who is to do it; {origin.name}, who says so, is taken to answer for it."
    return None, "Nobody is named who is to do it."


def _parts(promise: Promise, report: Report, ledger: Ledger) -> list[tuple[Span, Quantity | None]]:
    """The thing promised, cut where "and" joins a second number; each part with its number."""
    what = promise.what
    # in "the 900 who were hit will be supported" the number is of those to whom it is promised
    counted = Span(promise.cue.start, what.end) if promise.passive and promise.act.lower() in GIVEN and promise.cue.start < what.end else what
    inside = [
        m
        for m in ledger.quantities.get(report.id, ())
        if counted.covers(m.number) and m.quantity.unit not in {"day", "week", "month", "year", "hour"}
    ]
    inside = sorted({m.number.start: m for m in inside}.values(), key=lambda m: m.number.start)
    within = {b.number for a, b in pairwise(inside) if report.text[a.span.start : b.span.start].rstrip().endswith(" of")}
    inside = [m for n, m in enumerate(inside) if not (n + 1 < len(inside) and inside[n + 1].number in within)]  # of "four brigades of 900" the 900
    cuts = [what.start]
    numbers: list[Quantity | None] = [inside[0].quantity if inside else None]
    for before, mention in pairwise(inside):
        between = report.text[before.span.end : mention.span.start]
        joint = between.rfind(" and ")
        joint = joint if joint >= 0 else between.rfind(", ")
        if joint < 0 or between[joint:].strip(" ,").removeprefix("and").strip():
            continue
        cuts.append(before.span.end + joint + len(between[joint:]))
        numbers.append(mention.quantity)
    ends = [*(report.text.rfind(" ", 0, c - 1) for c in cuts[1:]), what.end]
    spans = [Span(a, max(a + 1, b)) for a, b in zip(cuts, ends, strict=True)]
    return [(_trim(s, report.text), q) for s, q in zip(spans, numbers, strict=True)]


def _trim(span: Span, text: str) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in " ,\n\t":
        end -= 1
    for tail in (" and", ","):
        if text[span.start : end].endswith(tail):
            end -= len(tail)
    return Span(span.start, max(span.start + 1, end))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else words[:57].rsplit(" ", 1)[0] + " …"
