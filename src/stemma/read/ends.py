"""What is written into the head and tail of a paragraph that tells the story: datelines, a repeated title, agency credits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemma.lang.en import written_dates
from stemma.lang.en.zone_patterns import AGENCIES, AGENCY, FURNITURE, NOTICE, TAIL, sign_off_at
from stemma.model import ZoneKind

_DASH = r"(?:--+|[-–—])"
# Possessive quantifiers (`++`) keep every pattern here linear on letters that never end.
_CAPS = r"[A-Z][A-Z.'’]{2,}+(?:[ /-][A-Z][A-Z.'’]++){0,3}"
_PLACE = r"[A-Z][\w.'’]++(?:[ /-](?:of |the |de |al-)?[A-Z][\w.'’]++){0,3}"
_REGION = r"(?:,\s[A-Z][\w.'’ -]{1,28}?){0,2}"
_DAY = r"(?:,?\s(?:on\s)?(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?)?"
_GOES_ON = r"(?=[A-Z0-9\"“‘'(\[$£€])"
_AGENCY_DATELINES = tuple(
    re.compile(p)
    for p in (
        # LONDON, Jan 10 (Reuters) - ...; Paris (AFP) – ...
        rf"\(?(?:{_CAPS}|{_PLACE}){_REGION}{_DAY},?\s?[\[(](?=[^)\]]{{0,80}}\b{AGENCY}\b)[^()\[\]]{{2,90}}[\])]\s?(?:{_DASH}|:)?\s*",
        # AGENCY, PLACE - ... ; (Reuters) - ...
        rf"(?:{AGENCIES.pattern}\s?,\s?(?:{_CAPS}|{_PLACE})|[\[(]{AGENCIES.pattern}[\])])\s?{_DASH}\s*{_GOES_ON}",
    )
)
#: Without an agency's name only taken at the head of the story: "JO FIELD: ..." further down is a transcript.
_BARE_DATELINES = tuple(
    re.compile(p)
    for p in (
        # WASHINGTON, D.C. — ...; (NEW YORK) -- ...
        rf"\(?{_CAPS}{_REGION}\)?{_DAY},?\s?(?:{_DASH}\s|\s{_DASH})\s*{_GOES_ON}",
        # KYIV, Oct. 3 | ...; NEW DELHI: ...
        rf"(?!(?:BREAKING|UPDATE|UPDATED|EXCLUSIVE|LIVE|WATCH|VIDEO|OPINION|ANALYSIS|NEW|NOTE|EDITOR|CORRECTION)\b){_CAPS}{_REGION}{_DAY}\s?[:|]\s{_GOES_ON}",
        # (CNN) A ...
        rf"[\[(]{AGENCIES.pattern}[\])]\s+{_GOES_ON}",
        # Port Varn - A ...
        rf"{_PLACE}{_REGION}{_DAY}\s{_DASH}\s{_GOES_ON}",
    )
)
_DATE_LABEL = r"(?:(?:first\s)?(?:published|posted|updated|last\supdated?)(?:\s(?:on|at))?:?\s)?"
_LEADING_DATE = re.compile(_DATE_LABEL, re.IGNORECASE)
_BYLINE_BEFORE_DATELINE = re.compile(r"[Bb]y (?:[A-Z][\w.'’-]+[ ,]{1,2}(?:and )?){2,8}?(?=[A-Z]{3,}[A-Z/, .]*[ (])")
_AFTER_DATE = re.compile(r"[\s,.|:-]*(?:\d{1,2}[:.]?\d\d(?:\s?[APap]\.?[Mm]\.?)?(?:\s(?:[A-Z]{2,4})(?:[+-]\d{1,2})?)?)?[\s,.|:-]+(?=[A-Z0-9\"“'‘(])")
_DATE_IN_FIGURES = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d[\s,.|:-]+(?=[A-Z0-9\"“'‘(])")
_BEFORE_DATE = re.compile(
    r"\b(?:on|of|in|since|by|from|until|till|to|the|dated|before|after|and|for|as|this|between|at|around|late|early)\s*$", re.IGNORECASE
)

_AFTER_END = r"(?<=[.!?\"”'’)])\s*"
_SYNDICATED = r"(?:appeared first|first appeared|originally appeared|was (?:first|originally) published)"
_WITH = r"(?:\w+ )?(?:inputs?|reporting|files|material|information|agencies|agency)\b[^()]{0,100}"
_TAILS: tuple[tuple[ZoneKind, re.Pattern[str]], ...] = (
    ("credit", re.compile(rf"\s*[\[(](?:[Ww]ith|[Ii]ncludes?) (?:{_WITH}|{AGENCIES.pattern})[\])]\.?\s*$")),
    ("credit", re.compile(_AFTER_END + r"[Ww]ith (?:\w+ )?inputs? from [^.]{2,80}\.?\s*$")),
    ("credit", re.compile(rf"{_AFTER_END}(?:{_DASH}\s?{AGENCIES.pattern}|{_DASH}\s?[Aa]gencies)\.?\s*$")),
    ("credit", re.compile(rf"{_AFTER_END}[\[(]\s?(?:[a-z]{{2,4}}(?:/[a-z]{{2,4}})?\s)?{AGENCIES.pattern}\s?[\])]\.?\s*$")),
    ("credit", re.compile(r"\s*[\[(][Ss]ources?\s?: [^()]{2,80}[\])]\.?\s*$")),
    ("credit", re.compile(rf"{_AFTER_END}(?:The post|This (?:article|story|post)) [^.]{{0,160}}{_SYNDICATED} (?:on|in|at|by) [^.]{{2,60}}\.?\s*$")),
    ("dateline", re.compile(_AFTER_END + r"(?:Last [Uu]pdated?|Published|Updated|First published)(?: on| at)?:? [^.]{6,70}$")),
)


#: A paragraph that ends as sentences do, without one of these words near its end, has no tail; most are so.
_PLAIN_END = re.compile(r"[.!?][\"”’']*$")
_TAIL_WORDS = re.compile(
    r"(?:report|writ|edit|compil|translat)(?:ing|ed|ten) (?:\w+ ){0,4}by|inputs? from|appeared|published|update|standards|copyright|©"
    r"|click here|sign up|subscribe|follow |advertisement|read or share|not (?:been )?edited|" + _DASH + r"\s?\S{2,30}$",
    re.IGNORECASE,
)
#: A dateline has a bracket or a dash, or else a colon or bar, among its first letters.
_HEAD_MARKS = re.compile(r"[(\[:|–—-]")


def heads(text: str, *, first: bool, title: str | None) -> Iterator[tuple[ZoneKind, int]]:
    """What stands before the story in a paragraph, as (kind, length) in order, each counted from where the last one ended."""
    prefix = FURNITURE.prefix.match(text) if FURNITURE.prefix is not None else None
    if prefix:
        yield "furniture", prefix.end()
        text = text[prefix.end() :]
    if first:
        for kind, length in _opening(text, title):
            yield kind, length
            text = text[length:].lstrip()
    named = _BYLINE_BEFORE_DATELINE.match(text[:200]) if first else None
    if named and dateline(text[named.end() :].lstrip(), first=False):
        yield "byline", named.end()
        text = text[named.end() :].lstrip()
    length = dateline(text, first=first)
    if length:
        yield "dateline", length


def tails(text: str, *, last: bool) -> Iterator[tuple[ZoneKind, int]]:
    """What stands behind the story in a paragraph, as (kind, length), the last first."""
    for _ in range(3):
        found = _tail(text, last)
        if found is None:
            return
        kind, at = found
        yield kind, len(text) - at
        text = text[:at].rstrip()


def dateline(text: str, *, first: bool) -> int:
    """The length of the dateline at the head of `text`, 0 when there is none."""
    head = text[:220]
    if not _HEAD_MARKS.search(head):
        return 0
    for pattern in (*_AGENCY_DATELINES, *(_BARE_DATELINES if first else ())):
        match = pattern.match(head)
        if match and len(text) - match.end() > 15:
            return match.end()
    match = re.match(r"[A-Z][\w.'’ -]{1,30},\s?\(([^()]{4,100})\)\s", head)
    return match.end() if match and (written_dates.first(match[1]) or re.search(rf"\b{AGENCY}\b", match[1])) else 0


def _tail(text: str, last: bool) -> tuple[ZoneKind, int] | None:
    base = max(0, len(text) - TAIL)
    end = text[base:]
    if _PLAIN_END.search(end[-6:]) and not _TAIL_WORDS.search(end):
        return None
    suffixes: tuple[tuple[ZoneKind, re.Pattern[str] | None], ...] = (("notice", NOTICE.suffix if last else None), ("furniture", FURNITURE.suffix))
    for kind, pattern in (*suffixes, *_TAILS):
        match = pattern.search(end) if pattern is not None else None
        if match and base + match.start() > 0:
            return kind, base + match.start()
    sign_off = sign_off_at(end)
    return ("credit", base + sign_off) if sign_off is not None and base + sign_off > 0 else None


def _opening(text: str, title: str | None) -> Iterator[tuple[ZoneKind, int]]:
    """Date and title that are run into the head of the first paragraph, with no line break after them."""
    label = _LEADING_DATE.match(text)
    skip = label.end() if label else 0
    found = next(iter(written_dates.find(text, 0, 260)), None)
    figures = _DATE_IN_FIGURES.match(text)  # a date all the same when day and month could change places
    if figures and (found is None or found.start > 0):
        yield "dateline", figures.end()
        text = text[figures.end() :]
        found = None
    elif found and found.start <= skip + 1 and (after := _AFTER_DATE.match(text, found.end)):
        yield "dateline", after.end()
        text = text[after.end() :]
        found = None
    length = title_length(text, title)
    if length:
        yield "headline", length
        text = text[length:].lstrip()
        found = next(iter(written_dates.find(text, 0, 120)), None)
        if found and found.start <= 24 and (after := _AFTER_DATE.match(text, found.end)) and all(w[0].isupper() for w in text[: found.start].split()):
            yield "dateline", after.end()
    elif found and _is_headline(text[: found.start]) and (after := _AFTER_DATE.match(text, found.end)):
        yield "headline", found.start
        yield "dateline", after.end() - found.start


def _is_headline(words: str) -> bool:
    """Whether the words before a date in mid-line can be a title: no sentence ends in them, and they do not lead up to the date."""
    return 3 <= len(words.split()) <= 30 and not re.search(r"[.!?;]\s", words) and not _BEFORE_DATE.search(words)


def title_length(text: str, title: str | None) -> int:
    """How much of the head of `text` repeats the title (a site's name behind it left out), 0 when it does not."""
    for candidate in _titles(title):
        at = 0
        for char in candidate:
            while at < len(text) and not text[at].isalnum():
                at += 1
            if at >= len(text) or text[at].casefold() != char:
                break
            at += 1
        else:
            end = re.compile(r"[\s.!?:|\"'”’)-]*").match(text, at)
            stop = end.end() if end else at
            if stop < len(text) and (text[stop].isupper() or text[stop] in "\"“'‘(" or text[stop].isdigit()):
                return stop
    return 0


def _titles(title: str | None) -> Iterator[str]:
    """The title as letters and digits, whole and without what follows its last bars or dashes."""
    if not title:
        return
    parts = re.split(r"\s+[|–—-]\s+", title)
    for n in range(len(parts), 0, -1):
        bare = "".join(c for c in " ".join(parts[:n]).casefold() if c.isalnum())
        if len(bare) >= 12:
            yield bare
