"""How well descent is found: development stories as score_stories.py counts them, real pairs of ECB+ read by eye, and the time for a thousand texts.

python -m bench.descent [--shared ../shared]
python -m bench.descent --pairs [--test] [--show]     the 200 labelled pairs of bench/descent_pairs
python -m bench.descent --growth                       the time for 50, 200 and 800 made-up reports
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import Doc

from bench.descent_pairs.score import table
from bench.grouping import ecb, reading
from stemma.ingest import ingest
from stemma.lang.reading import Reading
from stemma.lang.words import body_of, fold, raw_words
from stemma.model import Descent
from stemma.read import read
from stemma.weigh import descent

_HERE = Path(__file__).resolve().parent
_IDLE = set("the a an of in to for and mr mrs ms dr president minister official officials secretary spokesperson spokesman chief".split())  # noqa: SIM905


class Unparsed:
    """Reads words only: descent needs no parse."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("sentencizer")

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        return self._nlp.pipe(texts)


def same_name(a: str, b: str) -> bool:
    """One name's content words within the other's, as score_stories.py has it."""
    x, y = ([w for w in re.sub(r"[^a-z0-9]+", " ", n.lower()).split() if w not in _IDLE] for n in (a, b))
    return bool(x and y) and (set(x) <= set(y) or set(y) <= set(x))


