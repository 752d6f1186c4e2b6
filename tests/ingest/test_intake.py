"""Texts are kept as they are, records give the six fields, folders are walked in order, and no process starts without need."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.ingest import ingest

RECORD = {
    "url": "https://a.example/1",
    "outlet": "The A",
    "title": "T",
    "published": "2025-06-17T14:03:00+03:00",
    "byline": "Jo",
    "text": "Words.\r\nMore.",
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\r\n\t"), min_size=1).filter(
        lambda t: t.strip() and t[0] != "\ufeff"
    )
)
def test_a_text_is_kept_letter_for_letter(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"words " + text.encode("utf-8"))
    (report,), troubles = ingest([file])
    assert report.text == "words " + text
    assert troubles == []
    record = tmp_path / "a.json"
    record.write_text(json.dumps({"text": text}), "utf-8")
    (report,), troubles = ingest([record])
    assert report.text == text
    assert troubles == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_text(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("It’s here.\r\nNow.".encode(encoding))
    (report,), troubles = ingest([file])
    assert report.text == "It’s here.\r\nNow."
    assert troubles == []


def test_a_record_gives_its_six_fields_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**RECORD, "agency": "Some Agency", "id": 7, "partial": True}), "utf-8")
    (report,), troubles = ingest([file])
    assert troubles == []
    assert (report.url, report.outlet, report.title, report.byline) == ("https://a.example/1", "The A", "T", "Jo")
    assert (report.published, report.published_from) == ("2025-06-17T14:03:00+03:00", "metadata")
    assert report.text == RECORD["text"]
    assert report.credits == ()
    assert "Some Agency" not in repr(report)


def test_lists_and_lines_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([RECORD, RECORD]), "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(RECORD) + "\n\n" + json.dumps(RECORD) + "\r\n", "utf-8")
    reports, troubles = ingest([tmp_path])
    assert [r.path for r in reports] == [f"{tmp_path}/a.json#1", f"{tmp_path}/a.json#2", f"{tmp_path}/b.jsonl#1", f"{tmp_path}/b.jsonl#3"]
    assert troubles == []


def test_the_persons_word_wins(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(RECORD), "utf-8")
    (report,), _ = ingest([tmp_path], outlet="The B", published="18 June 2025")
    assert (report.outlet, report.published, report.published_from) == ("The B", "2025-06-18", "given")


def test_folders_are_walked_in_order_without_hidden_files_and_nothing_twice(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.md", "a.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    reports, troubles = ingest([tmp_path, tmp_path / "a.txt"])
    assert [r.text for r in reports] == ["a.txt", "b/10.md", "b/2.txt"]
    assert [t.code for t in troubles] == ["given-twice"]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"Plain words.\n", ["Plain words.\n"]),
        (json.dumps(RECORD).encode(), [RECORD["text"]]),
        (json.dumps(RECORD, indent=1).encode(), [RECORD["text"]]),
        (b"\n".join([json.dumps(RECORD).encode()] * 3), [RECORD["text"]] * 3),
        (b"[China backs the plan] is a title in brackets, and these are words.", None),
    ],
)
def test_standard_input_is_known_by_how_it_begins(data: bytes, texts: list[str] | None) -> None:
    reports, troubles = ingest(["-"], stdin=io.BytesIO(data))
    if texts is None:
        texts = [data.decode()]
    assert [r.text for r in reports] == texts
    assert troubles == []


def test_no_process_is_started_for_texts_and_no_parser_is_imported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", "utf-8")
    (tmp_path / "b.json").write_text(json.dumps(RECORD), "utf-8")
    code = (
        "import sys, subprocess\n"
        "subprocess.Popen = None\n"
        "from stemma.ingest import ingest\n"
        "reports, troubles = ingest([sys.argv[1]])\n"
        "assert len(reports) == 2 and not troubles, troubles\n"
        "heavy = {'lxml', 'spacy', 'trafilatura', 'numpy', 'resiliparse', 'multiprocessing'} & {m.split('.')[0] for m in sys.modules}\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
