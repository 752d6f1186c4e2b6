"""What kind of line a line is, as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stemma.lang.en import written_dates
from stemma.lang.en.zone_patterns import AGENCIES, BYLINE, CAPTION, CREDIT, DATELINE, FURNITURE, NOTICE, PICTURE, TAIL, is_sign_off
from stemma.model import ZoneKind
from stemma.read.ends import title_length
from stemma.read.lines import Line

_NAME = r"(?:[A-Z][\w.'’-]*+|[A-Z]{2,}|de|van|von|der|den|el|al|bin|da|di|la|le|du|dos)"
_BY = re.compile(rf"(?:By|BY|by)\s*:?\s+(?:[Tt]he )?{_NAME}(?:[ ,/|&-]+(?:and |AND |in |for |with |at )?{_NAME}){{0,18}}[.,]?(?:\s*[|,/–-]?\s*@\w+)?")
_DATE_LABEL = re.compile(
    r"(?:first )?(?:published|posted|updated|last updated?|last modified|modified|created|date|issued|uploaded|on|at|by|and)\b", re.I
)
_DATE_WORDS = re.compile(r"\b(?:published|posted|updated|last|first|modified|on|at|date)\b", re.I)
_INITIALS_AND_AGENCY = re.compile(rf"(?:[a-z]{{1,4}}(?:/[a-z]{{1,4}})*\s)?[\[(]?\s*{AGENCIES.pattern}\s*[\])]?\.?")
_LEADING_PICTURE_CREDIT = re.compile(rf"{PICTURE}(?:\s?[•/|,-]\s?{PICTURE})*(?:\s[-–]\sContributor)?\s(?=[A-Z0-9])")
_TRAILING_PICTURE_CREDIT = re.compile(
    rf"(?:\(\s?(?:(?:{_NAME}\s?){{1,4}}[/,]\s?)?{PICTURE}(?:/{PICTURE})*\s?\)"
    rf"|(?<![.!?\"”] ){_NAME} {_NAME}/{PICTURE}|(?<=\w)\s{PICTURE}(?:/{PICTURE})*)\s*$"
)
_LABEL_AND_VALUE = re.compile(r"[A-Z][\w ()/-]{1,40}: (?=\S+ \S)")
_POST = re.compile(r"[—–-]\s?[^—–]{2,60}\(@\w{1,20}\)\s+\w+ \d{1,2}, \d{4}$")
_SMALL_WORDS = frozenset("a an and as at but by for from if in into is of on or over the to up via vs with".split())  # noqa: SIM905
#: Longest repeated slug, in words, and longest line that shape alone makes a heading.
_SLUG_WORDS, _HEADING_WORDS = 6, 8
#: A longer line that ends in an agency's name is a digest of news with its source.
_CAPTION_WORDS = 60


def of_line(line: Line, *, number: int, count: int, begun: bool, title: str | None, repeated: frozenset[str]) -> ZoneKind | None:
    """The kind of a whole line that patterns or company give away; None when it may be story.

    `number` is the line's of `count`; `begun` says whether the story stands before it.
    """
    text = line.text
    if title and _bare(text) == _bare(title):
        return "headline"
    if _is_date_line(text, number):
        return "byline" if _leaves_a_name(text) else "dateline"
    if is_byline(text) and (number <= 8 or len(line.words) <= 8):
        return "byline"
    goes_on = text[0].islower() and len(line.words) > 3  # a line break within a sentence
    if is_sign_off(text):
        return "credit"
    if not begun and title_length(text, title):
        return None  # the title with more behind it: parted later
    for kind, table in (("credit", CREDIT), ("notice", NOTICE), ("furniture", FURNITURE)):
        if not goes_on and table.claims(text):
            return kind  # type: ignore[return-value]
    if names_agencies(text):
        return "byline" if not begun else "credit" if number >= count - 3 else "caption"
    if is_caption(line):
        return "caption"
    if FURNITURE.starts is not None and FURNITURE.starts.match(text) and (not line.ends_well or len(line.words) <= 16):
        return "furniture"
    return "furniture" if text.casefold() in repeated else None


def is_byline(text: str) -> bool:
    """Whether the line says who wrote: "By ...", "Written by: ..."."""
    return len(text) <= 160 and (_BY.fullmatch(text) is not None or BYLINE.claims(text))


def names_agencies(text: str) -> bool:
    """Whether the words are agencies' names and no more: "AP - AFP", "jm/dm (AFP, dpa)"."""
    return len(text) <= 120 and _INITIALS_AND_AGENCY.fullmatch(text) is not None


