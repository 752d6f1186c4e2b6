"""Every page renders as HTML and as JSON, says everything that its context holds and nothing that it does not hold."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import get_type_hints

import pytest
from jinja2 import meta, nodes
from lxml import html

from stemma.web.app import environment
from stemma.web.pages import Page, all_pages
from stemma.web.pages.failure import Failure
from stemma.web.writes import JobPage
from tests.web.conftest import Desk, twin

#: What `Desk.shown` gives to every template beside the fields of the context.
ALWAYS = {"page", "menu", "address", "twin", "done", "version", "words"}
PAGES = {page.name: page for page in all_pages()}


def context_of(page: Page) -> type:
    """The class of a page's context."""
    found = get_type_hints(page.context)["return"]
    assert is_dataclass(found)
    assert isinstance(found, type)
    return found


def imported(tree: nodes.Template) -> set[str]:
    """Names that a template takes from others; jinja counts them as undeclared inside blocks."""
    return {n if isinstance(n, str) else n[1] for found in tree.find_all(nodes.FromImport) for n in found.names}


def names_in(template: str, seen: set[str] | None = None) -> set[str]:
    """Names that a template takes from outside, its parents' among them."""
    env = environment()
    assert env.loader is not None
    seen = set() if seen is None else seen
    if template in seen:
        return set()
    seen.add(template)
    tree = env.parse(env.loader.get_source(env, template)[0])
    names = meta.find_undeclared_variables(tree) - imported(tree) - {m.name for m in tree.find_all(nodes.Macro)}
    for node in tree.find_all(nodes.Extends):
        assert isinstance(node.template, nodes.Const)
        names |= names_in(str(node.template.value), seen)
    return names


CONTEXTS = [(p.template, context_of(p)) for p in PAGES.values()] + [("failure.html.j2", Failure), ("job.html.j2", JobPage)]


@pytest.mark.parametrize(("template", "context"), CONTEXTS, ids=[t for t, _ in CONTEXTS])
def test_a_template_uses_every_field_of_its_context_and_no_other_name(template: str, context: type) -> None:
    wanted = {f.name for f in fields(context)}
    used = names_in(template)
    assert used - ALWAYS - wanted == set(), "names that the context does not have"
    assert wanted - used == set(), "fields that the page does not show"


@pytest.mark.parametrize("context", [c for _, c in CONTEXTS], ids=[c.__name__ for _, c in CONTEXTS])
def test_every_field_has_help(context: type) -> None:
    assert all(f.metadata.get("help", "").endswith((".", "?")) for f in fields(context)), [f.name for f in fields(context)]


def test_names_imported_from_other_templates_hide_no_field() -> None:
    env = environment()
    assert env.loader is not None
    for template, context in CONTEXTS:
        tree = env.parse(env.loader.get_source(env, template)[0])
        assert not imported(tree) & {f.name for f in fields(context)}, template


def test_every_kind_of_page_is_asked_for(desk: Desk) -> None:
    shapes = [re.sub(r"\{[a-z]+\}", "[^/?]+", page.route) for page in PAGES.values()]
    addresses = [a.partition("?")[0] for a in desk.pages()]
    assert all(any(re.fullmatch(shape, a) for a in addresses) for shape in shapes)


