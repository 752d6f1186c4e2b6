"""A piece of HTML that is known to be an article's body (a feed's entry, a ninjs body): all its words, as paragraphs.

Nothing is looked for and nothing thrown away but scripts and forms; captions and headings keep their kind. Runs in the worker process.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree, html

from stemma.ingest.layout import Paragraph, flat, laid_out, split
from stemma.ingest.markup import parsed, tamed
from stemma.ingest.records import capped
from stemma.ingest.taken import trouble
from stemma.model import RawReport, Trouble, ZoneKind

_SKIPPED = frozenset("script style noscript template iframe form select button svg object video audio head title".split())  # noqa: SIM905
_BLOCKS = frozenset(
    "p div ul ol li table tr section article aside header footer figure figcaption blockquote h1 h2 h3 h4 h5 h6 pre hr br dl dt dd main body".split()  # noqa: SIM905
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,10});")
_NOTICE = re.compile(r"^The post .{3,300} (?:appeared first on|first appeared on) .{2,120}$")
_MORE = re.compile(r"^\W*(?:continue reading|read (?:more|the (?:full|rest))|keep reading|full (?:story|article))\b.{0,120}$", re.IGNORECASE)


def paragraphs(markup: str) -> list[Paragraph]:
    """The paragraphs of a fragment; of plain text its lines."""
    if not _MARKUP.search(markup):
        return split(markup)
    text, _ = tamed(markup)
    tree = parsed(f"<html><body><div>{text}</div></body></html>")
    return [] if tree is None else [_known(p) for p in _walked(tree)]


def words(markup: str | None) -> str | None:
    """A title or name as plain words; None where there are none."""
    if not markup:
        return None
    return flat(" ".join(p.text for p in paragraphs(markup[:20_000])))[:1000] or None


def report(text: RawReport, story: Sequence[Paragraph]) -> tuple[RawReport, list[Trouble]]:
    """The report with the paragraphs as its text."""
    joined, marked = laid_out(story)
    cut, said = capped(joined, text.path)
    return replace(text, text=cut, marked=tuple(z for z in marked if z.end <= len(cut))), said


def no_story(path: str) -> Trouble:
    """The trouble of a document that has no article's body."""
    return trouble("no-text", path, f"{path} has no text.", "Give the address of the article itself.")


def _walked(tree: html.HtmlElement) -> list[Paragraph]:
    """The words between the borders of blocks, in order."""
    out: list[Paragraph] = []
    run: list[str] = []
    kinds: list[ZoneKind] = []
    skipped = 0

    def close() -> None:
        text = flat("".join(run))
        run.clear()
        if text:
            out.append(Paragraph(text=text, kind=kinds[-1] if kinds else None))

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in _BLOCKS and not skipped:
                close()
            skipped += tag in _SKIPPED
            if kind := _kind(tag):
                kinds.append(kind)
            if not skipped and element.text:
                run.append(element.text)
            continue
        if tag in _BLOCKS and not skipped:
            close()
        elif tag in ("td", "th"):
            run.append(" ")
        skipped -= tag in _SKIPPED
        if _kind(tag):
            kinds.pop()
        if not skipped and element.tail:
            run.append(element.tail)
    close()
    return out


def _kind(tag: str) -> ZoneKind | None:
    return "caption" if tag == "figcaption" else "headline" if tag in _HEADINGS else None


def _known(paragraph: Paragraph) -> Paragraph:
    """Lines that feeds put behind their entries are no story."""
    if _NOTICE.match(paragraph.text):
        return replace(paragraph, kind="notice")
    return replace(paragraph, kind="furniture") if _MORE.match(paragraph.text) else paragraph
