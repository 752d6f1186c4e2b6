"""What the brief says: the sum of the matter, claims with their standing, figures, conflicts, what changed, the words, the sources.

Every sentence ends in numbers that lead to the sources. Who says it stands before what is said; nothing is said to be so.
The sum takes the claims that matter most, one for each matter: a claim that refines or nearly repeats one above it is left to
the table, and one that was updated gives way to what updates it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from stemma import __version__
from stemma.model import Ledger
from stemma.tell.exports.paper import Block, Bullets, Cite, Grid, Heading, Line, Link, Paper, Paragraph, Quotation, SourceLine, Text, plain
from stemma.tell.shared import words
from stemma.tell.shown import Chapter, Shown, Source, Told, View, summary
from stemma.tell.shown import Link as Tie
from stemma.tell.view import view

#: Claims in the sum, in the table, and tellings quoted of each.
SUM, FIRST, QUOTED = 5, 12, 3
#: Part of the shorter statement's words that another has: from here on it says nearly the same.
_ALIKE = 0.6
_WORD, _NUMBER = re.compile(r"\w+"), re.compile(r"\d[\d,.]*")
_FOOT = (
    "An origin is the one who vouches for a claim at the end of the chain of those who pass it on. Reports that share an origin, or copy each other, "
    "count once. Corroborated means two or more independent origins; disputed means that another claim here conflicts with it or denies it. "
    "Nothing here says what is so: only who says it. Where Stemma cannot tell, it says nothing.",
    "All quotations are the reports’ own words; “…” marks what is left out.",
)


def briefing(ledger: Ledger, *, taken: Mapping[str, str] | None = None, first: int = FIRST) -> Paper:
    """The brief on a ledger. `taken` says by report id when a report was taken in (ISO); `first` claims of each story are told."""
    shown = view(ledger)
    several = len(shown.chapters) > 1
    blocks: list[Block] = []
    for chapter in shown.chapters:
        if several:
            blocks.append(Heading(words=chapter.title))
        blocks += _chapter(chapter, level=3 if several else 2, first=first)
    when = [(taken or {}).get(r.id) for r in ledger.reports]
    return Paper(
        title=_title(shown),
        blocks=tuple(blocks),
        sources=tuple(_source(s, w) for s, w in zip(shown.sources, when, strict=True)),
        foot=(*_FOOT, f"Made by Stemma {__version__}{f', annotator {shown.annotator}' if shown.annotator else ''}."),
    )


def _title(shown: View) -> str:
    if not shown.chapters:
        return "No story: nothing was read"
    return shown.chapters[0].title if len(shown.chapters) == 1 else f"{len(shown.chapters)} stories"


def _chapter(chapter: Chapter, *, level: int, first: int) -> Iterator[Block]:
    yield Paragraph(line=plain(f"{words.count(len(chapter.sources), 'report')}, {chapter.dates}."), look="quiet")
    yield Paragraph(line=plain(f"{summary(chapter)} Stemma counts reporting, not truth."), look="lead")
    told = chapter.claims[:first]
    parts: tuple[tuple[str, Sequence[Block]], ...] = (
        ("The sum of the matter", _sum(chapter)),
        ("The claims", _claims(chapter, told)),
        ("The figures", _figures(chapter.claims, first)),
        ("Where the reports differ", _ties(chapter, chapter.differences, first)),
        ("What changed", _ties(chapter, chapter.updates, first)),
        ("Who copies whom", _descent(chapter)),
        ("In their own words", [b for claim in told for b in _quotations(claim, level + 1)]),
    )
    for title, content in parts:
        if content:
            yield Heading(words=title, level=level)
            yield from content


def _sum(chapter: Chapter) -> list[Block]:
    """The few sentences that somebody with a minute reads."""
    lines = [sentence(claim) for claim in weightiest(chapter.claims)]
    return [Bullets(lines=tuple(lines))] if lines else []


def weightiest(claims: Sequence[Shown], limit: int = SUM) -> list[Shown]:
    """The claims that matter most, each as it was last told, no two of them nearly the same."""
    by = {c.number: c for c in claims}
    chosen: list[Shown] = []
    for first in claims:
        if len(chosen) == limit:
            break
        claim = _latest(first, by)
        tied = {k.number for k in claim.links if k.words in _SAME_MATTER}
        if not any(c.number == claim.number or c.number in tied or _alike(c, claim) for c in chosen):
            chosen.append(claim)
    return chosen


def _latest(claim: Shown, by: Mapping[int, Shown]) -> Shown:
    """The claim that has taken its place: along the updates, the weightiest first, until nothing updates it."""
    seen = {claim.number}
    while True:
        later = [k.number for k in claim.links if k.words == words.RELATION_BACK["updates"] and k.number in by and k.number not in seen]
        if not later:
            return claim
        claim = by[min(later)]
        seen.add(claim.number)


_SAME_MATTER = {words.RELATION["refines"], words.RELATION_BACK["refines"], words.RELATION["updates"], words.RELATION_BACK["updates"]}


def _alike(a: Shown, b: Shown) -> bool:
    """Most of the words of the shorter, or the same number from the same origins."""
    one, other = (set(_WORD.findall(c.statement.lower())) for c in (a, b))
    number, same = _NUMBER.search(a.figure), _NUMBER.search(b.figure)
    if number and same and number[0] == same[0] and a.origins == b.origins:
        return True
    return len(one & other) >= _ALIKE * max(1, min(len(one), len(other)))


def sentence(claim: Shown) -> Line:
    """A claim in the sum: 'Ada Brandt (3 reports, 1 origin; disputed): At least 70 … [1] [2]'."""
    remarks = [w for w in (_CERTAINTY.get(claim.certainty, ""), claim.standing if claim.standing == "disputed" else "") if w]
    earlier = [f"claim {k.number}" for k in claim.links if k.words == words.RELATION["updates"]]
    remarks += [f"updates {words.listed(earlier)}"] if earlier else []
    counted = "; ".join([_counted(claim), *remarks])
    lead = f"Denied by {claim.who or 'somebody not named'}" if claim.certainty == "denied" else claim.who or "No named origin"
    return (Text(words=f"{lead[:1].upper()}{lead[1:]}", look="strong"), Text(words=f" ({counted}): {claim.statement} "), _cited(claim))


_CERTAINTY = {"hedged": "hedged", "pledged": "a pledge or a plan", "left open": "left open"}


def _counted(claim: Shown) -> str:
    """'3 reports, 1 origin'."""
    told = words.count(claim.reports, "report")
    if claim.independent:
        return f"{told}, {words.count(claim.independent, 'origin')}"
    return f"{told}, cannot tell how many origins" if claim.origins else told


def _cited(claim: Shown) -> Cite:
    return Cite(numbers=tuple(sorted({t.source.number for t in claim.told})))


def _claims(chapter: Chapter, told: Sequence[Shown]) -> list[Block]:
    if not told:
        return []
    rows = tuple(
        (
            plain(str(c.number)),
            (Text(words=f"{c.statement} "), _cited(c)),
            plain(c.certainty),
            (Text(words=f"{_counted(c)}: "), Text(words=c.who, look="quiet")) if c.origins else plain(f"{_counted(c)}, no named origin"),
            (Text(words=c.standing, look="strong"),),
        )
        for c in told
    )
    head = ("No.", "Claim", "How sure", "Reports and origins", "Standing")
    grid = Grid(caption="Claims, those that matter most to the story first", head=head, rows=rows, widths=(5, 48, 11, 23, 13))
    rest = len(chapter.claims) - len(told)
    more = f"{words.count(rest, 'further claim')} of less weight {'stand' if rest > 1 else 'stands'} in the tables of the ledger."
    return [grid, Paragraph(line=plain(more), look="quiet")] if rest else [grid]


def _figures(claims: Sequence[Shown], first: int) -> list[Block]:
    """The numbers, whose they are, and as of when."""
    rows = tuple(
        (
            (Text(words=c.figure, look="strong"),),
            plain(c.who or "no named origin"),
            plain(c.when or "not stated"),
            plain(c.certainty),
            (Text(words=f"claim {c.number} "), _cited(c)),
        )
        for c in [c for c in claims if c.figure][:first]
    )
    head = ("Figure", "According to", "When", "How sure", "Claim and sources")
    return [Grid(caption="Figures, as their sources bound them", head=head, rows=rows, widths=(26, 25, 18, 12, 19))] if rows else []


def _ties(chapter: Chapter, pairs: Sequence[tuple[Shown, Tie]], first: int) -> list[Block]:
    """Two claims and how they stand to each other, each with its own sources."""
    by = {c.number: c for c in chapter.claims}
    lines: list[Line] = []
    for claim, tie in pairs[:first]:
        other = by.get(tie.number)
        lines.append(
            (
                Text(words=f"Claim {claim.number} {tie.words} claim {tie.number}.", look="strong"),
                *_said(claim),
                *(_said(other) if other else (Text(words=f" {tie.statement}"),)),
                Text(words=f" {tie.why}" if tie.why else "", look="quiet"),
            )
        )
    out: list[Block] = [Bullets(lines=tuple(lines))] if lines else []
    return out + ([Paragraph(line=plain(f"And {len(pairs) - first} more."), look="quiet")] if len(pairs) > first else [])


def _said(claim: Shown) -> Line:
    """' 5 (NATO): There is no evidence of it. [1]'"""
    return (Text(words=f" {claim.number}{f' ({claim.who})' if claim.who else ''}: {claim.statement} "), _cited(claim))


def _descent(chapter: Chapter) -> list[Block]:
    lines = tuple(plain(sentence) for sentence, _ in chapter.descent if sentence)
    return [Bullets(lines=lines)] if lines else []


def _quotations(claim: Shown, level: int) -> Iterator[Block]:
    """Originals before copies, one quotation a report."""
    yield Heading(words=f"Claim {claim.number}: {claim.statement}", level=level)
    facts = [claim.backing, f"{claim.standing[:1].upper()}{claim.standing[1:]}, {claim.certainty}."]
    facts += [f"{name}: {value}." for name, value in (("Figure", claim.figure), ("When", claim.when), ("Where", claim.where)) if value]
    yield Paragraph(line=plain(" ".join(facts)), look="quiet")
    best: dict[int, Told] = {}
    for told in sorted(claim.told, key=lambda t: (bool(t.copied), t.number)):
        best.setdefault(told.source.number, told)
    kept = list(best.values())
    for told in kept[:QUOTED]:
        copied = f", copied from {told.copied}" if told.copied else ""
        by = (Text(words=told.chain, look="strong"), Text(words=f", {told.source.date}{copied}:"))
        quote: Line = (
            Text(words="“"),
            *(Text(words=p.text, look="marked" if p.marked else "plain") for p in told.words),
            Text(words="” "),
            Cite(numbers=(told.source.number,)),
        )
        link: Line = (Text(words=" "), Link(words="on the page", url=told.link)) if told.link else ()
        yield Quotation(by=by, words=(*quote, *link))
    if len(kept) > QUOTED:
        also = Cite(numbers=tuple(sorted(t.source.number for t in kept[QUOTED:])))
        yield Paragraph(line=(Text(words="Also told in "), also), look="quiet")


def _source(source: Source, taken: str | None) -> SourceLine:
    """Enough of it for a reader to find it again, and to check that it is the same text."""
    date = f"{source.date[:1].upper()}{source.date[1:]}"
    line: list[Text | Cite | Link] = [Text(words=source.outlet, look="strong")]
    line.append(Text(words=f": {source.title}. {date}." if source.title else f". {date}."))
    if source.url:
        line += [Text(words=" "), Link(words=source.url, url=source.url)]
    if taken:
        line.append(Text(words=f" Taken in {words.day(taken)}.", look="quiet"))
    name = source.path.replace("\\", "/").rsplit("/", 1)[-1]  # a brief is handed on: folders tell of the one who made it
    line += [Text(words=f" File {name}. SHA-256 of the text: ", look="quiet"), Text(words=source.sha256, look="code")]
    return SourceLine(number=source.number, line=tuple(line))
