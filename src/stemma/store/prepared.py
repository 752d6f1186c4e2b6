"""Reports as they were prepared, in columns that lists and searches need; and which of several speaks in the story.

Two ways in which reports are the same report. Versions: the same canonical URL (`work`), or, without URL, the report alone; the newest
by the outlet's own dates speaks, by id where no dates tell. Twins: the newest of several works have one text and one outlet (a page
under two addresses); the first by id speaks. Both follow from the set of reports alone, never from the order of their coming.
Twins are told among newest versions only, so that a notice ("subscribe to read on") once seen at many addresses binds nothing together.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import apsw
import msgspec

from stemma.errors import StoreError
from stemma.lang import urls
from stemma.model import RawReport, Report
from stemma.store import sealed, words
from stemma.store.sealed import Table
from stemma.store.values import Entry

PREPARED = Table(
    name="prepared",
    insert=(
        "INSERT INTO prepared (n, version, body, title, outlet, published, day, url, work, twin, moment, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    rows="SELECT n, n, version, body, title, outlet, published, day, url, work, twin, moment, digest FROM prepared",
)
#: What msgspec learns of a dataclass at its first use it learns here, under the lock of the import: two threads that have it learn one crash.
_LEARNT = msgspec.json.Decoder(Report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was there before a report came."""

    kind: Literal["new", "seen", "version"]
    of: str | None


def put(db: apsw.Connection, number: int, report: Report, *, text: int, raw: RawReport, version: str) -> Before:
    """Stores the prepared form of report `number`, in place of an earlier one, indexes its words, and says anew who speaks."""
    work, twin = _work(report, raw), _twin(raw, text)
    before = _before(db, number, work, twin, text)
    works, twins = _remove(db, number)
    body = {k: v for k, v in msgspec.to_builtins(replace(report, text="")).items() if k != "text"}
    day = (report.published or "")[:10] if moment(report.published) else None
    published, url = sealed.shown(report.published), sealed.shown(raw.url)
    values = (version, sealed.encoded(body), sealed.shown(report.title), sealed.shown(report.outlet), published, sealed.shown(day), url)
    sealed.put(db, PREPARED, number, *values, work, twin, _latest(report))
    db.execute(_INDEX, (number,))
    _settle(db, works | {work}, twins)
    return before


def _remove(db: apsw.Connection, number: int) -> tuple[set[str], set[str]]:
    """Takes the row and its words away; the work and the twins that must choose anew."""
    found = sealed.row(db, "SELECT work, twin FROM prepared WHERE n = ?", (number,))
    if found is None:
        return set(), set()
    work, twin = found
    db.execute(_UNINDEX, (number,))
    db.execute("DELETE FROM prepared WHERE n = ?", (number,))
    return {work}, {twin} if twin else set()


_INDEX = "INSERT INTO report_text (rowid, title, body, outlet, day) SELECT n, title, body, outlet, day FROM report_words WHERE n = ?"
_UNINDEX = """
    INSERT INTO report_text (report_text, rowid, title, body, outlet, day)
    SELECT 'delete', n, title, body, outlet, day FROM report_words WHERE n = ?
"""


def _work(report: Report, raw: RawReport) -> str:
    """What versions of one report share: the canonical URL. Without one, and for a front page (another report every day), itself alone."""
    if not raw.url or not urls.host_of(raw.url) or urls.is_front(raw.url):
        return report.id
    return sealed.shown(urls.canonical(raw.url)) or report.id


def _twin(raw: RawReport, text: int) -> str | None:
    """What one text at two addresses shares: the outlet (its name, or the host it was got from) and the text."""
    outlet = words.words(raw.outlet) if raw.outlet else urls.host_of(raw.url) if raw.url else None
    return f"{text}:{sealed.shown(outlet)}" if outlet else None


def _before(db: apsw.Connection, number: int, work: str, twin: str | None, text: int) -> Before:
    """Whether the report is new: the same text before under this URL or of this outlet, another text under this URL, or none."""
    for question, values in ((_SAME_WORK, (work, number, text)), (_SAME_TWIN, (twin, number))):
        same = db.execute(question, values).get
        if same:
            return Before(kind="seen", of=same)
    earlier = db.execute(_EARLIER, (work, number)).get
    return Before(kind="version", of=earlier) if earlier else Before(kind="new", of=None)


_SAME_WORK = "SELECT min(r.id) FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE p.work = ? AND p.n <> ? AND r.text = ?"
_SAME_TWIN = "SELECT min(r.id) FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE p.twin = ? AND p.n <> ?"
_EARLIER = "SELECT r.id FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE p.work = ? AND p.n <> ? ORDER BY p.newest DESC, r.id LIMIT 1"


def _settle(db: apsw.Connection, works: Iterable[str], twins: Iterable[str]) -> None:
    """Says anew, for these works, which version is the newest, and for all twins concerned, which of them speaks."""
    concerned = set(twins)
    for work in works:
        concerned |= {twin for (twin,) in sealed.rows(db, "SELECT twin FROM prepared WHERE work = ? AND newest = 1 AND twin IS NOT NULL", (work,))}
        db.execute("UPDATE prepared SET newest = 0, speaks = 0 WHERE work = ? AND newest = 1", (work,))
        for number, twin in sealed.rows(db, _NEWEST, (work,)):
            db.execute("UPDATE prepared SET newest = 1, speaks = 1 WHERE n = ?", (number,))
            concerned |= {twin} if twin else set()
    for twin in concerned:
        db.execute(_CHOOSE, (twin,))


