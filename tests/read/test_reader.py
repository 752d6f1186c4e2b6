"""What a reading holds: id, date and its grounds, language, credits, passages at their place, values at their place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from stemma.ingest import ingest
from stemma.lang.fold import fold
from stemma.lang.reading import Reading
from stemma.model import RawReport, Trouble
from stemma.read import RULES, read
from stemma.read.passages import stretches
from stemma.read.zoning import zones

TODAY = dt.date(2026, 11, 22)
STORY = (
    "At least 30 people died when a ferry sank off Port Varn on Tuesday, the coast guard said, and 12 more were still missing.\n\n"
    "The vessel carried more than 200 passengers, according to the harbour master, who said that it was licensed for 150."
)


class Counting:
    """A real spaCy pipeline that counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.nlp = spacy.blank("en")
        self.nlp.add_pipe("sentencizer")

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        self.asked += 1
        yield from self.nlp.pipe(texts)


@pytest.fixture(scope="module")
def pipeline() -> Counting:
    return Counting()


def one(pipeline: Counting, text: str, **fields: object) -> tuple[Reading, list[Trouble]]:
    (reading,), troubles = read([RawReport(path="a.txt", text=text, **fields)], pipeline=pipeline, today=TODAY)  # type: ignore[arg-type]
    return reading, troubles


DATES: list[tuple[str, dict[str, str], str | None, str | None]] = [
    (STORY, {"published": "2025-06-17T14:03:00+03:00", "published_from": "metadata"}, "2025-06-17T14:03:00+03:00", "metadata"),
    (STORY, {"published": "2025-06-17", "published_from": "given"}, "2025-06-17", "given"),
    ("Tuesday, June 17, 2025\n\n" + STORY, {}, "2025-06-17", "dateline"),
    ("By Jo Field 10:22 am June 17, 2025\n\n" + STORY, {}, "2025-06-17", "dateline"),
    ("Harbour Desk / Jo Field / 17th June 2025\n\n" + STORY, {}, "2025-06-17", "dateline"),
    ("Port City, (APP - Harbour News - 17th Jun, 2025) " + STORY, {}, "2025-06-17", "dateline"),
    (STORY + "\n\nFirst published on: June 17, 2025 12:30 AM IST", {}, "2025-06-17", "dateline"),
    ("Updated 17 June 2025\n\n" + STORY, {}, "2025-06-17", "dateline"),
    ("PORT CITY, June 17 (Reuters) - " + STORY + " The company was founded on May 30, 2025.", {}, "2025-06-17", "dateline"),
    ("PORT CITY, Jan 3 (Reuters) - " + STORY + " The ship was bought on December 20, 2024.", {}, "2025-01-03", "dateline"),
    (STORY, {"url": "https://a.example/2025/06/17/ferry"}, "2025-06-17", "inferred"),
    (STORY, {"url": "https://a.example/17-Jun-2025/ferry"}, "2025-06-17", "inferred"),
    (
        "A ferry sank off Port Varn on Tuesday, June 17, 2025, killing 30 people, officials said.\n\nIt was built in 1999.",
        {},
        "2025-06-17",
        "inferred",
    ),
    # No date rather than a wrong one:
    (STORY, {}, None, None),
    ("PORT CITY, June 17 (Reuters) - " + STORY, {}, None, None),
    ("A ferry sank off Port Varn on Monday, June 17, 2025, killing 30 people, officials said.", {}, None, None),
    ("The treaty was signed on June 17, 2024, in Port City.\n\nIn May 2025 it was broken, officials said.", {}, None, None),
    ("The trial will begin on June 17, 2025, officials said in Port City, where 30 people died.", {}, None, None),
    ("The law was passed on June 17, 2031, officials said in Port City, where 30 people died.", {}, None, None),
    (STORY + "\n\nFILE PHOTO: The ferry leaves Port Varn, June 1, 2025. COAST/Handout via REUTERS", {}, None, None),
    (STORY, {"url": "https://a.example/20250617999/ferry"}, None, None),
]


@pytest.mark.parametrize(("text", "fields", "published", "how"), DATES)
def test_when_it_was_published(pipeline: Counting, text: str, fields: dict[str, str], published: str | None, how: str | None) -> None:
    reading, troubles = one(pipeline, text, **fields)
    assert (reading.report.published, reading.report.published_from) == (published, how)
    said = [t for t in troubles if t.code == "no-date"]
    assert bool(said) == (published is None)
    assert all("--published" in t.hint for t in said)
    if published is not None:
        assert any(g.rule.startswith("read.date") for g in reading.report.grounds)


def test_every_ground_has_a_rule_that_can_be_explained(pipeline: Counting) -> None:
    known = {rule.name for rule in RULES}
    for text, fields, _, _ in DATES:
        for ground in one(pipeline, text, **fields)[0].report.grounds:
            assert ground.rule in known
            assert all(place.end <= len(text) for place in ground.spans)


