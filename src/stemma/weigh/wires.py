"""Parents by name: agencies, outlets and documents that a report credits or cites for its matter.

Read off the surface, so that it holds for every pipeline: credit lines and datelines first (the report's text is the agency's), then what the body
says of where it has it ("Reuters reported", "told AFP", "citing Yonhap", "with inputs from AP", "first appeared on ..."). Picture credits count for
nothing here. Known to fail: an outlet whose name is a common word ("Time said"); a document named only by its content.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from stemma.lang.en.called import sorts
from stemma.lang.en.names import defined_acronyms, normal
from stemma.lang.fold import fold as mended
from stemma.lang.reading import Reading
from stemma.lang.words import Body, quotations
from stemma.model import DescentKind, Ground, Place, Report, Span
from stemma.weigh.publications import aliases, canonical, known_organisation

_NAME = r"(?:[A-Z][\w.&’'\-]*|\d+)(?: (?:of|the|and|for|de|&) (?=[A-Z])| )?"
_NAMES = rf"((?:{_NAME}){{1,6}})"
_SPEECH = (
    r"reported|reports|said|says|quoted|cited|wrote|writes|revealed|learned|learnt|added|has learned|has reported|had reported|has said|"
    r"first reported|also reported|announced|carried|noted|confirmed"
)


@dataclass(frozen=True, slots=True)
class Wire:
    """One named parent of a report."""

    name: str
    kind: DescentKind
    share: float
    confidence: float
    ground: Ground


def wires_of(reading: Reading, body: Body) -> list[Wire]:
    """The report's named parents, the strongest evidence for each, by name."""
    best: dict[str, Wire] = {}
    for wire in _all(reading, body):
        held = best.get(wire.name)
        if held is None or (wire.confidence, wire.share) > (held.confidence, held.share):
            best[wire.name] = wire
    own = canonical(reading.report.outlet or "") or (reading.report.outlet or "")
    return [best[name] for name in sorted(best) if name.casefold() != own.casefold()]


def _all(reading: Reading, body: Body) -> Iterable[Wire]:
    report = reading.report
    yield from _credited(report)
    yield from _datelines(report)
    yield from _inputs(report)
    yield from _reprints(report)
    yield from _cited(reading, body)
    yield from _documents(report, body)
    yield from _statements(reading, body)
    yield from _unnamed_media(report, body)


def _credited(report: Report) -> Iterable[Wire]:
    """Agencies that metadata or credit lines give; one that is only a part source of a sign-off is left to `_inputs`."""
    partly = {w.name for w in _inputs(report)}
    for credit in report.credits:
        for name in _split(credit):
            known = canonical(name) or name
            if known in partly:
                continue
            lines = [z for z in report.zones_of("dateline", "byline", "credit") if credit in z.span.of(report.text)]
            at = report.text.find(credit, lines[0].start if lines else 0)
            spans = (Place(report=report.id, start=at, end=at + len(credit)),) if at >= 0 else ()
            ground = Ground(rule="descent.credit", sentence=f"The report is credited to {known}.", spans=spans)
            yield Wire(known, "verbatim", 1.0, 0.9, ground)


def _datelines(report: Report) -> Iterable[Wire]:
    """ "SEOUL, Oct 18 (Reuters) -", "(Xinhua) --", "AP Photo" is none."""
    known = _alternatives(report.text)
    for match in re.finditer(r"\((" + known + r")(?:/[A-Z]\w+)?\)\s*(?:[-–—]{1,2}|:)", report.text):
        if _in_picture(report, match.start()):
            continue
        yield _wire(
            report, match.span(), match.group(1), "verbatim", 1.0, 0.95, "descent.dateline", "The dateline names {name}: its text begins there."
        )


