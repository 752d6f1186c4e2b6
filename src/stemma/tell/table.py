"""The ledger in a terminal: one screen that a person reads from top to bottom, and one page for each claim.

Pure: values in, text out. Nothing depends on colour; widths from 60 columns up work. Everything from the reports is
shown as `Text` of `safe_term`, never as mark-up.
"""

from __future__ import annotations

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from stemma.model import Ground, Ledger
from stemma.tell.shared import words
from stemma.tell.shared.printed import drawn, hanging, heading, indented, more, text
from stemma.tell.shared.safe import safe_term
from stemma.tell.shown import Chapter, Link, Shown, Speaker, Told, summary
from stemma.tell.tree import Branch
from stemma.tell.view import view

#: A reader with two minutes sees these first; the rest is a word away.
FIRST = 12
_NARROW = 100
_STANDING_STYLE = {"corroborated": "green", "disputed": "red", "single origin": "yellow", "no named origin": "dim"}


def table(ledger: Ledger, *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """The stories of the ledger, claims by salience; `every` shows all claims and voices, not the first dozen."""
    shown = view(ledger)
    limit = None if every else FIRST
    parts = [part for chapter in shown.chapters for part in _chapter(chapter, width=width, limit=limit)]
    return drawn(parts or [Text("No story: nothing was read.")], width=width, colour=colour)


def claim_page(ledger: Ledger, wanted: str, *, width: int = 100, colour: bool = False) -> str | None:
    """One claim with each telling in its words, its relations and its grounds; None when there is no such claim."""
    shown = view(ledger)
    claim = shown.claim(wanted)
    if claim is None:
        return None
    total = sum(len(chapter.claims) for chapter in shown.chapters)
    return drawn(_claim(claim, total), width=width, colour=colour)


def _chapter(chapter: Chapter, *, width: int, limit: int | None) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(), text(chapter.title, "bold underline"), _counts(chapter), Text()]
    parts.append(_claims(chapter.claims[:limit], wide=width >= _NARROW))
    parts += more(len(chapter.claims), limit, "claim")
    parts += _between("Where the reports differ", chapter.differences, chapter, limit)
    parts += _between("What changed later", chapter.updates, chapter, limit)
    parts += _figures(chapter.claims, limit)
    parts += _speakers(chapter.speakers, limit)
    if chapter.descent:
        parts += heading("Who copies whom")
        parts += [indented(text(sentence)) for sentence, _ in chapter.descent]
    parts += heading("The reports")
    for source in chapter.sources:
        parts.append(indented(hanging(f"[{source.number}] ", text(f"{source.outlet}, {source.date}{': ' if source.title else ''}{source.title}"))))
    parts += [Text(), text(summary(chapter)), Text("Stemma counts reporting, not truth.")]
    first = chapter.claims[0].number if chapter.claims else None
    if first is not None:
        parts.append(Text(f"To see the words behind a claim, add its number: --claim {first}", style="dim"))
    return parts


def _counts(chapter: Chapter) -> Text:
    return text(f"{words.count(len(chapter.sources), 'report')}, {chapter.dates} · {words.count(len(chapter.claims), 'claim')}")


def _plain_table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, leading=1, header_style="bold", expand=False)


def _claims(claims: tuple[Shown, ...], *, wide: bool) -> Table:
    """Wide: a column for each thing to know; narrow: figure under the claim, standing under the origins."""
    grid = _plain_table()
    grid.add_column("#", justify="right", no_wrap=True)
    grid.add_column("Claim", ratio=5, min_width=23)
    grid.add_column("How sure", no_wrap=True)
    if wide:
        grid.add_column("Figure", max_width=19)
        grid.add_column("Origins / reports", max_width=21)
        grid.add_column("Standing", no_wrap=True, min_width=15)  # "no named origin"
    else:
        grid.add_column("Origins / reports", max_width=24)
    for claim in claims:
        origins = Text.assemble(claim.ratio, "\n", text(claim.who, "dim")) if claim.origins else Text(claim.ratio)
        standing = Text(claim.standing, style=_STANDING_STYLE[claim.standing])
        if wide:
            grid.add_row(str(claim.number), text(claim.statement), Text(claim.certainty), text(claim.figure), origins, standing)
        else:
            said = Text.assemble(text(claim.statement), "\n", text(claim.figure, "dim")) if claim.figure else text(claim.statement)
            grid.add_row(str(claim.number), said, Text(claim.certainty), Group(origins, standing))
    return grid


def _between(title: str, pairs: tuple[tuple[Shown, Link], ...], chapter: Chapter, limit: int | None) -> list[RenderableType]:
    """Relations as sentences with their reason; a claim that the table leaves out is named by its words."""
    if not pairs:
        return []
    parts = heading(title)
    last = chapter.claims[:limit][-1].number

    def named(number: int, statement: str) -> str:
        return f"claim {number}" if number <= last else f"claim {number} (“{statement}”)"

    half = limit // 2 if limit else None
    for claim, link in pairs[:half]:
        said = f"{named(claim.number, claim.statement)} {link.words} {named(link.number, link.statement)}. {link.why}"
        parts.append(indented(text(said[:1].upper() + said[1:].rstrip())))
    return parts + more(len(pairs), half, "relation")


