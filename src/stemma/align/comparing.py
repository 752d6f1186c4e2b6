"""Two statements held against each other: same, different or cannot tell, with the words on which that rests.

Used by `stemma compare` and, through it, by `bench/distortions`.

Theory of operation. Each statement is a report of its own. The two are aligned like two reports of one story, and held against each other as whole
texts. "Different" where a relation stands between a claim of the one and a claim of the other (a conflict, an update, a denial), or a bar keeps two
tellings apart that are about one matter. Else "cannot tell" where a check of `sameness` stands against it, or where each side names a figure, day or
name that the other has not. Else "same" where claims that hold both sides make up at least half of each side's letters (but for who says it), or
where most words of either side are accounted for in the other. Bars that look at a part of a side are void where the whole of both accounts for each
other: then the answer is "cannot tell". A wrong "same" costs a reader more than a missed one, so that silence is the rule where a word is not known.
Limits: English, a sentence or two a side; what both sides take for granted and what only one side adds is not judged; nothing here says whether
either is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stemma.align import clashes, sameness, whole_values
from stemma.align import propositions as cutting
from stemma.align.accounting import alone, literal, one_word
from stemma.align.aspects import difference, places
from stemma.align.claims import claim
from stemma.align.clusters import cluster
from stemma.align.intervals import compare
from stemma.align.pairs import Corpus
from stemma.align.slots import Slot
from stemma.align.stage import aliases_of
from stemma.align.stated import Proposition
from stemma.align.told import Told
from stemma.align.voices import Says
from stemma.align.whole_texts import Found, Text
from stemma.align.whole_texts import text as whole_text
from stemma.lang.reading import Reading
from stemma.model import Attributed, Ground, Place, Report, Span
from stemma.model.comparison import Answer, Comparison, Difference, Match

#: Share of a side's letters that claims with both sides must hold.
_COVERED = 0.5
#: Share of a clause's words that must stand on the other side for it to be told there too.
_ECHOED = 0.75
#: Share of a side's words for which the other must have one, where no claims cover it. On the parts that may be looked at .6, .7 and .8 let no
#: distortion more or less pass, and recognise .01 more paraphrases or less.
_ACCOUNTED = 0.8
#: The same share, where claims with both sides cover them. Three in five costs .01 of the paraphrases of the parts that may be looked at.
_AT_LEAST = 0.6
#: The same share, where a figure or day that each side has without the other shows that one has been put for the other.
_ALL_BUT = 0.8
#: Values that show so.
_DECIDING = frozenset({"compare.other-figures", "compare.other-days"})
#: Words up to which a text is a statement; the checks are made for a sentence or two.
LONGEST = 200


def compared(a: Reading, b: Reading, attributed: Attributed, *, dated: bool = True) -> Comparison:
    """What two reports that tell one thing each have to do with each other; unless `dated`, the day of both is a mere assumption."""
    says = Says(attributed)
    told = {r.report.id: cutting.propositions(r, says) for r in (a, b)}
    everything = [p for report in sorted(told) for p in told[report]]
    corpus = Corpus(everything, aliases_of(attributed))
    claims = [
        Told(claim=claim(m, story="s", corpus=corpus), members=m) for g in cluster(everything, corpus) if (m := tuple(everything[n] for n in g))
    ]
    x, y = (whole_text(r, attributed) for r in (a, b))
    if not (x.tokens and y.tokens):
        return refused(a.report, b.report, "compare.nothing-told", "One of the statements has no words that tell anything.")
    against = sameness.standing_against(x, y)
    void = not against and sameness.figures_accounted(x, y) and sameness.words_accounted(x, y) >= _ACCOUNTED
    found = [
        *clashes.clashes(claims, corpus, (a, b), (x, y), partly=not against and sameness.figures_accounted(x, y), wholly=void),
        *(_reason(f"compare.{name}", words, a.report, b.report) for name, words in against.items()),
        *_values(x, y, not against, (told[a.report.id], told[b.report.id]), corpus, a.report, b.report),
    ]
    if not dated and (words := whole_values.day_not_known(x, y)) is not None:
        found = [d for d in found if d.aspect != "date"]
        found.append(_reason("compare.day-not-known", words, a.report, b.report))
    return _answered(a, b, x, y, found, covered=_covered(a, b, claims, everything, attributed))


def _reason(rule: str, words: Found, a: Report, b: Report) -> Difference:
    """A reason never to say "the same"."""
    return difference(rule, words.a, words.b, a, b, decides=False)


def _values(x: Text, y: Text, alone: bool, told: Sequence[Sequence[Proposition]], corpus: Corpus, a: Report, b: Report) -> Iterator[Difference]:
    """Values that each side has without the other; they show that the two differ where all words of either are accounted for in the other."""
    decides = alone and sameness.words_accounted(x, y) >= _ALL_BUT
    checks = {
        "compare.other-figures": whole_values.other_figures(x, y),
        "compare.other-days": whole_values.other_days(x, y),
        "compare.other-names": whole_values.other_names(x, y, told, corpus),
        "compare.further-figure": whole_values.further_figure(x, y),
    }
    for rule, words in checks.items():
        if words is not None:
            yield difference(rule, words.a, words.b, a, b, decides=decides and rule in _DECIDING)


def _answered(a: Reading, b: Reading, x: Text, y: Text, found: Sequence[Difference], *, covered: float) -> Comparison:
    """The answer that the differences leave."""
    accounted = sameness.words_accounted(x, y)
    answer: Answer = "cannot tell"
    if any(d.decides for d in found):
        answer, rule, why = "different", "compare.clash", "They tell of one matter, and what they tell of it differs."
    elif found:
        rule, why = "compare.stands-against", "Something stands against their telling the same, and nothing shows that they differ."
    elif accounted >= _ACCOUNTED or (covered >= _COVERED and accounted >= _AT_LEAST):
        answer, rule, why = "same", "compare.accounted", "What the one tells is accounted for in the other, and nothing stands against it."
    else:
        rule, why = "compare.too-little-shared", "Too little of the one is known again in the other."
    found = sorted(found, key=lambda d: not d.decides)
    kept = [d for n, d in enumerate(found) if (d.aspect, d.a, d.b) not in {(e.aspect, e.a, e.b) for e in found[:n]}]
    return Comparison(
        answer=answer,
        a=a.report,
        b=b.report,
        grounds=(Ground(rule=rule, sentence=why), *(d.ground for d in kept)),
        differences=tuple(kept),
        matches=tuple(_matches(x, y, a.report, b.report)),
        only_a=places(a.report, _lone(x, y)),
        only_b=places(b.report, _lone(y, x)),
    )


def _lone(mine: Text, its: Text) -> tuple[Span, ...]:
    """The content words for which the other has none, and the numbers that it does not name."""
    words = {Span(s.start, s.end) for s in alone(mine.slots, (*its.slots, *its.known))}
    numbers = {f.span for f in mine.figures if all(compare(f.quantity, g.quantity) == "apart" for g in its.figures)}
    return tuple(sorted(words | numbers))


def _matches(x: Text, y: Text, a: Report, b: Report) -> Iterator[Match]:
    """What was taken for what, in the order of the first statement."""
    found: list[Match] = []
    for s in x.slots:
        if (t := _counterpart(s, y.slots)) is not None:
            kind = "name" if s.kind == "name" else "word"
            found.append(_match(kind, Span(s.start, s.end), Span(t.start, t.end), a, b))
    for f in x.figures:
        there = next((g for g in y.figures if compare(f.quantity, g.quantity) == "same"), None)
        found += [_match("number", f.span, there.span, a, b)] if there is not None else []
    for day, span in x.days:
        other = next((s for d, s in y.days if not day.apart(d)), None)
        found += [_match("date", span, other, a, b)] if other is not None else []
    yield from sorted(found, key=lambda m: (m.a.start, m.a.end, m.b.start))


def _counterpart(s: Slot, its: Sequence[Slot]) -> Slot | None:
    return next((t for t in its if literal(s, t)), None) or next((t for t in its if one_word(s, t)), None)


def _match(kind: str, one: Span, other: Span, a: Report, b: Report) -> Match:
    alike = one.of(a.text).casefold() == other.of(b.text).casefold()
    return Match(kind=kind, a=Place.at(a.id, one), b=Place.at(b.id, other), alike=alike)  # type: ignore[arg-type]


def _covered(a: Reading, b: Reading, claims: Sequence[Told], told: Sequence[Proposition], attributed: Attributed) -> float:
    """The share of the side of which less is told on the other side too; nothing where no claim holds both."""
    shared = [t for t in claims if len({p.report for p in t.members}) > 1]
    if not shared:
        return 0.0
    return min(_share(r, attributed, [*_met(r.report.id, shared), *_echoed(r.report.id, told)]) for r in (a, b))


def _met(report: str, shared: Sequence[Told]) -> list[Proposition]:
    """What a report tells of claims that both sides tell."""
    return [p for t in shared for p in t.members if p.report == report]


def _echoed(report: str, told: Sequence[Proposition]) -> list[Proposition]:
    """Clauses of a report whose words nearly all stand on the other side: "when the market was shelled" beside "shelling of the market"."""
    there = frozenset(w for p in told if p.report != report for w in p.words)
    return [p for p in told if p.report == report and p.words and len(p.words & there) >= _ECHOED * len(p.words)]


def _share(reading: Reading, attributed: Attributed, met: Iterable[Proposition]) -> float:
    """The share of a side's letters, but for who says it, that stand in what the other side tells too."""
    text, report = reading.report.text, reading.report.id
    words = {c for p in reading.body() for c in range(p.range.start, p.range.end) if text[c].isalnum()}
    for a in attributed.attributions:
        if a.report == report:
            words -= {c for span in (a.source, a.cue) if span is not None for c in range(span.start, span.end)}
    told = {c for p in met for s in p.spans for c in range(s.start, s.end)}
    return len(words & told) / len(words) if words else 0.0


def unreadable(a: Report, b: Report) -> Comparison | None:
    """The refusal of a pair that cannot be compared: nothing said, too long, another language; None where it can."""
    for which, report in (("first", a), ("second", b)):
        if not any(c.isalnum() for c in report.text):
            return refused(a, b, "compare.nothing-said", f"The {which} statement is empty.")
        if len(report.text.split()) > LONGEST:
            words = len(report.text.split())
            return refused(a, b, "compare.too-long", f"The {which} statement has {words:,} words; more than {LONGEST} are no single statement.")
        if report.language not in {None, "en", "unknown"}:
            return refused(a, b, "compare.other-language", f"The {which} statement is not in English but in “{report.language}”.")
    return None


def refused(a: Report, b: Report, rule: str, why: str) -> Comparison:
    """No answer, and why."""
    ground = Ground(rule=rule, sentence=why)
    return Comparison(answer="cannot tell", a=a, b=b, grounds=(ground,))
