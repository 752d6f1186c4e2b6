"""Pledges of a ledger: found in the tellings, told apart by promiser, deed and number, and held against what was told later.

Theory of operation. In every sentence that a telling of a claim stands in, `promises` looks for words of promising; a "will" counts only where the
ledger calls the telling pledged. Each number promised is a pledge of its own. Tellings of two reports are one pledge when the ledger has them in
one claim, or when promiser, deed and number agree. What came of it is looked for in later tellings (`outcomes`). A pledge nobody follows up on is
"lapsed" only if its last day is past and some report of the story is younger than that day. Limits: a promise told over two sentences is not put
together, and a promiser who stands far from the verb stays unnamed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from stemma.follow.pledges.actors import Actors
from stemma.follow.pledges.found import Found, found_in
from stemma.follow.pledges.outcomes import Dossier, Sighting, kin, outcomes, perhaps, sightings
from stemma.follow.pledges.terms import condition, receiver, sufferer
from stemma.follow.shared.numbers import same_number
from stemma.follow.shared.wording import content, published_on, senses, spoken, tokens
from stemma.model import Ground, Ledger, Place, Quantity, content_id
from stemma.model.pledges import Deadline, Pledge, PledgeKind, PledgeStatus, PledgeTelling, Promiser

_BINDING: dict[PledgeKind, int] = {"promise": 0, "decision": 1, "offer": 2, "plan": 3, "announcement": 4}


def pledges(ledger: Ledger) -> tuple[Pledge, ...]:
    """Every pledge of the ledger, by story, the most binding and best told first; the order of the reports changes nothing."""
    actors = Actors(ledger)
    found = list(found_in(ledger, actors))
    told = sightings(ledger)
    kept = _totals([_pledge(group, ledger, actors, told) for group in _groups(found, actors)], actors)
    stories = {s.id: n for n, s in enumerate(ledger.stories)}
    return tuple(
        sorted(kept, key=lambda p: (stories.get(p.story, len(stories)), _BINDING[p.kind] > 3, -len({t.report for t in p.tellings}), _first(p), p.id))
    )


def _first(p: Pledge) -> tuple[str, str, int]:
    return (p.tellings[0].published or "9999", p.tellings[0].report, p.tellings[0].what.start)


def _groups(found: Sequence[Found], actors: Actors) -> list[list[Found]]:
    """Promises that are one pledge; a telling without a number never joins two that have different ones."""
    keys = [actors.key(f.promiser) for f in found]
    words = [content(w.text for w in tokens(f.report.text, f.what)) - senses(f.promise.act) for f in found]
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, one in enumerate(found):
        together[one.story, f"claim {one.claim}"].append(n)
        if keys[n]:
            together[one.story, f"promiser {keys[n]}"].append(n)
    pairs = sorted({pair for members in together.values() for pair in combinations(members, 2)})
    pairs = [(a, b) for a, b in pairs if _one(found[a], found[b], keys[a], keys[b], words[a], words[b])]
    pairs.sort(key=lambda p: (found[p[0]].quantity is None) + (found[p[1]].quantity is None))
    groups = {n: [n] for n in range(len(found))}
    for a, b in pairs:
        left, right = groups[a], groups[b]
        if left is right or any(_clash(found[x].quantity, found[y].quantity) for x in left for y in right):
            continue
        left += right
        for n in right:
            groups[n] = left
    return [[found[n] for n in sorted(group)] for group in {min(g): g for g in groups.values()}.values()]


def _clash(a: Quantity | None, b: Quantity | None) -> bool:
    return a is not None and b is not None and not same_number(a, b)


def _one(a: Found, b: Found, left: str, right: str, mine: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two promises are one: numbers that agree, and one claim, or one promiser and one deed with its object."""
    if a.report.id == b.report.id and a.what == b.what:
        return True
    if (left and right and left != right) or _refuses(a) != _refuses(b) or _clash(a.quantity, b.quantity):
        return False
    if not senses(a.promise.act) & senses(b.promise.act):
        return False
    both = a.quantity is not None and b.quantity is not None
    if a.claim == b.claim and a.report.id != b.report.id and (both or (a.quantity is None and b.quantity is None)):
        return True
    shared = mine & other
    if not left or left != right or not shared:
        return False
    return both or len(shared) >= 0.6 * min(len(mine), len(other))


def _refuses(f: Found) -> bool:
    """Whether what is promised is not to do it."""
    return f.promise.what.of(f.report.text).startswith("not ")


def _pledge(group: Sequence[Found], ledger: Ledger, actors: Actors, told: Sequence[Sighting]) -> Pledge:
    """The pledge that a group of promises is, with what came of it."""
    group = sorted(group, key=lambda f: ((published_on(f.report) or "9999"), f.report.id, f.what.start))
    head = max(group, key=lambda f: (-_BINDING[f.promise.kind], f.promiser is not None, f.quantity is not None, min(len(f.what), 90), f.report.id))
    promiser = next((f.promiser for f in (head, *group) if f.promiser is not None), None)
    text = head.report.text
    own, said = _own_word(group, promiser, actors)
    due = next((f.deadline for f in (head, *group) if f.deadline and f.deadline.last), None) or head.deadline
    claims = tuple(dict.fromkeys(f.claim for f in group))
    pledge = Pledge(
        id=content_id("pledge", sorted(f.key for f in group)),
        story=head.story,
        kind=head.promise.kind,
        promiser=promiser,
        own_word=own,
        what=_thing(head),
        to_whom=sufferer(text, head.promise) or receiver(text, head.what, promiser),
        quantity=head.quantity,
        deadline=due,
        condition=condition(text, head.clause, head.promise.what),
        tellings=tuple(_telling(f) for f in group),
        claims=claims,
        status="pledged",
        grounds=(_cue_ground(head), Ground(rule="pledges.promiser", sentence=head.why, spans=(Place.at(head.report.id, head.clause),)), *said),
    )
    return _settled(pledge, group, ledger, actors, told)


