"""Learns the weights of alignment's features from annotated stories, and says how well they carry over to a story left out.

    python -m training.alignment.learn ../shared/stories tests/stories [--without STORY ...] [--write]

Each gold support is placed on the proposition that the scorer would find for it. Two placed supports of one gold claim in two reports are a
positive pair; two of different claims, and a placed one with any unplaced proposition of another report, are negative: gold lists every
telling of its claims. Barred pairs are left out, since the bars decide them. Logistic regression by Newton's method with
an L2 penalty on the distance from `PRIOR`; each story weighs the same.
The threshold `join` is the one with the best pair F1 over the training stories. Both are chosen anew for every story
that is left out, so the figure printed for it has seen nothing of it.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import pickle
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import stemma.align.clusters as clusters
from bench import alignment as bench
from stemma.align.bars import barred
from stemma.align.candidates import candidates
from stemma.align.features import FEATURES, values
from stemma.align.pairs import Corpus, held
from stemma.align.propositions import propositions
from stemma.align.stage import aliases_of
from stemma.align.stated import Proposition
from stemma.align.voices import Says

JOINS = (0.1, 0.15, 0.2, 0.3, 0.4)
#: Chosen among 2, 8, 30, 100 by the F1 of the stories left out.
PENALTY = 30.0
#: What each feature was thought to be worth before any data: the penalty pulls towards these and not towards nothing, since five stories cannot
#: teach what they hardly show (two names that differ, a negation).
PRIOR = {
    "align.shared-words": 3.0,
    "align.contained-words": 2.0,
    "align.likeness": 2.0,
    "align.high-likeness": 2.0,
    "align.same-predicate": 0.5,
    "align.predicate-mentioned": 0.3,
    "align.shared-names": 0.8,
    "align.other-names": -1.0,
    "align.same-subject": 0.5,
    "align.other-subject": -0.3,
    "align.same-figure": 2.5,
    "align.telling-figure": 2.5,
    "align.same-bound": 0.5,
    "align.one-number": -1.5,
    "align.same-counted": 1.0,
    "align.other-counted": -1.0,
    "align.same-unit": 0.3,
    "align.same-day": 0.5,
    "align.other-day": -1.0,
    "align.same-certainty": 0.2,
    "align.same-origin": 0.4,
    "align.other-origin": -0.2,
    "align.same-kind": 0.2,
    "align.unlike-length": -0.5,
    "align.negated-once": -1.0,
}
PRIOR_BIAS = -5.0
RESTATED = 0.6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Marked:
    """A story's propositions and what gold says of them."""

    slug: str
    propositions: list[Proposition]
    corpus: Corpus
    #: Proposition index to the gold claims placed on it.
    gold: dict[int, set[str]]
    #: (gold claim, report, proposition or None) of every support.
    supports: list[tuple[str, str, int | None]]
    x: np.ndarray
    y: np.ndarray


def marked(folder: Path, readings: Sequence[Any], attributed: Any, module: Any) -> Marked:
    """A story with its placed supports and its pairs."""
    says = Says(attributed)
    told = [p for r in sorted(readings, key=lambda r: r.report.id) for p in propositions(r, says)]
    corpus = Corpus(told, aliases_of(attributed))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    number = {r.report.id: Path(r.report.path).name.split("-")[0] for r in readings}
    supports: list[tuple[str, str, int | None]] = []
    placed: dict[int, set[str]] = {}
    touched: set[int] = set()
    for g in gold["claims"]:
        for s in g["support"]:
            quote = set(range(s["start"], s["end"]))
            fits = []
            for n, p in enumerate(told):
                if number[p.report] != s["report"]:
                    continue
                span = {c for sp in p.spans for c in range(sp.start, sp.end)}
                overlap = len(span & quote)
                if overlap:
                    touched.add(n)
                if overlap >= 0.5 * len(quote):
                    quantity = dataclasses.asdict(p.mention.quantity) if p.mention else None
                    fits.append(((int(module.close(quantity, g["quantity"])), overlap / len(quote), -len(span)), n))
            best = max(fits)[1] if fits else None
            supports.append((g["id"], s["report"], best))
            if best is not None and (not g["quantity"] or max(fits)[0][0]):
                placed.setdefault(best, set()).add(g["id"])
    x, y = [], []
    for i, j in candidates(told, corpus):
        if told[i].report == told[j].report or (i not in placed and j not in placed):
            continue
        pair = held(told[i], told[j], corpus)
        if barred(pair):
            continue
        if i in placed and j in placed:
            y.append(float(bool(placed[i] & placed[j])))
        elif (i in touched) and (j in touched):
            continue  # beside a support in both: gold does not say
        else:
            y.append(0.0)
        x.append(values(pair))
    return Marked(slug=folder.name, propositions=told, corpus=corpus, gold=placed, supports=supports, x=np.array(x), y=np.array(y))


def fit(stories: Sequence[Marked], penalty: float = PENALTY) -> tuple[np.ndarray, float]:
    """Weights and bias. No weight has the sign against its `PRIOR`: what speaks for one claim cannot speak against it, whatever five stories say."""
    x = np.concatenate([s.x for s in stories])
    y = np.concatenate([s.y for s in stories])
    each = np.concatenate([np.full(len(s.y), 1000 / max(1, len(s.y))) for s in stories])
    each = np.where(y > 0, each * 4, each)
    x1 = np.hstack([x, np.ones((len(x), 1))])
    start = np.array([*(PRIOR[name] for name in FEATURES), PRIOR_BIAS])
    ridge = np.full(x1.shape[1], penalty)
    ridge[-1] = 1e-3
    free = np.ones(len(start), dtype=bool)
    while True:
        w = np.zeros(len(start))
        w[free] = _newton(x1[:, free], y, each, start[free], ridge[free])
        wrong = free & (w * start < 0)
        if not wrong.any():
            return w[:-1], float(w[-1])
        free &= ~wrong


