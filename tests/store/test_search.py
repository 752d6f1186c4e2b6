"""Search: folded words, quoted phrases, filters, marks; and that no question is ever syntax."""

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.errors import StoreError
from stemma.store import ClaimRow, Store, VoiceRow, query, search, words
from tests.store.making import incoming

FALLS = "The bridge at Łódź fell on Monday, killing 6,000 fish. Мost said Müller\u00adstein was to blame; the U.S. sent divers."
STANDS = "A bridge stands. " * 30 + "The mayor of Köln crossed it."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    with Store.open(tmp_path_factory.mktemp("search") / "s", write=True) as open_store:
        open_store.add(
            [
                incoming(FALLS, url="https://a.example/1", outlet="The Daily Bridge", title="Łódź mourns", published="2024-10-05"),
                incoming(STANDS, url="https://b.example/1", outlet="Other", title="Standing", published="2024-11-30T10:00:00Z"),
                incoming("Undated bridge", path="u.txt"),
                incoming("Only a year for this bridge", path="y.txt", published="2024"),
            ],
            version="1",
        )
        claims = [ClaimRow(id="c1", statement="The bridge at Łódź fell")]
        voices = [VoiceRow(id="v1", name="Jürgen Müller", aliases=("Mayor Müller", "the mayor"))]
        open_store.put_ledger("s1", "k", b"{}", claims=claims, voices=voices)
        yield open_store


def _found(store: Store, question: str) -> list[str]:
    return sorted(h.title or h.snippet for h in store.search(question).hits if h.kind == "report")


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("lodz fell", ["Łódź mourns"]),
        ("ŁÓDŹ", ["Łódź mourns"]),
        ("most", ["Łódź mourns"]),  # a Cyrillic М in front
        ("mullerstein", ["Łódź mourns"]),  # a soft hyphen inside
        ("6000 fish", ["Łódź mourns"]),
        ("6,000", ["Łódź mourns"]),
        ("u.s.", ["Łódź mourns"]),
        ('"bridge at lodz"', ["Łódź mourns"]),
        ('"lodz at bridge"', []),
        ('"bridge at', ["Łódź mourns"]),
        ("div*", ["Łódź mourns"]),
        ("div", []),
        ("mourns", ["Łódź mourns"]),
        ("koln mayor", ["Standing"]),
        ("bridge outlet:daily", ["Łódź mourns"]),
        ('outlet:"daily bridge"', ["Łódź mourns"]),
        ('outlet:"bridge daily"', []),
        ("from:2024-10-06", ["Standing"]),
        ("to:2024-10", ["Łódź mourns"]),
        ("from:2024-10-05 to:2024-10-05", ["Łódź mourns"]),
        ("from:2024 to:2024 bridge", ["Only a year for this bridge", "Standing", "Łódź mourns"]),
        ("from:2025", []),
        ("from:2024-12 to:2024-01", []),
        ("bridge OR mourns", []),
        ("-bridge mourns", ["Łódź mourns"]),
    ],
)
def test_what_a_question_finds(store: Store, question: str, titles: list[str]) -> None:
    assert _found(store, question) == titles


def test_marks_point_at_the_words_in_the_text_as_it_is(store: Store) -> None:
    [hit] = store.search('"killing 6000" lodz mullerst*', kinds=["report"]).hits
    assert FALLS[hit.at : hit.at + len(hit.snippet)] == hit.snippet
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["Łódź", "killing 6,000", "Müller\u00adstein"]
    [far] = store.search("koln", kinds=["report"]).hits
    assert far.at > 100
    assert [far.snippet[a:b] for a, b in far.marks] == ["Köln"]
    assert far.snippet.endswith("crossed it.")


def test_claims_and_voices_are_found_by_their_words(store: Store) -> None:
    hits = {h.kind: h for h in store.search("lodz").hits}
    assert (hits["claim"].id, hits["claim"].story, hits["claim"].title[slice(*hits["claim"].marks[0])]) == ("c1", "s1", "Łódź")
    [voice] = store.search("mayor muller").hits
    assert (voice.kind, voice.id, voice.title, voice.snippet, voice.marks) == ("voice", "v1", "Jürgen Müller", "Mayor Müller", ((0, 5), (6, 12)))
    [spread] = store.search("jurgen mayor").hits
    assert (spread.snippet, spread.marks) == ("Jürgen Müller", ((0, 6),))
    assert not [h for h in store.search("mayor outlet:other").hits if h.kind == "voice"]


