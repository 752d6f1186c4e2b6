"""How many times are found and resolved right: retold stories, date specifications, GUM's dates; beside a baseline.

    python bench/times.py [--shared ../shared] [--annotator] [--show stories|specs|gum] [--test]

Stories are read by the annotator when `--annotator` is given, else without a parse (tense by words); the specifications without a parse;
GUM with its own gold parse. A specification counts as right when every time in it is resolved to one of the readings that it allows.
The baseline resolves nothing but dates that are written out (the absolute part of the same grammar: no day of publication, no tense).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import spacy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support import conllu

from stemma.lang.en.times import find
from stemma.model import Timex

#: Date specifications that make sense for news; the rest of the set is about calendars of meetings, sets and time zones.
SPECS = (
    "DateParser",
    "DatePeriodParser",
    "DateTimeParser",
    "DateTimePeriodParser",
    "DurationParser",
    "TimeParser",
    "HolidayParser",
    "MergedParser",
    "DateTimeModel",
)


def stories(shared: Path, nlp: Any, anchored: bool = True) -> Iterator[tuple[str, bool, bool, str]]:
    """For each gold time of the stories: where, found, resolved, and a line to read."""
    for gold_path in sorted((shared / "stories").glob("*/gold.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        for number, name in gold["reports"].items():
            if not gold["timex"].get(number):
                continue
            report = json.loads((gold_path.parent / "reports" / f"{name}.json").read_text(encoding="utf-8"))
            anchor = date.fromisoformat(report["published"][:10]) if report.get("published") and anchored else None
            text = report["text"]
            got = [(k.start(), t) for k in re.finditer(r"[^\n]+", text) for t in find(nlp(k.group()), anchor=anchor)]
            for want in gold["timex"][number]:
                hits = [t for at, t in got if at + t.span.start < want["end"] and want["start"] < at + t.span.end]
                near = text[max(0, want["start"] - 60) : want["end"] + 20]
                line = f"{gold['slug']} {number} {want['text']!r} want {want['iso']} got {[t.iso for t in hits]} | {near!r}"
                yield gold["slug"], bool(hits), any(t.iso == want["iso"] for t in hits), line


def specs(shared: Path, name: str, anchored: bool = True) -> Iterator[tuple[bool, str]]:
    """For each case of a specification file: right, and a line to read."""
    nlp = spacy.blank("en")
    for case in json.loads((shared / "data/times_numbers/DateTime" / f"{name}.json").read_text(encoding="utf-8-sig")):
        reference = case.get("Context", {}).get("ReferenceDateTime")
        reference = reference or "2016-11-07"
        if not case["Results"]:
            continue
        got = find(nlp(case["Input"]), anchor=date.fromisoformat(reference[:10]) if anchored else None)
        right = all(any(_agrees(t, reading) for t in got for reading in _readings(result)) for result in case["Results"])
        want = [list(_readings(r)) for r in case["Results"]]
        yield right, f"{case['Input']!r} at {reference[:10]} want {want} got {[(t.iso, t.first, t.last) for t in got]}"


def _readings(result: dict[str, Any]) -> Iterator[dict[str, str]]:
    value = result.get("Value") or {}
    if "FutureResolution" in value:
        for which in ("FutureResolution", "PastResolution"):
            yield dict(value[which], timex=value.get("Timex", ""))
    else:
        for reading in (result.get("Resolution") or value).get("values", []):
            kind = reading.get("type", "")
            if kind in {"date", "datetime", "time", "duration"} and "value" in reading:
                yield {kind.replace("datetime", "dateTime"): reading["value"], "timex": reading.get("timex", "")}
            else:
                keys = {"daterange": "Date", "datetimerange": "DateTime", "timerange": "Time"}.get(kind, "?")
                yield {f"{end}{keys}": reading[end] for end in ("start", "end") if end in reading} | {"timex": reading.get("timex", "")}


def _agrees(t: Timex, reading: dict[str, str]) -> bool:
    if "date" in reading:
        return t.first == t.last == reading["date"]
    if "dateTime" in reading:
        return t.iso == reading["dateTime"][:16].replace(" ", "T")
    if "time" in reading:
        return bool(t.iso) and str(t.iso)[-5:] == reading["time"][:5]
    if "duration" in reading:
        return _seconds(t.iso or "") == float(reading["duration"])
    if "startDate" in reading and "endDate" in reading and re.fullmatch(r"\d{4}-\d\d-\d\d", reading["endDate"]):
        last = (date.fromisoformat(reading["endDate"]) - timedelta(days=1)).isoformat()
        return t.first == reading["startDate"] and t.last in {last, reading["endDate"]}
    if "startDateTime" in reading and "endDateTime" in reading:
        return t.first == reading["startDateTime"][:10] and t.last is not None and t.last >= t.first
    return False


def _seconds(iso: str) -> float:
    if not re.fullmatch(r"P(?:[\d.]+[YMWD])*(?:T(?:[\d.]+[HMS])+)?", iso):
        return -1.0
    days, _, hours = iso[1:].partition("T")
    size = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400}
    small = {"H": 3600, "M": 60, "S": 1}
    return sum(float(n) * size[u] for n, u in re.findall(r"([\d.]+)(\w)", days)) + sum(
        float(n) * small[u] for n, u in re.findall(r"([\d.]+)(\w)", hours)
    )


def gum(path: Path, anchored: bool = True) -> Iterator[tuple[bool, bool, str]]:
    """For each date that GUM's editors marked: found, resolved, and a line to read."""
    for gold in conllu.load(path):
        created = gold.meta.get("dateCreated", "")
        anchor = date.fromisoformat(created) if anchored and re.fullmatch(r"\d{4}-\d\d-\d\d", created) else None
        found = find(gold.doc, anchor=anchor)
        for first, last, want in _gum_dates(gold):
            a, b = gold.doc[first].idx, gold.doc[last - 1].idx + len(gold.doc[last - 1])
            hits = [t for t in found if t.span.start < b and a < t.span.end]
            got = [(t.iso, t.first, t.last) for t in hits]
            line = f"{gold.id} {anchor} {gold.doc.text[max(0, a - 50) : a]!r} [{gold.doc[first:last].text}] want {want} got {got}"
            yield bool(hits), any(_gum_right(t, want) for t in hits), line


