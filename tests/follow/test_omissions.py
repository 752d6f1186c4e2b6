"""Omissions: fair comparisons only, and the laws they keep."""

from __future__ import annotations

import dataclasses
import random

import pytest

from stemma.follow.omissions import RULES, omissions
from stemma.model import Certainty, Claim, Ledger, Place, Quantity, QuantityMention, Relation, RelationKind, Report, Span, Story, Telling
from stemma.model.omissions import Omissions
from tests.follow.hearsay import report

GATE = "The eastern lock gate was left open by the night watch"
COST = "The repair of the lock will cost the province nine million crowns"
DENIAL = "The canal company denies that its watchmen left the lock gate open"
FILL = (
    "Snow lay on the fields beyond the town, and the market went on as it does every week. Children skated on the pond behind the church. "
    "A brass band played in the square until the lamps were lit, and old songs were sung by those who knew them."
)


def text(*sentences: str) -> str:
    return " ".join([*(f"{s}." for s in sentences), FILL])


def claim(id_: str, words: str, *reports: Report, certainty: Certainty = "asserted", quantity: Quantity | None = None) -> Claim:
    tellings = []
    for one in reports:
        at = one.text.index(words)
        tellings.append(
            Telling(report=one.id, spans=(Span(at, at + len(words)),), chain=(), origin=None, certainty=certainty, quantity=quantity, statement=words)
        )
    return Claim(id=id_, story="s", statement=f"{words}.", certainty=certainty, tellings=tuple(tellings), quantity=quantity)


def ledger(
    reports: list[Report],
    claims: list[Claim],
    *relations: tuple[str, RelationKind, str],
    mentions: dict[str, tuple[QuantityMention, ...]] | None = None,
) -> Ledger:
    return Ledger(
        reports=tuple(reports),
        stories=(Story(id="s", title="The lock", reports=tuple(r.id for r in reports)),),
        claims=tuple(claims),
        relations=tuple(Relation(source=a, target=b, kind=kind) for a, kind, b in relations),
        quantities=mentions or {},
    )


def found(of: Ledger) -> Omissions:
    (own,) = omissions(of)
    return own


def mark(of: Ledger, claim_: str, report_: Report) -> str:
    row = next(c for c in found(of).claims if c.claim == claim_)
    return next(p.mark for p in row.presences if p.report == report_.id)


def story(published: str | None, *sentences: str) -> tuple[Ledger, Report]:
    one, two = report(text(GATE), published="2025-03-03", path="1.txt"), report(text(GATE), published="2025-03-04", path="2.txt")
    other = report(text(*sentences), published=published, path="3.txt")
    return ledger([one, two, other], [claim("c", GATE, one, two)]), other


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2025-03-05", "left-out"),
        ("2025-03-03", "left-out"),  # the same day: fair, for no hours are given
        ("2025-03-02", "earlier"),
        (None, "undated"),
        ("spring", "undated"),
        ("2025-03-05T09:00:00Z", "left-out"),
    ],
)
def test_only_fair_comparisons(published: str | None, expected: str) -> None:
    of, other = story(published, "The mayor opened the market")
    assert mark(of, "c", other) == expected


def test_hours_decide_where_both_give_one() -> None:
    one, two = (report(text(GATE), published=p, path=f"{n}.txt") for n, p in enumerate(("2025-03-03T10:00:00Z", "2025-03-03T12:00:00+01:00")))
    early, late, midnight = (
        report(FILL, published=p, path=f"x{n}.txt") for n, p in enumerate(("2025-03-03T09:30:00Z", "2025-03-03T10:30:00Z", "2025-03-03T00:00:00"))
    )
    of = ledger([one, two, early, late, midnight], [claim("c", GATE, one, two)])
    assert [mark(of, "c", r) for r in (early, late, midnight)] == ["earlier", "left-out", "left-out"]


def test_undated_tellings_leave_it_open() -> None:
    one, two, other = report(text(GATE), path="1.txt"), report(text(GATE), path="2.txt"), report(FILL, published="2025-03-05", path="3.txt")
    assert mark(ledger([one, two, other], [claim("c", GATE, one, two)]), "c", other) == "undated"


def test_what_alignment_missed_is_no_accusation() -> None:
    of, other = story("2025-03-05", "By whom the eastern lock gate had been opened on that night of the watch was asked")
    assert mark(of, "c", other) == "perhaps"


def test_a_figure_alone_keeps_the_judgement_open() -> None:
    nine = Quantity(low=9e6, high=9e6, unit="crown", what="crowns")
    one, two = report(text(COST), published="2025-03-03", path="1.txt"), report(text(COST), published="2025-03-03", path="2.txt")
    other = report(text("Nine million crowns are a lot of money"), published="2025-03-04", path="3.txt")
    at = other.text.index("Nine million crowns")
    mentions = {other.id: (QuantityMention(span=Span(at, at + 19), quantity=nine, number=Span(at, at + 12)),)}
    claims = [claim("c", COST, one, two, quantity=nine)]
    assert mark(ledger([one, two, other], claims, mentions=mentions), "c", other) == "perhaps"
    assert mark(ledger([one, two, other], claims), "c", other) == "left-out"