def test_no_report_borrows_a_date(pipeline: Counting) -> None:
    raws = [RawReport(path="a.txt", text=STORY), RawReport(path="b.txt", text=STORY, published="2025-06-17", published_from="metadata")]
    readings, troubles = read(raws, pipeline=pipeline, today=TODAY)
    assert readings[0].report.published is None
    assert [t.code for t in troubles] == ["no-date"]


def test_data_and_dateline_that_disagree_are_said(pipeline: Counting) -> None:
    reading, troubles = one(pipeline, "Tuesday, June 17, 2025\n\n" + STORY, published="2025-07-30", published_from="metadata")
    assert reading.report.published == "2025-07-30"
    assert [t.code for t in troubles] == ["dates-disagree"]


def test_a_date_to_come_is_said(pipeline: Counting) -> None:
    assert [t.code for t in one(pipeline, STORY, published="2031-06-17", published_from="metadata")[1]] == ["future-date"]


FOREIGN = {
    "de": "Beim Untergang einer Fähre sind am Dienstag mindestens 30 Menschen ums Leben gekommen, wie die Küstenwache mitteilte. " * 3,
    "fr": "Au moins trente personnes sont mortes mardi dans le naufrage d'un ferry, ont annoncé les garde-côtes dans un communiqué. " * 3,
    "ru": "По меньшей мере тридцать человек погибли во вторник при крушении парома, сообщила береговая охрана. " * 3,
    "es": "Al menos treinta personas murieron el martes en el naufragio de un transbordador, informó la guardia costera del país. " * 3,
}


@pytest.mark.parametrize("code", FOREIGN)
def test_another_language_is_listed_but_not_read(pipeline: Counting, code: str) -> None:
    reading, troubles = one(pipeline, FOREIGN[code], published="2025-06-17", published_from="given")
    assert reading.report.language == code
    assert reading.report.text == FOREIGN[code]
    assert reading.passages == ()
    assert [t.code for t in troubles] == ["not-english"]
    assert code in troubles[0].message
    assert troubles[0].hint


@pytest.mark.parametrize("text", [STORY, "The ferry sank on Tuesday, and the crew was saved by boats from the harbour.", STORY.upper()])
def test_english_is_english(pipeline: Counting, text: str) -> None:
    assert one(pipeline, text)[0].report.language == "en"


def test_a_text_too_short_to_tell_is_read_and_said(pipeline: Counting) -> None:
    reading, troubles = one(pipeline, "Kyiv: 3 dead.")
    assert reading.report.language == "unknown"
    assert reading.passages
    assert "unknown-language" in [t.code for t in troubles]


CREDITED: list[tuple[str, dict[str, object], tuple[str, ...]]] = [
    ("PORT CITY, June 17 (Reuters) - " + STORY, {}, ("Reuters",)),
    ("Port City, (APP - Harbour News - 17th Jun, 2025) " + STORY, {}, ("APP",)),
    (STORY + "\n\n(With inputs from AFP and Reuters)", {}, ("AFP", "Reuters")),
    (STORY + "\n\nThe post appeared first on The Coast.", {}, ("The Coast",)),
    (STORY + " -AFP", {}, ("AFP",)),
    (STORY + "\n\n(With inputs from agencies.)", {}, ("agencies",)),
    (STORY, {"byline": "AFP"}, ("AFP",)),
    (STORY, {"credits": ("Coast News Agency",)}, ("Coast News Agency",)),
    (STORY + "\n\n(Source: Harbour Coalition)", {}, ("Harbour Coalition",)),
    (STORY, {"byline": "Jo Field"}, ()),
    ("FILE PHOTO: The ferry. COAST/Handout via REUTERS\n\n" + STORY + " Reuters could not reach the owners.", {}, ()),
]


@pytest.mark.parametrize(("text", "fields", "names"), CREDITED)
def test_who_is_credited_with_the_words(pipeline: Counting, text: str, fields: dict[str, object], names: tuple[str, ...]) -> None:
    report = one(pipeline, text, **fields)[0].report
    assert report.credits == names
    grounds = [g for g in report.grounds if g.rule == "read.credit"]
    assert len(grounds) == len(names)


def test_outlet_title_and_byline_from_what_there_is(pipeline: Counting) -> None:
    reading, _ = one(pipeline, "Ferry Sinks off Port Varn\n\nBy Jo Field\n\n" + STORY, url="https://www.harbourpost.example/x")
    assert (reading.report.outlet, reading.report.title, reading.report.byline) == ("harbourpost.example", "Ferry Sinks off Port Varn", "Jo Field")


