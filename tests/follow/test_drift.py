"""Drift of quotations: every class by cases, what must stay silent, and laws."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.follow.drift import RULES, drift
from stemma.model import Descent, Ledger
from stemma.model.drift import Drift
from tests.follow.hearsay import ledger, quoting, report

CASES: dict[str, list[list[str]]] = yaml.safe_load((Path(__file__).parent / "drift.yml").read_text("utf-8"))
LOUD = [(kind, *pair) for kind, pairs in CASES.items() if kind != "silent" for pair in pairs]
_ORDER = ("negation", "number", "certainty", "name", "spliced", "words", "cut", "order")


def found(of: Ledger) -> Drift:
    (own,) = drift(of)
    return own


def pair(one: str, two: str, around: str = "The town waited.") -> Ledger:
    return ledger(
        quoting(one, published="2025-03-01", outlet="Post"), quoting(two, before=around, published="2025-03-02", outlet="Courier", path="b.txt")
    )


@pytest.mark.parametrize(("kind", "one", "two"), LOUD)
def test_each_class_of_change(kind: str, one: str, two: str) -> None:
    for first, second in ((one, two), (two, one)):
        (quotation,) = found(pair(first, second)).quotations
        assert min((c.kind for c in quotation.changes), key=_ORDER.index) == kind
        assert quotation.voice == "v-brandt"
        assert {c.ground.rule for c in quotation.changes} <= {r.name for r in RULES}
        assert quotation.nearer is not None


@pytest.mark.parametrize("case", CASES["silent"])
def test_what_must_stay_silent(case: list[str]) -> None:
    assert found(pair(*case)).quotations == ()


@pytest.mark.parametrize("words", [one for _, one, _ in LOUD])
def test_a_verbatim_copy_has_no_drift(words: str) -> None:
    own = found(pair(words, words))
    assert (own.quotations, own.shared, own.alike) == ((), 1, 1)


def test_changed_places_are_the_words_themselves() -> None:
    told = pair("We will not pay a crown to the harbour company.", "We will pay a crown to the harbour company.")
    (quotation,) = found(told).quotations
    (change,) = quotation.changes
    texts = {r.id: r.text for r in told.reports}
    assert [p.span.of(texts[p.report]) for p in (*change.gone, *change.new)] == ["not"]


def test_who_has_which_wording() -> None:
    right, wrong = "The council never approved the second bridge over the river.", "The council approved the second bridge over the river."
    reports = [quoting(words, outlet=f"Outlet {n}", path=f"{n}.txt") for n, words in enumerate((right, wrong, right, right))]
    (quotation,) = found(ledger(*reports)).quotations
    assert set(quotation.like_first) == {reports[0].id, reports[2].id, reports[3].id}
    assert quotation.like_second == (reports[1].id,)
    assert quotation.nearer is None  # no dates, no descent


def test_descent_tells_which_is_nearer_before_dates_do() -> None:
    one = quoting("The council never approved the second bridge over the river.", published="2025-03-02")
    two = quoting("The council approved the second bridge over the river.", published="2025-03-01", path="b.txt")
    edge = Descent(child=two.id, parent=one.id, parent_name=None, kind="near-verbatim", share=0.9, confidence=0.9)
    assert found(ledger(one, two, descent=(edge,))).quotations[0].nearer == one.id
    assert found(ledger(one, two)).quotations[0].nearer == two.id


def test_an_interrupted_quotation_is_one() -> None:
    whole = "We counted forty houses on the ridge, and every one of them had burnt to the ground."
    parts = report("“We counted forty houses on the ridge,” Ada Brandt said, “and every one of them had burnt to the ground.”", path="b.txt")
    own = found(ledger(quoting(whole), parts))
    assert (own.shared, own.quotations) == (1, ())


def test_a_report_that_has_both_wordings_changed_nothing() -> None:
    one = quoting("The council never approved the second bridge over the river.")
    both = report(
        "“The council approved the second bridge over the river?” Ada Brandt asked. Then she rose. "
        "“The council never approved the second bridge over the river,” she said.",
        path="b.txt",
    )
    assert found(ledger(one, both)).quotations == ()


def test_other_speakers_need_more_words() -> None:
    told = pair("The old bridge is safe for heavy lorries.", "The old bridge is not safe for heavy lorries.")
    assert len(found(told).quotations) == 1
    unknown = Ledger(reports=told.reports, stories=told.stories)
    assert found(unknown).quotations == ()


def test_the_order_of_reports_changes_nothing() -> None:
    words = [w for _, one, two in LOUD[:6] for w in (one, two)]
    reports = [quoting(w, outlet=f"Outlet {n % 4}", published=f"2025-03-{1 + n % 5:02}", path=f"{n}.txt") for n, w in enumerate(words)]
    first = found(ledger(*reports))
    shuffled = list(reports)
    random.Random(7).shuffle(shuffled)
    assert found(ledger(*shuffled)) == first
    assert len(first.quotations) == 6


def test_a_copy_of_a_report_adds_no_drift() -> None:
    one, two = LOUD[0][1:]
    reports = [quoting(one), quoting(two, path="b.txt")]
    copy = quoting(two, outlet="Courier", path="c.txt")
    (before,), (after,) = found(ledger(*reports)).quotations, found(ledger(*reports, copy)).quotations
    assert {(c.kind) for c in before.changes} == {(c.kind) for c in after.changes}


_TEXTS = st.text(alphabet=st.sampled_from('ab not 4 5 "“”‘’…. ()[]\n\u202e\x00é'), max_size=120)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TEXTS, min_size=2, max_size=4))
def test_any_marks_at_all_are_read(texts: list[str]) -> None:
    reports = [report(t, path=f"{n}.txt") for n, t in enumerate(texts)]
    for own in drift(ledger(*reports)):
        lengths = {r.id: len(r.text) for r in reports}
        places = itertools.chain.from_iterable((*c.gone, *c.new) for q in own.quotations for c in q.changes)
        assert all(0 <= p.start < p.end <= lengths[p.report] for p in places)


def test_no_story_of_one_report() -> None:
    assert drift(ledger(quoting("We will not pay."))) == ()
    assert drift(Ledger()) == ()


def test_rules_are_named_once_and_say_something() -> None:
    names = [r.name for r in RULES]
    assert len(set(names)) == len(names)
    assert all(len(r.explain.split()) >= 5 for r in RULES)
