"""The script that is committed is the script that its sources make, and it is small."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT, missing

BUNDLE = ROOT / "src" / "stemma" / "web" / "static" / "desk.js"
WEB = ROOT / "web"


def test_small_and_alone() -> None:
    data = BUNDLE.read_bytes()
    assert len(gzip.compress(data)) < 100_000
    assert b"http://www.w3.org/2000/svg" in data
    assert data.replace(b"http://www.w3.org/2000/svg", b"").count(b"://") == 0, "it names no address"
    assert b"eval(" not in data
    assert b"innerHTML" not in data


def test_built_again_it_is_the_same(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        missing("npm is absent")
    if not (WEB / "node_modules" / "vite").is_dir():
        got = subprocess.run(
            [str(npm), "install", "--no-package-lock", "--no-audit", "--no-fund"], cwd=WEB, capture_output=True, text=True, timeout=300
        )
        if got.returncode:
            missing(f"the packages of web/ cannot be fetched: {got.stderr[-200:]}")
    subprocess.run([str(npm), "run", "check"], cwd=WEB, check=True, capture_output=True, timeout=300)
    made = subprocess.run([str(npm), "run", "build", "--", "--outDir", str(tmp_path)], cwd=WEB, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "desk.js").read_bytes() == BUNDLE.read_bytes()
