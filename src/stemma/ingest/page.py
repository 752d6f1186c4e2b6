"""An HTML page as a raw report: metadata first, captions and credits set apart, then the story. Runs in the worker process.

The page is parsed once, after what makes parsers explode was cut out of it. What extractors throw away is taken first (captions,
credits, agency notices, dates with their time of day), then trafilatura looks for the story in a copy of the tree; where it finds
none, the page's JSON-LD, resiliparse and at last all visible paragraphs answer, and the report says which did.
The text of the report is the page's paragraphs joined by blank lines, captions at their place, credits and notices behind.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace

from lxml import etree, html

from stemma.ingest import metadata, singlefile, surroundings
from stemma.ingest.decode import decode
from stemma.ingest.layout import Paragraph, flat, laid_out, letters, split
from stemma.ingest.markup import LONGEST_TAG, parsed, tamed
from stemma.ingest.records import capped
from stemma.ingest.taken import Capture, Piece, Taken, trouble
from stemma.model import RawReport, Trouble, ZoneKind

#: Bytes that a page may have.
LARGEST = 20_000_000
#: A story shorter than this many letters may be a teaser; the next extractor is asked.
_ENOUGH = 200
#: Elements of trafilatura's tree that may hold others as blocks of their own.
_INNER: dict[str, tuple[str, ...]] = {"item": ("p",), "quote": ("p",), "row": ("row", "p", "head", "item", "quote", "code")}
_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "li", "blockquote", "td")


def of_piece(piece: Piece) -> Taken:
    """The report on a page, and when the page was saved where it says so."""
    reports, troubles = report_of(piece.data, piece.name, charset=piece.charset)
    url, at = singlefile.origin(piece.data)
    if url and reports and reports[0].url is None:
        reports = [replace(reports[0], url=url)]
    captures = (Capture(path=piece.name, url=url, at=at),) if at and reports and not piece.at else ()
    return Taken(reports=tuple(reports), troubles=tuple(troubles), captures=captures)


def report_of(data: bytes, path: str, *, charset: str | None = None) -> tuple[list[RawReport], list[Trouble]]:
    """The report on a page, or a trouble that says why there is none."""
    text, troubles = decode(data, path=path, declared=True, charset=charset)
    text, cut = tamed(text)
    if cut:
        message = f"{path} has a tag of more than {LONGEST_TAG // 1000} kB; its attributes were left out."
        troubles.append(trouble("oversize-tag", path, message, "Nothing needs to be done if the text below looks whole."))
    if re.search(r"<(?:html|body)\b", text[:20_000], re.IGNORECASE) and not re.search(r"</(?:html|body)\s*>", text[-20_000:], re.IGNORECASE):
        troubles.append(trouble("cut-off", path, f"{path} breaks off before its end; what is there was read.", "Save the page again."))
    tree = parsed(text)
    if tree is None:
        return [], [*troubles, trouble("no-article", path, f"{path} holds no HTML elements.", "Save the article as plain text.")]
    meta, said = metadata.of(tree)
    troubles += [trouble("bad-metadata", path, f"{path}: {s}", "Check outlet and date.") for s in said]
    aside = surroundings.detached(tree)
    story, by = _story(tree, text, meta.article_body)
    if not story:
        hint = "Check that the page is an article and not a list, a player or a wall; or save the article as plain text."
        return [], [*troubles, trouble("no-article", path, f"No article was found in {path}.", hint)]
    paragraphs = surroundings.placed(tree, story, aside)
    words, marked = laid_out(paragraphs)
    words, said_cut = capped(words, path)
    marked = tuple(z for z in marked if z.end <= len(words))
    report = RawReport(
        path=path,
        text=words,
        url=meta.url,
        outlet=meta.outlet,
        title=meta.title,
        byline=meta.byline,
        published=meta.published,
        published_from="metadata" if meta.published else None,
        updated=meta.updated,
        credits=meta.credits,
        marked=marked,
        extracted_by=by,
    )
    return [report], [*troubles, *said_cut]


def _story(tree: html.HtmlElement, text: str, article_body: str | None) -> tuple[list[Paragraph], str]:
    """The paragraphs of the story and who found them: the first extractor with enough, else the one with most."""
    best: list[Paragraph] = []
    best_by = ""
    extractors: tuple[tuple[str, Callable[[], list[Paragraph]]], ...] = (
        ("trafilatura", lambda: _by_trafilatura(tree)),
        ("json-ld", lambda: split(article_body or "")),
        ("resiliparse", lambda: _by_resiliparse(text)),
        ("visible text", lambda: _visible(tree)),
    )
    for by, extract in extractors:
        found = extract()
        if letters(found) >= _ENOUGH:
            return found, by
        if letters(found) > letters(best):
            best, best_by = found, by
    return best, best_by


def _by_trafilatura(tree: html.HtmlElement) -> list[Paragraph]:
    from trafilatura import bare_extraction

    found = bare_extraction(copy.deepcopy(tree), favor_precision=True, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    return [] if body is None else _linear(body)


def _linear(body: etree._Element) -> list[Paragraph]:
    """The paragraphs of trafilatura's tree."""
    out: list[Paragraph] = []
    for element in body.iter("p", "head", "item", "row", "quote", "code"):
        inner = _INNER.get(element.tag)
        if inner and next(element.iterdescendants(*inner), None) is not None:
            before = flat(_before(element, inner))  # the blocks in it come by themselves
            out += [Paragraph(text=before)] if before else []
            continue
        if element.tag == "p" and any(a.tag in ("item", "row") and a.find(".//p") is None for a in element.iterancestors()):
            continue
        if element.tag == "row":
            cells = (flat("".join(c.itertext())) for c in element.iter("cell"))
            texts = [" | ".join(c for c in cells if c)]
        else:
            for br in element.iter("lb"):
                br.tail = "\n" + (br.tail or "")
            texts = "".join(element.itertext()).split("\n")
        kind: ZoneKind | None = "headline" if element.tag == "head" else None
        out += [Paragraph(text=t, kind=kind) for t in map(flat, texts) if t]
    return out


def _before(element: etree._Element, inner: tuple[str, ...]) -> str:
    """The words of an element before the first block in it: a cell's first lines stand in no paragraph of their own."""
    out = [element.text or ""]
    for child in element:
        if child.tag in inner:
            break
        if next(child.iterdescendants(*inner), None) is not None:
            return "".join([*out, _before(child, inner)])
        out += ["".join(child.itertext()), child.tail or ""]
    return "".join(out)


def _by_resiliparse(text: str) -> list[Paragraph]:
    from resiliparse.extract.html2text import extract_plain_text

    return split(extract_plain_text(text, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False, comments=False))


def _visible(tree: html.HtmlElement) -> list[Paragraph]:
    """All paragraphs that a reader may see, wherever they stand; at last the bare text."""
    bare = copy.deepcopy(tree)
    for element in list(bare.iter("script", "style", "noscript", "template", "nav", "svg", "iframe", "select")):
        element.drop_tree()
    found = [Paragraph(text=t) for e in bare.iter(*_PARAGRAPHS) if (t := flat(e.text_content() if e.find(".//p") is None else ""))]
    return found or split("\n".join(t for t in bare.itertext()))
