"""The account of origins for programs and pages: JSON, CSV and Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.tell.origins.account import SUPPORT, Account, Path, Section, Step
from stemma.tell.origins.table import facts_of, origin_words, path_words
from stemma.tell.shared import words
from stemma.tell.shared.data import Json, as_grounds, encoded, generator, sheet
from stemma.tell.shared.safe import safe_markdown

SCHEMA = "stemma-origins/1"
_COLUMNS = (
    "claim", "statement", "standing", "measure", "independent_origins", "reports", "credibility",
    "report", "outlet", "date", "path", "part", "origin", "origin_kind", "origin_reliability", "copied_from",
)  # fmt: skip


def as_json(sections: Sequence[Section]) -> str:
    """One object: stories, their claims, and for each claim origins, paths, discounts and the credibility with its derivation.

    `independent_origins` is null where it cannot be measured, and 0 where nobody is named.
    """
    value = {
        "schema": SCHEMA,
        "generator": generator(),
        "stories": [{"id": s.id, "title": s.title, "claims": [_account(a) for a in s.accounts]} for s in sections],
    }
    return encoded(value)


def _account(a: Account) -> Json:
    return {
        "number": a.number,
        "id": a.id,
        "statement": a.statement,
        "certainty": a.certainty,
        "standing": a.standing,
        "measure": a.measure,
        "independent_origins": a.independent,
        "reports": a.reports,
        "origins": [{"members": [_step(m) for m in o.members], "reports": list(o.reports)} for o in a.origins],
        "paths": [_path(p) for p in a.paths],
        "discounted": [{"why": d.why, "rule": d.rule} for d in a.discounts],
        "credibility": None
        if a.credibility is None
        else {"grade": a.credibility.grade, "meaning": SUPPORT[a.credibility.grade], "grounds": as_grounds(a.credibility.grounds)},
    }


def _step(s: Step) -> Json:
    return {"voice": s.id, "name": s.name, "kind": s.kind, "vague": s.vague, "reliability": s.reliability}


def _path(p: Path) -> Json:
    return {
        "report": p.source.number,
        "outlet": p.source.outlet,
        "outlet_reliability": p.outlet_reliability,
        "file": p.source.path,
        "steps": [_step(s) for s in p.steps],
        "part": p.part,
        "origin": p.origin,
        "copied_from": p.copied or None,
    }


def as_csv(sections: Sequence[Section]) -> str:
    """A row for each path of each claim; cells that a spreadsheet would take for a formula begin with an apostrophe."""
    rows = (_row(account, path) for section in sections for account in section.accounts for path in account.paths)
    return sheet(_COLUMNS, rows, line_end="\n")


def _row(a: Account, p: Path) -> list[object]:
    end = next((s for s in reversed(p.steps) if s.id == p.origin), None)
    return [
        a.number, a.statement, a.standing, a.measure, a.independent, a.reports, a.credibility.grade if a.credibility else None,
        p.source.number, p.source.outlet, p.source.date, path_words(p), p.part,
        end.name if end else "", end.kind if end else "", end.reliability if end else "", p.copied,
    ]  # fmt: skip


def as_markdown(sections: Sequence[Section]) -> str:
    """A heading for each story, a paragraph for each claim, lists below."""
    lines: list[str] = []
    for section in sections:
        lines += [f"# {safe_markdown(section.title)}", "", f"{words.count(len(section.sources), 'report')}, {safe_markdown(section.dates)}", ""]
        for account in section.accounts:
            lines += [*_paragraph(account), ""]
    return "\n".join([*lines, "Stemma counts reporting, not truth."]) + "\n"


def _paragraph(a: Account) -> list[str]:
    facts = [a.ratio, *facts_of(a)]
    lines = [f"## {a.number}. {safe_markdown(a.statement)}", "", f"{' · '.join(facts)}", ""]
    lines += [f"- Origin: {safe_markdown(origin_words(o))}" for o in a.origins]
    lines += [f"- Path: {safe_markdown(path_words(p))}" for p in a.paths]
    lines += [f"- Not counted: {safe_markdown(d.why)}" for d in a.discounts]
    if a.credibility is not None:
        steps = " ".join(safe_markdown(g.sentence) for g in a.credibility.grounds)
        lines.append(f"- Credibility {a.credibility.grade}, {SUPPORT[a.credibility.grade]}. {steps}")
    return lines
