"""The canonical form: one sequence of bytes for one content."""

from __future__ import annotations

import dataclasses
import json
import random

import pytest

from stemma.errors import UsageError
from stemma.model import Ledger, Report, Trouble
from stemma.model.acts import ReportRef
from stemma.tell.exports.canonical import SCHEMA, canonical, digest, ledger_key
from tests.tell.hand import ledger

ACTS = [{"kind": "confirm", "by": "A", "note": "é"}, {"kind": "reject", "by": "B"}, ReportRef(id="r", digest="d", url=None)]


def other() -> Ledger:
    """A second story, told by the same voices."""
    return dataclasses.replace(
        ledger(), reports=(), stories=(dataclasses.replace(ledger().stories[0], id="s-b", reports=()),), claims=(), relations=(), descent=()
    )


WHOLE = list(canonical(ledger().reports, [ledger(), other()], ACTS))


def test_every_line_is_sorted_json_with_its_kind() -> None:
    values = [json.loads(line) for line in WHOLE]
    assert all(set(v) == {"kind", "value"} for v in values)
    assert values[0] == {"kind": "header", "value": {"schema": SCHEMA}}
    assert all(line.endswith(b"\n") and line.isascii() for line in WHOLE)
    assert all(json.dumps(v, sort_keys=True, separators=(",", ":")).encode() + b"\n" == line for v, line in zip(values, WHOLE, strict=True))
    assert [v["value"]["id"] for v in values if v["kind"] == "report"] == sorted(r.id for r in ledger().reports)
    assert [v["kind"] for v in values if v["kind"] in ("header", "report", "act")][-3:] == ["act"] * 3


def test_order_paths_troubles_and_versions_change_nothing() -> None:
    chance = random.Random(5)
    for _ in range(20):
        reports = [dataclasses.replace(r, path=f"{chance.random()}/{r.path}") for r in ledger().reports]
        one = dataclasses.replace(
            ledger(),
            reports=tuple(chance.sample(ledger().reports, 4)),
            voices=tuple(dataclasses.replace(v, mentions=v.mentions[::-1], aliases=v.aliases[::-1]) for v in chance.sample(ledger().voices, 4)),
            relations=ledger().relations[::-1],
            descent=ledger().descent[::-1],
            troubles=(Trouble(code="x", message="y"),),
            annotator="another",
            times=dict(reversed(ledger().times.items())),
        )
        ledgers, acts = [one, other()], list(ACTS)
        for items in (reports, ledgers, acts):
            chance.shuffle(items)
        assert list(canonical(reports, ledgers, acts)) == WHOLE


def test_a_report_with_two_sightings_stands_once() -> None:
    twice = [*ledger().reports, dataclasses.replace(ledger().reports[0], path="elsewhere.txt")]
    assert list(canonical(twice, [ledger(), other()], ACTS)) == WHOLE


def changed(**fields: object) -> Ledger:
    first, *rest = ledger().claims
    return dataclasses.replace(ledger(), claims=(dataclasses.replace(first, **fields), *rest))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "one",
    [
        changed(statement="Another."),
        changed(independent_origins=2),
        changed(tellings=ledger().claims[0].tellings[:2]),
        dataclasses.replace(ledger(), claims=ledger().claims[::-1]),
        dataclasses.replace(ledger(), relations=()),
        dataclasses.replace(ledger(), descent=ledger().descent[:1]),
        dataclasses.replace(ledger(), attributions=()),
        dataclasses.replace(ledger(), voices=ledger().voices[:3]),
        dataclasses.replace(ledger(), times={}),
        dataclasses.replace(ledger(), quantities={}),
    ],
)
def test_what_is_judged_otherwise_is_another_digest(one: Ledger) -> None:
    assert digest(canonical(ledger().reports, [one, other()], ACTS)) != digest(WHOLE)


def test_reports_and_acts_count() -> None:
    assert digest(canonical(ledger().reports[:3], [ledger(), other()], ACTS)) != digest(WHOLE)
    assert digest(canonical(ledger().reports, [ledger(), other()], ACTS[:2])) != digest(WHOLE)
    letter = dataclasses.replace(ledger().reports[0], text=ledger().reports[0].text + " ")
    assert digest(canonical([letter, *ledger().reports[1:]], [ledger(), other()], ACTS)) != digest(WHOLE)


def test_a_stream_in_order_is_taken_and_one_out_of_order_refused() -> None:
    def stream(*wanted: Report) -> object:
        return (r for r in wanted)

    ordered = sorted(ledger().reports, key=lambda r: r.id)
    ledgers = sorted([ledger(), other()], key=ledger_key)
    assert list(canonical(stream(*ordered), (x for x in ledgers), ACTS)) == WHOLE  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="do not come in order"):
        list(canonical(stream(*reversed(ordered)), [], []))  # type: ignore[arg-type]


def test_the_bytes_of_a_known_ledger_are_known() -> None:
    """A change here changes every digest that people have kept: raise the schema's number with it."""
    assert SCHEMA == "stemma-canonical/1"
    assert digest(canonical(ledger().reports, [ledger()])) == "a317dd60b3c0ef22d0af1efae99661f6a03f521979ebcdc1358f9a1e23eb3239"
