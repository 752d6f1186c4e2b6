"""The tables: every row complete, ids that hold, words exact, the order the ledger's."""

from __future__ import annotations

import csv
import dataclasses
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.model import Ledger, Quantity
from stemma.tell.exports.cells import LONGEST, boxed, guarded, unguarded
from stemma.tell.exports.csv_files import as_csv, as_urls, as_zip
from stemma.tell.exports.joined import joined
from stemma.tell.exports.lookup import bound
from stemma.tell.exports.table import Column, Table
from stemma.tell.exports.tables import TABLES, tables
from tests.tell.hand import TEXTS, ledger

ALL = tables(ledger())


def rows(name: str) -> list[dict[str, object]]:
    return ALL[name].as_dicts()  # type: ignore[return-value]


def test_every_table_is_there_and_every_row_is_complete() -> None:
    assert list(ALL) == list(TABLES)
    for table in ALL.values():
        assert len(set(table.head)) == len(table.head), table.name
        assert all(len(row) == len(table.columns) for row in table.rows), table.name
        assert all(c.help for c in table.columns)


@pytest.mark.parametrize("name", ["claims", "tellings", "voices", "attributions", "quantities", "times", "stories", "reports"])
def test_the_first_column_is_an_id_of_its_own(name: str) -> None:
    ids = [row[0] for row in ALL[name].rows]
    assert ids
    assert len(set(ids)) == len(ids)


def test_a_claim_says_on_whose_word_it_rests() -> None:
    first = rows("claims")[0]
    assert first["claim id"] == "c-taken"
    assert (first["reports"], first["origins"], first["according to"], first["standing"]) == (3, 1, "Ada Brandt", "disputed")
    assert (first["figure"], first["low"], first["high"], first["bound"]) == ("at least 70 passengers", 70, None, "at least")
    assert first["stands to others"] == "is in conflict with 3"
    assert first["told by"] == "[1] The Harbour Post; [2] Inland Courier; [4] bulletin.txt"
    assert (first["first told"], first["last told"]) == ("2025-03-04", "2025-03-05")
    assert (first["notes"], first["grade"]) == (None, None)


def test_a_telling_has_chain_exact_words_and_an_address_that_opens_there() -> None:
    wire = next(r for r in rows("tellings") if r["report id"] == "r-inland" and r["claim id"] == "c-taken")
    assert wire["chain"] == "Northwire > Ada Brandt"
    start, end = map(int, str(wire["offsets"]).split(".."))
    assert TEXTS["r-inland"][start:end] == wire["words"]
    assert str(wire["address"]).startswith("https://inland-courier.example/a?b=1&c=2#:~:text=at%20least%2070%20passengers")
    copy = next(r for r in rows("tellings") if r["report id"] == "r-bulletin")
    assert copy["copied from"] == "[1] The Harbour Post"
    assert copy["address"] is None


def test_origins_attributions_relations_and_descent() -> None:
    assert next(r for r in rows("origins") if r["claim id"] == "c-taken")["through"] == "Northwire"
    (said,) = rows("attributions")
    assert (said["source"], said["cue"], said["voice"]) == ("Coast Guard chief Ada Brandt", "said", "Ada Brandt")
    (tie,) = rows("relations")
    assert (tie["claim"], tie["stands to"], tie["other claim"]) == (3, "is in conflict with", 1)
    assert [r["from"] for r in rows("descent")] == ["[1] The Harbour Post", "Northwire"]


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(low=70, high=None), "at least"),
        (Quantity(low=70, high=None, low_open=True), "more than"),
        (Quantity(low=None, high=70), "up to"),
        (Quantity(low=None, high=70, high_open=True), "less than"),
        (Quantity(low=63, high=77, approximate=True), "about"),
        (Quantity(low=70, high=70), "exactly"),
        (Quantity(low=60, high=70), "between"),
        (Quantity(low=None, high=None), ""),
    ],
)
def test_bounds_in_words(quantity: Quantity, words: str) -> None:
    assert bound(quantity) == words


def test_two_ledgers_are_told_as_one() -> None:
    other = dataclasses.replace(
        ledger(),
        reports=tuple(dataclasses.replace(r, id=f"x{r.id}") for r in ledger().reports),
        stories=(dataclasses.replace(ledger().stories[0], id="s-other", reports=tuple(f"x{r.id}" for r in ledger().reports)),),
        claims=tuple(
            dataclasses.replace(c, id=f"x{c.id}", story="s-other", tellings=tuple(dataclasses.replace(t, report=f"x{t.report}") for t in c.tellings))
            for c in ledger().claims
        ),
    )
    both = tables(ledger(), other)
    assert [r["claim"] for r in both["claims"].as_dicts()] == list(range(1, 9))
    assert [r["report"] for r in both["reports"].as_dicts()] == list(range(1, 9))
    assert len(both["voices"].rows) == len(ALL["voices"].rows)
    assert joined([ledger(), ledger()]) == ledger()


def test_no_ledger_gives_heads_without_rows() -> None:
    assert all(table.columns and not table.rows for table in tables(Ledger()).values())


def test_csv_for_people_and_for_machines() -> None:
    table = Table(
        name="t", about="", columns=(Column(name="a", help="x"), Column(name="b", help="x")), rows=(("=1\n2", -5), ("é “x”", 0.25), (None, 3))
    )
    assert as_csv(table) == b"\xef\xbb\xbfa,b\r\n'=1 2,-5\r\n" + "é “x”,0.25\r\n,3\r\n".encode()
    assert as_csv(table, machine=True) == 'a,b\r\n"=1\n2",-5\r\né “x”,0.25\r\n,3\r\n'.encode()


@given(st.lists(st.tuples(st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)), max_size=5))
def test_csv_for_machines_gives_back_every_word(found: list[tuple[str, int, float]]) -> None:
    columns = tuple(Column(name=n, help="x") for n in "abc")
    data = as_csv(Table(name="t", about="", columns=columns, rows=tuple(found)), machine=True)
    back = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    assert [(a, int(b), float(c)) for a, b, c in back] == found


@given(st.text(alphabet="=+-@';\" ab\t\uff1d"))
def test_the_apostrophe_can_be_taken_back(words: str) -> None:
    seen = guarded(words)
    assert isinstance(seen, str)
    assert not seen.startswith(("=", "+", "-", "@", "\uff1d"))
    assert guarded(unguarded(seen)) == seen


def test_a_zip_holds_a_file_a_table_and_the_same_bytes_each_time() -> None:
    data = as_zip(ALL)
    assert data == as_zip(tables(ledger()))
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        assert files.namelist() == [f"{name}.csv" for name in TABLES]
        assert {i.date_time for i in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert files.read("claims.csv") == as_csv(ALL["claims"])


def test_a_cell_too_long_for_excel_is_cut_and_says_so() -> None:
    assert boxed("x" * LONGEST) == "x" * LONGEST
    cut = boxed("𝕏" * LONGEST)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert cut.endswith("(cut: a cell holds no more)")


def test_addresses_for_an_archiver() -> None:
    assert as_urls(ALL["reports"]) == b"url\r\nhttps://harbour-post.example/ferry\r\nhttps://inland-courier.example/a?b=1&c=2\r\n"
