"""Pledges as Markdown, each with all its words and reasons."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.pledges import Pledge
from stemma.tell.pledges.words import SILENCE, facts, later, status, stories, who
from stemma.tell.shared.citing import Citations, link, markdown_line


def markdown(ledger: Ledger, pledges: Sequence[Pledge]) -> str:
    """The pledges as Markdown, each with all its words and reasons."""
    cite = Citations(ledger)
    out: list[str] = []
    for title, about, mine in stories(cite, pledges):
        out += [f"# Pledges: {markdown_line(title)}", "", markdown_line(about), ""]
        for number, pledge in mine:
            out += [f"## {number}. {markdown_line(who(pledge))}: {markdown_line(pledge.what)}", ""]
            out += [f"- **Status:** {markdown_line(status(pledge, cite))}"]
            out += [f"- **{name}:** {markdown_line(text)}" for name, text in facts(pledge, pledges, cite)]
            out += ["", "Told by", ""]
            for t in pledge.tellings:
                by = cite.chain(t.chain)
                said = f", citing {markdown_line(by)}" if by else ""
                out.append(f"- {link(cite.dated(t.report), cite.url(t.report))}{said}: “{markdown_line(cite.quote(t.place))}”")
            if pledge.outcomes:
                out += ["", "What came of it", ""]
                out += [f"- {markdown_line(later(o, cite))}" for o in pledge.outcomes]
            out += ["", "Why Stemma puts it so", ""]
            out += [f"- `{g.rule}`: {markdown_line(g.sentence)}" for g in pledge.grounds]
            out.append("")
    return "\n".join(out or [f"# Pledges\n\n{markdown_line(SILENCE)}\n"]).rstrip() + "\n"
