"""Pledges over ledgers made by hand: whose they are, what came of them, and what must not be linked."""

from __future__ import annotations

import dataclasses
from itertools import permutations
from typing import Any

import pytest

from stemma.follow.pledges import RULES, pledges
from stemma.model import Ground, Ledger, Relation, Voice
from stemma.model.pledges import Pledge
from tests.follow.ledgers import Said, ledger, people

MINISTER = Voice(id="v-minister", name="Olga Brandt", kind="person")
SUDMARK = Voice(id="v-sudmark", name="Sudmark", kind="organisation")
LINES = Voice(id="v-lines", name="Lorn Lines", kind="organisation", aliases=("Lorn",))
WIRE = Voice(id="v-wire", name="Northwire", kind="agency")
VOICES = (MINISTER, SUDMARK, LINES, WIRE)

PROMISED = "Lorn Lines has pledged to send 40 divers to the wreck"
FIRST = ("2025-03-04", f"{PROMISED}, Olga Brandt said.")


def one(book: Ledger) -> Pledge:
    (found,) = pledges(book)
    return found


def promised(**more: Any) -> dict[str, list[Said]]:
    return {"c-1": [Said("first", PROMISED, ("v-minister",), "pledged", people(40, "divers"), **more)]}


def after(text: str, words: str | None = None, *, day: str = "2025-03-09", number: float | None = 40, **more: Any) -> Pledge:
    """The pledge of the first report, with a later report that says `text`."""
    said = Said("later", words or text.rstrip("."), quantity=people(number, "divers") if number else None, **more)
    return one(ledger({"first": FIRST, "later": (day, text)}, {**promised(), "c-2": [said]}, voices=VOICES))


def test_the_promiser_is_not_who_reports_it() -> None:
    found = one(ledger({"first": FIRST}, promised(), voices=VOICES))
    assert found.promiser is not None
    assert (found.promiser.name, found.promiser.voice) == ("Lorn Lines", "v-lines")
    assert found.own_word is False
    assert found.tellings[0].chain == ("v-minister",)
    assert (found.what, found.kind, found.status) == ("send 40 divers to the wreck", "promise", "pledged")
    assert found.quantity == people(40, "divers")


def test_a_promise_in_the_promisers_own_word() -> None:
    text = "“We will send 40 divers,” Lorn Lines said."
    book = ledger({"first": ("2025-03-04", text)}, {"c-1": [Said("first", "We will send 40 divers", ("v-lines",), "pledged")]}, voices=VOICES)
    found = one(book)
    assert found.promiser is not None
    assert (found.promiser.name, found.own_word) == ("Lorn Lines", True)


def test_a_leader_promises_for_the_state_that_he_leads() -> None:
    text = "Norwegian leader Ulf Dahl met Olga Brandt. She said Dahl has committed to sending 40 divers and 900 builders."
    tellings = {
        "c-1": [Said("first", "Dahl has committed to sending 40 divers", ("v-minister",), "pledged", people(40))],
        "c-2": [Said("first", "900 builders", ("v-minister",), "pledged", people(900))],
    }
    dahl = Voice(id="v-dahl", name="Ulf Dahl", kind="person")
    found = pledges(ledger({"first": ("2025-03-04", text)}, tellings, voices=(*VOICES, dahl)))
    assert [p.what for p in found] == ["sending 40 divers", "sending 900 builders"]
    assert {(p.promiser.name, p.promiser.state) for p in found if p.promiser} == {("Norway (Ulf Dahl)", "NO")}
    assert {p.own_word for p in found} == {False}
    assert [p.quantity.low for p in found if p.quantity] == [40, 900]