def test_the_best_comes_first_and_ties_are_settled_by_id(tmp_path: Path) -> None:
    batch = [incoming("storm " * n + "calm " * (9 - n), path=f"{n}.txt") for n in range(1, 9)] + [
        incoming("gale wind", path=f"g{n}") for n in range(9)
    ]
    orders = set()
    for seed in range(3):
        random.Random(seed).shuffle(batch)
        with Store.open(tmp_path / f"{seed}", write=True) as store:
            store.add(batch, version="1")
            hits = store.search("storm").hits
            assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
            assert hits[0].snippet.count("storm") == 8
            orders.add(tuple(h.id for h in store.search("gale").hits))
            page = store.search("gale", limit=4, offset=4)
            assert (tuple(h.id for h in page.hits), page.more) == (next(iter(orders))[4:8], True)
    assert len(orders) == 1


def test_questions_are_cut_with_a_word(store: Store) -> None:
    assert "200 characters" in store.search("bridge " * 60).notes[0]
    assert "32 words" in store.search(" ".join(chr(97 + n % 26) + chr(97 + n // 26) for n in range(40))).notes[0]
    assert "2024-13" in store.search("bridge from:2024-13").notes[0]
    assert store.search("bridge to:2024-02-30").notes
    assert "br* was taken as a word" in store.search("br*").notes[0]
    assert store.search('?! "" *').notes == ("There was no word to search for.",)


def test_many_matches_are_ranked_among_the_last(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RANKED", 2)
    found = store.search("bridge", kinds=["report"])
    assert "those stored last" in found.notes[0]
    assert len(found.hits) == 2


def test_a_search_that_takes_too_long_is_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SECONDS", -1.0)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*), 0 FROM n WHERE ?1 <> '' AND ?2 > 0"
    monkeypatch.setattr(search, "_FLOOR", endless)
    with pytest.raises(StoreError) as told:
        store.search("bridge")
    assert told.value.code == "search-too-long"
    monkeypatch.undo()
    assert store.search("bridge").hits


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(['"', "(", ")", "*", "NEAR", "AND", "outlet:", "from:2", "{", "}", ":", "-", "^", "é", "bridge", "'", "\x00"])).map(
        " ".join
    )
)
def test_no_question_is_syntax(store: Store, question: str) -> None:
    before = store.connection.total_changes()
    store.search(question)
    assert store.connection.total_changes() == before


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None), max_size=80))
def test_words_are_letters_and_digits_and_stand_where_they_are_said_to(text: str) -> None:
    tokens = list(words.tokens(text))
    assert words.words(text) == " ".join(word for _, _, word in tokens)
    assert all((word.isalnum() and word == word.casefold().replace(",", "")) or not word.isascii() for _, _, word in tokens)
    assert all(0 <= a < b <= len(text) for a, b, _ in tokens)
    assert [a for a, _, _ in tokens] == sorted(a for a, _, _ in tokens)


def test_words() -> None:
    assert words.words("Zelenskyy’s “naïve” Æsir, 12,345,678 or 1,2; straße 東京 e\u0301te\u0301 ﬁne ½") == (
        "zelenskyy s naive aesir 12345678 or 1 2 strasse 東 京 ete fine 12"
    )


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(1999, 1, 1), dt.date(2003, 12, 31)), st.dates(dt.date(1999, 1, 1), dt.date(2003, 12, 31)))
def test_a_range_of_days_is_neither_more_nor_less(first: dt.date, last: dt.date) -> None:
    asked = query.parsed(f"from:{first} to:{last}")
    said = set(re.findall(r'"(\d+)"', query.matching(asked, (dt.date(1999, 1, 1), dt.date(2003, 12, 31)))))
    near = {end + dt.timedelta(days=n) for end in (first, last) for n in (*range(-40, 41), -366, 366)}
    for day in near:
        inside = bool({day.strftime("%Y"), day.strftime("%Y%m"), day.strftime("%Y%m%d")} & said)
        assert inside == (first <= day <= last)
    assert len(said) <= 31 + 11 + 5 + 11 + 31


def test_a_range_reaches_to_the_last_day_of_the_calendar() -> None:
    asked = query.parsed("from:9999-12-30 to:9999")
    assert not asked.notes
    assert query.matching(asked, (dt.date(1, 1, 1), dt.date(9999, 12, 31))) == 'day : ("99991230" OR "99991231")'