def _newton(x: np.ndarray, y: np.ndarray, each: np.ndarray, start: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """Logistic regression of weighed rows, with the distance from `start` held by `ridge`."""
    w = start.copy()
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (each * (p - y)) + ridge * (w - start)
        hessian = (x * (each * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def use(weights: np.ndarray, bias: float, join: float, restated: float = RESTATED) -> None:
    """Lets the clusters be made with these numbers."""
    given = (bias, tuple(float(round(w, 4)) for w in weights), join, restated)
    clusters._learnt = lambda: given  # type: ignore[assignment]


def pair_counts(story: Marked) -> Counter[str]:
    """True, predicted and gold pairs across reports, as the scorer counts them."""
    of = {n: k for k, group in enumerate(clusters.cluster(story.propositions, story.corpus)) for n in group}
    hits = [(g, r, of[n]) for g, r, n in story.supports if n is not None]
    tally: Counter[str] = Counter()
    for a, (g, r, k) in enumerate(hits):
        for h, q, m in hits[a + 1 :]:
            if r != q:
                tally["tp"] += g == h and k == m
                tally["p"] += k == m
                tally["g"] += g == h
    return tally


def f1(tally: Counter[str]) -> float:
    """F1 of counted pairs."""
    return 2 * tally["tp"] / max(1, tally["p"] + tally["g"])


def best_join(stories: Sequence[Marked], weights: np.ndarray, bias: float) -> float:
    """The threshold with the best F1 over the stories."""
    found = {}
    for join in JOINS:
        use(weights, bias, join)
        found[join] = f1(sum((pair_counts(s) for s in stories), Counter()))
    return max(found, key=lambda j: (round(found[j], 3), j))


def left_out(stories: Sequence[Marked], penalty: float, *, aloud: bool = True) -> Counter[str]:
    """Counted pairs over all stories, each clustered with numbers learnt from the others."""
    total: Counter[str] = Counter()
    for left in stories:
        rest = [s for s in stories if s is not left]
        weights, bias = fit(rest, penalty)
        join = best_join(rest, weights, bias)
        use(weights, bias, join)
        tally = pair_counts(left)
        total += tally
        if aloud:
            print(f"left out {left.slug:<28} join {join:.2f}  F1 {f1(tally):.3f}  {dict(tally)}", flush=True)
    p, r = total["tp"] / max(1, total["p"]), total["tp"] / max(1, total["g"])
    print(f"left out, all together, penalty {penalty:g}: F1 {f1(total):.3f}  P {p:.3f}  R {r:.3f}", flush=True)
    return total


def main() -> None:
    """Cross-validates, then learns from all stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, nargs="+", help="folders of stories; a story without a gold.json is none")
    parser.add_argument("--without", nargs="*", default=[], help="stories that are kept sealed")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--sweep", action="store_true", help="compare penalties")
    parser.add_argument("--read", type=Path, help="folder with readings pickled by an earlier run; made when absent")
    given = parser.parse_args()
    module = bench.scorer(given.stories[0])
    stories = [s for folder in given.stories for s in load(folder, module, given.read, given.without)]
    if given.sweep:
        for penalty in (2.0, 8.0, 30.0, 100.0):
            left_out(stories, penalty, aloud=False)
    total = left_out(stories, PENALTY)
    weights, bias = fit(stories)
    join = best_join(stories, weights, bias)
    use(weights, bias, join)
    print(f"learnt from all: join {join:.2f}, F1 on the same {f1(sum((pair_counts(s) for s in stories), Counter())):.3f}")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"  {name:<28} {weight:+.2f}")
    if given.write:
        write(given.stories, stories, weights, bias, join, f1(total))


def load(folder: Path, module: Any, kept: Path | None = None, without: Collection[str] = ()) -> list[Marked]:
    """All stories, read with the shipped annotator or from readings kept by an earlier run."""
    from stemma.attribute import attribute
    from stemma.lang.annotator.document import register

    register()
    found = []
    for story in sorted(p for p in folder.iterdir() if (p / "gold.json").is_file() and p.name not in without):
        store = kept / f"al_{story.name}.pkl" if kept else None
        if store is not None and store.is_file():
            readings = pickle.loads(store.read_bytes())
        else:
            readings = bench.read_story(story)
            if store is not None:
                store.write_bytes(pickle.dumps(readings))
        found.append(marked(story, readings, attribute(readings), module))
        print(
            f"{story.name}: {len(found[-1].propositions)} propositions, {int(found[-1].y.sum())} of {len(found[-1].y)} pairs are one claim",
            flush=True,
        )
    return found


def write(folders: Sequence[Path], stories: Sequence[Marked], weights: np.ndarray, bias: float, join: float, left_out: float) -> None:
    """Puts the weights where the stage loads them."""
    golds = [next(f / s.slug / "gold.json" for f in folders if (f / s.slug / "gold.json").is_file()) for s in stories]
    digest = hashlib.sha256(b"".join(g.read_bytes() for g in golds)).hexdigest()[:16]
    body = {
        "provenance": {
            "made_by": "training/alignment/learn.py",
            "stories": [s.slug for s in stories],
            "gold_sha256": digest,
            "pairs": int(sum(len(s.y) for s in stories)),
            "penalty": PENALTY,
            "joins_tried": list(JOINS),
            "pair_f1_on_stories_left_out": round(left_out, 3),
        },
        "bias": round(bias, 4),
        "join": join,
        "restated": RESTATED,
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
    }
    Path("src/stemma/align/weights.json").write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
