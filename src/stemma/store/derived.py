"""What is derived from evidence and acts: groups of reports, ledgers, and the claims and voices to be found by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import apsw

from stemma.errors import StoreError
from stemma.store import listed, sealed, words
from stemma.store.query import Term
from stemma.store.sealed import Table
from stemma.store.values import ClaimRow, Stale, StoryRow, VoiceRow

STORIES = Table(
    name="stories",
    insert="INSERT INTO stories (id, body, digest) VALUES (?, ?, ?)",
    rows="SELECT n, id, body, digest FROM stories",
)
MEMBERS = Table(
    name="members",
    insert="INSERT INTO members (n, story, digest) VALUES (?, ?, ?)",
    rows="SELECT n, n, story, digest FROM members",
)
LEDGERS = Table(
    name="ledgers",
    insert="INSERT INTO ledgers (story, key, size, codec, data, digest) VALUES (?, ?, ?, ?, ?, ?)",
    rows="SELECT n, story, key, size, codec, data, digest FROM ledgers",
)
CLAIMS = Table(
    name="claims",
    insert="INSERT INTO claims (ledger, id, statement, body, digest) VALUES (?, ?, ?, ?, ?)",
    rows="SELECT n, ledger, id, statement, body, digest FROM claims",
)
VOICES = Table(
    name="voices",
    insert="INSERT INTO voices (ledger, id, name, aliases, body, digest) VALUES (?, ?, ?, ?, ?, ?)",
    rows="SELECT n, ledger, id, name, aliases, body, digest FROM voices",
)


def put_stories(db: apsw.Connection, rows: Sequence[StoryRow], *, gone: Iterable[str] = ()) -> None:
    """Stores groups in place of those of the same ids, and forgets those that are gone. A report leaves the group it was in."""
    for story in (*gone, *(row.id for row in rows)):
        _forget_story(db, story)
    concerned: set[int] = set()
    for row in rows:
        row_of_story = sealed.put(db, STORIES, row.id, sealed.encoded(dict(row.body)))
        concerned.add(row_of_story)
        for report in row.reports:
            number = db.execute("SELECT n FROM reports WHERE id = ?", (report,)).get
            if number is None:
                raise StoreError(f"The story {row.id} names a report that is not there: {report}.", code="store-unknown")
            concerned |= {left for (left,) in sealed.rows(db, "SELECT story FROM members WHERE n = ?", (number,))}
            db.execute("DELETE FROM members WHERE n = ?", (number,))
            sealed.put(db, MEMBERS, number, row_of_story)
    for changed in sorted(concerned):
        listed.put(db, changed, listed.plain(db, changed))


def _forget_story(db: apsw.Connection, story: str) -> None:
    for (number,) in sealed.rows(db, "SELECT n FROM stories WHERE id = ?", (story,)):
        listed.forget(db, number)
        db.execute("DELETE FROM members WHERE story = ?", (number,))
    db.execute("DELETE FROM stories WHERE id = ?", (story,))


def stories(db: apsw.Connection, ids: Iterable[str] | None = None) -> list[StoryRow]:
    """The groups by id: those named, or all."""
    if ids is None:
        found = sealed.rows(db, "SELECT n, id, body FROM stories ORDER BY id")
    else:
        found = [row for id_ in ids for row in sealed.rows(db, "SELECT n, id, body FROM stories WHERE id = ?", (id_,))]
    return [StoryRow(id=id_, reports=_members(db, number), body=sealed.decoded(body)) for number, id_, body in found]


def _members(db: apsw.Connection, story: int) -> tuple[str, ...]:
    return tuple(
        row[0] for row in db.execute("SELECT r.id FROM members AS m JOIN reports AS r ON r.n = m.n WHERE m.story = ? ORDER BY r.id", (story,))
    )


def stories_begun(db: apsw.Connection, beginning: str) -> list[str]:
    """Ids of the groups whose id, or what comes after "story-" in it, begins so."""
    rows = db.execute(
        "SELECT id FROM stories WHERE id BETWEEN ?1 AND ?1 || '~' OR id BETWEEN 'story-' || ?1 AND 'story-' || ?1 || '~' ORDER BY id", (beginning,)
    )
    return [id_ for (id_,) in rows]


def story_of(db: apsw.Connection, report: str) -> str | None:
    """The group that a report is in."""
    story: str | None = db.execute(
        "SELECT s.id FROM reports AS r JOIN members AS m ON m.n = r.n JOIN stories AS s ON s.n = m.story WHERE r.id = ?", (report,)
    ).get
    return story


def put_ledger(db: apsw.Connection, story: str, key: str, data: bytes, claims: Iterable[ClaimRow], voices: Iterable[VoiceRow]) -> None:
    """Stores the ledger of a story in place of an earlier one, with the rows by which it is found."""
    forget_ledger(db, story)
    ledger = sealed.put(db, LEDGERS, story, key, len(data), *sealed.packed(data))
    for claim in claims:
        sealed.put(db, CLAIMS, ledger, claim.id, sealed.shown(claim.statement), sealed.encoded(dict(claim.body)))
    for voice in voices:
        aliases = "\n".join(voice.aliases)
        sealed.put(db, VOICES, ledger, voice.id, sealed.shown(voice.name), sealed.shown(aliases), sealed.encoded(dict(voice.body)))
    db.execute(_INDEX_CLAIMS, (ledger,))
    db.execute(_INDEX_VOICES, (ledger,))


_INDEX_CLAIMS = """
    INSERT INTO claim_text (rowid, statement)
    SELECT w.n, w.statement FROM claim_words AS w JOIN claims AS c ON c.n = w.n WHERE c.ledger = ?
