"""A small set of reports with everything that the stages say of them, made by hand, and acts of every kind on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from stemma.correct import Edits, make
from stemma.lang.reading import Reading
from stemma.model import (
    Attributed,
    Attribution,
    Claim,
    Descent,
    Ground,
    Ledger,
    Place,
    Quantity,
    QuantityMention,
    RawReport,
    Relation,
    Report,
    Span,
    Story,
    Telling,
    Timex,
    Voice,
    When,
    Zone,
)
from stemma.model.acts import Act

ONE = (
    "Ferry sinks off Osta\n\n"
    "OSTA, Mar 3 - The ferry Marta sank on Monday and 12 people died, harbour master Ida Brandt said. "
    "Brandt said the engine had failed. The owner, Nordlinie, said the engine was sound.\n\n"
    "A lifeboat on the quay of Osta"
)
TWO = (
    "Twelve people were killed when the ferry Marta went down on Monday, according to Ms Brandt. "
    "Nordlinie denied that the engine failed. Officials said 30 people were saved."
)
THREE = "The ferry Marta sank on Monday and 14 people died, the Osta Post reported. Prices of fish rose in May."


def at(text: str, words: str, nth: int = 0) -> Span:
    """The n-th place of words in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


TEXTS = {"r-one": ONE, "r-two": TWO, "r-three": THREE}


def spot(report: str, words: str, nth: int = 0) -> Place:
    """The n-th place of words in a report."""
    return Place.at(report, at(TEXTS[report], words, nth))


def _report(id_: str, text: str, *, zones: tuple[Zone, ...] = (), **facts: str) -> Report:
    whole = (Zone(kind="body", start=0, end=len(text)),)
    return Report(id=id_, path=f"story/{id_}.txt", text=text, zones=zones or whole, **facts)


def _zones() -> tuple[Zone, ...]:
    head, caption = at(ONE, "OSTA, Mar 3 - ").start, at(ONE, "A lifeboat").start
    story = at(ONE, "The ferry").start
    return (
        Zone(kind="headline", start=0, end=head),
        Zone(kind="dateline", start=head, end=story),
        Zone(kind="body", start=story, end=caption),
        Zone(kind="caption", start=caption, end=len(ONE)),
    )


REPORTS = (
    _report(
        "r-one", ONE, zones=_zones(), outlet="Osta Gazette", url="https://gazette.example/ferry", published="2025-03-03", title="Ferry sinks off Osta"
    ),
    _report("r-three", THREE, outlet="The Courier", published="2025-03-05"),
    _report("r-two", TWO, outlet="Daily North", published="2025-03-04"),
)  # fmt: skip


def _readings() -> list[Reading]:
    def number(text: str, words: str, value: float) -> QuantityMention:
        return QuantityMention(span=at(text, words), number=at(text, words), quantity=Quantity(low=value, high=value, unit="person"))

    monday = {"r-one": ONE, "r-two": TWO, "r-three": THREE}
    times = {id_: (Timex(span=at(text, "Monday"), iso="2025-03-03", first="2025-03-03", last="2025-03-03"),) for id_, text in monday.items()}
    numbers = {
        "r-one": (number(ONE, "12 people", 12),),
        "r-two": (number(TWO, "Twelve people", 12), number(TWO, "30 people", 30)),
        "r-three": (number(THREE, "14 people", 14),),
    }
    return [Reading(report=r, passages=(), times=times[r.id], quantities=numbers[r.id]) for r in REPORTS]


READINGS = _readings()
_VOICES = (
    Voice(
        id="v-brandt", name="Ida Brandt", kind="person", aliases=("Ms Brandt", "Brandt"),
        mentions=(spot("r-one", "harbour master Ida Brandt"), spot("r-one", "Brandt", 1), spot("r-two", "Ms Brandt")),
    ),
    Voice(id="v-nord", name="Nordlinie", kind="organisation", mentions=(spot("r-one", "Nordlinie"), spot("r-two", "Nordlinie"))),
    Voice(id="v-off", name="officials", kind="group", vague=True, mentions=(spot("r-two", "Officials"),)),
    Voice(id="v-post", name="Osta Post", kind="outlet", mentions=(spot("r-three", "the Osta Post"),)),
)  # fmt: skip


