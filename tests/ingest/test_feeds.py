"""Feeds, ninjs and lists: whole articles are reports, teasers point to them, and hostile or broken ones are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stemma.ingest import ingest, of_bytes, stream
from stemma.ingest.served import parsed
from stemma.ingest.taken import Piece, PieceKind, Taken
from tests.ingest import made

BODY = "".join(f"<p>{p}</p>" for p in made.STORY * 2)
ESCAPED = BODY.replace("<", "&lt;")
ITEM = f"""<item><title>Ferry &lt;b&gt;sinks&lt;/b&gt;</title><link>https://harbourpost.example/ferry</link><dc:creator>Jo Field</dc:creator>
<pubDate>Tue, 17 Jun 2025 14:03:00 +0300</pubDate><description>A ferry sank.</description>
<content:encoded><![CDATA[<figure><figcaption>Boats search the bay.</figcaption></figure>{BODY}
<p>The post <a href="x">Ferry sinks</a> appeared first on <a href="y">The Harbour Post</a>.</p>]]></content:encoded></item>"""
TEASER = "<item><title>Harbour shut</title><link>https://harbourpost.example/shut</link><description>The harbour is shut …</description></item>"
SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def rss(*items: str) -> bytes:
    channel = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel><title>The Harbour Post</title>{channel}</channel></rss>'.encode()


ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title>
<entry><title>Ferry sinks</title><link href="https://harbourpost.example/ferry"/><author><name>Jo Field</name></author>
<published>2025-06-17T14:03:00+03:00</published><updated>2025-06-17T18:20:00+03:00</updated>
<content type="html">{ESCAPED}</content></entry></feed>""".encode()
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Harbour Post",
    "items": [
        {
            "id": "1",
            "url": "https://harbourpost.example/ferry",
            "title": "Ferry sinks",
            "content_html": BODY,
            "date_published": "2025-06-17T14:03:00+03:00",
            "authors": [{"name": "Jo Field"}],
        },
        {"id": "2", "url": "https://harbourpost.example/shut", "title": "Harbour shut", "summary": "The harbour is shut."},
    ],
}

FEED_3 = json.dumps(JSON_FEED, indent=1).encode()


def read(data: bytes, kind: PieceKind = "feed") -> Taken:
    return parsed(Piece(name="f", kind=kind, data=data, media="application/xml"))


def codes(taken: Taken) -> list[str]:
    return [t.code for t in taken.troubles]


