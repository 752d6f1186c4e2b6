"""Copies are found by passages, wires by name; quotations and boilerplate are no copying."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model import Descent
from stemma.weigh import RULES, descent
from tests.weigh.made import reading

WIRE = (
    "The ferry Halcyon sank off Marrowby late on Monday with 64 passengers on board, and divers were still searching the strait at dawn. "
    "Its captain, Iona Beck, had reported water in the engine room twenty minutes before the radio went silent. "
    "Two fishing boats reached the place first and took 51 people out of the water, most of them without life jackets. "
    "The harbour master ordered all other ferries of the line to stay in port until their hulls had been looked at. "
    "Families gathered in the market hall, where names of the rescued were read out every hour through the night."
)
REWORDED = (
    "Families gathered in the market hall, where the names of those rescued were read out each hour through the night. "
    "The ferry Halcyon sank off Marrowby late on Monday with 64 passengers on board, and divers still searched the strait at dawn. "
    "Two fishing boats reached the spot first and took 51 people out of the water, most of them without any life jackets. "
    "A minute of silence was held in the capital."
)
STATEMENT = (
    '"We will find out how a ship that was inspected in March could go down within half an hour in calm weather and in sight of the harbour", '
    '"and we will not rest until each of the families has been told all that we know about this night"'
)


def between(edges: tuple[Descent, ...]) -> list[Descent]:
    return [d for d in edges if d.parent is not None]


def names(edges: tuple[Descent, ...]) -> set[str | None]:
    return {d.parent_name for d in edges if d.parent is None}


def test_a_copy_is_found_with_its_passages() -> None:
    first = reading(WIRE, outlet="The Marrowby Post", published="2031-05-01")
    copy = reading("MARROWBY - " + WIRE, outlet="Echo Daily", published="2031-05-02")
    (edge,) = between(descent([copy, first]))
    assert (edge.child, edge.parent, edge.parent_name, edge.kind) == (copy.report.id, first.report.id, "The Marrowby Post", "verbatim")
    assert edge.share == pytest.approx(1.0, abs=0.02)
    assert edge.direction_from is not None
    passage = next(g for g in edge.grounds if g.rule == "descent.passage")
    here, there = passage.spans
    assert copy.report.text[here.start : here.end].endswith("through the night")
    assert (here.report, there.report) == (edge.child, edge.parent)


def test_a_reworded_copy_in_another_order_is_found() -> None:
    (edge,) = between(descent([reading(WIRE, published="2031-05-01"), reading(REWORDED, published="2031-05-02")]))
    assert edge.kind == "near-verbatim"
    assert 0.5 < edge.share < 1


def test_one_statement_quoted_by_both_is_no_copying() -> None:
    one = reading(
        f"Minister Rolf Anders spoke at noon in the harbour office of the ferry line. {STATEMENT}, he said. Divers found the hull in the strait."
    )
    two = reading(
        f"In Marrowby people mourned the dead of the Halcyon on Tuesday evening. {STATEMENT}, said the minister. Schools remain closed this week."
    )
    assert between(descent([one, two])) == []


def test_boilerplate_of_unlike_reports_is_no_copying() -> None:
    tail = (
        "\nYou have reached the end of your free articles for this month and you can read on for one crown a week. "
        "Enter your address and we will send you the best of our stories every morning before breakfast, free of charge. "
        "By signing up you agree to our terms of use and confirm that you are older than sixteen years of age."
    )
    one = reading("The ferry Halcyon sank off Marrowby with 64 passengers. Divers searched the strait." + tail)
    two = reading("Parliament in Tarn passed the budget of minister Ada Holm. Pensions rise by four percent." + tail)
    assert between(descent([one, two])) == []


@pytest.mark.parametrize(
    ("earlier", "later", "rule"),
    [
        ({"published": "2031-05-01"}, {"published": "2031-05-02"}, "descent.direction-date"),
        ({"published": "2031-05-01T08:00:00+00:00"}, {"published": "2031-05-01T11:00:00+00:00"}, "descent.direction-date"),
        ({"credits": ("Reuters",)}, {}, "descent.direction-agency"),
        ({"outlet": "Marrowby Post"}, {"credits": ("Marrowby Post",)}, "descent.direction-credit"),
    ],
)
def test_direction_has_a_reason(earlier: dict[str, str], later: dict[str, str], rule: str) -> None:
    first = reading(WIRE, path="z.txt", **earlier)  # type: ignore[arg-type]
    copy = reading(WIRE + " More follows.", path="a.txt", **later)  # type: ignore[arg-type]
    (edge,) = between(descent([first, copy]))
    assert (edge.child, edge.parent) == (copy.report.id, first.report.id)
    assert rule in {g.rule for g in edge.grounds}


def test_direction_that_cannot_be_told_is_not_told() -> None:
    (edge,) = between(descent([reading(WIRE, path="1.txt"), reading(WIRE, path="2.txt")]))
    assert edge.direction_from is None
    assert edge.confidence <= 0.5
    assert edge.grounds[-1].rule == "descent.direction-untold"


NAMED = {
    "Reuters": (
        "MARROWBY, May 2 (Reuters) - The ferry sank on Monday.",
        "The ferry sank, the captain's brother told Reuters.",
        "The ferry sank, according to people familiar with the matter cited by Reuters.",
        "The ferry sank on Monday.\n\n(With inputs from Reuters)",
    ),
    "AFP": (
        "The ferry sank, AFP reported.",
        "The line declined to comment to AFP on Monday.",
        "The ferry sank on Monday, Agence France-Presse reported.",
    ),
    "AP": ("The line told The Associated Press that the ferry was safe.", "MARROWBY (AP) — The ferry sank on Monday."),
    "Yonhap": ("The ferry sank, news reports said, citing Yonhap.",),
    "BBC": ("According to a report by the BBC, the ferry sank.",),
    "Quartz": ("The ferry sank.\n\nThe post Ferry sinks appeared first on Quartz.",),
    "Marrowby Gazette": ("The ferry sank.\n\nThis article was originally published by Marrowby Gazette.",),
    "Halcyon website": ("The Halcyon website says that no ferry is missing.",),
    "memo": ("The ferries will be sold, the memo said.",),
    "NASA": ('"The rock will pass at a safe distance from the planet," NASA said.', '"The rock will pass at a safe distance," according to NASA.'),
    "foreign media": ("The ferry sank on Monday, the portal reports citing foreign media.",),
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in NAMED.items() for t in texts])
def test_named_wires(name: str, text: str) -> None:
    assert name in names(descent([reading(text)]))


@pytest.mark.parametrize(
    "text",
    [
        "The Times they are a-changing, the band sang on Monday.",
        "The ferry sank on Monday in fine weather.",
        "NASA said that the rock would pass.",
        "The film release was put off to March.",
        "Photographs were taken by Rolf Anders, with additional reporting by Iona Beck.",
        "The Sun Herald reported that the ferry had sunk.",
        "He reads Reuters and the BBC every morning over breakfast.",
        "The article was originally published in March.",
    ],
)
def test_what_names_no_wire(text: str) -> None:
    assert names(descent([reading(text)])) == set()


def test_a_copy_of_an_agency_report_is_the_agencys_too() -> None:
    first = reading("MARROWBY, May 2 (Reuters) - " + WIRE, published="2031-05-02")
    copy = reading(WIRE, published="2031-05-03")
    assert {(d.child, d.parent_name) for d in descent([first, copy]) if d.parent is None} == {
        (first.report.id, "Reuters"),
        (copy.report.id, "Reuters"),
    }


def test_an_outlet_is_not_its_own_wire() -> None:
    assert descent([reading("The ferry sank on Monday, Reuters reported.", outlet="Reuters")]) == ()


def test_bad_input_is_no_error() -> None:
    assert descent([]) == ()
    assert descent([reading(""), reading("...", path="b.txt"), reading('"' * 50, path="c.txt")]) == ()


def test_every_rule_is_known() -> None:
    edges = descent([reading("MARROWBY, May 2 (Reuters) - " + WIRE), reading(WIRE, path="b.txt"), reading(REWORDED, path="c.txt")])
    assert {g.rule for d in edges for g in d.grounds} <= {r.name for r in RULES}


POOL = [
    reading(WIRE, path="1.txt", published="2031-05-01"),
    reading("(Reuters) - " + WIRE, path="2.txt"),
    reading(REWORDED, path="3.txt"),
    reading("A budget passed in Tarn, AFP reported. Pensions rise.", path="4.txt"),
    reading(WIRE.replace("Monday", "Sunday"), path="5.txt", published="2031-05-03"),
]


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(len(POOL))))
def test_the_order_of_reports_changes_nothing(order: list[int]) -> None:
    assert descent([POOL[i] for i in order]) == descent(POOL)


def test_time_grows_with_the_reports_and_not_with_the_pairs() -> None:
    import random

    chance = random.Random(7)
    vocabulary = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=5)) for _ in range(4000)]

    def pile(size: int) -> float:
        readings = [reading(" ".join(chance.choices(vocabulary, k=150)) + ".", path=f"{n}.txt") for n in range(size)]
        start = time.process_time()
        assert between(descent(readings)) == []
        return time.process_time() - start

    pile(20)
    assert pile(200) < 12 * pile(50) + 0.5


@pytest.mark.shared
def test_real_copies_in_ecb(shared: Path) -> None:
    """Four pairs read by eye: two copies, and two pairs that only tell of the same event."""
    from lxml import etree

    def text(name: str) -> str:
        root = etree.parse(shared / "data" / "stories" / "ecbplus" / name.split("_")[0] / name).getroot()
        return " ".join(t.text or "" for t in root.iter("token"))

    def edges(a: str, b: str) -> int:
        return len(between(descent([reading(text(a), path=a), reading(text(b), path=b)])))

    assert edges("21_12ecb.xml", "21_8ecb.xml") == 1
    assert edges("24_10ecbplus.xml", "24_7ecbplus.xml") == 1
    assert edges("31_6ecbplus.xml", "31_4ecbplus.xml") == 0
    assert edges("20_7ecbplus.xml", "20_8ecbplus.xml") == 0


@pytest.mark.parametrize("text", ["told a b c d " * 4000, "Aa " * 10000, '"Aa said ' * 5000, "a" * 50000, "\n" * 50000], ids=lambda t: t[:8])
def test_texts_without_sentences_stay_cheap(text: str) -> None:
    start = time.process_time()
    descent([reading(text), reading(text + " x", path="b.txt")])
    assert time.process_time() - start < 10
