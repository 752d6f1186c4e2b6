"""Lists: of stories, filtered, sorted and cut into pages by SQLite; of outlets and of voices with how many stories each is in.

Each story has a row that is put with it and says what a list shows. It is made of the story's reports, unless whoever knows what people
corrected hands another one in (`relist`): reports that were taken out do not count, an outlet that was set right is listed so. The rows of a
store of an earlier form are made from the reports and are not `settled` until somebody has looked at the corrections.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import apsw

from stemma.model.library import Which
from stemma.store import query as questions
from stemma.store import sealed, search, words
from stemma.store.values import Listed, Listing, ListPage, Named

#: Finds that a filter by words looks at, the last stored first.
FINDS = 20_000
#: Ledgers, the last stored first, from which the other names of a voice are taken.
_LOOKED = 50

_PUT = "INSERT INTO listed (n, id, title, first, last, reports, outlets, settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_OUTLET = "INSERT INTO outlets (name, folded) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
_OF_OUTLET = "INSERT INTO listed_outlets (outlet, story) SELECT n, ?2 FROM outlets WHERE name = ?1"
_MEMBERS = "SELECT p.outlet FROM members AS m LEFT JOIN prepared AS p ON p.n = m.n WHERE m.story = ?"


def put(db: apsw.Connection, story: int, listing: Listing, *, settled: bool = True) -> None:
    """Stores what lists show of story number `story`, in place of what they showed."""
    id_ = sealed.one(db, "SELECT id FROM stories WHERE n = ?", (story,))[0]
    forget(db, story)
    outlets = [sealed.shown(name) or "" for name in listing.outlets]
    title = sealed.shown(listing.title) or ""
    db.execute(_PUT, (story, id_, title, listing.first, listing.last, listing.reports, json.dumps(outlets), int(settled)))
    for name in outlets:
        db.execute(_OUTLET, (name, words.words(name)))
        db.execute(_OF_OUTLET, (name, story))


def forget(db: apsw.Connection, story: int) -> None:
    """Forgets the row of a story."""
    db.execute("DELETE FROM listed_outlets WHERE story = ?", (story,))
    db.execute("DELETE FROM listed WHERE n = ?", (story,))


def plain(db: apsw.Connection, story: int) -> Listing:
    """What follows from the story and its reports alone."""
    body = sealed.decoded(sealed.one(db, "SELECT body FROM stories WHERE n = ?", (story,))[0])
    outlets = [name for (name,) in sealed.rows(db, _MEMBERS, (story,))]
    first, last = (day[:10] if isinstance(day, str) else None for day in (body.get("first"), body.get("last")))
    return Listing(title=str(body.get("title") or ""), first=first, last=last, reports=len(outlets), outlets=often(outlets))


def often(outlets: Iterable[str | None]) -> tuple[str, ...]:
    """Each outlet once: those of most reports first."""
    counted = Counter(name for name in outlets if name)
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def relist(db: apsw.Connection, listings: Mapping[str, Listing | None]) -> None:
    """Lists stories as they are told here; None stands for what follows from the reports alone."""
    for id_, listing in listings.items():
        for (story,) in sealed.rows(db, "SELECT n FROM stories WHERE id = ?", (id_,)):
            put(db, story, listing or plain(db, story))


def fill(db: apsw.Connection) -> None:
    """The rows of a store that had none."""
    settled = sealed.row(db, "SELECT 1 FROM acts LIMIT 1") is None
    for (story,) in sealed.rows(db, "SELECT n FROM stories ORDER BY n"):
        put(db, story, plain(db, story), settled=settled)


def unsettled(db: apsw.Connection) -> list[str]:
    """Ids of the stories whose corrections nobody has looked at since their rows were made."""
    return [id_ for (id_,) in sealed.rows(db, "SELECT id FROM listed WHERE settled = 0 ORDER BY n")]


_DROP = "DELETE FROM listed_outlets; DELETE FROM listed; DELETE FROM outlets; DELETE FROM voice_names"


def drop(db: apsw.Connection) -> None:
    """Drops all rows."""
    db.execute(_DROP)


# Asking

_PAGE = """
    SELECT l.id, l.title, l.first, l.last, l.reports, l.outlets, s.body FROM (
        SELECT n FROM listed
        WHERE (?1 IS NULL OR last >= ?1) AND (?2 IS NULL OR first <= ?2 || '~') AND (?3 IS NULL OR n IN (SELECT value FROM json_each (?3)))
        ORDER BY last DESC, reports DESC, id LIMIT ?4 OFFSET ?5
    ) AS p JOIN listed AS l ON l.n = p.n LEFT JOIN summaries AS s ON s.story = l.id
    ORDER BY l.last DESC, l.reports DESC, l.id
