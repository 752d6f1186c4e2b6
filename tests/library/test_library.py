"""The library's verbs on real reports: what goes in stays, what follows from it follows whatever the order."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from stemma.correct import make
from stemma.errors import StoreError, UsageError
from stemma.ingest import Taken
from stemma.library import Library
from stemma.library.uploads import pasted
from stemma.model.library import Which
from stemma.store import listed
from tests.library.conftest import EXAMPLES, clock

BY = {"who": "Ana Field", "time": "2026-11-22T12:00:00Z", "note": "seen"}
Fresh = Callable[[str], Library]


def canonical(library: Library) -> str:
    """SHA-256 of the canonical export."""
    return hashlib.sha256(b"".join(library.canonical())).hexdigest()


def reports(folder: Path, count: int, *, seed: int = 1) -> list[Path]:
    """Small reports of several events, three outlets each."""
    chance = random.Random(seed)
    out = []
    places = ("Osta", "Lunfors", "Keld", "Marrow Bay", "Tessin", "Wyke")
    things = ("a bridge fell", "a ferry ran aground", "a mill burned", "a dam gave way", "a train left the rails", "a tunnel was flooded")
    for n in range(count):
        event, outlet = n // 3, f"Outlet {n % 3}"
        place, thing = places[event % len(places)], things[event // len(places) % len(things)]
        day = f"2025-{1 + event % 12:02}-{1 + (event * 7 + n % 3) % 27:02}"
        text = (
            f"In {place}, {thing} on the night of the {event}th fair, officials of {place} said. The mayor of {place}, Name{event} Sur{event}, said "
            f"{12 + event} people were hurt and {3 + event} houses were lost. {chance.choice(('Rescue teams', 'Fire crews'))} came from Port{event}."
        )
        path = folder / f"{n:03}.json"
        path.write_text(
            json.dumps({"url": f"https://o{n % 3}.example/{n}", "outlet": outlet, "title": f"{place}: {thing}", "published": day, "text": text})
        )
        out.append(path)
    return out


def test_what_was_added_is_there_and_adding_again_adds_nothing(store: Path) -> None:
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        assert (row.reports, row.claims is not None, row.stale) == (8, True, False)
        before = canonical(library)
        again = library.add([str(EXAMPLES / "troops")])
        assert again.count("new") == 0
        assert again.count("seen before") == 8
        assert canonical(library) == before


def test_original_bytes_come_back(store: Path) -> None:
    files = {hashlib.sha256(p.read_bytes()).hexdigest() for p in (EXAMPLES / "troops").iterdir()}
    with Library.open(store, write=False) as library:
        originals = [library.original(r) for r in library.store.ids()]
        assert {o.sha256 for o in originals if o is not None} == files
        assert library.verify().damages == ()


def test_order_and_batches_change_nothing(fresh: Fresh, tmp_path: Path) -> None:
    files = [str(p) for p in reports(tmp_path, 18)]
    digests = set()
    for name, order in (("a", files), ("b", files[::-1]), ("c", random.Random(3).sample(files, len(files)))):
        with fresh(name) as library:
            if name == "c":
                for path in order:
                    library.add([path])
            else:
                library.add(order)
            library.derive(workers=2 if name == "b" else 1)
            digests.add(canonical(library))
    assert len(digests) == 1


def test_the_same_text_at_two_addresses_is_one_report_and_a_changed_one_a_version(fresh: Fresh) -> None:
    text = "The harbour of Osta is closed, the port said on Monday. Twelve ships wait outside."
    with fresh("v") as library:
        one = library.take(pasted(text, url="https://a.example/x?utm_source=feed", outlet="A", published="2025-03-03"))
        two = library.take(pasted(text, url="http://www.a.example/x", outlet="A", published="2025-03-03"))
        assert [a.did for a in (*one.reports, *two.reports)] == ["new", "seen before"]
        changed = library.take(pasted(text + " None was hurt.", url="https://a.example/x", outlet="A", published="2025-03-04"))
        assert [a.did for a in changed.reports] == ["new version"]
        kept = library.kept(changed.reports[0].report)
        assert len(kept.versions) == 2
        (row,) = library.stories()
        assert row.reports == 1, "an earlier version speaks in no story"


def test_a_correction_holds_after_a_rebuild_and_undo_brings_back_the_very_ledger(store: Path) -> None:
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        plain = canonical(library)
        ledger = library.story(row.id)
        act = make.edit_claim(ledger, ledger.claims[0].id, statement="As a person words it.", **BY)
        assert library.act(act) == (row.id,)
        assert "As a person words it." in {c.statement for c in library.story(row.id).claims}
        library.rebuild()
        edited = {c.statement: c for c in library.story(row.id).claims}["As a person words it."]
        assert any(g.rule == "correct.claim-edit" and "Ana Field" in g.sentence for g in edited.grounds)
        library.act(*make.undo(library.acts(), act.id, **BY))
        lines = [line for line in library.canonical() if b'"act' not in line[:16] and b'"kind":"act"' not in line]
        assert "As a person words it." not in {c.statement for c in library.story(row.id).claims}
        assert len(lines) > 10
        assert canonical(library) != plain, "the log tells of both acts"


def test_a_voice_is_merged_in_every_story(store: Path) -> None:
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        ledger = library.story(row.id)
        named = [v for v in ledger.voices if not v.vague][:2]
        assert library.act(make.merge_voices(ledger, named[0].id, named[1].id, **BY)) == (row.id,)
        left = {v.name for v in library.story(row.id).voices}
        assert named[0].name not in left or named[1].name not in left


def test_reports_parted_by_hand_stay_apart_and_linked_ones_together(fresh: Fresh, tmp_path: Path) -> None:
    files = [str(p) for p in reports(tmp_path, 6)]
    with fresh("w") as library:
        library.add(files[:5])
        stories = {r: s.id for s in library.store.stories() for r in s.reports}
        assert len(set(stories.values())) == 2
        ours = sorted(r for r in stories if list(stories.values()).count(stories[r]) == 3)
        theirs = sorted(set(stories) - set(ours))
        ledger = library.story(stories[ours[0]])
        library.act(make.part_reports(ledger, ours[0], ours[1], **BY))
        library.act(make.link_reports(library.around(stories[ours[2]], theirs[0]), ours[2], theirs[0], **BY))
        library.add(files)  # one more comes, and all the others again
        now = {r: s.id for s in library.store.stories() for r in s.reports}
        assert now[ours[0]] != now[ours[1]]
        assert now[ours[2]] == now[theirs[0]]


def test_search_finds_reports_claims_and_voices(store: Path) -> None:
    with Library.open(store, write=False) as library:
        hits, _ = library.search("NATO")
        assert {h.kind for h in hits} >= {"report", "claim", "voice"}
        assert library.heard("NATO").said
        assert library.search("'; DROP TABLE reports --")[0] == []
        with pytest.raises(UsageError, match="No voice"):
            library.heard("Nobody At All")


def test_a_story_is_meant_by_its_id_its_beginning_or_a_report(store: Path) -> None:
    with Library.open(store, write=False) as library:
        (row,) = library.stories()
        report = library.store.stories()[0].reports[0]
        assert {library.story_id(n) for n in (row.id, row.id[:10], row.id.removeprefix("story-")[:4], report)} == {row.id}
        with pytest.raises(UsageError, match="no one story"):
            library.story_id("story-zzz")


def test_a_store_that_is_not_there_is_made_by_adding_only(tmp_path: Path) -> None:
    for write in (False, True):
        with pytest.raises(StoreError, match="There is no store"):
            Library.open(tmp_path / "none.stemma", write=write)
    assert list(tmp_path.iterdir()) == []


def test_one_writes_at_a_time(store: Path) -> None:
    with Library.open(store, write=True), pytest.raises(StoreError, match="writing"):
        Library.open(store, write=True)


def test_a_date_that_is_none_is_told(fresh: Fresh) -> None:
    taken: Taken = pasted("The port of Osta is closed.", published="someday")
    assert [t.code for t in taken.troubles] == ["bad-date"]


_IMPORT = """
import sys
from stemma.library import Library
from tests.library.conftest import clock
with Library.open(sys.argv[1], write=True, make=True, now=clock) as library:
    for path in sys.argv[2:]:
        done = library.add([path])
        print(*(a.report for a in done.reports), flush=True)
