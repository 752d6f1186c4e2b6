"""The brief: one ledger as Markdown or as one HTML file, with numbered sources and the words behind each claim.

Both are Jinja2 templates over the same view. Untrusted words cannot reach the output unescaped: each template has one
gate through which every expression passes (`finalize`, and autoescape for HTML). The HTML file loads nothing, runs
nothing, prints, and follows the reader's light or dark setting; a content security policy in its head says so too.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stemma import __version__
from stemma.model import Ledger
from stemma.tell.shared import words
from stemma.tell.shared.context import Piece
from stemma.tell.shared.safe import safe_markdown, safe_term
from stemma.tell.shown import View, summary
from stemma.tell.view import view

#: The claims shown first; the others follow under a heading of their own.
FIRST = 12


def markdown(ledger: Ledger) -> str:
    """The brief as Markdown (CommonMark with tables)."""
    text = environment("md").get_template("brief.md.j2").render(context(view(ledger)))
    lines = (line.rstrip() for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def html(ledger: Ledger) -> str:
    """The brief as a single HTML file."""
    look = style("brief.css")
    page = environment("html").get_template("brief.html.j2")
    return page.render(**context(view(ledger)), style=Markup(look), style_digest=allowed(look)) + "\n"


def style(*names: str) -> str:
    """Style sheets by name, one after the other."""
    return "".join((resources.files("stemma.tell") / "templates" / name).read_text("utf-8") for name in names)


def allowed(look: str) -> str:
    """What a content security policy calls a style sheet: SHA-256 of its words, in base 64."""
    return base64.b64encode(hashlib.sha256(look.encode()).digest()).decode()


def context(shown: View) -> dict[str, Any]:
    """What the templates know."""
    chapters = shown.chapters
    return {
        "view": shown,
        "title": chapters[0].title if len(chapters) == 1 else f"{len(chapters)} stories",
        "version": __version__,
        "first": FIRST,
        "summary": summary,
        "listed": words.listed,
        "count": words.count,
        "quoted": _quoted,
    }


def _quoted(pieces: tuple[Piece, ...]) -> Markup:
    """The words as Markdown, those of the claim in bold; white space stays outside the marks."""
    out = []
    for piece in pieces:
        inner = piece.text.strip()
        before, after = piece.text[: len(piece.text) - len(piece.text.lstrip())], piece.text[len(piece.text.rstrip()) :]
        text = safe_markdown(inner)
        out.append(f"{before}**{text}**{after}" if piece.marked and inner else f"{before}{text}{after}" if inner else before)
    return Markup("".join(out))


def _markdown_gate(value: object) -> object:
    return value if isinstance(value, Markup) else Markup(safe_markdown(str(value)))


def _html_gate(value: object) -> object:
    return value if isinstance(value, Markup) or not isinstance(value, str) else safe_term(value)


@cache
def environment(form: str) -> Environment:
    """The templates of a form ("md", "html"). Strict: a name that the template misspells is an error, not an empty string."""
    environment = Environment(
        loader=PackageLoader("stemma.tell", "templates"),
        autoescape=True,  # for Markdown it only keeps apart what the gate has passed and what it has not
        finalize=_html_gate if form == "html" else _markdown_gate,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["opening"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["url"] = Markup  # addresses in the view have passed `safe_url`: no brackets, blanks or quotes
    return environment