def _inputs(report: Report) -> Iterable[Wire]:
    """ "(With inputs from Reuters)", "AP contributed to this report", "Additional reporting by AFP"; reporters' names are no parents."""
    if not _INPUTS.search(report.text):
        return  # cheap, and true of most reports
    for match in re.finditer(
        r"(?i:with|additional)\s+(?:\w+\s+)?(?i:inputs?|reporting|material|files|information)\s+(?:from|by)\s+([^)\n.;]{2,80})", report.text
    ):
        for name in filter(canonical, _split(match.group(1))):
            yield _wire(
                report,
                match.span(),
                name,
                "near-verbatim",
                0.5,
                0.75,
                "descent.inputs",
                "The sign-off gives {name} as a source; how much is not said.",
            )
    for match in re.finditer(r"(" + _alternatives(report.text) + r") (?:also )?contributed to this (?:report|story|article)", report.text):
        yield _wire(report, match.span(), match.group(1), "near-verbatim", 0.5, 0.75, "descent.inputs", "{name} contributed; how much is not said.")


_INPUTS = re.compile(
    r"(?:[Ii]nputs?|INPUTS?|[Rr]eporting|REPORTING|[Mm]aterial|MATERIAL|[Ff]iles|FILES|[Ii]nformation|INFORMATION)\s|contributed to this"
)


def _reprints(report: Report) -> Iterable[Wire]:
    """ "This post appeared first on X", "originally published by X", "republished from X"."""
    pattern = (
        r"(?:appeared first|first appeared|(?:was )?(?:originally|first) published|republished|syndicated|reprinted)"
        r"(?: here)? (?:on|in|by|at|from) (?:the )?" + _NAMES
    )
    for match in re.finditer(pattern, report.text):
        name = match.group(1).strip(" .")
        if name not in _MONTHS and name.split(" ")[0] not in _MONTHS:
            yield _wire(report, match.span(), name, "verbatim", 1.0, 0.9, "descent.reprint", "The report says that it appeared first with {name}.")


def _cited(reading: Reading, body: Body) -> Iterable[Wire]:
    """What the body itself says of where it has its matter."""
    report = reading.report
    newsrooms, others = _called(reading)
    known = "|".join([*map(re.escape, newsrooms), _alternatives(report.text)])
    news = r"(?:'s|’s)?(?: (?:state |official |semi-official )?(?:news )?(?:agency|service|network|channel|broadcaster|newspaper|daily|TV|website))?"
    whole = r"(?![ -][A-Z][a-z])"  # "The Sun Herald" is not The Sun
    heard = r"told|[Cc]iting|[Qq]uoting|cites|cited by|quoting|quoted by|seen by|obtained by|reviewed by|reported by"
    spoke = r"confirm\w*|comment\w*|spoke|speaking|statement|remarks|interview|said|e-?mail\w*|leaked"
    patterns = (
        rf"\b({known}){whole}{news}(?:,[^,.\n]{{0,60}},)? (?:{_SPEECH})\b",
        rf"\b(?:{heard}) (?:the )?(?:[\w\-’']+ ){{0,4}}?({known})\b{whole}",
        rf"\b(?:{spoke})(?: [\w\-’']+){{0,4}}? (?:to|with|by) (?:the )?(?:[a-z][\w\-’']+ ){{0,2}}?({known})\b{whole}",
        rf"\b(?:reported|reports|said|wrote|as per|[Aa]ccording to|[Pp]er)(?: by)? (?:an? |the )?(?:[\w\-’']+ ){{0,5}}?({known})\b{whole}",
        rf"\b({known})(?:'s|’s)? (?:report|reports|investigation|interview|story|tally|count|poll|analysis|correspondent|reporter|journalist)s?\b",
    )
    for pattern in patterns:
        for match in re.finditer(pattern, report.text):
            at = match.start(1)
            if _in_picture(report, at) or not _in_body(report, at) or normal(match.group(1)) in others:
                continue
            share = _sentence_share(body, at)
            yield _wire(report, match.span(), match.group(1), "cites", share, 0.8, "descent.cites", "The report says that it has this from {name}.")