"""


def test_killed_at_any_moment_nothing_acknowledged_is_lost(fresh: Fresh, tmp_path: Path) -> None:
    files = [str(p) for p in reports(tmp_path, 24)]
    with fresh("whole") as library:
        library.add(files)
        wanted = sorted(library.store.ids())
        stories = {s.id: tuple(sorted(s.reports)) for s in library.store.stories()}
    path, chance = tmp_path / "killed.stemma", random.Random(5)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).resolve().parents[2]), *filter(None, sys.path)])}
    acknowledged: set[str] = set()
    for _ in range(6):
        child = subprocess.Popen([sys.executable, "-c", _IMPORT, str(path), *files], stdout=subprocess.PIPE, env=environment, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.random() * 0.15)
        child.send_signal(signal.SIGKILL)
        acknowledged |= {r for line in (first, *child.stdout) for r in line.split() if line.endswith("\n")}
        child.wait()
        with Library.open(path, write=True, now=clock) as library:
            assert acknowledged <= set(library.store.ids())
            assert library.verify().damages == ()
    with Library.open(path, write=True, now=clock) as library:
        library.add(files)
        assert sorted(library.store.ids()) == wanted
        assert {s.id: tuple(sorted(s.reports)) for s in library.store.stories()} == stories


def test_a_report_that_is_taken_out_counts_in_no_list_at_once_and_after_a_rebuild(store: Path) -> None:
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        ledger = library.story(row.id)
        gone = ledger.reports[0]
        act = make.hide_report(ledger, gone.id, **BY)
        library.act(act)
        for read in (False, True):
            (now,) = library.stories()
            assert now.reports == row.reports - 1
            assert now.stale is not read
            left = {r.outlet for r in ledger.reports[1:]}
            assert set(now.outlets) == left - {None}
            library.derive()
        library.rebuild()
        assert library.stories()[0].reports == row.reports - 1 == len(library.story(row.id).reports)
        library.act(*make.undo(library.acts(), act.id, **BY))
        assert library.stories()[0].reports == row.reports


def test_an_outlet_that_is_set_right_is_found_by_its_name(store: Path) -> None:
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        ledger = library.story(row.id)
        library.act(make.set_report(ledger, ledger.reports[0].id, outlet="Osta Herald", published="2031-01-01", **BY))
        (now,) = library.listed(Which(outlet="herald")).stories
        assert now.last == "2031-01-01"
        library.derive()
        assert library.story(row.id).reports[0].outlet == "Osta Herald"
        assert library.stories() == list(library.listed(Which(outlet="herald")).stories)


@pytest.mark.parametrize("write", [True, False])
def test_a_store_of_an_earlier_form_is_listed_as_people_set_it_right(store: Path, write: bool) -> None:
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        ledger = library.story(row.id)
        library.act(make.hide_report(ledger, ledger.reports[0].id, **BY))
        wanted = library.stories()
        with library.store.transaction() as db:  # as the step to this form leaves it
            listed.drop(db)
            db.execute("INSERT INTO voice_names (name, stories) SELECT name, count(DISTINCT ledger) FROM voices GROUP BY name")
            listed.fill(db)
        assert library.stories()[0].reports == row.reports
    with Library.open(store, write=write, now=clock) as library:
        assert library.stories() == wanted


def test_of_a_voice_in_many_stories_the_newest_are_looked_at(store: Path) -> None:
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        whole = library.heard("NATO")
        assert (whole.stories, whole.more) == ((row.id,), 0)
        none = library.heard("NATO", most=1)
        assert none == whole
        text = "NATO said on Monday that two bridges near Tessin had fallen. NATO said nobody was hurt there."
        library.take(pasted(text, outlet="A", published="2031-01-01"))
        library.derive()
        newest = library.heard("NATO", most=1)
        assert newest.more == 1
        assert newest.stories != (row.id,)
        with pytest.raises(UsageError, match="No voice"):
            library.heard("NATO Bridge Club")


def test_an_undo_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Correction, undo, redo: what was there a moment ago is there again, word for word, and nothing is read for it."""
    from stemma.library import deriving

    with Library.open(tmp_path / "a.stemma", write=True, make=True, now=clock) as library:
        library.take(pasted("The mayor of Osta said 12 people were hurt when the bridge fell.", outlet="Osta Post", published="2025-06-01"))
        library.derive()
        (row,) = library.stories()
        plain = library.story(row.id)
        act = make.edit_claim(plain, plain.claims[0].id, statement="By hand.", who="Ana", time="2025-06-01T10:00:00.000Z")
        library.derive(library.act(act))
        corrected = library.story(row.id)
        assert corrected.claims[0].statement == "By hand."
        read = deriving.ledger_of
        monkeypatch.setattr(deriving, "ledger_of", lambda job, **given: pytest.fail("it was read again"))
        library.derive(library.act(*make.undo(library.acts(), act.id, who="Ana", time="2025-06-01T10:01:00.000Z")))
        assert library.story(row.id) == plain
        library.derive(library.act(*make.redo(library.acts(), act.id, who="Ana", time="2025-06-01T10:02:00.000Z")))
        assert library.story(row.id) == corrected
        monkeypatch.setattr(deriving, "ledger_of", read)
        other = make.hide_claim(corrected, corrected.claims[0].id, who="Ana", time="2025-06-01T10:03:00.000Z")
        library.derive(library.act(other))
        assert all(c.statement != "By hand." for c in library.story(row.id).claims), "another correction is another ledger"
        library.store.drop_derived()
        library.rebuild()
        assert all(c.statement != "By hand." for c in library.story(row.id).claims)


