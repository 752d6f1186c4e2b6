"""Addresses that were named: hosts take turns, each address is asked once, and there is an end to following."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from stemma.fetch import Fetched
from stemma.library import taking
from stemma.library.taking import Taking
from stemma.model import Trouble

_TEXT = "The port of {} is closed, the harbour master said on Monday. Twelve ships wait outside the mole, and none may come in before noon."


class Pages:
    """Pages by address, asked of hosts that want a second between two questions."""

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        self._pages, self.asked, self.waited = pages, [], 0.0
        self._now, self._free = 0.0, {}

    def wait(self, url: str) -> float:
        return max(0.0, self._free.get(url.split("/")[2], 0.0) - self._now)

    def page(self, url: str, **_: Any) -> Fetched | Trouble:
        wait = self.wait(url)
        self.waited += wait
        self._now += wait
        self._free[url.split("/")[2]] = self._now + 1.0
        self.asked.append(url)
        data = self._pages.get(url)
        if data is None:
            return Trouble(code="not-found", message=f"{url} is not there.")
        return Fetched(url=url, final_url=url, status=200, data=data, media="text/plain", fetched="2025-01-01T00:00:00Z")


def taken(pages: Pages, *named: str) -> list[str]:
    """The codes of what went wrong, after everything was taken in."""
    with Taking(fetcher=lambda: pages) as run:  # type: ignore[arg-type, return-value]
        return [t.code for met in run.run(named) for t in met.taken.troubles]


def test_hosts_take_turns_and_each_keeps_its_order() -> None:
    named = [f"https://{host}.example/{n}" for host in ("a", "b", "c") for n in range(3)]
    pages = Pages({url: _TEXT.format(url).encode() for url in named})
    assert taken(pages, *named) == []
    assert pages.asked == [f"https://{host}.example/{n}" for n in range(3) for host in ("a", "b", "c")]
    assert pages.waited == pytest.approx(2.0), "in file order it would be six seconds"


def test_an_address_is_asked_once_however_it_is_written_and_one_that_fails_holds_up_nothing() -> None:
    pages = Pages({"https://b.example/1": _TEXT.format("B").encode()})
    codes = taken(pages, "https://a.example/gone?utm_source=x", "https://b.example/1", "https://A.example/gone", "https://b.example/1#top")
    assert codes == ["not-found"]
    assert pages.asked == ["https://a.example/gone?utm_source=x", "https://b.example/1"]


def test_a_list_in_a_file_is_followed_after_the_file(tmp_path: Path) -> None:
    urls = [f"https://h{n % 2}.example/{n}" for n in range(4)]
    (tmp_path / "list.txt").write_text("\n".join(urls))
    (tmp_path / "r.json").write_text(json.dumps({"text": _TEXT.format("Osta"), "outlet": "A"}))
    pages = Pages({url: _TEXT.format(url).encode() for url in urls})
    with Taking(fetcher=lambda: pages) as run:  # type: ignore[arg-type, return-value]
        met = list(run.run([str(tmp_path / "list.txt"), str(tmp_path / "r.json")]))
    assert sum(len(m.taken.reports) for m in met) == 5
    assert {m.via for m in met if m.via} == {str(tmp_path / "list.txt")}
    assert pages.asked == [urls[0], urls[1], urls[2], urls[3]]


def test_too_many_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "_MOST_ADDRESSES", 3)
    named = [f"https://{n}.example/" for n in range(5)]
    pages = Pages({url: _TEXT.format(url).encode() for url in named})
    assert taken(pages, *named) == ["too-many-addresses"]
    assert len(pages.asked) == 3
