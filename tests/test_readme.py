"""README shows what the commands print. Where this fails, `python -m bench.sessions --write` puts in what they print by now; then read it."""

from __future__ import annotations

import pytest
from bench.sessions import CUT, README, Shown, printed, sessions

SHOWN = list(sessions(README.read_text("utf-8")))


def test_the_sessions_are_found() -> None:
    assert [s.command for s in SHOWN] == [
        "$ stemma read examples/troops",
        "$ stemma read examples/troops --claim 1",
        "$ stemma figures examples/quake",
    ]
    assert all(len(s.lines) > 10 for s in SHOWN)


@pytest.mark.parametrize("shown", SHOWN, ids=lambda s: s.command)
def test_a_session_is_as_it_is_shown(shown: Shown) -> None:
    assert shown.holds(printed(shown.command)), "python -m bench.sessions --write"


def test_a_cut_ends_with_a_paragraph() -> None:
    shown = Shown(command="$ stemma x", lines=("a", "b", "c", CUT))
    assert shown.holds(["a", "b", "c", "d"])
    assert not shown.holds(["a", "b", "d", "c"])
    assert shown.anew(["a", "b", "", "c", "d"]) == ["a", "b", CUT]
    assert Shown(command="$ stemma x", lines=("a",)).anew(["b", "c"]) == ["b", "c"]
