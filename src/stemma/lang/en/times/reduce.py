"""From patterns to expressions: choose among overlapping finds, then join neighbours that speak of one time.

"Tuesday" + "last week" is one day, "12:51 p.m. local time" + "on" + "Friday" one moment, "between" + "October 8" + "and" + "13" one stretch.
"""

from __future__ import annotations

from dataclasses import replace

from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.lexemes import SYMBOL, Lexemes
from stemma.lang.en.times.makers import Found
from stemma.lang.en.times.patterns import PATTERNS

_DATED = frozenset({"date", "step", "offset", "fixed", "nth"})
_TO = frozenset({"to", "until", "till", "through", "thru", "-", "–", "—", "‑"})
_EVERY = {SYMBOL["every"], SYMBOL["each"], SYMBOL["per"]}


def atoms(lexemes: Lexemes) -> list[Atom]:
    """The atoms of a text, in order and without overlaps."""
    found: list[tuple[int, int, int, Atom]] = []
    for rank, (pattern, maker) in enumerate(PATTERNS):
        for match in pattern.finditer(lexemes.symbols):
            if match.end() > match.start() and (not match.start() or lexemes.symbols[match.start() - 1] not in _EVERY):
                atom = maker(Found(match, lexemes))
                if atom is not None:
                    found.append((atom.a, -atom.b, rank, atom))
    found.sort(key=lambda item: item[:3])
    kept: list[Atom] = []
    for _, _, _, atom in found:
        if not kept or atom.a >= kept[-1].b:
            kept.append(atom)
    return kept


def joined(parts: list[Atom], lexemes: Lexemes) -> list[Atom]:
    """The atoms with neighbours joined; twice, since a range may be made of what was joined."""
    return _pass(_pass(parts, lexemes, _one), lexemes, _range)


def _pass(parts: list[Atom], lexemes: Lexemes, join: object) -> list[Atom]:
    out: list[Atom] = []
    for atom in parts:
        while out:
            both = join(out[-1], atom, lexemes)  # type: ignore[operator]
            if both is None:
                break
            out.pop()
            atom = both
        out.append(atom)
    return out


def _gap(a: Atom, b: Atom, lexemes: Lexemes) -> str | None:
    """The words between two atoms, or None where there are too many."""
    return " ".join(lexemes.words[a.b : b.a]) if b.a - a.b <= 3 else None


def _one(a: Atom, b: Atom, lexemes: Lexemes) -> Atom | None:
    """Two atoms as one expression."""
    gap = _gap(a, b, lexemes)
    if gap is None:
        return None
    if a.kind == "clock" and b.kind in {"date", "offset"} and b.time is None and gap in {"", "on", ",", "of", "late", "early", ", on", "the"}:
        return replace(b, a=a.a, time=a.time) if _is_day(b) else None
    if (
        b.kind == "clock"
        and a.kind in {"date", "offset"}
        and a.time is None
        and gap in {"", "at", ",", "around", "about", ", at", "at around", "at about", "before", "by"}
    ):
        return replace(a, b=b.b, time=b.time) if _is_day(a) else None
    if a.kind == b.kind == "duration" and a.count is not None and b.count is not None and gap in {"", "and", ",", ", and"}:
        return replace(a, b=b.b, ahead_or_length=False, left=a, right=b) if _finer(a.right or a, b) else None
    if a.kind == "nth" and a.right is None and gap in {"", "of", "in", "the", "of the", "in the"} and b.kind in _DATED:
        return replace(a, b=b.b, right=b) if a.count is not None or _is_day(b) else None
    if (
        a.kind == "duration"
        and a.count is not None
        and not a.ahead_or_length
        and gap in {"after", "before", "from", "after the", "before the"}
        and _is_day(b)
    ):
        return replace(a, kind="beside", rule="time.offset", b=b.b, count=-a.count if "before" in gap else a.count, right=b)
    if (
        a.kind == "step"
        and a.unit == "W"
        and b.kind == "date"
        and b.weekday is not None
        and b.dom is None
        and b.step is None
        and gap in {"", "on", ","}
    ):
        return replace(b, a=a.a, step=a.step, unit="W") if a.edge is None else None
    if a.kind == "date" and a.weekday is not None and a.dom is None and a.step is None:
        return _weekday_in(a, b, gap)
    if (
        a.kind == "date"
        and a.month is not None
        and a.year is None
        and a.step is None
        and gap in {"", "of", ",", "the"}
        and b.kind == "step"
        and b.unit == "Y"
        and not b.focus
    ):
        return replace(a, b=b.b, step=b.step, unit="Y")
    if gap == "(" and a.kind in _DATED and b.kind == "date" and b.dom is not None and lexemes.words[b.b : b.b + 1] == (")",):
        return replace(b, a=a.a, b=b.b + 1) if _is_day(a) else None
    return None


def _finer(a: Atom, b: Atom) -> bool:
    """Whether the second unit is a smaller one: "two years and three months", not "three days, five days"."""
    order = ["Y", "M", "W", "D", "TH", "TM", "TS"]
    return a.unit in order and b.unit in order and order.index(a.unit) < order.index(b.unit)


def _is_day(a: Atom) -> bool:
    return (a.kind == "date" and (a.dom is not None or a.weekday is not None)) or (a.kind == "offset" and a.unit == "D" and not a.focus)


def _weekday_in(a: Atom, b: Atom, gap: str) -> Atom | None:
    """A weekday with what says which: "Tuesday last week", "Friday, October 18", "Saturday (Oct. 19)"."""
    if b.kind == "date" and b.dom is not None and b.weekday is None and gap in {"", ",", ", the", "the", "morning ,"}:
        return replace(b, a=a.a, weekday=a.weekday, time=a.time)
    if b.kind == "step" and b.unit == "W" and gap in {"", "of", ",", "the"} and b.edge is None:
        return replace(a, b=b.b, step=b.step, unit="W")
    if b.kind == "offset" and b.unit.endswith("W") and gap == "":
        return replace(a, b=b.b, unit="W", step=None, count=b.count)
    return None


def _range(a: Atom, b: Atom, lexemes: Lexemes) -> Atom | None:
    """Two dates as a stretch: "from A to B", "between A and B", "A-B", "January and February this year"."""
    gap = _gap(a, b, lexemes)
    if gap is None or a.kind not in _DATED or b.kind not in _DATED or (a.shy and a.month is None) or (b.shy and b.month is None):
        return None
    before = lexemes.words[a.a - 1] if a.a else ""
    months = a.kind == b.kind == "date" and a.month is not None and b.month is not None and a.dom is None and b.dom is None
    if gap.split(" ")[0] in _TO and gap in {*_TO, "to the", "until the", "through the"}:
        opened = (
            before == "from"
            or gap in {"-", "–", "—", "‑", "through", "thru"}
            or a.dom is not None
            or months
            or (a.year is not None and b.year is not None)
        )
        if not opened or (gap == "—" and a.kind != "date"):
            return None
    elif gap == "and":
        if before != "between" and not (months and a.step is None and b.month == (a.month or 0) % 12 + 1):
            return None
    else:
        return None
    start = a.a - 1 if before == "between" else a.a
    return Atom(a=start, b=b.b, kind="range", rule="time.range", left=a, right=b)
