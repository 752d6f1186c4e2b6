"""What a difference between two statements is about, and the sentence that says so: one row for each rule.

Used by `comparing`, and so by `stemma compare`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.align import whole_values
from stemma.align.sameness import CHECKS
from stemma.model import Ground, Place, Report, Rule, Span
from stemma.model.comparison import Aspect, Difference

#: Letters of one quotation in a sentence.
_LONG = 80
#: For each rule what it is about, and how the sentence begins.
BECAUSE: dict[str, tuple[Aspect, str]] = {
    "compare.unaccounted-word": ("word", "One word stands where the other has one that is not known to mean the same"),
    "compare.exchanged-parts": ("part", "Those named have changed parts"),
    "compare.another-doer": ("part", "Somebody's own does it in the one, and is nowhere in the other"),
    "compare.other-operators": ("certainty", "The one puts it as further done, or surer, than the other"),
    "compare.denied-once": ("polarity", "The one denies where the other does not"),
    "compare.opposite-word": ("polarity", "One word excludes the other"),
    "compare.other-direction": ("polarity", "They compare in opposite directions"),
    "compare.other-fate-of-many": ("unit", "What befalls them differs"),
    "compare.other-thing-counted": ("unit", "The same figure counts two things"),
    "compare.exchanged-figures": ("number", "One figure stands in the other's place"),
    "compare.other-quantifier": ("word", "They speak of other shares: all, most, some, few, only"),
    "compare.before-or-after": ("date", "The one puts after something what the other puts before it"),
    "compare.other-word-negated": ("polarity", "They negate two things"),
    "compare.other-preposition": ("part", "One thing hangs on one word by prepositions that exclude each other"),
    "compare.only-once": ("word", "Only one of them says that it is so of nothing else"),
    "compare.turned-once": ("polarity", "Only one has a word that turns round, or leaves open, what hangs on it"),
    "compare.taken-for-granted": ("matter", "What the one tells, the other takes for granted and goes on from"),
    "compare.other-figures": ("number", "Each has a figure that the other has not"),
    "compare.further-figure": ("number", "Only one of them names a figure"),
    "compare.other-days": ("date", "They name days that have none in common"),
    "compare.day-not-known": ("date", "The one counts days from when it was told, the other names a date, and the day of neither is known"),
    "compare.other-names": ("name", "Each names somebody or somewhere that the other does not"),
    "align.other-number": ("number", "They name two figures"),
    "align.excluded-count": ("unit", "What is counted excludes the other"),
    "align.other-thing": ("unit", "The figures count two things"),
    "align.other-members": ("unit", "The figures count members of two bodies"),
    "align.other-fate": ("unit", "What befalls those counted differs"),
    "align.opposite": ("polarity", "The one says what the other says is not so"),
    "align.other-name-in-its-place": ("name", "Two names stand in one place"),
    "align.other-thing-in-its-place": ("word", "Two things stand in one place"),
    "align.other-date": ("date", "They put it on two days"),
    "align.two-days": ("date", "They put it on two days"),
    "align.done-or-open": ("certainty", "The one puts it as done, the other as open or to come"),
    "align.changed-places": ("part", "Who does it to whom is turned round"),
    "align.other-side": ("part", "Whom it befalls in the one does it in the other"),
    "align.other-doing": ("word", "What is done differs"),
    "align.over-or-missed": ("polarity", "The one ends or misses what the other has going on or reached"),
    "align.other-score": ("number", "They name two scores"),
    "align.change-or-level": ("unit", "The figure is a height in the one, and a change in the other"),
    "align.each-of-itself": ("name", "Each speaker tells of itself"),
    "align.other-number-within": ("number", "They name two figures"),
    "align.other-certainty-of-one-report": ("certainty", "The one is put as fact, the other is not"),
    "align.negated": ("polarity", "The one negates what the other says"),
    "align.exclusive": ("polarity", "What is done excludes the other"),
    "align.reversal": ("polarity", "The one says the opposite of the other"),
    "align.denied": ("polarity", "The one denies what the other says"),
    "align.no-evidence": ("polarity", "The one sees no evidence of what the other says"),
    "align.not-yet": ("certainty", "What the one tells has not yet happened in the other"),
    "align.plan-done": ("certainty", "The one plans what the other tells as done"),
}


def aspect_of(rule: str) -> Aspect:
    """What a rule is about; relations of figures are about numbers."""
    return BECAUSE[rule][0] if rule in BECAUSE else "number"


def difference(rule: str, one: Sequence[Span], other: Sequence[Span], a: Report, b: Report, *, decides: bool, why: str | None = None) -> Difference:
    """A difference with its sentence: "They name two figures: “14” in the first, “41” in the second."."""
    begins = BECAUSE[rule][1] if why is None else why.rstrip(".")
    x, y = places(a, one), places(b, other)
    told = [f"{words} in the {which}" for words, which in ((quoted(a, one), "first"), (quoted(b, other), "second")) if words]
    sentence = f"{begins}: {', '.join(told)}." if told else f"{begins}."
    return Difference(aspect=aspect_of(rule), a=x, b=y, decides=decides, ground=Ground(rule=rule, sentence=sentence, spans=(*x, *y)))


def places(report: Report, spans: Iterable[Span]) -> tuple[Place, ...]:
    """Spans as places of the report."""
    return tuple(Place.at(report.id, s) for s in spans)


def quoted(report: Report, spans: Iterable[Span]) -> str:
    """The words in quotation marks, long ones cut; those right beside each other as one."""
    said = " … ".join(" ".join(s.of(report.text).split()) for s in spans)
    if len(said) > _LONG:
        said = said[:_LONG].rsplit(" ", 1)[0] + " …"
    return f"“{said}”" if said else ""


def _rule(name: str, doc: str | None, *examples: str) -> Rule:
    return Rule(name=name, explain=" ".join((doc or "").split()), examples=examples)


#: Every rule of `stemma compare` besides the bars and relations of the alignment.
RULES: tuple[Rule, ...] = (
    _rule(
        "compare.clash",
        "Two statements are different: a relation stands between what they claim (a conflict, an update, a denial), or a bar keeps apart two "
        "tellings of one matter. The differences that follow say which words. Two statements that differ can both be so, of two things.",
    ),
    _rule(
        "compare.stands-against",
        "No answer: something stands against the two telling the same (a word for which the other side has another, another order of parts, a "
        "negation, ...), and nothing shows that they differ. Words that no table has for one another often come out so.",
    ),
    _rule(
        "compare.accounted",
        "Two statements are the same: at least four fifths of the content words of either are accounted for in the other, or claims that both tell "
        "make up half of each, and no check stands against it. Who says it is no part of it. Detail that only one side adds is listed, not judged.",
    ),
    _rule(
        "compare.too-little-shared", "No answer: nothing stands against the two telling the same, but too little of the one is known in the other."
    ),
    _rule("compare.nothing-said", "No answer: one of the statements has neither letter nor digit."),
    _rule("compare.nothing-told", "No answer: one of the statements has no words that tell anything, a caption or credit perhaps."),
    _rule("compare.too-long", "No answer: one of the statements is longer than a statement can be. The checks are made for a sentence or two."),
    _rule("compare.other-language", "No answer: one of the statements is in another language than English. Short texts are taken for English."),
    *(_rule(f"compare.{name}", check.__doc__) for name, check in CHECKS.items()),
    _rule("compare.other-figures", whole_values.other_figures.__doc__),
    _rule("compare.further-figure", whole_values.further_figure.__doc__),
    _rule("compare.other-days", whole_values.other_days.__doc__),
    _rule("compare.day-not-known", whole_values.day_not_known.__doc__),
    _rule("compare.other-names", whole_values.other_names.__doc__),
)
