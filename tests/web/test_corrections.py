"""Corrections in place: each form of the desk, at once visible, told with name and day, taken back and brought back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from stemma.library import Library
from stemma.library.uploads import pasted
from stemma.web.acting import _CHOSEN, _MAKERS
from stemma.web.app import application
from stemma.web.security import Gate
from tests.library.conftest import clock

TEXTS = (
    ("The Osta Post", "The mayor of Osta, Ida Brandt, said on Sunday that 12 people were hurt when the old bridge at Osta fell into the river. "
        "Police said three cars were lost."),
    ("Keld Herald", "Ida Brandt, the mayor of Osta, said 12 people were hurt when the old bridge at Osta fell into the river on Sunday. "
        "The Keld fire brigade said four cars were lost."),
    ("Wyke Times", "At least 15 people were hurt when the old bridge at Osta fell into the river on Sunday, the Wyke hospital said. "
        "Ida Brandt said the town will rebuild it by June."),
)  # fmt: skip


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three short reports of one story, read."""
    path = tmp_path_factory.mktemp("bridge") / "bridge.stemma"
    with Library.open(path, write=True, make=True, now=clock) as library:
        for outlet, text in TEXTS:
            library.take(pasted(text, outlet=outlet, title=f"{outlet}: the bridge at Osta", published="2025-06-01"))
        library.derive()
        assert [row.reports for row in library.stories()] == [3]
    return path


class At:
    """The desk over a copy, with hands."""

    def __init__(self, path: Path) -> None:
        self.client = TestClient(application(path, Gate(hosts=("testserver",), port=None, key=None)))
        (row,) = self.json("/index")["stories"]
        self.story: str = row["id"]

    def json(self, path: str, **query: str) -> dict:
        answer = self.client.get(f"{path}.json", params=query)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert isinstance(found, dict)
        return found

    def rows(self) -> list[dict]:
        return list(self.json(f"/story/{self.story}")["rows"])

    def claims(self) -> dict[str, str]:
        return {r["claim"]["statement"]: r["claim"]["id"] for r in self.rows()}

    def claim(self, words: str) -> str:
        return next(id_ for statement, id_ in self.claims().items() if words in statement)

    def act(self, verb: str, back: str | None = None, **form: object) -> html.HtmlElement:
        """Sends a form and follows it to the page that it leads to."""
        data = {"verb": verb, "story": self.story, "back": back or f"/story/{self.story}", **form}
        answer = self.client.post("/act", data=data)
        assert answer.status_code == 200, answer.text
        return html.fromstring(answer.text)

    def undo(self, page: html.HtmlElement) -> html.HtmlElement:
        """Presses the button that the page offers."""
        (form,) = page.xpath("//form[@id='undo']")
        answer = self.client.post("/undo", data={i.get("name"): i.get("value") for i in form.xpath(".//input")})
        assert answer.status_code == 200, answer.text
        return html.fromstring(answer.text)


