"""Finding reports, claims and voices by their words: best first (BM25), ties by id, with the words around and where they stand.

A word that stands in nearly every report says next to nothing, and ranking by it costs most. So where more than `RANKED` reports match,
the ones stored last are ranked, and a note says so. No question works longer than a second or gives more than a thousand rows.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterator, Sequence

import apsw

from stemma.errors import StoreError
from stemma.store import query as questions
from stemma.store import sealed, words
from stemma.store.query import Query, Term
from stemma.store.values import Found, Hit, HitKind

#: How many matches are ranked at most. 10,000 of the commonest word take 10 ms.
RANKED = 10_000
#: How many are put in order of their days where no word is asked for.
LISTED = 4_000
MAX_ROWS = 1_000
#: Of work, and of work and waiting together.
SECONDS, WAITING = 1.0, 10.0
#: Words of a snippet, and how many of them before the first word found.
_AROUND, _AHEAD = 40, 8
#: A snippet is looked for in so much of a text, among so many places.
_LOOKED, _PLACES = 100_000, 200
KINDS: tuple[HitKind, ...] = ("report", "claim", "voice")

_REPORTS = """
    SELECT rowid, bm25 (report_text, 4.0, 1.0, 0.0, 0.0) AS score FROM report_text
    WHERE report_text MATCH ?1 AND rowid >= ?2 ORDER BY score LIMIT ?3
"""
_FLOOR = "SELECT rowid FROM report_text WHERE report_text MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2"
_LISTED = """
    SELECT t.rowid, 0.0 FROM report_text AS t JOIN prepared AS p ON p.n = t.rowid
    WHERE report_text MATCH ?1 AND t.rowid >= ?2 ORDER BY p.day DESC LIMIT ?3
"""
_REPORT = """
    SELECT r.id, p.title, p.outlet, p.published, p.speaks, s.id FROM prepared AS p JOIN reports AS r ON r.n = p.n
    LEFT JOIN members AS m ON m.n = p.n LEFT JOIN stories AS s ON s.n = m.story WHERE p.n = ?