def test_pages_and_their_twins_answer(desk: Desk) -> None:
    for address in desk.pages():
        page = desk.client.get(address)
        assert page.status_code == 200, address
        tree = html.fromstring(page.text)
        (heading,) = tree.xpath("//h1")
        assert heading.text_content().strip(), address
        levels = [int(h.tag[1]) for h in tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert all(b - a <= 1 for a, b in pairwise(levels)), address
        assert tree.xpath("//main[@id='content']"), address
        assert tree.xpath("//a[@class='skip'][@href='#content']"), address
        assert all(t.xpath("./caption") and t.xpath(".//th[@scope]") for t in tree.xpath("//table")), address
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        answer = desk.client.get(twin(address))
        assert answer.headers["content-type"] == "application/json", address
        assert isinstance(answer.json(), dict), address


def test_no_page_asks_for_anything_from_elsewhere(desk: Desk) -> None:
    for address in desk.pages():
        tree = html.fromstring(desk.client.get(address).text)
        for source in tree.xpath("//@src | //link/@href | //form/@action | //*[local-name()='image' or local-name()='use']/@href"):
            assert source.startswith(("/", "#")), (address, source)


def test_first_page_is_small(desk: Desk) -> None:
    assert len(desk.client.get("/").content) < 100_000


def test_words_of_the_interface_never_judge_truth(desk: Desk) -> None:
    for address in desk.pages():
        tree = html.fromstring(desk.client.get(address).text)
        for foreign in tree.xpath("//bdi | //blockquote | //pre | //option | //*[local-name()='svg'] | //li[contains(@class, 'claim')]"):
            foreign.clear()  # words of reports may say so
        shown = tree.text_content().casefold()
        assert not re.search(r"\b(?:fake|false|is true|lies?|misinformation)\b", shown), address


def rows_of(desk: Desk, **query: str) -> list[dict]:
    """The rows of a story's table, all pages of it."""
    rows: list[dict] = []
    while True:
        found = desk.client.get(f"/story/{desk.story}.json", params={**query, "at": str(len(rows))}).json()
        rows += found["rows"]
        if len(rows) >= found["total"]:
            return rows


def test_filters_and_orders_are_in_the_address(desk: Desk) -> None:
    get = desk.client.get
    story = f"/story/{desk.story}"
    every = rows_of(desk)
    assert len(every) == len({r["claim"]["id"] for r in every}) > 60
    for standing in {r["claim"]["standing"] for r in every}:
        page = get(story, params={"standing": standing})
        assert html.fromstring(page.text).xpath("//select[@name='standing']/option[@selected]/text()") == [standing]
        rows = rows_of(desk, standing=standing)
        assert {r["claim"]["standing"] for r in rows} == {standing}
        assert len(rows) == sum(r["claim"]["standing"] == standing for r in every)
    for order, key in (
        ("origins", lambda r: -r["claim"]["independent"]),
        ("reports", lambda r: -r["claim"]["reports"]),
        ("claim", lambda r: r["claim"]["statement"].casefold()),
        ("first", lambda r: r["first"] or "9"),
        ("last", lambda r: [-ord(c) for c in r["last"] or "0"]),
    ):
        page = html.fromstring(get(f"{story}?sort={order}").text)
        assert len(page.xpath("//th[@aria-sort]")) == 1
        keys = [key(r) for r in rows_of(desk, sort=order)]
        assert keys == sorted(keys), order
    assert [r["claim"]["id"] for r in rows_of(desk, sort="nonsense")] == [r["claim"]["id"] for r in every]
    assert {r["claim"]["standing"] for r in rows_of(desk, sort="standing")[:1]} == {"disputed"}
    assert all(r["claim"]["figure"] for r in rows_of(desk, numbers="1"))
    for name, words, of in (
        ("words", "korean TROOPS", lambda r: r["claim"]["statement"]),
        ("outlet", "harbour", lambda r: " ".join(t["source"]["outlet"] for t in r["claim"]["told"])),
        ("voice", "zelensky", lambda r: " ".join(t["chain"] for t in r["claim"]["told"])),
        ("place", "russia", lambda r: r["claim"]["where"]),
    ):
        rows = rows_of(desk, **{name: words})
        assert 0 < len(rows) < len(every), name
        assert all(w in of(r).casefold() for r in rows for w in words.casefold().split()), name
        address = get(story, params={name: words})
        assert html.fromstring(address.text).xpath(f"//form[@action='{story}']//input[@name='{name}']/@value") == [words]


def test_what_is_new_since_a_day(desk: Desk) -> None:
    every = rows_of(desk)
    since = max(r["first"] for r in every if r["first"])
    fresh = rows_of(desk, since=since)
    assert {r["first"] for r in fresh if r["new"]} == {since}
    assert 0 < sum(r["new"] for r in fresh) < len(fresh)
    assert all(r["last"] >= since > (r["first"] or "") for r in fresh if r["again"] and r["first"])
    only = rows_of(desk, since=since, new="1")
    assert [r["claim"]["id"] for r in only] == [r["claim"]["id"] for r in fresh if r["new"] or r["again"]]
    page = desk.client.get(f"/story/{desk.story}.json", params={"since": since}).json()
    assert page["news"]["claims"] == sum(r["new"] for r in fresh)
    assert page["news"]["again"] == sum(r["again"] for r in fresh)
    assert page["news"]["reports"]
    shown = html.fromstring(desk.client.get(f"/story/{desk.story}", params={"since": since}).text)
    assert len(shown.xpath("//section[@class='news']//li")) == len(page["news"]["reports"])
    arrived = desk.client.get(f"/story/{desk.story}.json", params={"since": "2999-01-01T00:00", "by": "arrived"}).json()
    assert (arrived["news"]["claims"], arrived["news"]["again"], arrived["news"]["reports"]) == (0, 0, [])
    for nonsense in ("yesterday", "2024-13", "<script>"):
        assert desk.client.get(f"/story/{desk.story}.json", params={"since": nonsense}).json()["news"] is None


def test_every_table_can_be_taken_away(desk: Desk) -> None:
    """Each page with a table hands it out whole as CSV and as a workbook, and says so."""
    seen = set()
    for address in desk.pages():
        page = html.fromstring(desk.client.get(address).text)
        links = [a for a in page.xpath("//a[@download]/@href") if ".csv" in a]
        if page.xpath("//main//table") and "/export" not in address and address != "/help":
            assert links, address
        for link in set(links):
            answer = desk.client.get(link)
            assert answer.status_code == 200, link
            assert answer.headers["content-disposition"].startswith("attachment"), link
            rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert all(len(r) == len(rows[0]) for r in rows), link
            with zipfile.ZipFile(io.BytesIO(desk.client.get(link.replace(".csv", ".xlsx")).content)) as book:
                assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == len(rows), link
            seen.add(link.partition("?")[0].rpartition("/")[2])
    assert {"index.csv", "voices.csv", "figures.csv", "timeline.csv", "omissions.csv", "descent.csv", "side.csv", "search.csv"} <= seen
    claims = desk.client.get(f"/story/{desk.story}.csv?numbers=1&sort=last").content.decode("utf-8-sig").splitlines()
    assert len(claims) == len(rows_of(desk, numbers="1")) + 1, "what the page filters, all pages of it"


def test_stories_are_filtered(desk: Desk) -> None:
    def ids(**query: str) -> set[str]:
        return {s["id"] for s in desk.client.get("/index.json", params=query).json()["stories"]}

    assert ids() == {desk.story, desk.hostile}
    assert ids(voice="NATO") == {desk.story}
    assert ids(place="Vladivostok") == {desk.story}
    assert ids(place="Osta") == {desk.hostile}
    assert ids(outlet="harbour post") == {desk.story}
    assert ids(since="2025-01-01") == {desk.hostile}
    assert ids(until="2024-12-31") == {desk.story}
    assert ids(disputed="1") == {desk.story}
    assert ids(voice='no"body: OR *') == set()
    page = desk.client.get("/", params={"voice": "Nobody Atall"})
    assert "No story matches" in page.text


def test_found_words_are_marked(desk: Desk) -> None:
    tree = html.fromstring(desk.client.get("/search?q=troops").text)
    marked = {m.text_content().casefold() for m in tree.xpath("//ul[@class='hits']//mark")}
    assert marked == {"troops"}
    assert tree.xpath("//ul[@class='hits']/li/a//mark"), "in statements of claims too"


def test_what_turns_or_hides_words_is_named(desk: Desk) -> None:
    page = desk.client.get(f"/story/{desk.hostile}").text
    report = re.search(r"/report/r-[0-9a-f]+", page)
    assert report
    shown = desk.client.get(report[0]).text
    assert "[U+202E]gnp.exe[U+202C]" in shown
    assert "\u202e" not in shown


def test_help_lists_every_page(desk: Desk) -> None:
    shown = desk.client.get("/help").text
    assert all(page.route in shown and page.help.split(":")[0][:20] in shown for page in PAGES.values())