def _called(reading: Reading) -> tuple[list[str], frozenset[str]]:
    """Newsrooms that only the report makes known ("the newspaper Le Phare"), longest first, and letters that it gives to others than agencies."""
    docs = [p.doc for p in reading.passages]
    said = sorts(docs)
    names = {str(e.text) for d in docs for e in d.ents if said.get(normal(e.text)) == "newsroom" and len(e.text) > 2}
    explained = {normal(short) for short, full in defined_acronyms(reading.report.text).items() if canonical(full) != canonical(short)}
    return sorted(names, key=lambda n: (-len(n), n)), frozenset(explained | {n for n, sort in said.items() if sort in {"firm", "body"}})


_DOCUMENT = r"(website|blog post|blog|memo|memorandum|press release|news release|filing|communique|communiqué|white paper|fact sheet)"


def _documents(report: Report, body: Body) -> Iterable[Wire]:
    """ "in an Amazon memo", "the government's website says so", "NASA wrote in a blog post": a text that is quoted from."""
    name = r"(?:[A-Z][\w&\-]+ ){0,3}[A-Z][\w&\-]+"
    owned = rf"\b({name}(?: \w+)?(?:'s|’s)|{name}) {_DOCUMENT} (?:{_SPEECH}|states|stated|reads|read)\b"
    told = rf"\b({name}),? (?:{_SPEECH}|stated)[^.\n]{{0,60}}? (?:in|on) (?:an? |its |his |her |their )(?:\w+ )?{_DOCUMENT}\b"
    for pattern in (owned, told):
        for match in re.finditer(pattern, report.text):
            owner = re.sub(r"(?:'s|’s)$", "", match.group(1).strip())
            owner = re.sub(r"^(?:The|In|A|An|On|Its|His|Her|Their|According) ", "", owner)
            if owner in _NOBODY or owner in _MONTHS or not _in_body(report, match.start(1)):
                continue
            share = _sentence_share(body, match.start(1))
            yield _wire(
                report,
                match.span(),
                f"{owner} {match.group(2)}",
                "cites",
                share,
                0.6,
                "descent.document",
                "The report quotes from a document: {name}.",
            )
    bare = rf"\b[Tt]he (memo|memorandum|press release|blog post|filing|communique|communiqué) (?:{_SPEECH}|states|stated|reads|read)\b"
    for match in re.finditer(bare, report.text):
        share = _sentence_share(body, match.start(1))
        yield _wire(report, match.span(), match.group(1), "cites", share, 0.5, "descent.document", "The report quotes from a document, the {name}.")


def _statements(reading: Reading, body: Body) -> Iterable[Wire]:
    """A direct quotation given to an organisation comes from a text of its own: nobody heard an organisation speak."""
    report = reading.report
    name = r"(?:the )?((?:[A-Z][\w&.\-]* ){0,6}[A-Z][\w&\-]*(?: (?:government|ministry|department|office))?)"
    said = re.compile(
        rf"\b{name}(?:'s|’s)? (?:\w+ly )?(?:{_SPEECH}|stated|explained|shared|mentioned|posted|statement|says)\b"
        rf"|\b[Aa]ccording to (?:{name}|the ({_HOUSES}))\b"
    )
    marks = quotations(mended(report.text))
    for first, last in body.sentences:
        begin, end = body.words[first].start, body.words[last - 1].end
        if sum(w.quoted for w in body.words[first:last]) < 3 or not any(m.start < end + 2 and begin < m.end for m in marks):
            continue
        for match in said.finditer(report.text, begin, min(len(report.text), end + 1)):
            at = next(match.start(n) for n in (1, 2, 3) if match.group(n))
            owner = _nearest_house(reading, at) if match.group(3) else known_organisation(match.group(1) or match.group(2))
            if owner is not None and not any(m.start < at < m.end for m in marks):
                share = (last - first) / len(body.words)
                yield _wire(report, match.span(), owner, "cites", share, 0.5, "descent.statement", "The report quotes from a text of {name}.")