"""
_CLAIMS = "SELECT rowid, bm25 (claim_text) AS score FROM claim_text WHERE claim_text MATCH ?1 AND rowid >= ?2 ORDER BY score LIMIT ?3"
_CLAIM_FLOOR = "SELECT rowid FROM claim_text WHERE claim_text MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2"
_CLAIM = "SELECT c.id, c.statement, l.story FROM claims AS c JOIN ledgers AS l ON l.n = c.ledger WHERE c.n = ?"
_VOICES = "SELECT rowid, bm25 (voice_text, 2.0, 1.0) AS score FROM voice_text WHERE voice_text MATCH ?1 AND rowid >= ?2 ORDER BY score LIMIT ?3"
_VOICE_FLOOR = "SELECT rowid FROM voice_text WHERE voice_text MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2"
_VOICE = "SELECT v.id, v.name, v.aliases, l.story FROM voices AS v JOIN ledgers AS l ON l.n = v.ledger WHERE v.n = ?"


def search(
    db: apsw.Connection, question: str, *, kinds: Sequence[HitKind] = KINDS, limit: int = 20, offset: int = 0, versions: bool = False
) -> Found:
    """What the question finds of each kind, `limit` of each from `offset` on. Claims and voices are of no outlet and no day, so a question
    that names one finds reports only. `versions` finds earlier versions and twins of reports too."""
    query = questions.parsed(question)
    if not query.terms and not query.narrowed:
        return Found(hits=(), notes=(*query.notes, "There was no word to search for."))
    limit, offset = max(0, min(limit, MAX_ROWS)), max(0, min(offset, MAX_ROWS))
    hits: list[Hit] = []
    notes, more = list(query.notes), False
    with in_time(db):
        for kind in KINDS:
            if kind not in kinds or (kind != "report" and query.narrowed):
                continue
            found = _reports(db, query, notes, versions, offset + limit) if kind == "report" else _others(db, kind, query)
            hits += [_shown(db, hit, number, query) for number, hit in found[offset : offset + limit]]
            more = more or len(found) > offset + limit
    return Found(hits=tuple(hits), more=more, notes=tuple(dict.fromkeys(notes)))


@contextlib.contextmanager
def in_time(db: apsw.Connection) -> Iterator[None]:
    """Stops what works longer than it may; on a machine that is busy with other things it may wait for its turn."""
    end, at_last = time.thread_time() + SECONDS, time.monotonic() + WAITING
    db.set_progress_handler(lambda: time.thread_time() > end or time.monotonic() > at_last, 20_000)
    try:
        yield
    except apsw.InterruptError as error:
        raise StoreError(
            f"The search took longer than {SECONDS:g} s.", code="search-too-long", hint="Use rarer words, or narrow it by from: and to:."
        ) from error
    finally:
        db.set_progress_handler(None)


def _ranked(db: apsw.Connection, match: str, floor: str, ranked: str, most: int) -> tuple[list[tuple[int, float]], bool]:
    """Rows and scores, best first; and whether there were more than `most`, the last of which were ranked."""
    lowest = sealed.row(db, floor, (match, most - 1))
    rows = sealed.rows(db, ranked, (match, lowest[0] if lowest else 0, MAX_ROWS + 1))
    return rows, lowest is not None


def _reports(db: apsw.Connection, query: Query, notes: list[str], versions: bool, wanted: int) -> list[tuple[int, Hit]]:
    """The best `wanted` reports and one more, with all that are as good as the last of them, for ties are settled by id."""
    ranked, most = (_REPORTS, RANKED) if query.terms else (_LISTED, LISTED)
    rows, cut = _ranked(db, questions.matching(query, _span(db)), _FLOOR, ranked, most)
    if cut:
        notes.append(f"More than {most:,} reports match; those stored last were ranked. Add a rarer word.")
    out: list[tuple[int, Hit]] = []
    for number, score in rows:
        id_, title, outlet, published, speaks, story = sealed.one(db, _REPORT, (number,))
        if not speaks and not versions:
            continue
        hit = Hit(kind="report", id=id_, story=story, title=title or "", outlet=outlet, published=published, score=round(-score, 9))
        if len(out) > wanted and _worth(hit) != _worth(out[-1][1]):
            break
        out.append((number, hit))
    by_id = sorted(out, key=lambda o: o[1].id)
    return sorted(by_id, key=lambda o: _worth(o[1]), reverse=True)


def _worth(hit: Hit) -> tuple[float, str]:
    """By what reports are ranked: the words; where all are as good (no word was asked for), the day."""
    return hit.score, (hit.published or "")[:10] if hit.score == 0 else ""


def _span(db: apsw.Connection) -> tuple[dt.date, dt.date] | None:
    """The first and the last year of any report, as days; a report of a year that cannot be (before 1600, after 2200) is in no range."""
    first, last = sealed.row(db, "SELECT (SELECT min(day) FROM prepared), (SELECT max(day) FROM prepared)")
    if not first or not last:
        return None
    return dt.date(max(1600, int(first[:4])), 1, 1), dt.date(min(2200, max(1600, int(last[:4]))), 12, 31)


def _others(db: apsw.Connection, kind: HitKind, query: Query) -> list[tuple[int, Hit]]:
    floor, ranked = (_CLAIM_FLOOR, _CLAIMS) if kind == "claim" else (_VOICE_FLOOR, _VOICES)
    out = []
    for number, score in _ranked(db, questions.worded(query), floor, ranked, RANKED)[0]:
        if kind == "claim":
            id_, title, story = sealed.one(db, _CLAIM, (number,))
            text = title
        else:
            id_, title, aliases, story = sealed.one(db, _VOICE, (number,))
            text = next((name for name in (title, *aliases.split("\n")) if _found(name, query.terms)), title)
        out.append((number, Hit(kind=kind, id=id_, story=story, title=title, snippet=text, score=round(-score, 9))))
    return sorted(out, key=lambda o: (-o[1].score, o[1].id, o[1].story or ""))


def _shown(db: apsw.Connection, hit: Hit, number: int, query: Query) -> Hit:
    """The hit with the words around it."""
    text = hit.snippet
    if hit.kind == "report":
        sql = "SELECT b.codec, b.size, b.data FROM reports AS r JOIN blobs AS b ON b.n = r.text WHERE r.n = ?"
        text = sealed.text_of(sealed.unpacked(*sealed.one(db, sql, (number,))))
    at, snippet, marks = around(text, query.terms, whole=hit.kind != "report")
    kept = {name: getattr(hit, name) for name in ("kind", "id", "story", "title", "outlet", "published", "score")}
    return Hit(**kept, snippet=snippet, at=at, marks=marks)


def around(text: str, terms: Sequence[Term], *, whole: bool = False) -> tuple[int, str, tuple[tuple[int, int], ...]]:
    """Where in the text the fullest stretch begins, the stretch, and the places in it of the words that were asked for."""
    text = text[:_LOOKED]
    tokens = list(words.tokens(text))
    hits = _hits([word for _, _, word in tokens], terms)
    if whole or not tokens:
        first, last, begin, end = 0, len(tokens), 0, len(text)
    else:
        first = max(0, _fullest(hits) - _AHEAD)
        last = min(len(tokens), first + _AROUND)
        begin, end = tokens[first][0], tokens[last - 1][1] if last < len(tokens) else len(text.rstrip())
    marks = [(tokens[a][0] - begin, tokens[b - 1][1] - begin) for a, b, _ in hits if first <= a and b <= last]
    return begin, text[begin:end], tuple(sorted(set(marks)))


def _found(name: str, terms: Sequence[Term]) -> bool:
    """Whether every term is in the name."""
    said = [word for _, _, word in words.tokens(name)]
    return {term for _, _, term in _hits(said, terms)} == set(range(len(terms)))


def _hits(said: Sequence[str], terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where each term stands: first word, word behind the last, which term; in order."""
    out = []
    places: dict[str, list[int]] = {}
    for n, word in enumerate(said):
        places.setdefault(word, []).append(n)
    for which, term in enumerate(terms):
        if len(term.words) == 1 and term.begins:
            out += [(n, n + 1, which) for n, word in enumerate(said) if word.startswith(term.words[0])]
            continue
        for n in places.get(term.words[0], ()):
            here = said[n : n + len(term.words)]
            if len(here) == len(term.words) and all(a == b for a, b in zip(here[:-1], term.words[:-1], strict=True)):
                last = term.words[-1]
                if here[-1] == last or (term.begins and here[-1].startswith(last)):
                    out.append((n, n + len(term.words), which))
    return sorted(out)[:_PLACES]


def _fullest(hits: Sequence[tuple[int, int, int]]) -> int:
    """The first word of the stretch with the most different terms, then the most hits; the earliest of such."""
    best, at = (0, 0), 0
    for first, _, _ in hits:
        near = [which for begin, end, which in hits if first <= begin and end <= first + _AROUND - _AHEAD]
        worth = (len(set(near)), len(near))
        if worth > best:
            best, at = worth, first
    return at
