"""docs/fetching.md says what the code does: every trouble has its row, and every number is the code's."""

from __future__ import annotations

import re
from pathlib import Path

from stemma.fetch import Limits, answers, feeds, fetcher, manners, named
from stemma.fetch.watch import LARGEST_FEED

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "fetching.md").read_text(encoding="utf-8")


def test_every_trouble_has_its_row() -> None:
    sources = [f.read_text(encoding="utf-8") for f in (ROOT / "src" / "stemma" / "fetch").rglob("*.py")]
    raised = {code for text in sources for code in re.findall(r'(?:FetchError\(|code=)\s*"([a-z-]+)"', text)}
    from stemma.fetch.statuses import _SAID

    raised |= {code for code, _, _ in _SAID.values()} | {"too-large", "server-trouble", "request-refused", "odd-answer"}
    table = PAGE.split("|---|---|---|")[1].split("\n\n")[0]
    listed = {code for row in table.strip().splitlines() for code in re.findall(r"`([a-z-]+)`", row.split("|")[1])}
    assert len(raised) > 25
    assert listed == raised


def test_the_numbers_are_those_of_the_code() -> None:
    limits = Limits()
    assert f"At most {limits.largest // 10**6} MB a page ({LARGEST_FEED // 10**6} MB a feed, {named.MOST_ENTRIES:,} entries)" in PAGE
    assert (limits.seconds, limits.tries, limits.patience) == (30, 3, 60)
    assert (fetcher.MOST_REDIRECTS, feeds.MOST_FAILURES) == (5, 6)
    assert (feeds.SHORTEST, feeds.LONGEST) == (5 * 60, 12 * 3_600)
    assert feeds.LOOKS == (3_600, 6 * 3_600, 86_400, 3 * 86_400, 7 * 86_400)
    assert (manners.PAUSE, manners.FIRST_BACK_OFF, manners.LONGEST_BACK_OFF, answers.LONGEST_ASKED) == (1, 5, 3_600, 86_400)


def test_a_page_is_given_up_over_most_of_a_day() -> None:
    from stemma.fetch.errors import FetchError
    from tests.fetch.fakes import NOON

    state, now = feeds.PageState(url="https://news.example/a", feed="f"), NOON
    error = FetchError("timed-out", "did not come", "Try again later.", passing=True)
    while state.due is not None:
        state = feeds.missed(state, error, now)
        now = feeds.seconds_of(state.due) if state.due is not None else now
    assert 0.7 * 86_400 < now - NOON < 86_400
    assert state.failures == feeds.MOST_FAILURES
