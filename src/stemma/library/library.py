"""The library: reports that stay, the stories they fall into, their ledgers, and what people say of them.

Evidence and acts go into the store at once and for good; stories and ledgers follow from them and are made when somebody asks. One process
writes, any number reads: a library opened for reading answers from what is stored, and reads a story afresh in memory where that is stale.
A library belongs to one thread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from stemma.errors import StoreError, UsageError
from stemma.library import codec, keeping, rows, shelves
from stemma.library.readers import Here, Reader
from stemma.library.where import where
from stemma.model import Ledger, Original, Trouble
from stemma.model.library import Added, Adding, Did, Heard, Hit, Kept, NamedVoice, Seen, StoryList, StoryRow, Which
from stemma.store import Incoming, Store, Verified

if TYPE_CHECKING:
    from stemma.fetch import Fetcher
    from stemma.gather import Wishes
    from stemma.ingest import Taken
    from stemma.library.deriving import Job
    from stemma.model.acts import Act
    from stemma.tell.exports.forms import Given

#: Told what is being done, and how many are done (None where there is nothing to count).
Progress = Callable[[str, int | None], None]
_DID: dict[str, Did] = {"new": "new", "seen": "seen before", "version": "new version"}


def quiet(doing: str, done: int | None) -> None:
    """A progress that nobody watches."""


class Library:
    """An open library; `Library.open` makes one."""

    def __init__(self, store: Store, *, now: Callable[[], dt.datetime], reader: Reader | None = None) -> None:
        self.store = store
        self._reader = reader or Here()
        self._now = now
        self._known_log: tuple[Act, ...] | None = None
        self._known_version: object = None
        #: The key under which ledgers are kept: what reads them.
        self._reads = codec.reads()

    @classmethod
    def open(
        cls,
        named: str | Path | None = None,
        *,
        write: bool,
        make: bool = False,
        now: Callable[[], dt.datetime] | None = None,
        reader: Reader | None = None,
    ) -> Library:
        """The library in the file that is named, or where STEMMA_STORE or this system says; `make` begins one where there is none.

        `now` is the clock (UTC); `reader` is who reads stories (this process, which keeps nothing of them in mind, where none is given; several
        libraries may share one).
        Raises `StoreError` with what is wrong and what can be done.
        """
        path = where(named)
        if write and not make and not path.exists():
            raise StoreError(f"There is no store at {path}.", code="store-missing", hint="`stemma add` makes one, --store names another.")
        library = cls(Store.open(path, write=write, parts=shelves.parts()), now=now or (lambda: dt.datetime.now(dt.UTC)), reader=reader)
        if library.store.lists.unsettled():
            library._settle()
        return library

    def _settle(self) -> None:
        """Lists the stories of a store of an earlier form as people corrected them: left to who writes, where another process does."""
        if self.store.writable:
            shelves.relist(self.store, self.store.lists.unsettled(), self._log)
            return
        try:
            Library.open(self.store.path, write=True).close()
        except StoreError as error:
            if error.code not in ("store-locked", "store-read-only"):
                raise

    def __enter__(self) -> Library:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self.store.close()

    # Adding

    def add(
        self,
        named: Sequence[str],
        *,
        stdin: bytes | BinaryIO | None = None,
        outlet: str | None = None,
        published: str | None = None,
        workers: int = 1,
        fetcher: Callable[[], Fetcher] | None = None,
        progress: Progress = quiet,
        told: Callable[[Adding], None] = lambda done: None,
    ) -> Adding:
        """Takes in files, folders, archives, feeds and addresses. What `told` has heard of is in the store and outlives a kill.

        Adding is idempotent: the same again is a further sighting at most. Grouping follows; reading waits until somebody asks.
        """
        from stemma.library.taking import Taking

        parts: list[Adding] = []
        with Taking(
            fetcher=fetcher or self.fetcher, workers=workers, outlet=outlet, published=published, progress=lambda doing: progress(doing, None)
        ) as taking:
            for met in taking.run(named, stdin=stdin):
                done = self.take(met.taken, via=met.via)
                parts.append(done)
                told(done)
                progress("taking in", sum(len(p.reports) for p in parts))
        return Adding(
            reports=tuple(a for p in parts for a in p.reports),
            stories=tuple(sorted({s for p in parts for s in p.stories if self.store.stories([s])})),
            troubles=tuple(t for p in parts for t in p.troubles),
        )

    def take(self, taken: Taken, *, via: str | None = None) -> Adding:
        """Puts what was taken in into the store and into its stories, all in one transaction."""
        from stemma.library.taking import prepared

        now = self._now().strftime("%Y-%m-%dT%H:%M:%SZ")
        captured = {c.path: c.at for c in taken.captures}
        troubles: list[Trouble] = list(taken.troubles)
        batch: list[Incoming] = []
        for raw in taken.reports:
            seen = captured.get(raw.path, now)
            report, said = prepared(raw, seen=dt.date.fromisoformat(seen[:10]))
            troubles += said
            batch.append(Incoming(raw=raw, report=report, seen=seen, via=via))
        if not batch:
            return Adding(troubles=tuple(troubles))
        with self.store.transaction():
            before = shelves.wishes_of(self._log, self.store)
            added = self.store.add(batch, version=shelves.version())
            again = {a.report for a in added if a.kind == "seen" and a.sighting}
            touched = self._regroup(again=again, before=before)
        return Adding(
            reports=tuple(
                Added(report=a.report, did=_DID[a.kind], title=i.report.title, outlet=i.report.outlet, where=i.raw.path, before=a.of)
                for a, i in zip(added, batch, strict=True)
            ),
            stories=touched,
            troubles=tuple(troubles),
        )

    def _regroup(self, *, again: Collection[str] = (), before: Wishes | None = None) -> tuple[str, ...]:
        """Stories anew around what is new; ids of those that came to be or changed. Their ledgers are forgotten."""
        wishes = shelves.wishes_of(self._log, self.store)
        changed, gone = shelves.group(self.store, again=again, wishes=wishes, before=before if before is not None else wishes)
        touched = {*changed, *(s for r in again if (s := self.store.story_of(r)) is not None)}
        self.store.forget_ledgers(sorted({*touched, *gone}))
        if shelves.say_of_reports(self._log):
            shelves.relist(self.store, changed, self._log)
        return tuple(sorted(touched))

    def fetcher(self, *, allow_private: bool = False) -> Fetcher:
        """What fetches for this library."""
        from stemma.fetch import Fetcher, SystemClock

        return Fetcher(clock=SystemClock(), allow_private=allow_private)

    # Stories

    def stories(self, ids: Collection[str] | None = None) -> list[StoryRow]:
        """All stories, or those of these ids, the newest first (by their last day, then by size)."""
        return list(self.listed(Which(ids=None if ids is None else tuple(ids))).stories)

    def listed(self, which: Which, *, at: int = 0, most: int | None = None) -> StoryList:
        """A page of the list of stories: `most` of those that pass the filters, from number `at` on, the newest first. What people corrected of
        reports shows here at once, whether the story has been read since or not."""
        page = self.store.lists.stories(which, most=-1 if most is None else most, at=at)
        return StoryList(stories=tuple(rows.story_row(s) for s in page.stories), total=page.total, at=at, cut=page.cut)

    def outlets(self, most: int) -> list[str]:
        """The outlets that have reports in most stories, those of most first."""
        return [outlet.name for outlet in self.store.lists.outlets(most)]

    def voices(self, beginnings: str = "", *, at: int = 0, most: int = 100) -> tuple[list[NamedVoice], int]:
        """Everybody who is cited by name in a story that has been read, those in most stories first, and how many they are; only such as have all
        these beginnings of words in their names."""
        found, total = self.store.lists.voices(beginnings, at=at, most=most)
        return [NamedVoice(name=v.name, stories=v.stories, aliases=tuple(a for a in v.aliases if a != v.name)) for v in found], total

    def story_id(self, named: str) -> str:
        """The id of the story meant: its id, the beginning of one, or an id of a report in it. Raises UsageError where that is none or several."""
        if self.store.stories([named]):
            return named
        of_report = self.store.story_of(named)
        if of_report is not None:
            return of_report
        close = self.store.stories_begun(named) if len(named) > 2 else []
        if len(close) == 1:
            return close[0]
        hint = f"It could be {', '.join(close[:4])}." if close else "`stemma stories` lists them."
        raise UsageError(f"There is no one story {named!r}.", code="no-such-story", hint=hint)

    def story(self, named: str, *, progress: Progress = quiet) -> Ledger:
        """The ledger of a story; read now where none is stored, and then kept where this library may write."""
        with self.store.reading():  # one state of the store: the story may become part of another one while this is asked
            return self._shown(self._judged(self.story_id(named), progress=progress))

    def _judged(self, id_: str, *, progress: Progress = quiet) -> Ledger:
        """The ledger as it was made, without the paths under which its reports were met."""
        stored = self.store.ledger(id_)
        if stored is not None and stored[0] == self._reads:
            return codec.unpack(stored[1])
        progress("reading the story", None)
        job = shelves.job_of(self.store, id_, self._log)
        packed = self._reader.packed(job)
        self._keep(job, packed)
        return codec.unpack(packed)

    def around(self, named: str, *reports: str, progress: Progress = quiet) -> Ledger:
        """The ledger of a story, joined with those of the stories of further reports: what a correction across stories is made of."""
        from stemma.tell.exports.joined import joined

        homes = (self.store.story_of(r) for r in reports)
        ids = dict.fromkeys((self.story_id(named), *(s for s in homes if s is not None)))
        return joined(self.story(s, progress=progress) for s in ids) if len(ids) > 1 else self.story(named, progress=progress)

    def is_read(self, named: str) -> bool:
        """Whether the story's ledger lies ready."""
        return self.store.ledger_key(self.story_id(named)) == self._reads

    def derive(self, named: Iterable[str] | None = None, *, workers: int = 1, progress: Progress = quiet) -> tuple[str, ...]:
        """Reads every story (or those named) that has no ledger of this version, and keeps the ledgers; their ids."""
        from stemma.library.deriving import ledgers

        waiting = [row.id for row in self.store.stories(named) if self.store.ledger_key(row.id) != self._reads]
        done = []
        for at in range(0, len(waiting), _TOGETHER):
            jobs = [shelves.job_of(self.store, id_, self._log) for id_ in waiting[at : at + _TOGETHER]]
            for job, packed in ledgers(jobs, self._reader, workers=workers):
                self._keep(job, packed)
                done.append(job.story.id)
                progress(f"reading {len(waiting)} stories", len(done))
        return tuple(done)

    def ledgers(self, *, progress: Progress = quiet) -> Iterator[Ledger]:
        """The ledger of every story, by id; those that are missing are read."""
        with self.store.reading():
            for row in self.store.stories():
                yield self.story(row.id, progress=progress)

    def _keep(self, job: Job, packed: bytes) -> None:
        if self.store.writable:
            found = rows.found(packed)
            summary = {**found.summary, "changed": rows.moment(self._now())}
            self.store.put_ledger(job.story.id, self._reads, packed, claims=found.claims, voices=found.voices, summary=summary)

    def _shown(self, ledger: Ledger) -> Ledger:
        """The ledger with the paths under which its reports were met: they are no part of what was judged."""
        paths = {r.id: self.store.sightings(r.id)[0].path for r in ledger.reports}
        return replace(ledger, reports=tuple(replace(r, path=paths[r.id]) for r in ledger.reports))

    def given(self, named: Sequence[str], *, progress: Progress = quiet) -> Given:
        """These stories with what the exports need beside them."""
        from stemma.follow.figures import figures
        from stemma.tell.exports.forms import given

        with self.store.reading():
            ledgers = [self.story(n, progress=progress) for n in named]
        taken = {r.id: self.store.first_seen(r.id) for ledger in ledgers for r in ledger.reports}
        return given(ledgers, taken=taken, figures=[series for ledger in ledgers for series in figures(ledger)])

    # What is known of one thing

    def kept(self, report: str) -> Kept:
        """A report with where it was met and its versions."""
        seen = self.store.sightings(report)
        first = next((s for s in seen if s.original), None)
        return Kept(
            report=replace(self.store.report(report), path=seen[0].path),
            story=self.store.story_of(report),
            sha256=first.original if first else None,
            media=first.media if first else None,
            seen=tuple(Seen(where=s.path, when=s.seen) for s in seen),
            versions=tuple(self.store.versions(report)),
        )

    def original(self, report: str) -> Original | None:
        """The bytes that a report came from, as they came; None where nobody gave bytes."""
        return self.store.raw(report, original=True).original

    def search(self, words: str, *, limit: int = 50) -> tuple[list[Hit], tuple[str, ...]]:
        """Reports, claims and voices in which the words stand; and what is to be said of the question."""
        found = self.store.search(words, limit=limit)
        return [rows.hit(h) for h in found.hits], found.notes

    def heard(self, name: str, *, most: int = 200) -> Heard:
        """A voice over all stories, the newest `most` of which are looked at. Raises UsageError where nobody is called so."""
        with self.store.reading():
            return rows.heard(self.store, self._judged, name, most)

    # Corrections

    @property
    def _log(self) -> tuple[Act, ...]:
        with self.store.reading() as db:  # another process, or another desk's thread, may have noted something since
            version = db.pragma("data_version")
        if self._known_log is None or self._known_version != version:
            self._known_log, self._known_version = shelves.acts_of(self.store), version
        return self._known_log

    def acts(self) -> tuple[Act, ...]:
        """Everything that people said, in order, what is undone too."""
        return self._log

    def _remember(self, stories: Sequence[str], log: Sequence[Act]) -> None:
        """Keeps in mind the ledgers that followed from this log: an undo asks for them again."""
        from stemma.library import recent

        for id_ in stories:
            stored = self.store.ledger(id_)
            if stored is not None and stored[0] == self._reads:
                recent.keep(shelves.job_of(self.store, id_, log), stored[1])

    def act(self, *acts: Act) -> tuple[str, ...]:
        """Notes what people said, for good; ids of the stories that are to be read anew for it."""
        try:
            with self.store.transaction(durable=True):
                return self._noted(acts)
        except BaseException:
            self._known_log = None  # what was noted in the transaction was not kept
            raise

    def _noted(self, acts: Sequence[Act]) -> tuple[str, ...]:
        log = self._log
        before = shelves.wishes_of(log, self.store)
        self.store.append([shelves.act_json(a) for a in acts])
        self._known_log = None
        changed, gone = shelves.group(self.store, wishes=shelves.wishes_of(self._log, self.store), before=before)
        touched = {*changed, *gone, *shelves.stories_under(acts, self._log, self.store)}
        self._remember(sorted(touched - {*changed, *gone})[:_REMEMBERED], log)
        self.store.forget_ledgers(sorted(touched))
        if shelves.say_of_reports(self._log):
            shelves.relist(self.store, touched - set(gone), self._log)
        return tuple(sorted(touched - set(gone)))

    # Keeping

    def rebuild(self, *, workers: int = 1, progress: Progress = quiet) -> None:
        """Drops all that is derived and makes it again: prepared forms, stories, ledgers. Evidence and acts stay as they are."""
        self.store.drop_derived()
        self.prepare(progress=progress)
        with self.store.transaction():
            self._regroup()
        self.derive(workers=workers, progress=progress)

    def prepare(self, *, progress: Progress = quiet) -> int:
        """Zones and dates the reports that another version of Stemma prepared, or none; how many."""
        return keeping.prepare(self.store, progress)

    def verify(self) -> Verified:
        """Looks at everything in the store: bytes, digests, indexes, and whether the ledgers' words are in the reports."""
        return self.store.verify(ledgers=rows.look)

    def snapshot(self, path: str | Path, *, progress: Progress = quiet) -> None:
        """A copy with plain tables for Datasette and others; stories that were not read yet are in it without claims."""
        progress("copying", None)
        self.store.snapshot(path, rows.plain)

    def canonical(self, *, progress: Progress = quiet) -> Iterator[bytes]:
        """Reports, stories, ledgers and acts as sorted JSON lines that depend on nothing but content: not on order, workers, clock or paths."""
        return keeping.canonical(self.store, self.ledgers(progress=progress), self._log)


#: Stories that are handled before the next commit.
_TOGETHER = 64
#: Stories whose ledgers a correction keeps in mind.
_REMEMBERED = 8
