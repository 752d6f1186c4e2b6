"""Timelines over ledgers made by hand: event times, merging, contradictions, what lies ahead."""

from __future__ import annotations

import dataclasses
from itertools import permutations

import pytest

from stemma.follow.timeline import RULES, timelines
from stemma.follow.timeline.times import apart, exactness, precision, within
from stemma.model import Ledger, Span, Timex, Voice
from stemma.model.timeline import Event, Moment, Timeline
from tests.follow.ledgers import Said, ledger, people, span

CHIEF = Voice(id="v-chief", name="Ada Brandt", kind="person")
TUESDAY = ("2025-03-04", "2025-03-04", "2025-03-04")
WEDNESDAY = ("2025-03-05", "2025-03-05", "2025-03-05")


def line(book: Ledger) -> Timeline:
    (found,) = timelines(book)
    return found


def event(text: str, words: str, time: tuple[str, str, str], *, published: str | None = "2025-03-06", told: str | None = None) -> tuple[Event, ...]:
    """The events of one report that tells one claim, with one time expression."""
    said = Said("r", told or text.rstrip("."), when=time[0])
    return line(ledger({"r": (published, text)}, {"c": [said]}, voices=[CHIEF], times=[("r", words, *time)])).events


def test_the_event_has_its_own_day_and_not_that_of_publication() -> None:
    (one,) = event("A ferry ran aground off Cape Lorn on Tuesday.", "Tuesday", TUESDAY)
    assert (one.moment.first, one.moment.precision, one.tellings[0].against, one.ahead) == ("2025-03-04", "day", "before", False)


@pytest.mark.parametrize(
    ("iso", "first", "last", "words", "expected"),
    [
        ("2025-03-04T12:51", "2025-03-04", "2025-03-04", "12:51 on Tuesday", ("time of day", "12:51")),
        ("2025-03-04TMO", "2025-03-04", "2025-03-04", "Tuesday morning", ("time of day", "morning")),
        ("2025-03", "2025-03-01", "2025-03-31", "March", ("month", None)),
        ("2024", "2024-01-01", "2024-12-31", "2024", ("year", None)),
        ("2023", "2023-07-01", "2023-12-31", "late 2023", ("year", "late")),
        ("2025", "2025-01-01", "2025-03-06", "earlier this year", ("days", None)),
        ("2025-W09", "2025-02-24", "2025-03-02", "last week", ("week", None)),
        ("2025-03-01/2025-03-03", "2025-03-01", "2025-03-03", "between 1 and 3 March", ("days", None)),
    ],
)
def test_as_exact_as_the_words_and_no_more(iso: str, first: str, last: str, words: str, expected: tuple[str, str | None]) -> None:
    (one,) = event(f"The council closed the harbour in {words}.", words, (iso, first, last))
    assert (one.moment.precision, one.moment.part) == expected


@pytest.mark.parametrize(
    ("text", "words", "time"),
    [
        ("It was the largest flood since 2020.", "2020", ("2020", "2020-01-01", "2020-12-31")),
        ("The 2024 budget was spent by the council.", "2024", ("2024", "2024-01-01", "2024-12-31")),
        ("The ship 2024 QX7 came close to the pier.", "2024", ("2024", "2024-01-01", "2024-12-31")),
        ("They spoke of last week's storm at length.", "last week", ("2025-W09", "2025-02-24", "2025-03-02")),
        ("The bridge stayed open until Tuesday.", "Tuesday", TUESDAY),
        ("He had left the ship the next day.", "the next day", ("2025-03-07", "2025-03-07", "2025-03-07")),
    ],
)
def test_times_that_are_not_the_events(text: str, words: str, time: tuple[str, str, str]) -> None:
    assert event(text, words, time) == ()


def test_when_it_was_said_is_not_when_it_happened() -> None:
    text = "The ferry lies on the rocks, Ada Brandt said on Tuesday."
    assert event(text, "Tuesday", TUESDAY, told="The ferry lies on the rocks") == ()


def test_a_time_belongs_to_the_closest_telling() -> None:
    text = "The visit is tied to the treaty signed by both in June 2024."
    book = ledger(
        {"r": ("2025-03-06", text)},
        {"c-visit": [Said("r", text.rstrip("."), when="2024-06")], "c-treaty": [Said("r", "the treaty signed by both in June 2024", when="2024-06")]},
        times=[("r", "June 2024", "2024-06", "2024-06-01", "2024-06-30")],
    )
    found = line(book)
    assert [e.claims for e in found.events] == [("c-treaty",)]
    assert [u.claim for u in found.undated] == ["c-visit"]


