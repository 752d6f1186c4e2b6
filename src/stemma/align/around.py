"""What stands around a proposition in its report: the rest of its sentence, the sentence before, and the words next to its number.

Relations need more than a proposition holds: "the 45" is a toll because its sentence says so, and "up from 31" makes 31 the earlier figure. Without
readings (propositions made by hand) a proposition is its own surroundings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.align.clauses import CONTENT
from stemma.align.stated import Proposition
from stemma.lang.en.places import countries
from stemma.lang.en.senses import sense_of
from stemma.lang.reading import Passage, Reading
from stemma.model import Timex

#: Words that point back to the sentence before.
_POINTING = re.compile(
    r"\b(?:(?:it|this|that) (?:was|is|stood|stands|had|has|rose|fell)"
    r"|(?:those|these|this|that|such) (?:odds|chances?|risks?|figures?|rates?|numbers?))\b"
)
_PLACES = frozenset({"LOC", "GPE", "FAC"})
_BEFORE_YEARS = frozenset(
    {"in", "of", "by", "from", "until", "till", "late", "early", "mid", "during", "between", "and", "to", "for", "before", "after"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The surroundings of one proposition; texts are lower case with single spaces."""

    #: Which sentence of its report it stands in, counted over headline and body.
    sentence: int
    #: The whole sentence.
    text: str
    #: The proposition's own words.
    own: str
    #: The sentence up to the number (up to the proposition, where it has none), and from there on.
    before: str
    after: str
    #: The words of the number and of what it counts.
    number: str
    #: Senses of the content words of the sentence.
    words: frozenset[str]
    #: The same of the sentence before, where the words point back ("it was 2 %", "those odds").
    carried: frozenset[str]
    #: Countries named by its own words.
    countries: frozenset[str]
    #: Countries named by its sentence, who speaks included ("Thai authorities said"), or by the one before where the words point back.
    near: frozenset[str]
    #: Places that its sentence names besides countries; none where it names a country, within which they may lie.
    towns: frozenset[str]
    #: The time said, unless the words are a year that may be part of a name ("the 2024 model").
    when: Timex | None
    #: The latest day that its sentence names, ISO.
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    start: int
    end: int
    number: int
    text: str
    words: frozenset[str]
    towns: frozenset[str]


class Surroundings:
    """The surroundings of every proposition of a story, worked out when first asked for."""

    def __init__(self, readings: Sequence[Reading] = ()) -> None:
        self._readings = {r.report.id: r for r in readings}
        #: The latest day on which a report of the story was published, ISO.
        self.latest = max(((r.report.published or "")[:10] for r in readings), default="")
        self._sentences: dict[str, list[_Sentence]] = {}
        self._known: dict[tuple[object, ...], Around] = {}

    def of(self, p: Proposition) -> Around:
        """The surroundings of a proposition."""
        if p.key not in self._known:
            self._known[p.key] = self._around(p)
        return self._known[p.key]

    def previous(self, p: Proposition) -> str:
        """The sentence before the one in which a proposition stands; nothing where it is the first."""
        sentence = self._sentence(p)
        before = self._before(p.report, sentence) if sentence is not None else None
        return _plain(before.text) if before is not None else ""

    def reading(self, report: str) -> Reading | None:
        """The reading of a report, where there is one."""
        return self._readings.get(report)

    def _around(self, p: Proposition) -> Around:
        sentence = self._sentence(p)
        if sentence is None:
            own = _plain(p.statement)
            named, none = countries(p.statement), frozenset[str]()
            return Around(
                sentence=p.spans[0].start,
                text=own,
                own=own,
                before="",
                after=own,
                number="",
                words=p.words,
                carried=none,
                countries=named,
                near=named,
                towns=p.places if not named else none,
                when=p.when,
                until=p.when.last if p.when else None,
            )
        text = self._readings[p.report].report.text
        own_text = " ".join(text[s.start : s.end] for s in p.spans)
        before = self._before(p.report, sentence) if _POINTING.search(_plain(own_text)) else None
        at = p.mention.span.start if p.mention else p.spans[0].start
        beyond = p.mention.span.end if p.mention else p.spans[0].start
        return Around(
            sentence=sentence.number,
            text=_plain(sentence.text),
            own=_plain(own_text),
            before=_plain(text[sentence.start : at]) if sentence.start <= at else "",
            after=_plain(text[beyond : sentence.end]) if beyond <= sentence.end else "",
            number=_plain(text[at:beyond]),
            words=sentence.words,
            carried=before.words if before else frozenset(),
            countries=countries(own_text),
            near=countries(sentence.text) or (countries(before.text) if before else frozenset()),
            towns=sentence.towns,
            when=p.when if p.when is not None and _dates(p.when, text) else None,
            until=max(
                (
                    t.last
                    for t in self._readings[p.report].times
                    if sentence.start < t.span.end and t.span.start < sentence.end and t.last and _dates(t, text)
                ),
                default=None,
            ),
        )

    def _before(self, report: str, sentence: _Sentence) -> _Sentence | None:
        return self._sentences[report][sentence.number - 1] if sentence.number else None

    def _sentence(self, p: Proposition) -> _Sentence | None:
        if p.report not in self._readings:
            return None
        if p.report not in self._sentences:
            self._sentences[p.report] = _sentences(self._readings[p.report])
        found = self._sentences[p.report]
        at = p.mention.span.start if p.mention else p.spans[0].start
        n = bisect_right([s.start for s in found], at) - 1
        return found[n] if n >= 0 and at < found[n].end else None


def _sentences(reading: Reading) -> list[_Sentence]:
    found: list[_Sentence] = []
    for passage in sorted((p for p in reading.passages if p.kind in {"headline", "body"}), key=lambda p: p.start):
        found.extend(_of_passage(passage, len(found)))
    return found


def _of_passage(passage: Passage, first: int) -> list[_Sentence]:
    return [
        _Sentence(
            start=passage.start + s.start_char,
            end=passage.start + s.end_char,
            number=first + n,
            text=s.text,
            words=frozenset(sense_of(t.lemma_.lower(), t.pos_) for t in s if t.pos_ in CONTENT and t.pos_ != "NUM" and t.is_alpha),
            towns=frozenset(_plain(e.text) for e in s.ents if e.label_ in _PLACES) if not countries(s.text) else frozenset(),
        )
        for n, s in enumerate(passage.doc.sents)
    ]


def _dates(when: Timex, text: str) -> bool:
    """Whether a time dates what is told: not "since 2022" (the largest since then), nor a bare year without a preposition (part of a name)."""
    if "since" in text[max(0, when.span.start - 10) : when.span.end].lower().split():
        return False
    if not text[when.span.start : when.span.end].strip().isdigit():
        return True
    before = text[: when.span.start].split()[-1:]
    return bool(before) and before[0].lower() in _BEFORE_YEARS


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())