def test_a_round_number_is_the_total_and_no_third_promise_of_its_own() -> None:
    text = "Lorn Lines pledged hundreds of people. Lorn Lines has promised to send 40 divers and 300 cooks."
    vague = dataclasses.replace(people(200), high=999.0, approximate=True)
    book = ledger(
        {"first": ("2025-03-04", text)},
        {
            "c-0": [Said("first", "Lorn Lines pledged hundreds of people", (), "pledged", vague)],
            "c-1": [Said("first", "promised to send 40 divers", (), "pledged", people(40))],
            "c-2": [Said("first", "300 cooks", (), "pledged", people(300))],
        },
        voices=VOICES,
    )
    mention = dataclasses.replace(book.quantities["first"][0], quantity=vague)
    start = text.index("hundreds")
    place = type(mention.number)(start, start + 8)
    mention = dataclasses.replace(mention, span=place, number=place)
    book = dataclasses.replace(book, quantities={"first": (mention, *book.quantities["first"])})
    found = {p.what: p for p in pledges(book)}
    assert set(found) == {"hundreds of people", "send 40 divers", "send 300 cooks"}
    assert set(found["hundreds of people"].total_of) == {found["send 40 divers"].id, found["send 300 cooks"].id}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lorn Lines sent 40 divers to the wreck.", "reported done"),
        ("Lorn has dispatched 40 divers to the wreck.", "reported done"),
        ("Lorn Lines has begun sending 40 divers to the wreck.", "under way"),
        ("Lorn Lines is sending 40 divers to the wreck.", "under way"),
        ("Lorn Lines will not send 40 divers to the wreck.", "denied"),
        ("Lorn Lines called off sending 40 divers to the wreck.", "denied"),
    ],
)
def test_what_a_later_report_says_came_of_it(text: str, status: str) -> None:
    found = after(text)
    assert found.status == status
    assert found.outcomes[-1].published == "2025-03-09"
    assert all(g.spans for g in found.outcomes[-1].grounds)


@pytest.mark.parametrize(
    "text",
    [
        "Lorn Lines sent 55 divers to the wreck.",
        "Sudmark sent 40 divers to the wreck.",
        "Lorn Lines paid 40 divers of the wreck.",
        "Lorn Lines sent 40 letters.",
        "Lorn Lines may have sent 40 divers to the wreck.",
        "Lorn Lines wants to send 40 divers to the wreck.",
        "Nobody knows whether Lorn Lines would send 40 divers to the wreck.",
    ],
)
def test_no_link_rather_than_a_wrong_one(text: str) -> None:
    number = 55 if "55" in text else 40
    found = after(text, number=number)
    assert (found.status, found.outcomes) == ("nothing told since", ())


def test_what_stands_in_a_report_of_the_same_day_is_not_later() -> None:
    assert after("Lorn Lines sent 40 divers to the wreck.", day="2025-03-04").status == "pledged"


def test_a_hedged_telling_makes_nothing_done() -> None:
    assert after("Lorn Lines sent 40 divers to the wreck.", certainty="hedged").status == "nothing told since"


def test_a_denial_that_the_ledger_ties_to_the_pledge() -> None:
    text = "Lorn Lines sent no divers, and denied the report that it had sent any divers."
    denial = Relation(source="c-2", target="c-1", kind="denies", grounds=(Ground(rule="align.denial", sentence="It denies it."),))
    said = Said("later", "denied the report that it had sent any divers", ("v-lines",), "denied")
    book = ledger({"first": FIRST, "later": ("2025-03-09", text)}, {**promised(), "c-2": [said]}, voices=VOICES, relations=[denial])
    assert one(book).status == "denied"


@pytest.mark.parametrize(("last", "status"), [("2025-03-09", "nothing told since"), ("2025-03-20", "nothing told since"), ("2025-03-21", "lapsed")])
def test_lapsed_only_when_a_report_is_younger_than_the_last_day(last: str, status: str) -> None:
    text = "Lorn Lines has pledged to send 40 divers by 20 March, Olga Brandt said."
    texts = {"first": ("2025-03-04", text), "later": (last, "The sea was calm at the harbour.")}
    claims = {
        "c-1": [Said("first", "Lorn Lines has pledged to send 40 divers by 20 March", ("v-minister",), "pledged", people(40))],
        "c-2": [Said("later", "The sea was calm at the harbour")],
    }
    found = one(ledger(texts, claims, voices=VOICES, times=[("first", "20 March", "2025-03-20", "2025-03-20", "2025-03-20")]))
    assert found.deadline is not None
    assert (found.deadline.words, found.deadline.last) == ("by 20 March", "2025-03-20")
    assert found.status == status


def test_a_time_before_publication_is_no_deadline() -> None:
    text = "Lorn Lines has pledged to repair the pier closed in 2020."
    book = ledger(
        {"first": ("2025-03-04", text)},
        {"c-1": [Said("first", text.rstrip("."), (), "pledged")]},
        voices=VOICES,
        times=[("first", "2020", "2020", "2020-01-01", "2020-12-31")],
    )
    assert one(book).deadline is None


def test_what_it_hangs_on_is_told() -> None:
    text = "Lorn Lines has agreed to send 40 divers if the storm passes."
    book = ledger({"first": ("2025-03-04", text)}, {"c-1": [Said("first", text.rstrip("."), (), "pledged", people(40))]}, voices=VOICES)
    assert one(book).condition == "if the storm passes"