def two(first: tuple[str, tuple[str, str, str]], second: tuple[str, tuple[str, str, str]], *, claims: tuple[str, str] = ("c", "c")) -> Timeline:
    """Two reports, two times."""
    texts: dict[str, tuple[str | None, str]] = {
        "one": ("2025-03-06", f"A ferry ran aground off Cape Lorn {first[0]}."),
        "two": ("2025-03-07", f"Off Cape Lorn a ferry ran aground {second[0]}."),
    }
    said = [Said("one", texts["one"][1].rstrip("."), ("v-chief",), when=first[1][0]), Said("two", texts["two"][1].rstrip("."), when=second[1][0])]
    told = {claims[0]: said} if claims[0] == claims[1] else {claims[0]: said[:1], claims[1]: said[1:]}
    return line(ledger(texts, told, voices=[CHIEF], times=[("one", first[0], *first[1]), ("two", second[0], *second[1])]))


@pytest.mark.parametrize("claims", [("c", "c"), ("c-1", "c-2")])
def test_the_same_or_a_containing_time_is_one_line_under_the_exact_one(claims: tuple[str, str]) -> None:
    found = two(("on Tuesday", TUESDAY), ("this month", ("2025-03", "2025-03-01", "2025-03-31")), claims=claims)
    (one,) = found.events
    assert (one.moment.first, one.moment.last, one.others) == ("2025-03-04", "2025-03-04", ())
    assert [t.report for t in one.tellings] == ["two", "one"]


def test_different_times_for_one_event_are_shown_with_who_gives_which() -> None:
    (one,) = two(("on Tuesday", TUESDAY), ("on Wednesday", WEDNESDAY)).events
    assert {one.moment.first, *(m.first for m in one.others)} == {"2025-03-04", "2025-03-05"}
    assert {(t.report, t.origin, t.moment.first) for t in one.tellings} == {("one", "v-chief", "2025-03-04"), ("two", None, "2025-03-05")}
    assert "timeline.other-time" in {g.rule for g in one.grounds}


def test_dates_a_year_apart_are_two_events() -> None:
    found = two(("on Tuesday", TUESDAY), ("last March", ("2024-03", "2024-03-01", "2024-03-31")))
    assert [len(e.tellings) for e in found.events] == [1, 1]


def test_two_figures_of_a_sentence_are_one_line() -> None:
    text = "On Tuesday the mine gave 840 tonnes, a little under half of the group's total."
    other = "The shaft yielded 840 tonnes on Tuesday."
    first = Said("a", "The shaft yielded 840 tonnes", when="2025-03-04", quantity=people(840, "tonnes"), statement=other)
    again = Said("r", "the mine gave 840 tonnes", when="2025-03-04", quantity=people(840, "tonnes"), statement=f"840 tonnes: {text}")
    share = Said("r", "half of the group's total", when="2025-03-04", quantity=people(50, "percent"), statement=f"A little under half: {text}")
    book = ledger(
        {"a": ("2025-03-06", other), "r": ("2025-03-06", text)},
        {"c-1": [first, again], "c-2": [share]},
        times=[("a", "Tuesday", *TUESDAY), ("r", "Tuesday", *TUESDAY)],
    )
    book = dataclasses.replace(book, claims=(dataclasses.replace(book.claims[0], statement=text), book.claims[1]))
    (one,) = line(book).events
    assert one.claims == ("c-1", "c-2")


def test_other_events_of_a_day_stay_apart() -> None:
    text = "A ferry sank on Tuesday. The king arrived on Tuesday."
    book = ledger(
        {"r": ("2025-03-06", text)},
        {"c-1": [Said("r", "A ferry sank on Tuesday", when="2025-03-04")], "c-2": [Said("r", "The king arrived on Tuesday", when="2025-03-04")]},
        times=[("r", "Tuesday", *TUESDAY)],
    )
    second = text.rindex("Tuesday")
    (first,) = book.times["r"]
    book = dataclasses.replace(book, times={"r": (first, dataclasses.replace(first, span=Span(second, second + 7)))})
    assert len(line(book).events) == 2


def test_what_lay_ahead_is_marked() -> None:
    (one,) = event("The pier will be opened in June.", "June", ("2025-06", "2025-06-01", "2025-06-30"))
    assert (one.ahead, one.tellings[0].against) == (True, "after")


def test_a_weekday_without_anything_ahead_is_the_one_before() -> None:
    (one,) = event("Divers stood beside a wreck on Tuesday.", "Tuesday", ("2025-03-11", "2025-03-11", "2025-03-11"))
    assert (one.moment.first, one.ahead) == ("2025-03-04", False)


