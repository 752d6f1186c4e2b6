"""What is done to every report that was taken in: its bytes are kept, its container's word is added, an impossible date is flagged."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from stemma.ingest.addresses import same_site
from stemma.ingest.taken import Capture, Original, Piece, Taken, trouble
from stemma.model import RawReport, Trouble
from stemma.model.dates import moment_of

#: How far a date of publication may lie in the future: clocks and time zones differ by a day.
_SLACK = dt.timedelta(days=1)
#: So many troubles of one code are told one by one; the rest of a source's are counted.
_TOLD = 100


def at_address(report: RawReport, url: str) -> RawReport:
    """A report that came from `url`.

    A page's own word for its address counts only within the site that it came from: a page may call itself anything, and a foreign
    address is a credit (as syndication states it), not its name.
    """
    stated = report.url
    if stated and same_site(stated, url):
        return report
    credits = tuple(dict.fromkeys([*report.credits, stated])) if stated else report.credits
    return replace(report, url=url, credits=credits)


def finished(taken: Taken, piece: Piece | None, now: dt.datetime | None) -> Taken:
    """What one document gave, with what its container says of it."""
    if piece is None:
        said = [t for r in taken.reports if (t := _from_the_future(r, now)) is not None]
        return replace(taken, troubles=(*taken.troubles, *said)) if said else taken
    reports: list[RawReport] = []
    captures = {c.path: c for c in taken.captures}
    troubles = list(taken.troubles)
    held = Original(data=piece.data, media=piece.media) if piece.data else None
    for report in taken.reports:
        if piece.url and piece.kind not in ("feed", "json-feed"):
            report = at_address(report, piece.url)
        report = replace(report, original=report.original or held)
        reports.append(report)
        if piece.at and report.path not in captures:
            captures[report.path] = Capture(path=report.path, url=piece.url, at=piece.at)
        late = _from_the_future(report, moment_of(captures[report.path].at) if report.path in captures else now)
        troubles += [late] if late else []
    return replace(taken, reports=tuple(reports), troubles=tuple(troubles), captures=tuple(captures.values()))


class Floods:
    """Keeps a source with thousands of the same trouble from drowning the others: after the first ones they are counted."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counts: dict[str, int] = {}

    def thinned(self, taken: Taken) -> Taken:
        """What was taken, without the troubles that are too many of their kind."""
        if not taken.troubles:
            return taken
        kept = []
        for said in taken.troubles:
            self._counts[said.code] = count = self._counts.get(said.code, 0) + 1
            if count <= _TOLD:
                kept.append(said)
        return replace(taken, troubles=tuple(kept))

    def rest(self) -> list[Taken]:
        """A word about those that were not told one by one."""
        left = {code: n - _TOLD for code, n in self._counts.items() if n > _TOLD}
        return [
            Taken(troubles=(trouble(code, self._name, f"{self._name}: {n:,} more of the kind {code}.", "Look at the first ones."),))
            for code, n in left.items()
        ]


def _from_the_future(report: RawReport, now: dt.datetime | None) -> Trouble | None:
    """A trouble when a report claims to be published after it was seen."""
    stated = moment_of(report.published)
    if stated is None:
        return None
    limit = (now or dt.datetime.now(dt.UTC)) + _SLACK
    if stated <= limit:
        return None
    message = f"{report.path} claims to be published on {(report.published or '')[:10]}, after it was taken in."
    return trouble("future-date", report.path, message, "Check the date; give the right one with --published.")