"""
_COUNT = """
    SELECT count(*) FROM listed
    WHERE (?1 IS NULL OR last >= ?1) AND (?2 IS NULL OR first <= ?2 || '~') AND (?3 IS NULL OR n IN (SELECT value FROM json_each (?3)))
"""
_ALL = "SELECT count(*) FROM listed"
_NUMBERED = "SELECT n FROM stories WHERE id IN (SELECT value FROM json_each (?1))"
_BY_OUTLET = "SELECT story FROM listed_outlets WHERE outlet IN (SELECT n FROM outlets WHERE instr (folded, ?1))"
_BY_VOICE = """
    SELECT s.n, f.rowid FROM (SELECT rowid FROM voice_text WHERE voice_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS f
    JOIN voices AS v ON v.n = f.rowid JOIN ledgers AS l ON l.n = v.ledger JOIN stories AS s ON s.id = l.story
"""
_BY_CLAIM = """
    SELECT s.n, f.rowid FROM (SELECT rowid FROM claim_text WHERE claim_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS f
    JOIN claims AS c ON c.n = f.rowid JOIN ledgers AS l ON l.n = c.ledger JOIN stories AS s ON s.id = l.story
"""
_BY_REPORT = """
    SELECT m.story, f.rowid FROM (SELECT rowid FROM report_text WHERE report_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS f
    JOIN members AS m ON m.n = f.rowid
"""
_DISPUTED = "SELECT s.n FROM summaries AS y JOIN stories AS s ON s.id = y.story WHERE json_extract (CAST (y.body AS TEXT), '$.conflicts') > 0"


def page(db: apsw.Connection, which: Which, *, most: int, at: int) -> ListPage:
    """The stories that are meant, the newest first (by last day, then by number of reports): `most` of them (all when negative), from `at` on."""
    with search.in_time(db):
        chosen, cut = _chosen(db, which)
        among = None if chosen is None else json.dumps(sorted(chosen))
        asked = (which.since or None, which.until or None, among)
        total = sealed.one(db, _COUNT, asked)[0] if any(asked) else sealed.one(db, _ALL)[0]
        found = sealed.rows(db, _PAGE, (*asked, most, at))
    return ListPage(stories=tuple(_listed(row) for row in found), total=total, cut=cut)


def _listed(row: Sequence[Any]) -> Listed:
    id_, title, first, last, reports, outlets, summary = row
    shown = Listing(title=title, first=first, last=last, reports=reports, outlets=tuple(json.loads(outlets)))
    return Listed(id=id_, shown=shown, summary=None if summary is None else sealed.decoded(summary))


def _chosen(db: apsw.Connection, which: Which) -> tuple[set[int] | None, bool]:
    """Numbers of the stories that every filter but those of days lets through, None for all; and whether a filter saw more finds than it looks at."""
    sets: list[set[int]] = []
    cut = False
    if which.ids is not None:
        sets.append(_numbers(db, _NUMBERED, json.dumps(list(which.ids))))
    if which.disputed:
        sets.append({n for (n,) in sealed.rows(db, _DISPUTED)})
    if which.outlet:
        named = words.words(which.outlet)
        sets.append(_numbers(db, _BY_OUTLET, named) if named else set())
    wanted = ((which.voice, (_BY_VOICE,), True), (which.place, (_BY_REPORT, _BY_CLAIM), True), (which.words, (_BY_REPORT, _BY_CLAIM), False))
    for said, sources, together in wanted:
        if said:
            found, more = _said(db, said, sources, together=together)
            sets.append(found)
            cut = cut or more
    return (set.intersection(*sets) if sets else None), cut


def _numbers(db: apsw.Connection, sql: str, value: str) -> set[int]:
    return {n for (n,) in sealed.rows(db, sql, (value,))}


def _said(db: apsw.Connection, said: str, sources: Sequence[str], *, together: bool) -> tuple[set[int], bool]:
    """The stories with a report, claim or voice in which the words stand (side by side), and whether there were more finds than are looked at."""
    query = questions.parsed(f'"{said.replace(chr(34), " ")}"' if together else said)
    if not query.terms:
        return set(), False
    found: set[int] = set()
    cut = False
    for sql in sources:
        match = questions.worded(query) if sql != _BY_REPORT else f"{{title body}} : ({questions.worded(query)})"
        rows = sealed.rows(db, sql, (match, FINDS + 1))
        cut = cut or len(rows) > FINDS
        found |= {n for n, _ in rows}
    return found, cut


def outlets(db: apsw.Connection, most: int) -> list[Named]:
    """The outlets of most stories."""
    return [
        Named(name=name, stories=n) for name, n in sealed.rows(db, "SELECT name, stories FROM outlets ORDER BY stories DESC, name LIMIT ?", (most,))
    ]


_VOICES = "SELECT name, stories FROM voice_names ORDER BY stories DESC, name COLLATE NOCASE LIMIT ? OFFSET ?"
_ALIASES = "SELECT DISTINCT aliases FROM (SELECT aliases FROM voices WHERE name = ? ORDER BY ledger DESC LIMIT ?)"
_VOICES_CALLED = """
    SELECT n.name, n.stories FROM voice_names AS n
    WHERE n.name IN (
        SELECT v.name FROM (SELECT rowid FROM voice_text WHERE voice_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS f
        JOIN voices AS v ON v.n = f.rowid
    )
    ORDER BY n.stories DESC, n.name COLLATE NOCASE
"""


def voices(db: apsw.Connection, called: str, *, most: int, at: int) -> tuple[list[Named], int]:
    """Voices by name, those in most stories first, and how many there are; `called` has beginnings of words of their names.

    The other names are those of the ledgers stored last.
    """
    with search.in_time(db):
        if called.strip():
            asked = questions.beginnings(called)
            found = sealed.rows(db, _VOICES_CALLED, (asked, FINDS)) if asked else []
            total, found = len(found), found[at : at + most]
        else:
            total = sealed.one(db, "SELECT count(*) FROM voice_names")[0]
            found = sealed.rows(db, _VOICES, (most, at))
        return [Named(name=name, stories=n, aliases=_aliases(db, name)) for name, n in found], total


_VOICED = """
    SELECT s.id, v.name, v.aliases FROM (SELECT rowid FROM voice_text WHERE voice_text MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS f
    JOIN voices AS v ON v.n = f.rowid JOIN ledgers AS l ON l.n = v.ledger JOIN listed AS s ON s.id = l.story
    ORDER BY s.last DESC, s.reports DESC, s.id, v.n
"""


def voiced(db: apsw.Connection, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Stories, the newest first, each with the names of a voice of its in which all words of the name stand."""
    query = questions.parsed(name)
    if not query.terms:
        return []
    with search.in_time(db):
        found = sealed.rows(db, _VOICED, (questions.worded(query), FINDS))
    return [(story, (called, *(a for a in aliases.split("\n") if a))) for story, called, aliases in found]


def _aliases(db: apsw.Connection, name: str) -> tuple[str, ...]:
    return tuple(sorted({a for (said,) in sealed.rows(db, _ALIASES, (name, _LOOKED)) for a in said.split("\n") if a}))


_MISCOUNTED = """
    SELECT 'listed', id FROM stories AS s WHERE NOT EXISTS (SELECT 1 FROM listed AS l WHERE l.n = s.n AND l.id = s.id)
    UNION ALL
    SELECT 'outlets', name FROM outlets AS o WHERE stories <> (SELECT count(*) FROM listed_outlets AS l WHERE l.outlet = o.n)
    UNION ALL
    SELECT 'voice_names', name FROM voice_names AS n WHERE stories <> (SELECT count(DISTINCT ledger) FROM voices AS v WHERE v.name = n.name)
    UNION ALL
    SELECT 'voice_names', name FROM voices AS v WHERE NOT EXISTS (SELECT 1 FROM voice_names AS n WHERE n.name = v.name)
"""


def miscounted(db: apsw.Connection) -> list[tuple[str, str]]:
    """Table and key of what lists tell otherwise than the rows that they count."""
    return [(table, key) for table, key in sealed.rows(db, _MISCOUNTED)]
