"""Words in quotation marks: where they stand, whose they are when no verb says so.

Theory of operation. Curly marks open and close; straight ones alternate within a paragraph. A paragraph that ends inside a
quotation and is followed by one that opens with a mark goes on (the newspaper habit of multi-paragraph quotes). A quotation that is a
sentence of its own and that no attribution holds belongs to the speaker of the attribution before it in the same or the preceding
paragraph, if that one quoted or said something; else to nobody. Known exceptions: scare quotes and titles (shorter than four words, or
within a sentence of the report's own), inch marks, quotations of quotations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.attribute.found import Found, Range, ranges

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPEN = frozenset('“«„"')
_CLOSE = frozenset('”»"')


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in tokens of one Doc, with its marks."""

    start: int
    end: int
    #: The paragraph ends before the quotation does.
    open_end: bool = False

    @property
    def inside(self) -> frozenset[int]:
        """Its tokens."""
        return frozenset(range(self.start, self.end))


def quotations(doc: Doc) -> tuple[Quote, ...]:
    """Every quotation of the Doc, in order."""
    out: list[Quote] = []
    start: int | None = None
    for token in doc:
        text = token.text.strip()
        if (token.is_space and "\n" in token.text) or (token.i and "\n" in doc[token.i - 1].text):
            if start is not None:
                out.append(Quote(start, token.i, open_end=True))
                start = None
            if token.is_space:
                continue
        if start is None and (text in _OPEN or text == "``"):
            start = token.i
        elif start is not None and (text in _CLOSE or text == "''"):
            out.append(Quote(start, token.i + 1))
            start = None
    if start is not None:
        out.append(Quote(start, len(doc), open_end=True))
    return tuple(q for q in out if any(t.is_alpha for t in doc[q.start : q.end]))


def whole(doc: Doc, found: Found, quotes: tuple[Quote, ...]) -> tuple[Range, ...]:
    """The content with every quotation that it begins taken to its end, over sentences too.

    "'We were there. Nobody else came,' she said" is parsed as two sentences; both are hers.
    """
    words = set(found.words)
    kept = set(words)
    for quote in quotes:
        shared = quote.inside & words
        if not shared or (quote.open_end and len(shared) < 2):
            continue
        outer = {i for i in quote.inside if doc[i].sent.start != doc[found.cue[0]].sent.start or i in words}
        if len(shared) * 2 >= len(quote.inside) or _begins_sentence(doc, quote):
            kept |= outer
    if kept == words:
        return found.content
    taken = set(range(*found.cue)) | (set(range(*found.source)) if found.source else set())
    return ranges(doc, kept - taken)


def _begins_sentence(doc: Doc, quote: Quote) -> bool:
    first = quote.start + 1
    return first < len(doc) and (doc[quote.start].is_sent_start or doc[first].is_sent_start or quote.start == 0)


def cueless(doc: Doc, found: list[Found], quotes: tuple[Quote, ...]) -> list[tuple[Range, int | None]]:
    """Quotations that are sentences of their own and that nobody holds: their range, and the index in `found` of the speaker before them."""
    held = {i for f in found for i in f.words}
    out: list[tuple[Range, int | None]] = []
    for quote in quotes:
        words = [t for t in doc[quote.start : quote.end] if t.is_alpha]
        if len(words) < 4 or len(quote.inside & held) * 2 > len(quote.inside) or not _own_sentence(doc, quote):
            continue
        before = [n for n, f in enumerate(found) if f.cue[0] < quote.start and f.kind == "say" and f.source is not None and not f.alone]
        out.append(((quote.start, quote.end), max(before, key=lambda n: found[n].cue[0], default=None)))
    return out


def _own_sentence(doc: Doc, quote: Quote) -> bool:
    """Whether nothing but the quotation stands in its sentences."""
    first, last = doc[quote.start + 1].sent, doc[max(quote.start + 1, quote.end - 2)].sent
    around = [t for t in doc[first.start : last.end] if t.is_alpha and not quote.start <= t.i < quote.end]
    return not around


def form_of(doc: Doc, content: tuple[Range, ...], kind: str, quotes: tuple[Quote, ...]) -> str:
    """direct: all in quotation marks; mixed: some; else what the cue is."""
    words = [i for a, b in content for i in range(a, b) if doc[i].is_alpha or doc[i].like_num]
    if not words:
        return "indirect"
    quoted = sum(1 for i in words if any(q.start < i < q.end for q in quotes))
    if quoted == len(words):
        return "direct"
    if quoted:
        return "mixed"
    return {"according-to": "according-to", "belief": "belief"}.get(kind, "indirect")
