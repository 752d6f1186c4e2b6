"""A small ledger made by hand: four invented reports on a ferry, with a wire passed on, a copy and a dispute."""

from __future__ import annotations

from stemma.model import (
    Attribution,
    Certainty,
    Claim,
    Descent,
    Ground,
    Ledger,
    Place,
    Quantity,
    QuantityMention,
    Relation,
    Report,
    Span,
    Story,
    Telling,
    Timex,
    Trouble,
    Voice,
    When,
    Zone,
)

TEXTS = {
    "r-harbour": (
        "PORT MERIDIAN, 4 March (Northwire) - A ferry ran aground off Cape Lorn on Tuesday. "
        "Coast Guard chief Ada Brandt said at least 70 passengers had been taken off by nightfall."
    ),
    "r-inland": (
        "A ferry ran aground off Cape Lorn on Tuesday. "
        "Northwire reported that Brandt had said at least 70 passengers had been taken off by nightfall.\n\n"
        "The owner, Lorn Lines, denied that the ship was overloaded."
    ),
    "r-evening": "Some 120 people were rescued from the ferry, the hospital in Port Meridian said on Wednesday. The cause is not known.",
    "r-bulletin": "Coast Guard chief Ada Brandt said at least 70 passengers had been taken off by nightfall.",
}


def _span(report: str, words: str) -> Span:
    start = TEXTS[report].index(words)
    return Span(start, start + len(words))


def _ground(rule: str, sentence: str, report: str, words: str) -> Ground:
    return Ground(rule=rule, sentence=sentence, spans=(Place.at(report, _span(report, words)),))


def _report(id_: str, outlet: str | None, title: str | None, published: str | None, url: str | None) -> Report:
    text = TEXTS[id_]
    return Report(
        id=id_,
        path=f"story/{id_[2:]}.txt",
        text=text,
        zones=(Zone(kind="body", start=0, end=len(text)),),
        url=url,
        outlet=outlet,
        title=title,
        published=published,
        published_from="given" if published else None,
        language="en",
    )


def _telling(report: str, words: str, chain: tuple[str, ...], *, certainty: Certainty = "asserted", **more: object) -> Telling:
    grounds = (_ground("attribute.cue", "“said” stands with its subject.", report, words),) if chain else ()
    return Telling(
        report=report,
        spans=(_span(report, words),),
        chain=chain,
        origin=chain[-1] if chain else None,
        certainty=certainty,
        statement=words,
        grounds=grounds,
        **more,  # type: ignore[arg-type]
    )


_SEVENTY = Quantity(low=70.0, high=None, unit="person", what="passengers")
_HUNDRED = Quantity(low=108.0, high=132.0, unit="person", what="people", approximate=True)
_TAKEN = "at least 70 passengers had been taken off by nightfall"


