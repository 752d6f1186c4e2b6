"""The terms of a promise: by when, to whom, on what condition, and whether two numbers are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stemma.follow.pledges.promises import Promise
from stemma.follow.shared.wording import published_on, word_set
from stemma.lang.en import voices
from stemma.model import Report, Span, Timex
from stemma.model.pledges import Deadline, Promiser

#: Words before a time by which the time is no deadline.
_NO_DEADLINE = frozenset({"since", "after", "from", "of", "than", "until", "till", "through", "the", "for"})
_HOUR = re.compile(r"midnight|noon|night|morning|evening|afternoon", re.IGNORECASE)
_BEFORE_TIME = frozenset({"by", "on", "in", "before", "within", "until", "this", "next", "at", "the", "from", "after", "end", "of"})
_RECEIVERS = word_set("""
    victims survivors families employees workers staff people residents refugees civilians patients customers farmers soldiers children students
    victims' passengers members states countries rebels hospitals investors shareholders owners voters teachers pupils households relatives
    """)
#: "every bereaved family" has a noun for one.
_SINGLE = word_set("family victim survivor employee worker patient customer farmer child student passenger member household shareholder pupil")
#: Letters behind the thing promised in which "to ..." may still say to whom ("promised 250,000 crowns ($9,500) to every bereaved family").
_BEHIND = 60
#: Participles and verbs whose subject is the one to whom it is promised.
GIVEN = word_set("offered given paid supported told granted provided helped compensated reimbursed notified informed get receive have")
_CONDITION = re.compile(
    r"\b(?:if|unless|provided that|in the event (?:of|that)|on condition that|as long as|should (?=\w+ (?:be|fail)))\b[^.;:—]*", re.IGNORECASE
)
_NAME = r"((?:the |The )?(?:[A-Z][\w.’'-]*)(?:(?: of| and| the)? [A-Z][\w.’'-]*)*)"


def deadline(report: Report, clause: Span, what: Span, times: Sequence[Timex]) -> Deadline | None:
    """The time by which it is promised: one that stands in or right behind the thing promised and lies on or after publication."""
    published = published_on(report)
    best: Deadline | None = None
    for time in sorted(times, key=lambda t: t.span):
        if not clause.covers(time.span) or time.iso in {"PRESENT_REF", "PAST_REF"} or time.span.start < what.start:
            continue
        between = report.text[what.end : time.span.start].lower().split() if time.span.start >= what.end else []
        if len(between) > 2 or any(w not in _BEFORE_TIME for w in between):
            continue  # "..., the minister said on Tuesday" is no deadline
        before = re.findall(r"[\w’']+", report.text[clause.start : time.span.start].lower())[-1:]
        if (before and before[0] in _NO_DEADLINE) or ((time.iso or "").startswith("P") and before not in (["within"], ["in"])):
            continue
        time = _ahead(time, report, published)
        if time.last and published and time.last < published:
            continue
        if _HOUR.fullmatch(time.span.of(report.text)) and before not in (["by"], ["before"], ["at"]):
            continue
        lead = f"{before[0]} " if before and before[0] in {"by", "in", "on", "before", "within"} else ""
        dated = bool(time.last and published) and (time.iso or "")[:1] != "P"
        found = Deadline(
            words=(lead + time.span.of(report.text)).rstrip("., "), first=time.first if dated else None, last=time.last if dated else None
        )
        if best is None or (best.last is None and found.last is not None):
            best = found
    return best


def _ahead(time: Timex, report: Report, published: str) -> Timex:
    """A promise looks ahead: "by 10 March", resolved to the March before publication, is the next one."""
    words = time.span.of(report.text)
    if not time.first or time.first != time.last or not published or time.first >= published or re.search(r"\d{4}", words):
        return time
    if not re.search(r"\d", words) or time.first.endswith("02-29"):
        return time
    year = int(published[:4])
    day = next(d for y in (year, year + 1) if (d := f"{y}{time.first[4:]}") >= published)
    return replace(time, iso=day, first=day, last=day)


def condition(text: str, clause: Span, what: Span) -> str | None:
    """What the promise hangs on, when its sentence says so behind it."""
    match = _CONDITION.search(text, what.start, clause.end)
    return " ".join(match[0].split()).rstrip(",.!?”\"'") if match else None


def receiver(text: str, what: Span, promiser: Promiser | None) -> str | None:
    """To whom: a state, a people or a group named behind "to", "for", "help" or "assist"; places are left to the thing promised."""
    words = what.of(text)
    for match in re.finditer(rf"\b(?:to|for|help|assist|support|aid|arm)\s+{_NAME}", words):
        name = match[1].rstrip(",.").removesuffix("'s").removesuffix("’s")
        code = voices.metonym(name)
        if (code and code != (promiser.state if promiser else None)) or voices.named(name):
            return name
    around = f"{words} {re.split(r'[.;:]', text[what.end : what.end + _BEHIND])[0]}"
    one = re.search(r"\b(?:to|for|give)\s+((?:every|each)\s+(?:[a-z]+\s+){0,2}(?:" + "|".join(sorted(_SINGLE)) + r"))\b", around)
    if one:
        return one[1]
    direct = re.match(r"((?:its|their|his|her|the|all)\s+(?:[a-z]+\s+)?(?:" + "|".join(sorted(_RECEIVERS)) + r"))\s+(?=[$€£\d]|an?\s|the\s)", words)
    if direct:
        return direct[1]  # "promised its investors €450m a year"
    group = re.search(r"\b(?:to|for|help|assist|offer|offered|give|support)\s+((?:[a-z]+\s+){0,2})(" + "|".join(sorted(_RECEIVERS)) + r")\b", words)
    if group and not re.search(r"\b(?:to|and|in|of|a)\b", group[1]):
        return f"{group[1]}{group[2]}"
    return None


def sufferer(text: str, promise: Promise) -> str | None:
    """Who stands before "will be offered" or "will get": the one it is promised to."""
    if not promise.passive or promise.act.lower() not in GIVEN or promise.what.start >= promise.cue.start:
        return None
    words = " ".join(text[promise.what.start : promise.cue.start].split()).strip(' ,–—-"“')
    return words if len(words) <= 60 else None
