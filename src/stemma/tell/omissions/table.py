"""Omissions in a terminal: claims against reports, and the page of one report.

Pure: values in, text out. Marks are letters and signs, with a key beside them; nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from stemma.model import Ledger
from stemma.model.omissions import Carried, Mark, Omissions, Why
from stemma.tell.omissions.desk import KEY, NOTE, NOTHING, SIGNS, Desk, line, named, qualifies
from stemma.tell.shared import words
from stemma.tell.shared.compare import brackets
from stemma.tell.shared.printed import drawn, grid, hanging, heading, indented, more, text

#: Lines of a list before "--all shows them".
FIRST = 15
_STYLE: dict[Mark, str] = {"told": "", "left-out": "bold red", "otherwise": "", "perhaps": "dim", "earlier": "dim", "undated": "dim"}
#: Reports that fit beside the claims at 80 columns; more go into a further block.
_BLOCK = 11


def table(ledger: Ledger, found: Sequence[Omissions], *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """Each story: what qualifies others and is left out, the matrix with its key, and a line for each report."""
    desk = Desk(ledger)
    parts: list[RenderableType] = []
    for story in found:
        parts += _chapter(desk, story, limit=None if every else FIRST)
    return drawn(parts or [Text(NOTHING)], width=width, colour=colour)


def _chapter(desk: Desk, found: Omissions, *, limit: int | None) -> list[RenderableType]:
    story = desk.stories[found.story]
    dates = words.days(story.first, story.last) or "no dates"
    parts: list[RenderableType] = [Text(), text(story.title or "Untitled story", "bold underline")]
    parts.append(text(f"{words.count(len(found.shares), 'report')}, {dates} · {words.count(len(found.claims), 'claim')} compared"))
    parts += _qualifying(desk, found, limit)
    parts += _matrix(desk, found, limit)
    parts += heading("Report by report")
    parts += [indented(hanging(f"[{desk.sources[s.report].number}] ", text(line(desk, found, n)))) for n, s in enumerate(found.shares)]
    return [*parts, Text(), Text(NOTE)]


def qualifying(found: Omissions) -> list[Carried]:
    """Denials, answers, conflicts and hedges that some report leaves out: by kind, then those that several tell, then by salience."""
    kept = [c for c in found.claims if qualifies(c) and c.by("left-out")]
    return sorted(kept, key=lambda c: (min(_RANK.index(w) for w in c.why if w in _RANK), len(c.by("told")) == 1))


_RANK: tuple[Why, ...] = ("denial", "other side", "conflict", "hedge")
_PLAINLY = {"denial": "a denial", "other side": "an answer", "conflict": "in conflict with another claim", "hedge": "a hedge"}


def _qualifying(desk: Desk, found: Omissions, limit: int | None) -> list[RenderableType]:
    kept = qualifying(found)
    if not kept:
        return []
    parts = heading("Left out, though it qualifies or disputes the story")
    for claim in kept[: limit and limit // 3]:
        said = f"{desk.statement(claim.claim)} ({words.listed([_PLAINLY[w] for w in claim.why if w in _PLAINLY])}; {desk.origins(claim.claim)})"
        gone = f"Told by {brackets(claim.by('told'), desk.sources)}; left out by {brackets(claim.by('left-out'), desk.sources)}."
        content = Text.assemble(text(said), "\n", text(gone))
        parts.append(indented(hanging(f"{desk.numbers[claim.claim]}. ", content)))
    return parts + more(len(kept), limit and limit // 3, "such claim")


def _matrix(desk: Desk, found: Omissions, limit: int | None) -> list[RenderableType]:
    parts = heading("Who tells what")
    parts += [indented(Text.assemble((SIGNS[mark], _STYLE[mark]), f"  {KEY[mark]}")) for mark in SIGNS if _used(found, mark)]
    sources = desk.of(found)
    for at in range(0, len(sources), _BLOCK):
        block = sources[at : at + _BLOCK]
        drawing = grid(gap=0)
        drawing.add_column("# ", justify="right", no_wrap=True)
        drawing.add_column("Claim", ratio=1, min_width=24, max_width=100)
        for source in block:
            drawing.add_column(str(source.number), justify="right", no_wrap=True, min_width=2)
        for row in found.claims[:limit]:
            marks = {p.report: p.mark for p in row.presences}
            drawing.add_row(f"{desk.numbers[row.claim]} ", text(f"{named(desk, row)} "), *(_sign(marks[s.report.id]) for s in block))
        parts += [Text(), drawing]
    return parts + more(len(found.claims), limit, "claim")


def _used(found: Omissions, mark: Mark) -> bool:
    return any(p.mark == mark for c in found.claims for p in c.presences)


def _sign(mark: Mark) -> Text:
    return Text(SIGNS[mark], style=_STYLE[mark])


def report_page(ledger: Ledger, found: Sequence[Omissions], report: str, *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """One report: what it leaves out, of what nobody can tell, and what only it tells."""
    desk = Desk(ledger)
    own = next((f for f in found if any(s.report == report for s in f.shares)), None)
    source = desk.sources[report]
    parts: list[RenderableType] = [Text(), text(source.long, "bold underline"), *([text(source.report.title)] if source.report.title else [])]
    if own is None:
        return drawn(
            [*parts, Text(), Text("No other report of its story was given: there is nothing to compare it with.")], width=width, colour=colour
        )
    at = next(n for n, s in enumerate(own.shares) if s.report == report)
    share, limit = own.shares[at], None if every else FIRST
    parts += [Text(), text(f"It tells {words.spelled(share.told)} of the {_claims(len(own.claims))} compared in its story.")]
    if share.ground is not None:
        parts.append(text(f"It is brief: {share.ground.sentence[0].lower()}{share.ground.sentence[1:]}"))
    for title, mark in _REPORT_LISTS:
        rows = sorted((c for c in own.claims if report in c.by(mark)), key=lambda c: -len(c.by("told")))
        if mark == "left-out" and not rows:
            parts += [*heading(title), indented(Text("Nothing that it could have told."))]
        elif rows:
            parts += [*heading(f"{title} ({len(rows)})"), *(_told_by(desk, c, own) for c in rows[:limit]), *more(len(rows), limit, "claim")]
    alone = own.alone.get(report, ())
    if alone:
        parts += heading(f"Only this report tells ({len(alone)})")
        parts += [indented(hanging(f"{desk.numbers[c]}. ", text(f"{desk.statement(c)} ({desk.origins(c)})"))) for c in alone[:limit]]
        parts += more(len(alone), limit, "claim")
    return drawn([*parts, Text(), Text(NOTE)], width=width, colour=colour)


def _claims(number: int) -> str:
    return f"{words.spelled(number)} claim{'' if number == 1 else 's'}"


_REPORT_LISTS: tuple[tuple[str, Mark], ...] = (
    ("It leaves out", "left-out"),
    ("It may tell in other words", "perhaps"),
    ("It was published before anybody here told", "earlier"),
    ("For want of a date nobody can tell whether it could have told", "undated"),
)


def _told_by(desk: Desk, claim: Carried, found: Omissions) -> RenderableType:
    tellers = claim.by("told")
    since = f" from {words.day(claim.first[:10])} on" if claim.first else ""
    told = f"Told by {brackets(tellers, desk.sources)} of {len(found.shares)} reports{since}; {desk.origins(claim.claim)}."
    return indented(hanging(f"{desk.numbers[claim.claim]}. ", Text.assemble(text(named(desk, claim)), "\n", text(told, "dim"))))