def test_ids_come_from_content(pipeline: Counting) -> None:
    raws = [
        RawReport(path=p, text=STORY, outlet=o)
        for p, o in (("x/a.txt", None), ("y/a.txt", None), ("b.txt", None), ("c.json", "The C"), ("d.json", "The C"))
    ]
    ids = [r.report.id for r in read(raws, pipeline=pipeline)[0]]
    assert len(set(ids)) == len(ids)
    assert [r.report.id for r in read(raws, pipeline=pipeline)[0]] == ids
    assert read([raws[3]], pipeline=pipeline)[0][0].report.id == ids[3]


def test_one_batch_for_all_reports() -> None:
    pipeline = Counting()
    readings, _ = read([RawReport(path=f"{n}.txt", text=STORY.replace("Varn", f"Varn{n}")) for n in range(5)], pipeline=pipeline)
    assert pipeline.asked == 1
    assert [f"Varn{n}" in r.passages[0].doc.text for n, r in enumerate(readings)] == [True] * 5


def test_values_stand_at_their_place(pipeline: Counting) -> None:
    reading, _ = one(pipeline, "Advertisement\n\n" + STORY, published="2025-06-18", published_from="given")
    text = reading.report.text
    assert "Tuesday" in {text[t.span.start : t.span.end].removeprefix("on ") for t in reading.times}
    assert any(t.first == "2025-06-17" for t in reading.times)
    assert any("30" in text[q.number.start : q.number.end] for q in reading.quantities)


@pytest.mark.parametrize(
    ("line", "iso", "words"),
    [
        ("Published: June 17, 2025 00:30:06 IST\n\n", "2025-06-17T00:30", "June 17, 2025 00:30:06 IST"),
        ("By Jo Field 10:22 am June 17, 2025\n\n", "2025-06-17T10:22", "10:22 am June 17, 2025"),
        ("PORT CITY, June 17 (Reuters) - ", "2025-06-17", "June 17"),
        ("PORT CITY, Dec 30 (Reuters) - ", None, ""),
    ],
)
def test_dates_of_datelines_are_times_too(pipeline: Counting, line: str, iso: str | None, words: str) -> None:
    reading, _ = one(pipeline, line + STORY, published="2025-06-18", published_from="given")
    found = [(t.iso, reading.report.text[t.span.start : t.span.end]) for t in reading.times if t.span.end <= len(line)]
    assert found == ([(iso, words)] if iso else [])


pieces = st.lists(
    st.sampled_from([STORY, "A short line", "Advertisement", "One. Two.", "FILE PHOTO: x via REUTERS", "\u0421osmodrome opens.", "a\u200bb\xa0c."]),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(parts=pieces, newline=st.sampled_from(["\n", "\n\n", "\r\n", "\n \n"]))
def test_passages_are_the_reports_words_folded(parts: list[str], newline: str) -> None:
    text = newline.join(parts)
    found = zones(text)
    last = 0
    for stretch in stretches(text, found):
        assert stretch.start >= last
        last = stretch.start + len(stretch.text)
        assert stretch.text == fold(text[stretch.start : last])
        assert stretch.text.strip() == stretch.text != ""
        zone = next(z for z in found if z.start <= stretch.start < z.end)
        assert last <= zone.end
        assert zone.kind == stretch.kind
    body = "".join(text[z.start : z.end] for z in found if z.kind == "body").split()
    assert "".join(body) == "".join("".join(text[s.start : s.start + len(s.text)].split()) for s in stretches(text, found) if s.kind == "body")


def test_a_single_newline_ends_a_passage_and_a_blank_line_need_not() -> None:
    text = "One sentence ends here.\nAnother one begins here.\n\nA third one stands here.\r\n\r\nA fourth."
    assert [s.text for s in stretches(text, zones(text))] == [
        "One sentence ends here.",
        "Another one begins here.\n\nA third one stands here.",
        "A fourth.",
    ]


def test_a_paragraph_without_end_is_cut() -> None:
    for text in ("One sentence here. " * 3000, "word " * 9000, "x" * 30_000):
        cut = list(stretches(text, zones(text)))
        assert len(cut) > 2
        assert max(len(s.text) for s in cut) <= 6000
        assert "".join("".join(s.text.split()) for s in cut) == "".join(text.split())


def test_the_seeds_are_read(shared: Path, pipeline: Counting) -> None:
    raws, troubles = ingest(sorted((shared / "seeds").glob("*.txt")))
    assert troubles == []
    readings, troubles = read(raws, pipeline=pipeline, today=TODAY)
    assert [t.code for t in troubles] == ["no-date", "no-date"]
    words = " ".join(p.doc.text for p in readings[0].passages)
    assert words.count("Vostochny Cosmodrome") == 2
    assert "Cosmodrome" not in readings[0].report.text
    assert all(p.kind in ("body", "headline", "caption") for p in readings[0].passages)


test_the_seeds_are_read = pytest.mark.shared(test_the_seeds_are_read)
