"""The file around the database: whether it is a store at all, who may write to it, and how a new one appears (whole or not at all)."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import weakref
from pathlib import Path

from stemma.errors import StoreError
from stemma.store import migrate, sums

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows)
    fcntl = None  # type: ignore[assignment]

_MAGIC = b"SQLite format 3\x00"


class Lock:
    """The right to write, held by one process at a time: an advisory lock on `<store>.lock`, with the holder's pid in it.

    The lock ends with the process, however that ends; the file stays, for removing it would let two processes hold two files of that name.
    """

    def __init__(self, path: Path) -> None:
        self._store = path
        self._file = path.with_name(path.name + ".lock")
        self._fd: int | None = None

    def take(self) -> None:
        """Takes the lock, or says who has it."""
        try:
            fd = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise unwritable(self._store, error) from error
        if not _locked(fd):
            holder = os.read(fd, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(fd)
            raise StoreError(
                f"Another stemma (process {holder}) is writing to {self._store}.",
                code="store-locked",
                hint="Wait until it has finished; reading works meanwhile.",
            )
        try:
            os.ftruncate(fd, 0)
            os.lseek(fd, 0, os.SEEK_SET)
            os.write(fd, f"{os.getpid()}\n".encode())
        except OSError:
            pass  # a full disk: the lock holds all the same, only its holder has no name
        self._fd = fd
        _HELD.add(self)

    def give_back(self) -> None:
        """Lets others write, though a child that was just forked may still have the file open."""
        if self._fd is not None:
            _unlocked(self._fd)
            self.forget()

    def forget(self) -> None:
        """Closes the file without giving the lock back: for a child that must not keep its parent's lock alive."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
            _HELD.discard(self)


_HELD: weakref.WeakSet[Lock] = weakref.WeakSet()


def _forked() -> None:
    for lock in list(_HELD):
        lock.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


def _locked(fd: int) -> bool:
    """Takes the advisory lock of an open file; whether nobody else has it."""
    try:
        if fcntl is not None:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:  # pragma: no cover (Windows; a byte behind the pid, for a locked one cannot be read)
            import msvcrt

            os.lseek(fd, 1 << 20, os.SEEK_SET)
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True


def _unlocked(fd: int) -> None:
    if fcntl is not None:
        fcntl.flock(fd, fcntl.LOCK_UN)


def unwritable(path: Path, error: OSError) -> StoreError:
    """Why a file beside the store, or the store, cannot be made."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError(f"The disk is full: nothing more could be written to {path}.", code="store-full", hint="Make room and run it again.")
    return StoreError(
        f"The store {path} may not be written to ({os.strerror(error.errno or 0)}).",
        code="store-read-only",
        hint="Check the permissions of the file and of its folder, or name another with --store.",
    )


def check(path: Path) -> bool:
    """Whether there is a file; one that cannot be a store is refused before anything opens it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(f"The store {path} cannot be looked at ({error.strerror}).", code="store-unreadable") from error
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(f"{path} is not a file.", code="store-foreign", hint="Name a file with --store.")
    if not os.access(path, os.R_OK):
        raise StoreError(f"The store {path} may not be read.", code="store-unreadable", hint="Check the permissions of the file.")
    _check_head(path, found.st_size)
    return True


def _check_head(path: Path, size: int) -> None:
    """Looks at the first hundred bytes, through SQLite's own layer so that no lock of this process is dropped."""
    file = sums.raw(str(path))
    try:
        head = file.xRead(100, 0) if size >= 100 else b""
    finally:
        file.xClose()
    if not head.startswith(_MAGIC):
        what = "is empty" if size == 0 else "is not a store of Stemma (not even an SQLite file)"
        raise StoreError(f"{path} {what}.", code="store-foreign", hint="Name another file with --store; this one was left as it is.")
    pages, counted = int.from_bytes(head[28:32], "big"), head[24:28] == head[92:96]
    page = int.from_bytes(head[16:18], "big")
    if counted and page == sums.PAGE and size < pages * page and not _has_wal(path):
        raise StoreError(
            f"The store {path} is truncated: {size:,} of {pages * page:,} bytes are there.",
            code="store-damaged",
            hint="Go back to a backup; this file was left as it is.",
        )


def _has_wal(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.with_name(path.name + "-wal").stat().st_size > 0
    return False


def immutable(path: Path) -> bool:
    """Whether the store lies where nobody may write, so that SQLite could not even keep its notes on who reads."""
    return not _has_wal(path) and not os.access(path.parent, os.W_OK)


def create(path: Path, *, vfs: str = "") -> None:
    """A new store at `path`: made beside it, and given its name when it is whole. Whoever calls holds the lock."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        clear(fresh)
        empty_file(fresh)
        migrate.make(fresh, vfs=vfs)
        appear(fresh, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            clear(fresh)


def clear(fresh: Path) -> None:
    """Removes an unfinished file and what SQLite has left beside it."""
    for name in (fresh, *(fresh.with_name(fresh.name + end) for end in ("-wal", "-shm", "-journal"))):
        name.unlink(missing_ok=True)


def empty_file(path: Path) -> None:
    """An empty file that only its owner may read; one that exists is not touched."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def appear(fresh: Path, path: Path) -> None:
    """Gives a finished file, closed by all, its name once the disk has it; a file of that name is never overwritten."""
    synced(fresh)
    try:
        os.link(fresh, path)
        fresh.unlink()
    except FileExistsError:
        fresh.unlink()
        raise StoreError(f"{path} exists already.", code="store-exists", hint="Name another file; this one was left as it is.") from None
    except (OSError, NotImplementedError):  # no hard links on this file system
        if path.exists():
            raise StoreError(f"{path} exists already.", code="store-exists", hint="Name another file; this one was left as it is.") from None
        fresh.rename(path)
    synced(path.parent)


def synced(path: Path) -> None:
    """Makes a file, or the names in a folder, last through a power cut, where the system can."""
    with contextlib.suppress(OSError):
        fd = os.open(path, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
