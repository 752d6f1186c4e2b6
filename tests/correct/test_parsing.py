"""Corrections as they are typed."""

from __future__ import annotations

import pytest

from stemma.correct import OPTIONS, Edits, parsed
from stemma.correct.naming import place_named, quantity_named
from stemma.errors import UsageError
from stemma.model import Quantity
from tests.correct.made import BASE, ONE, REPORTS, at, fates, ledger

WHO = {"who": "Ana Field", "time": "2025-03-10T09:00:00Z", "note": "seen"}
#: What is typed, and the verb that it is.
TYPED = {
    ("claim", ("4",), ("merge", "1")): "claim-merge",
    ("claim", ("c-dead",), ("split", "Daily North")): "claim-split",
    ("claim", ("3",), ("statement", "Fish got dearer."), ("day", "2025-05-01/2025-05-31")): "claim-edit",
    ("claim", ("1",), ("number", "at least 12 person")): "claim-edit",
    ("claim", ("1",), ("certainty", "hedged"), ("report", "3")): "certainty-set",
    ("claim", ("5",), ("certainty", "hedged")): "certainty-set",
    ("claim", ("3",), ("hide", "")): "claim-hide",
    ("claim", ("5",), ("refines", "1")): "relation-add",
    ("claim", ("4",), ("updates", "1")): "relation-set",
    ("claim", ("1",), ("denies", "4")): "relation-set",
    ("claim", ("6",), ("unrelated", "2")): "relation-reject",
    ("claim", ("1",), ("confirm", "")): "confirm",
    ("claim", ("1",), ("confirm", ""), ("report", "r-two")): "confirm",
    ("voice", ("officials",), ("merge", "nordlinie")): "voice-merge",
    ("voice", ("Ida Brandt",), ("split", "Brandt")): "voice-split",
    ("voice", ("Brandt",), ("rename", "Ida K. Brandt")): "voice-rename",
    ("voice", ("Osta Post",), ("kind", "agency")): "voice-kind",
    ("voice", ("Osta Post",), ("reliability", "b")): "voice-reliability",
    ("voice", ("Osta Post",), ("nobody", "")): "voice-reject",
    ("voice", ("v-nord",), ("confirm", "")): "confirm",
    ("report", ("2",), ("outlet", "The Couriers"), ("published", "2025-03-06")): "report-set",
    ("report", ("r-three.txt",), ("hide", "")): "report-hide",
    ("report", ("3",), ("copies", "1"), ("kind", "near-verbatim")): "descent-add",
    ("report", ("1",), ("copies", "AFP"), ("kind", "cites")): "descent-add",
    ("report", ("2",), ("copied-by", "1")): "descent-set",
    ("report", ("1",), ("copies", "2")): "descent-set",
    ("report", ("3",), ("copies-not", "Reuters")): "descent-reject",
    ("report", ("3",), ("apart-from", "1")): "story-part",
    ("story", ("1",), ("title", "The loss of the Marta")): "story-title",
    ("story", ("s-1",), ("confirm", "")): "confirm",
    ("words", ("1", "12 people"), ("number", "13 people")): "quantity-set",
    ("words", ("2", "14 people"), ("no-number", "")): "quantity-reject",
    ("words", ("3", "Monday"), ("time", "2025-02-24")): "time-set",
    ("words", ("3", "Monday"), ("no-time", "")): "time-reject",
    ("words", ("2", "Prices of fish rose in May."), ("zone", "notice")): "zone-set",
    ("words", ("1", "A lifeboat on the quay of Osta"), ("not-zone", "")): "zone-reject",
    ("words", ("1", "the engine had failed"), ("said-by", "Nordlinie")): "attribution-set",
    ("words", ("2", "Prices of fish rose in May"), ("said-by", "Kit Lund")): "attribution-add",
    ("words", ("3", "30 people were saved"), ("not-said", "")): "attribution-reject",
    ("words", ("3", "30 people were saved"), ("confirm", "")): "confirm",
}  # fmt: skip


@pytest.mark.parametrize("typed", TYPED, ids=lambda t: " ".join((t[0], *t[1], *(f"--{o}" for o, _ in t[2:]))))
def test_what_is_typed_is_an_act_that_applies(typed: tuple[object, ...]) -> None:
    subject, names, *options = typed
    act = parsed(subject, names, dict(options), BASE, **WHO)  # type: ignore[arg-type]
    assert act.verb == TYPED[typed]  # type: ignore[index]
    edits = Edits([act])
    assert ledger(edits) != BASE
    assert fates(edits) == {act.verb: "applied"}


def test_every_option_is_typed_somewhere() -> None:
    said = {(subject, option) for subject, _, *options in TYPED for option, _ in options}  # type: ignore[misc]
    known = {(subject, option.removesuffix("!")) for subject, options in OPTIONS.items() for option in options}
    untried = {("claim", "where"), ("claim", "conflicts"), ("report", "title"), ("report", "with"), ("report", "move-to"), ("report", "confirm")}
    assert known - said == untried | {("words", "kind")}


REFUSED = {
    ("claim", ("9",), ("hide", "")): "no claim '9'",
    ("claim", ("1",), ("merge", "1")): "one claim with itself",
    ("claim", ("1",), ("split", "1,3")): "nothing would be left",
    ("claim", ("1",), ("hide", ""), ("confirm", "")): "two corrections",
    ("claim", ("1",), ("rename", "x")): "not said of a claim",
    ("claim", ("1",), ("report", "1")): "Nothing is said",
    ("claim", ("1",), ("certainty", "likely")): "no certainty",
    ("claim", ("1",), ("number", "many")): "no number",
    ("claim", ("1",), ("day", "Monday")): "no day",
    ("claim", ("1",), ("unrelated", "3")): "not related",
    ("claim", ("1", "2"), ("hide", "")): "2 names",
    ("voice", ("Bran",), ("nobody", "")): "No voice is called",
    ("voice", ("Nordlinie",), ("split", "Nord")): "not also known as",
    ("report", ("The Times",), ("hide", "")): "no report",
    ("report", ("1",), ("copies-not", "3")): "not said to descend",
    ("words", ("1", "the"), ("number", "3")): "stands 5 times",
    ("words", ("1", "whale"), ("number", "3")): "does not stand",
    ("tune", ("1",), ("hide", "")): "Nothing is said of a 'tune'",
}  # fmt: skip


@pytest.mark.parametrize("typed", REFUSED, ids=str)
def test_what_cannot_be_said_is_refused_in_words(typed: tuple[object, ...]) -> None:
    subject, names, *options = typed
    with pytest.raises(UsageError, match=REFUSED[typed]):  # type: ignore[index]
        parsed(subject, names, dict(options), BASE, **WHO)  # type: ignore[arg-type]


def test_words_are_named_by_quoting_them() -> None:
    assert place_named(REPORTS[0], "the  Engine\nhad failed").span == at(ONE, "the engine had failed")
    assert place_named(REPORTS[0], "Brandt #2").span == at(ONE, "Brandt", 1)


def test_numbers_as_people_write_them() -> None:
    assert quantity_named("12 people") == Quantity(low=12, high=12, unit="person")
    assert quantity_named("over 6,000") == Quantity(low=6000, high=None, low_open=True)
    assert quantity_named("up to 2.5 %") == Quantity(low=None, high=2.5, unit="percent")
    assert quantity_named("10..20 km") == quantity_named("10 to 20 km") == Quantity(low=10, high=20, unit="km")
    assert quantity_named("about 50") == Quantity(low=45, high=55, approximate=True)
