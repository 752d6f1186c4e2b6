"""Reliability of sources: a person's word, laid on voices and outlets by name. Stemma never grades a source itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stemma.lang.en.names import plain_outlet
from stemma.model import Ledger
from stemma.model.rating import Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """The person's letters where they belong; who is not here is F: nobody has said."""

    #: By voice id.
    voices: dict[str, Reliability]
    #: By report id: the letter of its outlet.
    reports: dict[str, Reliability]
    #: Names of the person's that no voice and no outlet of these reports bears.
    unmet: tuple[str, ...]


def graded(ledger: Ledger, said: Mapping[str, Reliability]) -> Graded:
    """Lays the person's letters on the voices that bear the name, or have it as an alias, and on the outlets.

    Names are compared without case, accents, dots and a leading article, and in whole: "Reuters" says nothing of "Reuters Health". A voice's own name
    goes before its aliases.
    """
    letters = {plain: letter for name, letter in said.items() if (plain := plain_outlet(name))}
    met: set[str] = set()
    voices: dict[str, Reliability] = {}
    for voice in ledger.voices:
        key = next((k for k in map(plain_outlet, (voice.name, *voice.aliases)) if k in letters), None)
        if key is not None:
            voices[voice.id] = letters[key]
            met.add(key)
    reports: dict[str, Reliability] = {}
    for report in ledger.reports:
        key = plain_outlet(report.outlet or "")
        if key in letters:  # a report without an outlet has the empty key, which no letter has
            reports[report.id] = letters[key]
            met.add(key)
    return Graded(voices=voices, reports=reports, unmet=tuple(name for name in said if plain_outlet(name) not in met))
