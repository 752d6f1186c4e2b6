"""What later reports say came of a pledge. No link rather than a wrong one.

Theory of operation. A later telling is about the pledge when the ledger says so (one claim, or a relation to the pledge's claim), or when it names
the promiser, has a word for the same deed, speaks of the same thing, and its number agrees. It then tells how far the deed has come by the form of
that word: a past or perfect is done, "has begun", "is being" is under way, a negation, a calling-off or a denial is denied. Tellings of the same
day or of no day are not later. Limits: a deed reported under another verb and by nobody's name is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from stemma.follow.pledges.actors import Actors
from stemma.follow.pledges.phrases import DENYING, cue_verb
from stemma.follow.pledges.promises import promises
from stemma.follow.shared.numbers import agrees
from stemma.follow.shared.wording import Word, content, participle, published_on, senses, spoken, stretches, tokens
from stemma.lang.en import voices
from stemma.model import Claim, Ground, Ledger, Place, Relation, Report, Span, Telling
from stemma.model.pledges import Outcome, OutcomeState, Pledge

_BEGUN = frozenset({"begun", "began", "started", "underway", "beginning", "starting", "begins", "starts"})
_OFF = re.compile(
    r"\b(?:called off|put off|cancell?ed|scrapped|withdr(?:ew|awn)|postponed|suspended|shelved|reneged"
    r"|broke (?:its|his|her|their) (?:promise|pledge|word)|backed out|went back on|failed to|refused to)\b",
    re.IGNORECASE,
)
_NOT = frozenset({"not", "never", "n't", "no", "without", "yet"})
_MAYBE = frozenset({"will", "would", "may", "might", "could", "should", "to", "can", "if", "plans", "reportedly", "allegedly"})
#: Senses under which one deed is told, before and after.
_KIN = (
    frozenset(s for word in ("send", "supply", "deliver", "give", "provide", "hand") for s in senses(word)),
    frozenset(s for word in ("give", "pay", "disburse") for s in senses(word)),
    frozenset({"open", "reopen"}),
    frozenset({"build", "rebuild", "construct", "complete"}),
)
_ARRIVED = frozenset({"arrived", "arriving", "arrive"})
#: Words by which a smaller number is part of what was promised.
_PART = frozenset({"first", "promised", "pledged", "part", "remaining", "rest"})
_ORDER: dict[OutcomeState, int] = {"under way": 0, "reported done": 1, "denied": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A pledge while its fate is looked for."""

    pledge: Pledge
    #: Senses of the deed.
    deeds: frozenset[str]
    #: Day on which it was first told.
    since: str | None


