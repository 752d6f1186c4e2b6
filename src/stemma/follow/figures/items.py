"""Each telling of a number, with what it counts, where, as of when, and how sure: what series are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from stemma.follow.figures import patterns, words
from stemma.follow.figures.days import AsOf, as_of
from stemma.follow.figures.keys import Key, adds, key_of
from stemma.follow.figures.measures import factor, named
from stemma.follow.figures.places import Scope, counted_in, countries, local
from stemma.model import Claim, Ledger, Place, Quantity, QuantityMention, Report, Span, Telling
from stemma.model.figures import Status

_STATUS: Mapping[str, Status] = {"asserted": "told", "hedged": "hedged", "pledged": "pledged", "denied": "denied", "unknown": "open"}
_AUTHORITY = re.compile(
    r"\b(?:government|authorit\w+|police|ministry|minister|military|junta|army|state media|officials?|council|department|hospitals?)\b", re.I
)
#: Units that say how long something took or lasts: measures of time are no counts unless they count something named.
TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One telling of a number."""

    claim: Claim
    telling: Telling
    report: Report
    quantity: Quantity
    place: Place
    key: Key
    scope: Scope
    as_of: AsOf
    status: Status
    #: Its words speak of a doing planned or promised.
    planned: bool
    #: Its words put it before the figure that stands ("up from 2%").
    older: bool
    #: The number as written.
    number: str
    #: The clause of the number.
    clause: str
    sentence: str
    #: Content words of the telling, for comparing what no fate tells apart.
    content: frozenset[str]

    @property
    def value(self) -> float:
        """The figure that is named, in the base unit of its kind."""
        return named(self.quantity) * factor(self.quantity.unit)


def items(ledger: Ledger) -> list[Item]:
    """All tellings of numbers in the ledger's claims, in order of claim and report."""
    reports = {r.id: r for r in ledger.reports}
    names = {v.id: v.name for v in ledger.voices}
    sources = {a.id: a.source for a in ledger.attributions}
    days = {s.id: (s.first, s.last) for s in ledger.stories}
    out = []
    for claim in sorted(ledger.claims, key=lambda c: c.id):
        for telling in sorted(claim.tellings, key=lambda t: (t.report, t.spans)):
            report = reports.get(telling.report)
            if report is None or telling.quantity is None or not _counts(telling.quantity):
                continue
            item = _item(claim, telling, report, ledger, names, sources, days.get(claim.story, (None, None)))
            if item is not None:
                out.append(item)
    return _shared(out)


def _counts(q: Quantity) -> bool:
    """Whether it is a number at all, and neither an age nor a year that was taken for a number of years."""
    year = q.unit == "year" and 1000 <= (q.low or q.high or 0) <= 2200
    return (q.low is not None or q.high is not None) and not year and (q.what or q.unit or "").lower() not in {"age", "aged"}


def _shared(found: list[Item]) -> list[Item]:
    """Tolls of which only a neighbour in the sentence says where they count get its place ("six died in Thailand, nine are injured")."""
    placed: dict[tuple[str, str], Scope] = {}
    for item in found:
        if item.scope and item.key.fate in words.TOLLS:
            near = (item.report.id, item.sentence)
            placed[near] = placed.get(near, Scope()) | Scope(countries=item.scope.countries)
    return [replace(i, scope=placed.get((i.report.id, i.sentence), i.scope)) if i.key.fate in words.TOLLS and not i.scope else i for i in found]


def _item(
    claim: Claim,
    telling: Telling,
    report: Report,
    ledger: Ledger,
    names: Mapping[str, str],
    sources: Mapping[str, Span | None],
    days: tuple[str | None, str | None],
) -> Item | None:
    quantity = telling.quantity
    assert quantity is not None
    mention = _mention(telling, ledger.quantities.get(report.id, ()))
    text, number, place = _where(telling, report, mention)
    if patterns.AGE.search(text[max(0, number[0] - 30) : number[0]]) and re.match(r"\s*[,.;)]", text[number[1] : number[1] + 3]):
        return None
    bounds = words.sentence(text, *number)
    inside = words.clause(text, number, bounds)
    before = text[max(bounds[0], number[0] - 40) : number[0]]
    saying = _saying(telling, names, sources)
    when = as_of(
        text,
        number,
        bounds,
        ledger.times.get(report.id, ()) if mention else (),
        published=report.published,
        story=days,
        planned=words.is_planned(text[inside[0] : inside[1]]),
    )
    key = key_of(quantity, text, number, inside, bounds, before, when)
    if mention is not None and mention.additional and adds(text[max(0, number[0] - 600) : number[0]], key.fate):
        key = replace(key, modifiers=key.modifiers | {"additional"})
    return Item(
        claim=claim,
        telling=telling,
        report=report,
        quantity=quantity,
        place=place,
        key=key,
        scope=_scope(text, number, inside, bounds, key, claim, saying if mention else _Saying(authority=saying.authority, source=None)),
        as_of=when,
        status=_status(claim, telling, text[inside[0] : inside[1]], key),
        planned=words.is_planned(text[inside[0] : inside[1]]),
        older=(words.is_older(text[inside[0] : inside[1]]) and when.source != "said") or _from_to(text, number),
        number=" ".join(text[number[0] : number[1]].split()),
        clause=text[inside[0] : inside[1]],
        sentence=text[bounds[0] : bounds[1]],
        content=words.content(telling.statement or claim.statement),
    )