def test_what_could_not_be_noted_is_not_in_the_log(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction that fails on its way into the file (a full disk) is nowhere: not in the file, not in what this process remembers."""
    with Library.open(store, write=True, now=clock) as library:
        (row,) = library.stories()
        ledger = library.story(row.id)
        act = make.confirm_claim(ledger, ledger.claims[0].id, **BY)

        def full(stories: object) -> None:
            raise StoreError("The disk is full.", code="store-full")

        with monkeypatch.context() as patched:
            patched.setattr(library.store, "forget_ledgers", full)
            with pytest.raises(StoreError, match="full"):
                library.act(act)
        assert library.acts() == ()
        assert library.act(act) == (row.id,)
        assert library.acts() == (act,)


def test_a_reader_sees_one_state_of_the_store_while_another_writes(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(store, write=True, now=clock) as writer, Library.open(store, write=False) as reader:
        (row,) = reader.stories()
        before = reader.story(row.id)
        looked = reader.store.story_of

        def meanwhile(report: str) -> str | None:
            found = looked(report)
            writer.store.drop_derived()
            return found

        monkeypatch.setattr(reader.store, "story_of", meanwhile)
        assert reader.story(before.reports[0].id) == before
        with pytest.raises(UsageError, match="no one story"):
            reader.story(before.reports[0].id)


def test_a_voice_of_very_many_stories_is_corrected_in_all_of_them(tmp_path: Path) -> None:
    from stemma.library import shelves
    from stemma.model.acts import Act, NewName, VoiceRef
    from stemma.store import VoiceRow

    act = Act(
        id="act-1",
        time="2025-06-01T10:00:00Z",
        who="Ana Field",
        verb="voice-rename",
        subject=VoiceRef(name="Osta Council", kind="organisation", aliases=("the “Grey” House",)),
        change=NewName(name="Council of Osta"),
    )
    with Library.open(tmp_path / "a.stemma", write=True, make=True, now=clock) as library:
        with library.store.transaction():
            for n in range(2_400):
                called = VoiceRow(id="voi", name="Osta Council" if n % 2 else "Grey House", aliases=("Council",), body={})
                library.store.put_ledger(f"story-{n:04}", "key", b"{}", voices=[called, VoiceRow(id="other", name="Osta", aliases=(), body={})])
        assert len(shelves.stories_under([act], [act], library.store)) == 1_200, "of the alias only the very words count: the Grey House"
        house = VoiceRef(name="Osta Council", kind="organisation", aliases=("Grey House",))
        assert len(shelves.stories_under([replace(act, subject=house)], [act], library.store)) == 2_400
