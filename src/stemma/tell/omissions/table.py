"""Omissions as a table, JSON, CSV and Markdown: claims against reports, and one report's gaps.

Pure: values in, text out. Marks are letters and signs, with a key beside them; nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from stemma.model import Claim, Ledger, Story
from stemma.model.omissions import Carried, Mark, Omissions, Presence, Why
from stemma.tell.shared import words
from stemma.tell.shared.compare import Cited, as_reports, brackets, cited, names, numbers
from stemma.tell.shared.data import Json, as_ground, encoded, generator, sheet
from stemma.tell.shared.printed import drawn, grid, hanging, heading, indented, more, text
from stemma.tell.shared.safe import safe_markdown

SCHEMA = "stemma-omissions/1"
#: Lines of a list before "--all shows them".
FIRST = 15
SIGNS: dict[Mark, str] = {"told": "x", "left-out": "o", "otherwise": "~", "perhaps": "?", "earlier": "<", "undated": "."}
KEY: dict[Mark, str] = {
    "told": "tells it",
    "left-out": "leaves it out",
    "otherwise": "tells a newer, older, finer or rougher form, or another figure",
    "perhaps": "may tell it in other words; nobody can tell from the words alone",
    "earlier": "was published before anybody here told it",
    "undated": "no date: cannot tell whether it could have",
}
_STYLE: dict[Mark, str] = {"told": "", "left-out": "bold red", "otherwise": "", "perhaps": "dim", "earlier": "dim", "undated": "dim"}
#: Reports that fit beside the claims at 80 columns; more go into a further block.
_BLOCK = 11
#: Claims named in a report's line.
_NAMED = 8
_NOTE = "A report can be short, or its outlet can have told it elsewhere. Stemma counts reporting, not truth."


class _Desk:
    """The ledger with look-ups."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.sources = cited(ledger)
        self.numbers = numbers(ledger)
        self.claims: dict[str, Claim] = {c.id: c for c in ledger.claims}
        self.voices = names(ledger)
        self.stories: dict[str, Story] = {s.id: s for s in ledger.stories}

    def statement(self, claim: str) -> str:
        return self.claims[claim].statement.strip()

    def of(self, found: Omissions) -> list[Cited]:
        return [self.sources[s.report] for s in found.shares]

    def origins(self, claim: str) -> str:
        """'origin: the ministry', or ''."""
        own = list(dict.fromkeys(self.voices[o].name for o in self.claims[claim].origins if o in self.voices))
        return f"{'origin' if len(own) == 1 else 'origins'}: {words.listed(own)}" if own else "no named origin"