@pytest.fixture
def at(bridge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    monkeypatch.setenv("STEMMA_NAME", "Ana Field")
    one = At(Path(shutil.copy(bridge, tmp_path / "bridge.stemma")))
    with one.client:
        yield one


def said(page: html.HtmlElement) -> str:
    """What a page says of people's hands."""
    return " | ".join(e.text_content() for e in page.xpath("//p[@class='by-hand']"))


def test_edit_undo_redo(at: At) -> None:
    statement, claim = next(iter(at.claims().items()))
    page = at.act("edit-claim", claim=claim, statement="A sentence by hand.", note="the second source says so")
    assert "A sentence by hand." in at.claims()
    assert re.search(r"Ana Field .*\d{4}.*the second source says so", said(page))
    row = page.xpath("//tr[contains(@class, 'set')]")
    assert len(row) == 1
    assert "A sentence by hand." in row[0].text_content()
    own = html.fromstring(at.client.get(f"/story/{at.story}/claim/{at.claim('A sentence by hand')}").text)
    assert "Ana Field" in said(own)
    page = at.undo(page)
    assert statement in at.claims()
    assert "taken back" in page.xpath("string(//div[@class='done'])")
    assert said(page) == ""
    page = at.undo(page)
    assert "A sentence by hand." in at.claims()
    log = html.fromstring(at.client.get("/corrections").text)
    assert len(log.xpath("//tbody/tr")) == 3, "nothing is ever taken out of the log"


def test_confirm_certainty_hide(at: At) -> None:
    claim = at.claim("12 people")
    page = at.act("confirm-claim", claim=claim, back=f"/story/{at.story}/claim/{claim}")
    assert "Ana Field" in said(page)
    page = at.act("set-certainty", claim=claim, certainty="denied", back=f"/story/{at.story}/claim/{claim}")
    assert "denied" in page.xpath("string(//p[@class='facts'])")
    page = at.act("hide-claim", claim=claim, back=f"/story/{at.story}/claim/{claim}")
    assert page.xpath("//table[@class='claims']"), "it leads to the story, for the claim is no longer there"
    assert all("12 people" not in s for s in at.claims())
    page = at.undo(page)
    assert any("12 people" in s for s in at.claims())


def test_merge_and_split(at: At) -> None:
    before = at.rows()
    one, other = (next(r["claim"] for r in at.rows() if words in r["claim"]["statement"]) for words in ("12 people", "15 people"))
    at.act("merge-claims", claim=other["id"], into=one["id"])
    merged = next(r["claim"] for r in at.rows() if r["claim"]["reports"] == 3)
    assert len(at.rows()) == len(before) - 1
    tellers = at.json(f"/story/{at.story}/claim/{merged['id']}")["tellers"]
    keld = next(id_ for id_, outlet in tellers if outlet == "Keld Herald")
    at.act("split-claim", claim=merged["id"], reports=[keld])
    assert len(at.rows()) == len(before)


def chosen(at: At, *words: str) -> list[str]:
    """The boxes of the rows whose claims have these words, as the page has them."""
    page = html.fromstring(at.client.get(f"/story/{at.story}").text)
    boxes = {e.get("value"): e for e in page.xpath("//table[@class='claims']//input[@type='checkbox'][@name='claims']")}
    assert len(boxes) == len(at.rows()), "each row can be chosen"
    assert {e.get("form") for e in boxes.values()} == {page.xpath("string(//form[.//button[@value='merge-chosen']]/@id)")}
    return [boxes[at.claim(w)].get("value") for w in words]


def test_rows_of_the_table_are_merged_at_once_and_taken_back_together(at: At) -> None:
    before = at.rows()
    claims = chosen(at, "Three cars", "12 people", "Four cars")
    page = at.act("merge-chosen", claims=claims)
    rows = at.rows()
    assert len(rows) == len(before) - 2
    (kept,) = [r["claim"] for r in rows if r["by_hand"]]
    assert kept["id"] == claims[1], "the one that most reports tell"
    assert kept["reports"] == 2
    assert len(page.xpath("//div[@class='done']//li")) == 2
    assert "12 people" in page.xpath("string(//tr[contains(@class, 'set')]/th)"), "seen at once, in the table that they were chosen in"
    log = at.json("/corrections")["acts"]
    assert len(log) == 2, "two corrections of the log, which can be taken back one by one"
    assert all("12 people" in a["of"] for a in log)
    page = at.undo(page)
    assert at.rows() == before
    assert "taken back" in page.xpath("string(//div[@class='done'])")
    page = at.undo(page)
    assert len(at.rows()) == len(before) - 2

    # One of the two was taken back by itself in the log: the rest follows.
    at.client.post("/undo", data={"act": log[0]["id"], "again": "0", "back": "/corrections"})
    assert len(at.rows()) == len(before) - 1
    at.undo(page)
    assert at.rows() == before


def test_whose_words_stay_can_be_said(at: At) -> None:
    one, other = chosen(at, "Three cars", "12 people")
    at.act("merge-chosen", claims=[one, other], into=one)
    (kept,) = [r["claim"] for r in at.rows() if r["by_hand"]]
    assert "Three cars" in kept["statement"]


def test_chosen_rows_are_confirmed_and_hidden(at: At) -> None:
    before = at.rows()
    claims = chosen(at, "Three cars", "12 people")
    page = at.act("confirm-chosen", claims=claims, note="both heard on the tape")
    assert {r["claim"]["id"] for r in at.rows() if r["by_hand"]} == set(claims)
    assert said(page).count("both heard on the tape") == 2
    page = at.act("hide-chosen", claims=claims)
    assert {r["claim"]["id"] for r in before} - {r["claim"]["id"] for r in at.rows()} == set(claims)
    at.undo(page)
    assert len(at.rows()) == len(before)


def test_voices(at: At) -> None:
    (voice,) = [v for v in at.json("/voices")["voices"] if v["name"] == "Ida Brandt"]
    known = at.json("/voice", name=voice["name"])["known"][0]
    back = "/voice?name=Ida+Brandt"
    page = at.act("grade-voice", voice=known["id"], letter="B", back=back)
    assert "Ana Field" in said(page)
    police = next(id_ for id_, name in known["others"] if "brigade" in name.casefold() or "police" in name.casefold())
    at.act("merge-voices", voice=police, into=known["id"])
    assert police not in {id_ for id_, _ in at.json("/voice", name="Ida Brandt")["known"][0]["others"]}
    at.act("rename-voice", voice=at.json("/voice", name="Ida Brandt")["known"][0]["id"], name="Ida Maria Brandt")
    assert "Ida Maria Brandt" in [v["name"] for v in at.json("/voices")["voices"]]


def test_reports_and_story(at: At) -> None:
    page = at.act("title-story", title="The bridge by hand")
    assert page.xpath("string(//h1)") == "The bridge by hand"
    assert "Ana Field" in said(page)
    report = next(iter(at.json(f"/story/{at.story}")["reports"].values()))
    page = at.act("set-report", report=report, outlet="The Osta Morning Post", title="Bridge", published="2025-06-02", back=f"/report/{report}")
    assert page.xpath("string(//h1)") == "Bridge"
    assert "The Osta Morning Post" in page.xpath("string(//p[@class='facts'])")
    assert "Ana Field" in said(page)
    other = next(id_ for id_, _ in at.json(f"/report/{report}")["others"])
    at.act("part-reports", report=report, other=other, back=f"/report/{report}")
    rows = at.json("/index")["stories"]
    assert sorted(r["reports"] for r in rows) == [1, 2]
    at.story = at.json(f"/report/{report}")["kept"]["story"]
    page = at.act("link-reports", report=report, other=other, back=f"/report/{report}")
    assert [r["reports"] for r in at.json("/index")["stories"]] == [3]
    at.story = at.json("/index")["stories"][0]["id"]
    page = at.act("hide-report", report=report, back=f"/report/{report}")
    assert report not in at.json(f"/story/{at.story}")["reports"].values()
    assert at.client.get(f"/report/{report}").status_code == 200, "what is taken out of a story is kept"


def test_relations_and_descent(at: At) -> None:
    related = [(r["claim"]["id"], k) for r in at.rows() for k in r["claim"]["links"]]
    assert related, "12 people against 15"
    claim = related[0][0]
    page = html.fromstring(at.client.get(f"/story/{at.story}/claim/{claim}").text)
    form = page.xpath("//form[@class='judged']")[0]
    data = {i.get("name"): i.get("value") for i in form.xpath(".//input")}
    answer = at.client.post("/act", data={**data, "verb": "confirm-relation"})
    assert "Ana Field" in html.fromstring(answer.text).xpath("string(//ul[@class='links'])")
    answer = at.client.post("/act", data={**data, "verb": "reject-relation"})
    assert answer.status_code == 200
    gone = {(r["claim"]["id"], k["number"]) for r in at.rows() for k in r["claim"]["links"]}
    assert len(gone) == len(related) - 2


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"verb": "nonsense"}, 404, "no correction"),
        ({"verb": "confirm-claim"}, 400, "empty"),
        ({"verb": "confirm-claim", "claim": "claim-of-nobody"}, 400, "claim"),
        ({"verb": "set-certainty", "claim": "1", "certainty": "maybe"}, 404, "maybe"),
        ({"verb": "edit-claim", "claim": "1", "statement": "  "}, 400, "empty"),
        ({"verb": "split-claim", "claim": "1"}, 400, ""),
        ({"story": ""}, 400, "story"),
        ({"verb": "merge-chosen"}, 400, "two claims or more"),
        ({"verb": "merge-chosen", "claims": "1"}, 400, "not in this story"),
        ({"verb": "confirm-chosen"}, 400, "choose a claim"),
        ({"verb": "hide-chosen", "claims": "claim-of-nobody"}, 400, "not in this story"),
    ],
)
def test_forms_that_say_nothing_are_told_and_change_nothing(form: dict[str, str], status: int, words: str, at: At) -> None:
    answer = at.client.post("/act", data={"story": at.story, **form})
    assert answer.status_code in (status, 404, 400)
    page = html.fromstring(answer.text)
    assert page.xpath("//h1")
    assert words.casefold() in page.text_content().casefold()
    assert at.json("/corrections")["acts"] == []


