"""The text layer of a PDF as a raw report. Runs in the worker process: PDFium is native code.

What the file says of itself is believed with care: a title of metadata counts when the first page bears it out, an author likewise.
The date of creation is taken for the date of publication, except where a browser printed a page: then it is when that was done.
Scanned pages have no text layer and are told; there is no recognition of letters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from stemma.ingest import dates, pdf_lines
from stemma.ingest.layout import Paragraph, laid_out
from stemma.ingest.pdf_lines import Line
from stemma.ingest.records import capped
from stemma.ingest.taken import Capture, Piece, Taken, trouble
from stemma.model import RawReport, Trouble

#: Pages after these are not read.
MOST_PAGES = 500
#: A PDF with fewer letters than this has no text layer worth the name.
_FEWEST_LETTERS = 30
#: A larger part of letters without meaning than this: the fonts do not say which letters they draw.
_GARBLED = 0.1
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_PRINTED = re.compile(r"skia|chrom|mozilla|firefox|safari|quartz pdfcontext|print to pdf|wkhtml|headless", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"^\W*$|^(?:microsoft (?:word|powerpoint)|untitled|document\d*$|slide 1|print)|\.(?:docx?|pdf|indd|qxd|tmp|rtf|html?|odt)$", re.I
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def of_piece(piece: Piece) -> Taken:
    """The report in a PDF, or a trouble that says why there is none."""
    name = piece.name
    try:
        document = pypdfium2.PdfDocument(piece.data)
    except pypdfium2.PdfiumError as error:
        return Taken(troubles=(_unopened(name, error),))
    troubles: list[Trouble] = []
    try:
        facts = document.get_metadata_dict()
        if len(document) > MOST_PAGES:
            message = f"{name} has {len(document)} pages; only the first {MOST_PAGES} are read."
            troubles.append(trouble("text-cut", name, message, "Cut out the pages that matter."))
        pages = [list(lines) for lines in _pages(document, name, troubles)]
    finally:
        document.close()
    letters = sum(sum(map(str.isalpha, line.text)) for page in pages for line in page)
    if letters < _FEWEST_LETTERS:
        message = f"{name} holds no text, most likely because its pages are pictures (a scan)."
        return Taken(troubles=(*troubles, trouble("no-text-layer", name, message, "Run it through a program that recognises text (OCR).")))
    if _unknown(pages) > _GARBLED * letters:
        message = f"{name} does not say which letters its fonts draw; parts of its text are unreadable."
        troubles.append(trouble("damaged-text", name, message, "Copy a paragraph out of it and compare."))
    return _report(piece, pages, facts, troubles)


def _unopened(name: str, error: pypdfium2.PdfiumError) -> Trouble:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return trouble("encrypted", name, f"{name} is locked with a password.", "Save a copy without it.")
    return trouble("bad-pdf", name, f"{name} is no PDF that can be opened ({str(error).rstrip('.')}).", "Fetch or copy the file again.")


def _pages(document: pypdfium2.PdfDocument, name: str, troubles: list[Trouble]) -> Iterator[list[Line]]:
    """The lines of each page; a page that cannot be opened is told and left out."""
    for number in range(min(len(document), MOST_PAGES)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            troubles.append(trouble("bad-pdf-page", name, f"Page {number + 1} of {name} cannot be opened and is left out.", "Look at it by eye."))
            continue
        try:
            yield pdf_lines.of_page(text_page, number, page.get_height())
        finally:
            text_page.close()
            page.close()


def _report(piece: Piece, pages: list[list[Line]], facts: dict[str, str], troubles: list[Trouble]) -> Taken:
    name = piece.name
    kept, address = pdf_lines.without_margins(pages)
    paragraphs = pdf_lines.paragraphs(kept)
    text, marked = laid_out(paragraphs)
    text, said = capped(text, name)
    head = " ".join(p.text for p in paragraphs)[:4000]
    created = _created(facts.get("CreationDate", ""))
    printed = bool(_PRINTED.search(f"{facts.get('Producer', '')} {facts.get('Creator', '')}"))
    report = RawReport(
        path=name,
        text=text,
        url=address,
        title=_title(facts.get("Title", ""), paragraphs, head),
        byline=_borne_out(facts.get("Author", ""), head),
        published=None if printed else created,
        published_from="metadata" if created and not printed else None,
        marked=tuple(z for z in marked if z.end <= len(text)),
        extracted_by="pdfium",
    )
    captures = (Capture(path=name, url=address, at=created),) if printed and created and not piece.at else ()
    return Taken(reports=(report,), troubles=(*troubles, *said), captures=captures)


def _title(stated: str, paragraphs: list[Paragraph], head: str) -> str | None:
    stated = " ".join(stated.split())
    words = {w.casefold() for w in _WORD.findall(stated)}
    if not _NO_TITLE.search(stated) and words and 2 * len(words & {w.casefold() for w in _WORD.findall(head)}) >= len(words):
        return stated[:500]
    return next((p.text for p in paragraphs[:4] if p.kind == "headline"), None)


def _borne_out(stated: str, head: str) -> str | None:
    """The author that the metadata name, if the first page names the same."""
    stated = " ".join(stated.split())
    return stated[:200] if " " in stated and stated.casefold() in head.casefold() else None


def _created(stated: str) -> str | None:
    match = _CREATED.match(stated)
    if match is None:
        return None
    year, month, day, hour, minute, second, utc, zone, zone_minutes = match.groups()
    offset = "+00:00" if utc else f"{zone}:{zone_minutes or '00'}" if zone else ""
    clock = "" if hour is None else f"T{hour}:{minute}:{second or '00'}{offset}"
    return dates.iso(f"{year}-{month}-{day}{clock}")


def _unknown(pages: list[list[Line]]) -> int:
    return sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for page in pages for line in page for c in line.text)
