"""The ledger as tables: one row a thing, ids that stay, words that people use. CSV and XLSX are written from these.

Order is the ledger's: claims by weight, reports as given, the rest where it stands in the text. Quoted words are the
report's own, untouched; offsets are half-open, in code points of its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from stemma.model import Ledger
from stemma.tell.exports import claim_rows, text_rows
from stemma.tell.exports.joined import joined
from stemma.tell.exports.lookup import Lookup
from stemma.tell.exports.table import Note, Table

#: Every table by name, in the order in which they are filed.
TABLES: dict[str, Callable[[Lookup], Table]] = {
    "claims": claim_rows.claims,
    "tellings": claim_rows.tellings,
    "origins": claim_rows.origins,
    "relations": claim_rows.relations,
    "voices": text_rows.voices,
    "attributions": text_rows.attributions,
    "quantities": text_rows.quantities,
    "times": text_rows.times,
    "descent": text_rows.descent,
    "stories": text_rows.stories,
    "reports": text_rows.reports,
}


def tables(*ledgers: Ledger, notes: Iterable[Note] = (), only: Sequence[str] | None = None) -> dict[str, Table]:
    """The tables by name; several ledgers are put one after the other, claims and reports numbered through.

    `notes` are what people wrote before (`read_notes`): they stand in the claims again. `only` names the tables wanted.
    """
    lookup = Lookup(joined(ledgers), notes)
    return {name: make(lookup) for name, make in TABLES.items() if only is None or name in only}
