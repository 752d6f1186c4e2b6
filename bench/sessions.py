"""The sessions that README shows are what the commands print.

    python -m bench.sessions            tells which command prints something else by now
    python -m bench.sessions --write    puts in what they print

A session is a fenced block in which a line `$ stemma ...` is followed by what it prints; `  ...` ends an output that is cut. An output that is put in
anew keeps its length to within a few lines: it is cut where a paragraph ends.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from stemma.cli import stemma

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
CUT = "  ..."
_PROMPT = "$ stemma "
#: Lines by which a cut may move to end with a paragraph.
_ABOUT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A command and what a page shows of its output."""

    command: str
    lines: tuple[str, ...]

    @property
    def cut(self) -> bool:
        """Whether only the beginning is shown."""
        return self.lines[-1:] == (CUT,)

    def holds(self, printed: list[str]) -> bool:
        """Whether this is what the command prints, or its beginning."""
        own = list(self.lines[:-1]) if self.cut else list(self.lines)
        return printed[: len(own)] == own if self.cut else printed == own

    def anew(self, printed: list[str]) -> list[str]:
        """What is to be shown of the output."""
        if not self.cut:
            return printed
        size = len(self.lines) - 1
        ends = [n for n in range(max(1, size - _ABOUT), min(len(printed), size + _ABOUT + 1)) if not printed[n - 1].strip() or n == len(printed)]
        at = min(ends, key=lambda n: abs(n - size), default=size)
        return [*"\n".join(printed[:at]).rstrip().split("\n"), CUT]


def sessions(page: str) -> Iterator[Shown]:
    """Each command of a page that is shown with its output."""
    for block in re.findall(r"^```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        for part in re.split(rf"^(?={re.escape(_PROMPT)})", block, flags=re.MULTILINE):
            command, _, output = part.partition("\n")
            if command.startswith(_PROMPT) and output.strip():
                yield Shown(command=command, lines=tuple(output.rstrip("\n").split("\n")))


def printed(command: str) -> list[str]:
    """What a command prints in a terminal of 100 columns, line by line, without blanks at the ends and empty lines around it."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        done = CliRunner().invoke(stemma, shlex.split(command)[2:], env={"COLUMNS": "100"}, catch_exceptions=False)
    finally:
        os.chdir(before)
    return [line.rstrip() for line in done.stdout.strip("\n").split("\n")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put in what the commands print")
    write = parser.parse_args().write
    page, stale = README.read_text("utf-8"), []
    for shown in sessions(page):
        lines = printed(shown.command)
        if not shown.holds(lines):
            stale.append(shown.command)
            old = "\n".join((shown.command, *shown.lines))
            page = page.replace(old, "\n".join((shown.command, *shown.anew(lines))))
    if write and stale:
        README.write_text(page, "utf-8")
    print("\n".join(stale) or "every session is as it is shown")
    sys.exit(1 if stale and not write else 0)


if __name__ == "__main__":
    main()
