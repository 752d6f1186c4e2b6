"""Laws of corrections: taken back they leave nothing, said twice they say no more, and their order in the log means nothing."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.correct import Edits, by_person, dump, in_order, line, load, make, standing, unite
from stemma.model.acts import Act
from stemma.tell.contract import as_json
from tests.correct.made import BASE, KINDS, by, every_act, ledger

NAMES = sorted(KINDS)


def some(draw: st.DataObject) -> list[Act]:
    """Acts of any kinds at any minutes by either of two people."""
    picked = draw.draw(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 59), st.sampled_from(["Ana Field", "Bo Lind"])), max_size=14))
    return [KINDS[name](by(minute, who)) for name, minute, who in picked]


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_act_fits_the_ledger_it_was_made_from(name: str) -> None:
    act = KINDS[name](by())
    edits = Edits([act])
    after = ledger(edits)
    (outcome,) = edits.outcomes()
    assert outcome.fate == ("already" if name in ("link reports", "move report") else "applied")
    assert after != BASE
    assert after.troubles == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_undoing_every_act_gives_the_uncorrected_ledger_byte_for_byte(data: st.DataObject) -> None:
    acts = some(data)
    undone = [u for act in in_order(acts) for u in make.undo(acts, act.id, who="Bo Lind", time="2025-03-11T00:00:00Z")]
    assert as_json(ledger(Edits([*acts, *undone]))) == as_json(BASE)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_undoing_the_undos_brings_everything_back(data: st.DataObject) -> None:
    acts = some(data)
    log: list[Act] = list(acts)
    for act in in_order(acts):
        log += make.undo(log, act.id, who="Bo Lind", time="2025-03-11T00:00:00Z")
    for act in in_order(acts):
        log += make.redo(log, act.id, who="Bo Lind", time="2025-03-12T00:00:00Z")
    assert as_json(ledger(Edits(log))) == as_json(ledger(Edits(acts)))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_the_log_change_nothing(data: st.DataObject, chance: random.Random) -> None:
    acts = some(data)
    shuffled = [*acts, *acts]
    chance.shuffle(shuffled)
    one, other = Edits(acts), Edits(shuffled)
    assert as_json(ledger(one)) == as_json(ledger(other))
    assert one.outcomes() == other.outcomes()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_acts_survive_export_and_import(data: st.DataObject) -> None:
    acts = some(data)
    lines = dump(acts)
    back, troubles = load(lines)
    assert troubles == ()
    assert back == in_order(acts)
    assert dump(back) == lines


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_two_logs_united_are_one_log_whoever_unites_them(data: st.DataObject) -> None:
    mine, theirs = some(data), some(data)
    united, other = unite(mine, theirs), unite(theirs, mine)
    assert united.acts == other.acts == in_order([*mine, *theirs])
    assert {frozenset((a.id, b.id)) for a, b in united.conflicts} == {frozenset((a.id, b.id)) for a, b in other.conflicts}
    assert ledger(Edits(united.acts)) == ledger(Edits([*theirs, *mine]))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_ids_are_left_dangling(data: st.DataObject) -> None:
    after = ledger(Edits(some(data)))
    voices, claims, reports = ({x.id for x in layer} for layer in (after.voices, after.claims, after.reports))
    said = {a.id for a in after.attributions}
    assert all(a.voice is None or a.voice in voices for a in after.attributions)
    assert all(a.within is None or a.within in said for a in after.attributions)
    assert all(r.source in claims and r.target in claims and r.source != r.target for r in after.relations)
    assert all(d.child in reports and (d.parent is None or d.parent in reports) for d in after.descent if len(reports) == 3)
    assert all(r in reports for s in after.stories for r in s.reports)
    for report in after.reports:
        assert "".join(z.span.of(report.text) for z in report.zones) == report.text


APART = (
    "edit claim", "certainty of claim", "certainty of telling", "add relation", "set relation", "reject relation", "kind of voice", "grade voice",
    "rename voice", "set attribution", "add attribution", "set quantity", "add quantity", "set time", "set zone", "reject zone", "set report",
    "add descent", "add agency", "turn descent", "reject descent", "part reports", "title story",
)  # fmt: skip


def test_acts_on_different_things_do_not_hinder_each_other() -> None:
    edits = Edits([KINDS[name](by(n)) for n, name in enumerate(APART)])
    ledger(edits)
    assert {o.fate for o in edits.outcomes()} == {"applied"}
    assert [o.act.verb for o in edits.outcomes() if o.overrules or o.overruled] == []


def test_the_log_of_all_kinds_is_read_back() -> None:
    acts = tuple(every_act())
    assert load(dump(acts)) == (acts, ())


def test_a_thousand_acts_taken_back_leave_nothing() -> None:
    chance = random.Random(5)
    log: list[Act] = []
    for n in range(1000):
        act = KINDS[chance.choice(NAMES)](by(chance.randrange(60), chance.choice(["Ana Field", "Bo Lind"]), note=str(n)))
        log.append(act)
        if chance.random() < 0.3:
            (undo,) = make.undo([act], act.id, **by(59))
            log.append(undo)
            if chance.random() < 0.5:
                log += make.redo([act, undo], act.id, **by(59))
    assert ledger(Edits(log)) != BASE
    stand = standing(log)
    assert len(stand) > 700
    undos = [u for act in stand for u in make.undo([act], act.id, who="Bo Lind", time="2025-03-11T00:00:00Z")]
    assert as_json(ledger(Edits([*log, *undos]))) == as_json(BASE)


#: What somebody's program may write in place of a value.
_ODD = st.sampled_from(
    [
        "null",
        '""',
        '"x"',
        '"r-one"',
        '"r-two"',
        '"c-dead"',
        "-1",
        "0",
        "1e18",
        "1.5",
        "[]",
        "{}",
        "true",
        '"2025-13-45"',
        '"\\ud800"',
        '["a"]',
        '{"a": 1}',
    ]
).map(json.loads)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_acts_that_somebody_tampered_with_break_nothing(name: str, data: st.DataObject) -> None:
    given_ = json.loads(line(KINDS[name](by())))
    for _ in range(data.draw(st.integers(1, 3))):
        here: Any = given_
        key: Any = None
        while isinstance(here, dict | list) and here:
            holder, key = here, data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else list(range(len(here)))))
            here = holder[key]
            if data.draw(st.booleans()) and holder is not given_:
                break
        if key is not None:
            holder[key] = data.draw(_ODD)
    found, troubles = load(json.dumps(given_).encode())
    assert len(found) == 1 or troubles
    edits = Edits(found)
    after = ledger(edits)
    assert len(edits.outcomes()) == len(found)
    assert as_json(after)
    assert load(dump(found))[0] == found


def test_what_a_person_said_is_marked() -> None:
    after = ledger(Edits([KINDS["rename voice"](by())]))
    (voice,) = (v for v in after.voices if v.name == "Ida K. Brandt")
    assert by_person(voice.grounds)
    assert voice.grounds[-1].sentence == "Ana Field named this voice (10 March 2025): heard it on tape"
    assert not any(by_person(v.grounds) for v in after.voices if v.id != voice.id)
