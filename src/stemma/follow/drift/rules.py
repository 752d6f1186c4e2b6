"""The rules of drift, as `stemma explain` shows them."""

from __future__ import annotations

from stemma.model import Rule

#: Every rule whose name stands in the grounds.
RULES: tuple[Rule, ...] = (
    Rule(
        name="drift.one-utterance",
        explain="Two quotations of two reports are wordings of one utterance: they share a run of four words, five words in all, three of which tell "
        "something, and between the first shared word and the last most of the words. Without one speaker for both it takes nine words and four "
        "fifths. Contractions, small numbers, spelling and fillers are levelled first. Fails for who says nearly the same sentence twice.",
    ),
    Rule(
        name="drift.nearer",
        explain="The wording nearer to the speaker is that of the report from which the other takes its text, else the one of the earlier day.",
    ),
    Rule(
        name="drift.negation",
        explain="At one place of the utterance a negation stands in one wording only, and nowhere else in the other.",
        examples=("“we will not pay” against “we will pay”",),
    ),
    Rule(name="drift.number", explain="At one place the figures differ.", examples=("“at least 40 homes” against “at least 14 homes”",)),
    Rule(
        name="drift.certainty",
        explain="At one place a word of doubt stands in one wording only.",
        examples=("“this may be the cause” against “this is the cause”",),
    ),
    Rule(
        name="drift.name",
        explain="At one place the names differ, and they are not forms of one name.",
        examples=("“in Alder” against “in Bramford”",),
    ),
    Rule(
        name="drift.beheaded",
        explain="One quotation begins within a sentence of the other, behind a negation or a word of doubt that governs it, and the report's own "
        "words in that sentence have nothing of the kind.",
        examples=("“I do not believe the bridge is safe” against the bridge “is safe”",),
    ),
    Rule(name="drift.words", explain="Other words stand at the same place, or a negation at another one. Slight words and spelling are passed over."),
    Rule(
        name="drift.cut",
        explain="Words stand in one wording only, between words that both have. Where a quotation begins and ends is each report's choice and no "
        "cut. An ellipsis, brackets or an interruption at the place are marks; a quotation that differs by marked cuts alone is not told.",
    ),
    Rule(
        name="drift.spliced",
        explain="The end of one sentence and the beginning of the next are left out, unmarked, so that parts of two sentences read as one.",
        examples=("“We counted forty houses along the ridge. Of those, ten have burnt.” against “We counted forty houses have burnt.”",),
    ),
    Rule(name="drift.order", explain="Three words or more stand at another place of the utterance."),
    Rule(
        name="drift.hedge-lost",
        explain="One telling of a claim has a word of doubt before what both tell, the other has none in its sentence and the two beside it, and "
        "both are told within a day. Fails where the matter was settled in between.",
        examples=("“is believed to be the first” against “is the first”",),
    ),
    Rule(
        name="drift.bound-lost",
        explain="One telling gives its number a bound, the other gives the same number for the same thing without.",
        examples=("“more than 27 million passengers” against “27 million passengers”",),
    ),
    Rule(
        name="drift.rounded",
        explain="One telling gives a number to the last digit, the other rounds it and does not say so.",
        examples=("1,644 against 1,600",),
    ),
    Rule(
        name="drift.source-lost",
        explain="Two reports or more have a claim from one named origin; another tells nearly the same words in its own voice, and neither that "
        "sentence nor its neighbours have a word of saying, a quotation mark or the origin's name.",
    ),
)
