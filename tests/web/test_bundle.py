"""The script that is committed is the script that its sources make, and it is small."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT

BUNDLE = ROOT / "src" / "stemma" / "web" / "static" / "desk.js"
WEB = ROOT / "web"


def test_small_and_alone() -> None:
    data = BUNDLE.read_bytes()
    assert len(gzip.compress(data)) < 100_000
    assert b"http://www.w3.org/2000/svg" in data
    assert data.replace(b"http://www.w3.org/2000/svg", b"").count(b"://") == 0, "it names no address"
    assert b"eval(" not in data
    assert b"innerHTML" not in data


def test_built_again_it_is_the_same(tmp_path: Path, packages: Path) -> None:
    npm = shutil.which("npm")
    assert packages.is_dir()
    subprocess.run([str(npm), "run", "check"], cwd=WEB, check=True, capture_output=True, timeout=300)
    made = subprocess.run([str(npm), "run", "build", "--", "--outDir", str(tmp_path)], cwd=WEB, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "desk.js").read_bytes() == BUNDLE.read_bytes()