def stories(shared: Path) -> Iterator[str]:
    """Edges, direction, precision and named wires over the development stories."""
    tally: Counter[str] = Counter()
    for file in sorted((shared / "stories").glob("*/gold.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        raws, _ = ingest(sorted(map(str, (file.parent / "reports").glob("*.json"))))
        readings, _ = read(raws, pipeline=Unparsed())
        number = {r.report.id: Path(r.report.path).name[:2] for r in readings}
        _tally(tally, gold, descent(readings), number)
    for what, of in (("edge", "edges"), ("direction", "edges"), ("sibling", "siblings"), ("right", "drawn"), ("wire", "wires")):
        yield f"development stories  {what:<10} {tally[what]:>3} of {tally[of]:>3}  {tally[what] / max(1, tally[of]):.3f}"


def _tally(tally: Counter[str], gold: dict, edges: Sequence[Descent], number: dict[str, str]) -> None:
    drawn = {(number[d.child], number[d.parent]) for d in edges if d.parent}
    sure = [e for e in gold["descent"] if e["confidence"] != "judged"]
    unsure = {frozenset((e["child"], e["parent"])) for e in gold["descent"] if e["confidence"] == "judged"}
    inside = {(e["child"], e["parent"]) for e in sure if e["parent"] in gold["reports"]}
    siblings = {frozenset((a, b)) for g in gold.get("copy_groups", []) for a in g["reports"] for b in g["reports"] if a != b}
    known = siblings | {frozenset(e) for e in inside}
    counted = [e for e in drawn if frozenset(e) not in unsure]
    tally["drawn"] += len(counted)
    tally["right"] += sum(frozenset(e) in known for e in counted)
    tally["edges"] += len(inside)
    tally["edge"] += sum(frozenset(e) in {frozenset(d) for d in drawn} for e in inside)
    tally["direction"] += len(inside & drawn)
    tally["siblings"] += len(siblings)
    tally["sibling"] += sum(s in {frozenset(d) for d in drawn} for s in siblings)
    for e in sure:
        if e["parent"] not in gold["reports"] and e.get("parent_named_in_text"):
            wanted = e["parent"].split("-wire")[0].replace("-", " ")
            tally["wires"] += 1
            tally["wire"] += any(d.parent_name and number[d.child] == e["child"] and same_name(d.parent_name, wanted) for d in edges)


def pairs(shared: Path) -> Iterator[str]:
    """The pairs read by eye, beside the plain share of common five-word runs."""
    texts = {r.report.id.removesuffix(".xml"): r for r, _ in ecb(shared)}
    rows = [line.split("\t") for line in (_HERE / "ecb_descent_pairs.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    both = descent(list(texts.values()))
    found = {frozenset((d.child.removesuffix(".xml"), d.parent.removesuffix(".xml"))) for d in both if d.parent}
    ours = [(frozenset((a, b)) in found, label == "yes") for a, b, label in rows]
    yield f"ECB+ pairs by eye ({len(rows)})  stemma           {_scores(ours)}   ({len(found)} edges among {len(texts)} texts)"
    for least in (0.05, 0.1, 0.2):
        plain = [(_common(texts[a], texts[b]) >= least, label == "yes") for a, b, label in rows]
        yield f"ECB+ pairs by eye ({len(rows)})  5-grams >= {least:.2f}  {_scores(plain)}"


def _common(a: Reading, b: Reading) -> float:
    runs = []
    for one in (a, b):
        words = [fold(w) for w in raw_words(one.report.text)]
        runs.append({tuple(words[i : i + 5]) for i in range(len(words) - 4)})
    return len(runs[0] & runs[1]) / max(1, min(map(len, runs)))


def _scores(judged: Sequence[tuple[bool, bool]]) -> str:
    hit = sum(mine and gold for mine, gold in judged)
    precision = hit / max(1, sum(mine for mine, _ in judged))
    recall = hit / max(1, sum(gold for _, gold in judged))
    return f"P {precision:.3f}  R {recall:.3f}"


def timing(shared: Path) -> Iterator[str]:
    """Seconds for all pairs of 250, 500 and about 1,000 real texts."""
    rows = map(json.loads, (shared / "data/reports/syria_2011_2015.jsonl").read_text(encoding="utf-8").splitlines())
    texts = [r for r, _ in ecb(shared)] + [reading(f"syria-{r['id']}", r["text"]) for r in rows]
    for size in (250, 500, len(texts)):
        some = texts[:: max(1, len(texts) // size)][:size]
        words = sum(len(body_of(r).words) for r in some)
        start = time.process_time()
        edges = sum(d.parent is not None for d in descent(some))
        yield f"{len(some):>5} texts, {words:>7} words, {edges:>4} edges: {time.process_time() - start:6.2f} s of CPU"


def growth(_: Path) -> Iterator[str]:
    """Seconds for 50, 200 and 800 made-up reports of 250 words, every fifth an edited copy of the one before it."""
    chance = random.Random(11)
    vocabulary = ["".join(chance.choices("aeioulnrstdmkpbvg", k=6)) for _ in range(6000)]
    weights = [1 / (n + 8) for n in range(len(vocabulary))]
    before = 0.0
    for size in (50, 200, 800):
        some: list[Reading] = []
        sentences: list[list[str]] = []
        for number in range(size):
            if number % 5 == 4:
                sentences = [[w if chance.random() < 0.85 else chance.choice(vocabulary) for w in s] for s in sentences[::-1]]
            else:
                sentences = [[*chance.choices(vocabulary, weights, k=19), f"Name{chance.randrange(900)}"] for _ in range(13)]
            some.append(reading(f"made-{number}", " ".join(" ".join(s).capitalize() + "." for s in sentences)))
        start = time.process_time()
        found = sum(d.parent is not None for d in descent(some))
        seconds = time.process_time() - start
        ratio = f", {seconds / before:.1f} times the time for 4 times the reports" if before else ""
        yield f"{size:>4} made-up reports: {seconds:6.2f} s of CPU, {found} of {size // 5} copies linked{ratio}"
        before = seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=_HERE.parents[1] / "shared")
    parser.add_argument("--pairs", action="store_true", help="only the labelled pairs: the dev split")
    parser.add_argument("--test", action="store_true", help="with --pairs: the test split")
    parser.add_argument("--show", action="store_true", help="with --pairs: the pairs on which Stemma errs")
    parser.add_argument("--growth", action="store_true", help="only the time for 50, 200 and 800 made-up reports")
    given = parser.parse_args()
    if given.pairs:
        for line in table(given.shared, "test" if given.test else "dev", show=given.show):
            print(line, flush=True)
        return
    for part in (growth,) if given.growth else (stories, pairs, timing):
        for line in part(given.shared):
            print(line, flush=True)


if __name__ == "__main__":
    main()
