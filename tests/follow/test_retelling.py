"""What claims lose in the retelling: hedge, bound, exactness, source; and the pairs that must stay silent."""

from __future__ import annotations

import random

import pytest

from stemma.follow.drift import RULES, drift
from stemma.model import Certainty, Claim, Descent, Ledger, Quantity, QuantityMention, Report, Span, Story, Telling, Voice
from stemma.model.drift import ClaimDrift
from tests.follow.hearsay import report

MINISTRY = Voice(id="v-ministry", name="the Harbour Ministry", kind="organisation")
DAY, NEXT, LATER = "2025-03-01", "2025-03-02", "2025-03-09"


def told(one: Report, words: str, *, certainty: Certainty = "asserted", chain: tuple[str, ...] = (), quantity: Quantity | None = None) -> Telling:
    start = one.text.index(words)
    return Telling(
        report=one.id,
        spans=(Span(start, start + len(words)),),
        chain=chain,
        origin=chain[-1] if chain else None,
        certainty=certainty,
        quantity=quantity,
        statement=words,
    )


def mention(one: Report, words: str, quantity: Quantity, number: str) -> QuantityMention:
    start, at = one.text.index(words), one.text.index(number)
    return QuantityMention(span=Span(start, start + len(words)), quantity=quantity, number=Span(at, at + len(number)))


def ledger(reports: list[Report], tellings: list[Telling], mentions: dict[str, QuantityMention] | None = None, *edges: Descent) -> Ledger:
    claim = Claim(id="c", story="s", statement="A claim.", certainty="asserted", tellings=tuple(tellings), salience=0.5)
    return Ledger(
        reports=tuple(reports),
        stories=(Story(id="s", title="Flood in Lorn", reports=tuple(r.id for r in reports)),),
        voices=(MINISTRY,),
        claims=(claim,),
        quantities={r: (m,) for r, m in (mentions or {}).items()},
        descent=edges,
    )


def found(of: Ledger) -> tuple[ClaimDrift, ...]:
    (own,) = drift(of)
    return own.claims


HEDGED = "the oil slick is believed to come from the tanker Alder"
PLAIN = "the oil slick comes from the tanker Alder"


def hedge(plain: str, *, day: str | None = NEXT, chain: tuple[str, ...] = (), behind: str = "") -> Ledger:
    one = report(f"Fishermen waited. In the bay {HEDGED}. Nobody slept.", published=DAY)
    two = report(f"Fishermen waited. In the bay {plain}.{behind} Nobody slept.", published=day, path="b.txt")
    return ledger([one, two], [told(one, HEDGED, certainty="hedged"), told(two, plain, chain=chain)])


def test_hedge_lost() -> None:
    told_ = hedge(PLAIN)
    (loss,) = found(told_)
    texts = {r.id: r.text for r in told_.reports}
    assert loss.kind == "hedge"
    assert loss.kept_words.span.of(texts[loss.kept.report]) == "believed"
    assert loss.kept.report == told_.reports[0].id
    assert loss.ground.rule in {r.name for r in RULES}


@pytest.mark.parametrize(
    "silent",
    [
        hedge(PLAIN, day=LATER),  # it may have been settled
        hedge(PLAIN, behind=" That is not confirmed; it may be another ship."),  # doubted in the next sentence
        hedge(PLAIN, chain=("v-ministry",)),  # the other has it from somebody else
        hedge("the tanker Alder left the bay with a crew of nine"),  # another thing
        hedge("the oil slick that drifts past the lighthouse comes from the tanker Alder", day=None),  # no date, and not nearly the same words
    ],
)
def test_no_hedge_lost(silent: Ledger) -> None:
    assert found(silent) == ()


