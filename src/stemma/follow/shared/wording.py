"""Words of a finished ledger without a parse: sentences around places, tokens, verb forms, senses.

A ledger holds texts and spans, no syntax. What runs through claims is found again from the words themselves, by shallow rules that
stop at the first thing they do not understand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.lang.en.senses import sense_of
from stemma.model import Report, Span


def word_set(text: str) -> frozenset[str]:
    """The words of a text: for tables that stay readable."""
    return frozenset(text.split())


_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s?[A-Z])|[$€£]?\d[\d,.]*\d(?:-[^\W_]+)?(?!\w)|[^\W_]\w*(?:['’\-.][^\W_]\w*)*|[sS]['’](?!\w)|\S")
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n|\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sen|Rep|Gov|St|No|vs|Oct|Nov|Dec|Jan|Feb|Aug|Sept?|Inc|Ltd|Corp)|\b[A-Z]|\.[a-zA-Z])\.\s$"
)

#: Past and participle of the irregular verbs that news does things with, to the base.
_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "is are was were been being am",
        "begin": "began begun",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "come": "came",
        "cut": "cutting",
        "do": "did done",
        "find": "found",
        "get": "got gotten getting",
        "give": "gave given",
        "go": "went gone goes",
        "have": "has had having",
        "hold": "held",
        "keep": "kept",
        "lay": "laid",
        "leave": "left",
        "lend": "lent",
        "make": "made",
        "meet": "met",
        "pay": "paid",
        "put": "putting",
        "rebuild": "rebuilt",
        "run": "ran running",
        "see": "saw seen",
        "sell": "sold",
        "send": "sent",
        "set": "setting",
        "shut": "shutting",
        "spend": "spent",
        "take": "took taken",
        "teach": "taught",
        "win": "won winning",
        "withdraw": "withdrew withdrawn",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}
_SAME = frozenset({"cut", "put", "set", "shut", "hit"})  # past and present are written alike
_NOT_PAST = word_set("need feed seed speed exceed proceed succeed breed weed bleed indeed heed deed greed creed shed bed red embed")
_SMALL = word_set("""
    a an the of to in on at by for from with and or but that which who whom whose this these those it its they their them he his him she her
    we our us i my you your as than so be is are was were been being am have has had having do does did will would shall should can could may
    might must not no nor there here what when where while after before since until into over under more most some any all other another such
    also just only very said says say told tells according about up out if then per between among through during against near
    """)


@dataclass(frozen=True, slots=True)
class Word:
    """A token at its place in the text it was cut from."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def wordy(self) -> bool:
        return self.text[:1].isalpha()


def tokens(text: str, span: Span | None = None) -> list[Word]:
    """The tokens of a stretch, with offsets into the whole text."""
    span = span or Span(0, len(text))
    return [Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, span.start, span.end)]


def sentence(report: Report, inside: Span) -> Span:
    """The sentence around a stretch, within its zone; where it probably ends is a guess by punctuation."""
    zone = next((z.span for z in report.zones if z.start <= inside.start < z.end), Span(0, len(report.text)))
    text, start = report.text, zone.start
    for stop in _STOP.finditer(text, zone.start, zone.end):
        if _ABBREVIATED.search(text, max(0, stop.end() - 8), stop.end()):
            continue
        if stop.end() <= inside.start:
            start = stop.end()
        elif stop.start() + 1 >= inside.end:
            return Span(start, stop.start() + len(stop[0].rstrip()))
    end = start + len(text[start : zone.end].rstrip())
    return Span(start, max(end, min(inside.end, len(text)), start))


def published_on(report: Report) -> str:
    """The day of publication, ISO; "" where none is known to the day."""
    day = (report.published or "")[:10]
    try:
        return dt.date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def stretches(report: Report, spans: Sequence[Span]) -> list[tuple[Span, Span]]:
    """The places of a telling, sentence by sentence: from its first to its last word there, and the sentence. A telling may stand in several."""
    out: list[tuple[Span, Span]] = []
    for one in sorted(spans):
        if out and one.end <= out[-1][1].end:
            out[-1] = (Span(out[-1][0].start, max(out[-1][0].end, one.end)), out[-1][1])
        else:
            out.append((one, sentence(report, one)))
    return out


def bases(form: str) -> frozenset[str]:
    """The verbs that a form may be a form of: "sent" -> send; "dispatching" -> dispatching, dispatch, dispatche."""
    low = form.lower()
    if low in _IRREGULAR:
        return frozenset({_IRREGULAR[low], low} if low in {"left", "found", "saw"} else {_IRREGULAR[low]})
    found = {low}
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")):
        if low.endswith(ending) and len(low) - len(ending) >= 2:
            stem = low[: -len(ending)]
            found.add(stem + instead)
            if not instead and ending in {"ed", "ing"} and len(stem) > 2 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return frozenset(found)


def senses(form: str) -> frozenset[str]:
    """The senses that a form may have, as alignment counts them ("dispatching" and "deployed" share one)."""
    return frozenset(sense_of(b) for b in bases(form))


def content(words: Iterable[str]) -> frozenset[str]:
    """Senses of the words that carry content, one for each, so that two texts can be held against each other."""
    found = (w.lower().replace("’s", "").replace("'s", "") for w in words)
    return frozenset(min(senses(w), key=lambda s: (s == w, len(s), s)) for w in found if w and w[0].isalpha() and w not in _SMALL)


def participle(form: str) -> bool:
    """Whether a form can be a past tense or a past participle ("sent", "arrived"); forms alike in all tenses are not."""
    low = form.lower()
    if low in _SAME:
        return False
    return (low.endswith("ed") and low not in _NOT_PAST) or (
        low in _IRREGULAR and not low.endswith(("ing", "es")) and _IRREGULAR[low] not in {"be", "have"}
    )


def suffered(form: str) -> bool:
    """Whether a form can stand in a passive ("sent", "cut", "offered")."""
    return form in _SAME or participle(form)


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def spoken(day: str) -> str:
    """'17 June 2025' for an ISO day; anything else as it is."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", day)
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}" if match and 1 <= int(match[2]) <= 12 else day
