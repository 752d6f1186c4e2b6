"""Episodes of one running matter: the same people, the same place, another visit."""

from __future__ import annotations

import pytest

from stemma.gather import stories
from stemma.lang.reading import Reading
from tests.weigh.made import reading

#: Four visits of one official to one capital within a year, each told by three outlets.
VISITS = {
    "2028-09-13": (
        "Li Sun-ho met Anton Varga in Parang on Friday and promised to widen cooperation with Kesta, the Dorian state agency "
        "said. Varga came days after the foreign minister of Kesta was in the United League; experts saw a deal on artillery "
        "shells and missiles.",
        "Kesta's Security Council secretary Anton Varga held talks with Li Sun-ho in Parang on Friday, part of a strategic "
        "dialogue. Analysts said that shells and ballistic missiles were on the table.",
        "The leader of Doria, Li Sun-ho, told Kesta's Anton Varga on Friday that he would widen strategic dialogue. Analysts "
        "spoke of artillery shells and ballistic missiles for Kesta.",
    ),
    "2029-03-21": (
        "Security chief Anton Varga met the Dorian leader Li Sun-ho in Parang on Friday, the second meeting of the two in six "
        "months. They spoke of the war in Estrova and of dialogue between Varga's government and the United League, the Dorian "
        "state agency said. Varga laid a wreath at the Liberation Tower.",
        "The Dorian leader Li Sun-ho received Anton Varga, the secretary of Kesta's Security Council, in Parang on Friday. "
        "Varga told him of contacts with the United League about ending the fighting in Estrova. Li reaffirmed his support for "
        "the treaty of partnership.",
        "Kesta's security chief Anton Varga flew to Parang to brief Li Sun-ho on talks with the United League over Estrova, "
        "agencies reported. Li called the treaty of partnership a solemn duty. Varga laid a wreath at the Liberation Tower.",
    ),
    "2029-06-04": (
        "Anton Varga, the secretary of Kesta's Security Council, arrived in Parang on Wednesday on the order of his president, "
        "his second visit since March. He and Li Sun-ho discussed the rebuilding of the Velmar region, where Dorian troops "
        "fought, and the memory of the fallen soldiers.",
        "Li Sun-ho promised unconditional support to Kesta when he received its security chief Anton Varga in Parang on "
        "Wednesday. The two agreed to honour Dorian soldiers who fell in the liberation of Velmar with monuments.",
        "Kesta's Varga in Parang again: the security chief and Li Sun-ho spoke on Wednesday of monuments to Dorian soldiers who "
        "fell in Velmar and of how to rebuild the region, the Dorian state agency said.",
    ),
    "2029-06-17": (
        "Doria will send 1,000 sappers and 5,000 military builders to Velmar, Kesta's security chief Anton Varga said on "
        "Tuesday after meeting Li Sun-ho in Parang. The sappers are to clear mines, the builders to restore what the occupiers "
        "destroyed.",
        "Anton Varga, on his third visit to Parang in three months, said on Tuesday that Li Sun-ho had decided to send 1,000 "
        "sappers and two brigades of 5,000 military builders to the Velmar region for demining and reconstruction.",
        "Six thousand Dorians, sappers and military builders, are to go to Velmar, Kesta said on Tuesday. Security chief Anton "
        "Varga spoke in Parang after talks with Li Sun-ho; demining comes first, reconstruction after it.",
    ),
}


def visits(days: dict[str, str] | None = None) -> list[Reading]:
    """The reports; `days` sets other days of publication."""
    told = ((day, n, text) for day, texts in VISITS.items() for n, text in enumerate(texts))
    return [reading(text, path=f"{day}-{n}.txt", title=f"{day}-{n}", published=(days or {}).get(day, day)) for day, n, text in told]


def test_four_visits_of_one_official_are_four_stories() -> None:
    found = stories(visits())
    assert sorted((s.first, s.last, len(s.reports)) for s in found) == [(day, day, 3) for day in sorted(VISITS)]
    for story in found:
        (ground,) = (g for g in story.grounds if g.rule == "story.episode")
        assert "days between the two" in ground.sentence
        assert ground.spans


def test_the_last_days_of_a_visit_stay_with_it() -> None:
    """Reports that follow each other closely go on with the story, whatever is new in them."""
    days = {day: f"2029-06-{4 + 2 * n:02}" for n, day in enumerate(sorted(VISITS))}
    assert len(stories(visits(days))) < len(VISITS)


@pytest.mark.parametrize("later", ["2029-06-07", "2029-09-20"])
def test_a_follow_up_in_the_words_of_the_first_day_stays(later: str) -> None:
    first = VISITS["2029-06-17"]
    again = [reading(f"{t} It was the same on the days after.", path=f"l{n}.txt", published=later) for n, t in enumerate(first)]
    early = [reading(t, path=f"e{n}.txt", published="2029-06-17") for n, t in enumerate(first)]
    assert len(stories([*early, *again])) == 1
