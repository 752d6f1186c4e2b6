"""The rules of quantities by name, as users see them."""

from __future__ import annotations

from stemma.model.rules import Rule


def _rule(name: str, explain: str, examples: tuple[str, ...]) -> Rule:
    return Rule(name=name, explain=explain, examples=examples)


RULES: tuple[Rule, ...] = (
    _rule(
        "quantity.exact",
        "A number without any bound word is taken at its word: its least and its greatest value are the same.",
        ("1,002 people", "15-hundred troops"),
    ),
    _rule(
        "quantity.more-than",
        "Words such as over, more than, exceeding or topping leave the upper end open; the value named is not itself included.",
        ("over 6,000 soldiers", "the toll has surpassed 2,400"),
    ),
    _rule(
        "quantity.at-least",
        "At least, no fewer than, a minimum of, or more, -plus: the value named is the least; there is no upper end.",
        ("at least 70", "50 or more", "a 300-plus crowd"),
    ),
    _rule(
        "quantity.less-than",
        "Less than, fewer than, under, below: the value named is not reached; no lower end is given.",
        ("fewer than 20 survivors",),
    ),
    _rule(
        "quantity.up-to",
        "Up to, as many as, no more than, at most: the value named is the greatest; no lower end is given.",
        ("up to 100", "as many as 30,000 jobs"),
    ),
    _rule(
        "quantity.about",
        "About, around, some, roughly, an estimated, or so: the interval is a tenth to either side of the value. The tenth is a convention, "
        "not something the source said.",
        ("about 50", "some 200 workers", "50 or so"),
    ),
    _rule(
        "quantity.nearly",
        "Nearly, almost, close to, approaching: the interval is the tenth below the value, with the value.",
        ("nearly 200", "close to a million"),
    ),
    _rule("quantity.just-under", "Just under and just below: the tenth below the value, without the value.", ("just under 20 percent",)),
    _rule(
        "quantity.order-of-magnitude",
        "Hundreds, thousands, tens of thousands, billions: from twice that number to just below ten times of it; dozens and scores end at 99.",
        ("thousands of troops", "billions of dollars"),
    ),
    _rule(
        "quantity.few",
        "Several, a few, a handful: two to nine, of whatever scale follows. A convention; the source only said that it was more than one.",
        ("several hundred", "a few days"),
    ),
    _rule("quantity.not-one", "Not one: none.", ("not one ballot",)),
    _rule(
        "quantity.range",
        "Two values joined by to, a dash, or, between ... and: an interval with both ends included. After a verb of change (rose from 3 to 5) "
        "they stay two values.",
        ("130 to 330 feet", "between 2,000 and 12,000", "10-12 per cent"),
    ),
    _rule("quantity.odds", "One in N, one out of N: the share in percent.", ("odds of 1 in 59,000", "one out of three")),
    _rule(
        "quantity.part",
        "Half, a third, two-thirds, three-quarters: the share in percent; of a number that is named, the part of that number.",
        ("two-thirds of the voters", "a third of the 15,000"),
    ),
    _rule(
        "quantity.age",
        "A number of years that is somebody's age: the unit is year, the thing counted is age.",
        ("a 50-year-old man", "aged 35", "the mayor, 61, said"),
    ),
    _rule(
        "quantity.scale-level",
        "A level on a named scale: the unit is the scale's name with -level, or magnitude for earthquakes.",
        ("rated three on the Beaufort scale", "a category 4 hurricane"),
    ),
    _rule(
        "quantity.unit-by-toll",
        "A number without a noun counts people when a toll, deaths, or words such as killed, dead, missing, injured stand by it.",
        ("killed 1,644", "a death toll of 13", "left 2,056 dead"),
    ),
    _rule(
        "quantity.unit-by-band",
        "A number without a noun counts people when it says how many a family, a crew or another body of people is.",
        ("a family of five", "a congregation of 120"),
    ),
    _rule(
        "quantity.unit-from-neighbour",
        "A number without a unit takes that of the number it is coordinated with or part of.",
        ("280 million of the 1.5 billion shekels", "4 and 6 percent"),
    ),
    _rule(
        "quantity.additional",
        "Additional, another, further, more, others: the count comes on top of one that was told before.",
        ("an additional 3,000 troops", "270 more people"),
    ),
)

#: Sentences of the grounds; {words} is what stands in the text.
SENTENCES: dict[str, str] = {
    "quantity.exact": '"{words}" names one value.',
    "quantity.more-than": '"{words}" leaves the upper end open and excludes the value itself.',
    "quantity.at-least": '"{words}" gives the least value and no greatest.',
    "quantity.less-than": '"{words}" gives a value that is not reached.',
    "quantity.up-to": '"{words}" gives the greatest value and no least.',
    "quantity.about": '"{words}" is loose: a tenth to either side is allowed.',
    "quantity.nearly": '"{words}" is loose downwards: a tenth below is allowed.',
    "quantity.just-under": '"{words}" lies a little below the value.',
    "quantity.order-of-magnitude": '"{words}" names an order of magnitude only.',
    "quantity.few": '"{words}" names a small number without saying which.',
    "quantity.not-one": '"{words}" counts none.',
    "quantity.range": '"{words}" names both ends.',
    "quantity.odds": '"{words}" is a share, given in percent.',
    "quantity.part": '"{words}" is a part of a whole.',
    "quantity.age": '"{words}" is an age.',
    "quantity.scale-level": '"{words}" is a level on a scale.',
    "quantity.unit-by-toll": 'The words round "{words}" count people.',
    "quantity.unit-by-band": '"{words}" says how many people a body of people is.',
    "quantity.unit-from-neighbour": '"{words}" shares its unit with a number beside it.',
    "quantity.additional": '"{words}" adds to something counted before.',
}
