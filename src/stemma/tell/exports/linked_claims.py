"""Claims as schema.org JSON-LD: `Claim`, with each telling as a `Quotation` in a `NewsArticle`, spoken by its origin.

No `ClaimReview`: that needs a rating, and Stemma gives none. A claim that is denied has no author here: who denies it did not
make it. The text of a claim is Stemma's sentence; the text of a
quotation is the report's own.
"""

from __future__ import annotations

import json

from stemma.model import Claim, Ledger, Report, Telling, VoiceKind, text_digest
from stemma.tell.exports.lookup import Lookup, telling_id
from stemma.tell.shared import words
from stemma.tell.shared.data import Json
from stemma.tell.shared.safe import safe_json, safe_url
from stemma.tell.view import outlet_of

_TYPES: dict[VoiceKind, str] = {
    "person": "Person",
    "organisation": "Organization",
    "outlet": "NewsMediaOrganization",
    "agency": "NewsMediaOrganization",
    "state": "GovernmentOrganization",
    "document": "CreativeWork",
    "group": "Organization",
    "anonymous": "Person",
}
#: What may be said to speak.
_SPEAKERS = {"Person", "Organization", "NewsMediaOrganization", "GovernmentOrganization"}


def as_linked_claims(ledger: Ledger) -> bytes:
    """One graph: reports, voices, claims."""
    of = Lookup(ledger)
    claims = of.ordered()
    spoken = dict.fromkeys(v for c in claims for t in of.told(c) for v in t.chain if v in of.voices)
    graph = [_report(r) for r in ledger.reports]
    graph += [
        _clean({"@type": _TYPES[of.voices[v].kind], "@id": _id(v), "name": of.name(v), "alternateName": list(of.voices[v].aliases)}) for v in spoken
    ]
    graph += [_claim(of, c) for c in claims]
    return (safe_json(json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=1)) + "\n").encode()


def _id(name: str) -> str:
    return f"urn:stemma:{name}"


def _clean(value: Json) -> Json:
    return {k: v for k, v in value.items() if v not in (None, "", [])}


def _report(r: Report) -> Json:
    return _clean(
        {
            "@type": "NewsArticle",
            "@id": _id(r.id),
            "url": safe_url(r.url),
            "headline": r.title,
            "datePublished": None if r.published_from == "inferred" else r.published,
            "dateModified": r.updated,
            "inLanguage": None if r.language == "unknown" else r.language,
            "author": r.byline,
            "publisher": {"@type": "NewsMediaOrganization", "name": outlet_of(r)},
            "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256 of the text", "value": text_digest(r.text)},
        }
    )


def _claim(of: Lookup, c: Claim) -> Json:
    told = of.told(c)
    by = list(dict.fromkeys(t.report for t in told))
    dated = [(d[:10], r) for r in by if (d := of.reports[r].published)]
    return _clean(
        {
            "@type": "Claim",
            "@id": _id(c.id),
            "text": c.statement,
            "appearance": [{"@id": _id(r)} for r in by],
            "firstAppearance": {"@id": _id(min(dated)[1])} if dated else None,
            "author": [] if c.certainty == "denied" else [{"@id": _id(o)} for o in c.origins],
            "spatialCoverage": c.where,
            "temporalCoverage": f"{c.when.start or '..'}/{c.when.end or '..'}" if c.when and (c.when.start or c.when.end) else None,
            "isBasedOn": [_quotation(of, c, t) for t in told],
        }
    )


def _quotation(of: Lookup, c: Claim, t: Telling) -> Json:
    """The words; spoken by the origin where that is somebody, based on it where it is a document. What is denied has no speaker here."""
    kind = _TYPES[of.voices[t.origin].kind] if t.origin in of.voices and t.certainty != "denied" else None
    return _clean(
        {
            "@type": "Quotation",
            "@id": _id(telling_id(c.id, t)),
            "text": of.words(t.report, t.spans),
            "description": f"as told: {words.CERTAINTY[t.certainty]}",
            "url": of.link(t.report, t.spans),
            "isPartOf": {"@id": _id(t.report)},
            "spokenByCharacter": {"@id": _id(t.origin)} if t.origin and kind in _SPEAKERS else None,
            "isBasedOn": {"@id": _id(t.origin)} if t.origin and kind and kind not in _SPEAKERS else None,
        }
    )
