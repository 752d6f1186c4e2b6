"""Running as a process: streams, signals, exit codes, files that appear whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

import click

from stemma.errors import DamagedError, NothingReadError, StemmaError, StoreError, UsageError
from stemma.tell.shared.safe import safe_term

if TYPE_CHECKING:
    from stemma.model import Ledger

NOTHING_READ, USAGE, DAMAGED, FAULT, STORE, INTERRUPTED, NO_READER = 1, 2, 3, 4, 5, 130, 141
#: Work shorter than this is not talked about.
PATIENCE = 2.0
#: More troubles than this are counted, not listed.
TROUBLES = 20


def guarded(command: click.Command, args: list[str] | None = None) -> NoReturn:
    """Runs the command and ends the process with the documented exit code, whatever happens."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")  # a terminal without UTF-8 still gets its table
    try:
        code = command.main(args=args, prog_name="stemma", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show(sys.stderr)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        talk("stopped.")
        code = INTERRUPTED
    except StemmaError as error:
        talk(f"{error.message} {error.hint}".rstrip())
        code = _code_of(error)
    except Exception:
        traceback.print_exc()
        talk("this is a fault of Stemma, not of your files. Please report the lines above; they hold no text of your reports.")
        code = FAULT
    sys.exit(code)


def _code_of(error: StemmaError) -> int:
    codes = {UsageError: USAGE, NothingReadError: NOTHING_READ, DamagedError: DAMAGED, StoreError: STORE}
    return next((code for kind, code in codes.items() if isinstance(error, kind)), FAULT)


def _drop_stdout() -> None:
    """So that the interpreter does not complain once more when it flushes at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def talk(text: str) -> None:
    """One line on standard error; a closed standard error is nobody's loss."""
    with contextlib.suppress(OSError, ValueError):
        click.echo(f"stemma: {safe_term(text)}", err=True)


def tell_troubles(ledger: Ledger, *, quiet: bool) -> None:
    """What went wrong, where, and what can be done: a line each."""
    if quiet and ledger.reports:
        return
    where = {r.id: r.path for r in ledger.reports}
    for trouble in ledger.troubles[:TROUBLES]:
        path = trouble.path or where.get(trouble.report or "", "")
        place = f"{path}: " if path and path not in trouble.message else ""
        talk(f"{place}{trouble.message} {trouble.hint}".rstrip())
    if len(ledger.troubles) > TROUBLES:
        talk(f"and {len(ledger.troubles) - TROUBLES:,} more troubles; --format json holds them all.")


def nothing_read(paths: int) -> NoReturn:
    """Ends with exit code 1."""
    raise NothingReadError(
        "Nothing could be read." if paths != 1 else "It could not be read.",
        hint="The lines above say why; `stemma read --help` lists what can be read.",
    )


def hint_keyboard() -> None:
    """A person who typed `stemma read -` and waits gets a word about how to end the input."""
    if sys.stdin is not None and sys.stdin.isatty():
        talk("reading from the keyboard; end with Ctrl-D.")


def width() -> int:
    """The width to write for: the terminal's, COLUMNS, or 100 where nobody says; lines over 140 are hard to read."""
    return max(40, min(140, shutil.get_terminal_size((100, 24)).columns))


def colour() -> bool:
    """Whether standard output is a terminal that wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def check_target(out: str | None) -> None:
    """Says before the work, not after it, that the file cannot be written."""
    if out in (None, "-"):
        return
    target = Path(str(out))
    if target.is_dir():
        raise UsageError(f"{out} is a folder.", code="out-is-folder", hint="Name a file in it.")
    if not target.parent.is_dir():
        raise UsageError(f"The folder {target.parent} does not exist.", code="out-no-folder", hint="Make it first.")


def read_file(path: str) -> bytes:
    """The bytes of a file that the person named; says what is wrong where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", code="not-readable", hint="Check the path.") from error


def write(content: str | bytes, out: str | None) -> None:
    """To standard output, or to a file that appears whole or not at all. Text is written as UTF-8, bytes (a drawing) as they are."""
    if out is None or out == "-":
        _print(content)
        return
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    target = Path(out)
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        target.write_bytes(data)  # a device or a pipe: nothing to replace
        return
    target = target.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        os.replace(draft, target)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.", code="out-not-written", hint="Choose another place.") from error
    finally:
        draft.unlink(missing_ok=True)


def _print(content: str | bytes) -> None:
    """All of it now, so that a reader who has left is met here and not when the interpreter ends."""
    try:
        click.echo(content, nl=False, color=True)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_stdout()
        raise click.exceptions.Exit(NO_READER) from None


class Progress:
    """Talk on standard error once the work takes longer than two seconds: a changing line on a terminal, else a line a step."""

    def __init__(self, *, quiet: bool, patience: float = PATIENCE, noun: str = "words so far") -> None:
        self.quiet = quiet
        self.patience = patience
        self.noun = noun
        self.live = sys.stderr.isatty()
        self.lock = threading.Lock()
        self.doing, self.words, self.said, self.last = "", None, "", 0.0
        self.timer = threading.Timer(patience, self._now)
        self.timer.daemon = True

    doing: str
    words: int | None

    def __enter__(self) -> Progress:
        self.started = time.monotonic()
        if not self.quiet:
            self.timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.timer.cancel()
        with self.lock:
            if self.live and self.said:
                click.echo("\r\x1b[K", err=True, nl=False)
            self.quiet = True

    def __call__(self, doing: str, words: int | None) -> None:
        self.doing, self.words = doing, words
        if not self.quiet and time.monotonic() - self.started >= self.patience:
            self._now()

    def _now(self) -> None:
        with self.lock, contextlib.suppress(OSError, ValueError):
            if self.quiet or not self.doing:
                return
            if not self.live:
                if self.doing != self.said:
                    click.echo(f"stemma: {self.doing} ...", err=True)
            elif self.doing != self.said or time.monotonic() - self.last > 0.2:
                counted = f", {self.words:,} {self.noun}" if self.words else ""
                click.echo(f"\r\x1b[Kstemma: {self.doing}{counted} ...", err=True, nl=False)
                self.last = time.monotonic()
            self.said = self.doing
