"""Every rule that a ground can name is one that `stemma explain` shows: read off the source, so that no story has to make it fire."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import stemma
from stemma import desk

ROOT = Path(stemma.__file__).parent
NAME = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)")
#: Marks by which the finder of quantities tells its own drafts apart; no ground carries them.
INSIDE = {"quantity.bare", "quantity.count"}


def grounds() -> Iterator[tuple[str, ast.expr]]:
    """Where a ground, or something that becomes one, is given its rule; and what it is given."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") not in ("Rule", "dict"):
                yield from ((f"{path.relative_to(ROOT)}:{node.lineno}", k.value) for k in node.keywords if k.arg == "rule")


def told(value: ast.expr) -> Iterator[str]:
    """The names that an expression can give: a word, one of two, or a pattern where only the end is made up."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        if value.value and value.value not in INSIDE:
            yield re.escape(value.value)
    elif isinstance(value, ast.IfExp):
        yield from told(value.body)
        yield from told(value.orelse)
    elif isinstance(value, ast.JoinedStr):
        yield "".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[a-z0-9-]+" for p in value.values)


def test_every_rule_that_a_ground_names_is_known() -> None:
    known = {rule.name for rule in desk.rules()}
    named = [(where, name) for where, value in grounds() for name in told(value)]
    assert len({name for _, name in named}) > 60
    assert [(where, name) for where, name in named if not any(re.fullmatch(name, rule) for rule in known)] == []


def test_every_name_in_a_family_of_rules_is_a_rule() -> None:
    """Names handed on through variables and tables: whatever looks like a rule of a known family must be one."""
    known = {rule.name for rule in desk.rules()} | INSIDE
    families = {name.partition(".")[0] for name in known}
    odd = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value}"
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value)
        if node.value.partition(".")[0] in families and node.value not in known and not node.value.endswith((".css", ".js", ".json", ".svg"))
    ]
    assert odd == []