def _thing(f: Found) -> str:
    """The thing promised; a second number keeps the deed of the first ("dispatching 5,000 builders")."""
    words = " ".join(f.what.of(f.report.text).split())
    if words.count('"') % 2 or words.count("“") != words.count("”"):
        words = words.translate({ord(q): None for q in '"“”'})
    deed = f.promise.act
    named = deed in f.promise.what.of(f.report.text).split()
    return f"{deed} {words}" if named and f.what.start > f.promise.what.start and not f.promise.passive else words


def _telling(f: Found) -> PledgeTelling:
    report = f.report.id
    return PledgeTelling(
        report=report,
        place=Place.at(report, f.clause),
        cue=Place.at(report, f.promise.cue),
        what=Place.at(report, f.what),
        chain=f.telling.chain,
        published=published_on(f.report) or None,
    )


def _cue_ground(f: Found) -> Ground:
    cue = f.promise.cue.of(f.report.text)
    said = "is announced" if f.promise.kind == "announcement" else f"is a {f.promise.kind}"
    return Ground(rule="pledges.cue", sentence=f"By “{cue}” it {said}, not yet a deed.", spans=(Place.at(f.report.id, f.promise.cue),))


def _own_word(group: Sequence[Found], promiser: Promiser | None, actors: Actors) -> tuple[bool | None, tuple[Ground, ...]]:
    """Whether the promiser is cited with the promise, or others say that it was made."""
    if promiser is None:
        return None, ()
    said = {o: f for f in group if (o := f.telling.origin)}
    own = [o for o in sorted(said) if o in actors.voices and actors.speaks_as(actors.voices[o], promiser)]
    named = sorted(actors.voices[o].name for o in said if o in actors.voices)
    if not named:
        return None, ()
    by = " and ".join(named[:2])
    why = f"{by} speaks for {promiser.name} here." if own else f"{by} says so of {promiser.name}; {promiser.name} is not cited with it."
    place = Place.at(*next((f.report.id, f.clause) for f in group if f.telling.origin))
    return bool(own), (Ground(rule="pledges.own-word", sentence=why, spans=(place,)),)


def _settled(pledge: Pledge, group: Sequence[Found], ledger: Ledger, actors: Actors, sighted: Sequence[Sighting]) -> Pledge:
    """The pledge with its status: by the latest telling of what came of it, else by its last day, else by silence."""
    dossier = Dossier(pledge=pledge, deeds=kin(s for f in group for s in senses(f.promise.act)), since=pledge.tellings[0].published)
    told = outcomes(dossier, sighted, ledger, actors)
    if told:
        return replace(pledge, status=told[-1].state, outcomes=told, grounds=(*pledge.grounds, *told[-1].grounds))
    published = sorted(d for r in ledger.reports for s in ledger.stories if s.id == pledge.story and r.id in s.reports and (d := published_on(r)))
    last_told = max((t.published for t in pledge.tellings if t.published), default=None)
    status, why = _silence(pledge.deadline if pledge.promiser else None, last_told, published[-1] if published else None)
    if status == "lapsed" and (words := perhaps(dossier, sighted)):
        status, why = "pledged", f"Its last day is past; “{words}” may tell what came of it, but nothing shows that it is the same."
    return replace(pledge, status=status, grounds=(*pledge.grounds, Ground(rule=f"pledges.{status.replace(' ', '-')}", sentence=why)))


def _silence(due: Deadline | None, last_told: str | None, last: str | None) -> tuple[PledgeStatus, str]:
    """What nothing told amounts to."""
    if last is None or last_told is None:
        return "pledged", "No report that tells of it carries a date, so that nothing can be called later."
    if due and due.last and due.last < last:
        why = f"Its last day, {spoken(due.last)}, is past; in reports up to {spoken(last)} nothing was found that says what came of it."
        return "lapsed", why
    if last > last_told:
        why = f"It was last told of on {spoken(last_told)}; in reports up to {spoken(last)} nothing was found that says what came of it."
        return "nothing told since", why
    return "pledged", f"No report of the story is later than the last that tells of it, of {spoken(last_told)}."


def _totals(made: Sequence[Pledge], actors: Actors) -> list[Pledge]:
    """Marks a vague number ("thousands") as the round total of exact ones that one report tells of the same promiser."""
    out = []
    for pledge in made:
        q = pledge.quantity
        parts: list[Pledge] = []
        if q is not None and q.approximate and q.low is not None and q.high is not None and pledge.promiser is not None:
            here = {t.report for t in pledge.tellings}
            parts = [
                p
                for p in made
                if p is not pledge
                and p.story == pledge.story
                and actors.key(p.promiser) == actors.key(pledge.promiser)
                and here & {t.report for t in p.tellings}
                and p.quantity is not None
                and p.quantity.low is not None
                and p.quantity.low == p.quantity.high
                and p.quantity.unit == q.unit
            ]
            total = sum(p.quantity.low or 0 for p in parts if p.quantity)
            if len(parts) < 2 or not q.low <= total <= q.high:
                parts = []
        if parts:
            numbers = " and ".join(f"{p.quantity.low:,.0f}" for p in parts if p.quantity)
            why = f"The numbers {numbers}, promised by the same in the same report, come to {total:,.0f}, which the round number covers."
            ground = Ground(rule="pledges.round-total", sentence=why)
            pledge = replace(pledge, total_of=tuple(sorted(p.id for p in parts)), grounds=(*pledge.grounds[:-1], ground, pledge.grounds[-1]))
        out.append(pledge)
    return out
