"""Kills, broken disks, full disks, lost power, and many at once, done for real; nothing acknowledged is lost and nothing is half there."""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import apsw
import pytest

from bench import kills
from stemma.errors import StoreError
from stemma.store import Incoming, Store
from tests.store.faults import Failing
from tests.store.making import SEEN, furnished, incoming, many
from tests.store.processes import child


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """The bench does 500 of these."""
    outcome = kills.run(tmp_path, 40, reports=35, seed=5)
    assert outcome["sound"] == 40, outcome
    assert outcome["acknowledged before the kill"] >= 10


@pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError])
def test_a_disk_that_fails_at_the_nth_call(tmp_path: Path, error: type[apsw.Error]) -> None:
    """What had returned before the fault is there; the rest is there whole or not at all; the same store goes on when the disk does."""
    furnished(tmp_path / "whole", 10)
    batch = many(24, seed=8)
    code = "store-full" if error is apsw.FullError else "store-io"
    for at in (*range(1, 30), 40, 60, 80, 120):
        path = tmp_path / "s"
        shutil.copyfile(tmp_path / "whole", path)
        layer = Failing(at=at, error=error, once=at % 2 == 0)
        acknowledged: set[str] = set()
        told = _added_until_it_fails(path, layer, batch, acknowledged)
        assert told is None or (told.code == code and str(path) in told.message), at
        with Store.open(path, write=True) as store:
            assert store.verify().damages == (), at
            assert acknowledged <= set(store.ids()) | {act["id"] for act in store.acts()}
            store.add(batch, version="2")
            assert {one.report.id for one in batch} <= set(store.ids())
        path.unlink()


def _added_until_it_fails(path: Path, layer: Failing, batch: list[Incoming], acknowledged: set[str]) -> StoreError | None:
    try:
        with Store.open(path, write=True, vfs=layer.name) as store:
            for n in range(0, len(batch), 6):
                store.add(batch[n : n + 6], version="2")
                acknowledged |= {one.report.id for one in batch[n : n + 6]}
                store.append([{"id": f"x-{n}", "time": SEEN, "who": "Bo"}])
                acknowledged.add(f"x-{n}")
    except StoreError as error:
        return error
    return None


def test_the_same_store_goes_on_after_a_fault(tmp_path: Path) -> None:
    layer = Failing()
    with Store.open(tmp_path / "s", write=True, vfs=layer.name) as store:
        store.add([incoming("before")], version="1")
        layer.at, layer.once = layer.calls + 1, True
        with pytest.raises(StoreError):
            store.add(many(40), version="1")
        assert len(store.ids()) == 1
        store.add([incoming("after")], version="1")
        assert len(store.ids()) == 2
        assert store.verify().damages == ()


def test_power_cut_at_any_sync(tmp_path: Path) -> None:
    """What was not synced is gone, at the worst. The store is sound all the same, and acts that were noted are there."""
    layer = Failing()
    durable, cuts = tmp_path / "durable", []
    durable.mkdir()
    with Store.open(tmp_path / "s", write=True) as store:
        store.add(many(4), version="1")
    shutil.copyfile(tmp_path / "s", durable / "s")
    layer.durable = durable
    with Store.open(tmp_path / "s", write=True, vfs=layer.name) as store:
        store.connection.pragma("wal_autocheckpoint", 30)
        for n in range(12):
            store.add(many(5, seed=n), version="1")
            if n % 3 == 0:
                store.append([{"id": f"a-{n}", "time": SEEN, "who": "Ada"}])
            cut = tmp_path / f"cut-{n}"
            shutil.copytree(durable, cut)
            cuts.append((cut, {act["id"] for act in store.acts()}))
    for cut, acts in cuts:
        with Store.open(cut / "s", write=True) as store:
            assert store.verify().damages == ()
            assert {act["id"] for act in store.acts()} == acts
            assert len(store.ids()) >= 4


def _filled(path: Path, stored: list[str]) -> None:
    with Store.open(path, write=True) as store:
        for n in range(1000):
            text = random.Random(n).randbytes(3000).hex()
            stored += [added.report for added in store.add([incoming(text, path=f"{n}.txt")], version="1")]


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A file system of one megabyte; where none can be mounted, the layer above stands for it."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)], capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("no file system can be mounted here; test_a_disk_that_fails_at_the_nth_call covers it")
    try:
        stored: list[str] = []
        with pytest.raises(StoreError) as told:
            _filled(place / "s", stored)
        assert told.value.code == "store-full"
        assert "Make room" in told.value.hint
        with Store.open(place / "s", write=False) as store:
            assert set(stored) <= set(store.ids())
            assert store.search("a*") is not None
        with pytest.raises(StoreError, match="disk is full"):
            Store.open(place / "t", write=True)
        assert not (place / "t").exists()
        shutil.copyfile(place / "s", tmp_path / "s")
        shutil.copyfile(place / "s-wal", tmp_path / "s-wal")
        with Store.open(tmp_path / "s", write=True) as store:
            assert store.verify().damages == ()
            assert set(stored) <= set(store.ids())
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_eight_read_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "s"
    furnished(path, 20)
    until = time.monotonic() + 2.5

    def read(say: Callable[[str], None]) -> None:
        asked = last = 0
        while time.monotonic() < until:
            with Store.open(path, write=False) as store:
                for question in ("river bridge*", "mayor", '"council mayor"', "outlet:news from:2025"):
                    store.search(question)
                    ids = store.ids()
                    assert len(ids) >= last, "what was there is gone"
                    last = len(ids)
                    store.raw(ids[asked % len(ids)])
                    asked += 1
        say(str(asked))

    with ExitStack() as stack:
        readers = [stack.enter_context(child(read))[1] for _ in range(8)]
        written = 0
        with Store.open(path, write=True) as store:
            while time.monotonic() < until or written < 8:
                written += len(store.add(many(4, seed=1000 + written), version="1"))
        answers = [heard() for heard in readers]
        assert all(answer.isdigit() and int(answer) >= 4 for answer in answers), answers
        assert written >= 8
    with Store.open(path, write=True) as store:
        assert store.verify().damages == ()


def test_two_writers_at_once(tmp_path: Path) -> None:
    """Of several that start at one moment each either writes or is told who does; nothing of those that wrote is lost."""
    path = tmp_path / "s"

    def write(say: Callable[[str], None], seed: int) -> None:
        batch = many(8, seed=seed)
        for _ in range(200):
            try:
                with Store.open(path, write=True) as store:
                    store.add(batch, version="1")
                say("written")
                return
            except StoreError as error:
                if error.code != "store-locked":
                    say(error.code)
                    return
                time.sleep(0.02)

    with ExitStack() as stack:
        heard = [stack.enter_context(child(lambda say, seed=seed: write(say, seed)))[1] for seed in range(6)]
        assert [line() for line in heard] == ["written"] * 6
    with Store.open(path, write=True) as store:
        assert store.ids() == sorted({one.report.id for seed in range(6) for one in many(8, seed=seed)})
        assert store.verify().damages == ()
