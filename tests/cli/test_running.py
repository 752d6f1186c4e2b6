"""The process: exit codes, streams, files that appear whole, and quiet starts."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from stemma.cli import running
from stemma.errors import UsageError

STEMMA = [sys.executable, "-m", "stemma.cli"]


def run(*args: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*STEMMA, *args], input=stdin, capture_output=True, timeout=120, env={**os.environ, **(env or {})}, check=False)


def test_help_and_version_are_data() -> None:
    for args, word in (
        (["--help"], b"Source criticism"),
        (["--version"], b"stemma 0."),
        (["read", "--help"], b"--claim"),
        (["schema"], b'"$schema"'),
    ):
        done = run(*args)
        assert (done.returncode, done.stderr) == (0, b"")
        assert word in done.stdout


def test_help_loads_nothing_heavy() -> None:
    heavy = {"spacy", "numpy", "rich", "jinja2", "lxml", "onnxruntime"}
    code = f"import sys, stemma.cli, stemma.cli.running, stemma.desk; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_help_starts_quickly() -> None:
    """Processor time, not the clock: other work on the machine must not decide this."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < 0.15, times


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["read"], b"Name the reports"),
        (["read", "x.txt", "--format", "pdf"], b"pdf"),
        (["read", "x.txt", "--format", "json", "--claim", "1"], b"--claim"),
        (["nonsense"], b"nonsense"),
        (["read", "x.txt", "--published", "soonish"], b"soonish"),
        (["read", "x.txt", "--out", "/no/such/folder/brief.md"], b"folder"),
        (["read", "x.txt", "--out", "/"], b"folder"),
    ],
)
def test_wrong_usage_is_2_and_says_what(args: list[str], word: bytes) -> None:
    done = run(*args)
    assert done.returncode == running.USAGE
    assert done.stdout == b""
    assert word in done.stderr


def test_nothing_read_is_1_with_a_line_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "image.txt").write_bytes(bytes(range(256)) * 20)
    done = run("read", str(tmp_path / "empty.txt"), str(tmp_path / "image.txt"), str(tmp_path / "missing.txt"), "--format", "json")
    assert done.returncode == running.NOTHING_READ
    assert done.stdout == b""
    said = done.stderr.decode()
    for name in ("empty.txt", "image.txt", "missing.txt"):
        assert len([line for line in said.splitlines() if name in line]) == 1, said
    assert "Nothing could be read." in said
    assert "Traceback" not in said


def test_no_standard_input_is_1() -> None:
    done = run("read", "-")
    assert done.returncode == running.NOTHING_READ
    assert b"empty" in done.stderr


def test_a_file_name_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    odd = tmp_path / "a\x1b[31m\u202eb.txt"
    odd.write_bytes(b"")
    said = run("read", str(odd)).stderr
    assert b"\x1b" not in said
    assert "\u202e".encode() not in said


def test_a_reader_who_leaves_is_no_fault() -> None:
    with subprocess.Popen(
        [*STEMMA, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        code = process.wait(timeout=30)
    assert said == b""
    assert code == running.NO_READER


def test_stopping_is_clean(tmp_path: Path) -> None:
    def heeding() -> None:  # a test run in the background of a shell has it ignored, and children inherit that
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen([*STEMMA, "read", "-"], **pipes, preexec_fn=heeding) as process:
        time.sleep(3.0)  # until it has come up, on a busy machine too
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == running.INTERRUPTED
    assert said.decode().splitlines()[-1] == "stemma: stopped."
    assert b"Traceback" not in said


def test_an_ascii_terminal_still_gets_its_words() -> None:
    done = run("schema", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0


def test_a_file_appears_whole(tmp_path: Path) -> None:
    out = tmp_path / "brief.md"
    out.write_text("old")
    running.write("new ← words\n", str(out))
    assert out.read_text("utf-8") == "new ← words\n"
    assert list(tmp_path.iterdir()) == [out]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "brief.md"
    out.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        running.write("new", str(out))
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_link_keeps_pointing_at_the_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old")
    link.symlink_to(real)
    running.write("new", str(link))
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_device_is_written_to_directly() -> None:
    running.write("x", os.devnull)
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(("patience", "lines"), [(60.0, []), (0.0, ["stemma: taking in 2 paths ...", "stemma: reading 2 reports ..."])])
def test_progress_speaks_only_when_it_takes_long(patience: float, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with running.Progress(quiet=False, patience=patience) as progress:
        progress("taking in 2 paths", None)
        progress("reading 2 reports", 100)
        progress("reading 2 reports", 200)
    assert capsys.readouterr().err.splitlines() == lines


def test_quiet_progress_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with running.Progress(quiet=True, patience=0.0) as progress:
        progress("reading", 1)
    assert capsys.readouterr().err == ""
