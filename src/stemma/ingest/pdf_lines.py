"""From the lines of a PDF's pages back to paragraphs.

Theory of operation. A PDF knows letters at places, no paragraphs. PDFium gives lines in the order in which they were drawn, which for
what word processors and browsers write is the order of reading. A line goes on with the next one unless something parts them: a
larger step down than usual, another size of type, an indent, a short last line that ends a sentence, or a new column or page after a
sentence's end. Lines at the edge of pages that come again (their numbers aside) are running heads; bare numbers there are page
numbers; both are left out. Known limits: tables come out as lines, and a paragraph that ends on a full line, without indent or gap
behind it, is joined with the next.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pypdfium2 import PdfTextPage, raw

from stemma.ingest.addresses import http
from stemma.ingest.layout import Paragraph, flat

#: PDFium's sign for a hyphen at the end of a line where a word seems to go on.
_BROKEN = "\ufffe"
_LINE = re.compile(r"[^\r\n\ufffe\x02]*(?:\r\n|[\r\n\ufffe\x02]|$)")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xad": "", "\0": ""})
#: The part of a page's height, above and below, in which heads and feet stand.
_EDGE = 0.1
_PAGE_NUMBER = re.compile(r"^(?:page\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—|]?(?:\s*(?:/|of)\s*\d{1,4})?$", re.IGNORECASE)
#: What browsers print below each page: the address, and beside it the page of so many pages.
_PRINTED_FOOT = re.compile(r"^(https?://\S+)(?:\s+\d{1,3}/\d{1,3})?$")
_OF_SO_MANY = re.compile(r"^(?:https?://\S+\s+)?\d{1,3}/\d{1,3}$")
_PRINTED_HEAD = re.compile(r"^\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?: ?[AP]M)?\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_KEEP_HYPHEN = frozenset(
    "self ex non anti vice well so long short high low half cross north south east west two three four five six seven eight nine ten year".split()  # noqa: SIM905
)
#: Type this much larger than the body's is a heading's.
_LARGER = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page: its words, where it stands (points, from below), its size of type, and whether it breaks off within a word."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    #: Where on the page it stands: 0 below, 1 above.
    height: float
    broken: bool = False


def of_page(page: PdfTextPage, number: int, height: float) -> list[Line]:
    """The lines of a page in PDFium's order."""
    text = page.get_text_range() or ""
    count = page.count_chars()
    if len(text) != count:  # letters beyond the first plane; then one by one
        text = "".join(chr(c) if 0 < (c := raw.FPDFText_GetUnicode(page, i)) < 0xD800 else "\ufffd" for i in range(count))
    out: list[Line] = []
    for match in _LINE.finditer(text):
        words = match[0].rstrip("\r\n\ufffe\x02")
        if not words.strip():
            continue
        first, last = match.start() + len(words) - len(words.lstrip()), match.start() + len(words.rstrip()) - 1
        left, base, _ = _box(page, first)
        _, _, right = _box(page, last)
        broken = match[0].endswith((_BROKEN, "\x02")) or bool(re.search(r"\w[-‐]$", words))
        clean = flat(words.translate(_LIGATURES))
        clean = clean[:-1] if re.search(r"\w[-‐]$", clean) else clean
        size = round(raw.FPDFText_GetFontSize(page, first), 1) or 1.0
        out.append(Line(text=clean, page=number, left=left, right=right, base=base, size=size, height=base / max(height, 1.0), broken=broken))
    return out


