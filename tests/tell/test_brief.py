"""The Markdown and HTML briefs: citations lead somewhere, and nobody else's words become mark-up or code."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from stemma.model import Ledger
from stemma.tell.brief import html, markdown
from stemma.tell.shared.safe import fragment_url, safe_markdown, safe_term, safe_url
from tests.tell.golden import same_as_kept
from tests.tell.hand import ledger
from tests.tell.payloads import PAYLOADS, URLS, poisoned

STRUCTURE = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer", "article", "details", "summary"}
TABLES = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
TEXT = {"p", "div", "h1", "h2", "h3", "h4", "a", "span", "ol", "ul", "li", "blockquote", "mark", "code", "strong", "em", "br"}
ALLOWED = STRUCTURE | TABLES | TEXT
ALLOWED_ATTRIBUTES = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "scope",
    "href",
    "rel",
    "title",
    "value",
    "aria-labelledby",
    "aria-label",
    "role",
    "data-label",
}
CLEAN = lxml_html.document_fromstring(html(ledger()))


def check(page: str) -> lxml_html.HtmlElement:
    tree = lxml_html.document_fromstring(page)
    for element in tree.iter():
        assert isinstance(element.tag, str), "a comment or an instruction"
        assert element.tag in ALLOWED, element.tag
        assert set(element.attrib) <= ALLOWED_ATTRIBUTES, (element.tag, dict(element.attrib))
        assert re.match(r"https?://|#", element.get("href", "#")), element.get("href")
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page) is None
    return tree


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_mark_up(payload: str) -> None:
    tree = check(html(poisoned(ledger(), payload, "https://x.example/")))
    assert [e.tag for e in tree.iter("script", "style", "title", "h1")] == [e.tag for e in CLEAN.iter("script", "style", "title", "h1")]
    assert " ".join(safe_term(payload).split()) in " ".join(tree.text_content().split())


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_are_linked(url: str) -> None:
    check(html(poisoned(ledger(), "plain words", url)))
    links = re.findall(r'(?:href|src)="([^"]*)"', MarkdownIt("commonmark").enable("table").render(markdown(poisoned(ledger(), "plain words", url))))
    assert all(re.match(r"https?://|#source-\d+$", link) for link in links), links


def test_the_page_says_what_it_may_load_and_that_is_nothing() -> None:
    page = html(ledger())
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert not re.search(r"url\(|@import|src=|<link|<script", page)


def test_every_table_has_a_caption_and_scoped_headers() -> None:
    for one in CLEAN.iter("table"):
        assert one.find("caption") is not None
        assert all(th.get("scope") for th in one.iter("th"))


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    ids = [e.get("id") for e in CLEAN.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    targets = {e.get("href")[1:] for e in CLEAN.iter("a") if e.get("href").startswith("#")}
    assert targets <= set(ids)
    assert {"source-1", "words-1-2", "claim-3"} <= targets


def test_a_citation_names_outlet_date_address_and_digest() -> None:
    source = CLEAN.get_element_by_id("source-1").text_content()
    for part in (
        "The Harbour Post",
        "4 March 2025",
        "https://harbour-post.example/ferry",
        hashlib.sha256(ledger().reports[0].text.encode()).hexdigest(),
    ):
        assert part in source


def test_a_link_opens_the_page_at_the_words() -> None:
    (link,) = [a.get("href") for a in CLEAN.get_element_by_id("words-1-1").iter("a") if a.get("href").startswith("http")]
    assert link == "https://harbour-post.example/ferry#:~:text=at%20least%2070%20passengers%20had%20been%20taken%20off%20by%20nightfall"
    assert not [a for a in CLEAN.get_element_by_id("words-3-1").iter("a") if a.get("href").startswith("http")]


def test_sentences_about_origins() -> None:
    text = CLEAN.text_content()
    assert "3 reports, 1 independent origin: Ada Brandt." in text
    assert "2 reports, no named origin." in text
    assert "all of them go back to one origin: Ada Brandt." in text


def test_the_form_itself_gives_no_verdict() -> None:
    said = set(re.findall(r"[a-z]+", CLEAN.text_content().lower()))
    assert not said & {"true", "false", "fake", "hoax", "lie", "debunked", "verified"}


def test_kept_markdown() -> None:
    same_as_kept("brief.md", markdown(ledger()))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_shows_the_words_themselves(payload: str) -> None:
    out = markdown(poisoned(ledger(), payload, "https://x.example/"))
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(out)
    tree = lxml_html.document_fromstring(page)
    tags = {e.tag for e in tree.iter()}
    assert tags <= {"html", "body", "h1", "h2", "h3", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "strong", "code", "div"}, (
        tags
    )
    assert not [e for e in tree.iter("code") if not re.fullmatch(r"[0-9a-f]{64}", e.text_content())]
    assert " ".join(safe_term(payload).split()) in " ".join(tree.find(".//h1").text_content().split())
    assert all(re.match(r"https?://|#source-\d+$", a.get("href", "#source-0")) for a in tree.iter("a"))
    assert "[[" not in out.replace("\\[", "")


def test_prose_stays_readable_in_markdown() -> None:
    assert safe_markdown("About 12.5% of 3,000 (see U.S. data) - nearly 400!") == "About 12.5% of 3,000 (see U.S. data) - nearly 400!"
    assert safe_markdown("1. first") == "1\\. first"
    assert safe_markdown("- first") == "\\- first"


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://a.example/x?y=1&z=2", True),
        ("http://a.example", True),
        *((u, u == "https://good.example/#frag" or u.endswith("a)b(c")) for u in URLS),
    ],
)
def test_addresses(url: str, linked: bool) -> None:
    assert (safe_url(url) == url) is linked


def test_long_quotations_are_found_by_their_ends() -> None:
    link = fragment_url("https://a.example/#part", "one two three four five six-seven eight nine ten eleven twelve, thirteen")
    assert link == "https://a.example/#part:~:text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%2C%20thirteen"


def test_several_stories_and_none() -> None:
    one = ledger()
    second = dataclasses.replace(one.stories[0], id="s-other", title="Other", reports=())
    both = dataclasses.replace(one, stories=(*one.stories, second))
    assert "2 stories" in html(both)
    assert "## Other" in markdown(both)
    check(html(Ledger()))
    assert markdown(Ledger()).startswith("# 0 stories")
