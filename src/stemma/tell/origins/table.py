"""The account of origins in a terminal: a block for each claim, readable at 80 columns and without colour."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from stemma.tell.origins.account import RELIABILITY, SUPPORT, Account, Discount, Origin, Path, Section
from stemma.tell.shared import words
from stemma.tell.shared.printed import beside, drawn, text

#: As many claims of a story are shown first as in the table of claims.
FIRST = 12
#: As many paths and reasons of a claim are shown where the whole story is.
_SOME = 6


def table(sections: Sequence[Section], *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """The claims of every story with their origins; `every` shows all claims, not the first dozen."""
    parts: list[RenderableType] = []
    for section in sections:
        shown = section.accounts if every else section.accounts[:FIRST]
        parts += [Text(), text(section.title, "bold underline"), text(_counts(section))]
        for account in shown:
            parts += [Text(), *_block(account, limit=None if every else _SOME)]
        if len(shown) < len(section.accounts):
            rest = words.count(len(section.accounts) - len(shown), "more claim")
            parts += [Text(), Text(f"and {rest}: --all shows them, --claim N shows one with every reason.", style="dim")]
    parts += _key(sections) if parts else [Text("No story: nothing was read.")]
    return drawn(parts, width=width, colour=colour)


def claim_page(sections: Sequence[Section], wanted: str, *, width: int = 100, colour: bool = False) -> str | None:
    """One claim with every path and every reason; None when there is no such claim."""
    found = next((a for s in sections for a in s.accounts if wanted in (str(a.number), a.id)), None)
    if found is None:
        return None
    return drawn([Text(), *_block(found, limit=None), *_derivation(found), *_key(sections)], width=width, colour=colour)


def _counts(section: Section) -> str:
    tally: dict[str, int] = {}
    for account in section.accounts:
        tally[account.standing] = tally.get(account.standing, 0) + 1
    order = ("corroborated", "single origin", "no named origin", "disputed", "cannot tell")
    said = ", ".join(f"{tally[s]} {s}" for s in order if s in tally)
    head = f"{words.count(len(section.sources), 'report')}, {section.dates} · {words.count(len(section.accounts), 'claim')}"
    return f"{head}: {said}" if said else head


def _block(account: Account, *, limit: int | None) -> list[RenderableType]:
    number = f"{account.number:>2}  "
    by = len(number)
    parts: list[RenderableType] = [beside(number, account.statement, "bold", by=0)]
    facts = [account.ratio, *facts_of(account), account.grade]
    parts.append(Padding(text(" · ".join(f for f in facts if f)), (0, 0, 0, by)))
    for n, origin in enumerate(account.origins, 1):
        parts.append(beside(f"origin {n}  " if len(account.origins) > 1 else "origin  ", origin_words(origin), by=by))
    paths = account.paths[:limit]
    parts += [beside("· ", path_words(path), "" if path.part == "origin" else "dim", by=by) for path in paths]
    parts += _cut(len(account.paths), limit, "path", account.number, by)
    if account.discounts:
        parts.append(Padding(Text("not counted:"), (0, 0, 0, by)))
        parts += [beside("- ", reason(d, rule=limit is None), by=by + 2) for d in account.discounts[:limit]]
        parts += _cut(len(account.discounts), limit, "reason", account.number, by)
    return parts


def facts_of(account: Account) -> list[str]:
    """Standing and certainty; a standing that the count has said already is not said twice."""
    said = account.measure == "none" and account.standing == words.STANDING["unattributed"]
    return [account.certainty] if said else [account.standing, account.certainty]


def _cut(number: int, limit: int | None, noun: str, claim: int, by: int) -> list[RenderableType]:
    if limit is None or number <= limit:
        return []
    return [Padding(Text(f"and {words.count(number - limit, f'more {noun}')}: --claim {claim} shows them.", style="dim"), (0, 0, 0, by + 2))]


def origin_words(origin: Origin) -> str:
    """'Rolf Anders (person, B) and the port ministry (organisation), counted as one'."""
    named = [f"{m.name} ({m.kind}{'' if m.reliability == 'F' else f', reliability {m.reliability}'})" for m in origin.members]
    one = ", counted as one" if len(named) > 1 else ""
    return f"{words.listed(named)}{one}, told by {words.listed([f'[{n}]' for n in origin.reports])}" if origin.reports else words.listed(named) + one


def path_words(path: Path) -> str:
    """'[2] Inland Courier ← Northwire ← Ada Brandt'; what is no origin is said at the end."""
    stations = [f"[{path.source.number}] {path.source.outlet}{_letter(path.outlet_reliability)}"]
    stations += [f"“{s.name}”" if s.vague else f"{s.name}{_letter(s.reliability)}" for s in path.steps]
    end = {
        "origin": "",
        "own word": ", on its own word",
        "vague": " (nobody in particular)",
        "unresolved": " ← a source that could not be told",
        "not read": ", in a language whose sources are not read",
    }[path.part]
    return f"{' ← '.join(stations)}{end}{f'; copied from {path.copied}' if path.copied else ''}"


def reason(discount: Discount, *, rule: bool) -> str:
    """The reason, with the rule's name where there is room for it."""
    return f"{discount.why} ({discount.rule})" if rule else discount.why


def _letter(letter: str) -> str:
    return "" if letter == "F" else f" ({letter})"


def _derivation(account: Account) -> list[RenderableType]:
    """The grade, its meaning and each step to it."""
    if account.credibility is None:
        return []
    grade = account.credibility.grade
    parts: list[RenderableType] = [Text(), Padding(text(f"Credibility {grade}: {SUPPORT[grade]}", "bold"), (0, 0, 0, 4))]
    return parts + [beside("- ", f"{g.sentence} ({g.rule})") for g in account.credibility.grounds]


def _key(sections: Sequence[Section]) -> list[RenderableType]:
    """What the letters and numbers mean, only as far as they were used."""
    accounts = [a for s in sections for a in s.accounts]
    letters = sorted({x for a in accounts for p in a.paths for x in (p.outlet_reliability, *(s.reliability for s in p.steps)) if x != "F"})
    parts: list[RenderableType] = [Text()]
    if any(a.credibility is not None for a in accounts):
        parts.append(Text("Credibility 1 to 6 is of the information, derived from origins, conflicts and wording: how well a claim is supported."))
    if letters:
        said = "; ".join(f"{x} {RELIABILITY[x]}" for x in letters)
        parts.append(Text(f"Reliability A to F is of the source, and your word: {said}; F whom you did not rate. It changes no credibility."))
    parts.append(Text("Stemma counts reporting, not truth."))
    return parts
