"""No statement is put together from what people or files say: every one is written out, and values are parameters."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import stemma

_SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|ATTACH|WITH|REPLACE) ")
#: The one place where a name that cannot be a parameter is let into a statement, after a look at it.
ALLOWED = {("tallies.py", "_all_of")}


def _composed(tree: ast.AST) -> list[int]:
    """Lines on which a text that begins as SQL is formatted, joined or added to."""
    out = []
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) | ast.BinOp(left=ast.Constant(value=str(text))):
                out += [node.lineno] if _SQL.match(text) else []
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format" | "join" | "replace")):
                out += [node.lineno] if _SQL.match(text) else []
            case _:
                pass
    return out


def test_no_statement_is_composed() -> None:
    found = set()
    for file in sorted((Path(stemma.__file__).parent).rglob("*.py")):
        code = file.read_text("utf-8")
        if "apsw" not in code and "sqlite3" not in code:
            continue
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.FunctionDef) and _composed(node):
                found.add((file.name, node.name))
    assert found == ALLOWED


def test_the_look_for_composed_statements_finds_them() -> None:
    for code in ('f"SELECT {x}"', '"DELETE FROM " + x', '"UPDATE {}".format(x)', '"SELECT %s" % x'):
        assert _composed(ast.parse(code)), code
    assert not _composed(ast.parse('db.execute("SELECT x FROM t WHERE y = ?", (x,)); f"Select {x}"'))
