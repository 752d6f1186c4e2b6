"""Origins are counted, copies are not: cases and laws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model import Attributed, Claim, Relation, Telling
from stemma.weigh import RULES, descent, weigh
from tests.weigh.made import attributed, claim, reading, telling, voice
from tests.weigh.test_descent import WIRE

VOICES = (
    voice("Reuters", "agency"),
    voice("Port Ministry"),
    voice("Rolf Anders", "person"),
    voice("Halcyon Line"),
    voice("Seamen's Union"),
    voice("two divers (a)", "anonymous"),
    voice("a clerk (b)", "anonymous"),
    voice("reports", "group", vague=True),
)


def weighed(*tellings: Telling, known: Attributed | None = None, relations: tuple[Relation, ...] = ()) -> Claim:
    return next(
        c for c in weigh([claim(*tellings)], relations, attributed=known or attributed(*VOICES), descent=(), readings=()) if c.id == "claim-1"
    )


COUNTS: list[tuple[str, int, int, tuple[Telling, ...]]] = [
    ("own voices only", 0, 2, (telling("a"), telling("b"))),
    ("a vague source", 0, 1, (telling("a", "reports", vague=True),)),
    ("one ministry, told thrice", 1, 1, (telling("a", "Port Ministry"), telling("b", "Reuters", "Port Ministry"), telling("c"))),
    ("two organisations", 2, 0, (telling("a", "Port Ministry"), telling("b", "Halcyon Line"))),
    ("who passes it on", 1, 0, (telling("a", "Reuters"), telling("b", "Reuters", "Port Ministry"))),
    ("unnamed sources of one newsroom", 1, 0, (telling("a", "Reuters", "two divers (a)"), telling("b", "Reuters", "a clerk (b)"))),
    ("unnamed sources of two newsrooms", 2, 0, (telling("a", "two divers (a)"), telling("b", "a clerk (b)"))),
    ("the newsroom and its unnamed source", 1, 0, (telling("a", "Reuters"), telling("b", "Reuters", "two divers (a)"))),
    ("one fine figure", 1, 0, (telling("a", "Port Ministry", quantity=1037), telling("b", "Halcyon Line", quantity=1037))),
    ("one round figure", 2, 0, (telling("a", "Port Ministry", quantity=1000), telling("b", "Halcyon Line", quantity=1000))),
]


@pytest.mark.parametrize(("case", "independent", "silent", "tellings"), COUNTS, ids=[c[0] for c in COUNTS])
def test_counts(case: str, independent: int, silent: int, tellings: tuple[Telling, ...]) -> None:
    found = weighed(*tellings)
    assert (found.independent_origins, found.unattributed) == (independent, silent)
    assert found.standing == ("unattributed", "single-origin", "corroborated")[min(independent, 2)]


ONE_SIDE = (
    (voice("South Korea's spy agency"), voice("National Intelligence Service of South Korea")),
    (voice("White House"), voice("US Treasury Department")),
    (voice("Kremlin", "state"), voice("Russian Foreign Ministry")),
    (voice("the military-led government", "state"), voice("Myanmar's junta", "state")),
    (voice("NASA"), voice("NASA's planetary office")),
    (voice("Iranian state media", "group"), voice("Iranian Foreign Ministry")),
)
TWO_SIDES = (
    (voice("Ukrainian military intelligence"), voice("Russian Defence Ministry")),
    (voice("South Korean media", "group"), voice("South Korea's spy agency")),
    (voice("Iranian state media", "group"), voice("Iraqi Foreign Ministry")),
    (voice("South Korea's spy agency"), voice("Ukrainian intelligence")),
    (voice("Okafor administration"), voice("UK Foreign Office")),
    (voice("Port Ministry"), voice("Seamen's Union")),
    (voice("American Chess Union"), voice("American Red Cross")),
)


@pytest.mark.parametrize("pair", ONE_SIDE, ids=lambda p: f"{p[0].name} = {p[1].name}")
def test_one_side(pair: tuple) -> None:
    found = weighed(telling("a", pair[0].id), telling("b", pair[1].id), known=attributed(*pair))
    assert found.independent_origins == 1


@pytest.mark.parametrize("pair", TWO_SIDES, ids=lambda p: f"{p[0].name} / {p[1].name}")
def test_two_sides(pair: tuple) -> None:
    found = weighed(telling("a", pair[0].id), telling("b", pair[1].id), known=attributed(*pair))
    assert found.independent_origins == 2


@pytest.mark.parametrize(
    "offices", [{"Rolf Anders": "Port Ministry"}, {"Rolf Anders": "x", "Port Ministry": "x"}, {"Rolf Anders": "x", "x": "Port Ministry"}]
)
def test_who_speaks_for_another_is_no_second_origin(offices: dict[str, str]) -> None:
    found = weighed(telling("a", "Rolf Anders"), telling("b", "Port Ministry"), known=attributed(*VOICES, speaks_for=offices))
    assert found.independent_origins == 1
    assert "origins.speaks-for" in {g.rule for g in found.grounds}


def test_the_chain_is_followed_to_its_end_over_the_claim() -> None:
    found = weighed(telling("a", "Rolf Anders"), telling("b", "Rolf Anders", "Seamen's Union"))
    assert [t.origin for t in found.tellings] == ["Seamen's Union", "Seamen's Union"]
    assert found.tellings[0].chain == ("Rolf Anders", "Seamen's Union")
    assert found.tellings[0].grounds[-1].rule == "telling.passed-on"


def test_where_the_ends_differ_the_chain_is_left() -> None:
    found = weighed(telling("a", "Reuters"), telling("b", "Reuters", "Seamen's Union"), telling("c", "Reuters", "Port Ministry"))
    assert found.tellings[0].origin == "Reuters"


@pytest.mark.parametrize(
    ("kind", "standings"), [("conflicts", ("disputed", "disputed")), ("denies", ("single-origin", "disputed")), ("updates", ("single-origin",) * 2)]
)
def test_disputes(kind: str, standings: tuple[str, str]) -> None:
    claims = [claim(telling("a", "Port Ministry"), id="one"), claim(telling("b", "Halcyon Line"), id="two")]
    relation = Relation(source="one", target="two", kind=kind)  # type: ignore[arg-type]
    found = {c.id: c.standing for c in weigh(claims, [relation], attributed=attributed(*VOICES), descent=(), readings=())}
    assert (found["one"], found["two"]) == standings


def test_the_weightiest_claim_comes_first() -> None:
    text = "The ferry sank with 64 on board. " * 10
    readings = [reading(text, path=p) for p in ("a", "b", "c")]
    ids = [r.report.id for r in readings]
    background = claim(telling(ids[0], at=(300, 320)), id="background")
    news = claim(*(telling(i, "Port Ministry", at=(0, 20)) for i in ids), id="news", quantity=64)
    aside = claim(*(telling(i, "Port Ministry", at=(250, 260)) for i in ids[:2]), id="aside")
    found = weigh([background, aside, news], [], attributed=attributed(*VOICES), descent=(), readings=readings)
    assert [c.id for c in found] == ["news", "aside", "background"]
    assert all(0 <= c.salience <= 1 for c in found)
    assert found == weigh([news, aside, background], [], attributed=attributed(*VOICES), descent=(), readings=readings)


def test_what_headlines_say_comes_before_what_they_do_not() -> None:
    readings = [reading("The bridge fell. " * 20, path=p, title=t) for p, t in (("a", "Bridge fell at Osta"), ("b", "Harbour bridge fell"))]
    ids = [r.report.id for r in readings]
    other = replace(claim(*(telling(i, "Port Ministry", at=(0, 20)) for i in ids), id="other"), statement="Ferries will stay in port.")
    news = claim(*(telling(i, "Port Ministry", at=(0, 20)) for i in ids), id="news")
    first, second = weigh([other, news], [], attributed=attributed(*VOICES), descent=(), readings=readings)
    assert (first.id, second.id) == ("news", "other")
    assert first.salience > second.salience


def test_what_a_later_claim_updates_comes_behind_it() -> None:
    told = reading("The bridge fell. " * 20)
    claims = [claim(telling(told.report.id, "Port Ministry"), id=i) for i in ("a-old", "b-new")]
    relation = Relation(source="b-new", target="a-old", kind="updates")
    found = weigh(claims, [relation], attributed=attributed(*VOICES), descent=(), readings=[told])
    assert [c.id for c in found] == ["b-new", "a-old"]
    assert "updates it" in next(g.sentence for g in found[1].grounds if g.rule == "claim.salience")


def test_a_telling_in_a_copied_passage_says_so() -> None:
    first, copy = reading(WIRE, published="2031-05-01"), reading(WIRE + " More follows.", published="2031-05-02")
    tellings = [telling(r.report.id, origin, at=(0, 60)) for r, origin in ((first, "Port Ministry"), (copy, "Halcyon Line"))]
    (found,) = weigh([claim(*tellings)], [], attributed=attributed(*VOICES), descent=descent([first, copy]), readings=[first, copy])
    by_report = {t.report: t for t in found.tellings}
    assert by_report[copy.report.id].copied_from == first.report.id
    assert by_report[first.report.id].copied_from is None
    assert found.independent_origins == 1
    assert "origins.copied" in {g.rule for g in found.grounds}


QUOTE = '"While we were at sea the crew saw that one of the guests had boarded the wrong ferry," the statement said.'


@pytest.mark.parametrize(
    ("other", "independent"),
    [
        ('On its page stood: "While we were at sea the crew saw that one of the guests had boarded the wrong ferry."', 1),
        ('The union wrote: "The crew saw that one of the guests had boarded the wrong ferry," and no more.', 1),
        ("The union wrote that the crew saw that one of the guests had boarded a bus.", 2),
        ('The union wrote: "The crew saw a guest who had boarded the wrong ferry."', 2),
        ("The union said: while we were at sea the crew saw that one of the guests had boarded the wrong ferry", 1),
    ],
    ids=["the same quotation", "part of it", "some of the words, not quoted", "other words", "the words without marks"],
)
def test_the_same_words_come_from_one_mouth(other: str, independent: int) -> None:
    one, two = reading(QUOTE, path="one.txt"), reading(other, path="two.txt")
    texts = ((one, "Halcyon Line"), (two, "Seamen's Union"))
    tellings = [
        telling(r.report.id, origin, at=(at := r.report.text.lower().index("the crew saw"), min(at + 60, len(r.report.text)))) for r, origin in texts
    ]
    (found,) = weigh([claim(*tellings)], [], attributed=attributed(*VOICES), descent=(), readings=[one, two])
    assert found.independent_origins == independent
    assert ("origins.one-utterance" in {g.rule for g in found.grounds}) == (independent == 1)


def test_every_rule_is_known_and_every_ground_says_something() -> None:
    found = [weighed(*tellings) for _, _, _, tellings in COUNTS]
    grounds = [g for c in found for g in (*c.grounds, *(g for t in c.tellings for g in t.grounds))]
    assert {g.rule for g in grounds} <= {r.name for r in RULES}
    assert all(g.sentence.endswith(".") for g in grounds)
    assert len({r.name for r in RULES}) == len(RULES)


# Laws. Origins: none, a vague one, or the end of any chain of known voices.

IDS = [v.id for v in VOICES if not v.vague]
CHAINS = st.lists(st.sampled_from(IDS), max_size=3, unique=True).map(tuple)
SENTENCES = [(m, m + 40) for m in (0, 140, 250, 360, 470)]
SPEAKS = st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS), max_size=3)


@st.composite
def told(draw: st.DrawFn) -> list[Telling]:
    """Tellings of one claim in up to four reports."""
    chains = draw(st.lists(CHAINS, min_size=1, max_size=4))
    return [telling(f"report-{n}", *chain) for n, chain in enumerate(chains)]


def counted(tellings: list[Telling], offices: dict[str, str]) -> int:
    return weighed(*tellings, known=attributed(*VOICES, speaks_for=offices)).independent_origins


@settings(max_examples=150, deadline=None)
@given(told(), SPEAKS)
def test_an_own_voice_telling_never_adds_an_origin(tellings: list[Telling], offices: dict[str, str]) -> None:
    before = weighed(*tellings, known=attributed(*VOICES, speaks_for=offices))
    after = weighed(*tellings, telling("one more"), known=attributed(*VOICES, speaks_for=offices))
    assert after.independent_origins == before.independent_origins
    assert after.unattributed == before.unattributed + 1


@settings(max_examples=150, deadline=None)
@given(told(), SPEAKS, st.data())
def test_a_longer_chain_never_adds_an_origin(tellings: list[Telling], offices: dict[str, str], data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(tellings) - 1))
    old = tellings[which]
    free = [v for v in IDS if v not in old.chain]
    if old.origin is None or not free:
        return
    passer = data.draw(st.sampled_from(free))
    at = data.draw(st.integers(0, len(old.chain) - 1))
    longer = replace(old, chain=(*old.chain[:at], passer, *old.chain[at:]))
    changed = [longer if t is old else t for t in tellings]
    assert counted(changed, offices) <= counted(tellings, offices)


@settings(max_examples=80, deadline=None)
@given(told(), SPEAKS, st.randoms(use_true_random=False))
def test_the_order_of_tellings_changes_no_judgement(tellings: list[Telling], offices: dict[str, str], chance: object) -> None:
    mixed = tellings.copy()
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one = weighed(*tellings, known=attributed(*VOICES, speaks_for=offices))
    other = weighed(*mixed, known=attributed(*VOICES, speaks_for=offices))
    assert set(one.tellings) == set(other.tellings)
    assert replace(one, tellings=()) == replace(other, tellings=())


FIRST = reading(WIRE, outlet="The Marrowby Post", published="2031-05-01")
COPIES = [
    reading(WIRE, outlet="Echo Daily", published="2031-05-02"),
    reading(WIRE, outlet="Echo Daily", published="2031-04-30"),
    reading(WIRE, outlet="Echo Daily"),
    reading("MARROWBY (AP) - " + WIRE, outlet="Echo Daily"),
]


@settings(max_examples=100, deadline=None)
@given(CHAINS, CHAINS, st.lists(CHAINS, max_size=2), st.sampled_from(COPIES), st.sampled_from(SENTENCES))
def test_a_verbatim_copy_never_adds_an_origin(
    own: tuple[str, ...], copied: tuple[str, ...], others: list[tuple[str, ...]], copy: object, at: tuple[int, int]
) -> None:
    """Whatever the reader of the copy made of its chain."""
    shift = copy.report.text.index(WIRE)  # type: ignore[attr-defined]
    rest = [telling(f"other-{n}", *chain, at=(900, 910)) for n, chain in enumerate(others)]
    first = telling(FIRST.report.id, *own, at=at)
    again = telling(copy.report.id, *copied, at=(at[0] + shift, at[1] + shift))  # type: ignore[attr-defined]
    edges = descent([FIRST, copy])  # type: ignore[list-item]
    assert any(d.parent is not None for d in edges)

    def independent(*tellings: Telling) -> int:
        (found,) = weigh([claim(*tellings)], [], attributed=attributed(*VOICES), descent=edges, readings=[FIRST, copy])  # type: ignore[list-item]
        return found.independent_origins

    assert independent(first, *rest, again) <= independent(first, *rest)


EDGES = {copy.report.id: descent([FIRST, copy]) for copy in COPIES}

# The same laws where origins differ in what they say: their figures. A copy repeats the figure of what it copies.

FIGURES = st.sampled_from([None, 10.0, 20.0, 30.0])
FIGURED = st.lists(st.tuples(CHAINS, FIGURES), min_size=1, max_size=7)


def with_figures(said: list[tuple[tuple[str, ...], float | None]]) -> list[Telling]:
    return [telling(f"report-{n}", *chain, quantity=figure, at=(600, 610)) for n, (chain, figure) in enumerate(said)]


@settings(max_examples=150, deadline=None)
@given(FIGURED, SPEAKS, st.data())
def test_where_figures_differ_a_longer_chain_never_adds_an_origin(
    said: list[tuple[tuple[str, ...], float | None]], offices: dict[str, str], data: st.DataObject
) -> None:
    tellings = with_figures(said)
    which = data.draw(st.integers(0, len(tellings) - 1))
    old = tellings[which]
    free = [v for v in IDS if v not in old.chain]
    if old.origin is None or not free:
        return
    at = data.draw(st.integers(0, len(old.chain) - 1))
    longer = replace(old, chain=(*old.chain[:at], data.draw(st.sampled_from(free)), *old.chain[at:]))
    assert counted([longer if t is old else t for t in tellings], offices) <= counted(tellings, offices)


def test_who_turns_out_to_pass_on_another_still_ties_those_who_speak_for_one_office() -> None:
    """Found by the law above: the ministry, once known to pass on Anders, was forgotten as the colleague of the divers."""
    offices = {"two divers (a)": "Reuters", "Port Ministry": "Reuters"}
    said = [(("Reuters", "Rolf Anders"), 10.0), (("Reuters", "Port Ministry"), 30.0), (("two divers (a)",), 30.0)]
    longer = [(("Port Ministry", "Reuters", "Rolf Anders"), 10.0), *said[1:]]
    assert counted(with_figures(longer), offices) <= counted(with_figures(said), offices)


@settings(max_examples=60, deadline=None)
@given(CHAINS, CHAINS, FIGURES, FIGURED, st.sampled_from(COPIES))
def test_where_figures_differ_a_copy_never_adds_an_origin(
    own: tuple[str, ...], copied: tuple[str, ...], figure: float | None, others: list[tuple[tuple[str, ...], float | None]], copy: object
) -> None:
    shift = copy.report.text.index(WIRE)  # type: ignore[attr-defined]
    first = telling(FIRST.report.id, *own, at=(0, 40), quantity=figure)
    again = telling(copy.report.id, *copied, at=(shift, shift + 40), quantity=figure)  # type: ignore[attr-defined]
    edges = EDGES[copy.report.id]  # type: ignore[attr-defined]

    def independent(*tellings: Telling) -> int:
        (found,) = weigh([claim(*tellings)], [], attributed=attributed(*VOICES), descent=edges, readings=[])
        return found.independent_origins

    rest = with_figures(others)
    assert independent(first, *rest, again) <= independent(first, *rest)


@settings(max_examples=100, deadline=None)
@given(FIGURED, st.randoms(use_true_random=False))
def test_where_figures_differ_the_order_changes_nothing(said: list[tuple[tuple[str, ...], float | None]], chance: object) -> None:
    tellings = with_figures(said)
    mixed = tellings.copy()
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert replace(weighed(*tellings), tellings=()) == replace(weighed(*mixed), tellings=())


def test_one_odd_voice_does_not_part_two_that_agree() -> None:
    found = weighed(
        telling("a", "Port Ministry", quantity=60), telling("b", "Halcyon Line", quantity=60), telling("c", "Seamen's Union", quantity=90)
    )
    assert found.independent_origins == 2
    assert len(found.origin_groups) == 2


def test_a_great_many_origins_at_odds_end() -> None:
    names = [f"{chr(65 + n // 20)}{chr(97 + n % 20)}quaywork" for n in range(300)]
    many = [telling(f"report-{n}", name, quantity=float(10 * (n % 7) + 10)) for n, name in enumerate(names)]
    found = weighed(*many, known=attributed(*map(voice, names)))
    assert found.independent_origins == 43  # those that give one of the seven figures
    assert len(found.origin_groups) == found.independent_origins


SAYINGS = (
    "The port ministry said that 64 passengers were aboard the ferry when it sank.",
    "Sixty-four people, the line said, were passengers aboard the ferry when it sank.",
    "The union said that harbour dues had been raised twice in spring.",
)


@pytest.mark.parametrize(("said", "independent"), [((0, 1), 2), ((0, 2), 1), ((1, 2), 1)])
def test_origins_that_say_two_things_do_not_vouch_for_each_other(said: tuple[int, int], independent: int) -> None:
    readings = [reading(SAYINGS[n], path=str(n)) for n in said]
    tellings = [telling(r.report.id, o, at=(0, len(r.report.text))) for r, o in zip(readings, ("Port Ministry", "Halcyon Line"), strict=True)]
    others = [claim(telling(r.report.id, at=(0, 20)), id=f"other {n}") for n, r in enumerate(readings)]
    found = weigh([claim(*tellings), *others], [], attributed=attributed(*VOICES), descent=(), readings=readings)
    assert next(c.independent_origins for c in found if c.id == "claim-1") == independent


def test_figures_that_differ_do_not_vouch_for_each_other() -> None:
    found = weighed(telling("a", "Port Ministry", quantity=60), telling("b", "Halcyon Line", quantity=70))
    assert found.independent_origins == 1
    assert "origins.unlike" in {g.rule for g in found.grounds}
