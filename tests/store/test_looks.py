"""What people have looked at: kept beside the store, by person, visit by visit; never in anybody's way."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

from stemma.store.looks import VISIT, Looks

NOON = dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC)


def test_a_visit_goes_on_until_somebody_stays_away(tmp_path: Path) -> None:
    looks = Looks(tmp_path / "a.stemma")
    assert looks.of("Ana", ["s"]) == {}
    assert not looks.path.exists(), "asking makes no file"
    looks.note("Ana", "s", NOON, {"reports": 2})
    assert looks.of("Ana", ["s"])["s"].before is None
    looks.note("Ana", "s", NOON + VISIT, {"reports": 3})
    assert looks.of("Ana", ["s"])["s"].before is None, "the same visit"
    looks.note("Ana", "s", NOON + 3 * VISIT, {"reports": 3})
    look = looks.of("Ana", ["s"])["s"]
    assert look.before == "2025-06-01T12:30:00Z"
    assert (look.last, look.counts) == ("2025-06-01T13:30:00Z", {"reports": 3})
    looks.note("Ana", "s", NOON + 3 * VISIT + dt.timedelta(minutes=1), {"reports": 4})
    assert looks.of("Ana", ["s"])["s"].before == "2025-06-01T12:30:00Z", "what is new stays new while one looks"


def test_everybody_has_their_own(tmp_path: Path) -> None:
    store = tmp_path / "a.stemma"
    Looks(store).note("Ana", "s", NOON, {})
    assert Looks(store).of("Ben", ["s"]) == {}
    assert set(Looks(store).of("Ana", ["s", "t"])) == set(Looks(store).of("Ana")) == {"s"}
    assert Looks(tmp_path / "b.stemma").of("Ana") == {}
    assert Looks(store).path.stat().st_mode & 0o077 == 0, "nobody else's business"


def test_names_and_stories_are_values_and_nothing_else(tmp_path: Path) -> None:
    looks = Looks(tmp_path / "a.stemma")
    for hostile in ("'; DROP TABLE looks; --", '"]', "\x00", "\u202e", "a" * 10_000):
        looks.note(hostile, hostile, NOON, {"reports": 1})
        assert set(looks.of(hostile, [hostile])) == {hostile}


def test_threads_share_it(tmp_path: Path) -> None:
    looks = Looks(tmp_path / "a.stemma")
    threads = [threading.Thread(target=looks.note, args=("Ana", f"s{n}", NOON, {})) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looks.of("Ana")) == 20
    assert looks.trouble == ""


def test_a_file_that_cannot_be_used_is_told_and_stops_nobody(tmp_path: Path) -> None:
    looks = Looks(tmp_path / "a.stemma")
    looks.path.write_bytes(b"not a database at all" * 100)
    assert looks.of("Ana", ["s"]) == {}
    assert "cannot be kept" in looks.trouble
    looks.note("Ana", "s", NOON, {})
    assert looks.path.read_bytes().startswith(b"not a database"), "what is not ours is left as it is"
    looks.path.unlink()
    looks.note("Ana", "s", NOON, {})
    assert looks.trouble == ""
    assert set(looks.of("Ana")) == {"s"}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    looks = Looks(tmp_path / "none" / "a.stemma")
    looks.note("Ana", "s", NOON, {})
    assert "cannot be kept" in looks.trouble
