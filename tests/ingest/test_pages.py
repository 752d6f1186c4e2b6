"""What a page says of itself, and what stands around its story, is kept beside the story."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stemma.ingest import ingest
from stemma.ingest.page import report_of
from stemma.model import RawReport

LEDE = "At least 30 people died when a ferry sank off Port Varn on Tuesday, the coast guard said, in the worst accident on this coast for years."
MORE = "The vessel carried more than 200 passengers, according to the harbour master, who said that it was licensed for 150 and no more."
LAST = "The government has ordered an inquiry into the company, which has been fined twice for carrying too many people, a ministry said."

PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Ferry sinks off Port Varn | The Harbour Post</title>
<link rel="canonical" href="https://harbourpost.example/ferry"><meta property="og:site_name" content="The Harbour Post">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebPage", "@id": "x"}},
{{"@type": "NewsArticle", "headline": "Ferry sinks off Port Varn", "datePublished": "2025-06-17T14:03:00+03:00",
"dateModified": "2025-06-17T18:20:00+03:00", "author": [{{"@type": "Person", "name": "By Jo Field"}}],
"publisher": {{"@id": "#pub"}}, "sourceOrganization": {{"name": "Coast News Agency"}}, "isBasedOn": "https://coastnews.example/a1"}},
{{"@type": "Organization", "@id": "#pub", "name": "The Harbour Post"}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry sinks off Port Varn</h1>
<figure><img src="x.jpg"><figcaption>Boats search the bay. <span class="credit">Ana Poe/Coast News</span></figcaption></figure>
<div class="body"><p>{LEDE}</p><h2>Too many on board</h2><p>{MORE}</p>
<figure><img src="y.jpg"><div class="image-caption">The quay at Port Varn.</div><div class="photo-credit">Handout</div></figure>
<p>{LAST}</p><p>(With inputs from Coast News Agency)</p></div>
<div class="fine">This story has not been edited by our staff and is published from a syndicated feed.</div></article>
<aside class="related"><figure><figcaption>Another story's picture</figcaption></figure></aside>
<footer>Contact us</footer></body></html>"""


def page(text: str) -> RawReport:
    (report,), troubles = report_of(text.encode("utf-8"), "a.html")
    assert troubles == []
    return report


@pytest.fixture(scope="module")
def ferry() -> RawReport:
    return page(PAGE)


def words(report: RawReport, kind: str) -> list[str]:
    return [report.text[z.start : z.end] for z in report.marked if z.kind == kind]


def test_the_pages_own_data(ferry: RawReport) -> None:
    assert ferry.url == "https://harbourpost.example/ferry"
    assert ferry.outlet == "The Harbour Post"
    assert ferry.title == "Ferry sinks off Port Varn"
    assert ferry.byline == "Jo Field"
    assert (ferry.published, ferry.published_from) == ("2025-06-17T14:03:00+03:00", "metadata")
    assert ferry.updated == "2025-06-17T18:20:00+03:00"
    assert ferry.credits == ("Coast News Agency", "https://coastnews.example/a1")
    assert ferry.extracted_by == "trafilatura"


def test_captions_stand_at_their_place_with_their_credit(ferry: RawReport) -> None:
    assert words(ferry, "caption") == ["Boats search the bay. Ana Poe/Coast News", "The quay at Port Varn. Handout"]
    places = [ferry.text.index(w) for w in ("Boats search", LEDE, MORE, "The quay", LAST, "(With inputs")]
    assert places == sorted(places)
    assert "Another story's picture" not in ferry.text


def test_headings_and_notices_are_marked(ferry: RawReport) -> None:
    assert "Too many on board" in words(ferry, "headline")
    assert words(ferry, "notice") == ["This story has not been edited by our staff and is published from a syndicated feed."]
    assert "Home" not in ferry.text
    assert "Contact us" not in ferry.text


def test_a_sign_off_beside_the_story_is_kept() -> None:
    report = page(PAGE.replace('<div class="fine">', '<div class="attribution">Reporting by Jo Field; Editing by Ana Poe</div><div class="fine">'))
    assert words(report, "credit") == ["Reporting by Jo Field; Editing by Ana Poe"]


def test_the_worker_gives_what_the_reader_gives(ferry: RawReport, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(PAGE, "utf-8")
    (report,), troubles = ingest([file], outlet="The B")
    assert troubles == []
    assert report == replace(ferry, path=str(file), outlet="The B")


METADATA = {
    "<meta property='article:published_time' content='2025-06-17T09:00:00Z'>": ("published", "2025-06-17T09:00:00Z"),
    "<meta name='date' content='17 June 2025'>": ("published", "2025-06-17"),
    "<meta name='date' content='03/04/2025'>": ("published", None),
    "<meta property='article:modified_time' content='2025-06-18'>": ("updated", "2025-06-18"),
    "<meta name='author' content='By Jo Field'>": ("byline", "Jo Field"),
    "<meta property='article:author' content='https://a.example/jo'>": ("byline", None),
    "<meta property='og:site_name' content='The Post'>": ("outlet", "The Post"),
    "<meta property='og:url' content='https://a.example/x'>": ("url", "https://a.example/x"),
    "<link rel='canonical' href='javascript:alert(1)'>": ("url", None),
    "<meta name='syndication-source' content='https://b.example/'>": ("credits", ("https://b.example/",)),
    "<title>Ferry sinks - The Post</title>": ("title", "Ferry sinks - The Post"),
    "<script type='application/ld+json'>[{'a'</script><meta name='date' content='2025-06-17'>": ("published", "2025-06-17"),
    '<script type="application/ld+json">[{"@type": ["NewsArticle"], "datePublished": "2025-06-17T10:00"}]</script>': (
        "published",
        "2025-06-17T10:00",
    ),
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A &amp; B"}</script>': ("title", "A & B"),
}


@pytest.mark.parametrize("head", METADATA)
def test_metadata(head: str) -> None:
    field, value = METADATA[head]
    report = page(f"<html><head>{head}</head><body><article><p>{LEDE}</p><p>{MORE}</p></article></body></html>")
    assert getattr(report, field) == value


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (PAGE.replace('charset="utf-8"', 'charset="windows-1251"').replace("Boats", "Катера").encode("cp1251"), "Катера"),
        (PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace("Boats", "“Boats”").encode("cp1252"), "“Boats”"),
        (PAGE.encode("utf-16"), "Boats"),
    ],
)
def test_declared_and_marked_encodings(data: bytes, word: str) -> None:
    (report,), troubles = report_of(data, "a.html")
    assert troubles == []
    assert word in report.text


def test_json_ld_answers_where_the_page_has_no_story() -> None:
    body = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{LEDE} {MORE}"}}</script><div id="app"></div>'
    assert page(f"<html><head></head><body>{body}</body></html>").extracted_by == "json-ld"


def test_a_file_inside_the_page_is_left_out() -> None:
    big = "<img src='data:image/png;base64," + "A" * 400_000 + "'>"
    report = page(PAGE.replace("<h1>", big + "<h1>"))
    assert LEDE in report.text
