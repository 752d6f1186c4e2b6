"""What lies on the store's shelves, in the library's words: prepared forms and their version, stories, acts, and the grouping of what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from stemma import __version__
from stemma.model import Story
from stemma.store import Listing, Part, Store, StoryRow
from stemma.store.listed import often

if TYPE_CHECKING:
    from stemma.gather import Wishes
    from stemma.library.deriving import Job
    from stemma.model.acts import Act

#: Raised when reports are zoned or dated otherwise from the same bytes.
_PREPARED = 1
#: What msgspec learns of a dataclass at its first use it learns here, under the lock of the import: two threads that have it learn one crash.
_LEARNT = msgspec.json.Decoder(Story)


def parts() -> tuple[Part, ...]:
    """The parts of the store that keep tables of their own."""
    from stemma.store.nearby import NearbyTables

    return (NearbyTables(),)


def version() -> str:
    """The version of prepared forms."""
    return f"{__version__}/{_PREPARED}"


def row_of(story: Story) -> StoryRow:
    """A story as the store keeps it."""
    body: dict[str, Any] = msgspec.to_builtins(story)
    return StoryRow(id=story.id, reports=story.reports, body={k: v for k, v in body.items() if k not in ("id", "reports")})


def story_of(row: StoryRow) -> Story:
    """A story as it was kept; its reports in the order of their ids."""
    return msgspec.convert({**row.body, "id": row.id, "reports": sorted(row.reports)}, Story)


def acts_of(store: Store) -> tuple[Act, ...]:
    """The log."""
    noted = store.acts()
    if not noted:
        return ()
    from stemma.correct import in_order

    return in_order(_act(msgspec.json.encode(one)) for one in noted)


@lru_cache(4096)
def _act(noted: bytes) -> Act:
    """An act of the log, which only grows: who corrects reads it again after each correction, and understands what is new."""
    from stemma.correct import read_line

    return read_line(noted)


def act_json(act: Act) -> dict[str, Any]:
    """An act as the store notes it."""
    from stemma.correct import line

    out: dict[str, Any] = msgspec.json.decode(line(act))
    return out


def acts_on(acts: Sequence[Act], store: Store, reports: Sequence[str]) -> tuple[Act, ...]:
    """The acts that bear on a story: on its reports and on earlier versions of them, on voices anywhere, and what undoes them."""
    if not acts:
        return ()
    from stemma.model.acts import VoiceRef

    known = {v for r in reports for v in store.versions(r)}
    bear = {a.id for a in acts if isinstance(a.subject, VoiceRef) or any(ref.id in known for ref in a.reports)}
    grown = True
    while grown:
        more = {a.id for a in acts if a.undoes in bear} - bear
        bear |= more
        grown = bool(more)
    return tuple(a for a in acts if a.id in bear)


def job_of(store: Store, story: str, acts: Sequence[Act]) -> Job:
    """What the ledger of a story follows from, when the log holds these acts."""
    from stemma.library.deriving import Job

    one = story_of(store.stories([story])[0])
    raws = tuple(replace(store.raw(r), path=r) for r in one.reports)
    seen = max(store.first_seen(r)[:10] for r in one.reports)
    return Job(story=one, raws=raws, acts=acts_on(acts, store, one.reports), today=dt.date.fromisoformat(seen))


def wishes_of(acts: Sequence[Act], store: Store) -> Wishes:
    """What people said of stories, for grouping; of reports that are not here yet nothing."""
    from stemma.correct import wishes
    from stemma.gather import Link, Named, Wishes
    from stemma.gather import Part as Apart

    if not any(a.verb.startswith("story-") for a in acts):
        return Wishes()
    meant = [e.id for e in store.entries(sorted({ref.id for a in acts if a.verb.startswith("story-") for ref in a.reports}))]
    reports = [store.report(r) for r in meant]
    said = wishes(acts, reports)
    pairs = [Link(one=one, other=other) if together else Apart(one=one, other=other) for one, other, together in said.said]
    return Wishes((*pairs, *(Named(report=min(held), title=title) for held, title in said.titles if held)))


def group(store: Store, *, again: Collection[str] = (), wishes: Wishes, before: Wishes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Puts what is new into stories, takes out what no longer speaks, and looks at `again` (ids of reports with other metadata) once more.

    Ids of the stories that are new or have changed, and of those that are no more. Inside a transaction of the store, so that reports and their
    stories are there together. `before` are the wishes that held until now.
    """
    from stemma.gather import Signature, update
    from stemma.store.nearby import Nearby

    come, gone = store.ungrouped()
    put = [Signature.of(store.report(r)) for r in sorted({*come, *(e.id for e in store.entries(again) if e.spoken_by == e.id)})]
    with store.transaction() as db:
        change = update(Nearby(db), put=put, drop=gone, wishes=wishes, before=before)
        found = {s.id: row_of(s) for s in change.stories}
        held = {row.id: row for row in store.stories(found)}
        changed = [row for id_, row in found.items() if id_ not in held or _differs(held[id_], row)]
        store.put_stories(changed, gone=change.gone)
    return tuple(row.id for row in changed), change.gone