def test_every_correction_of_the_desk_has_a_form() -> None:
    from importlib import resources

    forms = "".join(p.read_text() for p in resources.files("stemma.web").joinpath("templates").iterdir() if p.name.endswith(".j2"))
    offered = set(re.findall(r'name="verb" value="([a-z-]+)"', forms))
    assert offered == set(_MAKERS) | set(_CHOSEN)


@pytest.mark.parametrize("view", ["figures", "timeline", "pledges", "omissions", "side"])
def test_a_claim_is_corrected_where_it_is_shown(bridge: Path, tmp_path: Path, view: str) -> None:
    """Every page that shows claims offers to confirm, edit and hide them on the spot, and leads back to itself."""
    path = shutil.copy(bridge, tmp_path / "bridge.stemma")
    with Library.open(path, write=True, now=clock) as library:
        text = (
            "12 people were hurt when the old bridge at Osta fell into the river on Sunday. The mayor of Osta, Ida Brandt, pledged to send 40 divers."
        )
        library.take(pasted(text, outlet="Lorn Mail", title="Lorn Mail: the bridge at Osta", published="2025-06-02"))
        library.derive()
    at = At(path)
    here = f"/story/{at.story}/{view}"
    page = html.fromstring(at.client.get(here).content)
    offered = page.xpath('//details[@class="beside"]')
    assert offered, view
    claim, back = (offered[0].xpath(f'.//form//input[@name="{name}"]/@value')[0] for name in ("claim", "back"))
    stated = offered[0].xpath('.//input[@name="statement"]/@value')[0]
    assert back.startswith(here)
    assert stated == next(s for s, id_ in at.claims().items() if id_ == claim)
    assert set(offered[0].xpath('.//button[@name="verb"]/@value')) == {"confirm-claim", "hide-claim"}
    after = at.act("edit-claim", back=back, claim=claim, statement="The bridge is down.")
    assert claim in at.claims().values()
    assert "The bridge is down." in at.claims()
    assert after.xpath('//form[@action="/undo"]|//button[contains(., "Undo")]'), "taken back on the page itself"
    at.act("hide-claim", back=back, claim=at.claim("The bridge is down."))
    assert "The bridge is down." not in at.claims()
