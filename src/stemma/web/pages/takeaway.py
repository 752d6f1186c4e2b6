"""What can be taken away of a story, and each of its tables as a file."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.errors import UsageError
from stemma.library import Library
from stemma.web.opened import opened
from stemma.web.pages.about import About, about_of, view_page
from stemma.web.pages.page import Asked, says
from stemma.web.sheets import SHEETS, written


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPage:
    """What can be taken away."""

    about: About = says("The story.")
    forms: tuple[tuple[str, str], ...] = says("Name of a form and what it is.")
    tables: tuple[tuple[str, str], ...] = says("Name of a table and what stands in it; each as CSV or as a workbook.")


def _export(library: Library, asked: Asked) -> ExportPage:
    from stemma.tell.exports.forms import FORMS
    from stemma.tell.exports.tables import tables

    story, about = about_of(library, asked)
    return ExportPage(
        about=about,
        forms=tuple((name, form.about) for name, form in FORMS.items()),
        tables=tuple((name, table.about) for name, table in tables(story.ledger).items()),
    )


def exported(library: Library, story: str, form: str) -> tuple[bytes, str, str]:
    """The story in a form, or one of its tables ("claims.csv"): bytes, media type, file name. Raises UsageError for a form that there is not."""
    from stemma.tell.exports.forms import FORMS
    from stemma.tell.exports.tables import TABLES

    id_ = library.story_id(story)
    name, dot, end = form.partition(".")
    if dot and name in TABLES and dot + end in SHEETS:
        return _table(library, id_, name, dot + end), SHEETS[dot + end], f"{id_}-{form}"
    if form not in FORMS:
        raise UsageError(f"There is no form {form!r}.", code="no-such-form", hint="The page lists them.")
    one = FORMS[form]
    return one.write(library.given([id_])), one.media, f"{id_}{one.suffix}"


def _table(library: Library, story: str, name: str, end: str) -> bytes:
    from stemma.tell.exports.tables import tables

    return written(tables(opened(library, story).ledger, only=(name,))[name], end)


PAGE = view_page("export", _export, said="The story as tables, workbook, brief, citations or one file.")