def test_a_newer_figure_is_no_omission() -> None:
    one, two = report(text(GATE), published="2025-03-03", path="1.txt"), report(text(GATE), published="2025-03-03", path="2.txt")
    newer = report(text(COST), published="2025-03-04", path="3.txt")
    claims = [claim("c", GATE, one, two), claim("d", COST, newer)]
    assert mark(ledger([one, two, newer], claims, ("d", "updates", "c")), "c", newer) == "otherwise"
    assert mark(ledger([one, two, newer], claims, ("d", "conflicts", "c")), "c", newer) == "left-out"


def test_qualifications_are_asked_after_though_one_report_tells_them() -> None:
    one, two = report(text(GATE, DENIAL), published="2025-03-03", path="1.txt"), report(text(GATE), published="2025-03-04", path="2.txt")
    claims = [claim("c", GATE, one, two), claim("d", DENIAL, one, certainty="denied"), claim("e", COST.replace("lock", "weir"), report_with(COST))]
    of = ledger([one, two], claims[:2], ("d", "denies", "c"))
    rows = {c.claim: c for c in found(of).claims}
    assert rows["d"].why == ("denial",)
    assert rows["d"].by("left-out") == (two.id,)


def report_with(words: str) -> Report:
    return report(text(words.replace("lock", "weir")), path="9.txt")


def test_what_one_report_alone_tells() -> None:
    one, two = report(text(GATE), published="2025-03-03", path="1.txt"), report(text(GATE, COST), published="2025-03-03", path="2.txt")
    own = found(ledger([one, two], [claim("c", GATE, one, two), claim("d", COST, two)]))
    assert own.alone == {one.id: (), two.id: ("d",)}
    assert [c.claim for c in own.claims] == ["c"]


def test_a_brief_report_is_marked() -> None:
    one, two = report(text(GATE, COST), published="2025-03-03", path="1.txt"), report(text(GATE, COST), published="2025-03-03", path="2.txt")
    short = report("The mayor spoke.", published="2025-03-04", path="3.txt")
    own = found(ledger([one, two, short], [claim("c", GATE, one, two), claim("d", COST, one, two)]))
    assert {s.report: s.brief for s in own.shares} == {one.id: False, two.id: False, short.id: True}


def test_the_same_sentence_cut_in_two_is_one_row() -> None:
    one, two, three = (report(text(GATE), published="2025-03-03", path=f"{n}.txt") for n in range(3))
    claims = [claim("c", GATE, one, two), claim("d", GATE, three)]
    own = found(ledger([one, two, three], claims))
    assert [c.claim for c in own.claims] == ["c"]
    assert own.claims[0].by("told") == (one.id, two.id, three.id)


def test_the_order_of_reports_changes_no_mark() -> None:
    of, _ = story("2025-03-05", "The mayor opened the market")
    reports = list(of.reports)
    random.Random(1).shuffle(reports)
    shuffled = dataclasses.replace(of, reports=tuple(reports))
    marks = [{(c.claim, p.report, p.mark) for c in found(x).claims for p in c.presences} for x in (of, shuffled)]
    assert marks[0] == marks[1]


def test_a_copy_leaves_out_what_its_original_leaves_out() -> None:
    of, other = story("2025-03-05", "The mayor opened the market")
    copy = report(other.text, published="2025-03-05", path="4.txt", outlet="Courier")
    stories = (dataclasses.replace(of.stories[0], reports=(*of.stories[0].reports, copy.id)),)
    more = dataclasses.replace(of, reports=(*of.reports, copy), stories=stories)
    assert mark(more, "c", copy) == mark(more, "c", other) == "left-out"


def test_one_report_has_nothing_to_compare() -> None:
    assert omissions(ledger([report(GATE)], [])) == ()
    assert omissions(Ledger()) == ()


def test_hostile_reports_are_compared_all_the_same() -> None:
    odd = [report(t, path=f"{n}.txt") for n, t in enumerate(("", "\x1b[31m\u202e\x00", "a" * 5000, "“" * 500, "\n\n\n"))]
    one, two = report(text(GATE), path="x.txt"), report(text(GATE), path="y.txt")
    own = found(ledger([*odd, one, two], [claim("c", GATE, one, two)]))
    assert {p.mark for p in own.claims[0].presences} == {"told", "undated"}


def test_rules_cover_every_ground() -> None:
    of, _ = story("2025-03-05", "The mayor opened the market")
    used = {p.ground.rule for c in found(of).claims for p in c.presences} | {s.ground.rule for s in found(of).shares if s.ground}
    assert used <= {r.name for r in RULES}
    assert all(isinstance(p, Place) for c in found(of).claims for q in c.presences for p in q.ground.spans)
