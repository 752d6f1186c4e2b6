"""What stands around the story in a page and is evidence all the same: captions, credit lines, agency notices.

Extractors drop these or mix them into the story. Here captions are taken out of the tree before the story is looked for, and put
back at their place as paragraphs of their own kind; credit lines and notices that the extractor left out are put behind the story.
Captions of teasers for other stories stay out: only those in the element that holds the story, or in the article around it, count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import html

from stemma.ingest.layout import Paragraph
from stemma.lang.en.zone_patterns import CREDIT, NOTICE, is_sign_off
from stemma.model import ZoneKind

_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|cutline|legend|wp-caption-text)(?:$|[\s_-])|caption-?text|imagecaption|figcaption", re.IGNORECASE
)
_CREDIT_CLASS = re.compile(
    r"(?:photo|image|media|picture|figure|img)[_-]*(?:credit|source|copyright|author)|(?:^|[\s_-])credit(?:s)?(?:$|[\s_-])", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|promo\w*|teaser\w*|sidebar|footer|nav|navigation|menu|comments?|newsletter|most-?read|trending|outbrain|taboola|more-?stories|also-?like|read-?next|advert\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = frozenset("p div ul ol li table section article aside header footer figure blockquote h1 h2 h3 h4 form".split())  # noqa: SIM905
#: Longest caption and longest credit line that are taken, in characters.
_LONGEST_CAPTION, _LONGEST_LINE = 1200, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A caption taken out of the tree: its words, its place in the order of the page, and the elements it stood in."""

    text: str
    order: int
    around: tuple[html.HtmlElement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What was set apart, with the page's elements in their order (kept, so that their identity stays)."""

    captions: tuple[Caption, ...]
    order: dict[html.HtmlElement, int]


def detached(tree: html.HtmlElement) -> Aside:
    """Takes the captions out of the tree."""
    order = {element: n for n, element in enumerate(tree.iter())}
    captions: list[Caption] = []
    taken: set[html.HtmlElement] = set()
    for element in list(order):
        if not isinstance(element.tag, str) or not _is_caption(element) or any(a in taken for a in element.iterancestors()):
            continue
        text = " ".join(" ".join(element.itertext()).split())
        taken.add(element)
        around = tuple(element.iterancestors())
        if 0 < len(text) <= _LONGEST_CAPTION:
            captions.append(Caption(text=text, order=order[element], around=around))
    for element in taken:
        if element.getparent() is not None:
            element.drop_tree()
    return Aside(captions=tuple(_merged(captions)), order=order)


def placed(tree: html.HtmlElement, story: Sequence[Paragraph], aside: Aside) -> list[Paragraph]:
    """The story with its captions at their place, and behind it the credit lines and notices that the extractor left out."""
    places = _places(tree, story, aside.order)
    home = _home(places.values())
    captions = [c for c in aside.captions if _belongs(c, home)]
    known = {_key(p.text) for p in story}
    out: list[Paragraph] = []
    waiting = [c for c in dict.fromkeys(captions) if _key(c.text) not in known]
    for number, paragraph in enumerate(story):
        element = places.get(number)
        if element is not None:
            while waiting and waiting[0].order < aside.order[element]:
                out.append(Paragraph(text=waiting.pop(0).text, kind="caption"))
        out.append(paragraph)
    out += [Paragraph(text=c.text, kind="caption") for c in waiting]
    if home is not None:
        said = " ".join(p.text for p in story)
        out += [Paragraph(text=text, kind=kind) for text, kind in _lines(home, said)]
    return out


def _is_caption(element: html.HtmlElement) -> bool:
    if element.tag == "figcaption":
        return True
    if element.tag in ("body", "html", "article", "main", "table", "track", "caption"):
        return False
    names = f"{element.get('class', '')} {element.get('itemprop', '')}"
    if _CAPTION_CLASS.search(names):
        return len(element.findall(".//p")) <= 2
    return bool(_CREDIT_CLASS.search(names)) and any(a.tag == "figure" for a in element.iterancestors())


def _merged(captions: Sequence[Caption]) -> Iterable[Caption]:
    """A picture's caption and its credit, which stand in one figure, as one caption."""
    out: list[Caption] = []
    for caption in captions:
        figure = next((a for a in caption.around if a.tag == "figure"), None)
        last = next((a for a in out[-1].around if a.tag == "figure"), None) if out else None
        if figure is not None and figure is last:
            text = out[-1].text if caption.text in out[-1].text else f"{out[-1].text} {caption.text}"
            out[-1] = Caption(text=text, order=out[-1].order, around=out[-1].around)
        else:
            out.append(caption)
    return out


def _places(tree: html.HtmlElement, story: Sequence[Paragraph], order: dict[html.HtmlElement, int]) -> dict[int, html.HtmlElement]:
    """For the paragraphs of the story (by number) the elements of the page that hold them, where they can be found."""
    elements: dict[str, html.HtmlElement] = {}
    for element in tree.iter("p", "h2", "h3", "h4", "li"):
        if element in order and element.find(".//p") is None and (key := _key("".join(element.itertext()))):
            elements.setdefault(key, element)
    found: dict[int, html.HtmlElement] = {}
    last = -1
    for number, paragraph in enumerate(story):
        element = elements.get(_key(paragraph.text))
        if element is not None and order[element] > last:
            found[number], last = element, order[element]
    return found


def _home(elements: Iterable[html.HtmlElement]) -> html.HtmlElement | None:
    """The innermost element that holds most of the story."""
    held = list(elements)
    counts: Counter[html.HtmlElement] = Counter(a for e in held for a in e.iterancestors())
    enough = [e for e, n in counts.items() if n >= 0.7 * len(held)]
    return max(enough, key=lambda e: sum(1 for _ in e.iterancestors()), default=None)


def _belongs(caption: Caption, home: html.HtmlElement | None) -> bool:
    """Whether a caption is the story's own."""
    for element in caption.around:
        if element is home:
            return True
        if element.tag in ("aside", "nav", "footer") or _ELSEWHERE.search(f"{element.get('class', '')} {element.get('id', '')}"):
            return False
        if element.tag in ("article", "main"):
            return home is None or home is element or element in home.iterancestors()
    return False


def _lines(home: html.HtmlElement, said: str) -> Iterable[tuple[str, ZoneKind]]:
    """Credit lines and notices in and right behind the element that holds the story, which the story does not have yet."""
    around = home.getparent()
    root = around if around is not None and around.tag not in ("body", "html") else home
    seen: set[str] = set()
    for element in root.iter("p", "div", "span", "small", "em", "i", "li", "footer"):
        if any(child.tag in _BLOCKS for child in element):
            continue
        text = " ".join("".join(element.itertext()).split())
        if not 4 < len(text) <= _LONGEST_LINE or text in said or text in seen:
            continue
        kind: ZoneKind | None = "credit" if CREDIT.claims(text) or is_sign_off(text) else "notice" if NOTICE.claims(text) else None
        if kind is not None and not any(_ELSEWHERE.search(a.get("class", "")) for a in element.iterancestors()):
            seen.add(text)
            yield text, kind


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())[:300]