def is_caption(line: Line) -> bool:
    """Whether the line is a picture's text, by what it begins or ends with."""
    text = line.text
    if CAPTION.starts is not None and CAPTION.starts.match(text):
        return True
    if CAPTION.ends is not None and (len(line.words) <= _CAPTION_WORDS or "ATTENTION" in text) and CAPTION.ends.search(text[-TAIL:]):
        return True
    if not line.ends_well or text.endswith(")"):
        return _TRAILING_PICTURE_CREDIT.search(text[-90:]) is not None or (not line.ends_well and _LEADING_PICTURE_CREDIT.match(text) is not None)
    return False


def is_long_caption(line: Line) -> bool:
    """Whether a line too long for the line patterns is a picture's text: it begins as one, or tells editors what they may do."""
    head = line.text[:80]
    return (CAPTION.starts is not None and CAPTION.starts.match(head) is not None) or notice_within(line.text) not in (None, 0)


def notice_within(text: str) -> int | None:
    """Where the notice to editors begins in a caption; None when there is none."""
    match = CAPTION.notice.search(text) if CAPTION.notice is not None else None
    return match.start() if match else None


def slugs(found: Sequence[Line]) -> frozenset[str]:
    """Short lines without an end mark that the text repeats, in whatever letter case."""
    counts = Counter(line.text.casefold() for line in found if len(line.words) <= _SLUG_WORDS and not line.ends_well)
    return frozenset(text for text, n in counts.items() if n >= 2)


def by_shape(line: Line, *, first: bool, last: bool, around: tuple[Line | None, Line | None]) -> ZoneKind | None:
    """Heading or caption, for a line without an end mark among lines that have one; None where it may be story.

    `around` are the lines before and behind: an item of a list that a colon announces is story, and so is the beginning of a sentence
    that a line break cuts through.
    """
    words = line.words
    before, behind = around
    if (before is not None and before.text.endswith(":")) or (behind is not None and behind.text[:1].islower()):
        return None
    if last and not line.ends_well and not first:
        return "furniture" if len(words) <= 3 else None  # a tag, a site's name; longer: a text that breaks off
    if line.ends_well or (line.text[0] in "-–—•*·\"“'‘" and len(words) > _HEADING_WORDS):
        return None
    if len(words) > 32 or line.text[0].islower() or _POST.search(line.text) or _LABEL_AND_VALUE.match(line.text):
        return None
    if line.text[0] in "-–—•*·" or line.text[-1] in ",-–—&":
        return None
    if first or _is_title_case(words) or len(words) <= _HEADING_WORDS:
        return "headline" if len(words) <= 25 else None
    return "caption"


def _is_title_case(words: Sequence[str]) -> bool:
    """Whether nearly all words but the small ones begin with a capital."""
    content = [w.lstrip("\"'“‘([") for w in words if w.lower().strip("\"'“‘()[],:") not in _SMALL_WORDS]
    capital = sum(not w[:1].islower() for w in content)
    return len(content) >= 2 and capital >= 0.85 * len(content) and len(words) <= 25


def _is_date_line(text: str, number: int) -> bool:
    """Whether the line says when the page was made and no more: a bare date, or date and label, or byline with date."""
    if len(text) > 140:
        return False
    dates = list(written_dates.find(text))
    if not dates:
        return DATELINE.claims(text) if len(text) <= 40 else False
    rest = _without_dates(text, dates)
    if not re.search(r"\w", _DATE_LABEL.sub(" ", rest)):
        return True
    if text.rstrip().endswith((".", "!", "?", '"', "”")) or number > 8:
        return DATELINE.claims(text)
    left = re.findall(r"[^\W\d_]{2,}", _DATE_LABEL.sub(" ", rest))
    return len(left) <= 9 and all(w[:1].isupper() for w in left) and (number <= 2 or bool(_DATE_LABEL.match(text)) or "/" in text or "|" in text)


def _leaves_a_name(text: str) -> bool:
    """Whether a date line also names somebody: "By ... 10:22 am Oct 18, 2024", "Desk / Name / date"."""
    rest = _without_dates(text, list(written_dates.find(text)))
    rest = re.sub(r"\b(?:[A-Z]{2,4}|GMT|UTC|[ap]\.?m\.?|\d\S*)\b", " ", rest) if not re.match(r"(?i)\s*by\b", rest) else rest
    words = re.findall(r"[^\W\d_][\w.'’-]+", _DATE_WORDS.sub(" ", rest))
    return bool(re.match(r"(?i)\s*by\b", text)) or len(words) >= 2


def _without_dates(text: str, dates: Sequence[written_dates.WrittenDate]) -> str:
    for d in reversed(dates):
        text = text[: d.start] + " " + text[d.end :]
    return re.sub(r"\b\d{1,2}[:.]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?|\b[A-Z]{2,4}[+-]?\d{0,2}\b(?=\W*$)|\(\w{2,5}\)", " ", text) if dates else text


def _bare(text: str) -> str:
    """Letters and digits alone, for comparing titles."""
    return re.sub(r"[\W_]+", "", text.casefold())