def test_a_forecast_by_somebody_else_is_no_promise() -> None:
    text = "Olga Brandt said Sudmark will send 40 divers."
    book = ledger({"first": ("2025-03-04", text)}, {"c-1": [Said("first", "Sudmark will send 40 divers", ("v-minister",), "pledged")]}, voices=VOICES)
    assert pledges(book) == ()


def test_reports_without_dates_make_nothing_late() -> None:
    texts = {"first": (None, FIRST[1]), "later": (None, "Lorn Lines sent 40 divers to the wreck.")}
    claims = {**promised(), "c-2": [Said("later", "Lorn Lines sent 40 divers to the wreck", quantity=people(40))]}
    assert one(ledger(texts, claims, voices=VOICES)).status == "pledged"


def story() -> tuple[dict[str, tuple[str | None, str]], dict[str, list[Said]]]:
    texts: dict[str, tuple[str | None, str]] = {
        "first": FIRST,
        "copy": ("2025-03-05", f"Northwire - {PROMISED}, Olga Brandt said."),
        "later": ("2025-03-09", "Lorn Lines sent 40 divers to the wreck."),
        "other": ("2025-03-06", "Sudmark plans to close the harbour."),
    }
    claims = {
        "c-1": [*promised()["c-1"], Said("copy", PROMISED, ("v-wire", "v-minister"), "pledged", people(40, "divers"))],
        "c-2": [Said("later", "Lorn Lines sent 40 divers to the wreck", (), "asserted", people(40, "divers"))],
        "c-3": [Said("other", "Sudmark plans to close the harbour", (), "pledged")],
    }
    return texts, claims


def test_the_order_of_reports_changes_nothing() -> None:
    texts, claims = story()
    expected = pledges(ledger(texts, claims, voices=VOICES))
    assert [p.status for p in expected] == ["reported done", "nothing told since"]
    for order in permutations(texts):
        shuffled = {r: texts[r] for r in order}
        turned = {c: claims[c] for c in reversed(claims)}
        assert pledges(ledger(shuffled, turned, voices=tuple(reversed(VOICES)))) == expected


def test_a_copy_adds_a_citation_and_no_pledge() -> None:
    texts, claims = story()
    with_copy = pledges(ledger(texts, claims, voices=VOICES))
    del texts["copy"]
    claims["c-1"].pop()
    without = pledges(ledger(texts, claims, voices=VOICES))
    assert [p.what for p in with_copy] == [p.what for p in without]
    assert [p.status for p in with_copy] == [p.status for p in without]
    assert len(with_copy[0].tellings) == len(without[0].tellings) + 1


def test_every_ground_names_a_rule_that_can_be_explained() -> None:
    texts, claims = story()
    known = {r.name for r in RULES}
    used = {g.rule for p in pledges(ledger(texts, claims, voices=VOICES)) for g in (*p.grounds, *(g for o in p.outcomes for g in o.grounds))}
    assert used
    assert used <= known


def test_an_empty_ledger_has_none() -> None:
    assert pledges(Ledger()) == ()


def test_a_promise_not_to_do_it_is_another_pledge() -> None:
    texts = {"first": FIRST, "later": ("2025-03-09", "Lorn Lines vowed not to send 40 divers to the wreck.")}
    claims = {**promised(), "c-2": [Said("later", "Lorn Lines vowed not to send 40 divers to the wreck", (), "pledged", people(40, "divers"))]}
    found = {p.what: p.status for p in pledges(ledger(texts, claims, voices=VOICES))}
    assert found == {"send 40 divers to the wreck": "denied", "not to send 40 divers to the wreck": "pledged"}


def test_a_denial_of_the_promise_is_no_promise_and_settles_the_other() -> None:
    found = after("Lorn Lines denied that it had agreed to send divers to the wreck.", number=None, certainty="denied")
    assert found.status == "denied"
    assert found.outcomes[-1].grounds[0].sentence == "“denied” tells it as denied, refused or called off, on 9 March 2025."


def test_what_was_to_be_sent_is_delivered() -> None:
    assert after("Lorn Lines has delivered 40 divers to the wreck.").status == "reported done"


def test_a_part_of_the_number_is_under_way() -> None:
    found = after("Lorn Lines sent the first 15 divers to the wreck.", number=15)
    assert found.status == "under way"
    assert "It tells of 15, part of the number promised." in found.outcomes[-1].grounds[1].sentence


