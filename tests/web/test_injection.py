"""Threat 7: whatever a report, a file name, a correction or a question says, it stays words on the page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html
from markupsafe import escape
from starlette.testclient import TestClient

from stemma.correct import make
from stemma.library import Library, codec, rows
from stemma.library.shelves import row_of
from stemma.model import Ground, Ledger, RawReport
from stemma.store.values import Incoming
from stemma.tell.figures.small import STYLE
from stemma.web.app import application
from stemma.web.security import Gate
from tests.library.conftest import clock
from tests.tell import hand
from tests.tell.payloads import URLS, poisoned
from tests.web.payloads import batches, payloads

_TAGS = {"script", "iframe", "object", "embed", "base", "style", "math", "template", "marquee", "video", "img", "frame", "applet"}
_LINKS = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "srcset", "background", "xlink:href"}
_OURS = re.compile(r"(?:/(?!/)|#|https?://)")


def dangers(page: str) -> Iterator[str]:
    """What in a page could run, load or lead astray."""
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].casefold()
        if tag in _TAGS and not _ours(tag, element):
            yield f"<{tag}>"
        if tag == "meta" and element.get("http-equiv", "").casefold() == "refresh":
            yield "refresh"
        for name, value in element.attrib.items():
            plain = name.rpartition("}")[2].casefold()
            if plain.startswith("on") or plain == "style":
                yield f"{tag} {name}"
            if plain in _LINKS and not _OURS.match(value.strip()):
                yield f"{tag} {name}={value!r}"


def _ours(tag: str, element: html.HtmlElement) -> bool:
    """The one script and the one picture that the desk itself puts into pages, and the style of that picture."""
    if tag == "style":
        return element.text == STYLE
    if tag == "script":
        return element.get("src") == "/static/desk.js" and not (element.text or "").strip()
    return (
        tag == "img"
        and re.fullmatch(r"/story/[a-z0-9-]+/figures(/drawing)?\.svg", element.get("src", "")) is not None
        and element.getparent().get("class") == "small"
    )


def test_dangers_are_seen() -> None:
    """The look-out itself: what gets through unescaped is found."""
    seen = [p for p in payloads() if any(dangers(f"<main>{p}</main>"))]
    assert len(seen) > 140
    assert len(payloads()) >= 200


def library_of(path: Path, ledger: Ledger) -> None:
    """A store with this ledger, as if it had been read."""
    with Library.open(path, write=True, make=True, now=clock) as library:
        coming = []
        for report in ledger.reports:
            raw = RawReport(path=report.path, text=report.text, url=report.url, outlet=report.outlet, title=report.title, published=report.published)
            coming.append(Incoming(raw=raw, report=report, seen="2025-06-01T12:00:00Z"))
        library.store.add(coming, version=library_version())
        story = ledger.stories[0]
        library.store.put_stories([row_of(story)])
        library.store.put_ledger(
            story.id,
            codec.reads(),
            codec.pack(ledger),
            claims=rows.claim_rows(ledger),
            voices=rows.voice_rows(ledger),
            summary=rows.summary_of(ledger, when=clock()),
        )


def library_version() -> str:
    from stemma.library.shelves import version

    return version()


def client_over(path: Path) -> TestClient:
    return TestClient(application(path, Gate(hosts=("testserver",), port=None, key=None)))


def addresses(ledger: Ledger, words: str) -> list[tuple[str, dict[str, str]]]:
    """Every page, with the words as a question where it takes one."""
    story = f"/story/{ledger.stories[0].id}"
    return [
        ("/", {}),
        ("/", {"outlet": words, "voice": "", "since": words, "until": words}),
        ("/search", {"q": words}),
        ("/search", {"q": "ferry"}),
        ("/voices", {}),
        ("/voices", {"q": words}),
        ("/voice", {"name": words}),
        ("/corrections", {}),
        ("/corrections", {"done": words}),
        ("/add", {"job": words}),
        (story, {}),
        (story, {"sort": words, "standing": words, "certainty": words, "since": words, "words": words, "voice": words, "outlet": words}),
        (story, {"since": "2024-01-01", "by": "arrived", "place": words[:50]}),
        (f"{story}/figures.svg", {}),
        (f"{story}/figures/drawing.svg", {}),
        *((f"{story}/claim/{c.id}", {}) for c in ledger.claims[:2]),
        *((f"/report/{r.id}", {}) for r in ledger.reports[:2]),
        (f"/report/{ledger.reports[0].id}", {"original": "1"}),
        *((f"{story}/{view}", {}) for view in ("timeline", "pledges", "descent", "side", "omissions", "export")),
        (f"/story/{quote(words[:200], safe='')}", {}),
        (f"/nowhere/{quote(words[:200], safe='')}", {}),
    ]


@pytest.mark.parametrize(("number", "words"), list(enumerate(batches(25))))
def test_words_in_every_field_stay_words(number: int, words: str, tmp_path: Path) -> None:
    by_person = (Ground(rule="correct.edit-claim", sentence=words),)
    ledger = poisoned(hand.ledger(), words, URLS[number % len(URLS)])
    ledger = dataclasses.replace(
        ledger,
        claims=tuple(dataclasses.replace(c, grounds=(*c.grounds, *by_person)) for c in ledger.claims),
        voices=tuple(dataclasses.replace(v, grounds=(*v.grounds, *by_person)) for v in ledger.voices),
        reports=tuple(dataclasses.replace(r, grounds=(*r.grounds, *by_person)) for r in ledger.reports),
    )
    path = tmp_path / "hostile.stemma"
    library_of(path, ledger)
    shown = 0
    with client_over(path) as client:
        for address, query in addresses(ledger, words):
            page = client.get(address, params=query)
            assert page.status_code in (200, 400, 404), (address, page.text[:300])
            found = sorted(set(dangers(page.text)))
            assert found == [], (address, found)
            shown += str(escape(words.split()[0])) in page.text
    assert shown > 5


def test_names_and_notes_of_corrections_stay_words(tmp_path: Path) -> None:
    ledger = hand.ledger()
    path = tmp_path / "noted.stemma"
    library_of(path, ledger)
    printable = [p for p in payloads() if p.isprintable()]
    with Library.open(path, write=True, now=clock) as library:
        acts = [
            make.confirm_claim(ledger, ledger.claims[0].id, who=p[:200], note=p, time=f"2025-06-01T12:{n // 60:02}:{n % 60:02}Z")
            for n, p in enumerate(printable)
        ]
        library.store.append([_noted(a) for a in acts])
    with client_over(path) as client:
        page = client.get("/corrections")
        assert page.status_code == 200
        assert sorted(set(dangers(page.text))) == []
        cells = [
            cell
            for at in range(0, len(printable), 100)
            for cell in html.fromstring(client.get(f"/corrections?at={at}").text).xpath("//td[@data-label='Note']")
        ]
        assert [" ".join(c.text_content().split()) for c in cells] == [" ".join(p.split()) for p in reversed(printable)]


def _noted(act: object) -> dict[str, object]:
    from stemma.library.shelves import act_json

    return act_json(act)  # type: ignore[arg-type]
