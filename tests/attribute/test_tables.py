"""The tables of cues, names and voices: loaded whole, free of contradictions, built from what is kept by hand."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from stemma.lang.en import cues, names, voices

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "resources"))
HAND = yaml.safe_load((ROOT / "resources/voices.yml").read_text("utf-8"))


def test_every_entry_says_why_it_is_there() -> None:
    for group in ("agencies", "outlets", "organisations", "organs"):
        assert all(entry.get("why") for entry in HAND[group])


def test_no_name_is_claimed_by_two_voices() -> None:
    owners: Counter[str] = Counter()
    for group in ("agencies", "outlets", "organisations", "organs"):
        for entry in HAND[group]:
            if not entry.get("ambiguous"):
                owners.update({names.normal(n.removeprefix("The ").removeprefix("the ")) for n in (entry["name"], *entry["aliases"])})
    assert [name for name, n in owners.items() if n > 1] == []


@pytest.mark.shared
def test_the_shipped_table_is_what_the_kept_one_gives(shared: Path) -> None:
    import build_voices

    table = json.loads((shared / "data/gazetteer/countries.json").read_text("utf-8"))
    built = json.loads(json.dumps(build_voices.build(table, HAND)))
    assert built == json.loads((ROOT / "src/stemma/lang/en/voices.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Seoul's spy agency", "org:national intelligence service"),
        ("the Russian Foreign Ministry", "office:RU:foreign"),
        ("the Pentagon", "org:us defense department"),
    ],
)
def test_offices(written: str, key: str) -> None:
    known = voices.named(written)
    if known is None:
        country, office = voices.country_in(written), voices.office_in(written)
        assert country is not None
        assert office is not None
        known = voices.office_of(country, office)
    assert known.key == key


@pytest.mark.parametrize("pronoun", ["told us on Monday", "many of us"])
def test_the_pronoun_us_is_no_country(pronoun: str) -> None:
    assert voices.countries_in(pronoun) == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Zelenskiy", "Zelensky"),
        ("Zelenskyy", "Zelensky"),
        ("Shoygu", "Shoigu"),
        ("Lukashenka", "Lukashenko"),
        ("Gaddafi", "Gadafi"),
        ("Gaddafi", "Qaddafi"),
    ],
)
def test_spelled_alike(a: str, b: str) -> None:
    assert names.spelled_alike(a, b)


@pytest.mark.parametrize(("a", "b"), [("Biden", "Baden"), ("Petrov", "Petrova"), ("Kim", "Kin"), ("Smith", "Smyth"), ("Hansen", "Jansen")])
def test_not_spelled_alike(a: str, b: str) -> None:
    assert not names.spelled_alike(a, b) or a[0] == b[0]
    assert not names.same_person(f"Anna {a}", f"Boris {b}")


@pytest.mark.parametrize(
    ("written", "bare"), [("Gen. Ivan Petrov", "Ivan Petrov"), ("Mrs Roe", "Roe"), ("President", "President"), ("Jane Roe Jr.", "Jane Roe")]
)
def test_bare_person(written: str, bare: str) -> None:
    assert names.bare_person(written) == bare


def test_acronyms() -> None:
    assert names.defined_acronyms("The National Water Board (NWB) met the European Space Agency(ESA).") == {
        "NWB": "National Water Board",
        "ESA": "European Space Agency",
    }
    assert names.defined_acronyms("The boat (old) sank.") == {}


def test_cues_stand_once_and_know_their_forms() -> None:
    assert cues.verb("say") is not None
    assert cues.verb("declin", written="declined") == cues.verb("decline")
    assert cues.verb("walk", written="walked") is None


@pytest.mark.parametrize(
    ("name", "sex"), [("Gloria Vance", "f"), ("Oleh Kral", "m"), ("Kim Roe", ""), ("Gloria", ""), ("President Ivan Petrov", "m")]
)
def test_a_given_name_tells_the_sex_only_of_a_full_name(name: str, sex: str) -> None:
    assert names.gender_of_name(name) == sex


def test_no_given_name_is_of_both() -> None:
    given = yaml.safe_load((ROOT / "src/stemma/lang/en/names.yml").read_text("utf-8"))["given"]
    assert not set(given["m"]) & set(given["f"])


@pytest.mark.parametrize(("name", "like"), [("the Hill Courier", True), ("Lake District Radio", True), ("Courier", False), ("the old post", False)])
def test_names_that_end_as_newsrooms_do(name: str, like: bool) -> None:
    assert voices.like_outlet(name) is like


@pytest.mark.parametrize("common", ["who", "the times", "time", "the sun", "Independent", "Junta"])
def test_common_words_name_no_voice(common: str) -> None:
    assert voices.named(common) is None


@pytest.mark.parametrize("name", ["National Unity Government", "Karen National Union", "Institute for the Study of War", "Wagner Group"])
def test_a_rival_a_party_to_a_war_and_an_institute_speak_for_no_government(name: str) -> None:
    known = voices.named(name)
    assert known is not None
    assert known.speaks_for is None
