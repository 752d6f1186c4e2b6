"""What is kept of a reading changes nothing of the next one: after every kind of correction the ledger is that of a fresh reading, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stemma.correct import make
from stemma.library import Here, Library, Memory, recent
from stemma.library.uploads import pasted
from stemma.model import Ledger
from stemma.model.acts import Act
from tests.library.conftest import clock

BY = {"who": "Ana Field", "time": "2026-11-22T12:00:00Z", "note": "seen"}
MAKERS: dict[str, Callable[[Ledger], Act]] = {
    "edit": lambda x: make.edit_claim(x, x.claims[0].id, statement="As a person words it.", **BY),
    "hide": lambda x: make.hide_claim(x, x.claims[1].id, **BY),
    "merge": lambda x: make.merge_claims(x, x.claims[2].id, x.claims[0].id, **BY),
    "certainty": lambda x: make.set_certainty(x, x.claims[0].id, "hedged", **BY),
    "voices": lambda x: make.merge_voices(x, *[v.id for v in x.voices if not v.vague][:2], **BY),
    "rename": lambda x: make.rename_voice(x, next(v.id for v in x.voices if not v.vague), "Somebody Else", **BY),
    "report": lambda x: make.set_report(x, x.reports[0].id, outlet="Osta Herald", published="2025-06-01", **BY),
    "out": lambda x: make.hide_report(x, x.reports[1].id, **BY),
    "descent": lambda x: make.reject_descent(x, x.descent[0].child, x.descent[0].parent or "", **BY),
}


@pytest.fixture(autouse=True)
def _nothing_met_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole ledgers that the process met lately stay out of it: here every reading goes through the stages."""
    monkeypatch.setattr(recent, "find", lambda job: None)


class _Counting:
    """A memory that counts what it had to make."""

    def __init__(self) -> None:
        self.memory, self.made = Memory(), []

    def of(self, story: frozenset[str]) -> Callable[..., Any]:
        once = self.memory.of(story)

        def counted(stage: str, maker: Callable[..., Any], /, *inputs: object, report: str | None = None) -> Any:
            def noted(*given: object) -> Any:
                self.made.append(stage)
                return maker(*given)

            return once(stage, noted, *inputs, report=report)

        return counted


def test_after_every_kind_of_correction_the_ledger_is_that_of_a_fresh_reading(store: Path) -> None:
    kept = _Counting()
    with Library.open(store, write=True, now=clock, reader=Here(kept)) as library:  # type: ignore[arg-type]
        (row,) = library.stories()
        library.store.forget_ledgers([row.id])
        library.derive()
        assert kept.made.count("read") == row.reports
        for name, maker in MAKERS.items():
            kept.made.clear()
            library.act(maker(library.story(row.id)))
            library.derive()
            mine = library.store.ledger(row.id)
            assert "read" not in kept.made or name in ("report", "out"), name
            if name in ("edit", "hide", "merge", "certainty", "descent"):
                assert kept.made == [], name
            library._reader = Here()
            library.store.forget_ledgers([row.id])
            library.derive()
            assert library.store.ledger(row.id) == mine, name
            library._reader = Here(kept)  # type: ignore[arg-type]


def test_a_report_that_comes_to_an_open_story_is_the_only_one_that_is_read(store: Path) -> None:
    kept = _Counting()
    with Library.open(store, write=True, now=clock, reader=Here(kept)) as library:  # type: ignore[arg-type]
        (row,) = library.stories()
        library.store.forget_ledgers([row.id])
        report = library.story(row.id).reports[0]
        kept.made.clear()
        text = report.text.replace("said", "told reporters")
        library.take(pasted(text, outlet="Another outlet", published=report.published))
        library.derive()
        assert kept.made.count("read") == 1
        (now,) = library.stories()
        mine = library.store.ledger(now.id)
        library._reader = Here()
        library.store.forget_ledgers([now.id])
        library.derive()
        assert library.store.ledger(now.id) == mine


@pytest.mark.parametrize("most", [1, 2, 5])
def test_what_was_asked_longest_ago_is_forgotten(most: int) -> None:
    memory, made = Memory(stages=most), []
    for n in [*range(5), *range(5)]:
        memory.of(frozenset({str(n)}))("s", lambda x: made.append(x), n)
    assert len(made) == (5 if most == 5 else 10)
    memory.of(frozenset({"4"}))("s", lambda x: made.append(x), "other")
    assert made[-1] == "other", "the same stage asked otherwise is made anew"
