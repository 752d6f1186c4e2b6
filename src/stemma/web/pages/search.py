"""Search over everything."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stemma.library import Library
from stemma.model.library import Hit
from stemma.tell.exports.table import Table, columns
from stemma.web.pages.page import Asked, Page, says


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a snippet."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One find."""

    hit: Hit
    #: Its title with the words that were asked for.
    title: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    #: Where it is shown.
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was found."""

    asked: str = says("The words that were searched for.")
    reports: tuple[Found, ...] = says("Reports in which all words stand, best first.")
    claims: tuple[Found, ...] = says("Claims whose statement has all words.")
    voices: tuple[Found, ...] = says("Voices with such a name.")
    notes: tuple[str, ...] = says("What is to be said of the question.")


def _context(library: Library, asked: Asked) -> Search:
    question = asked.query.get("q", "").strip()[:500]
    hits, notes = library.search(question, limit=40) if question else ([], ())
    found = [Found(hit=h, title=_marked(h.title or h.id, question), pieces=_pieces(h), address=_address(h)) for h in hits]
    return Search(
        asked=question,
        reports=tuple(f for f in found if f.hit.kind == "report"),
        claims=tuple(f for f in found if f.hit.kind == "claim"),
        voices=tuple(f for f in found if f.hit.kind == "voice"),
        notes=tuple(notes),
    )


def _pieces(hit: Hit) -> tuple[Piece, ...]:
    out, at = [], 0
    for start, end in hit.marks:
        out += [Piece(text=hit.snippet[at:start], marked=False), Piece(text=hit.snippet[start:end], marked=True)]
        at = end
    return tuple(p for p in (*out, Piece(text=hit.snippet[at:], marked=False)) if p.text)


def _marked(title: str, question: str) -> tuple[Piece, ...]:
    """The title with each word of the question marked where it begins a word."""
    words = sorted(set(re.findall(r"\w+", re.sub(r"\b(?:outlet|from|to):\S*", " ", question))), key=lambda w: (-len(w), w))
    if not words:
        return (Piece(text=title, marked=False),)
    parts = re.split(rf"\b({'|'.join(map(re.escape, words))})", title, flags=re.IGNORECASE)
    return tuple(Piece(text=p, marked=n % 2 == 1) for n, p in enumerate(parts) if p)


def _address(hit: Hit) -> str:
    if hit.kind == "report":
        return f"/report/{hit.id}"
    if hit.kind == "claim":
        return f"/story/{hit.story}/claim/{hit.id}"
    from urllib.parse import quote

    return f"/voice?name={quote(hit.title)}"


def _sheet(library: Library, asked: Asked) -> Table:
    page = _context(library, asked)
    rows = tuple(
        (f.hit.kind, f.hit.id, f.hit.title, f.hit.outlet, f.hit.published, f.hit.snippet, f.hit.story)
        for f in (*page.claims, *page.voices, *page.reports)
    )
    return Table(name="search", about=f"What was found for {page.asked!r}.", columns=_COLUMNS, rows=rows)


_COLUMNS = columns(
    ("kind", "claim, voice or report", 8),
    ("id", "Of the claim, voice or report", 18),
    ("title", "Statement, name or title", 60),
    ("outlet", "Of a report", 22),
    ("published", "Of a report", 14),
    ("words", "Around the find", 60),
    ("story", "Id of the story", 20),
)


PAGE = Page(
    name="search",
    route="/search",
    template="search.html.j2",
    context=_context,
    sheet=_sheet,
    menu="Search",
    help="Reports, claims and voices by their words.",
)