def test_a_thing_promised_without_a_verb_is_given_or_paid() -> None:
    texts = {
        "first": ("2025-03-04", "Lorn Lines promised 900 coins for the search."),
        "later": ("2025-03-09", "Lorn Lines has paid 900 coins for the search."),
    }
    coins = dataclasses.replace(people(900, "coins"), unit="coin")
    claims = {
        "c-1": [Said("first", "Lorn Lines promised 900 coins for the search", (), "pledged", coins)],
        "c-2": [Said("later", "Lorn Lines has paid 900 coins for the search", (), "asserted", coins)],
    }
    assert one(ledger(texts, claims, voices=VOICES)).status == "reported done"


@pytest.mark.parametrize(
    ("text", "words", "iso", "expected"),
    [
        ("Lorn Lines has pledged to send 40 divers, Olga Brandt said on Tuesday.", "Tuesday", "2025-03-04", None),
        ("Lorn Lines has pledged to send 40 divers by 10 March.", "10 March", "2024-03-10", "2025-03-10"),
        ("Lorn Lines has pledged to send 40 divers until 10 March.", "10 March", "2025-03-10", None),
        ("Lorn Lines has pledged to send 40 divers on Friday.", "Friday", "2025-03-07", "2025-03-07"),
    ],
)
def test_which_time_is_the_deadline(text: str, words: str, iso: str, expected: str | None) -> None:
    said = Said("first", text.split(", Olga")[0].rstrip("."), (), "pledged", people(40))
    book = ledger({"first": ("2025-03-04", text)}, {"c-1": [said]}, voices=VOICES, times=[("first", words, iso, iso, iso)])
    due = one(book).deadline
    assert (due.last if due else None) == expected


def test_the_name_beside_an_office_promises_itself() -> None:
    text = "Sudmark's president, Olga Brandt, vowed to reopen the bridge."
    found = one(ledger({"first": ("2025-03-04", text)}, {"c-1": [Said("first", text.rstrip("."), ("v-minister",), "pledged")]}, voices=VOICES))
    assert found.promiser is not None
    assert (found.promiser.name, found.own_word) == ("Olga Brandt", True)


def test_a_number_between_keeps_two_promises_apart() -> None:
    texts = {
        "first": ("2025-03-04", "Lorn Lines has pledged to send 40 divers to the wreck."),
        "mid": ("2025-03-04", "Lorn Lines has pledged to send divers to the wreck."),
        "other": ("2025-03-04", "Lorn Lines has pledged to send 90 divers to the wreck."),
    }
    numbers = {"first": people(40, "divers"), "mid": None, "other": people(90, "divers")}
    claims = {f"c-{r}": [Said(r, t.rstrip("."), (), "pledged", numbers[r])] for r, (_, t) in texts.items()}
    found = pledges(ledger(texts, claims, voices=VOICES))
    assert sorted(p.quantity.low or 0 for p in found if p.quantity) == [40, 90]
    assert len(found) == 2


def test_the_number_of_those_to_whom_it_is_promised_is_not_what_is_promised() -> None:
    text = "The 900 families who lost their homes will be given 40 tents, Lorn Lines said."
    said = Said("first", "The 900 families who lost their homes will be given 40 tents", ("v-lines",), "pledged", people(40, "tents"))
    home = Said("first", "The 900 families who lost their homes", (), "asserted", people(900, "families"))
    found = one(ledger({"first": ("2025-03-04", text)}, {"c-1": [said], "c-2": [home]}, voices=VOICES))
    assert (found.quantity, found.to_whom) == (people(40, "tents"), "The 900 families who lost their homes")


@pytest.mark.parametrize("day", ["2025", "2025-03", "soon", "2025-03-41"])
def test_a_publication_date_that_is_no_day_dates_nothing(day: str) -> None:
    texts = {"first": (day, FIRST[1]), "later": ("2025-03-09", "Lorn Lines sent 40 divers to the wreck.")}
    claims = {**promised(), "c-2": [Said("later", "Lorn Lines sent 40 divers to the wreck", quantity=people(40))]}
    found = one(ledger(texts, claims, voices=VOICES))
    assert (found.status, found.tellings[0].published) == ("pledged", None)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("Lorn Lines promised 900 crowns ($40) to every bereaved family.", "every bereaved family"),
        ("Lorn Lines has promised its investors 900 crowns a year.", "its investors"),
        ("Lorn Lines promised 900 crowns for the new pier.", None),
        ("Lorn Lines promised 900 crowns. Brandt spoke to every family.", None),
    ],
)
def test_to_whom_it_is_promised(text: str, whom: str | None) -> None:
    said = Said("first", text.split(".")[0], ("v-lines",), "pledged", people(900, "crowns"))
    assert one(ledger({"first": ("2025-03-04", text)}, {"c-1": [said]}, voices=VOICES)).to_whom == whom
