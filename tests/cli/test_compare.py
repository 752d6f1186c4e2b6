"""`stemma compare` as a person or a program calls it, with the shipped annotator: answers, forms, exit codes, bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stemma import desk
from stemma.cli import pairs, running, stemma
from stemma.errors import NothingReadError, UsageError

OPENED = "The bishop opened the hospital of Osta on Sunday, the abbey said."
PAIRS = {
    "same": ("same", OPENED, "According to the abbey, Osta's hospital was opened on Sunday by the bishop."),
    "number": ("different", "The quake killed 14 people in Osta.", "The quake killed 41 people in Osta."),
    "negation": ("different", OPENED, "The bishop did not open the hospital of Osta on Sunday, the abbey said."),
    "day": ("different", OPENED, "The bishop opened the hospital of Osta on Friday, the abbey said."),
    "other matter": ("cannot tell", OPENED, "Shares of the brewer Marl fell by 9 percent."),
    "weekday and date": ("cannot tell", OPENED, "The bishop opened the hospital of Osta on 3 May, the abbey said."),
    "empty": ("cannot tell", OPENED, "   "),
    "no letter": ("cannot tell", "...", OPENED),
    "no verb": ("same", "14 dead in Osta.", "Fourteen dead in Osta."),
    "another language": ("cannot tell", OPENED, "Der Bischof hat am Sonntag das Krankenhaus von Osta eröffnet."),
    "long": ("cannot tell", OPENED, "The bishop blessed the choir. " * 2000),
    "further figure": ("cannot tell", "The dam at Osta burst.", "The dam at Osta burst, and 40 people died."),
    "a copy": ("same", OPENED, OPENED),
    "escapes": ("cannot tell", OPENED, "The \x1b[31mbishop\x1b[0m of \u202eOsta slept."),
}


@pytest.fixture(scope="module")
def lines() -> dict[str, Any]:
    """What the command answers to all pairs, given as JSON lines on standard input, by name."""
    given = "".join(json.dumps({"id": name, "a": a, "b": b}) + "\n" for name, (_, a, b) in PAIRS.items())
    done = CliRunner().invoke(stemma, ["compare", "-", "--format", "jsonl", "--quiet"], input=given)
    assert (done.exit_code, done.stderr) == (0, "")
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", PAIRS)
def test_the_answer(lines: dict[str, Any], name: str) -> None:
    assert lines[name]["answer"] == PAIRS[name][0], lines[name]["grounds"]


def test_every_pair_is_answered_in_order(lines: dict[str, Any]) -> None:
    assert list(lines) == list(PAIRS)


@pytest.mark.parametrize(
    ("name", "rule", "told"),
    [
        ("empty", "compare.nothing-said", "second"),
        ("no letter", "compare.nothing-said", "first"),
        ("long", "compare.too-long", "10,000 words"),
        ("another language", "compare.other-language", "“de”"),
    ],
)
def test_what_cannot_be_compared_says_why(lines: dict[str, Any], name: str, rule: str, told: str) -> None:
    assert lines[name]["rule"] == rule
    assert told in lines[name]["sentence"]


def test_a_weekday_and_a_date_are_not_held_against_each_other_unless_a_day_is_given(lines: dict[str, Any]) -> None:
    assert "compare.day-not-known" in {d["rule"] for d in lines["weekday and date"]["differences"]}
    _, a, b = PAIRS["weekday and date"]
    given = desk.compare([(a, b)], published="2031-05-14")[0]
    assert given.answer == "different"
    assert {d.aspect for d in given.differences} == {"date"}


def test_the_grounds_show_the_words(lines: dict[str, Any]) -> None:
    said = {d["aspect"]: ([p["words"] for p in d["a"]], [p["words"] for p in d["b"]]) for d in lines["number"]["differences"] if d["decides"]}
    assert said["number"] == (["14 people"], ["41 people"])
    assert ("opened", "opened", True) in {(m["a"]["words"], m["b"]["words"], m["alike"]) for m in lines["same"]["matches"]}
    place = lines["day"]["differences"][0]["b"][0]
    assert PAIRS["day"][2][place["start"] : place["end"]] == place["words"] == "Friday"


def test_every_rule_that_is_named_can_be_explained(lines: dict[str, Any]) -> None:
    known = {rule.name for rule in desk.rules()}
    assert {g["rule"] for row in lines.values() for g in row["grounds"]} <= known


def test_a_bad_line_is_told_and_the_others_are_compared(tmp_path: Path) -> None:
    (tmp_path / "p.tsv").write_text("no tab\nThe dam burst.\tThe dam burst.\n{}\nx\tThe mill burnt.\tThe mill burnt.\n", "utf-8")
    done = CliRunner().invoke(stemma, ["compare", str(tmp_path / "p.tsv")])
    assert done.exit_code == 0
    assert "2 pairs: 2 same, 0 different, 0 cannot tell." in done.stdout
    assert "line 1: 1 column" in done.stderr
    assert 'line 3: an object needs "a" and "b"' in done.stderr


def asked(monkeypatch: pytest.MonkeyPatch, *args: str, given: str | None = None) -> Result:
    """The command where nothing may be read: whatever is wrong shows before the annotator is loaded."""

    def compare(*args: object, **options: object) -> None:
        raise AssertionError("the desk was asked")

    monkeypatch.setattr(desk, "compare", compare)
    return CliRunner().invoke(stemma, ["compare", *args], input=given)


@pytest.mark.parametrize("args", [[], ["a", "b", "c"], ["a", "b", "--json", "--format", "jsonl"], ["a", "b", "--format", "csv"]])
def test_misuse(monkeypatch: pytest.MonkeyPatch, args: list[str]) -> None:
    assert asked(monkeypatch, *args).exit_code == running.USAGE


@pytest.mark.parametrize(
    ("args", "error"), [(["a", "b", "--published", "May"], UsageError), (["no/such/file"], UsageError), (["-"], NothingReadError)]
)
def test_what_cannot_be_done_says_so(monkeypatch: pytest.MonkeyPatch, args: list[str], error: type[Exception]) -> None:
    assert isinstance(asked(monkeypatch, *args, given="\n\n").exception, error)


@pytest.mark.parametrize(("name", "code"), [("same", 0), ("number", 10), ("other matter", 11)])
def test_exit_codes_on_request(name: str, code: int, tmp_path: Path) -> None:
    _, a, b = PAIRS[name]
    done = CliRunner().invoke(stemma, ["compare", a, b, "--exit-code", "--quiet", "--out", str(tmp_path / "x.json")])
    assert done.exit_code == code
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["schema"] == "stemma-compare/1"


def test_the_same_statements_give_the_same_bytes() -> None:
    _, a, b = PAIRS["number"]
    one, two = (CliRunner().invoke(stemma, ["compare", a, b, "--json", "--quiet"]).stdout for _ in range(2))
    assert one == two != ""


def test_text_reaches_the_terminal_escaped() -> None:
    done = CliRunner().invoke(stemma, ["compare", *PAIRS["escapes"][1:], "--quiet"])
    assert done.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(done.stdout)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("a\tb", ("1", "a", "b")),
        ("x\ta\tb\r", ("x", "a", "b")),
        ('{"a": "a", "b": "b"}', ("1", "a", "b")),
        ('\ufeff{"a": "a", "b": "b", "id": 7}', ("7", "a", "b")),
        ("\tb", ("1", "", "b")),
    ],
)
def test_a_line_is_a_pair(line: str, row: tuple[str, str, str]) -> None:
    found, faults = pairs.rows(line.encode())
    assert [(r.name, r.a, r.b) for r in found] == [row]
    assert faults == []


@pytest.mark.parametrize("line", ["a", "a\tb\tc\td", "{", '{"a": 1, "b": "b"}', "{" * 100_000])
def test_a_line_that_is_none_is_told(line: str) -> None:
    assert pairs.rows(line.encode())[0] == []
    assert pairs.rows(line.encode())[1][0].startswith("line 1: ")
