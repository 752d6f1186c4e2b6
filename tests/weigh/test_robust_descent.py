"""A copy stays a copy whatever an editor does to it, and independent reports of one event stay independent. All texts are made up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model import Descent
from stemma.weigh import descent
from tests.weigh.made import reading

WIRE = [
    "A dam above the town of Karsten gave way before dawn on Tuesday and sent a wall of muddy water through its lower streets, officials said.",
    "Rescuers in rubber boats pulled 37 people from roofs and trees, and at least nine bodies were recovered by nightfall.",
    "Engineers had warned the regional water board in March that the earthen wall was seeping near its northern gate.",
    "The board replied that repairs would be organised after the harvest, when the reservoir stands at its lowest level.",
    "Farmers complained for years about the colour of the water below the spillway and about cracks that widened every winter.",
    "Governor Helle Strand cancelled a foreign journey and promised that every family who lost a home would be sheltered within the week.",
    "Power lines fell across the railway, and trains between Karsten and the coast will not travel before Saturday at the earliest.",
    "Hospitals in two neighbouring districts sent ambulances and blood, while the army began to build a temporary bridge from pontoons.",
    "Prosecutors seized the maintenance records of the last decade and questioned the engineer who signed the most recent inspection.",
    "Residents gathered in the sports centre, where volunteers handed out blankets, soup and lists of the missing.",
]
#: Another reporter's account of the same day, out of own observation.
OTHER = [
    "When the sirens sounded in Karsten on Tuesday, Rolf Adler carried his mother up two flights of stairs and watched his car float away.",
    "By evening the death toll from the burst dam stood at nine, according to Governor Helle Strand.",
    "Thirty-seven people were saved, most of them by neighbours who own boats.",
    "Why the wall broke is unclear; an engineer's letter from March, seen by this newspaper, speaks of leaks at a gate in the north.",
    "Nobody at the water board wished to talk about that letter.",
    "Trains to the coast are cancelled until Saturday.",
    "In the sports hall Rolf Adler sleeps on a mat beside strangers and counts what is left: a phone, a ring, a cat.",
    "The prosecutor's office opened an inquiry and took away files.",
]
SECOND_WIRE = [
    "Insurers put the damage in the valley at two hundred million crowns, which would make the flood the dearest in the country for thirty years.",
    "Shares of the builder that strengthened the wall fell by a fifth before trading was halted in the capital.",
    "Analysts doubt that the state fund for disasters can pay for bridges, schools and homes without a new loan.",
    "The finance minister said that nobody would be left alone, but named no sum and took no questions.",
    "Grain merchants fear for stores along the river, where half of the region's rye waits for ships.",
]
SYNONYMS = {
    "before dawn": "before daybreak",
    "officials said": "authorities said",
    "pulled": "rescued",
    "recovered": "found",
    "warned": "told",
    "seeping": "leaking",
    "replied": "answered",
    "complained": "grumbled",
    "cracks": "fissures",
    "cancelled": "called off",
    "journey": "trip",
    "promised": "pledged",
    "lost a home": "lost their house",
    "fell": "came down",
    "neighbouring": "nearby",
    "began": "started",
    "seized": "confiscated",
    "questioned": "interrogated",
    "gathered": "assembled",
    "handed out": "distributed",
    "missing": "vanished",
}
AMERICAN = {
    "organised": "organized",
    "colour": "color",
    "centre": "center",
    "neighbouring": "neighboring",
    "cancelled": "canceled",
}
BOILERPLATE = (
    "You can listen to this article with a subscription and share it with three friends each month free of charge. "
    "Our newsroom follows the rules of the press council and corrects what it got wrong on the page where it stood."
)


def swapped(sentences: list[str], table: dict[str, str]) -> list[str]:
    text = "\n".join(sentences)
    for old, new in table.items():
        text = re.sub(rf"\b{old}\b", new, text)
    return text.split("\n")


def edges(a: list[str] | str, b: list[str] | str) -> list[Descent]:
    one, two = (t if isinstance(t, str) else " ".join(t) for t in (a, b))
    found = descent([reading(one, path="a.txt", published="2031-05-01"), reading(two, path="b.txt", published="2031-05-02")])
    return [d for d in found if d.parent is not None]


KINDS = {"verbatim", "near-verbatim", "paraphrase"}
TRANSFORMED = {
    "synonyms": (swapped(WIRE, SYNONYMS), {"near-verbatim", "paraphrase"}),
    "reordered": (WIRE[5:] + WIRE[:5], {"verbatim"}),
    "reversed": (WIRE[::-1], {"verbatim"}),
    "cut to three sentences": (WIRE[2:5], {"verbatim"}),
    "American spelling": (swapped(WIRE, AMERICAN), {"verbatim"}),
    "other figures": ([s.replace("37", "52").replace("nine", "sixteen") for s in WIRE], {"verbatim", "near-verbatim"}),
    "two wires mixed": ([s for two in zip(WIRE, SECOND_WIRE, strict=False) for s in two], {"verbatim"}),
    "with own text around it": (OTHER[:4] + WIRE[:4] + OTHER[4:], {"verbatim"}),
    "all at once": (swapped([s.replace("37", "52") for s in WIRE[::-1][:7]], SYNONYMS | AMERICAN) + SECOND_WIRE[:2], KINDS),
}


@pytest.mark.parametrize("name", TRANSFORMED)
def test_a_copy_stays_a_copy(name: str) -> None:
    text, kinds = TRANSFORMED[name]
    (edge,) = edges(WIRE, text)
    assert edge.kind in kinds
    assert edge.direction_from is not None


def test_a_mixture_descends_from_both_wires() -> None:
    mixed = " ".join(s for two in zip(WIRE, SECOND_WIRE, strict=False) for s in two)
    both = [
        reading(" ".join(WIRE), path="1", published="2031-05-01"),
        reading(" ".join(SECOND_WIRE), path="2", published="2031-05-01"),
        reading(mixed, path="3", published="2031-05-02"),
    ]
    found = [d for d in descent(both) if d.parent is not None]
    assert {(d.child, d.parent) for d in found} == {(both[2].report.id, both[0].report.id), (both[2].report.id, both[1].report.id)}


@settings(max_examples=25, deadline=None)
@given(
    order=st.permutations(range(len(WIRE))),
    size=st.integers(5, len(WIRE)),
    swaps=st.sets(st.sampled_from(sorted(SYNONYMS)), max_size=12),
    american=st.booleans(),
)
def test_any_mixture_of_edits_leaves_the_edge(order: list[int], size: int, swaps: set[str], american: bool) -> None:
    text = swapped([WIRE[i] for i in order[:size]], {s: SYNONYMS[s] for s in swaps} | (AMERICAN if american else {}))
    (edge,) = edges(WIRE, text)
    assert edge.kind in KINDS
    assert edge.share > 0.3


@settings(max_examples=15, deadline=None)
@given(order=st.permutations(range(len(OTHER))), size=st.integers(3, len(OTHER)), of_wire=st.permutations(range(len(WIRE))))
def test_independent_reports_of_one_event_stay_independent(order: list[int], size: int, of_wire: list[int]) -> None:
    assert edges([WIRE[i] for i in of_wire], [OTHER[i] for i in order[:size]]) == []
    assert edges(SECOND_WIRE, [OTHER[i] for i in order[:size]]) == []


def test_boilerplate_that_all_share_is_no_descent() -> None:
    texts = [" ".join(part) + " " + BOILERPLATE for part in (WIRE, OTHER, SECOND_WIRE)]
    found = descent([reading(t, path=str(n)) for n, t in enumerate(texts)])
    assert [d for d in found if d.parent is not None] == []


def test_one_statement_in_any_marks_is_no_descent() -> None:
    said = "We will look at every gate of every dam in this country, and whoever knew of the leaks and kept silent will answer for it before a court"
    for mark in ('"{}"', "“{}”", "‘{},’", "'{},'", "«{}»"):
        quoted = mark.format(said)
        one = [*WIRE[:2], f"{quoted} Governor Helle Strand told reporters in Karsten."]
        assert edges(one, [*OTHER[:2], f"{quoted} the governor said on Tuesday evening in the market square."]) == [], mark


def test_a_retelling_of_a_credited_report_descends_from_the_agency() -> None:
    wire = reading("KARSTEN, May 1 (Reuters) - " + " ".join(WIRE), path="1")
    retold = [
        "In March, engineers warned the regional board that the earthen wall was seeping close to the northern gate, it emerged.",
        "Repairs, the board then replied, would be organised only after harvest, once the reservoir was standing at its lowest.",
        "For years farmers had complained of the strange colour of water under the spillway and of the cracks widening each winter.",
    ]
    copy = reading(" ".join([*OTHER[:4], *retold]), path="2")
    found = [d for d in descent([wire, copy]) if d.child == copy.report.id]
    assert [(d.parent, d.parent_name, d.kind) for d in found] == [(None, "Reuters", "paraphrase")]
