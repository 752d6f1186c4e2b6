"""Where the story is, and what stands around it."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model import Zone, ZoneKind
from stemma.read.zoning import zones

CASES = yaml.safe_load((Path(__file__).parent / "zones.yml").read_text("utf-8"))
STORY = (
    "At least 30 people died when a ferry sank off Port Varn on Tuesday, the coast guard said.\n\n"
    "The vessel carried more than 200 passengers, according to the harbour master.\n\n"
    "“We heard a loud bang,” a survivor told reporters on the quay."
)


def parts(text: str, *, title: str | None = None, marked: tuple[Zone, ...] = ()) -> list[tuple[ZoneKind, str]]:
    return [(z.kind, " ".join(text[z.start : z.end].split())) for z in zones(text, title=title, marked=marked)]


def kind_of(line: str, place: str) -> set[ZoneKind]:
    """The kinds of the zones over `line` when it stands before, amid or behind a story."""
    first, second, third = STORY.split("\n\n")
    text = {
        "before": f"{line}\n\n{STORY}",
        "amid": f"{first}\n\n{second}\n\n{line}\n\n{third}",
        "behind": f"{STORY}\n\n{line}",
    }[place]
    start = text.rindex(line)
    end = start + len(line)
    return {z.kind for z in zones(text) if z.start < end and start < z.end and text[max(start, z.start) : min(end, z.end)].strip()}


@pytest.mark.parametrize(("kind", "place", "line"), [(k, p, line) for k, places in CASES["lines"].items() for p, ls in places.items() for line in ls])
def test_a_line_of_its_own(kind: ZoneKind, place: str, line: str) -> None:
    assert kind_of(line, place) == {kind}


@pytest.mark.parametrize("line", CASES["story"])
@pytest.mark.parametrize("place", ["before", "amid", "behind"])
def test_what_only_looks_like_it_stays_story(line: str, place: str) -> None:
    assert kind_of(line, place) == {"body"}


@pytest.mark.parametrize("case", CASES["run into the story"], ids=lambda c: c["text"][:40])
def test_heads_and_tails_are_parted_from_the_story(case: dict[str, object]) -> None:
    wanted = [tuple(pair) for pair in case["zones"]]  # type: ignore[attr-defined]
    assert parts(str(case["text"]), title=case.get("title")) == wanted  # type: ignore[arg-type]


def test_slugs_that_come_again_are_furniture_in_any_case() -> None:
    text = STORY.replace("\n\n", "\n\nPort Ferry disaster\n\n") + "\n\nPORT FERRY DISASTER"
    assert [w for k, w in parts(text) if k == "furniture"] == ["Port Ferry disaster", "Port Ferry disaster", "PORT FERRY DISASTER"]


def test_marked_zones_are_kept_and_notices_parted_from_captions() -> None:
    text = "The quay. A. Poe/Handout via REUTERS ATTENTION EDITORS - THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY.\n\nShort words"
    marked = (Zone(kind="caption", start=0, end=text.index("\n")), Zone(kind="credit", start=text.index("Short"), end=len(text)))
    assert [k for k, _ in parts(text, marked=marked)] == ["caption", "notice", "credit"]


def test_a_text_without_end_marks_is_all_story() -> None:
    text = "no marks here at all\n\nAnd None Here Either\n\nstill none in this line of the text"
    assert {k for k, _ in parts(text)} <= {"body", "headline"}
    assert "body" in {k for k, _ in parts(text)}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_every_newline_parts_lines(newline: str) -> None:
    text = f"Advertisement{newline}{STORY.replace(chr(10), newline)}{newline}(With inputs from agencies.)"
    assert [k for k, _ in parts(text)] == ["furniture", "body", "credit"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "At least 30 people died when a ferry sank off Port Varn on\nTuesday, the coast guard said, in the worst accident on the\n"
        "coast for more than a decade and the second one in a single\nyear, according to the harbour master and the owners of it.\n\n"
        "A second paragraph follows here and it is wrapped at about the\nsame width as the first one was before it."
    )
    assert [k for k, _ in parts(text)] == ["body"]


lines_of = st.lists(
    st.sampled_from(
        [*CASES["story"], "Advertisement", "Photo: Handout", "By Jo Field", "June 17, 2025", "Some Title Here", "", " ", "___", "-AFP", "x"]
    )
    | st.text(max_size=40),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(lines=lines_of, newline=st.sampled_from(["\n", "\n\n", "\r\n"]), title=st.none() | st.text(max_size=30))
def test_zones_cover_the_text_in_order(lines: list[str], newline: str, title: str | None) -> None:
    text = newline.join(lines)
    found = zones(text, title=title)
    if not text:
        assert found == ()
        return
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(a.end == b.start and a.start < a.end for a, b in pairwise(found))


HOSTILE = [
    "A" * 400,
    "A-" * 200,
    "By " + "A " * 150,
    "“" * 300,
    "(" * 300,
    "Reporting by " + "Aa" * 150,
    "A. " * 130,
    "1/" * 180,
    "[" + "x" * 300,
    "share " * 60,
]


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_take_no_time(line: str) -> None:
    text = (line + "\n") * (100_000 // len(line)) + STORY
    began = time.process_time()
    zones(text, title=line[:100])
    assert time.process_time() - began < 4.0


def test_the_seeds(shared: Path) -> None:
    text = next((shared / "seeds").glob("000_*.txt")).read_bytes().decode("utf-8")
    found = parts(text)
    captions = [w for k, w in found if k == "caption"]
    assert len(captions) == 4
    assert all("via REUTERS" in w and "ATTENTION" not in w for w in captions)
    assert sum(k == "notice" for k, _ in found) == 4
    assert {w.casefold() for k, w in found if k == "furniture"} == {"putin kim alliance"}
    assert [w for k, w in found if k == "headline"] == ["High-Level Talks in Pyongyang Signal Growing Alliance"]
    assert not any("ATTENTION EDITORS" in w or "FILE PHOTO" in w for k, w in found if k == "body")
    text = next((shared / "seeds").glob("003_*.txt")).read_bytes().decode("utf-8")
    assert [k for k, _ in parts(text)] == ["body"]


test_the_seeds = pytest.mark.shared(test_the_seeds)
