"""What the pages for readers say is so: tests that they name exist, commands and exit codes are those of the program, words are explained."""

from __future__ import annotations

import ast
import json
import re
from importlib.resources import files
from pathlib import Path

import click
import pytest

from stemma.cli import running, stemma

ROOT = Path(__file__).parents[1]
PAGES = {path.name: path.read_text("utf-8") for path in (ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md")))}
INVARIANTS = re.findall(r"^\d+\. .*?(?=^\d+\. |\Z)", PAGES["ARCHITECTURE.md"].partition("## Invariants")[2], re.MULTILINE | re.DOTALL)


def guards(page: str) -> list[tuple[str, str]]:
    """(path, function or "") of each test that a page names; `::name` alone is of the file named before it."""
    found, file = [], ""
    for path, name in re.findall(r"`((?:tests/[\w/.]+)?)(?:::(\w+))?`", page):
        file = path if path.endswith(".py") else file
        if path or name:
            found.append((path or file, name))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_is_named_exists(page: str) -> None:
    for path, name in guards(PAGES[page]):
        assert (ROOT / path).exists(), f"{page} names {path}"
        if name:
            defined = {n.name for n in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))) if isinstance(n, ast.FunctionDef)}
            assert name in defined, f"{page} names {path}::{name}"


def test_every_invariant_names_what_guards_it() -> None:
    assert len(INVARIANTS) >= 20
    bare = [line for line in INVARIANTS if "lint-imports" not in line and not guards(line)]
    assert not bare


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    folder = ROOT if page in ("README.md", "ARCHITECTURE.md") else ROOT / "docs"
    targets = [t.partition("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", PAGES[page]) if not re.match(r"https?:|mailto:|#", t)]
    assert [t for t in targets if not (folder / t).exists()] == []


def test_every_floor_has_its_row() -> None:
    """Each package and top module of the code stands in the table of floors."""
    table = PAGES["ARCHITECTURE.md"].partition("| floor |")[2].partition("\n\n")[0]
    told = {word for row in table.splitlines()[2:] for word in re.findall(r"`(\w+)`", row.split("|")[1])}
    code = ROOT / "src" / "stemma"
    there = {p.stem for p in code.iterdir() if (p.suffix == ".py" and p.stem != "__init__") or (p / "__init__.py").exists()}
    assert told == there


def test_every_command_is_told() -> None:
    told = set(re.findall(r"stemma ([a-z]+)", PAGES["cli.md"])) | set(re.findall(r"(?:stemma |, )([a-z]+)(?= FILE|,|\n)", PAGES["cli.md"]))
    assert isinstance(stemma, click.Group)
    assert set(stemma.commands) <= told


def test_no_page_names_a_command_that_is_not_there() -> None:
    named = {word for text in PAGES.values() for word in re.findall(r"(?:^\s*\$?\s*|`)stemma ([a-z]+)\b", text, re.MULTILINE)}
    assert len(named) > 15
    assert named <= set(stemma.commands)


def test_exit_codes_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \|", PAGES["cli.md"].partition("## Exit codes")[2], re.MULTILINE)
    own = (running.NOTHING_READ, running.USAGE, running.DAMAGED, running.FAULT, running.STORE, running.INTERRUPTED, running.NO_READER)
    assert sorted(map(int, rows)) == sorted({0, *own})


def test_every_option_of_a_table_is_one_of_its_command() -> None:
    """The tables of options in docs/cli.md, each against the command under whose heading, or in whose head, it stands."""
    sections = re.split(r"^## ", PAGES["cli.md"], flags=re.MULTILINE)
    checked = 0
    for section in sections:
        command = re.match(r"`stemma (\w+)", section) or re.search(r"^\| option of `(\w+)` \|", section, re.MULTILINE)
        if command is None:
            continue
        known = {o for p in stemma.commands[command.group(1)].params for o in (*p.opts, *p.secondary_opts)}
        for row in re.findall(r"^\| (`--[^|]*(?:\\\|[^|]*)*)\|", section, re.MULTILINE):
            for option in re.findall(r"--[a-z-]+", row):
                assert option in known, f"{command.group(1)} {option}"
                checked += 1
    assert checked > 20


def test_the_glossary_has_the_words_of_the_ledger() -> None:
    schema = json.loads((files("stemma") / "schema" / "ledger.schema.json").read_text("utf-8"))
    listed = set(re.findall(r"^\| \*\*([\w -]+)\*\*", PAGES["glossary.md"], re.MULTILINE))
    plumbing = {"id", "offset", "span", "place", "day", "when", "ground", "quantity-mention"}
    words = set(schema["$defs"]) - plumbing | {"chain", "origin", "standing", "salience", "zone", "cue", "content", "source", "grounds"}
    assert words <= listed