def say_of_reports(acts: Sequence[Act]) -> bool:
    """Whether anybody ever took a report out or set right what it says of itself."""
    return any(a.verb in ("report-set", "report-hide") for a in acts)


def relist(store: Store, stories: Iterable[str], acts: Sequence[Act]) -> None:
    """Lists these stories by their reports as people set them right: those that were taken out do not count."""
    with store.transaction():
        store.lists.relist({row.id: _listing(store, row, acts) for row in store.stories(stories)})


def _listing(store: Store, row: StoryRow, acts: Sequence[Act]) -> Listing | None:
    bear = acts_on(acts, store, row.reports) if say_of_reports(acts) else ()
    if not say_of_reports(bear):
        return None
    from stemma.correct import Edits

    reports = {r: store.report(r) for r in row.reports}
    raws = {r: store.raw(r) for r in row.reports}
    left, ids, _ = Edits(bear).reports(list(raws.values()), list(reports.values()))
    told = [
        (raw.outlet, raw.published if raw.published != raws[id_].published else reports[id_].published) for id_, raw in zip(ids, left, strict=True)
    ]
    days = sorted(day[:10] for _, day in told if day)
    return Listing(
        title=row.body.get("title") or "",
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reports=len(left),
        outlets=often(outlet for outlet, _ in told),
    )


def _differs(one: StoryRow, other: StoryRow) -> bool:
    return set(one.reports) != set(other.reports) or msgspec.json.encode(one.body, order="sorted") != msgspec.json.encode(other.body, order="sorted")


def stories_under(acts: Sequence[Act], log: Sequence[Act], store: Store) -> set[str]:
    """The stories that these acts bear on, with what they undo: those of their reports, and those in which a voice stands that they are said of."""
    from stemma.model.acts import NameOff, VoiceInto, VoiceRef

    by_id = {a.id: a for a in log}
    meant = list(acts)
    for act in meant:
        if act.undoes in by_id and by_id[act.undoes] not in meant:
            meant.append(by_id[act.undoes])
    out = {s for a in meant for ref in a.reports if (s := _story_of(store, ref.id)) is not None}
    for act in meant:
        named = [act.subject] if isinstance(act.subject, VoiceRef) else []
        named += [act.change.voice] if isinstance(act.change, VoiceInto) else []
        names = {n for voice in named for n in (voice.name, *voice.aliases)} | ({act.change.name} if isinstance(act.change, NameOff) else set())
        for name in sorted(names):
            out.update(store.stories_naming(name))
    return out


def _story_of(store: Store, report: str) -> str | None:
    speaks = [e.spoken_by for e in store.entries([report])]
    return store.story_of(speaks[0]) if speaks else None
