"""Attributions as W3C Web Annotations (JSON-LD): who is said to say the words, found again by the words or by their place.

One annotation an attribution, one target a piece of its content. A target names the report's address, else a URN, and has
two selectors: the exact words with what stands before and after them (Hypothesis and its kin find them on the page), and
their place in the text that Stemma read, which for a page is the extracted text.
"""

from __future__ import annotations

import json

from stemma.model import Attribution, Ledger, Report, Span
from stemma.tell.exports.lookup import Lookup
from stemma.tell.shared.data import Json
from stemma.tell.shared.safe import safe_json, safe_url

#: Characters before and after a quotation that tell it from the same words elsewhere.
_AROUND = 32


def as_annotations(ledger: Ledger) -> bytes:
    """An AnnotationCollection with one page that holds them all, in order of report and place."""
    of = Lookup(ledger)
    items = [_annotation(of, a) for a in ledger.attributions if a.report in of.reports and a.content]
    value = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:stemma:annotations",
        "type": "AnnotationCollection",
        "label": "Who is said to say what",
        "total": len(items),
        "first": {"id": "urn:stemma:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return (safe_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n").encode()


def _annotation(of: Lookup, a: Attribution) -> Json:
    report = of.reports[a.report]
    said = " ".join(filter(None, (_words(report, a.source), _words(report, a.cue))))
    comment = f"{said or 'No source named'} ({a.form})"
    body: list[Json] = [{"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": comment}]
    if a.voice:
        body.append({"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": of.name(a.voice)})
        body.append({"type": "SpecificResource", "purpose": "identifying", "source": f"urn:stemma:{a.voice}"})
    return {
        "id": f"urn:stemma:{a.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": [_target(report, span) for span in a.content],
    }


def _words(report: Report, span: Span | None) -> str:
    return " ".join(span.of(report.text).split()) if span else ""


def _target(report: Report, span: Span) -> Json:
    text = report.text
    return {
        "type": "SpecificResource",
        "source": safe_url(report.url) or f"urn:stemma:{report.id}",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _AROUND) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
