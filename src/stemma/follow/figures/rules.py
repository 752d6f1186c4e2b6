"""The rules of figures, as `stemma explain` shows them."""

from __future__ import annotations

from stemma.model import Rule

#: Every rule whose name stands in the grounds of a series, a figure or a reading.
RULES: tuple[Rule, ...] = (
    Rule(name="figures.one-claim", explain="All tellings in the series were aligned as one claim, so they count one thing."),
    Rule(
        name="figures.same-count",
        explain="Tolls, planned cuts, troops sent and chances count one thing when unit, noun, what befell it, modifiers, period and place agree. "
        "A toll of which no place is said joins the one place whose figures are of its size; where two would fit, or none, it stays by itself.",
        examples=("Monday: 31 people died in Chile. Wednesday: the toll in Chile is 45.",),
    ),
    Rule(
        name="figures.joined",
        explain="Other counts are one series when they count the same noun and alignment relates them and they are near, or they name the same "
        "telling figure, or one origin gives the same figure, or most of their words are the same.",
        examples=("183 tankers were put on the list. Over 180 ships were listed.",),
    ),
    Rule(
        name="figures.tied",
        explain="Two series are one where alignment found a figure of the one to update or dispute a figure of the other, and neither fate, "
        "period, unit, country, size nor a word for a part tells them apart.",
        examples=("Two bodies were found. The toll has climbed to five. 13 miners died.",),
    ),
    Rule(
        name="figures.day-said",
        explain="A date in the figure's own sentence is its as-of day, unless it dates an event (Friday's quake), lies after publication, or "
        "belongs to another figure. Known to fail where a sentence dates an event and a count in one breath.",
        examples=("As of Tuesday 40 people were missing.",),
    ),
    Rule(name="figures.day-published", explain="Where the sentence gives no as-of day, the report's publication day stands in."),
    Rule(
        name="figures.newer-by-words",
        explain="A figure in a report without a date follows another figure of known day when its clause says so (now, has fallen to) and the "
        "same report tells that other figure too.",
        examples=("The odds, 3% until recently, are now 0.5%.",),
    ),
    Rule(
        name="figures.older-by-words",
        explain="A figure whose clause puts it before another (up from, against, previously) and gives no day of its own is not dated by its "
        "report, and is superseded.",
        examples=("The rate is 4.5%, up from 4.1%.",),
    ),
    Rule(
        name="figures.reading",
        explain="The figure that stands is the latest by as-of day; of one day the better corroborated, then the one told by more reports; never "
        "an average. Plans, forecasts and what is left open stand only where nothing is counted yet; denied figures never do.",
    ),
    Rule(
        name="figures.none-stands",
        explain="No figure stands: those of the latest day exclude each other and none is better backed, or none has a day.",
    ),
)