_HOUSES = "company|firm|group|bank|airline|carmaker|retailer|agency|ministry|department|watchdog|regulator|charity|union|university|institute"


def _nearest_house(reading: Reading, at: int) -> str | None:
    """The organisation that "the company" is: the one named last before it that is no newsroom; None where there is none."""
    before = [
        e.text
        for p in reading.passages
        for e in p.doc.ents
        if p.kind in {"headline", "body"} and e.label_ == "ORG" and p.start + e.end_char <= at and canonical(e.text) is None
    ]
    name = re.sub(r"(?:'s|’s)$", "", before[-1]) if before else ""
    return known_organisation(name) or name or None


def _unnamed_media(report: Report, body: Body) -> Iterable[Wire]:
    """ "X reports citing foreign media": a parent that is not named but said."""
    for match in re.finditer(
        r"\bciting ((?:foreign|local|Western|international|national|regional|state|domestic) (?:media|press|newspapers|outlets))\b", report.text
    ):
        if _in_body(report, match.start(1)):
            share = _sentence_share(body, match.start(1))
            yield _wire(
                report,
                match.span(),
                match.group(1),
                "cites",
                share,
                0.5,
                "descent.cites",
                "The report says that it has this from {name}, none named.",
            )


_MONTHS = frozenset(calendar.month_name[1:])
#: What stands before a document's name without naming its owner.
_NOBODY = frozenset({"The", "In", "A", "An", "On", "Its", "His", "Her", "Their", "This", "That", "New", "Our", "Your", "My", "Company"}) | frozenset(
    {"company", "firm", "group", "its", "his", "her", "their", "agency", "ministry"}
)


def _wire(report: Report, at: tuple[int, int], name: str, kind: DescentKind, share: float, confidence: float, rule: str, sentence: str) -> Wire:
    known = canonical(name) or name.strip()
    spans = (Place(report=report.id, start=at[0], end=at[1]),)
    return Wire(known, kind, share, confidence, Ground(rule=rule, sentence=sentence.format(name=known), spans=spans))


def _split(credit: str) -> list[str]:
    """The publications in a credit such as "Reuters, AP and agencies"; what is not a name, nor known, falls away."""
    parts = re.split(r"\s*(?:,|/|;|&|\band\b|\bvia\b)\s*", credit)
    known = [canonical(p.strip(" .()")) for p in parts]
    if any(known):
        return [k for k in known if k]
    whole = credit.strip(" .()")
    return [whole] if re.match(r"[A-Z]", whole) and len(whole.split()) <= 4 and "agenc" not in whole.lower() else []


@lru_cache(maxsize=4)
def _alternatives(text: str) -> str:
    """A pattern for the known publications, the longest name first; only for those that the text names at all, which is all that can match."""
    return "|".join(re.escape(a) for a in _by_length() if a in text) or _NEVER


#: Matches nothing.
_NEVER = r"(?!)"


@lru_cache(maxsize=1)
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(aliases(), key=lambda a: (-len(a), a)))


def _in_picture(report: Report, at: int) -> bool:
    """Within a caption, a picture credit or a notice."""
    if any(z.start <= at < z.end for z in report.zones_of("caption", "notice", "furniture")):
        return True
    around = report.text[max(0, at - 40) : at + 60]
    return bool(re.search(r"(?i)\bvia\s+(?:reuters|ap|afp)|photo|getty|handout|image|picture", around)) and not _in_body(report, at)


def _in_body(report: Report, at: int) -> bool:
    return not report.zones or any(z.start <= at < z.end for z in report.zones_of("body", "headline"))


def _sentence_share(body: Body, at: int) -> float:
    """The part of the body that is the sentence around `at`."""
    for first, last in body.sentences:
        if body.words[first].start <= at < body.words[last - 1].end:
            return (last - first) / len(body.words)
    return 0.0


def places(wire: Wire) -> tuple[Span, ...]:
    """Where the evidence stands."""
    return tuple(p.span for p in wire.ground.spans)
