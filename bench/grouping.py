"""How well reports are grouped into stories: BCubed beside plain TF-IDF, on real reports and on look-alike events.

python bench/grouping.py [--shared ../shared]              the table, with the even and the odd topics or events apart
python bench/grouping.py --orders 3                        as well report by report in so many shuffled orders, as a library takes them in
python bench/grouping.py --background FILE                 makes src/stemma/lang/en/background.txt anew from PolNeAR's training part

Constants were chosen on the even topics and events; the odd ones were looked at too, so that neither half is unseen.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
from lxml import etree

from stemma.gather import Memory, Signature, stories, update
from stemma.gather.linkage import clusters
from stemma.lang.en.stemming import stem
from stemma.lang.reading import Passage, Reading
from stemma.lang.terms import counted
from stemma.lang.words import body_of, fold, raw_words
from stemma.model import Report, Zone

_BLANK = spacy.blank("en")
Labelled = list[tuple[Reading, str]]


def reading(key: str, text: str, *, published: str | None = None, title: str | None = None) -> Reading:
    """A report that is all body, unread but for its words."""
    zones = (Zone(kind="body", start=0, end=len(text)),) if text else ()
    report = Report(id=key, path=key, text=text, zones=zones, published=published, title=title)
    return Reading(report=report, passages=(Passage(kind="body", start=0, doc=_BLANK.make_doc(text)),))


def ecb(shared: Path) -> Labelled:
    """ECB+ topics 1-35: two look-alike events a topic."""
    out = []
    for file in sorted((shared / "data/stories/ecbplus").glob("*/*.xml")):
        lines: dict[int, list[str]] = defaultdict(list)
        for token in etree.parse(file).getroot().iter("token"):
            lines[int(token.get("sentence"))].append(token.text or "")
        text = "\n".join(" ".join(lines[n]) for n in sorted(lines))
        out.append((reading(file.name, text), file.name.split("_")[0] + ("plus" if "ecbplus" in file.name else "ecb")))
    return out


def events(shared: Path) -> Labelled:
    """Real articles of 20 outlets by event."""
    rows = map(json.loads, (shared / "data/stories/events.jsonl").read_text(encoding="utf-8").splitlines())
    return [(reading(r["id"], r["text"], published=r["published"][:10], title=r["title"]), str(r["event"])) for r in rows]


def retold(shared: Path, *, dated: bool = True) -> Labelled:
    """The development stories, all mixed."""
    out = []
    for file in sorted((shared / "stories").glob("*/reports/*.json")):
        raw = json.loads(file.read_text(encoding="utf-8"))
        key = f"{file.parts[-3]}/{file.stem}"
        out.append((reading(key, raw["text"], published=raw.get("published") if dated else None, title=raw.get("title")), file.parts[-3]))
    return out


def bcubed(gold: Sequence[str], mine: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga and Baldwin 1998), as score_stories.py counts them."""
    g, m = np.array(gold), np.array(mine)
    both = [(int(((g == g[i]) & (m == m[i])).sum()), int((m == m[i]).sum()), int((g == g[i]).sum())) for i in range(len(g))]
    precision = float(np.mean([k / a for k, a, _ in both]))
    recall = float(np.mean([k / b for k, _, b in both]))
    return precision, recall, 2 * precision * recall / (precision + recall)


def ours(readings: Sequence[Reading]) -> dict[str, int]:
    """Report -> number of its story."""
    return {report: n for n, story in enumerate(stories(readings)) for report in story.reports}


def plain(readings: Sequence[Reading], *, at_least: float) -> dict[str, int]:
    """TF-IDF of the pile alone, average linkage, one threshold."""
    counts = [counted(body_of(r))[0] for r in readings]
    held = Counter(t for c in counts for t in c)
    column = {t: i for i, t in enumerate(sorted(held))}
    table = np.zeros((len(counts), len(column)), dtype=np.float32)
    for i, count in enumerate(counts):
        for term, n in count.items():
            table[i, column[term]] = (1 + np.log(n)) * np.log((len(counts) + 1) / held[term])
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    groups = clusters(np.asarray(table @ table.T, dtype=np.float32), at_least=at_least)
    return {readings[row].report.id: n for n, rows in enumerate(groups) for row in rows}


def arriving(readings: Sequence[Reading], *, seed: int) -> dict[str, int]:
    """The same report by report, in a shuffled order, as a library takes them in."""
    signatures = [Signature.of(r.report) for r in readings]
    random.Random(seed).shuffle(signatures)
    index, held = Memory(), {}
    for signature in signatures:
        change = update(index, put=[signature])
        for gone in change.gone:
            del held[gone]
        held.update({story.id: story for story in change.stories})
    return {report: n for n, story in enumerate(held.values()) for report in story.reports}


def table(shared: Path, *, orders: int) -> Iterator[str]:
    """The rows: data, method, precision, recall, F1, F1 of even and odd topics, seconds."""
    piles: dict[str, Labelled] = {
        "ECB+ 1-35 (look-alikes)": ecb(shared),
        "events.jsonl": events(shared),
        "development stories, mixed": retold(shared),
        "the same without dates": retold(shared, dated=False),
    }
    methods: dict[str, Callable[[Sequence[Reading]], dict[str, int]]] = {
        "plain TF-IDF, .16": lambda r: plain(r, at_least=0.16),
        "stemma": ours,
        **{f"arriving, order {seed}": lambda r, seed=seed: arriving(r, seed=seed) for seed in range(1, orders + 1)},
    }
    for name, pile in piles.items():
        gold = [g for _, g in pile]
        for method, group in methods.items():
            start = time.process_time()
            found = group([r for r, _ in pile])
            seconds = time.process_time() - start
            mine = [found[x.report.id] for x, _ in pile]
            p, r, f = bcubed(gold, mine)
            halves = " ".join(f"{which} {f1:.3f}" for which, f1 in _halves(gold, mine))
            yield f"{name:<28} {len(pile):>4}  {method:<18} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  {halves:<22}  {seconds:6.2f} s"


def _halves(gold: Sequence[str], mine: Sequence[int]) -> Iterator[tuple[str, float]]:
    """F1 over the reports of even and of odd topics, where topics have numbers."""
    numbers = [re.match(r"\d+", g) for g in gold]
    for which, rest in (("even", 0), ("odd", 1)):
        rows = [n for n, number in enumerate(numbers) if number and int(number[0]) % 2 == rest]
        if rows:
            yield which, bcubed([gold[n] for n in rows], [mine[n] for n in rows])[2]


def background(shared: Path) -> str:
    """How many articles of PolNeAR's training part hold each stem; stems of fewer than four are left out."""
    rows = (shared / "data/attribution/polnear_train.jsonl").read_text(encoding="utf-8").splitlines()
    held = Counter(t for row in rows for t in {stem(fold(w)) for w in raw_words(json.loads(row)["text"])})
    by_count: dict[int, list[str]] = defaultdict(list)
    for term, n in held.items():
        if n >= 4 and len(term) > 1 and not any(c.isdigit() for c in term):
            by_count[n].append(term)
    head = "# In how many of N news articles a word stem occurs: N, then one line a count. Made by `python bench/grouping.py --background FILE`."
    return "\n".join([head, str(len(rows)), *(f"{n} " + " ".join(sorted(by_count[n])) for n in sorted(by_count, reverse=True))]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--orders", type=int, default=0)
    parser.add_argument("--background", type=Path)
    given = parser.parse_args()
    if given.background:
        given.background.write_text(background(given.shared), encoding="utf-8")
        return
    for line in table(given.shared, orders=given.orders):
        print(line, flush=True)


if __name__ == "__main__":
    main()