"""
_INDEX_VOICES = """
    INSERT INTO voice_text (rowid, name, aliases)
    SELECT w.n, w.name, w.aliases FROM voice_words AS w JOIN voices AS v ON v.n = w.n WHERE v.ledger = ?
"""
_UNINDEX_CLAIMS = """
    INSERT INTO claim_text (claim_text, rowid, statement)
    SELECT 'delete', w.n, w.statement FROM claim_words AS w JOIN claims AS c ON c.n = w.n WHERE c.ledger = ?
"""
_UNINDEX_VOICES = """
    INSERT INTO voice_text (voice_text, rowid, name, aliases)
    SELECT 'delete', w.n, w.name, w.aliases FROM voice_words AS w JOIN voices AS v ON v.n = w.n WHERE v.ledger = ?
"""


def forget_ledger(db: apsw.Connection, story: str) -> bool:
    """Forgets the ledger of a story; whether there was one."""
    found = sealed.row(db, "SELECT n FROM ledgers WHERE story = ?", (story,))
    if found is None:
        return False
    ledger = found[0]
    db.execute(_UNINDEX_CLAIMS, (ledger,))
    db.execute(_UNINDEX_VOICES, (ledger,))
    db.execute("DELETE FROM claims WHERE ledger = ?", (ledger,))
    db.execute("DELETE FROM voices WHERE ledger = ?", (ledger,))
    db.execute("DELETE FROM ledgers WHERE n = ?", (ledger,))
    return True


def ledger(db: apsw.Connection, story: str) -> tuple[str, bytes] | None:
    """Key and bytes of a story's ledger."""
    for key, size, codec, data in db.execute("SELECT key, size, codec, data FROM ledgers WHERE story = ?", (story,)):
        return key, sealed.unpacked(codec, size, data)
    return None


def ledgers(db: apsw.Connection) -> Iterator[tuple[str, str, bytes]]:
    """Story, key and bytes of every ledger, by story."""
    for story in [row[0] for row in db.execute("SELECT story FROM ledgers ORDER BY story")]:
        found = ledger(db, story)
        if found:
            yield story, *found


def stale(db: apsw.Connection, keys: Mapping[str, str]) -> Stale:
    """What must be made again, when the ledger of each story is wanted under the given key."""
    stored = dict(db.execute("SELECT story, key FROM ledgers"))
    return Stale(
        missing=tuple(sorted(keys.keys() - stored.keys())),
        outdated=tuple(sorted(s for s, key in keys.items() if s in stored and stored[s] != key)),
        orphaned=tuple(sorted(stored.keys() - keys.keys())),
    )


def claims(db: apsw.Connection, story: str) -> list[ClaimRow]:
    """The claims of a story in the order in which they were stored."""
    rows = db.execute(
        "SELECT c.id, c.statement, c.body FROM claims AS c JOIN ledgers AS l ON l.n = c.ledger WHERE l.story = ? ORDER BY c.n", (story,)
    )
    return [ClaimRow(id=id_, statement=statement, body=sealed.decoded(body)) for id_, statement, body in rows]


def voices(db: apsw.Connection, story: str) -> list[VoiceRow]:
    """The voices of a story in the order in which they were stored."""
    rows = db.execute(
        "SELECT v.id, v.name, v.aliases, v.body FROM voices AS v JOIN ledgers AS l ON l.n = v.ledger WHERE l.story = ? ORDER BY v.n", (story,)
    )
    return [VoiceRow(id=i, name=name, aliases=tuple(a for a in aliases.split("\n") if a), body=sealed.decoded(b)) for i, name, aliases, b in rows]


def stories_with(db: apsw.Connection, *, claim: str | None = None, voice: str | None = None) -> list[str]:
    """In which stories' ledgers a claim or a voice of that id stands."""
    rows = db.execute(
        "SELECT l.story FROM claims AS c JOIN ledgers AS l ON l.n = c.ledger WHERE c.id = ?1 "
        "UNION SELECT l.story FROM voices AS v JOIN ledgers AS l ON l.n = v.ledger WHERE v.id = ?2 ORDER BY 1",
        (claim, voice),
    )
    return [row[0] for row in rows]


_NAMING = """
    SELECT DISTINCT l.story FROM voice_text AS t JOIN voices AS v ON v.n = t.rowid JOIN ledgers AS l ON l.n = v.ledger
    WHERE voice_text MATCH ? ORDER BY 1
"""


def stories_naming(db: apsw.Connection, name: str) -> list[str]:
    """Every story in whose ledger a voice stands that has these words, side by side, in a name: all of them, however many there are."""
    called = tuple(words.words(name).split())
    return [story for (story,) in sealed.rows(db, _NAMING, (Term(words=called).quoted,))] if called else []


#: Everything that is derived, in an order that breaks no reference.
_DROP = """
    INSERT INTO report_text (report_text) VALUES ('delete-all');
    INSERT INTO claim_text (claim_text) VALUES ('delete-all');
    INSERT INTO voice_text (voice_text) VALUES ('delete-all');
    DELETE FROM claims; DELETE FROM voices; DELETE FROM ledgers; DELETE FROM members; DELETE FROM stories; DELETE FROM prepared;
"""


def drop(db: apsw.Connection) -> None:
    """Drops all that is derived: prepared forms, groups, ledgers, the search index."""
    listed.drop(db)
    db.execute(_DROP)
