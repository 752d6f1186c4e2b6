"""Canonical addresses: what is one, what stays two, and that doing it twice is doing it once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.lang.urls import canonical, host_of, is_front

SAME = [
    [
        "https://www.news.example/world/a-story",
        "http://news.example/world/a-story/",
        "HTTPS://NEWS.Example:443/world/a-story#comments",
        "http://news.example:80/world/a-story?",
        "https://m.news.example/world/a-story?utm_source=x&utm_medium=y&fbclid=1&gclid=2",
        "https://amp.news.example/world/a-story",
        "https://mobile.news.example/world/a-story",
        "https://www.news.example/world/a-story/amp",
        "https://www.news.example/world/a-story/amp/",
        "https://news.example/world/a-story?amp=1",
        "https://news.example/world/a-story?outputType=amp",
        "https://www.google.com/amp/s/www.news.example/world/a-story",
        "https://www-news-example.cdn.ampproject.org/c/s/www.news.example/world/a-story",
        "https://news.example./world/%61-story",
        "  https://news.example/world/a-story\n",
    ],
    ["https://news.example/s?id=7&lang=en", "https://news.example/s?lang=en&id=7&utm_campaign=z", "https://news.example/s?lang=en&mc_cid=1&id=7"],
    ["https://news.example/story.html", "https://news.example/story.amp.html"],
    ["https://müller.example/ä", "https://xn--mller-kva.example/%C3%A4", "https://MÜLLER.example/%c3%a4"],
]
APART = [
    ("https://news.example/s?id=7", "https://news.example/s?id=8"),
    ("https://news.example/a", "https://news.example/A"),
    ("https://news.example/a", "https://other.example/a"),
    ("https://news.example:8080/a", "https://news.example/a"),
    ("https://m.example/a", "https://example.org/a"),
    ("https://news.example/amp", "https://news.example/"),
    ("https://news.example/a?amp=lifier", "https://news.example/a"),
    ("https://news.example/#!story-1", "https://news.example/#!story-2"),
    ("https://news.example/a%2Fb", "https://news.example/a/b"),
    ("https://en.news.example/a", "https://news.example/a"),
    ("https://news.example/a?x=1&x=2", "https://news.example/a?x=2&x=1"),
]


@pytest.mark.parametrize("group", SAME, ids=lambda group: group[0])
def test_one_report_has_one_address(group: list[str]) -> None:
    assert {canonical(url) for url in group} == {canonical(group[0])}


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_reports_keep_theirs(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "odd", ["", "mailto:a@b.example", "file:///etc/passwd", "https://", "http://[::1", "a/b.html", "https://news.example:port/a"]
)
def test_what_is_no_address_is_left_alone(odd: str) -> None:
    assert canonical(odd) == odd
    assert host_of(odd) is None
    assert not is_front(odd)


def test_hosts_and_front_pages() -> None:
    assert host_of("http://WWW.News.example/a") == "news.example"
    assert host_of(f"http://{'a' * 70}.example/a") == f"{'a' * 70}.example"
    assert canonical("http://[2001:db8::1]/a") == "https://[2001:db8::1]/a"
    assert is_front("https://news.example/?utm_source=x")
    for other in ("news.example", "https://news.example/?p=12", "https://news.example/#!a", "https://news.example/a"):
        assert not is_front(other)


@given(st.text(max_size=60) | st.from_regex(r"https?://[a-zA-Zä.]{1,12}(:\d{1,3})?/[a-z%A-F0-9./?&=#!ü ]{0,30}", fullmatch=True))
def test_twice_is_once(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)