def _mention(telling: Telling, mentions: tuple[QuantityMention, ...]) -> QuantityMention | None:
    """The place of the telling's number: the first in its words with the same value."""
    fitting = [m for m in mentions if m.quantity == telling.quantity and any(s.overlap(m.span) for s in telling.spans)]
    return min(fitting, key=lambda m: m.span, default=None)


def _where(telling: Telling, report: Report, mention: QuantityMention | None) -> tuple[str, tuple[int, int], Place]:
    """Text, place of the number in it, and the place to cite; the statement stands in where the number's place is not known."""
    if mention is not None:
        return report.text, (mention.number.start, mention.span.end), Place.at(report.id, mention.span)
    at = telling.spans[0] if telling.spans else Span(0, 0)
    found = re.search(r"\d[\d.,]*\d|\d", telling.statement)
    return telling.statement, (found.span() if found else (0, 0)), Place.at(report.id, at)


def _from_to(text: str, number: tuple[int, int]) -> bool:
    """Whether the number is what another came from: "fell from 11,900 to 10,900"."""
    before, after = text[max(0, number[0] - 12) : number[0]], text[number[1] : number[1] + 12]
    return bool(re.search(r"\bfrom (?:the )?[$€£]?$", before) and re.match(r"[\s%]*to\s", after))


def _scope(text: str, number: tuple[int, int], inside: tuple[int, int], bounds: tuple[int, int], key: Key, claim: Claim, said: _Saying) -> Scope:
    """Where it counts: by its own clause, else its sentence, its claim, the paragraph up to it, or the authority that says it.

    Who speaks is left out of the words looked at: what a US survey says of a quake is not told of the US.
    """
    clause, sentence = said.without(text, *inside), said.without(text, *bounds)
    if key.head == "chance":
        return Scope(countries=_target(clause) or _target(sentence))
    smaller = local(text[number[1] : inside[1]]) if key.fate in words.TOLLS else frozenset()
    own = frozenset(m.removeprefix("from ") for m in key.modifiers if m.startswith("from "))
    above = text[words.paragraph(text, number[0]) : bounds[0]]
    look = counted_in if key.fate in words.TOLLS else countries
    for said_where in (clause, sentence, claim.where or "", above, said.authority):
        if found := look(said_where) - own:
            return Scope(countries=found, local=smaller)
    return Scope(local=smaller)


def _target(text: str) -> frozenset[str]:
    """What a chance is a chance of hitting: news writes "the moon" small."""
    small = {"moon": "Moon", "planet": "Earth"}
    found = (countries(text) & {"Earth", "Moon", "Mars"}) | {small[w] for w in re.findall(r"\b(?:moon|planet)\b", text)}
    return frozenset({"Moon"} if "Moon" in found else found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """Who says it: the name, where it is an authority of a place, and the words that name it in the report."""

    authority: str
    source: Span | None

    def without(self, text: str, start: int, end: int) -> str:
        """A stretch of the text without the words of the source."""
        if self.source is None or self.source.end <= start or end <= self.source.start:
            return text[start:end]
        return f"{text[start : max(start, self.source.start)]} {text[min(end, self.source.end) : end]}"


def _saying(telling: Telling, names: Mapping[str, str], sources: Mapping[str, Span | None]) -> _Saying:
    name = names.get(telling.origin or "", "")
    return _Saying(authority=name if _AUTHORITY.search(name) else "", source=sources.get(telling.attribution or ""))


def _status(claim: Claim, telling: Telling, clause: str, key: Key) -> Status:
    """How sure the figure is put: a modal beside a hedge makes it a forecast; a chance is a chance, not a forecast."""
    certainty = telling.certainty if telling.certainty in {"denied", "pledged"} or len(claim.tellings) < 2 else claim.certainty
    status = _STATUS[certainty]
    if status == "hedged" and key.head == "chance":
        return "told"
    if status == "hedged" and words.may_be(clause):
        return "forecast"
    return status
