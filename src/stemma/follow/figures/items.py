"""Each telling of a number, with what it counts, where, as of when, and how sure: what series are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from stemma.follow.figures import patterns, words
from stemma.follow.figures.days import AsOf, as_of
from stemma.follow.figures.measures import factor, kind, named
from stemma.follow.figures.places import Scope, countries, is_country, local
from stemma.model import Claim, Ledger, Place, Quantity, QuantityMention, Report, Span, Telling
from stemma.model.figures import Status

_STATUS: Mapping[str, Status] = {"asserted": "told", "hedged": "hedged", "pledged": "pledged", "denied": "denied", "unknown": "open"}
_AUTHORITY = re.compile(
    r"\b(?:government|authorit\w+|police|ministry|minister|military|junta|army|state media|officials?|council|department|hospitals?)\b", re.I
)
#: Units that say how long something took or lasts: measures of time are no counts unless they count something named.
TIME = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a number counts, as far as words tell: two keys alike may be one series, two unlike ones are not."""

    #: "person", "percent", "USD", ...; jobs count with persons where both are cut.
    unit: str
    #: Sense of the noun counted; "" for people of whom no more is said.
    head: str
    #: What befell them; "" where no word says.
    fate: str
    modifiers: frozenset[str]
    #: Year of a count long before the report; "" for the news itself.
    period: str
    per: str


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
    key = _key(quantity, text, number, inside, bounds, before, when)
    if mention is not None and mention.additional and _adds(text[max(0, number[0] - 600) : number[0]], key.fate):
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


def _key(q: Quantity, text: str, number: tuple[int, int], inside: tuple[int, int], bounds: tuple[int, int], before: str, when: AsOf) -> Key:
    unit, what = kind(q.unit), q.what or ""
    if is_country(what) and unit == what.lower():  # "two of Russia's largest firms" does not count Russias
        unit, what = "", ""
    allowed = words.PEOPLE if unit in {"person", "job"} else words.THINGS
    marks = words.modifiers(what, text[max(inside[0], number[0] - 60) : number[0]])
    if unit == "percent":
        marks |= {"change"} if words.is_change(before) else {"threshold"} if words.is_threshold(before) or _if(text[inside[0] : inside[1]]) else set()
        chance = words.chance(text, number, inside, bounds)
        if chance:
            return Key(unit=unit, head="chance", fate=chance, modifiers=marks, period=when.period, per=q.per or "")
    if unit == "person":
        marks |= _of_whom(text, number, what)
    fate = words.fate(what, text, number, inside, bounds, allowed)
    noun = "quake" if unit == "magnitude" else words.head(what)
    if unit == "magnitude":
        fate = "aftershock" if "aftershock" in text[max(bounds[0], number[0] - 40) : min(bounds[1], number[1] + 40)].lower() else ""
    if unit == "job":
        noun, unit = "worker", "person" if fate == "cut" else "job"
    if noun in words.DOERS and fate != "sanction":
        fate = ""
    if noun == "body":
        fate = "body"
    if noun in {fate, "job"}:
        noun = "worker" if fate == "cut" else ""
    return Key(unit=unit, head=noun, fate=fate, modifiers=marks, period=when.period, per=q.per or "")


def _from_to(text: str, number: tuple[int, int]) -> bool:
    """Whether the number is what another came from: "fell from 11,900 to 10,900"."""
    before, after = text[max(0, number[0] - 12) : number[0]], text[number[1] : number[1] + 12]
    return bool(re.search(r"\bfrom (?:the )?[$€£]?$", before) and re.match(r"[\s%]*to\s", after))


def _of_whom(text: str, number: tuple[int, int], what: str) -> frozenset[str]:
    """What makes a count of people a part of another: "five of the dead", "10 US citizens", "a family of five"."""
    part = bool(patterns.PART.match(_after_figures(text, number)))
    family = bool(re.search(r"\bfamily of\s*$", text[max(0, number[0] - 12) : number[0]], re.I))
    return frozenset({"part"} if part else ()) | frozenset({"family"} if family else ()) | {f"from {c}" for c in countries(what)}


def _after_figures(text: str, number: tuple[int, int]) -> str:
    """What follows the figures or number word at the beginning of the number's place."""
    return re.sub(r"^\s*[\w,.]+", "", text[number[0] : number[0] + 30])


def _if(clause: str) -> bool:
    return bool(re.match(r"\s*(?:if|unless|should|once)\b", clause, re.I))


def _adds(above: str, fate: str) -> bool:
    """Whether "another 40" adds to a count of the same: not where only other fates are told before it ("12 dead and another 40 injured")."""
    told = set(words.fates(above))
    return fate not in words.TOLLS or fate in told or not told


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
    for said_where in (clause, sentence, claim.where or "", above, said.authority):
        if found := countries(said_where) - own:
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
