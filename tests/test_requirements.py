"""What `pyproject.toml` requires is what the code imports: nothing less, nothing more, each within one major version."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: Needed by what we import, and imported by nobody here.
BEHIND = {"lxml-html-clean", "python-multipart"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required() -> dict[str, str]:
    """Name of each requirement -> its versions."""
    return {plain(re.split(r"[<>=!~\[; ]", r, maxsplit=1)[0]): r for r in PROJECT["dependencies"]}


def imported() -> set[str]:
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"stemma"}


def test_everything_imported_is_required_and_nothing_else() -> None:
    of = packages_distributions()
    used = {plain(name) for module in imported() for name in of[module]}
    assert set(required()) == used | BEHIND


def test_every_requirement_stays_within_a_major_version() -> None:
    for requirement in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]):
        bounds = re.search(r">=(\d+)(?:\.(\d+))?[\d.]*,<(\d+)$", requirement)
        assert bounds is not None, requirement
        assert int(bounds.group(3)) == int(bounds.group(1)) + 1, requirement


def test_the_versions_of_the_checks_fit() -> None:
    """`constraints.txt` names a version of each requirement."""
    fixed = {plain(line.partition("==")[0]) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line}
    assert set(required()) <= fixed