def bound(first: str, low: float | None, high: float | None, second: str, plain: float, *, approximate: bool = False, what: str = "homes") -> Ledger:
    one = report(f"Rain fell. The flood in Lorn destroyed {first} homes along the river. Rain went on.", published=DAY)
    two = report(f"Rain fell. The flood in Lorn destroyed {second} homes along the river. Rain went on.", published=DAY, path="b.txt")
    a = Quantity(low=low, high=high, unit="home", what="homes", approximate=approximate)
    b = Quantity(low=plain, high=plain, unit="home", what=what)
    tellings = [told(r, f"The flood in Lorn destroyed {w} homes along the river", quantity=q) for r, w, q in ((one, first, a), (two, second, b))]
    number = first.split()[-1]
    return ledger(
        [one, two], tellings, {one.id: mention(one, f"{first} homes", a, number), two.id: mention(two, f"{second} homes", b, second.split()[-1])}
    )


@pytest.mark.parametrize(
    ("of", "kind"),
    [
        (bound("at least 30", 30, None, "30", 30), "bound"),
        (bound("up to 300", None, 300, "300", 300), "bound"),
        (bound("about 50", 45, 55, "50", 50, approximate=True), "bound"),
        (bound("nearly 200", 180, 200, "200", 200, approximate=True), "bound"),
        (bound("1,644", 1644, 1644, "1,600", 1600), "exactness"),
    ],
)
def test_bound_or_exactness_lost(of: Ledger, kind: str) -> None:
    (loss,) = found(of)
    assert loss.kind == kind
    assert loss.kept.report == of.reports[0].id
    assert loss.lost_words is not None


@pytest.mark.parametrize(
    "silent",
    [
        bound("at least 30", 30, None, "34", 34),  # another figure
        bound("30", 30, 30, "30", 30),
        bound("at least 30", 30, None, "some 30", 30),  # bounded after all
        bound("1,644", 1644, 1644, "2,056", 2056),  # a newer figure, not a rounder one
        bound("at least 10", 10, None, "10", 10),  # too small to tell anything
        bound("at least 30", 30, None, "30", 30, what="bridges"),
    ],
)
def test_no_bound_lost(silent: Ledger) -> None:
    assert found(silent) == ()


LOST = "the eastern gate had stood open since the storm of January"


def sources(bare: str, *, named: int = 2) -> Ledger:
    givers = [report(f"Rain fell. The Harbour Ministry said {LOST}. People waited.", published=DAY, path=f"{n}.txt") for n in range(named)]
    other = report(f"Rain fell. People waited. {bare} Rain went on. And on.", published=DAY, path="x.txt")
    return ledger([*givers, other], [*(told(g, LOST, chain=("v-ministry",)) for g in givers), told(other, LOST)])


def test_source_lost() -> None:
    of = sources(f"Here {LOST}.")
    (loss,) = found(of)
    assert (loss.kind, loss.voice, loss.lost.report) == ("attribution", "v-ministry", of.reports[-1].id)
    assert "the Harbour Ministry" in loss.ground.sentence


@pytest.mark.parametrize(
    "silent",
    [
        sources(f"Here {LOST}, an official said."),
        sources(f"The ministry looked into it. Here {LOST}."),
        sources(f"Here {LOST}.", named=1),
    ],
)
def test_no_source_lost(silent: Ledger) -> None:
    assert found(silent) == ()


def test_the_order_of_reports_and_tellings_changes_nothing() -> None:
    of = sources(f"Here {LOST}.", named=4)
    (claim,) = of.claims
    reports, tellings = list(of.reports), list(claim.tellings)
    random.Random(3).shuffle(reports)
    random.Random(5).shuffle(tellings)
    assert found(ledger(reports, tellings)) == found(of)


def test_a_copy_loses_nothing() -> None:
    one = report(f"Fishermen waited. In the bay {HEDGED}.", published=DAY)
    two = report(f"Fishermen waited. In the bay {HEDGED}.", published=NEXT, path="b.txt")
    assert found(ledger([one, two], [told(one, HEDGED, certainty="hedged"), told(two, HEDGED)])) == ()