def _said(id_: str, report: str, source: tuple[str, int], cue: tuple[str, int], content: str, voice: str) -> Attribution:
    text = TEXTS[report]
    return Attribution(
        id=id_, report=report, form="indirect", source=at(text, *source), cue=at(text, *cue), content=(at(text, content),), voice=voice
    )  # fmt: skip


_ATTRIBUTIONS = (
    _said("a-1", "r-one", ("harbour master Ida Brandt", 0), ("said", 0), "The ferry Marta sank on Monday and 12 people died", "v-brandt"),
    _said("a-2", "r-one", ("Brandt", 1), ("said", 1), "the engine had failed", "v-brandt"),
    _said("a-3", "r-one", ("The owner, Nordlinie", 0), ("said", 2), "the engine was sound", "v-nord"),
    _said("a-5", "r-three", ("the Osta Post", 0), ("reported", 0), "The ferry Marta sank on Monday and 14 people died", "v-post"),
    _said("a-4", "r-two", ("Ms Brandt", 0), ("according to", 0), "Twelve people were killed when the ferry Marta went down on Monday", "v-brandt"),
    _said("a-6", "r-two", ("Officials", 0), ("said", 0), "30 people were saved", "v-off"),
)
ATTRIBUTED = Attributed(
    attributions=_ATTRIBUTIONS,
    voices=_VOICES,
    chains={a.id: (a.voice,) for a in _ATTRIBUTIONS if a.voice},
    origins={a.id: None if a.voice == "v-off" else a.voice for a in _ATTRIBUTIONS},
)


def _telling(report: str, text: str, words: str, value: float | None, attribution: str | None, voice: str | None) -> Telling:
    quantity = None if value is None else Quantity(low=value, high=value, unit="person")
    return Telling(
        report=report, spans=(at(text, words),), chain=(voice,) if voice else (), origin=None if voice == "v-off" else voice, certainty="asserted",
        quantity=quantity, attribution=attribution, statement=f"{words}.", when="2025-03-03" if value else None,
    )  # fmt: skip


def _claim(id_: str, *tellings: Telling) -> Claim:
    first = tellings[0]
    when = When(start="2025-03-03", end="2025-03-03") if first.when else None
    ground = Ground(rule="align.join", sentence="Taken as one claim.", spans=tuple(Place.at(t.report, t.spans[0]) for t in tellings[:2]))
    return Claim(
        id=id_, story="s-1", statement=first.statement, certainty="asserted", tellings=tellings, quantity=first.quantity, when=when,
        grounds=(ground,) if len(tellings) > 1 else (),
    )  # fmt: skip


CLAIMS = (
    _claim(
        "c-dead",
        _telling("r-one", ONE, "12 people died", 12, "a-1", "v-brandt"),
        _telling("r-two", TWO, "Twelve people were killed when the ferry Marta went down on Monday", 12, "a-4", "v-brandt"),
    ),
    _claim("c-engine", _telling("r-one", ONE, "the engine had failed", None, "a-2", "v-brandt")),
    _claim("c-fish", _telling("r-three", THREE, "Prices of fish rose in May", None, None, None)),
    _claim("c-fourteen", _telling("r-three", THREE, "14 people died", 14, "a-5", "v-post")),
    _claim("c-saved", _telling("r-two", TWO, "30 people were saved", 30, "a-6", "v-off")),
    _claim("c-sound", _telling("r-one", ONE, "the engine was sound", None, "a-3", "v-nord")),
)
RELATIONS = (
    Relation(
        source="c-fourteen", target="c-dead", kind="conflicts",
        grounds=(Ground(rule="align.figures-apart", sentence="14 and 12.", spans=(spot("r-three", "14 people"), spot("r-two", "Twelve people"))),),
    ),
    Relation(source="c-sound", target="c-engine", kind="denies"),
)  # fmt: skip
_SANK = "The ferry Marta sank on Monday"
EDGES = (
    Descent(
        child="r-three", parent="r-one", parent_name="Osta Gazette", kind="near-verbatim", share=0.6, confidence=0.8,
        grounds=(Ground(rule="descent.passage", sentence="8 of these 9 words.", spans=(spot("r-three", _SANK), spot("r-one", _SANK))),),
    ),
    Descent(child="r-two", parent=None, parent_name="Reuters", kind="cites", share=0.1, confidence=0.5),
)  # fmt: skip
STORIES = (Story(id="s-1", title="Ferry sinks off Osta", reports=("r-one", "r-three", "r-two"), first="2025-03-03", last="2025-03-05"),)


