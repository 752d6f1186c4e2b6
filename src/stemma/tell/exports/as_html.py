"""The brief as one HTML file that loads nothing and runs nothing, in the dress of `stemma read --format html`."""

from __future__ import annotations

from functools import singledispatch

from markupsafe import Markup, escape

from stemma.tell.brief import allowed, style
from stemma.tell.exports.paper import Bullets, Cite, Grid, Heading, Line, Link, Paper, Paragraph, Quotation, Text
from stemma.tell.shared.safe import safe_term, safe_url

_CLASSES = {"lead": "summary", "quiet": "quiet", "plain": ""}
_TAGS = {"strong": "strong", "marked": "mark", "code": "code"}


def as_html(paper: Paper) -> str:
    """The whole brief; every word passes `safe_term` and is escaped."""
    look = style("brief.css")
    sources = Markup("\n").join(Markup('<li id="source-{}" value="{}">{}</li>').format(s.number, s.number, line_html(s.line)) for s in paper.sources)
    return _PAGE.format(
        policy=allowed(look),
        title=_words(paper.title),
        style=Markup(look),
        body=Markup("\n").join(_block(b) for b in paper.blocks),
        sources=sources,
        foot=Markup("\n").join(Markup("<p>{}</p>").format(_words(line)) for line in paper.foot),
    )


@singledispatch
def _block(block: object) -> Markup:
    raise TypeError(f"no block: {block!r}")


@_block.register
def _(block: Heading) -> Markup:
    return Markup("<h{level}>{words}</h{level}>").format(level=block.level, words=_words(block.words))


@_block.register
def _(block: Paragraph) -> Markup:
    name = _CLASSES[block.look]
    return Markup("<p{}>{}</p>").format(Markup(f' class="{name}"') if name else "", line_html(block.line))


@_block.register
def _(block: Bullets) -> Markup:
    return Markup("<ul>\n{}\n</ul>").format(Markup("\n").join(Markup("<li>{}</li>").format(line_html(line)) for line in block.lines))


@_block.register
def _(block: Grid) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in block.head)
    rows = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup('<td data-label="{}">{}</td>').format(name, line_html(cell)) for name, cell in zip(block.head, row, strict=True))
        )
        for row in block.rows
    )
    return Markup("<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>").format(block.caption, head, rows)


@_block.register
def _(block: Quotation) -> Markup:
    return Markup('<p class="chain">{}</p>\n<blockquote><p>{}</p></blockquote>').format(line_html(block.by), line_html(block.words))


def _words(words: str) -> Markup:
    return escape(safe_term(words))


def line_html(line: Line) -> Markup:
    """A line with its citations and links."""
    return Markup("").join(_inline(piece) for piece in line)


def _inline(piece: Text | Cite | Link) -> Markup:
    if isinstance(piece, Cite):
        return Markup(" ").join(Markup('<a class="cite" href="#source-{}">[{}]</a>').format(n, n) for n in piece.numbers)
    if isinstance(piece, Link):
        url = safe_url(piece.url)
        return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(url, _words(piece.words)) if url else _words(piece.words)
    if piece.look == "quiet":
        return Markup('<span class="quiet">{}</span>').format(_words(piece.words))
    tag = _TAGS.get(piece.look)
    return Markup("<{tag}>{words}</{tag}>").format(tag=tag, words=_words(piece.words)) if tag else _words(piece.words)


_PAGE = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{policy}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title} · brief</title>
<style>{style}</style>
</head>
<body>
<header>
<p class="masthead">Stemma · brief</p>
<h1>{title}</h1>
</header>
<main>
{body}
<section aria-labelledby="sources">
<h2 id="sources">Sources</h2>
<ol class="sources">
{sources}
</ol>
</section>
</main>
<footer>
{foot}
</footer>
</body>
</html>
""")
