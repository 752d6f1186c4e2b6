"""The patterns of zones.yml, compiled: what stands in a news page besides the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

#: No pattern is tried on a line longer than this: such a line is story, and matching stays linear in the text.
LONGEST_LINE = 420
#: How much of a long line's end is looked at for credits and picture credits.
TAIL = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Patterns for one kind of zone: `whole` fits a whole line, `starts` its beginning, `ends` and `suffix` its end."""

    whole: re.Pattern[str] | None = None
    starts: re.Pattern[str] | None = None
    ends: re.Pattern[str] | None = None
    prefix: re.Pattern[str] | None = None
    suffix: re.Pattern[str] | None = None
    notice: re.Pattern[str] | None = None

    def claims(self, line: str) -> bool:
        """Whether the whole line is of this kind."""
        return self.whole is not None and self.whole.fullmatch(line) is not None


def _either(patterns: list[str], *, around: str = "{}", flags: int = re.IGNORECASE) -> re.Pattern[str] | None:
    return re.compile(around.format("|".join(f"(?:{p})" for p in patterns)), flags) if patterns else None


def _lines(table: dict[str, list[str]]) -> Lines:
    return Lines(
        whole=_either(table.get("lines", [])),
        starts=_either(table.get("starts", []), around=r"(?:{})"),
        ends=_either(table.get("ends", []), around=r"(?:{})\s*$", flags=0),
        prefix=_either(table.get("prefix", []), around=r"(?:{})"),
        suffix=_either(table.get("suffix", []), around=r"(?:{})\s*$"),
        notice=_either(table.get("notice", []), around=r"(?:{})", flags=0),
    )


_TABLE: dict[str, Any] = yaml.safe_load(resources.files("stemma.lang.en").joinpath("zones.yml").read_text("utf-8"))

FURNITURE = _lines(_TABLE["furniture"])
NOTICE = _lines(_TABLE["notice"])
CREDIT = _lines(_TABLE["credit"])
BYLINE = _lines(_TABLE["byline"])
DATELINE = _lines(_TABLE["dateline"])
CAPTION = _lines(_TABLE["caption"])

#: One agency, and a list of them ("AFP, dpa", "AP - AFP", "Reuters/AP").
AGENCY = "(?:" + "|".join(sorted(_TABLE["agencies"], key=len, reverse=True)) + ")"
AGENCIES = re.compile(rf"{AGENCY}(?:\s?(?:,|/|-|–|—|&|\+|\||;|and|with)\s?{AGENCY})*")
#: One credit of a picture.
PICTURE = "(?:" + "|".join(sorted(_TABLE["picture_credits"], key=len, reverse=True)) + ")"


#: "Reporting by", "Additional reporting by", "Writing and editing by": what follows to the end must be names, places and the like.
_SIGN_OFF = re.compile(
    r"(?:^|(?<=[.!?\"”'’)])\s*)[\[(]?(?:additional |further |contributing )?(?:reporting|writing|editing|compiled|edited|reported|translated)"
    r"(?: and (?:writing|editing|reporting))?(?: for [A-Z]\w+)? by ",
    re.IGNORECASE,
)
_IN_SIGN_OFFS = frozenset(
    "and in of the for by with from at reporting writing editing additional further contributing compiled edited reported translated "  # noqa: SIM905
    "newsroom bureau desk staff al el de van von bin da di la du".split()
)


def agencies_in(text: str) -> tuple[str, ...]:
    """The agencies that `text` names, as written, each once."""
    found = re.findall(rf"(?<!\w)(?<!\w-){AGENCY}(?!\w|-\w)", text)
    return tuple(dict.fromkeys(found))


def is_sign_off(line: str) -> bool:
    """Whether the whole line says who reported, wrote and edited, in names alone."""
    return sign_off_at(line) == 0


def sign_off_at(end: str) -> int | None:
    """Where "Reporting by A in X; Editing by B" begins, when nothing but names follows it to the end."""
    match = _SIGN_OFF.search(end)
    if match is None:
        return None
    words = re.findall(r"[\w'’.-]+", end[match.end() :])
    named = all(w[:1].isupper() or w.strip(".").casefold() in _IN_SIGN_OFFS for w in words)
    return match.start() if words and named else None
