"""Acts on claims, relations, descent, numbers, zones and stories: what each changes, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

from stemma.correct import Edits, make
from stemma.model import Claim, Ledger, Place, Quantity, Span
from stemma.model.acts import Act
from tests.correct.made import BASE, CLAIMS, KINDS, ONE, READINGS, RELATIONS, REPORTS, THREE, TWO, at, by, fates, ledger, spot


def after(*acts: Act) -> Ledger:
    return ledger(Edits(acts))


def claims(found: Ledger) -> dict[str, Claim]:
    return {c.id: c for c in found.claims}


def test_merged_claims_have_all_tellings_and_no_relation_with_themselves() -> None:
    found = after(make.merge_claims(BASE, "c-fourteen", "c-dead", **by()))
    merged = claims(found)["c-dead"]
    assert [t.report for t in merged.tellings] == ["r-one", "r-three", "r-two"]
    assert merged.quantity == CLAIMS[0].quantity
    assert [r.target for r in found.relations] == ["c-engine"]
    assert merged.grounds[-1].sentence == "Ana Field said that these claims are one (10 March 2025): heard it on tape"


def test_two_tellings_of_one_report_become_one() -> None:
    found = after(make.merge_claims(BASE, "c-sound", "c-engine", **by()))
    (telling,) = claims(found)["c-engine"].tellings
    assert telling.spans == (at(ONE, "the engine had failed"), at(ONE, "the engine was sound"))
    assert telling.origin == "v-brandt"


def test_a_relation_goes_with_the_telling_it_rests_on() -> None:
    found = after(make.split_claim(BASE, "c-dead", ["r-two"], **by()))
    (new,) = (c for c in found.claims if c.id not in claims(BASE))
    assert [t.report for t in new.tellings] == ["r-two"]
    assert new.statement == "Twelve people were killed when the ferry Marta went down on Monday."
    assert [t.report for t in claims(found)["c-dead"].tellings] == ["r-one"]
    assert (found.relations[-1].target if found.relations[-1].kind == "conflicts" else found.relations[0].target) == new.id


def test_a_claim_is_found_where_sentences_are_cut_otherwise() -> None:
    act = make.edit_claim(BASE, "c-engine", statement="The engine failed.", **by())
    longer = replace(CLAIMS[1], id="c-new", tellings=(replace(CLAIMS[1].tellings[0], spans=(at(ONE, "Brandt said the engine had failed."),)),))
    edits = Edits([act])
    edits.readings(READINGS)
    found, _ = edits.claims((*CLAIMS[:1], longer, *CLAIMS[2:]), RELATIONS[:1])
    assert next(c for c in found if c.id == "c-new").statement == "The engine failed."


def test_of_two_claims_of_the_same_words_the_one_worded_alike_is_meant() -> None:
    act = make.hide_claim(BASE, "c-engine", **by())
    twins = [replace(CLAIMS[1], id="c-x"), replace(CLAIMS[1], id="c-y", statement="Brandt was on the quay.")]
    edits = Edits([act])
    edits.readings(READINGS)
    found, _ = edits.claims((*CLAIMS[:1], *twins, *CLAIMS[2:]), ())
    assert {"c-x", "c-y"} & {c.id for c in found} == {"c-y"}


def test_certainty_of_a_telling_moves_the_claims_unless_a_person_set_that() -> None:
    one = make.set_certainty(BASE, "c-dead", "hedged", report="r-two", **by(2))
    whole = make.set_certainty(BASE, "c-dead", "asserted", **by(1))
    other = make.set_certainty(BASE, "c-dead", "hedged", **by(1))
    assert claims(after(one))["c-dead"].certainty == "hedged"  # of as many, the more careful
    assert claims(after(one, whole))["c-dead"].certainty == "asserted"
    assert claims(after(other))["c-dead"].certainty == "hedged"
    assert {t.certainty for t in claims(after(other))["c-dead"].tellings} == {"asserted"}


def test_a_hidden_claim_takes_its_relations_along() -> None:
    found = after(make.hide_claim(BASE, "c-dead", **by()))
    assert "c-dead" not in claims(found)
    assert [r.kind for r in found.relations] == ["denies"]


def test_an_edited_claim_reads_as_said() -> None:
    quantity = Quantity(low=12, high=13, unit="person")
    act = make.edit_claim(
        BASE, "c-dead", statement="The sinking killed 12 or 13.", quantity=quantity, days=("2025-03-02", "2025-03-03"), where="Osta", **by()
    )
    claim = claims(after(act))["c-dead"]
    assert (claim.statement, claim.quantity, claim.where) == ("The sinking killed 12 or 13.", quantity, "Osta")
    assert claim.when is not None
    assert (claim.when.start, claim.when.end) == ("2025-03-02", "2025-03-03")


def test_relations_are_turned_changed_and_brought_back() -> None:
    turned = after(make.set_relation(BASE, "c-fourteen", "c-dead", "updates", turned=True, **by()))
    assert ("c-dead", "c-fourteen", "updates") in {(r.source, r.target, r.kind) for r in turned.relations}
    assert len(turned.relations) == 2
    edits = Edits([KINDS["confirm relation"](by())])
    edits.readings(READINGS)
    assert [r.kind for r in edits.claims(CLAIMS, ())[1]] == ["denies"]  # what a person confirmed stands, found again or not
    reject, add = KINDS["reject relation"](by(1)), make.add_relation(BASE, "c-sound", "conflicts", "c-engine", **by(2))
    found = after(reject, add)
    assert {r.kind for r in found.relations if r.source == "c-sound"} == {"conflicts"}


def test_who_copied_whom_is_turned_with_its_passages() -> None:
    (edge,) = (d for d in after(KINDS["turn descent"](by())).descent if d.parent is not None)
    assert (edge.child, edge.parent, edge.parent_name) == ("r-one", "r-three", "The Courier")
    passage = next(g for g in edge.grounds if g.rule == "descent.passage")
    assert [p.report for p in passage.spans] == ["r-one", "r-three"]
    (new,) = (d for d in after(KINDS["add descent"](by())).descent if d.child == "r-two" and d.parent)
    (bodies,) = (g.spans for g in new.grounds if g.rule == "descent.passage")
    assert bodies[0] == Place(report="r-two", start=0, end=len(TWO))


def test_numbers_and_times_are_as_said() -> None:
    found = after(KINDS["set quantity"](by(1)), KINDS["reject quantity"](by(2)), KINDS["add quantity"](by(3)), KINDS["set time"](by(4)))
    assert [m.quantity.low for m in found.quantities["r-two"]] == [12, 31]
    assert [m.span for m in found.quantities["r-three"]] == [at(THREE, "Prices")]
    assert found.times["r-two"][0].first == "2025-02-24"
    assert found.times["r-one"] == BASE.times["r-one"]
    again = after(KINDS["reject quantity"](by(1)), make.confirm_quantity(BASE, spot("r-three", "14 people"), **by(2)))
    assert len(again.quantities["r-three"]) == 1


def zones(found: Ledger, report: str) -> list[tuple[str, str]]:
    (one,) = (r for r in found.reports if r.id == report)
    return [(z.kind, " ".join(z.span.of(one.text).split())[:16]) for z in one.zones]


def test_a_part_of_a_zone_is_painted_and_the_rest_stays() -> None:
    assert zones(after(KINDS["set zone"](by())), "r-three") == [("body", "The ferry Marta "), ("notice", "Prices of fish r")]


def test_a_zones_border_moves_into_the_next_one() -> None:
    dateline = at(ONE, "OSTA, Mar 3 - ").start
    act = make.set_zone(BASE, "r-one", dateline, extent=Span(dateline, at(ONE, "The ferry Marta").end), **by())
    assert zones(after(act), "r-one")[1:3] == [("dateline", "OSTA, Mar 3 - Th"), ("body", "sank on Monday a")]
    narrow = make.set_zone(BASE, "r-one", dateline, extent=at(ONE, "OSTA,"), **by())
    assert zones(after(narrow), "r-one")[1:3] == [("dateline", "OSTA,"), ("body", "Mar 3 - The ferr")]


def test_a_rejected_caption_is_body_and_rejected_body_stands_apart() -> None:
    assert zones(after(KINDS["reject zone"](by())), "r-one")[-1] == ("body", "The ferry Marta ")
    assert zones(after(make.reject_zone(BASE, "r-two", 0, **by())), "r-two")[0][0] == "furniture"


def test_facts_of_a_report_are_set_under_the_id_it_has() -> None:
    found = after(KINDS["set report"](by()))
    (report,) = (r for r in found.reports if r.id == "r-two")
    assert (report.outlet, report.published) == ("The North", "2025-03-06")
    assert report.grounds[-1].rule == "correct.report-set"


def test_a_report_taken_out_is_in_no_story() -> None:
    found = after(KINDS["hide report"](by()))
    assert [r.id for r in found.reports] == ["r-one", "r-two"]
    assert found.stories[0].reports == ("r-one", "r-two")


def test_stories_are_parted_moved_and_joined() -> None:
    parted = after(make.part_reports(BASE, "r-three", "r-one", **by(1)))
    assert [s.reports for s in parted.stories] == [("r-one", "r-two"), ("r-three",)]
    assert parted.stories[1].first == "2025-03-05"
    back = after(make.part_reports(BASE, "r-three", "r-one", **by(1)), make.link_reports(BASE, "r-three", "r-two", **by(2)))
    assert [set(s.reports) for s in back.stories] == [{"r-one", "r-two", "r-three"}]
    moved = after(make.part_reports(BASE, "r-three", "r-one", **by(1)), make.move_report(BASE, "r-two", "r-three", **by(2)))
    assert [s.reports for s in moved.stories] == [("r-three", "r-two"), ("r-one",)]
    assert REPORTS[0].id in moved.stories[1].reports


def test_what_was_so_already_is_told_as_such() -> None:
    edits = Edits([make.set_kind(BASE, "v-nord", "organisation", **by())])
    found = ledger(edits)
    assert fates(edits) == {"voice-kind": "already"}
    assert next(v for v in found.voices if v.id == "v-nord").grounds[-1].rule == "correct.voice-kind"  # a person stands behind it all the same


def test_a_claim_whose_tellings_were_parted_is_known_by_its_very_statement() -> None:
    act = make.edit_claim(BASE, "c-dead", statement="Twelve died.", **by())
    dead = CLAIMS[0]
    alone = replace(dead, id="c-new", tellings=dead.tellings[:1])
    other = replace(dead, id="c-other", statement="The ferry Marta sank.", tellings=dead.tellings[1:])
    edits = Edits([act])
    edits.readings(READINGS)
    found, _ = edits.claims((alone, other, *CLAIMS[1:]), ())
    assert {c.id for c in found if c.statement == "Twelve died."} == {"c-new"}


def test_a_claim_to_be_hidden_that_nothing_is_made_of_is_as_wished() -> None:
    act = make.hide_claim(BASE, "c-engine", **by())
    edits = Edits([act])
    edits.readings(READINGS)
    engine = next(c for c in CLAIMS if c.id == "c-engine").tellings[0]
    edits.claims([c for c in CLAIMS if not any(t.report == engine.report and t.spans[0].overlap(engine.spans[0]) for t in c.tellings)], ())
    assert [o.fate for o in edits.outcomes()] == ["already"]
    near = Edits([act])
    near.readings(READINGS)
    near.claims([replace(c, id="c-else", statement="A wholly other matter of fish and chips.") if c.id == "c-engine" else c for c in CLAIMS], ())
    assert [o.fate for o in near.outcomes()] != ["already"], "where a claim is made of the words, it is hidden, or the act told as unfit"