def _figures(claims: tuple[Shown, ...], limit: int | None) -> list[RenderableType]:
    """The numbers of the story, whose they are, and as of when."""
    numbered = [c for c in claims if c.figure]
    if not numbered:
        return []
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    grid.add_column("Figure", ratio=3)
    grid.add_column("According to", ratio=3)
    grid.add_column("When", ratio=2)
    grid.add_column("Claim", justify="right", no_wrap=True)
    for claim in numbered[:limit]:
        whose = claim.who or "no named origin"
        grid.add_row(text(claim.figure), text(whose), text(claim.when or "not stated"), str(claim.number))
    return [*heading("The figures"), grid]


def _speakers(speakers: tuple[Speaker, ...], limit: int | None) -> list[RenderableType]:
    """Voices, and who speaks through whom."""
    if not speakers:
        return []
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    grid.add_column("Voice", ratio=4)
    grid.add_column("Vouches for", ratio=3)
    grid.add_column("Reports", justify="right", no_wrap=True)
    grid.add_column("Through, or passing on", ratio=4)
    for speaker in speakers[:limit]:
        told = Text.assemble(text(speaker.name), "\n", Text(speaker.kind, style="dim"))
        vouches = _claim_numbers(speaker.vouches)
        grid.add_row(told, Text(f"({vouches})" if speaker.vague else vouches), str(speaker.reports), text(_paths(speaker)))
    return [*heading("Who speaks, and through whom"), grid, *more(len(speakers), limit, "voice")]


def _claim_numbers(numbers: tuple[int, ...]) -> str:
    """'claims 1, 4 and 7'; long lists are cut."""
    if not numbers:
        return "no claim of its own"
    shown = [str(n) for n in numbers[:5]]
    more = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
    return f"claim{'s' if len(numbers) > 1 else ''} {', '.join(shown) + more if more else words.listed(shown)}"


def _paths(speaker: Speaker) -> str:
    through = f"through {words.listed(list(speaker.through))}" if speaker.through else ""
    relays = f"passes on {words.listed(list(speaker.relays))}" if speaker.relays else ""
    return "; ".join(p for p in (through, relays) if p) or "directly"


def _claim(claim: Shown, total: int) -> list[RenderableType]:
    """The page of one claim."""
    parts: list[RenderableType] = [Text(), Text(f"Claim {claim.number} of {total}: {claim.standing} · {claim.certainty}", style="dim")]
    parts += [text(claim.statement, "bold"), text(claim.backing)]
    facts = [("Figure", claim.figure), ("When", claim.when), ("Where", claim.where)]
    parts += [text(f"{name}: {value}") for name, value in facts if value]
    if claim.tree:
        parts += heading("Who has it from whom")
        parts += [indented(_grown(branch)) for branch in claim.tree]
    parts += heading("Told by")
    parts.append(indented(Text("The words of the claim stand between « and ».", style="dim")))
    for told in claim.told:
        parts += [Text(), *_told(told)]
    if claim.links:
        parts += heading("How it stands to other claims")
        parts += [indented(Group(*_link(link))) for link in claim.links]
    if claim.grounds:
        parts += heading("Why Stemma puts it so")
        parts += _grounds(claim.grounds)
    rule = next((g.rule for t in claim.told for g in (*claim.grounds, *t.grounds)), None)
    if rule:
        parts += [Text(), text(f"What a rule looks at: stemma explain {rule}", "dim")]
    return parts


def _grown(branch: Branch) -> Tree:
    """Origin at the root, reports at the leaves."""
    drawn = Tree(text(f"{branch.name} ({branch.how})" if branch.how else branch.name))
    for below in branch.below:
        drawn.children.append(_grown(below))
    return drawn


def _told(told: Told) -> list[RenderableType]:
    head = f"[{told.source.number}] {told.chain} ({told.source.date})"
    facts = [told.certainty, told.figure, told.when, f"copied from {told.copied}" if told.copied else ""]
    quote = Text("“")
    for piece in told.words:
        quote.append(f"«{safe_term(piece.text)}»" if piece.marked else safe_term(piece.text), style="bold" if piece.marked else "")
    quote.append("”")
    parts: list[RenderableType] = [indented(text(head)), indented(quote, by=6), indented(text(" · ".join(f for f in facts if f)), by=6)]
    return parts + _grounds(told.grounds, by=6)


def _link(link: Link) -> list[RenderableType]:
    parts: list[RenderableType] = [text(f"It {link.words} claim {link.number}: {link.statement}")]
    if link.why:
        parts.append(indented(text(f"{link.why}{f' ({link.rule})' if link.rule else ''}", "dim")))
    return parts


def _grounds(grounds: tuple[Ground, ...], *, by: int = 2) -> list[RenderableType]:
    return [indented(text(f"{g.sentence} ({g.rule})", "dim"), by=by) for g in grounds]