def ledger() -> Ledger:
    """The same four reports on every call."""
    reports = (
        _report("r-harbour", "The Harbour Post", "Ferry aground off Cape Lorn", "2025-03-04", "https://harbour-post.example/ferry"),
        _report("r-inland", "Inland Courier", "Dozens taken off stranded ferry", "2025-03-05T08:00:00Z", "https://inland-courier.example/a?b=1&c=2"),
        _report("r-evening", "Evening Ledger", None, "2025-03-05", None),
        _report("r-bulletin", None, None, None, None),
    )
    claims = (
        Claim(
            id="c-taken",
            story="s-ferry",
            statement="At least 70 passengers had been taken off the ferry by the night of 4 March 2025.",
            certainty="asserted",
            tellings=(
                _telling("r-harbour", _TAKEN, ("v-brandt",), quantity=_SEVENTY, when="2025-03-04", attribution="a-1"),
                _telling("r-inland", _TAKEN, ("v-northwire", "v-brandt"), quantity=_SEVENTY, when="2025-03-04"),
                _telling("r-bulletin", _TAKEN, ("v-brandt",), quantity=_SEVENTY, copied_from="r-harbour"),
            ),
            quantity=_SEVENTY,
            when=When(start="2025-03-04", end="2025-03-04"),
            where="Cape Lorn",
            origins=("v-brandt",),
            independent_origins=1,
            standing="disputed",
            salience=0.91,
            grounds=(_ground("weigh.one-origin", "Three reports name Ada Brandt.", "r-harbour", "Ada Brandt"),),
        ),
        Claim(
            id="c-aground",
            story="s-ferry",
            statement="A ferry ran aground off Cape Lorn on 4 March 2025.",
            certainty="asserted",
            tellings=(
                _telling("r-harbour", "A ferry ran aground off Cape Lorn on Tuesday", (), when="2025-03-04"),
                _telling("r-inland", "A ferry ran aground off Cape Lorn on Tuesday", (), when="2025-03-04"),
            ),
            when=When(start="2025-03-04", end="2025-03-04"),
            unattributed=2,
            standing="unattributed",
            salience=0.8,
        ),
        Claim(
            id="c-rescued",
            story="s-ferry",
            statement="About 120 people were rescued from the ferry.",
            certainty="asserted",
            tellings=(_telling("r-evening", "Some 120 people were rescued from the ferry", ("v-hospital",), quantity=_HUNDRED),),
            quantity=_HUNDRED,
            origins=("v-hospital",),
            independent_origins=1,
            standing="disputed",
            salience=0.6,
        ),
        Claim(
            id="c-overloaded",
            story="s-ferry",
            statement="The ferry was overloaded.",
            certainty="denied",
            tellings=(_telling("r-inland", "the ship was overloaded", ("v-lines",), certainty="denied"),),
            origins=("v-lines",),
            independent_origins=1,
            standing="single-origin",
            salience=0.4,
        ),
    )
    return Ledger(
        reports=reports,
        stories=(Story(id="s-ferry", title="Ferry aground off Cape Lorn", reports=tuple(TEXTS), first="2025-03-04", last="2025-03-05"),),
        times={"r-harbour": (Timex(span=_span("r-harbour", "Tuesday"), iso="2025-03-04", first="2025-03-04", last="2025-03-04"),)},
        quantities={
            "r-harbour": (
                QuantityMention(
                    span=_span("r-harbour", "at least 70 passengers"),
                    quantity=_SEVENTY,
                    number=_span("r-harbour", "70"),
                    head=_span("r-harbour", "passengers"),
                ),
            )
        },
        attributions=(
            Attribution(
                id="a-1",
                report="r-harbour",
                form="indirect",
                source=_span("r-harbour", "Coast Guard chief Ada Brandt"),
                cue=_span("r-harbour", "said"),
                content=(_span("r-harbour", _TAKEN),),
                voice="v-brandt",
            ),
        ),
        voices=(
            Voice(
                id="v-brandt",
                name="Ada Brandt",
                kind="person",
                aliases=("Brandt",),
                mentions=(Place.at("r-harbour", _span("r-harbour", "Ada Brandt")),),
            ),
            Voice(id="v-northwire", name="Northwire", kind="agency"),
            Voice(id="v-hospital", name="the hospital in Port Meridian", kind="organisation"),
            Voice(id="v-lines", name="Lorn Lines", kind="organisation"),
        ),
        claims=claims,
        relations=(
            Relation(
                source="c-rescued",
                target="c-taken",
                kind="conflicts",
                grounds=(
                    _ground(
                        "align.figures-differ", "“Some 120 people” is no “at least 70 passengers” of the same night.", "r-evening", "Some 120 people"
                    ),
                ),
            ),
        ),
        descent=(
            Descent(
                child="r-bulletin",
                parent="r-harbour",
                parent_name=None,
                kind="verbatim",
                share=1.0,
                confidence=0.97,
                direction_from="All of its words stand in the other, not the other way round.",
            ),
            Descent(child="r-harbour", parent=None, parent_name="Northwire", kind="cites", share=0.0, confidence=0.9),
        ),
        troubles=(
            Trouble(
                code="no-date", message="Report 4 carries no date.", hint="Give one with --published.", report="r-bulletin", path="story/bulletin.txt"
            ),
        ),
        annotator="hand-made",
    )
