"""Ledgers for figures, from sentences with their numbers marked in place, without the annotator.

A number is marked «surface|unit|what», with the number words first in the surface. `+` before the surface says that the annotator takes it for an
addition. `#name` after the surface puts it into the claim of that name; else a number is a claim of its own report. `surface` may begin with
"at least", "over", "up to" or "about". A relation is source, kind, target and, where it is to have a ground, its rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stemma.model import (
    Claim,
    Ground,
    Ledger,
    Quantity,
    QuantityMention,
    Relation,
    Report,
    Span,
    Story,
    Telling,
    Timex,
    Voice,
    Zone,
    content_id,
)

_MARK = re.compile(r"«(?P<add>\+)?(?P<surface>[^|»#]+)(?:#(?P<claim>\w+))?\|(?P<unit>[^|»]*)\|(?P<what>[^|»]*)»")
_TIME = re.compile(r"<(?P<surface>[^|>]+)\|(?P<iso>[\d-]+)>")
_WORDS = {"two": (2, 2), "five": (5, 5), "six": (6, 6), "nine": (9, 9), "dozens": (24, 99)}


@dataclass
class _Made:
    text: str = ""
    mentions: list[tuple[str, QuantityMention]] = field(default_factory=list)
    times: list[Timex] = field(default_factory=list)


def ledger(reports: Sequence[Mapping[str, Any]], relations: Sequence[Sequence[str]] = (), *, title: str = "The flood") -> Ledger:
    """A ledger of one story. Each report has `text`, and may have `outlet`, `published`, `origin`, `certainty`, `copied_from` (an outlet)."""
    made = [_made(str(r["text"])) for r in reports]
    values = [_report(r, m) for r, m in zip(reports, made, strict=True)]
    by_outlet = {r.outlet: r.id for r in values}
    tellings: dict[str, list[Telling]] = {}
    for given, m, report in zip(reports, made, values, strict=True):
        for name, mention in m.mentions:
            origin = given.get("origin")
            claim = name or content_id("claim", report.id, mention.span.start)
            tellings.setdefault(claim, []).append(
                Telling(
                    report=report.id,
                    spans=(_sentence(m.text, mention.span),),
                    chain=(origin,) if origin else (),
                    origin=origin,
                    certainty=given.get("certainty", "asserted"),
                    quantity=mention.quantity,
                    copied_from=by_outlet.get(given.get("copied_from")),
                    statement=_sentence(m.text, mention.span).of(m.text),
                )
            )
    story = "story-1"
    days = sorted(str(r.published)[:10] for r in values if r.published)
    origins = sorted({str(r["origin"]) for r in reports if r.get("origin")})
    return Ledger(
        reports=tuple(values),
        stories=(
            Story(id=story, title=title, reports=tuple(r.id for r in values), first=days[0] if days else None, last=days[-1] if days else None),
        ),
        times={r.id: tuple(m.times) for r, m in zip(values, made, strict=True)},
        quantities={r.id: tuple(q for _, q in m.mentions) for r, m in zip(values, made, strict=True)},
        voices=tuple(Voice(id=o, name=o, kind="organisation") for o in origins),
        claims=tuple(_claim(name, story, told) for name, told in sorted(tellings.items())),
        relations=tuple(
            Relation(source=a, target=b, kind=kind, grounds=tuple(Ground(rule=r, sentence="Made so.") for r in rule))  # type: ignore[arg-type]
            for a, kind, b, *rule in relations
        ),
    )


def _claim(name: str, story: str, told: list[Telling]) -> Claim:
    origins = tuple(sorted({t.origin for t in told if t.origin}))
    return Claim(
        id=name,
        story=story,
        statement=told[0].statement,
        certainty=told[0].certainty,
        tellings=tuple(sorted(told, key=lambda t: t.report)),
        quantity=told[0].quantity,
        origins=origins,
        independent_origins=len(origins),
        salience=0.5,
    )


def _made(marked: str) -> _Made:
    out, at = _Made(), 0
    pattern = re.compile(f"{_MARK.pattern}|{_TIME.pattern.replace('surface', 'time')}")
    for match in pattern.finditer(marked):
        out.text += marked[at : match.start()]
        start = len(out.text)
        if match["surface"]:
            out.text += match["surface"]
            out.mentions.append((match["claim"] or "", _mention(match, Span(start, len(out.text)))))
        else:
            out.text += match["time"]
            out.times.append(Timex(span=Span(start, len(out.text)), iso=match["iso"], first=match["iso"], last=match["iso"]))
        at = match.end()
    out.text += marked[at:]
    return out


def _mention(match: re.Match[str], span: Span) -> QuantityMention:
    surface = match["surface"]
    digits = re.search(r"\d[\d,.]*\d|\d", surface)
    word = _WORDS.get(surface.split()[0].lower(), (0, 0))
    number = float(digits[0].replace(",", "")) if digits else float(word[0])
    bound = surface.split(digits[0])[0].strip().lower() if digits else ""
    low: float | None = number
    high: float | None = number if digits else float(word[1])
    approximate = bound == "about" or low != high
    if bound in {"at least", "over"}:
        high = None
    elif bound == "up to":
        low = None
    elif bound == "about":
        low, high = number * 0.9, number * 1.1
    what = match["what"] or None
    quantity = Quantity(low=low, high=high, low_open=bound == "over", unit=match["unit"] or None, what=what, approximate=approximate)
    shift = surface.index(digits[0]) if digits else 0
    end = shift + len(digits[0]) if digits else len(surface.split()[0])
    return QuantityMention(span=span, quantity=quantity, number=Span(span.start + shift, span.start + end), additional=bool(match["add"]))


def _sentence(text: str, span: Span) -> Span:
    start = max(text.rfind(". ", 0, span.start) + 2, text.rfind("\n", 0, span.start) + 1, 0) if span.start else 0
    start = 0 if text.rfind(". ", 0, span.start) < 0 and text.rfind("\n", 0, span.start) < 0 else start
    end = text.find(". ", span.end)
    return Span(min(start, span.start), len(text) if end < 0 else end + 1)


def _report(given: Mapping[str, Any], made: _Made) -> Report:
    outlet, published = given.get("outlet"), given.get("published")
    published = str(published) if published else None
    return Report(
        id=content_id("report", made.text, outlet, published),
        path=f"{outlet or 'a'}.txt",
        text=made.text,
        zones=(Zone(kind="body", start=0, end=len(made.text)),),
        outlet=outlet,
        title=given.get("title"),
        published=published,
        published_from="given" if published else None,
    )
