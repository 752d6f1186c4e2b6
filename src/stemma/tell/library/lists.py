"""Lists of the library on a terminal: stories, claims, finds, one voice, what became of what was added."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from stemma.model import Ledger
from stemma.model.acts import Act
from stemma.model.library import Adding, Heard, Hit, StoryList, StoryRow
from stemma.tell.shared import words
from stemma.tell.shared.printed import beside, drawn, grid, heading, indented, more, text
from stemma.tell.shared.safe import safe_term

#: Lines of a list before "--all shows them".
FIRST = 20
_KIND = {"report": "Reports", "claim": "Claims", "voice": "Voices", "story": "Stories"}


def stories(page: StoryList, *, filtered: bool = False, width: int = 100, colour: bool = False) -> str:
    """A line a story: its id, what it is about, and the counts that matter; and how many are not shown."""
    if not page.stories:
        return (
            "No story passes these filters.\n"
            if filtered
            else "No story in the store yet. `stemma add PATH` or `stemma add URL` brings reports in.\n"
        )
    table = grid(gap=2)
    table.add_column("Story", no_wrap=True)
    table.add_column("Title", ratio=1, min_width=24)
    table.add_column("Reports", justify="right", no_wrap=True)
    table.add_column("Claims", justify="right", no_wrap=True)
    table.add_column("Origins", justify="right", no_wrap=True)
    table.add_column("In conflict", justify="right", no_wrap=True)
    for row in page.stories:
        title = Text.assemble(text(row.title or "Untitled story"), "\n", text(words.days(row.first, row.last) or "no dates", "dim"))
        counts = ("not read yet", "", "") if row.stale else (str(row.claims), str(row.origins), str(row.open_conflicts or ""))
        table.add_row(text(row.id), title, str(row.reports), *counts)
    notes = [text("The words are found so often that some stories may be missing.", "dim")] if page.cut else []
    return drawn([Text(), table, *more(page.total, len(page.stories), "story"), *notes], width=width, colour=colour)


def claims(ledgers: Sequence[tuple[StoryRow, Ledger]], *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """The claims of several stories, each with its standing."""
    parts: list[RenderableType] = []
    for row, ledger in ledgers:
        parts += [Text(), text(f"{row.title or 'Untitled story'}  ({row.id})", "bold underline")]
        limit = None if every else FIRST
        for claim in ledger.claims[:limit]:
            reports = len({t.report for t in claim.tellings})
            stands = f"{words.count(reports, 'report')}, {words.count(claim.independent_origins, 'origin')}; {words.STANDING[claim.standing]}"
            parts.append(beside(f"{claim.id}  ", claim.statement, by=2))
            parts.append(indented(text(f"{words.CERTAINTY[claim.certainty]} · {stands}", "dim"), by=4))
        parts += more(len(ledger.claims), limit, "claim")
    return drawn(parts or [Text("No claim in the store yet.")], width=width, colour=colour)


def hits(found: Sequence[Hit], notes: Sequence[str] = (), *, width: int = 100, colour: bool = False) -> str:
    """What a search found, kind by kind; the words found are bold, or in [brackets] where there is no colour."""
    parts: list[RenderableType] = []
    for kind in dict.fromkeys(h.kind for h in found):
        parts += heading(_KIND[kind])
        for hit in (h for h in found if h.kind == kind):
            where = " · ".join(x for x in (hit.outlet or "", words.day(hit.published) if hit.published else "", hit.id, hit.story or "") if x)
            parts.append(beside("", hit.title, by=2))
            if hit.snippet and hit.kind == "report":
                parts.append(indented(_marked(hit, colour=colour), by=4))
            parts.append(indented(text(where, "dim"), by=4))
    parts += [indented(text(note, "dim")) for note in notes]
    return drawn(
        parts or [Text("Nothing found. Accents, capitals and look-alike letters make no difference; try fewer words.")], width=width, colour=colour
    )


def _marked(hit: Hit, *, colour: bool) -> Text:
    out, at = Text(), 0
    for start, end in hit.marks:
        out.append(safe_term(hit.snippet[at:start]))
        found = safe_term(hit.snippet[start:end])
        out.append(found if colour else f"[{found}]", style="bold")
        at = end
    out.append(safe_term(hit.snippet[at:]))
    return out


def heard(found: Heard, *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """One voice: its names, and what it is said to have said, story by story."""
    parts: list[RenderableType] = [Text(), text(found.name, "bold underline"), text(found.kind)]
    if found.aliases:
        parts.append(text(f"also: {', '.join(found.aliases)}", "dim"))
    if found.more:
        parts.append(text(f"the newest {len(found.stories):,} of {len(found.stories) + found.more:,} stories in which it is heard", "dim"))
    limit = None if every else FIRST
    for story in dict.fromkeys(s.story for s in found.said[:limit]):
        told = [s for s in found.said[:limit] if s.story == story]
        parts += heading(f"{safe_term(told[0].story_title)}  ({story})")
        for said in told:
            role = "origin" if said.is_origin else "passed on"
            by = f"{said.outlet or said.report}, {words.day(said.published)}" if said.published else said.outlet or said.report
            parts.append(beside("", said.statement, by=2))
            line = f"{role} · {' > '.join(said.chain)} · {words.CERTAINTY[said.certainty]} · {by}"
            parts.append(indented(text(line, "dim"), by=4))
    return drawn([*parts, *more(len(found.said), limit, "telling")], width=width, colour=colour)


def adding(found: Adding, rows: Sequence[StoryRow]) -> str:
    """What an adding did, in a few lines."""
    new, again, versions = (found.count(d) for d in ("new", "seen before", "new version"))
    said = [f"{words.count(new, 'new report')}"]
    said += [f"{words.count(versions, 'new version')}"] if versions else []
    said += [f"{again:,} seen before"] if again else []
    lines = [f"{', '.join(said)}; {words.count(len(found.stories), 'story', 'stories')} touched."]
    by_id = {r.id: r for r in rows}
    for story in found.stories[:FIRST]:
        row = by_id.get(story)
        if row is not None:
            lines.append(f"  {row.id}  {safe_term(row.title or 'Untitled story')}  ({words.count(row.reports, 'report')})")
    if len(found.stories) > FIRST:
        lines.append(f"  and {len(found.stories) - FIRST:,} more: `stemma stories` lists them.")
    return "\n".join(lines) + "\n"


def corrections(acts: Sequence[Act], undone: frozenset[str], *, width: int = 100, colour: bool = False) -> str:
    """The log, latest first: when, who, what, of what, and the note."""
    parts: list[RenderableType] = []
    for act in reversed(acts):
        mark = "  (taken back)" if act.id in undone else ""
        did = act.verb.replace("-", " ") if act.verb != "undo" else f"undo {act.undoes}"
        parts.append(beside(f"{act.time[:19]}  ", f"{act.who}: {did}{mark}", by=0))
        meant = meaning(act.subject)
        if meant:
            parts.append(indented(text(meant), by=4))
        if act.note:
            parts.append(indented(text(f"Note: {act.note}", "dim"), by=4))
        parts.append(indented(text(act.id, "dim"), by=4))
    return drawn(parts or [Text("Nobody has corrected anything yet.")], width=width, colour=colour)


def united_in_words(new: Sequence[Act], conflicts: Sequence[tuple[Act, Act]]) -> str:
    """What taking in another log did: how many were new, and both sides of each disagreement."""
    lines = [f"{len(new)} corrections were new; {len(conflicts)} disagree with one here, and the later wins."]
    for loser, winner in conflicts:
        of = safe_term(meaning(winner.subject))
        lines.append(f"  {of}: {safe_term(winner.who)} ({winner.time[:10]}, {winner.id}) over {safe_term(loser.who)} ({loser.time[:10]}, {loser.id})")
    return "\n".join(lines) + "\n"


def meaning(subject: object) -> str:
    """What a correction was said of, as a person would name it."""
    for name in ("statement", "name"):
        value = getattr(subject, name, None)
        if isinstance(value, str) and value:
            return value
    for name in ("claim", "source", "words"):
        inner = getattr(subject, name, None)
        if inner is not None and not isinstance(inner, tuple):
            return meaning(inner)
    quote = getattr(subject, "quote", None)
    if isinstance(quote, str):
        return quote
    return str(getattr(subject, "report", None) or getattr(subject, "id", "") or getattr(subject, "child", ""))
