"""How many words are found again after a text has changed as texts do; `python -m tests.correct.test_anchor_rates` prints the table."""

from __future__ import annotations

import html
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from stemma.correct.anchors import Text, anchor, find, squeezed
from stemma.model import Span

#: A text as pieces: (letters, where they stood in the old text or None where they are new).
Pieces = list[tuple[str, int | None]]
_SENTENCE = re.compile(r"[A-Z“\"][^.!?\n]{25,}[.!?]")
_PARTS = (
    re.compile(r"[“\"][^”\"\n]{10,}[”\"]"),  # quotations
    re.compile(r"\b\d[\d,.]*(?: \w+)?"),  # numbers
    re.compile(r"\b(?:said|told|according to|announced|added|reported)\b"),  # cues
    re.compile(r"\b[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}"),  # names
    re.compile(r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|last week)\b"),  # times
)
CAPTION = "\n\nA file picture shows the town hall at dusk. Photo: N. Lund/Handout\n\n"


def spots(text: str, chance: random.Random, most: int = 40) -> list[Span]:
    """Stretches as people correct them: sentences and clauses, quotations, numbers, cues, names, times."""
    found = [Span(*m.span()) for m in _SENTENCE.finditer(text)]
    found += [Span(text.index(" ", s.start + len(s) // 4) + 1, s.end - 1) for s in found if " " in text[s.start + len(s) // 4 : s.end - 8]]
    for pattern in _PARTS:
        parts = [Span(*m.span()) for m in pattern.finditer(text)]
        found += chance.sample(parts, min(len(parts), 8))
    return sorted(chance.sample(found, min(most, len(found))))


def spaced(text: str, chance: random.Random) -> Pieces:
    """White space changed everywhere: hard line ends, doubled and non-breaking spaces."""
    return [(chance.choice([" ", "\n", "  ", "\u00a0"]) if c == " " else c if c != "\n" else "\n\n", n) for n, c in enumerate(text)]


def marked(text: str, chance: random.Random) -> Pieces:
    """Other quotation marks, dashes and apostrophes."""
    del chance
    other = {'"': "”", "'": "’", "-": "–", "“": '"', "”": '"', "’": "'", "—": "-", "…": "..."}
    return [(other.get(c, c), n) for n, c in enumerate(text)]


def captioned(text: str, chance: random.Random) -> Pieces:
    """Captions and calls between paragraphs, and in one sentence of ten."""
    out: Pieces = [("READ MORE: What we know so far\n\n", None)]
    for n, c in enumerate(text):
        out.append((c, n))
        if (c == "\n" and chance.random() < 0.4) or (c == " " and text[n - 1 : n] == "," and chance.random() < 0.1):
            out.append((CAPTION, None))
    return out


def mended(text: str, chance: random.Random) -> Pieces:
    """A newer version: one word of eighty is spelled otherwise or gone, never a figure or a "not"."""
    out: Pieces = []
    for m in re.finditer(r"\w+|\W+", text):
        word = m.group()
        if word.isalpha() and len(word) > 4 and chance.random() < 1 / 80:
            cut = chance.randrange(1, len(word) - 1)
            out += [(c, m.start() + n) for n, c in enumerate(word) if n != cut]
        else:
            out += [(c, m.start() + n) for n, c in enumerate(word)]
    return out


def shortened(text: str, chance: random.Random) -> Pieces:
    """Every fifth paragraph is gone; the rest stays."""
    gone = {n for n, _ in enumerate(text.split("\n")) if chance.random() < 0.2}
    out: Pieces = []
    line = 0
    for n, c in enumerate(text):
        if line not in gone:
            out.append((c, n))
        line += c == "\n"
    return out


def doubled(text: str, chance: random.Random) -> Pieces:
    """Some sentences stand on top once more, as points of a summary."""
    sentences = [m.group() for m in _SENTENCE.finditer(text)]
    points = "".join(f"• {s}\n" for s in chance.sample(sentences, min(3, len(sentences))))
    return [(points + "\n", None), *((c, n) for n, c in enumerate(text))]


NOISES: dict[str, Callable[[str, random.Random], Pieces]] = {
    "white space": spaced,
    "marks": marked,
    "captions put in": captioned,
    "mended words": mended,
    "paragraphs gone": shortened,
    "summary on top": doubled,
}
#: Part of the words that still stand in the text which must be found, and the part of what was found that may be wrong.
FLOORS = {"white space": 0.995, "marks": 0.995, "captions put in": 0.97, "mended words": 0.95, "paragraphs gone": 0.99, "summary on top": 0.99}
_WRONG = 0.01


def texts(shared: Path) -> list[str]:
    """The texts of the development stories."""
    found = [json.loads(p.read_text("utf-8")) for p in sorted((shared / "stories").glob("*/reports/*.json"))]
    return [str(r["text"]) for r in found]


def tried(old: str, pieces: Pieces, chance: random.Random) -> Iterator[tuple[Span, Span | None, Span | None]]:
    """For each spot: itself, where it stands now (None: not any more), where it was found."""
    new = "".join(p for p, _ in pieces)
    place: dict[int, tuple[int, int]] = {}
    offset = 0
    for piece, at in pieces:
        if at is not None:
            place[at] = (offset, offset + len(piece))
        offset += len(piece)
    text = Text(new)
    for span in spots(old, chance):
        kept = [place[n] for n in range(span.start, span.end) if n in place]
        there = Span(kept[0][0], kept[-1][1]) if len(kept) >= 0.8 * len(span) else None
        found = find(text, anchor("r", old, span), length=len(old))
        yield span, there, found.span if found is not None else None


def close(a: Span, b: Span) -> bool:
    """Whether two places are the same but for a letter or mark at the ends."""
    return a.overlap(b) / max(len(a), len(b)) >= 0.85


def same_words(old: str, span: Span, new: str, there: Span, found: Span) -> bool:
    """Whether the very words were found about where they stand: an alignment by letters may put the first of them elsewhere."""
    return found.overlap(there) > 0 and squeezed(found.of(new))[0] == squeezed(span.of(old))[0]


def rates(pairs: list[tuple[Span | None, Span | None]]) -> tuple[float, float, int]:
    """(found rightly of those that are there, wrong of those found, how many are there)."""
    there = [(t, f) for t, f in pairs if t is not None]
    right = sum(f is not None and close(t, f) for t, f in there)
    answered = [(t, f) for t, f in pairs if f is not None]
    wrong = sum(t is None or not close(t, f) for t, f in answered if f is not None)
    return right / max(1, len(there)), wrong / max(1, len(answered)), len(there)


def measured(olds: list[str], noise: Callable[[str, random.Random], Pieces]) -> tuple[float, float, int]:
    """The rates over texts with one kind of noise."""
    chance = random.Random(7)
    return rates([(t, f) for old in olds for _, t, f in tried(old, noise(old, chance), chance)])


def page(text: str, chance: random.Random) -> str:
    """A news page with the text in it, with menus, pictures, calls and a foot around."""
    paragraphs = [p for p in re.split(r"\n+", text) if p.strip()]
    body = []
    for p in paragraphs:
        body.append(f"<p>{html.escape(p)}</p>")
        if chance.random() < 0.25:
            body.append("<figure><img src='x.jpg'><figcaption>A file picture of the harbour. N. Lund/Handout</figcaption></figure>")
        if chance.random() < 0.15:
            body.append(
                "<aside><h4>Related</h4><ul><li><a href='/a'>Ten things to know</a></li><li><a href='/b'>Our best pictures</a></li></ul></aside>"
            )
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
    return (
        f"<html><head><title>x</title></head><body>{menu}<main><article>{''.join(body)}</article></main><footer>Terms of use</footer></body></html>"
    )


def extracted(text: str, chance: random.Random) -> list[tuple[str, str]]:
    """The page read by one extractor, and by the same with other settings and by another one: pairs of (old, new)."""
    from resiliparse.extract.html2text import extract_plain_text
    from trafilatura import extract

    whole = page(text, chance)
    old = extract(whole, favor_precision=True, include_comments=False) or ""
    others = [extract(whole, favor_recall=True, include_images=True) or "", extract_plain_text(whole, main_content=True), extract_plain_text(whole)]
    return [(old, new) for new in others if old and new]


def matched(old: str, new: str) -> Callable[[Span], Span | None]:
    """Where a stretch of one text stands in another, by the longest common run of letters of both."""
    a, places = squeezed(old)
    b, there = squeezed(new)
    to = {i + k: j + k for tag, i, i2, j, _ in Indel.opcodes(a, b) if tag == "equal" for k in range(i2 - i)}

    def at(span: Span) -> Span | None:
        mine = [n for n, p in enumerate(places) if span.start <= p < span.end]
        kept = [to[n] for n in mine if n in to]
        return (
            Span(there[kept[0]], there[kept[-1]] + 1) if kept and len(kept) >= 0.8 * len(mine) and kept[-1] - kept[0] < 2 * len(mine) + 200 else None
        )

    return at


def re_extracted(olds: list[str]) -> tuple[float, float, int]:
    """The rates over pages read by other extractors and settings."""
    chance = random.Random(11)
    pairs: list[tuple[Span | None, Span | None]] = []
    for text in olds:
        for old, new in extracted(text, chance):
            at, now = matched(old, new), Text(new)
            for span in spots(old, chance, most=30):
                found = find(now, anchor("r", old, span), length=len(old))
                there = at(span)
                if found is not None and there is not None and same_words(old, span, new, there, found.span):
                    there = found.span
                pairs.append((there, found.span if found is not None else None))
    return rates(pairs)


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(NOISES))
def test_words_are_found_again_in_a_changed_text(shared: Path, name: str) -> None:
    right, wrong, count = measured(texts(shared)[::4], NOISES[name])
    assert count > 150
    assert right >= FLOORS[name], f"{right:.4f} of {count}"
    assert wrong <= _WRONG, f"{wrong:.4f}"


@pytest.mark.shared
def test_words_are_found_again_after_another_extraction(shared: Path) -> None:
    right, wrong, count = re_extracted(texts(shared)[::6])
    assert count > 150
    assert right >= 0.99, f"{right:.4f} of {count}"
    assert wrong <= _WRONG, f"{wrong:.4f}"


def shown(olds: list[str], name: str) -> None:
    """Prints what was not found, or found wrongly, with one kind of noise."""
    chance = random.Random(7)
    for old in olds:
        pieces = NOISES[name](old, chance)
        new = "".join(p for p, _ in pieces)
        for span, there, found in tried(old, pieces, chance):
            if (there is None) != (found is None) or (there is not None and found is not None and not close(there, found)):
                now, got = (repr(s.of(new)[:90]) if s is not None else None for s in (there, found))
                print(f"{old[max(0, span.start - 20) : span.start]!r} {span.of(old)[:90]!r} {old[span.end : span.end + 20]!r}\n    {now}\n    {got}")


def main() -> None:
    """Prints the table over all development stories."""
    olds = texts(Path(__file__).resolve().parents[3] / "shared")
    if sys.argv[1:]:
        shown(olds, sys.argv[1])
        return
    print(f"{len(olds)} reports; found rightly of what is there / wrong of what was found / how many")
    for name, noise in NOISES.items():
        right, wrong, count = measured(olds, noise)
        print(f"  {name:<18} {right:.4f}  {wrong:.4f}  {count}")
    right, wrong, count = re_extracted(olds)
    print(f"  {'other extractors':<18} {right:.4f}  {wrong:.4f}  {count}")


if __name__ == "__main__":
    main()
