"""Reports as entries of a bibliography, for Zotero and its kin: RIS lines, and CSL-JSON (citation-style-language 1.0.2).

Only what is known is told; a date that Stemma inferred from the words of a report is left out: a citation states what the
outlet states.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from stemma.model import Ledger, Report, text_digest
from stemma.tell.shared.data import Json
from stemma.tell.shared.safe import safe_json, safe_term, safe_url
from stemma.tell.view import outlet_of

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_AND = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
_BY = re.compile(r"^by\s+", re.I)


def as_ris(ledger: Ledger, *, taken: Mapping[str, str] | None = None) -> bytes:
    """One record of type NEWS a report. `taken` says by report id when it was taken in (ISO 8601)."""
    lines = [line for report in ledger.reports for line in _ris(report, (taken or {}).get(report.id))]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _ris(report: Report, taken: str | None) -> Iterator[str]:
    """Tags in the order of the format's description; TY opens, ER closes."""
    date = _parts(_stated(report))
    values: list[tuple[str, str | None]] = [("TY", "NEWS"), ("ID", report.id), ("TI", report.title)]
    values += [("AU", name) for name in authors(report)]
    values += [("T2", outlet_of(report)), ("PY", date[0] if date else None), ("DA", "/".join([*date, "", "", ""][:3]) + "/" if date else None)]
    values += [("UR", safe_url(report.url)), ("LA", _language(report))]
    accessed = _parts(taken)
    values += [("Y2", "/".join([*accessed, "", "", ""][:3]) + "/" if accessed else None), ("N1", _note(report))]
    for tag, value in values:
        shown = safe_term(value).strip() if value else ""
        if shown:
            yield f"{tag}  - {shown}"
    yield "ER  - "


def as_csl(ledger: Ledger, *, taken: Mapping[str, str] | None = None) -> bytes:
    """A list of items of type article-newspaper."""
    items = [_csl(report, (taken or {}).get(report.id)) for report in ledger.reports]
    return (safe_json(json.dumps(items, ensure_ascii=False, indent=1)) + "\n").encode()


def _csl(report: Report, taken: str | None) -> Json:
    item: Json = {
        "id": report.id,
        "type": "article-newspaper",
        "title": report.title,
        "author": [{"literal": name} for name in authors(report)],
        "container-title": outlet_of(report),
        "issued": _csl_date(_stated(report)),
        "accessed": _csl_date(taken),
        "URL": safe_url(report.url),
        "language": _language(report),
        "note": _note(report),
    }
    return {name: value for name, value in item.items() if value}


def authors(report: Report) -> list[str]:
    """The names of the byline, without 'By'; one that reads like a sentence stays whole."""
    byline = _BY.sub("", (report.byline or "").strip())
    names = [name for name in _AND.split(byline) if name]
    return names if all(len(name.split()) <= 4 for name in names) else [byline]


def _stated(report: Report) -> str | None:
    return None if report.published_from == "inferred" else report.published


def _parts(iso: str | None) -> list[str]:
    match = _DATE.match(iso or "")
    return [part for part in match.groups() if part] if match else []


def _csl_date(iso: str | None) -> Json | None:
    parts = _parts(iso)
    return {"date-parts": [[int(part) for part in parts]]} if parts else None


def _language(report: Report) -> str | None:
    return None if report.language == "unknown" else report.language


def _note(report: Report) -> str:
    return f"SHA-256 of the text: {text_digest(report.text)}"
