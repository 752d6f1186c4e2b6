"""A story as one HTML file that opens from disk and can be mailed to an editor or a lawyer.

It holds everything: claims with every telling in its words, drawings, the reports with their zones. It loads nothing, needs
no script, prints, follows the reader's light or dark setting, and says in a policy of its own that nothing but its own style
may act. Every word of a report is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from stemma.model import Ledger, Report, Span
from stemma.model.figures import FigureSeries
from stemma.tell.brief import allowed, context, environment, style
from stemma.tell.exports.as_html import line_html
from stemma.tell.exports.briefing import sentence, weightiest
from stemma.tell.exports.drawings import figures_drawing, stemma_drawing
from stemma.tell.exports.zoned_text import ZoneShown, parts, zoned
from stemma.tell.shared import words
from stemma.tell.shared.compare import numbers
from stemma.tell.shared.safe import safe_lines
from stemma.tell.shown import Source, View
from stemma.tell.view import view


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShown:
    """A report beside the claims, and its text below them."""

    source: Source
    byline: str
    #: "headline, byline, text, 2 captions".
    parts: str
    #: Numbers of the claims that it tells.
    tells: tuple[int, ...]
    #: "22 November 2026", or "".
    taken: str
    zones: tuple[ZoneShown, ...]


def story_file(ledger: Ledger, *, figures: Sequence[FigureSeries] = (), taken: Mapping[str, str] | None = None) -> bytes:
    """The page's bytes; the same story gives the same bytes.

    `figures` are what `follow.figures` found in the ledger; `taken` says by report id when a report was taken in (ISO 8601).
    """
    shown = view(ledger)
    look = style("brief.css", "story.css")
    stemma = stemma_drawing(ledger)
    digests = [allowed(look)] + ([allowed(stemma[1])] if stemma else [])
    page = environment("html").get_template("story.html.j2")
    text = page.render(
        **context(shown),
        style=Markup(look),
        policy=Markup(" ".join(f"'sha256-{digest}'" for digest in digests)),
        sums=[[line_html(sentence(claim)) for claim in weightiest(chapter.claims)] for chapter in shown.chapters],
        stemma=stemma[0] if stemma else None,
        plot=figures_drawing(ledger, figures),
        reports=_reports(ledger, shown, taken or {}),
        prose=_prose,
    )
    return f"{text}\n".encode()


def _reports(ledger: Ledger, shown: View, taken: Mapping[str, str]) -> list[ReportShown]:
    number = numbers(ledger)
    told: dict[str, list[tuple[int, tuple[Span, ...]]]] = {r.id: [] for r in ledger.reports}
    for claim in ledger.claims:
        for telling in claim.tellings:
            if telling.report in told and claim.id in number:
                told[telling.report].append((number[claim.id], telling.spans))
    return [_report(r, s, told[r.id], taken.get(r.id)) for r, s in zip(ledger.reports, shown.sources, strict=True)]


def _report(report: Report, source: Source, tellings: Sequence[tuple[int, tuple[Span, ...]]], taken: str | None) -> ReportShown:
    return ReportShown(
        source=source,
        byline=report.byline or "",
        parts=parts(report),
        tells=tuple(sorted({n for n, _ in tellings})),
        taken=words.day(taken) if taken else "",
        zones=zoned(report, tellings),
    )


def _prose(text: str) -> Markup:
    """A report's words with their line breaks; everything else that is not visible is gone."""
    return escape(safe_lines(text.replace("\r\n", "\n").replace("\r", "\n")))
