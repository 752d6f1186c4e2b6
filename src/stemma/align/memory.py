"""What was cut out of each report, kept for the time when further reports of the story come in."""

from __future__ import annotations

from stemma.align.propositions import propositions
from stemma.align.stated import Proposition
from stemma.align.voices import Says
from stemma.lang.reading import Reading


class Memory:
    """The propositions of readings aligned before; give the same one to `align` each time a story grows.

    A report is cut up again only when it was read anew, or when what is known of who speaks in it has changed through the others. How common
    words are and which wordings meet is counted anew each time: that is what keeps the order of arrival from changing any claim.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Reading, object, tuple[Proposition, ...]]] = {}

    def propositions(self, reading: Reading, says: Says) -> tuple[Proposition, ...]:
        """The propositions of a report, from before where nothing has changed."""
        heard = says.heard(reading.report.id)
        kept = self._kept.get(reading.report.id)
        if kept is None or kept[0] is not reading or kept[1] != heard:
            kept = self._kept[reading.report.id] = (reading, heard, propositions(reading, says))
        return kept[2]
