"""Anchors, case by case: what is found, and what must be told as lost rather than found wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.correct.anchors import Text, anchor, find
from stemma.correct.texts import ElsewhereError, Known, Texts, plain_url
from stemma.model import Span
from stemma.model.acts import Act, ReportRef

OLD = "The union counts 40 wounded. The town of Osta was cut off on Monday. The firm says 6 people died in the fire at its yard."


def where(words: str, new: str, old: str = OLD) -> str | None:
    """The words that an anchor on `words` of the old text finds in the new one."""
    start = old.index(words)
    found = find(Text(new), anchor("r", old, Span(start, start + len(words))), length=len(old))
    return None if found is None else found.span.of(new)


FOUND = {
    "the very text": ("6 people died", OLD, "6 people died"),
    "hard line ends": ("6 people died", OLD.replace(" ", "\n"), "6\npeople\ndied"),
    "text on top": ("6", "6 o'clock. " + OLD, "6"),
    "other marks": ("The union", OLD.replace("The", "“The"), "The union"),
    "a caption put in": ("6 people died in the fire", OLD.replace("in the fire", "\n\nPhoto: the yard\n\nin the fire"), None),
    "a letter mended": ("The town of Osta was cut off", OLD.replace("town", "twon"), "The twon of Osta was cut off"),
}


@pytest.mark.parametrize("name", FOUND)
def test_found(name: str) -> None:
    words, new, expected = FOUND[name]
    got = where(words, new)
    assert got is not None
    assert got == expected if expected else (got.startswith("6 people") and got.endswith("in the fire"))


LOST = {
    "another figure": ("The firm says 6 people died in the fire", OLD.replace("says 6", "says 9")),
    "a not": ("The town of Osta was cut off on Monday", OLD.replace("was cut", "was not cut")),
    "gone": ("6 people died", OLD[: OLD.index("The firm")]),
    "a short word elsewhere": ("6", "At 6 in the morning the shop opens."),
    "a like sentence of another town": ("The town of Osta was cut off on Monday", "The town of Brede was cut off on Friday, the mayor said."),
}


@pytest.mark.parametrize("name", LOST)
def test_lost(name: str) -> None:
    words, new = LOST[name]
    assert where(words, new) is None


def test_a_long_stretch_is_found_by_its_ends() -> None:
    body = " ".join(f"Sentence {n} tells of the fire." for n in range(40))
    new = "Menu\n\n" + body.replace("Sentence 20", "\n\nPhoto: the yard\n\nSentence 20").replace("fire", "blaze", 0) + "\n\nFoot"
    got = where(body, new, old=f"Head\n\n{body}\n\nEnd")
    assert got is not None
    assert got.startswith("Sentence 0 ")
    assert got.endswith("Sentence 39 tells of the fire.")


@given(st.text(min_size=1, max_size=200), st.data())
def test_in_the_same_text_the_same_place_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    wanted = anchor("r", text, span)
    found = find(Text(text), wanted, same=True)
    if wanted.quote:
        assert found is not None
        assert found.span.of(text).strip() == span.of(text).strip()
    else:
        assert found is None


@given(st.text(max_size=200), st.text(min_size=1, max_size=60), st.text(max_size=200))
def test_odd_texts_never_raise(before: str, words: str, other: str) -> None:
    old = before + words
    found = find(Text(other), anchor("r", old, Span(len(before), len(old))), length=len(old))
    assert found is None or 0 <= found.span.start < found.span.end <= len(other)


def _act(*reports: ReportRef) -> Act:
    return Act(id="act-1", time="2025-03-10T09:00:00Z", who="Ana Field", verb="confirm", reports=reports)


def test_a_report_is_known_again_by_id_then_address_then_text_then_name_and_opening() -> None:
    texts = Texts(
        [
            Known(id="r-1", text="One two three.", url="https://www.gazette.example/ferry/?utm_source=x#top"),
            Known(id="r-2", text="Four five six.", name="a.txt", opening="Four five six seven eight nine"),
            Known(id="r-3", text="The same words.", name="b.txt"),
            Known(id="r-4", text="The same words.", url="https://other.example/copy", name="c.txt"),
        ]
    )
    from stemma.model import text_digest

    assert texts.candidates(ReportRef(id="r-2", digest="")) == ("r-2",)
    assert texts.candidates(ReportRef(id="old", digest="", url="http://gazette.example/ferry")) == ("r-1",)
    assert texts.candidates(ReportRef(id="old", digest=text_digest("The same words."))) == ()  # two reports have them: it cannot be told
    assert texts.candidates(ReportRef(id="old", digest=text_digest("The same words."), url="https://third.example/x")) == ("r-3",)
    assert texts.candidates(ReportRef(id="old", digest="", name="a.txt", opening="Four five six seven eight nine")) == ("r-2",)
    assert texts.candidates(ReportRef(id="old", digest="", name="a.txt", opening="Quite another report of that name")) == ()
    with pytest.raises(ElsewhereError):
        texts.report(_act(), "r-9")


def test_addresses_are_compared_without_what_tells_no_pages_apart() -> None:
    assert plain_url("HTTPS://www.Gazette.example/a/?utm_source=x&id=3#c") == plain_url("http://gazette.example/a?id=3")
    assert plain_url("https://gazette.example/a?id=3") != plain_url("https://gazette.example/a?id=4")
    assert plain_url(None) == plain_url("not an address") == ""
