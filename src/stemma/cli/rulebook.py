"""Rules as text: the list of all, the page of one."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from stemma.model import Rule


def index(rules: Sequence[Rule], *, width: int) -> str:
    """One line a rule, under the stage it belongs to."""
    lines: list[str] = []
    longest = max((len(r.name) for r in rules), default=0)
    stage = ""
    for rule in rules:
        if rule.name.split(".")[0] != stage:
            stage = rule.name.split(".")[0]
            lines += ["", stage]
        lines.append(f"  {rule.name:<{longest}}  {textwrap.shorten(_first_sentence(rule.explain), max(24, width - longest - 4), placeholder=' …')}")
    return "\n".join([f"{len(rules)} rules. `stemma explain RULE` shows one.", *lines]) + "\n"


def page(rule: Rule, *, width: int) -> str:
    """The rule's name, what it does, and phrasings in which it fires."""
    paragraphs = [" ".join(p.split()) for p in rule.explain.split("\n\n")]
    wide = min(width, 90)
    text = [rule.name, "", "\n\n".join(textwrap.fill(p, wide) for p in paragraphs)]
    if rule.examples:
        text += ["", "Fires in:", *(textwrap.fill(e, wide, initial_indent="  ", subsequent_indent="    ") for e in rule.examples)]
    return "\n".join(text) + "\n"


def _first_sentence(text: str) -> str:
    flat = " ".join(text.split())
    head, stop, _ = flat.partition(". ")
    return f"{head}." if stop else flat
