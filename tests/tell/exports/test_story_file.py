"""A story as one file: whole, harmless, the same bytes each time, and readable by eye, keyboard and screen reader."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from stemma.model import Ledger, Quantity, Report, Span, Zone
from stemma.model.figures import Figure, FigureSeries
from stemma.tell.exports.story_file import story_file
from stemma.tell.exports.zoned_text import parts, zoned
from stemma.tell.shared.safe import safe_term
from tests.tell.exports.payloads import PAYLOADS
from tests.tell.hand import TEXTS, ledger
from tests.tell.payloads import URLS, poisoned


def counted(name: str = "people taken off") -> tuple[FigureSeries, ...]:
    """Two values of one thing, so that there is something to draw."""
    told = tuple(
        Figure(quantity=Quantity(low=n, high=n, unit="person", what="people"), bound="exact", status="told", origin=o, reports=(r,), first=d, last=d)
        for n, o, r, d in ((70, "v-brandt", "r-harbour", "2025-03-04"), (120, "v-hospital", "r-evening", "2025-03-05"))
    )
    return (FigureSeries(id="fs-1", story="s-ferry", label=name, unit="person", per=None, figures=told, reading=None),)


PAGE = story_file(ledger(), figures=counted(), taken={"r-harbour": "2025-03-06"}).decode()
TREE = lxml_html.document_fromstring(PAGE)
TAGS = {str(e.tag) for e in TREE.iter()}
ATTRIBUTES = {a for e in TREE.iter() for a in e.attrib}


def test_it_loads_and_runs_nothing() -> None:
    assert not TAGS & {"script", "link", "img", "image", "iframe", "object", "embed", "base", "form", "audio", "video", "foreignobject"}
    assert not {a for a in ATTRIBUTES if a.startswith("on")} | (ATTRIBUTES & {"src", "srcset", "style", "action", "formaction", "background"})
    assert not re.search(r"@import|url\((?!#)", PAGE)
    assert all(re.match(r"https?://|#", e.get("href")) for e in TREE.iter("a"))
    assert all(v.startswith("#") for e in TREE.iter() for k, v in e.attrib.items() if k.endswith("href") and e.tag != "a")


def test_its_policy_allows_its_own_styles_and_nothing_else() -> None:
    (policy,) = [m.get("content") for m in TREE.iter("meta") if (m.get("http-equiv") or "").lower() == "content-security-policy"]
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in re.findall(r"<style>(.*?)</style>", PAGE, re.S)]
    assert len(digests) == 2
    allowed = " ".join(f"'sha256-{d}'" for d in digests)
    assert policy == f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"


def test_everything_is_in_it() -> None:
    text = " ".join(TREE.text_content().split())
    for report, source in zip(ledger().reports, (TREE.get_element_by_id(f"source-{n}") for n in range(1, 5)), strict=True):
        (zone,) = source.xpath(".//div[contains(@class, 'zone')]/p")
        assert "".join(zone.xpath(".//text()[not(ancestor::*[@class='cite'])]")) == report.text
    for part in (
        "Ada Brandt (3 reports, 1 origin; disputed)",
        "Taken in 6 March 2025",
        "is in conflict with",
        hashlib.sha256(TEXTS["r-inland"].encode()).hexdigest(),
    ):
        assert part in text
    assert len(list(TREE.iter("svg"))) == 2


def test_landmarks_headings_and_tables_are_there_for_a_screen_reader() -> None:
    for name in ("header", "nav", "main", "aside", "footer"):
        assert len(list(TREE.iter(name))) == 1, name
    levels = [int(str(e.tag)[1]) for e in TREE.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels
    assert all(t.find("caption") is not None and all(th.get("scope") for th in t.iter("th")) for t in TREE.iter("table"))
    assert all(e.get("aria-label") and e.get("role") == "img" for e in TREE.iter("svg"))
    assert TREE.get("lang") == "en"


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    ids = [e.get("id") for e in TREE.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in TREE.iter("a") if a.get("href").startswith("#")} <= set(ids)
    named = {n for e in TREE.iter() for n in (e.get("aria-labelledby") or "").split()}
    assert named <= set(ids)


def test_words_of_a_claim_are_marked_in_the_report_and_lead_to_it() -> None:
    inland = TREE.get_element_by_id("source-2")
    assert [m.text for m in inland.iter("mark")] == [
        "A ferry ran aground off Cape Lorn on Tuesday",
        "at least 70 passengers had been taken off by nightfall",
        "the ship was overloaded",
    ]
    assert [a.get("href") for a in inland.iter("a") if a.get("href").startswith("#")] == ["#claim-2", "#claim-1", "#claim-4"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_mark_up(payload: str) -> None:
    page = story_file(poisoned(ledger(), payload, "https://x.example/")).decode()
    tree = lxml_html.document_fromstring(page)
    assert {str(e.tag) for e in tree.iter()} <= TAGS
    assert {a for e in tree.iter() for a in e.attrib} <= ATTRIBUTES
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", page) is None
    assert " ".join(safe_term(payload).split()) in " ".join(tree.text_content().split())


@pytest.mark.parametrize("payload", ["</svg><script>alert(1)</script>", "$x^2$", "\x00\x1b]0;t\x07", "\u202egnp"])
def test_no_payload_becomes_mark_up_in_a_drawing(payload: str) -> None:
    tree = lxml_html.document_fromstring(story_file(poisoned(ledger(), payload, "https://x.example/"), figures=counted(payload)).decode())
    assert {str(e.tag) for e in tree.iter()} <= TAGS


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_are_linked(url: str) -> None:
    tree = lxml_html.document_fromstring(story_file(poisoned(ledger(), "plain words", url)).decode())
    assert all(re.match(r"https?://|#", a.get("href")) for a in tree.iter("a"))


def test_the_same_story_gives_the_same_bytes() -> None:
    assert story_file(ledger(), figures=counted(), taken={"r-harbour": "2025-03-06"}).decode() == PAGE


def test_nothing_read_is_a_page_that_says_so() -> None:
    assert "No report could be read." in story_file(Ledger()).decode()


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=5))
def test_zones_lose_no_word_and_name_every_claim(text: str, places: list[tuple[int, int]]) -> None:
    half = len(text) // 2
    zones = (Zone(kind="headline", start=0, end=half), Zone(kind="body", start=half, end=len(text)))
    report = Report(id="r", path="p", text=text, zones=zones)
    spans = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in places]
    shown = zoned(report, [(n, (s,)) for n, s in enumerate(spans, 1)])
    assert [w for z in shown for s in z.stretches for w in s.words if w.strip()] == [c for c in text if c.strip()]
    marked = "".join(w for z in shown for s in z.stretches if s.marked for w in s.words if w.strip())
    assert marked == "".join(c for n, c in enumerate(text) if c.strip() and any(s.start <= n < s.end for s in spans))


def test_parts_of_a_report() -> None:
    zones = [
        Zone(kind="headline", start=0, end=2),
        Zone(kind="caption", start=2, end=4),
        Zone(kind="caption", start=4, end=6),
        Zone(kind="body", start=6, end=8),
    ]
    assert parts(Report(id="r", path="p", text="abcdefgh", zones=tuple(zones))) == "headline, 2 captions, text"


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    digits = colour.lstrip("#")
    full = digits if len(digits) == 6 else "".join(c * 2 for c in digits)
    parts_of = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts_of)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_words_stand_out_from_paper_in_every_light() -> None:
    themes = re.findall(r":root \{([^}]*--paper[^}]*)\}", PAGE)
    assert len(themes) == 3  # light, dark, print
    for theme in themes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-fA-F]{3,6})", theme))
        for front, back in product(("ink", "quiet", "link", "good", "warn", "bad"), ("paper", "panel")):
            one, other = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
            assert (one + 0.05) / (other + 0.05) >= 4.5, (theme, front, back)
        one, other = sorted((luminance(colours["ink"]), luminance(colours["mark"])), reverse=True)
        assert (one + 0.05) / (other + 0.05) >= 4.5


def test_links_in_text_are_told_by_more_than_colour_and_those_in_tables_can_be_hit() -> None:
    """What axe calls link-in-text-block and target-size; the whole page was run through axe 4.14 without a finding."""
    style = re.findall(r"<style>(.*?)</style>", PAGE, re.S)[0]
    assert "text-decoration: none" not in style
    assert re.search(r"\.cites \.cite \{[^}]*min-width: 1\.5rem; line-height: 1\.5rem", style)