def raws() -> list[RawReport]:
    """The reports as they were taken in."""
    return [RawReport(path=r.path, text=r.text, url=r.url, outlet=r.outlet, title=r.title, published=r.published) for r in REPORTS]


def ledger(edits: Edits | None = None) -> Ledger:
    """What the stages say, with acts laid on it border by border (what the stages would work out anew is left as it is)."""
    edits = edits if edits is not None else Edits()
    left, ids, zones = edits.reports(raws(), REPORTS)
    facts = dict(zip(ids, left, strict=True))
    readings = [r for r in READINGS if r.report.id in facts]
    readings = edits.readings([_with(r, facts[r.report.id], zones.get(r.report.id, r.report.zones)) for r in readings])
    attributed = edits.attributed(ATTRIBUTED)
    stories = edits.stories(STORIES)
    claims, relations = edits.claims(CLAIMS, RELATIONS)
    return Ledger(
        reports=tuple(r.report for r in readings),
        stories=stories,
        times={r.report.id: r.times for r in readings},
        quantities={r.report.id: r.quantities for r in readings},
        attributions=attributed.attributions,
        voices=attributed.voices,
        claims=claims,
        relations=relations,
        descent=edits.descent(EDGES),
        troubles=edits.troubles(),
    )


def _with(reading: Reading, raw: RawReport, zones: tuple[Zone, ...]) -> Reading:
    report = replace(reading.report, outlet=raw.outlet, title=raw.title, published=raw.published, zones=zones)
    return replace(reading, report=report)


BASE = ledger()


def by(minute: int = 0, who: str = "Ana Field", note: str = "heard it on tape") -> make.By:
    """Who, when, why."""
    return make.By(who=who, time=f"2025-03-10T09:{minute:02d}:00Z", note=note)