def _box(page: PdfTextPage, index: int) -> tuple[float, float, float]:
    """Left edge, base line and right edge of a letter."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, index, x, y)
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page, index, box)
    return x.value, y.value, max(box.right, x.value)


def without_margins(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], str | None]:
    """The pages without running heads, feet and page numbers; and the address that a browser printed below a page."""
    edges = Counter(key for page in pages for key in {_key(line) for line in page if _at_edge(line)})
    often = max(2, 0.4 * len(pages))
    printed = Counter(url for page in pages for url in _printed_below(page))
    address = next((url for url, count in printed.most_common(1) if 2 * count >= len(pages)), None)
    kept: list[list[Line]] = []
    for page in pages:
        rest = []
        for line in page:
            foot = _PRINTED_FOOT.match(line.text)
            again = edges[_key(line)] >= often or (foot is not None and foot[1] == address)
            if _at_edge(line) and (again or _PAGE_NUMBER.match(line.text) or _PRINTED_HEAD.match(line.text)):
                continue
            rest.append(line)
        kept.append(rest)
    return kept, http(address)


def _printed_below(page: Sequence[Line]) -> set[str]:
    """The addresses below a page that stand on one line with "page of pages", as browsers print them."""
    below = [line for line in page if line.height < _EDGE]
    bases = [line.base for line in below if _OF_SO_MANY.match(line.text)]
    feet = [(m[1], line.base) for line in below if (m := _PRINTED_FOOT.match(line.text))]
    return {url for url, base in feet if any(abs(base - other) < 3 for other in bases)}


def _at_edge(line: Line) -> bool:
    return line.height > 1 - _EDGE or line.height < _EDGE


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The lines joined to paragraphs; those in larger type are headings."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    body = sizes.most_common(1)[0][0]
    usual = _pitch(lines)
    rights = {n: _right([line for line in lines if line.page == n]) for n in {line.page for line in lines}}
    words = Counter(w.casefold() for line in lines for w in re.findall(r"[\w-]+", line.text))
    groups: list[list[Line]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _parted(before, line, usual, rights[before.page]):
            groups.append([line])
        else:
            groups[-1].append(line)
    out = []
    for group in groups:
        text = _joined(group, words)
        heading = group[0].size >= _LARGER * body and len(text) <= 300
        out.append(Paragraph(text=text, kind="headline" if heading else None))
    return [p for p in out if p.text]


def _parted(before: Line, line: Line, usual: float, right: float) -> bool:
    """Whether a new paragraph begins with `line`."""
    if before.broken and line.text[:1].islower():
        return False
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
        return True
    step = before.base - line.base
    ended = bool(_ENDS.search(before.text))
    if line.page != before.page or step < -0.5 * line.size:  # a new page or column
        return ended or not (line.text[:1].islower() or before.right > right - 0.15 * (right - before.left))
    if step < 0.5 * line.size:  # beside it
        return line.left > before.right + 3 * line.size
    if step > max(1.4 * usual, 1.1 * line.size):
        return True
    if line.left - before.left > 0.8 * line.size and (ended or (before.broken is False and before.right < right - 0.2 * (right - before.left))):
        return True
    short = before.right < right - 0.12 * (right - before.left)
    return ended and short and not line.text[:1].islower()


def _pitch(lines: Sequence[Line]) -> float:
    """The usual step from one line down to the next."""
    steps = [a.base - b.base for a, b in pairwise(lines) if a.page == b.page and a.base - b.base > 0.5 * b.size]
    size = median(line.size for line in lines)
    close = [s for s in steps if s < 2.5 * size]
    return median(close) if close else max(steps, default=14.0)


def _right(lines: Sequence[Line]) -> float:
    """Where the lines of a page end that are full."""
    rights = sorted(line.right for line in lines)
    return rights[int(0.9 * (len(rights) - 1))] if rights else 0.0


def _joined(group: Sequence[Line], words: Counter[str]) -> str:
    out = group[0].text
    for before, line in pairwise(group):
        if not before.broken:
            out += f" {line.text}"
            continue
        head = (re.findall(r"[\w-]+$", out) or [""])[0].casefold()
        tail = (re.findall(r"^[\w-]+", line.text) or [""])[0].casefold()
        hyphen = words[f"{head}-{tail}"] > 0 or (
            not words[head + tail] and (head in _KEEP_HYPHEN or not line.text[:1].islower() or not head[-1:].isalpha())
        )
        out += f"{'-' if hyphen else ''}{line.text}"
    return out
