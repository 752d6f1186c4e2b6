"""A change told in one breath: "raised its provision from $140m to $210m", "cut the forecast to 2 %, from 3 %".

Theory of operation. Where a word of change governs two figures of one kind that "from" and "to" set side by side, the one after "to" updates the one
after "from", whatever they measure and in whatever words other reports tell them. Limits: a change that was only asked for or expected is none; two
ends of a range ("from two to four weeks") are told without such a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.align import intervals
from stemma.align.around import Surroundings
from stemma.align.former import CHANGED
from stemma.align.pairs import Corpus, held
from stemma.align.stated import Proposition
from stemma.align.told import Told, related
from stemma.model import Relation

_ABOUT = r"(?: (?:about|some|around|nearly|just|only|roughly|almost|more than|less than|at least|an? (?:initial|earlier|previous|estimated)))*"
_CHANGE = re.compile(rf"\b(?:{'|'.join(CHANGED.split())})\b")
_FROM = re.compile(rf"\bfrom{_ABOUT} ?$")
#: What may stand between "from A" and B, and between B and "from A".
_TO = re.compile(rf"^(?: \w+)?,? to{_ABOUT} ?$")
_BACK = re.compile(rf"^(?: [\w-]+){{0,4}},?(?: up| down)? from{_ABOUT} ?$")


def changes(told: Sequence[Told], corpus: Corpus, around: Surroundings) -> list[Relation]:
    """Updates between figures that one sentence tells as changed from the one to the other."""
    by_sentence: dict[tuple[str, int], list[tuple[Told, Proposition]]] = {}
    for t in told:
        for p in t.members:
            if p.mention is not None and p.certainty == "asserted":
                by_sentence.setdefault((p.report, around.of(p).sentence), []).append((t, p))
    found = []
    for (report, _), figures in by_sentence.items():
        reading = around.reading(report)
        if reading is None:
            continue
        for t, p in figures:
            for u, q in figures:
                if t is not u and _changed(p, q, reading.report.text, around):
                    pair = held(p, q, corpus)
                    found.append(
                        related(t, u, "updates", "align.from-to", f"The report says that the figure changed to this one: {_said(p, q)}.", pair)
                    )
    return found


def _changed(new: Proposition, old: Proposition, text: str, around: Surroundings) -> bool:
    """Whether the sentence tells that the old figure became the new one."""
    if new.mention is None or old.mention is None or intervals.compare(new.mention.quantity, old.mention.quantity) != "apart":
        return False
    if intervals.kind(new.mention.quantity) != intervals.kind(old.mention.quantity):
        return False
    a, b = old.mention.span, new.mention.span
    if a.end <= b.start:
        told = _FROM.search(around.of(old).before.rstrip("$€£")) and _TO.search(_between(text[a.end : b.start]))
        return bool(told and _CHANGE.search(around.of(old).before))
    return b.end <= a.start and bool(_BACK.search(_between(text[b.end : a.start])) and _CHANGE.search(around.of(new).before))


def _between(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower().rstrip("$€£")


def _said(new: Proposition, old: Proposition) -> str:
    return " from ".join(intervals.said(p.mention.quantity) for p in (new, old) if p.mention)
