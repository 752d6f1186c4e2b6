"""The commands on a store, as a person types them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stemma.cli import stemma
from tests.library.conftest import EXAMPLES


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("STEMMA_NAME", "Ana Field")


def run(store: Path, *args: str, ok: bool = True) -> Result:
    done = CliRunner().invoke(stemma, [*args, "--store", str(store)])
    assert (done.exit_code == 0) is ok, done.output
    return done


def test_stories_story_and_claims(store: Path) -> None:
    listed = run(store, "stories").stdout
    (row,) = json.loads(run(store, "stories", "--json").stdout)
    assert row["id"] in listed
    assert str(row["claims"]) in listed
    page = run(store, "story", row["id"][:12]).stdout
    assert "1 origin /" in page
    ledger = json.loads(run(store, "story", row["id"], "--json").stdout)
    assert ledger["schema"] == "stemma-ledger/1"
    assert len(ledger["claims"]) == row["claims"]
    assert ledger["claims"][0]["statement"].split()[0] in run(store, "claims").stdout
    assert (
        "telling" in run(store, "story", row["id"], "--claim", "1").stdout.lower() or "[1]" in run(store, "story", row["id"], "--claim", "1").stdout
    )


@pytest.mark.parametrize("command", ["figures", "timeline", "pledges", "origins", "descent", "omissions", "drift"])
def test_the_other_commands_look_at_a_story_of_the_store(store: Path, command: str) -> None:
    (row,) = json.loads(run(store, "stories", "--json").stdout)
    assert run(store, command, "--story", row["id"]).stdout.strip()
    both = CliRunner().invoke(stemma, [command, str(EXAMPLES / "troops"), "--story", row["id"], "--store", str(store)])
    assert both.exit_code != 0


def test_search_and_voice(store: Path) -> None:
    found = json.loads(run(store, "search", "NATO", "--json").stdout)
    assert {h["kind"] for h in found["hits"]} >= {"report", "claim", "voice"}
    assert "[NATO]" in run(store, "search", "NATO").stdout
    assert "origin" in run(store, "voice", "NATO").stdout
    assert "No voice" in str(run(store, "voice", "Nobody", ok=False).exception or "No voice")


def test_correct_log_and_undo(store: Path) -> None:
    (row,) = json.loads(run(store, "stories", "--json").stdout)
    said = run(store, "correct", "claim", "1", "--in", row["id"], "--statement", "Worded by hand.", "--note", "clearer").stdout
    act = said.split()[0]
    assert "Worded by hand." in run(store, "claims", "--all").stdout
    log = run(store, "log").stdout
    assert "Ana Field" in log
    assert "clearer" in log
    run(store, "undo")
    assert "Worded by hand." not in run(store, "claims", "--all").stdout
    assert "taken back" in run(store, "log").stdout
    run(store, "undo", act, "--again")
    assert "Worded by hand." in run(store, "claims", "--all").stdout


def test_a_log_is_handed_on(store: Path, made: Path, tmp_path: Path) -> None:
    (row,) = json.loads(run(store, "stories", "--json").stdout)
    run(store, "correct", "claim", "2", "--in", row["id"], "--hide")
    target = tmp_path / "log.jsonl"
    run(store, "log", "--export", str(target))
    other = tmp_path / "other.stemma"
    run(made, "backup", str(other))
    assert "1 corrections were new" in run(other, "log", "--import", str(target)).stdout
    assert "0 corrections were new" in run(other, "log", "--import", str(target)).stdout
    (there,), (here,) = (json.loads(run(s, "stories", "--json").stdout) for s in (other, store))
    assert there["claims"] == here["claims"] == row["claims"] - 1


@pytest.mark.parametrize("form", ["csv", "xlsx", "md", "html", "docx", "story", "ris", "csl", "annotations", "claims-ld", "urls", "json"])
def test_every_form_is_written(store: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    run(store, "export", "--format", form, "--out", str(out))
    assert out.stat().st_size > 200
    if form in ("csv", "xlsx", "docx"):
        assert zipfile.ZipFile(out).testzip() is None


def test_the_canonical_export_is_the_same_twice(store: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run(store, "export", "--format", "canonical", "--out", str(tmp_path / name))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_verify_snapshot_and_backup(store: Path, tmp_path: Path) -> None:
    assert "nothing is damaged" in run(store, "verify").stdout
    run(store, "snapshot", str(tmp_path / "plain.db"), "--datasette")
    assert (tmp_path / "plain.db.metadata.json").exists()
    run(store, "backup", str(tmp_path / "copy.stemma"))
    assert "nothing is damaged" in run(tmp_path / "copy.stemma", "verify").stdout
    data = bytearray((tmp_path / "copy.stemma").read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "copy.stemma").write_bytes(data)
    run(tmp_path / "copy.stemma", "verify", ok=False)


def test_a_store_that_is_none_is_told_and_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_text("These are notes, not a store.", encoding="utf-8")
    for command in (["stories"], ["add", str(EXAMPLES / "README.md")], ["verify"]):
        run(foreign, *command, ok=False)
    assert foreign.read_text(encoding="utf-8") == "These are notes, not a store."
    run(tmp_path / "missing.stemma", "stories", ok=False)
    run(tmp_path / "missing.stemma", "rebuild", ok=False)
    assert not (tmp_path / "missing.stemma").exists()


def test_a_log_is_laid_on_files_too(store: Path, tmp_path: Path) -> None:
    (row,) = json.loads(run(store, "stories", "--json").stdout)
    run(store, "correct", "claim", "1", "--in", row["id"], "--statement", "Worded by hand.")
    target = tmp_path / "log.jsonl"
    run(store, "log", "--export", str(target))
    done = CliRunner().invoke(stemma, ["read", str(EXAMPLES / "troops"), "--corrections", str(target), "--format", "json"])
    assert done.exit_code == 0, done.output
    assert "Worded by hand." in {c["statement"] for c in json.loads(done.stdout)["claims"]}
    missing = CliRunner().invoke(stemma, ["read", str(EXAMPLES / "troops"), "--corrections", str(tmp_path / "none.jsonl")])
    assert missing.exit_code != 0


def test_a_letter_given_as_a_correction_reaches_the_origins(store: Path, tmp_path: Path) -> None:
    (row,) = json.loads(run(store, "stories", "--json").stdout)
    plain = run(store, "origins", "--story", row["id"], "--format", "json").stdout
    run(store, "correct", "voice", "NATO", "--in", row["id"], "--reliability", "B")
    graded = run(store, "origins", "--story", row["id"], "--format", "json").stdout
    assert '"reliability": "B"' in graded
    assert '"reliability": "B"' not in plain
    own = tmp_path / "own.yml"
    own.write_text("nato: D\n")
    said = run(store, "origins", "--story", row["id"], "--format", "json", "--reliability", str(own)).stdout
    assert '"reliability": "D"' in said, "what is said now wins"
    assert '"reliability": "B"' not in said


def test_every_answer_comes_as_json(store: Path) -> None:
    (row,) = json.loads(run(store, "stories", "--json").stdout)
    for command in ("figures", "timeline", "pledges", "origins", "descent", "omissions", "drift", "read"):
        assert json.loads(run(store, command, "--story", row["id"], "--json").stdout), command
    both = run(store, "figures", "--story", row["id"], "--json", "--format", "csv", ok=False)
    assert "cannot both be" in both.output
