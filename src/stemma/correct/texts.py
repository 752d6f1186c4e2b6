"""The reports at hand, and the places in them that acts speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from rapidfuzz import fuzz

from stemma.correct.anchors import Found, Text, find
from stemma.model import Place
from stemma.model.acts import Act, Anchor, ReportRef


class UnfitError(Exception):
    """What an act speaks of is not there any more; the message says what, in words for people."""


class ElsewhereError(Exception):
    """An act speaks of reports that are not among these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A report at hand, as far as acts need to know it."""

    id: str
    text: str
    url: str | None = None
    name: str = ""
    #: Its first words of story; the first words of the text where no zones are known yet.
    opening: str = ""


#: How alike two openings must be, 0 to 100, for a report that has neither address nor text in common with the one meant.
_OPENING = 85.0
#: Parts of an address that tell how a reader came, not what is there.
_TRACKING = ("utm_", "fbclid", "gclid", "ref", "cmp", "smid", "igshid", "mc_")


def plain_url(url: str | None) -> str:
    """An address without what does not tell pages apart; "" where there is none."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
        query = sorted((k, v) for k, v in parse_qsl(parts.query) if not k.lower().startswith(_TRACKING))
    except ValueError:
        return (url or "").strip()
    return f"{host}{parts.path.rstrip('/')}{query or ''}" if host else ""


class Texts:
    """Reports, asked for the places of anchors."""

    def __init__(self, reports: Sequence[Known]) -> None:
        self.reports = {r.id: r for r in reports}
        self._texts = {r.id: Text(r.text) for r in reports}
        self._found: dict[tuple[str, Anchor], Found | None] = {}
        self._fits: dict[ReportRef, tuple[str, ...]] = {}

    def text(self, report: str) -> str:
        """The text of a report at hand."""
        return self.reports[report].text

    def candidates(self, ref: ReportRef) -> tuple[str, ...]:
        """Ids of the reports at hand that may be the one meant: itself; else its address; else its text; else its name and opening."""
        if ref not in self._fits:
            self._fits[ref] = self._candidates(ref)
        return self._fits[ref]

    def _candidates(self, ref: ReportRef) -> tuple[str, ...]:
        if ref.id in self.reports:
            return (ref.id,)
        url = plain_url(ref.url)
        same = [r.id for r in self.reports.values() if url and plain_url(r.url) == url]
        if same:
            return tuple(sorted(same, key=lambda id_: (self._texts[id_].digest != ref.digest, id_)))
        loose = [r for r in self.reports.values() if not url or not plain_url(r.url)]
        same = [r.id for r in loose if self._texts[r.id].digest == ref.digest]
        if len(same) != 1:
            named = [r for r in loose if ref.name and r.name == ref.name]
            same = [r.id for r in named if ref.opening and r.opening and fuzz.partial_ratio(ref.opening, r.opening) >= _OPENING]
        return tuple(same) if len(same) == 1 else ()

    def report(self, act: Act, id_: str) -> str:
        """The id, here, of a report that an act speaks of."""
        found = self.candidates(ref_of(act, id_))
        if not found:
            raise ElsewhereError
        return found[0]

    def place(self, act: Act, anchor: Anchor) -> Place:
        """Where an act's words stand here; raises `ElsewhereError` where their report is not here, `UnfitError` where they are not in it."""
        ref = ref_of(act, anchor.report)
        candidates = self.candidates(ref)
        for id_ in candidates:
            key = (id_, anchor)
            if key not in self._found:
                same = bool(ref.digest) and self._texts[id_].digest == ref.digest
                self._found[key] = find(self._texts[id_], anchor, same=same, length=ref.length)
            if (found := self._found[key]) is not None:
                return Place.at(id_, found.span)
        if not candidates:
            raise ElsewhereError
        raise UnfitError(f"the words “{shortened(anchor.quote)}” do not stand in the report any more")


def ref_of(act: Act, report: str) -> ReportRef:
    """All that an act says of one of its reports."""
    return next((r for r in act.reports if r.id == report), ReportRef(id=report, digest=""))


def shortened(words: str, length: int = 60) -> str:
    """Words for a sentence, cut where they are many."""
    plain = " ".join(words.split())
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0] + " …"


def known(reports: Mapping[str, tuple[str, str | None, str, str]]) -> tuple[Known, ...]:
    """Reports by id, from (text, url, path, opening)."""
    return tuple(
        Known(id=id_, text=text, url=url, name=path.replace("\\", "/").rsplit("/", 1)[-1], opening=opening or " ".join(text[:400].split()))
        for id_, (text, url, path, opening) in reports.items()
    )
