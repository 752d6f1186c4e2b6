"""Lengths of time: their ISO 8601 names, their plain units, and the days that one covers before publication."""

from __future__ import annotations

from datetime import date, timedelta

from stemma.lang.en.times import calendar
from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.scene import Meant


def plain(unit: str, count: float) -> tuple[str, float]:
    """A unit that is several of another ("2W", "10Y") as that other."""
    if unit == "E":
        return "W", count
    if unit[:-1].isdigit():
        return unit[-1], count * int(unit[:-1])
    return unit, count


def length(atom: Atom) -> str | None:
    """ "two years and three months" as P2Y3M, however many parts."""
    if atom.left is None or atom.right is None:
        return duration(atom.count, atom.unit) if atom.count is not None else None
    a, b = length(atom.left), length(atom.right)
    if a is None or b is None:
        return None
    return a + (b[1:] if "T" not in a else b[2:])


def duration(count: float, unit: str) -> str:
    """The ISO 8601 name of a length of time; quarters become months and weekends stay days."""
    if unit == "Q":
        unit, count = "M", count * 3
    if unit == "E":
        unit, count = "D", count * 2
    unit, count = plain(unit, count)
    if count != int(count):
        finer = {"Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}.get(unit)
        if finer and count * finer[1] == int(count * finer[1]):
            unit, count = finer[0], count * finer[1]
    number = f"{count:.6f}".rstrip("0").rstrip(".")
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


#: Words that count occasions: "their second in two weeks".
ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())  # noqa: SIM905


def counted_back(atom: Atom, meant: Meant, anchor: date | None) -> Meant:
    """The days that a length before the day of publication covers, when occasions are counted in it: a seventh is added for "just over"."""
    if anchor is None or atom.count is None or meant.iso is None or meant.first is not None:
        return meant
    unit, count = plain(atom.unit, atom.count)
    if unit.startswith("T"):
        return meant
    far = calendar.shift(anchor, -count, unit)
    slack = round((anchor - far).days / 7)
    return Meant(iso=meant.iso, first=far - timedelta(days=slack), last=anchor)