def _gum_dates(gold: conllu.GoldDoc) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """Token range and (from, to) of each date that carries a value and is no mere weekday or yearless part."""
    open_at: list[tuple[int, tuple[str, str] | None]] = []
    for i, misc in enumerate(gold.misc):
        xml = "".join(p[4:] for p in misc.split("|") if p.startswith("XML="))
        for tag in re.finditer(r"<(/?)date([^>]*)>", xml):
            if tag[1]:
                if open_at:
                    first, value = open_at.pop()
                    if value:
                        yield first, i + 1, value
            else:
                fields = dict(re.findall(r'(\w+):::"([^"]*)"', tag[2]))
                when = fields.get("when")
                ends = (
                    (when, when) if when else (fields.get("from") or fields.get("notBefore") or "", fields.get("to") or fields.get("notAfter") or "")
                )
                full = all(re.fullmatch(r"\d{4}(-\d\d){0,2}", e) for e in ends)
                open_at.append((i, (ends[0] or "", ends[1] or "") if full else None))


def _gum_right(t: Timex, want: tuple[str, str]) -> bool:
    """Right by name, by days, or as one end of a stretch (GUM marks the ends of "from A to B" apart)."""
    span = (_first(want[0]), _last(want[1]))
    if (t.first, t.last) == span:
        return True
    names = [name[:10] for name in (t.iso or "").split("/")]
    full = [name for name in names if re.fullmatch(r"\d{4}(-\d\d){0,2}", name)]
    return any((_first(n), _last(n)) == span for n in full) or (len(full) == 2 and (_first(full[0]), _last(full[1])) == span)


def _first(iso: str) -> str:
    return (iso + "-01-01")[:10]


def _last(iso: str) -> str:
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 3:
        return iso
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()


def speed() -> float:
    """Words a second of processor time, on prose dense with times."""
    text = "The minister said on Tuesday that 3,000 people had left the region since early June 2024, two weeks after the vote. " * 200
    doc = spacy.blank("en")(text)
    started = time.process_time()
    find(doc, anchor=date(2025, 6, 17))
    return len(text.split()) / (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parent.parent.parent / "shared")
    parser.add_argument("--annotator", action="store_true")
    parser.add_argument("--show", choices=["stories", "specs", "gum"])
    parser.add_argument("--test", action="store_true", help="GUM's test split as well")
    given = parser.parse_args()
    if given.annotator:
        from stemma.lang.annotator import load

        nlp: Any = load()
    else:
        nlp = spacy.blank("en")
    print(f"{'':<28} {'n':>5} {'found':>6} {'right':>6} {'baseline':>8}")
    rows = list(stories(given.shared, nlp))
    base = [r for _, _, r, _ in stories(given.shared, spacy.blank("en"), anchored=False)]
    _row("stories", [f for _, f, _, _ in rows], [r for _, _, r, _ in rows], base)
    if given.show == "stories":
        print(*(line for _, _, r, line in rows if not r), sep="\n")
    for name in SPECS:
        cases = list(specs(given.shared, name))
        _row(name, None, [r for r, _ in cases], [r for r, _ in specs(given.shared, name, anchored=False)])
        if given.show == "specs":
            print(*(line for r, line in cases if not r), sep="\n")
    for split in ("train", "dev", "test") if given.test else ("train", "dev"):
        path = given.shared / "data/treebank" / f"gum_{split}.conllu"
        dates = list(gum(path))
        _row(f"GUM {split}", [f for f, _, _ in dates], [r for _, r, _ in dates], [r for _, r, _ in gum(path, anchored=False)])
        if given.show == "gum" and split != "test":
            print(*(line for _, r, line in dates if not r), sep="\n")
    print(f"{speed():,.0f} words a second")


def _row(name: str, found: list[bool] | None, right: list[bool], base: list[bool]) -> None:
    share = f"{sum(found) / len(found):6.3f}" if found else " " * 6
    print(f"{name:<28} {len(right):>5} {share} {sum(right) / len(right):6.3f} {sum(base) / len(base):8.3f}")


if __name__ == "__main__":
    main()
