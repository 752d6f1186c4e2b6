"""Reports with planted copies of known kinds, and boilerplate as a trap.

Of every hundred reports forty are nobody's, ten are taken from, and fifty are copies of these: five of each, one for each of ten kinds in turn. Every
report ends with the standing lines of its outlet, and every eighth original bears a background paragraph that eleven unlike ones bear too: neither is
descent. Nothing is stored; the same number, seed and data give the same reports.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.passim.material import Material, joined, sentences

_OUTLETS = tuple(
    f"{place} {paper}"
    for place in ("Marrowby", "Eastholt", "Pellworth", "Dunmere", "Calder", "Ostrava Bay", "Tarn", "Vessel Point")
    for paper in ("Courier", "Gazette", "Evening Star", "Broadcast", "Ledger")
)
#: Standing lines of an outlet, in its own words; {0} is the outlet, {1} a figure, {2} another outlet.
_STANDING = (
    "{0} is published six times a week from offices in {1} towns and is owned by the same trust as the {2}.",
    "All material on this page belongs to {0} and may not be published, broadcast or passed on without written leave.",
    "Subscribe to the {0} newsletter and receive the stories of the day before breakfast, chosen by our editors for you.",
    "Founded in 18{1}, {0} has covered the region for longer than any other newspaper and answers to an independent board.",
    "Readers who find a mistake in this article are asked to write to the corrections desk of {0}, which answers within {1} days.",
    "The journalism of {0} is paid for by its readers; a year costs less than {1} cups of coffee and can be ended at any time.",
)
#: A background paragraph that unlike reports bear; the figures tell one from the other.
_BACKGROUND = (
    "The inquiry into the {1} flood defences, opened in 20{0} by the regional assembly, has so far heard {2} witnesses and is expected to hand "
    "over its findings before the assembly rises for the summer, after which ministers have {0} weeks to answer its recommendations in public.",
    "Prices in district {1} have risen by {0} percent since the harbour closed, according to the chamber of commerce, and {2} of the firms that it "
    "asked said they would let people go unless the ferry line to the mainland was restored by the end of the season.",
    "The border between the two provinces has been shut since the shooting of {0} guards at post {1}, and talks under the river commission have been "
    "put off {2} times because neither side would give up the crossing at the old mill.",
)
_BEARERS = 12
_SPELT = (("ization", "isation"), ("izing", "ising"), ("ized", "ised"), ("ize", "ise"), ("yze", "yse"), ("avor", "avour"), ("olor", "olour"))
_SPELT += (("enter", "entre"), ("abor", "abour"), ("efense", "efence"), ("program", "programme"), ("eled", "elled"), ("eling", "elling"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One report of the corpus."""

    id: str
    outlet: str
    published: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The reports, what was planted, and of whose matter each report holds something."""

    reports: tuple[Made, ...]
    #: (child, parent, kind).
    planted: tuple[tuple[str, str, str], ...]
    sources: dict[str, frozenset[str]]

    def related(self, a: str, b: str) -> bool:
        """Whether the two hold matter of one source, so that an edge between them is no mistake."""
        return not self.sources[a].isdisjoint(self.sources[b])


Edit = Callable[[str, random.Random, Material], str]


def verbatim(text: str, chance: random.Random, material: Material) -> str:
    return text


def cut(text: str, chance: random.Random, material: Material) -> str:
    """Half of the sentences left out."""
    parts = [[s for s in p if chance.random() < 0.5] for p in sentences(text)]
    return joined(parts) or text


def swapped(text: str, chance: random.Random, material: Material) -> str:
    """One telling word in ten becomes another."""
    return re.sub(r"[A-Za-z]+", lambda m: material.other(m[0], chance) if chance.random() < 0.1 else m[0], text)


def reworded(text: str, chance: random.Random, material: Material) -> str:
    """One telling word in four becomes another."""
    return re.sub(r"[A-Za-z]+", lambda m: material.other(m[0], chance) if chance.random() < 0.25 else m[0], text)


def reordered(text: str, chance: random.Random, material: Material) -> str:
    parts = sentences(text)
    chance.shuffle(parts)
    return joined(parts)


def renumbered(text: str, chance: random.Random, material: Material) -> str:
    """Every figure becomes another."""
    return re.sub(r"\d+", lambda m: "".join(str(chance.randint(1, 9)) for _ in m[0]), text)


def respelt(text: str, chance: random.Random, material: Material) -> str:
    """British endings for American, curly marks for straight ones, spaced dashes."""
    for american, british in _SPELT:
        text = re.sub(rf"(?<=[a-z]){american}\b|\b{american}\b", british, text)
    return re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’").replace(" - ", " — ").replace("-", " ")


def everything(text: str, chance: random.Random, material: Material) -> str:
    """A third left out, the rest in another order, with other words, figures and spelling."""
    parts = [[s for s in p if chance.random() < 0.67] for p in sentences(text)]
    chance.shuffle(parts)
    return respelt(renumbered(swapped(joined(parts) or text, chance, material), chance, material), chance, material)


_EDITS: dict[str, Edit] = {
    "verbatim": verbatim,
    "cut": cut,
    "swapped": swapped,
    "reworded": reworded,
    "reordered": reordered,
    "renumbered": renumbered,
    "respelt": respelt,
    "everything": everything,
}
#: Two more that need another text: half of two wires, and a passage of about ninety words within a text of one's own.
KINDS = (*_EDITS, "mixed", "passage")
_PASSAGE = 90
_COPIES = 5


class _Maker:
    def __init__(self, count: int, *, shared: Path, seed: int) -> None:
        self.material = Material(shared)
        self.chance = random.Random(seed)
        self.families = max(1, count // 10)
        self.count = count
        self.used = 0
        self.reports: list[Made] = []
        self.planted: list[tuple[str, str, str]] = []
        self.sources: dict[str, frozenset[str]] = {}

    def corpus(self) -> Corpus:
        parents = [self._original() for _ in range(self.families)]
        for family, parent in enumerate(parents):
            for n in range(_COPIES):
                self._copy(parents, family, KINDS[(family * _COPIES + n) % len(KINDS)], parent)
        while len(self.reports) < self.count:
            self._original()
        return Corpus(reports=tuple(self.reports), planted=tuple(self.planted), sources=self.sources)

    def _fresh(self) -> tuple[str, str]:
        """A text of one's own, with its source."""
        made = self.material.original(self.used)
        self.used += 1
        text = made.text
        if self.used % 8 == 0:
            text = _with_background(text, self.used // 8 // _BEARERS, self.chance)
        return text, made.source

    def _original(self) -> tuple[str, str, str]:
        text, source = self._fresh()
        return self._add(text, {source}), text, source

    def _copy(self, parents: list[tuple[str, str, str]], family: int, kind: str, parent: tuple[str, str, str]) -> None:
        name, text, source = parent
        taken, sources = [name], {source}
        if kind == "mixed":
            other, theirs, further = parents[(family + 1) % len(parents)]
            taken, sources = [name, other], {source, further}
            made = "\n\n".join((_half(text, 0), _half(theirs, 1)))
        elif kind == "passage":
            own, further = self._fresh()
            sources = {source, further}
            made = _inserted(own, _stretch(text, self.chance), self.chance)
        else:
            made = _EDITS[kind](text, self.chance, self.material)
        child = self._add(made, sources)
        self.planted += [(child, other, kind) for other in taken if other != child]

    def _add(self, text: str, sources: set[str]) -> str:
        number = len(self.reports)
        outlet = self.chance.choice(_OUTLETS)
        day = dt.date(2031, 1, 1) + dt.timedelta(days=number * 300 // max(1, self.count))
        name = f"r{self.chance.getrandbits(40):010x}-{number}"
        self.reports.append(Made(id=name, outlet=outlet, published=day.isoformat(), text=f"{text}\n\n{_standing(outlet)}"))
        self.sources[name] = frozenset(sources)
        return name


def _standing(outlet: str) -> str:
    """The lines under every report of the outlet, always the same."""
    at = _OUTLETS.index(outlet)
    lines = (_STANDING[(at + n) % len(_STANDING)] for n in (0, 1, 3))
    return " ".join(line.format(outlet, 30 + at, _OUTLETS[(at + 7) % len(_OUTLETS)]) for line in lines)


def _with_background(text: str, which: int, chance: random.Random) -> str:
    paragraph = _BACKGROUND[which % len(_BACKGROUND)].format(10 + which % 80, 100 + which, 20 + which * 7 % 900)
    parts = text.split("\n\n")
    parts.insert(chance.randint(1, len(parts)), paragraph)
    return "\n\n".join(parts)


def _half(text: str, which: int) -> str:
    """The first or second half of a text's sentences."""
    flat = [s for p in sentences(text) for s in p]
    middle = len(flat) // 2
    return joined([flat[:middle] if not which else flat[middle:]])


def _stretch(text: str, chance: random.Random) -> str:
    """Sentences in a row of about so many words."""
    flat = [s for p in sentences(text) for s in p]
    at = chance.randrange(max(1, len(flat) - 4))
    out: list[str] = []
    while at < len(flat) and sum(len(s.split()) for s in out) < _PASSAGE:
        out.append(flat[at])
        at += 1
    return " ".join(out)


def _inserted(text: str, passage: str, chance: random.Random) -> str:
    parts = text.split("\n\n")
    parts.insert(chance.randint(1, len(parts)), passage)
    return "\n\n".join(parts)


def corpus(count: int, *, shared: Path, seed: int = 7) -> Corpus:
    """That many reports, with what was planted among them."""
    return _Maker(count, shared=shared, seed=seed).corpus()
