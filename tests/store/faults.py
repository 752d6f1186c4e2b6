"""A disk that fails: SQLite layers that break at the n-th call, run full, or lose what was not synced."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Any

import apsw

_NUMBERS = itertools.count()


class _File(apsw.VFSFile):
    def __init__(self, layer: Failing, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._layer = layer
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._layer.call("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._layer.call("sync")
        super().xSync(flags)
        self._layer.synced(self._path)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._layer.call("truncate")
        super().xTruncate(size)


class Failing(apsw.VFS):
    """The machine's own layer, but for the `at`-th write, sync or truncate (from 1) and those after it: they fail with `error`."""

    def __init__(self, *, at: int | None = None, error: type[apsw.Error] = apsw.IOError, once: bool = False) -> None:
        self.name = f"failing-{next(_NUMBERS)}"
        super().__init__(self.name, "")
        self.at, self.error, self.once = at, error, once
        self.calls = 0
        #: Where copies of synced files are kept; nowhere when None.
        self.durable: Path | None = None

    def call(self, kind: str) -> None:
        self.calls += 1
        if self.at is not None and (self.calls == self.at or (self.calls > self.at and not self.once)):
            raise self.error(f"planted at {kind} {self.calls}")

    def synced(self, path: str | None) -> None:
        """Keeps the file as it is now: what a power cut would leave at the worst."""
        if self.durable and path and Path(path).exists():
            shutil.copyfile(path, self.durable / Path(path).name)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self, name, flags)

    def xAccess(self, path: str, flags: int) -> bool:  # noqa: N802
        return super().xAccess(path, flags)
