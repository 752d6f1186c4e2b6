"""The log: who wins, what is undone, what two people's logs are together; and its lines, read and written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.correct import Edits, dump, in_order, letters, line, load, make, read_line, standing, undone, unite, wishes
from stemma.errors import UsageError
from tests.correct.made import BASE, KINDS, REPORTS, by, fates, ledger


def test_of_two_acts_on_one_thing_the_later_wins_and_says_so() -> None:
    first = make.rename_voice(BASE, "v-brandt", "Ida K. Brandt", **by(1))
    second = make.rename_voice(BASE, "v-brandt", "I. Brandt", **by(2, "Bo Lind"))
    edits = Edits([second, first])
    assert "I. Brandt" in {v.name for v in ledger(edits).voices}
    earlier, later = edits.outcomes()
    assert (earlier.overruled, later.overrules) == (second.id, (first.id,))


def test_a_later_word_brings_back_what_was_taken_out() -> None:
    hide, keep = KINDS["hide claim"](by(1)), make.confirm_claim(BASE, "c-fish", **by(2))
    assert "c-fish" not in {c.id for c in ledger(Edits([hide])).claims}
    assert "c-fish" in {c.id for c in ledger(Edits([hide, keep])).claims}
    no, yes = KINDS["reject relation"](by(1)), KINDS["confirm relation"](by(2))
    assert len(ledger(Edits([no])).relations) == 1
    assert len(ledger(Edits([no, yes])).relations) == 2
    gone, back = KINDS["reject descent"](by(1)), make.confirm_descent(BASE, "r-two", "Reuters", **by(2))
    assert len(ledger(Edits([gone])).descent) == 1
    assert len(ledger(Edits([gone, back])).descent) == 2


def test_an_undo_is_taken_back_by_undoing_it() -> None:
    act = KINDS["hide claim"](by(1))
    (undo,) = make.undo([act], act.id, **by(2))
    (again,) = make.redo([act, undo], act.id, **by(3))
    assert [a.id for a in standing([act])] == [act.id]
    assert standing([act, undo]) == ()
    assert [a.id for a in standing([again, undo, act])] == [act.id]
    assert undone([act, undo, again]) == {undo.id}
    assert fates(Edits([act, undo])) | {"undo": ""} == {"claim-hide": "undone", "undo": ""}


def test_two_undos_of_one_act_are_both_taken_back() -> None:
    act = KINDS["hide claim"](by(1))
    undos = [*make.undo([act], act.id, **by(2)), *make.undo([act], act.id, **by(2, "Bo Lind"))]
    assert standing([act, *undos]) == ()
    assert standing([act, *undos, *make.redo([act, *undos], act.id, **by(3))]) == (act,)


def test_what_cannot_be_undone_is_said() -> None:
    act = KINDS["hide claim"](by(1))
    with pytest.raises(UsageError, match="no correction act-x"):
        make.undo([act], "act-x", **by(2))
    with pytest.raises(UsageError, match="already"):
        make.undo([act, *make.undo([act], act.id, **by(2))], act.id, **by(3))
    with pytest.raises(UsageError, match="not taken back"):
        make.redo([act], act.id, **by(3))


def test_a_long_row_of_undos_is_followed() -> None:
    log = [KINDS["hide claim"](by(1))]
    for _ in range(3000):
        log += make.undo(log[-1:], log[-1].id, **by(2))
    assert [a.id for a in standing(log)] == [log[0].id]
    assert standing(log[:-1]) == ()


def test_united_logs_name_what_contradicts() -> None:
    mine = make.set_kind(BASE, "v-post", "agency", **by(1))
    same = make.set_kind(BASE, "v-post", "agency", **by(3, "Bo Lind"))
    other = make.set_kind(BASE, "v-post", "organisation", **by(2, "Bo Lind"))
    united = unite([mine], [same, other, mine])
    assert united.acts == (mine, other, same)
    assert united.new == (other, same)
    assert united.conflicts == ((mine, other),)


def test_a_report_taken_over_by_another_extraction_is_corrected_all_the_same() -> None:
    act = make.hide_claim(BASE, "c-dead", **by())
    moved = replace(act, reports=tuple(replace(r, id=f"old-{r.id}", digest="0" * 64) for r in act.reports))
    lines = dump([moved]).replace(b'"report":"r-', b'"report":"old-r-').replace(b'"id":"c-dead"', b'"id":"c-then"')
    (found,), _ = load(lines)
    edits = Edits([found])
    assert "c-dead" not in {c.id for c in ledger(edits).claims}


def test_what_no_longer_fits_is_told() -> None:
    act = make.set_quantity(BASE, _place("30 people"), _ten(), **by())
    (found,), _ = load(dump([act]).replace(b"30 people", b"300 folk").replace(REPORTS[2].id.encode(), b"r-two").replace(_digest(), b"0" * 64))
    edits = Edits([found])
    (trouble,) = ledger(edits).troubles
    assert trouble.code == "correction-does-not-fit"
    assert trouble.message.startswith("A correction by Ana Field of 10 March 2025 (quantity-set) no longer fits: the words “300 folk” do not stand")
    assert edits.outcomes()[0].fate == "unfit"


def _place(words: str) -> object:
    from tests.correct.made import spot

    return spot("r-two", words)


def _ten() -> object:
    from stemma.model import Quantity

    return Quantity(low=10, high=10)


def _digest() -> bytes:
    from stemma.model import text_digest

    return text_digest(REPORTS[2].text).encode()


def test_acts_on_other_reports_are_elsewhere_and_no_trouble() -> None:
    act = KINDS["set quantity"](by())
    far = replace(act, reports=tuple(replace(r, id="r-far", digest="1" * 64, name="far.txt") for r in act.reports))
    (found,), _ = load(dump([far]).replace(b'"report":"r-two"', b'"report":"r-far"'))
    edits = Edits([found])
    assert ledger(edits) == BASE
    assert edits.outcomes()[0].fate == "elsewhere"


def test_letters_are_the_latest_of_each_name() -> None:
    log = [
        make.grade_voice(BASE, "v-nord", "D", **by(1)),
        make.grade_voice(BASE, "v-nord", "B", **by(2)),
        make.grade_voice(BASE, "v-post", "A", **by(1)),
    ]
    assert letters(log) == {"Nordlinie": "B", "Osta Post": "A"}


def test_wishes_for_grouping() -> None:
    log = [
        KINDS["link reports"](by(1)),
        KINDS["part reports"](by(2)),
        KINDS["title story"](by(3)),
        make.part_reports(BASE, "r-one", "r-two", **by(4)),
    ]
    found = wishes(log, REPORTS)
    assert found.together == ()
    assert found.apart == (("r-one", "r-three"), ("r-one", "r-two"))
    assert found.said == (("r-one", "r-three", False), ("r-one", "r-two", False))
    assert found.titles == ((frozenset({"r-one", "r-two", "r-three"}), "The loss of the Marta"),)


def test_a_move_says_what_the_report_was_moved_out_of() -> None:
    two = ledger(Edits([KINDS["part reports"](by(1))]))
    move = make.move_report(two, "r-two", "r-three", **by(2))
    found = wishes([move], REPORTS)
    assert found.said == (("r-one", "r-two", False), ("r-three", "r-two", True))
    assert wishes([move], [r for r in REPORTS if r.id != "r-one"]).said == (("r-three", "r-two", True),)


# Lines.


def test_a_line_that_was_changed_is_told_and_taken_under_its_own_id() -> None:
    act = KINDS["hide claim"](by(1))
    lines = dump([act]).replace(b"heard it on tape", b"heard it at sea.")
    (found,), (trouble,) = load(lines)
    assert trouble.code == "correction-id-differs"
    assert found.id != act.id
    assert load(dump([found])) == ((found,), ())


@pytest.mark.parametrize(
    "change",
    [{"verb": "voice-clone"}, {"v": 2}, {"subject": {"TuneRef": {"x": 1}}}, {"mood": "sad"}, {"time": "yesterday"}, {"change": {"kind": "ghost"}}],
)
def test_what_is_not_understood_is_kept_and_written_again(change: dict[str, object]) -> None:
    given = json.loads(line(KINDS["kind of voice"](by(1)))) | change
    (found,), troubles = load(json.dumps(given).encode())
    assert [t.code for t in troubles] == ["correction-not-understood"]
    again = json.loads(line(found))
    assert again | {"id": ""} == given | {"id": ""}
    assert dump(load(dump([found]))[0]) == dump([found])
    edits = Edits([found])
    assert ledger(edits) == BASE
    assert [o.fate for o in edits.outcomes()] == ["not understood"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("set quantity", b'"offset":', b'"offset":-'),
        ("set quantity", b'"low":31', b'"low":null'),
        ("set time", b'"first":"2025-02-24"', b'"first":"2025-03-24"'),
        ("set time", b'"last":"2025-02-24"', b'"last":"Monday"'),
        ("set report", b'"published":"2025-03-06"', b'"published":"last week"'),
        ("rename voice", b'"name":"Ida K. Brandt"', b'"name":" "'),
    ],
)
def test_values_that_would_break_a_later_stage_are_not_let_in(name: str, old: bytes, new: bytes) -> None:
    written = line(KINDS[name](by()))
    assert old in written
    found, troubles = load(written.replace(old, new, 1))
    assert [t.code for t in troubles] == ["correction-not-understood"]
    assert ledger(Edits(found)) == BASE


def test_one_bad_line_does_not_lose_the_others() -> None:
    act = KINDS["hide claim"](by(1))
    lines = b"\xef\xbb\xbf" + line(act) + b"\n\n{broken\n[1, 2]\n" + b"[" * 100_000 + b"\n" + b'{"verb": 3}\n\xff\xfe\n' + line(act) + b"\n"
    found, troubles = load(lines)
    assert found == (act,)
    assert {t.code for t in troubles} == {"correction-unreadable"}
    assert len(troubles) == 5


@given(st.binary(max_size=300))
def test_odd_bytes_never_raise(data: bytes) -> None:
    found, troubles = load(data)
    assert found == ()
    assert all(t.message for t in troubles)


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=40), st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_note_and_name_survive(name: str, note: str, who: str) -> None:
    act = KINDS[name](by(1, who=who, note=note))
    assert read_line(line(act)) == act
    assert load(dump([act])) == ((act,), ())


def test_the_order_of_acts_is_by_time_then_id() -> None:
    times = ["2025-03-10T09:00:00.5Z", "2025-03-10T09:00:00Z", "2025-03-10T10:00:00+02:00"]
    acts = [make.hide_claim(BASE, "c-fish", who="Ana", time=time) for time in times]
    assert [a.time for a in in_order(acts)] == ["2025-03-10T08:00:00Z", "2025-03-10T09:00:00Z", "2025-03-10T09:00:00.500000Z"]
    with pytest.raises(UsageError, match="no time"):
        make.hide_claim(BASE, "c-fish", who="Ana", time="2025-03-10T09:00:00")
    with pytest.raises(UsageError, match="needs the name"):
        make.hide_claim(BASE, "c-fish", who=" ", time=times[0])
