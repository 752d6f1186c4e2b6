"""A report's text as zones: what is story, and what stands around it.

Theory of operation. Texts come as lines (`lines.py`). Each line is first held against what is surely no story: patterns of page
furniture, notices, credits, bylines, datelines and captions (lang/en/zones.yml), the title repeated, slug lines that come again and
again. What is left is story, after its own head (dateline) and tail (agency credit) are parted from it. Last, lines without an end
mark among paragraphs that have one are judged by their shape: Title Case or short is a heading, a longer one in sentence case a
caption (picture editors leave the full stop out). That last step only runs when the story as a whole uses end marks.
In doubt a line is body: a caption read as story costs one odd claim, a paragraph read as furniture loses evidence.
Known to fail: pull quotes and embedded posts without marks stay in the body; captions that end in a full stop and name no picture
or agency look like story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stemma.lang.en.zone_patterns import LONGEST_LINE
from stemma.model import Rule, Zone, ZoneKind
from stemma.read import ends, kinds
from stemma.read.lines import Line, lines

#: Below this share of letters in lines with end marks, missing end marks mean nothing and shape rules stay silent.
_MARKED_SHARE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of one line with its kind; None while it is undecided."""

    line: Line
    kind: ZoneKind | None = None
    #: Begins a line (a single newline parts it from the one before).
    opens: bool = True


def zones(text: str, *, title: str | None = None, marked: Sequence[Zone] = ()) -> tuple[Zone, ...]:
    """The zones of `text`, in order, covering it from end to end; `marked` ones (from markup) are kept as they are."""
    found = lines(text)
    if not found:
        return (Zone(kind="body", start=0, end=len(text)),) if text else ()
    repeated = kinds.slugs(found)
    pieces: list[Piece] = []
    begun = False
    for number, line in enumerate(found):
        judged = list(_judged(line, number, len(found), begun=begun, title=title, repeated=repeated, marked=marked))
        begun = begun or any(p.kind is None and p.line.ends_well for p in judged)
        pieces += judged
    pieces = _shaped(pieces)
    return tuple(_covering(text, pieces))


def _judged(
    line: Line, number: int, count: int, *, begun: bool, title: str | None, repeated: frozenset[str], marked: Sequence[Zone]
) -> Iterator[Piece]:
    """The line as one piece of a known kind, or as head, story and tail."""
    for zone in marked:
        if zone.start <= line.start and line.end <= zone.end:
            yield from _caption_pieces(line) if zone.kind == "caption" else [Piece(line=line, kind=zone.kind)]
            return
    if line.end - line.start <= LONGEST_LINE:
        kind = kinds.of_line(line, number=number, count=count, begun=begun, title=title, repeated=repeated)
        if kind == "caption":
            yield from _caption_pieces(line)
            return
        if kind is not None:
            yield Piece(line=line, kind=kind)
            return
    elif kinds.is_long_caption(line):
        yield from _caption_pieces(line)
        return
    yield from _parts(line, opening=not begun, last=number >= count - 6, title=title)


def _parts(line: Line, *, opening: bool, last: bool, title: str | None) -> Iterator[Piece]:
    """A story line parted from what is written into its head and tail."""
    opens = True
    for kind, length in ends.heads(line.text, first=opening, title=title):
        yield Piece(line=_cut(line, 0, length), kind=kind, opens=opens)
        line, opens = _cut(line, length, len(line.text)), False
    tails: list[Piece] = []
    for kind, length in ends.tails(line.text, last=last):
        at = len(line.text) - length
        tails.insert(0, Piece(line=_cut(line, at, len(line.text)), kind=kind, opens=False))
        line = _cut(line, 0, at)
    if line.text:
        yield Piece(line=line, kind="byline" if not opens and kinds.names_agencies(line.text) else None, opens=opens)
    yield from tails


def _caption_pieces(line: Line) -> Iterator[Piece]:
    """A caption, and the notice to editors that agencies write behind it."""
    at = kinds.notice_within(line.text)
    if at:
        yield Piece(line=_cut(line, 0, at), kind="caption")
        yield Piece(line=_cut(line, at, len(line.text)), kind="notice", opens=False)
    else:
        yield Piece(line=line, kind="notice" if at == 0 else "caption")


def _cut(line: Line, a: int, b: int) -> Line:
    """The part `[a, b)` of a line, trimmed."""
    words = line.text[a:b]
    lead = len(words) - len(words.lstrip())
    words = words.strip()
    start = line.start + a + lead
    return Line(start=start, end=start + len(words), text=words, gap=line.gap)


def _shaped(pieces: list[Piece]) -> list[Piece]:
    """Undecided pieces as body, heading or caption, by their shape and company."""
    undecided = [p for p in pieces if p.kind is None]
    total = sum(len(p.line.text) for p in undecided)
    ending = sum(len(p.line.text) for p in undecided if p.line.ends_well)
    judge_shape = total > 0 and ending >= _MARKED_SHARE * total
    final = max((n for n, p in enumerate(pieces) if p.kind is None), default=-1)
    out: list[Piece] = []
    for n, piece in enumerate(pieces):
        if piece.kind is None:
            kind: ZoneKind | None = None
            if judge_shape and piece.opens and not (n + 1 < len(pieces) and not pieces[n + 1].opens):
                around = (pieces[n - 1].line if n else None, pieces[n + 1].line if n + 1 < len(pieces) else None)
                kind = kinds.by_shape(piece.line, first=n == 0, last=n == final, around=around)
            piece = replace(piece, kind=kind or "body")
        out.append(piece)
    if not any(p.kind == "body" for p in out):
        out = [replace(p, kind="body") if p.kind in ("headline", "caption") and p.line.ends_well else p for p in out]
    return out


def _covering(text: str, pieces: Sequence[Piece]) -> Iterator[Zone]:
    """Zones over the pieces: neighbours of one kind joined (captions and headings stay apart), white space to the one before."""
    runs: list[tuple[ZoneKind, int]] = []
    for piece in pieces:
        kind = piece.kind or "body"
        if not runs or runs[-1][0] != kind or (kind in ("caption", "headline") and piece.opens):
            runs.append((kind, piece.line.start))
    for n, (kind, start) in enumerate(runs):
        yield Zone(kind=kind, start=0 if n == 0 else start, end=runs[n + 1][1] if n + 1 < len(runs) else len(text))


RULES = (
    Rule(name="read.headline", explain="The title repeated in the text, or a short line in Title Case or without an end mark between paragraphs."),
    Rule(
        name="read.caption",
        explain="A line that begins or ends as picture texts do (FILE PHOTO:, AP Photo/..., via REUTERS), or a longer line in sentence case "
        "without an end mark among paragraphs that have one.",
        examples=("FILE PHOTO: A ferry leaves the port. J. Doe/Handout via REUTERS",),
    ),
    Rule(name="read.notice", explain="Copyright lines, notes to editors, corrections, 'could not independently verify this image'."),
    Rule(
        name="read.furniture", explain="Adverts, links to other stories, sharing and newsletter lines, menus, and short slugs that the page repeats."
    ),
)
