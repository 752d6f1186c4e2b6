"""Every form in which a ledger can be taken away, written out in one table: for the command line, the web pages, and tests.

The canonical form is not among them: it is of a whole library, not of a ledger (`canonical`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stemma.model import Ledger
from stemma.model.figures import FigureSeries
from stemma.tell.exports.annotations import as_annotations
from stemma.tell.exports.bibliography import as_csl, as_ris
from stemma.tell.exports.brief import brief
from stemma.tell.exports.csv_files import as_urls, as_zip
from stemma.tell.exports.joined import joined
from stemma.tell.exports.linked_claims import as_linked_claims
from stemma.tell.exports.table import Note
from stemma.tell.exports.tables import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is taken away: a ledger, and what is known beside it."""

    ledger: Ledger
    #: Report id -> when it was taken in, ISO 8601.
    taken: Mapping[str, str] = field(default_factory=dict)
    #: What `follow.figures` found; drawn in the story file.
    figures: Sequence[FigureSeries] = ()
    #: What people wrote into the claims table before.
    notes: Iterable[Note] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form."""

    suffix: str
    media: str
    #: For help texts.
    about: str
    write: Callable[[Given], bytes]


def given(
    ledgers: Iterable[Ledger], *, taken: Mapping[str, str] | None = None, figures: Sequence[FigureSeries] = (), notes: Iterable[Note] = ()
) -> Given:
    """Several ledgers are taken away as one."""
    return Given(ledger=joined(ledgers), taken=taken or {}, figures=figures, notes=tuple(notes))


def _xlsx(of: Given) -> bytes:
    from stemma.tell.exports.workbook import as_xlsx

    return as_xlsx(tables(of.ledger, notes=of.notes))


def _story(of: Given) -> bytes:
    from stemma.tell.exports.story_file import story_file

    return story_file(of.ledger, figures=of.figures, taken=of.taken)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMS: dict[str, Form] = {
    "csv": Form(
        suffix=".zip",
        media="application/zip",
        about="every table as CSV, in one zip file; opens in a spreadsheet as it is",
        write=lambda of: as_zip(tables(of.ledger, notes=of.notes)),
    ),
    "csv-exact": Form(
        suffix=".zip",
        media="application/zip",
        about="the same for programs: quoted words exact, nothing kept from being a formula",
        write=lambda of: as_zip(tables(of.ledger, notes=of.notes), machine=True),
    ),
    "xlsx": Form(suffix=".xlsx", media=_SHEET, about="a workbook; notes and grades written into it are read back", write=_xlsx),
    "md": Form(
        suffix=".md",
        media="text/markdown",
        about="the brief with numbered citations, as Markdown",
        write=lambda of: brief(of.ledger, "md", taken=of.taken),
    ),
    "html": Form(suffix=".html", media="text/html", about="the brief as a page", write=lambda of: brief(of.ledger, "html", taken=of.taken)),
    "docx": Form(suffix=".docx", media=_WORD, about="the brief as a Word file", write=lambda of: brief(of.ledger, "docx", taken=of.taken)),
    "story": Form(
        suffix=".html", media="text/html", about="everything in one file that opens from disk: claims, words, drawings, texts", write=_story
    ),
    "ris": Form(
        suffix=".ris",
        media="application/x-research-info-systems",
        about="the reports for a bibliography (RIS)",
        write=lambda of: as_ris(of.ledger, taken=of.taken),
    ),
    "csl": Form(
        suffix=".json",
        media="application/vnd.citationstyles.csl+json",
        about="the reports for a bibliography (CSL-JSON)",
        write=lambda of: as_csl(of.ledger, taken=of.taken),
    ),
    "annotations": Form(
        suffix=".jsonld",
        media="application/ld+json",
        about="who is said to say what, as W3C Web Annotations",
        write=lambda of: as_annotations(of.ledger),
    ),
    "claims-ld": Form(
        suffix=".jsonld", media="application/ld+json", about="the claims as schema.org Claim", write=lambda of: as_linked_claims(of.ledger)
    ),
    "urls": Form(
        suffix=".csv",
        media="text/csv",
        about="the reports' addresses, for a web archiver",
        write=lambda of: as_urls(tables(of.ledger, only=("reports",))["reports"]),
    ),
}