def test_a_day_without_a_year_in_a_report_without_a_date() -> None:
    texts: dict[str, tuple[str | None, str]] = {
        "dated": ("2025-03-06", "The sea was calm at the harbour."),
        "bare": (None, "A ferry ran aground on March 4."),
    }
    claims = {"c-1": [Said("dated", "The sea was calm at the harbour")], "c-2": [Said("bare", "A ferry ran aground on March 4")]}
    book = ledger(texts, claims)
    book = dataclasses.replace(book, times={**book.times, "bare": (Timex(span=span(texts["bare"][1], "March 4"), iso=None),)})
    (one,) = line(book).events
    assert (one.moment.first, one.tellings[0].against) == ("2025-03-04", "before")


def test_undated_claims_are_listed_apart() -> None:
    found = line(ledger({"r": ("2025-03-06", "The sea was calm.")}, {"c": [Said("r", "The sea was calm")]}))
    assert found.events == ()
    assert [(u.claim, u.words, u.reports) for u in found.undated] == [("c", None, ("r",))]


def test_the_order_of_reports_changes_nothing() -> None:
    texts: dict[str, tuple[str | None, str]] = {
        "one": ("2025-03-06", "A ferry ran aground off Cape Lorn on Tuesday."),
        "two": ("2025-03-07", "A ferry ran aground off Cape Lorn on Wednesday."),
        "copy": ("2025-03-08", "A ferry ran aground off Cape Lorn on Tuesday."),
        "next": ("2025-03-06", "Some 120 people were rescued in March."),
    }
    claims = {
        "c-1": [Said(r, texts[r][1].rstrip(".")) for r in ("one", "two", "copy")],
        "c-2": [Said("next", "Some 120 people were rescued in March", quantity=people(120))],
    }
    times = [
        ("one", "Tuesday", *TUESDAY),
        ("two", "Wednesday", *WEDNESDAY),
        ("copy", "Tuesday", *TUESDAY),
        ("next", "March", "2025-03", "2025-03-01", "2025-03-31"),
    ]
    expected = line(ledger(texts, claims, times=times))
    assert [len(e.tellings) for e in expected.events] == [1, 3]
    for order in permutations(texts):
        turned = line(ledger({r: texts[r] for r in order}, {c: claims[c] for c in reversed(claims)}, times=times))
        assert (turned.events, turned.undated) == (expected.events, expected.undated)


def test_a_copy_adds_a_citation_and_no_event() -> None:
    single = two(("on Tuesday", TUESDAY), ("on Tuesday", TUESDAY))
    assert len(single.events) == 1
    assert len(single.events[0].tellings) == 2


def test_contradictory_dates_in_one_report_are_two_versions_or_two_events_never_a_crash() -> None:
    text = "It sank on Tuesday. It sank on Wednesday."
    book = ledger(
        {"r": ("2025-03-06", text)},
        {"c-1": [Said("r", "It sank on Tuesday", when="2025-03-04")], "c-2": [Said("r", "It sank on Wednesday", when="2025-03-05")]},
        times=[("r", "Tuesday", *TUESDAY), ("r", "Wednesday", *WEDNESDAY)],
    )
    assert {t.moment.first for e in line(book).events for t in e.tellings} == {"2025-03-04", "2025-03-05"}


@pytest.mark.parametrize(
    ("iso", "first", "last", "exact"),
    [
        ("2025-03-04", "2025-03-04", "2025-03-04", "day"),
        ("2025-W10", "2025-03-03", "2025-03-09", "week"),
        ("2025-SU", "2025-06-01", "2025-08-31", "season"),
        ("2023/2025", "2023-01-01", "2025-12-31", "years"),
    ],
)
def test_precision_by_form(iso: str, first: str, last: str, exact: str) -> None:
    assert precision(iso, first, last) == exact


def test_moments_compare_by_their_days() -> None:
    month = Moment(first="2025-03-01", last="2025-03-31", precision="month")
    day = Moment(first="2025-03-04", last="2025-03-04", precision="day")
    hour = Moment(first="2025-03-04", last="2025-03-04", precision="time of day", part="12:51")
    later = Moment(first="2025-04-01", last="2025-04-01", precision="day")
    assert within(day, month)
    assert not within(month, day)
    assert apart(month, later)
    assert exactness(hour) < exactness(day) < exactness(month)


def test_every_ground_names_a_rule_that_can_be_explained() -> None:
    found = two(("on Tuesday", TUESDAY), ("on Wednesday", WEDNESDAY))
    used = {g.rule for e in found.events for g in e.grounds}
    assert used <= {r.name for r in RULES}
    assert used


def test_an_empty_ledger_has_none() -> None:
    assert timelines(Ledger()) == ()


@pytest.mark.parametrize("day", ["2025", "2025-03", "soon", "2025-03-41"])
def test_a_publication_date_that_is_no_day_is_none(day: str) -> None:
    (one,) = event("A ferry ran aground off Cape Lorn on Tuesday.", "Tuesday", TUESDAY, published=day)
    assert (one.moment.first, one.tellings[0].against) == ("2025-03-04", "unknown")
