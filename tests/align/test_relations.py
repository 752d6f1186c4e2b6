"""How two reports' claims stand to each other, by rule: cases that must be related so, and look-alikes that must not. Own sentences."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from stemma.align import align
from stemma.align.around import Surroundings
from stemma.align.former import former
from stemma.align.lookalikes import lookalike
from stemma.align.pairs import Corpus, held
from stemma.align.propositions import propositions
from stemma.align.voices import Says
from stemma.attribute import attribute
from stemma.lang import annotator
from stemma.lang.reading import Reading
from stemma.model import RawReport, Relation, Story
from stemma.read import read

MON, TUE, FRI = "2031-03-03", "2031-03-04", "2031-03-07"


class Case(NamedTuple):
    """Two reports with their days, and the relations expected: kind and rule, the later or denying report first ("b" unless told)."""

    name: str
    a: tuple[str | None, str]
    b: tuple[str | None, str]
    expected: set[tuple[str, str]]


CASES = [
    Case(
        "raised from the one sum to the other, whatever it is called",
        (MON, "The market in Osta was quiet."),
        (FRI, "Osta Mining raised its provision for old claims from $140m to $210m."),
        {("updates", "align.from-to")},
    ),
    Case(
        "a range is no change",
        (MON, "The trial in Osta lasts from two weeks to six weeks, the court said."),
        (FRI, "The market in Osta was quiet."),
        set(),
    ),
    Case(
        "homes lost are homes destroyed, and of another day no rival count",
        (MON, "The fire in Osta destroyed 340 homes, the mayor said."),
        (FRI, "The fire service said that 580 homes were lost in Osta."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "cases are people",
        (MON, "The ministry reported 131 cases of cholera, including nine deaths, in Osta."),
        (FRI, "The cholera outbreak in Osta has sickened 160 people, the ministry said, and 11 people have died."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "burnt land that grew",
        (MON, "The blaze has eaten its way through 19,000 hectares, the forest service said."),
        (FRI, "The burnt area had grown only slightly, to 20,600 hectares, the forest service said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "three counts of the dead at one time",
        (MON, "The Chadian health ministry said 13 people had died in Osta."),
        (MON, "The Sudanese army said only six people had died in Osta. Doctors Without Borders said 15 people had died in Osta."),
        {("conflicts", "align.figures-apart"), ("updates", "align.later-figure")},
    ),
    Case(
        "the number, of a count some sentences back",
        (MON, "On Monday there were 63 patients in the clinic, the head nurse said. Three nurses were ill. A clinic spokesman put the number at 61."),
        (FRI, "The market in Osta was quiet."),
        {("conflicts", "align.rival-counts")},
    ),
    Case(
        "a statement of the union is what the minister dismisses",
        (MON, "The market in Osta was quiet."),
        (FRI, "Seven men have not come home, the Osta Miners Union said. Mines minister Bea Roe dismissed the union's statement as untrue."),
        {("denies", "align.denied")},
    ),
    Case(
        "a denial of this",
        (MON, "The market in Osta was quiet."),
        (FRI, "Two patients had died before they were tested, the doctors' union said. The inspector, Ivo Roe, denied this."),
        {("denies", "align.denied")},
    ),
    Case(
        "houses gone, by other nouns and verbs",
        (MON, "The fire in Osta destroyed 340 houses, the mayor said."),
        (FRI, "A total of 410 homes were reduced to ashes in Osta, the mayor said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "land that a fire has taken",
        (MON, "The blaze had consumed 8,400 hectares by nightfall, the forest service said."),
        (FRI, "The fire has eaten its way through 19,000 hectares, the forest service said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "a company's loss is no earlier state of the fire",
        (MON, "The blaze has burned 19,000 hectares, the forest service said."),
        (FRI, "Ilva Timber lost 11,000 hectares of plantation in the fire, it said."),
        set(),
    ),
    Case(
        "a lead in votes",
        (MON, "The gap between the two candidates is 689 votes."),
        (FRI, "The lead of the mayor has shrunk to 95 votes."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "turnout is no candidate's share",
        (MON, "Ilva Roe stood at 48.8 percent on Sunday night."),
        (TUE, "Turnout stood at 63.8 percent."),
        set(),
    ),
    Case(
        "two voices beside each other, the noun told once",
        (MON, "The organisers counted 30,000 people. Police said there were about 8,000."),
        (FRI, "The market in Osta was quiet."),
        {("conflicts", "align.rival-counts")},
    ),
    Case(
        "each of itself is no rival",
        (MON, "Norway said it had sent 40 tanks. Sweden said it had sent 30."),
        (FRI, "The market in Osta was quiet."),
        set(),
    ),
    Case(
        "18 of whom one is a woman",
        (MON, "Police in Osta arrested 17 men and one woman over the raid."),
        (FRI, "Police in Osta arrested 18 people over the raid."),
        set(),
    ),
    Case(
        "nobody of one group is not nobody",
        (MON, "No consulate staff were hurt in Osta, the mayor said."),
        (TUE, "The blast in Osta hurt 100 people, the mayor said."),
        set(),
    ),
    Case(
        "two counts of two nouns",
        (MON, "The team from Osta won 15 games."),
        (TUE, "The team from Osta won a cup in four tries."),
        set(),
    ),
    Case(
        "a toll that rose",
        (MON, "The landslide in Osta has killed 31 people, the mayor said."),
        (FRI, "The landslide in Osta has killed 45 people, the mayor said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "a share and its whole, from one mouth",
        (MON, "The dam will cost the town $5 billion, the water board said."),
        (MON, "Two thirds of the $5 billion that the dam will cost the town is interest, the water board said."),
        set(),
    ),
    Case(
        "docks are no earlier count of sailors",
        (MON, "The ferry took 26 crew members to Ilva, the mayor said."),
        (FRI, "In the port of Ilva 21 docks and eight container terminals are linked to the ferry, the mayor said."),
        set(),
    ),
    Case(
        "the same in two towns",
        (MON, "Gunmen opened fire inside a nightclub in Orlando and killed 31 people, the police said."),
        (FRI, "Gunmen opened fire inside a cinema in Denver and killed 45 people, the police said."),
        set(),
    ),
    Case(
        "a day long past in the sentence",
        (MON, "The landslide killed 31 people, the mayor said."),
        (FRI, "On 3 May 2019 mud came down on the valley, killing 45 people who had gathered for a wedding there, the mayor said."),
        set(),
    ),
    Case(
        "missing people found: the figure falls",
        (MON, "After the landslide in Osta 60 people are missing, the mayor said."),
        (FRI, "After the landslide in Osta 22 people are missing, the mayor said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "a probability lowered, by the words alone",
        (None, "The chance that the dam at Osta breaks is 8%, the water board said."),
        (None, "The chance that the dam at Osta breaks has been cut from 8% to 3%, the water board said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "an undated report counts more dead",
        (MON, "The landslide in Osta has killed 31 people, the mayor said."),
        (None, "The landslide in Osta has killed 48 people, the mayor said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "two origins on one day",
        (MON, "The explosion in Osta killed 31 people, the Ilva Health Ministry said."),
        (MON, "The explosion in Osta killed 52 people, the Osta Miners Union said."),
        {("conflicts", "align.figures-apart")},
    ),
    Case(
        "one origin, two figures",
        (MON, "The chance that the dam at Osta breaks is 8%, Ilva University said."),
        (MON, "The chance that the dam at Osta breaks is 5%, Ilva University said."),
        {("conflicts", "align.one-origin-two-figures")},
    ),
    Case(
        "more exact",
        (MON, "More than 1,000 people died in the landslide in Osta, the mayor said."),
        (MON, "The landslide in Osta killed 1,012 people, the mayor said."),
        {("refines", "align.figure-within")},
    ),
    Case(
        "rounded",
        (MON, "The chance that the dam at Osta breaks is 0.0017%, Ilva University said."),
        (MON, "The chance that the dam at Osta breaks is 0.002%, the water board said."),
        {("refines", "align.rounding")},
    ),
    Case(
        "two days for one strike",
        (MON, "The drivers of the Osta tramway will strike on 12 March 2031, the union said."),
        (MON, "The drivers of the Osta tramway will strike on 14 March 2031, the union said."),
        {("conflicts", "align.two-days")},
    ),
    Case(
        "two doings of one ship, on two days",
        (MON, "The ferry Osta Star with 200 passengers left Ilva for Tarnau on 12 March 2031."),
        (MON, "The ferry Osta Star with its passengers returned to Ilva from Tarnau on 14 March 2031."),
        set(),
    ),
    Case(
        "opposite verbs",
        (MON, "The parliament of Osta approved the gas pipeline to Ilva."),
        (MON, "The parliament of Osta rejected the gas pipeline to Ilva."),
        {("conflicts", "align.exclusive")},
    ),
    Case(
        "at least, and exact",
        (MON, "The explosion in Osta killed at least 31 people, the Ilva Health Ministry said."),
        (MON, "The explosion in Osta killed 52 people, the Osta Miners Union said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "a reversal",
        (MON, "The mayor of Osta did not close the harbour bridge, Mayor Odilia Brenk said."),
        (FRI, "The mayor of Osta closed the harbour bridge, Mayor Odilia Brenk said."),
        {("updates", "align.reversal")},
    ),
    Case(
        "on its way, and not yet sent",
        (MON, "The miners slept."),
        (MON, "The tanks are on their way to Ilva, General Jasper Loom said. The army had not yet sent the tanks to Ilva, Jasper Loom said."),
        {("conflicts", "align.not-yet")},
    ),
    Case(
        "no evidence, after a however",
        (MON, "The miners slept."),
        (
            MON,
            "Rebel fighters from Ostland are already in the harbour of Ilva, Mayor Odilia Brenk said. General Jasper Loom, however, said there was "
            "no evidence that rebel fighters had reached the harbour.",
        ),
        {("conflicts", "align.no-evidence")},
    ),
    Case(
        "a denial that says what it denies",
        (MON, "The miners slept."),
        (MON, "Guards had beaten miners at the gate, the Osta Miners Union said. Osta Mining denied that guards had beaten miners."),
        {("denies", "align.denied")},
    ),
    Case(
        "a plan done",
        (MON, "The railway of Osta will close the station in Ilva."),
        (FRI, "The railway of Osta closed the station in Ilva."),
        {("updates", "align.plan-done")},
    ),
    Case(
        "yes and no",
        (MON, "The mayor of Osta closed the harbour bridge."),
        (MON, "The mayor of Osta did not close the harbour bridge."),
        {("conflicts", "align.negated")},
    ),
    Case(
        "all who were there are told as miners and as people",
        (MON, "Nineteen miners are still missing after the landslide in Osta, the mayor said."),
        (FRI, "Eleven people remain missing after the landslide in Osta, the mayor said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "a toll without a noun, and one in other words",
        (MON, "Thirteen fishermen lost their lives in the storm off Osta, the mayor said."),
        (FRI, "The number of people killed in the storm off Osta has climbed to 21, the mayor said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "another so many, beside those of another fate",
        (MON, "The ferry sank off Osta. Some 27 people were rescued, the mayor said."),
        (FRI, "The sinking of the ferry off Osta killed 13 people. Another 34 were rescued, the mayor said."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "a price whose currency and rate are told once",
        (MON, "Ilva Steel offers 12.60 euros a share for Osta Mining."),
        (FRI, "Ilva Steel lifted its offer for Osta Mining to 13.80 euros a share, from 12.60 euros."),
        {("updates", "align.later-figure")},
    ),
    Case(
        "nobody at first, then somebody",
        (MON, "After the landslide in Osta no deaths had been confirmed, the mayor said."),
        (TUE, "The landslide in Osta has killed 31 people, the mayor said."),
        {("updates", "align.first-count")},
    ),
    Case(
        "a report says that the number is disputed",
        (MON, "The frost harmed the orchards of Ilva."),
        (
            MON,
            "Osta Mining said that 38 employees had been at work in the shaft. The Osta Miners Union put the number much higher. Its secretary, "
            "Odilia Brenk, said at least 50 men had been below ground.",
        ),
        {("conflicts", "align.figure-disputed")},
    ),
    Case(
        "a figure called invented",
        (MON, "The frost harmed the orchards of Ilva."),
        (MON, "The bank could close 40 branches, the Osta Bankers Union warned. Osta Bank called that figure pure invention."),
        {("denies", "align.denied")},
    ),
    Case(
        "a denial that points back",
        (MON, "The frost harmed the orchards of Ilva."),
        (MON, "The Osta Miners Union said that guards had beaten miners. Osta Mining denied the claims."),
        {("denies", "align.denied")},
    ),
]

LOOKALIKES = {
    "align.other-lot": ("The storm in Osta injured 40 people.", "After the storm in Osta 12 people are missing."),
    "align.complement": ("The chance that the rock hits Osta is 3%.", "The chance that the rock misses Osta is 97%."),
    "align.condition": ("If the chance of a flood goes above 10%, the dam at Osta is opened.", "The chance of a flood at Osta is 4%."),
    "align.other-scope": ("Including debt, the bid values Osta Mining at 11.3 billion euros.", "The bid values Osta Mining at 9.2 billion euros."),
    "align.forecast-and-count": ("The toll in Osta may exceed 3,000, the mayor warned.", "The toll in Osta is 1,200."),
    "align.change-and-level": ("The price of bread in Osta rose 4%.", "The tax on bread in Osta is 9%."),
    "align.other-period": ("In 2019 a flood in Osta killed 12 people.", "The flood in Osta has killed 31 people."),
    "align.other-place": ("The storm killed 12 people in France.", "The storm killed 31 people in Spain."),
    "align.part-and-whole": ("The fire in Osta killed 9 children.", "The fire in Osta killed 31 people."),
    "align.vague-word": ("The fire in Osta killed dozens of people.", "The fire in Osta killed 31 people."),
}

FORMER = {
    "The chance is now 3%, up from 2%.": ("2%", "up from"),
    "The toll fell from 31 to 29 people.": ("31", "fell from"),
    "It now expects savings of 52 million euros, against the 45 million that it had named in May.": ("45 million", "had named"),
    "By then 12 people were missing, and 9 others were missing at that point.": ("9 others", "at that point"),
    "The toll is 45, against 31 in the previous count.": ("31", "previous count"),
}


def texts(pairs: list[tuple[str | None, str]], **more: str) -> list[Reading]:
    raws = [
        RawReport(path=f"{n}.txt", text=text, outlet=f"Outlet {n}", published=day, published_from="given" if day else None, **more)
        for n, (day, text) in enumerate(pairs)
    ]
    found, _ = read(raws, pipeline=annotator.load())
    return sorted(found, key=lambda r: int(r.report.path.removesuffix(".txt")))


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[Relation, bool]]]:
    """For each case its relations, and of each whether it points from the second report to the first."""
    readings = texts([report for case in CASES for report in (case.a, case.b)])
    out = {}
    for n, case in enumerate(CASES):
        pair = readings[2 * n : 2 * n + 2]
        story = Story(id="s", title="", reports=tuple(sorted(r.report.id for r in pair)))
        claims, relations = align(pair, attribute(pair), stories=[story])
        by_id = {c.id: {t.report for t in c.tellings} for c in claims}
        second = pair[1].report.id
        out[case.name] = [(r, second in by_id[r.source]) for r in relations]
    return out


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_relation(case: Case, found: dict[str, list[tuple[Relation, bool]]]) -> None:
    relations = found[case.name]
    assert {(r.kind, r.grounds[0].rule) for r, _ in relations} == case.expected
    if case.expected != {("refines", "align.rounding")} and not any(k == "conflicts" for k, _ in case.expected):
        assert all(from_second for _, from_second in relations)
    assert all(len(r.grounds[0].spans) == 2 for r, _ in relations)


@pytest.mark.parametrize("rule", LOOKALIKES)
def test_lookalikes_are_named_and_give_no_conflict(rule: str) -> None:
    pair = texts([(MON, LOOKALIKES[rule][0]), (TUE, LOOKALIKES[rule][1])])
    attributed = attribute(pair)
    story = Story(id="s", title="", reports=tuple(sorted(r.report.id for r in pair)))
    _, relations = align(pair, attributed, stories=[story])
    assert not {r.kind for r in relations} & {"conflicts", "updates"}
    around, says = Surroundings(pair), Says(attributed)
    a, b = ([p for p in propositions(r, says) if p.mention] for r in pair)
    named = [lookalike(held(p, q, Corpus([*a, *b])), around) for p in a for q in b]
    assert rule in {n[0] for n in named if n}


@pytest.mark.parametrize("text", FORMER)
def test_words_that_make_a_figure_an_earlier_one(text: str) -> None:
    figure, words = FORMER[text]
    reading = texts([(MON, text)])[0]
    around = Surroundings([reading])
    told = [p for p in propositions(reading, Says(attribute([reading]))) if p.mention]
    for p in told:
        assert p.mention is not None
        number = text[p.mention.number.start : p.mention.span.end]
        assert (former(around.of(p)) or "") == (words if figure in number else "")
    assert any(figure in text[p.mention.number.start : p.mention.span.end] for p in told if p.mention)