def table(ledger: Ledger, found: Sequence[Omissions], *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """Each story: what qualifies others and is left out, the matrix with its key, and a line for each report."""
    desk = _Desk(ledger)
    parts: list[RenderableType] = []
    for story in found:
        parts += _chapter(desk, story, limit=None if every else FIRST)
    return drawn(parts or [Text(_NOTHING)], width=width, colour=colour)


_NOTHING = "There is nothing to compare: an omission needs two reports on one story."


def _chapter(desk: _Desk, found: Omissions, *, limit: int | None) -> list[RenderableType]:
    story = desk.stories[found.story]
    dates = words.days(story.first, story.last) or "no dates"
    parts: list[RenderableType] = [Text(), text(story.title or "Untitled story", "bold underline")]
    parts.append(text(f"{words.count(len(found.shares), 'report')}, {dates} · {words.count(len(found.claims), 'claim')} compared"))
    parts += _qualifying(desk, found, limit)
    parts += _matrix(desk, found, limit)
    parts += heading("Report by report")
    parts += [indented(hanging(f"[{desk.sources[s.report].number}] ", text(_line(desk, found, n)))) for n, s in enumerate(found.shares)]
    return [*parts, Text(), Text(_NOTE)]


def qualifying(found: Omissions) -> list[Carried]:
    """Denials, answers, conflicts and hedges that some report leaves out: by kind, then those that several tell, then by salience."""
    kept = [c for c in found.claims if _qualifies(c) and c.by("left-out")]
    return sorted(kept, key=lambda c: (min(_RANK.index(w) for w in c.why if w in _RANK), len(c.by("told")) == 1))


_RANK: tuple[Why, ...] = ("denial", "other side", "conflict", "hedge")
_PLAINLY = {"denial": "a denial", "other side": "an answer", "conflict": "in conflict with another claim", "hedge": "a hedge"}


def _qualifies(claim: Carried) -> list[str]:
    return [w for w in claim.why if w not in ("several reports", "several origins")]


def _qualifying(desk: _Desk, found: Omissions, limit: int | None) -> list[RenderableType]:
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


def _matrix(desk: _Desk, found: Omissions, limit: int | None) -> list[RenderableType]:
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
            drawing.add_row(f"{desk.numbers[row.claim]} ", text(f"{_named(desk, row)} "), *(_sign(marks[s.report.id]) for s in block))
        parts += [Text(), drawing]
    return parts + more(len(found.claims), limit, "claim")


def _named(desk: _Desk, row: Carried) -> str:
    kinds = _qualifies(row)
    return f"{desk.statement(row.claim)}{f' ({words.listed(kinds)})' if kinds else ''}"


def _used(found: Omissions, mark: Mark) -> bool:
    return any(p.mark == mark for c in found.claims for p in c.presences)


def _sign(mark: Mark) -> Text:
    return Text(SIGNS[mark], style=_STYLE[mark])


def _line(desk: _Desk, found: Omissions, at: int) -> str:
    """'The Courier, 17 October: tells 5 of the 9 claims it could have told; leaves out 2, 4 and 7.'"""
    share = found.shares[at]
    source = desk.sources[share.report]
    gone = [str(desk.numbers[c.claim]) for c in found.claims if share.report in c.by("left-out")]
    unsure = sum(share.report in c.by("undated") for c in found.claims)
    said = f"{source.outlet}, {source.date}: tells {words.spelled(share.told)} of these claims"
    if gone:
        named = gone if len(gone) <= _NAMED else [*gone[: _NAMED - 1], f"{len(gone) - _NAMED + 1} more"]
        said += f"; leaves out {words.spelled(len(gone))}: {words.listed(named)}"
    said += f"; of {words.spelled(unsure)} nobody can tell" if unsure else ""
    return f"{said}.{' A brief report.' if share.brief else ''}"


def report_page(ledger: Ledger, found: Sequence[Omissions], report: str, *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """One report: what it leaves out, of what nobody can tell, and what only it tells."""
    desk = _Desk(ledger)
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
    return drawn([*parts, Text(), Text(_NOTE)], width=width, colour=colour)


def _claims(number: int) -> str:
    return f"{words.spelled(number)} claim{'' if number == 1 else 's'}"


_REPORT_LISTS: tuple[tuple[str, Mark], ...] = (
    ("It leaves out", "left-out"),
    ("It may tell in other words", "perhaps"),
    ("It was published before anybody here told", "earlier"),
    ("For want of a date nobody can tell whether it could have told", "undated"),
)


def _told_by(desk: _Desk, claim: Carried, found: Omissions) -> RenderableType:
    tellers = claim.by("told")
    since = f" from {words.day(claim.first[:10])} on" if claim.first else ""
    told = f"Told by {brackets(tellers, desk.sources)} of {len(found.shares)} reports{since}; {desk.origins(claim.claim)}."
    return indented(hanging(f"{desk.numbers[claim.claim]}. ", Text.assemble(text(_named(desk, claim)), "\n", text(told, "dim"))))


def as_json(ledger: Ledger, found: Sequence[Omissions]) -> str:
    """Every mark with its reason; the same ledger gives the same bytes."""
    desk = _Desk(ledger)
    value: Json = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": as_reports(desk.sources),
        "stories": [_story(desk, story) for story in found],
    }
    return encoded(value)


def _story(desk: _Desk, found: Omissions) -> Json:
    return {
        "id": found.story,
        "title": desk.stories[found.story].title,
        "claims": [
            {
                "id": c.claim,
                "number": desk.numbers[c.claim],
                "statement": desk.statement(c.claim),
                "why": list(c.why),
                "first": c.first,
                "presences": [{"report": p.report, "mark": p.mark, "ground": as_ground(p.ground)} for p in c.presences],
            }
            for c in found.claims
        ],
        "shares": [
            {"report": s.report, "told": s.told, "fair": s.fair, "brief": s.brief, "ground": as_ground(s.ground) if s.ground else None}
            for s in found.shares
        ],
        "alone": [{"report": report, "claims": list(claims)} for report, claims in found.alone.items()],
    }


_HEAD = ("story", "claim", "claim_id", "statement", "why", "told_from", "report", "outlet", "published", "path", "mark", "reason")


def as_csv(ledger: Ledger, found: Sequence[Omissions]) -> str:
    """One row for each claim and report."""
    desk = _Desk(ledger)
    return sheet(_HEAD, (_row(desk, story, claim, p) for story in found for claim in story.claims for p in claim.presences), line_end="\n")


def _row(desk: _Desk, story: Omissions, claim: Carried, presence: Presence) -> tuple[object, ...]:
    source = desk.sources[presence.report]
    return (
        desk.stories[story.story].title,
        desk.numbers[claim.claim],
        claim.claim,
        desk.statement(claim.claim),
        "; ".join(claim.why),
        claim.first,
        source.number,
        source.outlet,
        source.report.published,
        source.report.path,
        presence.mark,
        presence.ground.sentence,
    )


def markdown(ledger: Ledger, found: Sequence[Omissions]) -> str:
    """The matrix as a Markdown table, the key and a line for each report."""
    desk = _Desk(ledger)
    lines: list[str] = []
    for story in found:
        sources = desk.of(story)
        lines += [f"# Who tells what: {safe_markdown(desk.stories[story.story].title or 'Untitled story')}", ""]
        lines += ["| # | Claim |" + "".join(f" {s.number} |" for s in sources), "|---:|---|" + ":---:|" * len(sources)]
        for row in story.claims:
            signs = {p.report: safe_markdown(SIGNS[p.mark]) for p in row.presences}
            cells = "".join(f" {signs[s.report.id]} |" for s in sources)
            lines.append(f"| {desk.numbers[row.claim]} | {safe_markdown(_named(desk, row))} |{cells}")
        lines += ["", "Key: " + "; ".join(f"{safe_markdown(SIGNS[m])} {KEY[m]}" for m in SIGNS) + ".", ""]
        lines += [f"- \\[{s.number}\\] {safe_markdown(_line(desk, story, n))}" for n, s in enumerate(sources)]
        lines += ["", _NOTE, ""]
    return "\n".join(lines or [_NOTHING, ""])
