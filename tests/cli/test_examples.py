"""The whole line over the examples: what a person gets who has just installed Stemma."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from lxml import html as lxml_html

from stemma import desk
from stemma.errors import UsageError
from stemma.model import Ledger
from stemma.tell import brief
from stemma.tell.contract import as_json, schema_text
from stemma.tell.table import claim_page, table

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
STORIES = ("examples/quake", "examples/troops")


@pytest.fixture(scope="module")
def told() -> Any:
    """Both stories through the command, as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "stemma.cli", "read", *STORIES, "--format", "json"], capture_output=True, cwd=ROOT, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """One story through the desk."""
    return desk.read([str(EXAMPLES / "quake")])


def test_the_output_holds_against_the_schema(told: Any) -> None:
    faults = [f"{e.json_path}: {e.message}" for e in Draft202012Validator(json.loads(schema_text())).iter_errors(told)]
    assert faults == []


def test_every_report_is_read_and_kept_as_given(told: Any) -> None:
    files = sorted(str(p.relative_to(ROOT)) for story in STORIES for p in (ROOT / story).iterdir())
    assert sorted(r["path"] for r in told["reports"]) == files
    texts = {r["path"]: r["text"] for r in told["reports"]}
    for file in files:
        if file.endswith(".json"):
            assert texts[file] == json.loads((ROOT / file).read_text("utf-8"))["text"]
        elif file.endswith(".txt"):
            assert texts[file] == (ROOT / file).read_text("utf-8")


def test_the_two_stories_are_told_apart(told: Any) -> None:
    of = {r["path"]: r["story"] for r in told["reports"]}
    quake, troops = ({of[p] for p in of if p.startswith(story)} for story in STORIES)
    assert not quake & troops


def test_places_point_into_the_texts(told: Any) -> None:
    length = {r["id"]: len(r["text"]) for r in told["reports"]}

    def places(value: Any, report: str | None = None) -> Any:
        if isinstance(value, dict):
            report = value.get("report", value.get("id") if "text" in value else report) or report
            if {"start", "end"} <= set(value) and isinstance(value["start"], int):
                yield report, value["start"], value["end"]
            for part in value.values():
                yield from places(part, report)
        elif isinstance(value, list):
            for part in value:
                yield from places(part, report)

    found = list(places(told))
    assert len(found) > 500
    assert [p for p in found if p[0] not in length or not 0 <= p[1] <= p[2] <= length[p[0]]] == []


def test_every_rule_in_the_grounds_can_be_explained(told: Any) -> None:
    def named(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = {value["rule"]} if "rule" in value else set()
            return own | {n for part in value.values() for n in named(part)}
        return {n for part in value for n in named(part)} if isinstance(value, list) else set()

    used = named(told)
    assert len(used) > 10
    assert used - {rule.name for rule in desk.rules()} == set()


def test_rule_names_are_unique_and_each_rule_says_something() -> None:
    names = [rule.name for rule in desk.rules()]
    assert sorted(set(names)) == sorted(names)
    for rule in desk.rules():
        assert re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)+", rule.name)
        assert len(rule.explain.split()) >= 3, rule.name
        assert desk.explain(rule.name) is rule or desk.explain(rule.name) == rule


def test_an_unknown_rule_suggests_its_neighbours() -> None:
    known = desk.rules()[0].name
    with pytest.raises(UsageError, match=re.escape(known)):
        desk.explain(known[:-1])


def test_explain_as_a_process() -> None:
    rule = desk.rules()[0]
    done = subprocess.run([sys.executable, "-m", "stemma.cli", "explain", rule.name], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.split("\n")[0], done.stderr) == (0, rule.name, "")
    done = subprocess.run(
        [sys.executable, "-m", "stemma.cli", "explain", "no-such-rule-at-all"], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no rule" in done.stderr


def test_every_form_can_be_made(ledger: Ledger) -> None:
    assert as_json(ledger)
    assert lxml_html.document_fromstring(brief.html(ledger)).get_element_by_id("claim-1") is not None
    assert "## Sources" in brief.markdown(ledger)
    for width in (80, 120):
        assert max(len(line) for line in table(ledger, width=width).split("\n")) <= width
    for number in (1, 2, 3, len(ledger.claims)):
        assert claim_page(ledger, str(number)), number


def test_the_same_reports_in_another_order_give_the_same_claims(ledger: Ledger) -> None:
    files = sorted(str(p) for p in (EXAMPLES / "quake").iterdir())
    again = desk.read(files[::-1])
    assert [c.id for c in again.claims] == [c.id for c in ledger.claims]


def test_outlets_of_examples_are_invented_and_say_so() -> None:
    assert "invented" in (EXAMPLES / "README.md").read_text("utf-8")
    reports = [json.loads(p.read_text("utf-8")) for p in EXAMPLES.glob("*/*.json")]
    assert len(reports) == 13
    for report in reports:
        assert list(report) == ["url", "outlet", "title", "published", "byline", "note", "text"]
        assert (report["note"], urlsplit(report["url"]).hostname.endswith(".example")) == ("retold", True)
    for page in EXAMPLES.glob("*/*.html"):
        hosts = {urlsplit(u).hostname for u in re.findall(r"https?://[^\s\"<]+", page.read_text("utf-8"))} - {"schema.org"}
        assert all(host and host.endswith(".example") for host in hosts)


def test_a_spacy_pipeline_of_ones_own(tmp_path: Path) -> None:
    import spacy

    from stemma.lang.annotator import spacy_pipeline

    spacy_pipeline().to_disk(tmp_path / "mine")
    own = desk.read([str(EXAMPLES / "quake" / "04-orchard-online.html")], spacy=str(tmp_path / "mine"))
    assert own.claims
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(UsageError, match="no parser and no names"):
        desk.read([str(EXAMPLES / "quake" / "08-saltmarsh-standard.txt")], spacy=str(tmp_path / "bare"))
    with pytest.raises(UsageError, match="cannot load"):
        desk.read([str(EXAMPLES / "quake" / "08-saltmarsh-standard.txt")], spacy="no_such_pipeline_sm")
