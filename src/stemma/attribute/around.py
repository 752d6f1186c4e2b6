"""What a report is about and who wrote it: the country named most, and the newsroom that it is from."""

from __future__ import annotations

from collections import Counter

from stemma.attribute.naming import named_in
from stemma.lang.en import voices
from stemma.lang.en.voices import Known
from stemma.lang.reading import Reading

#: Zones whose names may be antecedents, and whose words may speak.
SPEAKING = frozenset({"headline", "dateline", "body"})
#: Who leads which office.
MINISTERS = {
    "foreign minister": "foreign",
    "foreign secretary": "foreign",
    "secretary of state": "foreign",
    "defence minister": "defence",
    "defense minister": "defence",
    "defence secretary": "defence",
    "defense secretary": "defence",
    "interior minister": "interior",
    "home secretary": "interior",
    "health minister": "health",
    "health secretary": "health",
    "finance minister": "finance",
    "treasury secretary": "treasury",
    "security council": "security council",
    "energy minister": "energy",
    "mines minister": "mines",
    "mining minister": "mines",
    "transport minister": "transport",
    "transportation secretary": "transport",
    "economy minister": "economy",
    "education minister": "education",
    "agriculture minister": "agriculture",
    "information minister": "information",
    "justice minister": "justice",
    "central bank governor": "central bank",
}


def main_country(reading: Reading) -> tuple[str | None, str | None]:
    """The country named more often than any other, and the same where it has half of all namings; None where there is none."""
    counts: Counter[str] = Counter()
    for passage in reading.passages:
        if passage.kind in SPEAKING:
            counts.update(voices.countries_in(passage.doc.text))
    if not counts:
        return None, None
    ranked = counts.most_common(2)
    ahead = len(ranked) == 1 or ranked[0][1] > ranked[1][1]
    leading = ranked[0][0] if ahead else None
    if sum(counts.values()) == 1 and leading not in _opening(reading):
        return leading, None  # one "Dutch expert" does not make the ministry a Dutch one
    clearly = ranked[0][1] * 2 >= sum(counts.values()) or (len(ranked) > 1 and ranked[0][1] >= 3 * ranked[1][1])
    return leading, leading if clearly else None


def _opening(reading: Reading) -> frozenset[str]:
    """The countries that headline, dateline and the beginning name."""
    lines = [p.doc.text if p.kind != "body" else p.doc.text[:400] for p in reading.passages if p.kind in SPEAKING]
    return frozenset(c for line in lines for c in voices.countries_in(line))


def newsroom_of(reading: Reading) -> Known | None:
    """The agency or outlet whose newsroom wrote the report: credited agency, else the outlet, where the table knows it."""
    report = reading.report
    for credit in report.credits:
        known = named_in(credit)
        if known is not None and known.relays:
            return known
    lines = [report.byline or "", *(report.text[z.start : z.end] for z in report.zones_of("dateline", "byline", "credit"))]
    lines += [p.doc.text[:160] for p in reading.passages if p.kind == "body"][:1]
    for line in lines:
        for bracketed in line.replace("[", "(").split("(")[1:]:
            known = voices.named(bracketed.split(")")[0].strip())
            if known is not None and known.relays:
                return known
    return voices.named(report.outlet) if report.outlet else None
