"""HTML made harmless for its parsers, and parsed."""

from __future__ import annotations

import re

from lxml import etree, html

#: A single tag longer than this loses its attributes: parsers take quadratic time over them.
LONGEST_TAG = 256_000
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100};base64,[A-Za-z0-9+/=\s]{2000,}")
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9:-]{0,40})(?=[\s/>])")


def tamed(text: str) -> tuple[str, bool]:
    """The page without embedded files, zero characters and giant tags; and whether a tag was cut."""
    text = _EMBEDDED.sub("data:,", text.replace("\0", ""))
    out: list[str] = []
    done, cut = 0, False
    for match in _TAG.finditer(text):
        if match.start() < done:
            continue
        end = text.find(">", match.end())
        end = len(text) if end < 0 else end
        if end - match.start() > LONGEST_TAG:
            out += [text[done : match.end()], ">"]
            done, cut = end + 1, True
    return "".join([*out, text[done:]]), cut


def parsed(text: str) -> html.HtmlElement | None:
    """The tree of a page; None where it has no element."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return tree if len(tree) else None
