"""The layers of the ledger on annotated stories, against pinned floors."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.shared
FLOORS = tomllib.loads((Path(__file__).parent / "floors" / "stories.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def table(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The scorer's table, made from the command line's own output."""
    out = tmp_path_factory.mktemp("scores") / "table.json"
    scorer = [sys.executable, str(shared / "tools" / "score_stories.py"), str(shared / "stories")]
    stemma = f"{sys.executable} -m stemma.cli"
    done = subprocess.run([*scorer, "--stemma", stemma, "--json", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.mark.parametrize("layer", sorted(FLOORS["floors"]))
def test_floor(table: Any, layer: str) -> None:
    figure = table[layer].get("F1", table[layer].get("rate"))
    assert figure >= FLOORS["floors"][layer], f"{layer}: {figure} is below its floor"


@pytest.mark.parametrize("layer", sorted(FLOORS["ceilings"]))
def test_ceiling(table: Any, layer: str) -> None:
    assert table[layer]["rate"] <= FLOORS["ceilings"][layer], f"{layer}: {table[layer]['rate']} is above its ceiling"