@pytest.mark.parametrize(
    ("data", "name"),
    [(rss(ITEM, TEASER), "a.xml"), (ATOM, "a.atom"), (FEED_3, "a.json")],
    ids=["rss", "atom", "json"],
)
def test_an_entry_with_its_article_is_a_report(data: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (taken,) = stream([tmp_path / name])
    (report,) = taken.reports
    assert report.path == f"{tmp_path / name}#1"
    assert (report.url, report.outlet, report.title) == ("https://harbourpost.example/ferry", "The Harbour Post", "Ferry sinks")
    assert (report.byline, report.published) == ("Jo Field", "2025-06-17T14:03:00+03:00")
    assert "\n\n".join(made.STORY) in report.text
    assert [p.url for p in taken.pointers] == ([] if name == "a.atom" else ["https://harbourpost.example/shut"])
    assert report.original is not None
    assert report.original.data in data
    assert b"Harbour shut" not in report.original.data
    assert taken.troubles == ()


def test_a_feeds_captions_and_notices_are_marked() -> None:
    (report,) = read(rss(ITEM)).reports
    found = {z.kind: report.text[z.start : z.end] for z in report.marked}
    assert found == {"caption": "Boats search the bay.", "notice": "The post Ferry sinks appeared first on The Harbour Post."}


def test_reading_says_what_it_does_not_fetch(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(rss(TEASER))
    reports, troubles = ingest([tmp_path])
    assert reports == []
    assert [t.code for t in troubles] == ["not-fetched"]


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">' + BOMB.encode() + b"]>"
HOSTILE: dict[str, tuple[bytes, str]] = {
    "cut off": (rss(ITEM, TEASER, ITEM)[:-700], "bad-feed"),
    "no entries": (rss(), "empty-feed"),
    "words only": (b"<rss>words", "bad-feed"),
    "billion laughs": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">' + BOMB.encode() + b"]>" + rss(ITEM.replace("Jo Field", "&a9;"))[21:],
        "bad-feed",
    ),
    "too many": (rss(*[TEASER] * 10_000), "feed-cut"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_and_broken_feeds_are_told(case: str) -> None:
    data, code = HOSTILE[case]
    taken = read(data)
    assert codes(taken) == [code]
    assert len(taken.reports) + len(taken.pointers) <= 5000


def test_a_broken_feed_gives_what_stands_before_the_break() -> None:
    taken = read(rss(ITEM, TEASER, ITEM)[:-700])
    assert taken.reports
    assert taken.pointers


def test_external_entities_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words", "utf-8")
    head = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    for data, kind in (
        (head + rss(ITEM.replace("A ferry", "&x;").replace("Jo Field", "&x;"))[21:], "feed"),
        (head + OPML.replace(b"Post", b"&x;"), "opml"),
    ):
        assert b"secret words" not in repr(read(data, kind)).encode()  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/x", "https://", "http://a b/", "//a.example/x"])
def test_only_web_addresses_are_pointers(url: str) -> None:
    assert read(rss(TEASER.replace("https://harbourpost.example/shut", url))).pointers == ()


def test_a_date_in_the_future_is_flagged() -> None:
    taken = of_bytes(rss(ITEM.replace("2025", "2035")), name="f", media="application/rss+xml", fetched="2025-06-18T10:00:00Z")
    assert codes(taken) == ["future-date"]
    assert taken.reports[0].published is not None


def test_a_server_that_calls_a_feed_a_page_is_not_believed() -> None:
    for media in ("text/html", "text/plain", "application/xml", "application/octet-stream", None):
        assert len(of_bytes(rss(ITEM), name="f", media=media).reports) == 1


OPML = b"""<opml version="2.0"><head/><body><outline text="News"><outline text="The Harbour Post" type="rss" xmlUrl="https://harbourpost.example/feed"/>
<outline text="A page" type="link" url="https://a.example/1"/><outline xmlUrl="file:///etc/passwd"/></outline></body></opml>"""
BOOKMARKS = b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="https://a.example/1">One</A><DT><A HREF="javascript:x">No</A></DL>'


def test_lists_are_pointers(tmp_path: Path) -> None:
    (tmp_path / "a.opml").write_bytes(OPML)
    (tmp_path / "b.html").write_bytes(BOOKMARKS)
    (tmp_path / "c.txt").write_text("# mine\nhttps://a.example/2\n\nhttps://a.example/3\n", "utf-8")
    found = [p for taken in stream([tmp_path]) for p in taken.pointers]
    assert [(p.kind, p.url, p.title) for p in found] == [
        ("feed", "https://harbourpost.example/feed", "The Harbour Post"),
        ("page", "https://a.example/1", "A page"),
        ("page", "https://a.example/1", "One"),
        ("page", "https://a.example/2", None),
        ("page", "https://a.example/3", None),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<opml><body/></opml>", "empty-list"),
        (b"<opml><body><outline xmlUrl=", "empty-list"),
        (b"<opml>" + b"<outline>" * 5000, "empty-list"),
        (b"<opml><body>" + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(6000)) + b"</body></opml>", "list-cut"),
    ],
)
def test_bad_lists_are_told(data: bytes, code: str) -> None:
    assert codes(read(data, "opml")) == [code]


def test_xml_of_no_known_form_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<invoice/>", "utf-8")
    assert [t.code for taken in stream([tmp_path]) for t in taken.troubles] == ["unknown-xml"]


NINJS_1 = {
    "uri": "https://agency.example/1",
    "type": "text",
    "headline": "Ferry sinks off Port Varn",
    "byline": "Jo Field",
    "firstcreated": "2025-06-17T14:03:00+03:00",
    "versioncreated": "2025-06-17T18:20:00+03:00",
    "located": "Oakmere",
    "provider": "Coast News",
    "copyrightholder": "Coast News Group",
    "body_xhtml": f"<div>{BODY}</div>",
}
NINJS_2 = {
    "uri": "urn:1",
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry sinks off Port Varn"}],
    "bodies": [{"contentType": "text/plain", "value": "\n".join(made.STORY)}],
    "by": "Jo Field",
    "firstCreated": "2025-06-17T14:03:00+03:00",
    "infoSources": [{"name": "Coast News"}],
    "copyrightHolder": "Coast News Group",
}


@pytest.mark.parametrize("item", [NINJS_1, NINJS_2], ids=["1", "2"])
def test_ninjs(item: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(item), "utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps(item) + "\n", "utf-8")
    reports, troubles = ingest([tmp_path])
    assert troubles == []
    assert len(reports) == 2
    for report in reports:
        assert (report.title, report.byline, report.outlet) == ("Ferry sinks off Port Varn", "Jo Field", "Coast News")
        assert (report.published, report.credits) == ("2025-06-17T14:03:00+03:00", ("Coast News Group",))
        assert "\n\n".join(made.STORY) in report.text
        assert report.text.startswith("Oakmere\n\n") == ("located" in item)


@pytest.mark.parametrize(
    ("item", "code"), [({**NINJS_1, "body_xhtml": ""}, "no-text"), ({"uri": 1, "type": 2, "bodies": [3, {"value": 4}], "body_text": 5}, "no-text")]
)
def test_ninjs_without_words_is_told(item: dict[str, object], code: str) -> None:
    assert codes(read(json.dumps(item).encode(), "ninjs")) == [code]