_NEWEST = "SELECT p.n, p.twin FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE p.work = ? ORDER BY p.moment DESC, r.id DESC LIMIT 1"
_CHOOSE = """
    UPDATE prepared SET speaks = (
        n = (SELECT p.n FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE p.twin = ?1 AND p.newest = 1 ORDER BY r.id LIMIT 1)
    ) WHERE twin = ?1 AND newest = 1
"""


def _latest(report: Report) -> str:
    """By what versions are ordered: when it was updated (published, where that is not told), then when it was published."""
    published = moment(report.published)
    return f"{moment(report.updated) or published}|{published}"


def moment(iso: str | None) -> str:
    """An ISO 8601 date or time as UTC text that sorts as time does; nothing for what is none."""
    if not iso or not re.match(r"[0-9]{4}(?:-|$)", iso):
        return ""
    try:
        at = dt.datetime.fromisoformat(iso)
        at = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
        return at.isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return iso if re.fullmatch(r"[0-9-]+", iso) else ""


def report(db: apsw.Connection, id_: str, *, text: str) -> Report:
    """The report as it was prepared."""
    for (body,) in db.execute("SELECT p.body FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE r.id = ?", (id_,)):
        return msgspec.convert({**sealed.decoded(body), "text": text}, Report)
    raise StoreError(f"The report {id_} is not prepared.", code="store-unprepared", hint="Run `stemma rebuild`.")


def lacking(db: apsw.Connection, version: str) -> list[str]:
    """Ids of reports with no prepared form of this version, sorted."""
    rows = db.execute(
        "SELECT r.id FROM reports AS r LEFT JOIN prepared AS p ON p.n = r.n WHERE p.n IS NULL OR p.version <> ? ORDER BY r.id", (version,)
    )
    return [row[0] for row in rows]


def ungrouped(db: apsw.Connection) -> tuple[list[str], list[str]]:
    """Ids of the reports that speak and are in no group, and of those that are in one and no longer speak."""
    rows = sorted(sealed.rows(db, _UNSETTLED))
    return [id_ for id_, speaks in rows if speaks], [id_ for id_, speaks in rows if not speaks]


#: By the index of the few that are not settled: left to itself, SQLite would rather go through all reports in the order asked for.
_UNSETTLED = """
    SELECT r.id, p.speaks FROM prepared AS p INDEXED BY prepared_unsettled CROSS JOIN reports AS r ON r.n = p.n WHERE p.speaks <> p.grouped
"""


def speaking(db: apsw.Connection) -> list[str]:
    """Ids of the reports that speak in stories, sorted."""
    return [row[0] for row in db.execute("SELECT r.id FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE p.speaks = 1 ORDER BY r.id")]


def versions(db: apsw.Connection, id_: str) -> list[str]:
    """Ids of all versions of the report, oldest first, itself among them."""
    rows = db.execute(
        "SELECT r.id FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE p.work = "
        "(SELECT q.work FROM prepared AS q JOIN reports AS s ON s.n = q.n WHERE s.id = ?) ORDER BY p.moment, r.id",
        (id_,),
    )
    return [row[0] for row in rows]


def entries(db: apsw.Connection, ids: Iterable[str] | None) -> Iterator[Entry]:
    """What lists show of the given reports, in their order; of all, by id, when none are given."""
    if ids is None:
        ids = [row[0] for row in db.execute("SELECT r.id FROM prepared AS p JOIN reports AS r ON r.n = p.n ORDER BY r.id")]
    for id_ in ids:
        for title, outlet, published, url, version, spoken in sealed.rows(db, _ENTRY, (id_,)):
            yield Entry(id=id_, title=title, outlet=outlet, published=published, url=url, spoken_by=spoken or id_, version=version)


#: Of a report: itself when it speaks, else the twin that speaks for the newest of its versions.
_ENTRY = """
    SELECT p.title, p.outlet, p.published, p.url, p.version, (
        SELECT s.id FROM prepared AS w JOIN prepared AS v ON v.n = w.n OR v.twin = w.twin JOIN reports AS s ON s.n = v.n
        WHERE w.work = p.work AND w.newest = 1 AND v.speaks = 1 ORDER BY s.id LIMIT 1
    ) FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE r.id = ?
"""


def misjudged(db: apsw.Connection) -> list[int]:
    """Rows whose `newest`, `speaks` or `grouped` is not what the set of reports and groups says: the rules again, over all of them at once."""
    return [row[0] for row in db.execute(_MISJUDGED)]


_MISJUDGED = """
    WITH aged AS (
        SELECT p.n, p.twin, p.newest, p.speaks, p.grouped, r.id,
            row_number() OVER (PARTITION BY p.work ORDER BY p.moment DESC, r.id DESC) = 1 AS is_newest
        FROM prepared AS p JOIN reports AS r ON r.n = p.n
    ), told AS (
        SELECT n, newest, speaks, grouped, is_newest, EXISTS (SELECT 1 FROM members AS m WHERE m.n = aged.n) AS is_grouped,
            is_newest AND (twin IS NULL OR row_number() OVER (PARTITION BY twin, is_newest ORDER BY id) = 1) AS is_speaking
        FROM aged
    )
    SELECT n FROM told WHERE newest <> is_newest OR speaks <> is_speaking OR grouped <> is_grouped ORDER BY n
"""