#: One act of every verb but undo, by a name that tells it: (verb, made at a minute).
KINDS: dict[str, Callable[[make.By], Act]] = {
    "confirm claim": lambda b: make.confirm_claim(BASE, "c-dead", **b),
    "merge claims": lambda b: make.merge_claims(BASE, "c-fourteen", "c-dead", **b),
    "split claim": lambda b: make.split_claim(BASE, "c-dead", ["r-two"], **b),
    "edit claim": lambda b: make.edit_claim(BASE, "c-fish", statement="Fish got dearer.", **b),
    "hide claim": lambda b: make.hide_claim(BASE, "c-fish", **b),
    "certainty of claim": lambda b: make.set_certainty(BASE, "c-saved", "hedged", **b),
    "certainty of telling": lambda b: make.set_certainty(BASE, "c-dead", "hedged", report="r-two", **b),
    "confirm telling": lambda b: make.confirm_telling(BASE, "c-dead", "r-two", **b),
    "add relation": lambda b: make.add_relation(BASE, "c-saved", "refines", "c-dead", **b),
    "set relation": lambda b: make.set_relation(BASE, "c-fourteen", "c-dead", "updates", **b),
    "reject relation": lambda b: make.reject_relation(BASE, "c-sound", "c-engine", **b),
    "confirm relation": lambda b: make.confirm_relation(BASE, "c-sound", "c-engine", **b),
    "merge voices": lambda b: make.merge_voices(BASE, "v-off", "v-nord", **b),
    "split voice": lambda b: make.split_voice(BASE, "v-brandt", "Ms Brandt", **b),
    "rename voice": lambda b: make.rename_voice(BASE, "v-brandt", "Ida K. Brandt", **b),
    "kind of voice": lambda b: make.set_kind(BASE, "v-post", "agency", **b),
    "grade voice": lambda b: make.grade_voice(BASE, "v-nord", "D", **b),
    "reject voice": lambda b: make.reject_voice(BASE, "v-post", **b),
    "confirm voice": lambda b: make.confirm_voice(BASE, "v-nord", **b),
    "set attribution": lambda b: make.set_attribution(BASE, "a-2", voice="v-nord", **b),
    "add attribution": lambda b: make.add_attribution(BASE, "r-three", content=[at(THREE, "Prices of fish rose in May")], name="Kit Lund", **b),
    "reject attribution": lambda b: make.reject_attribution(BASE, "a-6", **b),
    "confirm attribution": lambda b: make.confirm_attribution(BASE, "a-6", **b),
    "set quantity": lambda b: make.set_quantity(BASE, spot("r-two", "30 people"), Quantity(low=31, high=None, unit="person"), **b),
    "add quantity": lambda b: make.set_quantity(BASE, spot("r-three", "Prices"), Quantity(low=2, high=2), **b),
    "reject quantity": lambda b: make.reject_quantity(BASE, spot("r-three", "14 people"), **b),
    "confirm quantity": lambda b: make.confirm_quantity(BASE, spot("r-one", "12 people"), **b),
    "set time": lambda b: make.set_time(BASE, spot("r-two", "Monday"), iso="2025-02-24", first="2025-02-24", last="2025-02-24", **b),
    "reject time": lambda b: make.reject_time(BASE, spot("r-three", "Monday"), **b),
    "confirm time": lambda b: make.confirm_time(BASE, spot("r-one", "Monday"), **b),
    "set zone": lambda b: make.set_zone(BASE, "r-three", 0, kind="notice", extent=at(THREE, "Prices of fish rose in May."), **b),
    "reject zone": lambda b: make.reject_zone(BASE, "r-one", len(ONE) - 1, **b),
    "confirm zone": lambda b: make.confirm_zone(BASE, "r-one", 0, **b),
    "set report": lambda b: make.set_report(BASE, "r-two", outlet="The North", published="2025-03-06", **b),
    "hide report": lambda b: make.hide_report(BASE, "r-three", **b),
    "confirm report": lambda b: make.confirm_report(BASE, "r-two", **b),
    "add descent": lambda b: make.add_descent(BASE, "r-two", parent="r-one", kind="paraphrase", **b),
    "add agency": lambda b: make.add_descent(BASE, "r-one", name="AFP", kind="cites", **b),
    "turn descent": lambda b: make.set_descent(BASE, "r-three", "r-one", turned=True, **b),
    "reject descent": lambda b: make.reject_descent(BASE, "r-two", "Reuters", **b),
    "confirm descent": lambda b: make.confirm_descent(BASE, "r-three", "r-one", **b),
    "link reports": lambda b: make.link_reports(BASE, "r-two", "r-one", **b),
    "part reports": lambda b: make.part_reports(BASE, "r-three", "r-one", **b),
    "move report": lambda b: make.move_report(BASE, "r-three", "r-two", **b),
    "title story": lambda b: make.title_story(BASE, "s-1", "The loss of the Marta", **b),
    "confirm story": lambda b: make.confirm_story(BASE, "s-1", **b),
}


def fates(edits: Edits) -> dict[str, str]:
    """Verb -> what became of it."""
    return {o.act.verb: o.fate for o in edits.outcomes()}


def every_act() -> Iterable[Act]:
    """One act of each kind, a minute apart."""
    return [made(by(n)) for n, made in enumerate(KINDS.values())]
