"""The script that is committed is the script that its sources make, and it is small."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

from tests.conftest import ROOT
from tests.web.conftest import Desk

BUNDLE = ROOT / "src" / "stemma" / "web" / "static" / "desk.js"
WEB = ROOT / "web"


def test_small_and_alone() -> None:
    data = BUNDLE.read_bytes()
    assert len(gzip.compress(data)) < 100_000
    assert re.sub(rb"http://www\.w3\.org/[\w/]+", b"", data).count(b"://") == 0, "it names no address but those that name kinds of elements"
    assert b"eval(" not in data
    assert b"Function(" not in data


def test_text_goes_into_pages_as_text_only() -> None:
    """Preact can write mark-up where it is told to in so many words: nothing of ours says them."""
    sources = [*(WEB / "src").iterdir()]
    assert len(sources) > 8
    for source in sources:
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.html\(|new Function|javascript:", source.read_text(encoding="utf-8")
        )
        assert found == [], source.name


def test_the_packages_that_go_into_it_are_named_to_the_last_digit() -> None:
    """No lock file, which would name a registry: each package of the bundle stands in `package.json` with its one version."""
    said = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    named = {**said["dependencies"], **said["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in named.values())
    waiting, seen = list(said["dependencies"]), set()
    while waiting:
        seen.add(name := waiting.pop())
        own = WEB / "node_modules" / name / "package.json"
        if own.is_file():
            waiting += [n for n in json.loads(own.read_text(encoding="utf-8")).get("dependencies", {}) if n not in seen]
    assert seen == set(said["dependencies"])


def test_built_again_it_is_the_same(tmp_path: Path, packages: Path) -> None:
    npm = shutil.which("npm")
    assert packages.is_dir()
    subprocess.run([str(npm), "run", "check"], cwd=WEB, check=True, capture_output=True, timeout=300)
    made = subprocess.run([str(npm), "run", "build", "--", "--outDir", str(tmp_path)], cwd=WEB, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stderr
    for name in ("desk.js", "desk.licences.txt"):
        assert (tmp_path / name).read_bytes() == (BUNDLE.parent / name).read_bytes()


def test_it_is_packed_for_whoever_takes_it_so(desk: Desk) -> None:
    for name in ("desk.js", "desk.css"):
        whole = desk.client.get(f"/static/{name}", headers={"accept-encoding": "identity"})
        small = desk.client.get(f"/static/{name}", headers={"accept-encoding": "gzip"})
        assert "content-encoding" not in whole.headers
        assert small.headers["content-encoding"] == "gzip"
        assert int(small.headers["content-length"]) < int(whole.headers["content-length"]) / 2
        assert small.content == whole.content == (BUNDLE.parent / name).read_bytes()
        assert whole.headers["vary"] == small.headers["vary"] == "accept-encoding"
    assert desk.client.get("/static/desk.licences.txt").status_code == 404
