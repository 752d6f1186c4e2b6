"""The store as the desk's threads share it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from stemma.errors import StoreError
from stemma.library import Apart, Here, Library, Memory


class Shelf:
    """The libraries of the threads that answer: each thread reads through one of its own; one writes at a time."""

    def __init__(self, path: Path, *, apart: bool = False) -> None:
        """`apart`: stories are read in another process."""
        self.path = path
        self._own = threading.local()
        self._writing = threading.Lock()
        #: Remembers the stories that were last read, so that a correction shows at once.
        self._reader = Apart() if apart else Here(Memory())

    @contextlib.contextmanager
    def reading(self) -> Iterator[Library]:
        """The library of this thread, for reading; opened anew where the file was replaced, was not there, or has got another form."""
        library: Library | None = getattr(self._own, "library", None)
        if library is not None and (self._own.file != _file_of(self.path) or self._own.form != _form_of(library)):
            del self._own.library
            library.close()
            library = None
        if library is None:
            library = self._own.library = Library.open(self.path, write=False, reader=self._reader)
            self._own.file, self._own.form = _file_of(self.path), _form_of(library)
        try:
            yield library
        except StoreError:
            del self._own.library
            library.close()
            raise

    @contextlib.contextmanager
    def writing(self) -> Iterator[Library]:
        """A library that may write; others of this process wait for their turn."""
        with self._writing, Library.open(self.path, write=True, make=True, reader=self._reader) as library:
            yield library


def _file_of(path: Path) -> tuple[int, int] | None:
    """Which file lies there now; None where there is none."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def _form_of(library: Library) -> object:
    """What SQLite counts up whenever tables are changed: another Stemma may bring the store into another form while this desk is open."""
    with library.store.reading() as db:
        return db.pragma("schema_version")