def kin(deeds: Iterable[str]) -> frozenset[str]:
    """The deeds with those under which news tells the same thing as done: who promised to send tents delivers them, and they arrive."""
    given = frozenset(deeds)
    return given.union(*(family for family in _KIN if given & family))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A place where a telling stands, cut into words once for all pledges."""

    claim: Claim
    telling: Telling
    report: Report
    stretch: Span
    whole: Span
    words: tuple[Word, ...]
    #: Senses of the words within the stretch.
    senses: frozenset[str]

    @property
    def day(self) -> str:
        return published_on(self.report)


def sightings(ledger: Ledger) -> list[Sighting]:
    """Every place of every telling, by claim."""
    reports = {r.id: r for r in ledger.reports}
    cut: dict[tuple[str, Span], tuple[Word, ...]] = {}
    out = []
    for claim in sorted(ledger.claims, key=lambda c: c.id):
        for telling in claim.tellings:
            report = reports.get(telling.report)
            if report is None:
                continue
            for stretch, whole in stretches(report, telling.spans):
                words = cut.setdefault((telling.report, whole), ()) or tuple(tokens(report.text, whole))
                cut[telling.report, whole] = words
                inside = (senses(w.text) for w in words if stretch.start <= w.start and w.end <= stretch.end)
                found = frozenset(s for group in inside for s in group)
                if any(w.low in _ARRIVED for w in words):
                    found |= senses("send")
                out.append(Sighting(claim=claim, telling=telling, report=report, stretch=stretch, whole=whole, words=words, senses=found))
    return out


def outcomes(dossier: Dossier, told: Sequence[Sighting], ledger: Ledger, actors: Actors) -> tuple[Outcome, ...]:
    """Later tellings of what came of it, by day; the last one decides."""
    if dossier.since is None:
        return ()
    bonds = _bonds(dossier.pledge, ledger)
    found: dict[tuple[str, int, int], Outcome] = {}
    for seen in told:
        bond = bonds.get(seen.claim.id)
        if seen.claim.story != dossier.pledge.story or seen.day <= dossier.since or not (seen.senses & dossier.deeds or isinstance(bond, Relation)):
            continue
        outcome = _outcome(dossier, seen, bond, actors)
        if outcome is not None:
            found.setdefault((outcome.place.report, outcome.place.start, outcome.place.end), outcome)
    return tuple(sorted(found.values(), key=lambda o: (o.published or "", _ORDER[o.state], o.place)))


def perhaps(dossier: Dossier, told: Sequence[Sighting]) -> str | None:
    """Words of any telling since the pledge that tell the same deed of a like thing as done: too little for a link, enough not to call it lapsed."""
    wanted = content(w.text for w in tokens(dossier.pledge.what)) - dossier.deeds
    for seen in told:
        if seen.claim.story != dossier.pledge.story or seen.day < (dossier.since or "") or not seen.senses & dossier.deeds:
            continue
        state, _ = _state(dossier, seen)
        if state is not None and wanted & content(w.text for w in seen.words):
            return shorten(seen.stretch.of(seen.report.text), 80, placeholder=" …")
    return None


def _bonds(pledge: Pledge, ledger: Ledger) -> dict[str, Relation | str]:
    """What the ledger itself says of other claims and the pledge, by claim."""
    bonds: dict[str, Relation | str] = {}
    for relation in ledger.relations:
        if relation.kind != "conflicts" and relation.target in pledge.claims:
            bonds.setdefault(relation.source, relation)
    return bonds | dict.fromkeys(pledge.claims, "one claim")


def _outcome(dossier: Dossier, seen: Sighting, bond: Relation | str | None, actors: Actors) -> Outcome | None:
    report = seen.report
    state, cue = _state(dossier, seen)
    for promise in promises(report.text, seen.words):
        if not promise.what.overlap(seen.stretch) or promise.what.of(report.text).startswith("not "):
            continue
        denial = DENYING.search(report.text, seen.whole.start, max(seen.whole.start, promise.cue.start))
        if denial is None or not senses(promise.act) & dossier.deeds:
            return None  # it is promised still
        state, cue = "denied", Span(*denial.span())
    if isinstance(bond, Relation) and bond.kind == "denies":
        state, cue = "denied", seen.stretch
    if state is None or cue is None:
        return None
    part = _part(dossier, seen)
    reason = _same_matter(dossier, seen, bond, actors, loose=bool(part) or state == "denied")
    if reason is None:
        return None
    if part:
        state, reason = ("under way" if state == "reported done" else state), f"{reason} {part}"
    how = {"under way": "as begun or being done", "reported done": "as done", "denied": "as denied, refused or called off"}[state]
    rule = {"under way": "pledges.under-way", "reported done": "pledges.done", "denied": "pledges.denied"}[state]
    whole = Place.at(report.id, seen.whole)
    grounds = (
        Ground(rule=rule, sentence=f"“{cue.of(report.text)}” tells it {how}, on {spoken(seen.day)}.", spans=(Place.at(report.id, cue),)),
        Ground(rule=rule, sentence=reason, spans=(whole,)),
    )
    return Outcome(state=state, claim=seen.claim.id, place=whole, chain=seen.telling.chain, published=seen.day, grounds=grounds)


def _tells(word: Word, dossier: Dossier) -> bool:
    """Whether a word tells the deed; what was to be sent has also arrived."""
    return bool(senses(word.text) & dossier.deeds) or (word.low in _ARRIVED and bool(senses("send") & dossier.deeds))


def _state(dossier: Dossier, seen: Sighting) -> tuple[OutcomeState | None, Span | None]:
    """How far the deed has come by these words, and the word that says so."""
    telling, report, words, stretch = seen.telling, seen.report, seen.words, seen.stretch
    off = _OFF.search(report.text, stretch.start, stretch.end)
    for n, word in enumerate(words):
        if not (stretch.start <= word.start and word.end <= stretch.end) or not _tells(word, dossier):
            continue
        near = [w.low for w in words[max(0, n - 4) : n]]
        here = Span(word.start, word.end)
        if off is not None:
            return "denied", Span(*off.span())
        if set(near) & _NOT or any(w.endswith(("n't", "n’t")) for w in near):
            denies = "not" in near and any(w in {"will", "would"} or cue_verb(w) for w in near)
            return ("denied", here) if denies else (None, None)
        if set(near[-3:]) & _BEGUN or (word.low.endswith("ing") and set(near[-3:]) & {"is", "are", "was", "were", "being"}) or near[-1:] == ["being"]:
            return "under way", here
        if set(near) & _MAYBE or telling.certainty not in {"asserted", "denied"}:
            continue
        if participle(word.text):
            return ("denied" if telling.certainty == "denied" else "reported done"), here
    return None, None


def _part(dossier: Dossier, seen: Sighting) -> str:
    """A sentence when a smaller number is told as part of the promised one ("the first 150 of the tents that Norland promised")."""
    told, promised = seen.telling.quantity, dossier.pledge.quantity
    if told is None or promised is None or told.high is None or promised.low is None or not told.high < promised.low:
        return ""
    near = [w.low for w in seen.words]
    return f"It tells of {told.high:,.0f}, part of the number promised." if set(near) & _PART and told.unit == promised.unit else ""


def _same_matter(dossier: Dossier, seen: Sighting, bond: Relation | str | None, actors: Actors, *, loose: bool) -> str | None:
    """Why this telling is about this pledge, in a sentence; None when something is lacking."""
    telling, words = seen.telling, seen.words
    pledge = dossier.pledge
    promised = content(w.text for w in tokens(pledge.what)) - dossier.deeds
    shared = promised & content(w.text for w in words)
    unnumbered = telling.quantity is None and (bond is not None or loose)
    if not agrees(telling.quantity, pledge.quantity) and not unnumbered and not (loose and telling.quantity is not None and _part(dossier, seen)):
        return None
    if isinstance(bond, Relation) and bond.kind == "denies":
        return "The ledger has this claim deny the one that holds the pledge."
    if not shared:
        return None
    said = ", ".join(dict.fromkeys(w.low for w in words if content((w.text,)) & promised))
    if bond:
        held = "both in one claim" if isinstance(bond, str) else f"a claim that {bond.kind} the one with the pledge"
        return f"The ledger has it in {held}; both speak of {said}."
    if pledge.promiser is None or not _names(pledge, seen, actors):
        return None
    if pledge.quantity is None and len(shared) < max(2, round(0.6 * len(promised))):
        return None
    number = " and the number agrees" if pledge.quantity is not None and agrees(telling.quantity, pledge.quantity) else ""
    return f"Both name {pledge.promiser.name}, the same deed, and {said}{number}."


def _names(pledge: Pledge, seen: Sighting, actors: Actors) -> bool:
    """Whether the promiser is named in the sentence, or in the statement that stands alone."""
    promiser = pledge.promiser
    assert promiser is not None
    texts = (seen.telling.statement, seen.whole.of(seen.report.text))
    if promiser.state and any(promiser.state in voices.countries_in(t) for t in texts):
        return True
    names = {promiser.words}
    if promiser.voice and promiser.voice in actors.voices:
        names |= {actors.voices[promiser.voice].name, *actors.voices[promiser.voice].aliases}
    return any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", t) for n in names if len(n) > 2 for t in texts)
