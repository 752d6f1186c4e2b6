"""All pairs of many reports searched for descent, beside passim on local Spark: time, memory, recall on planted copies, what the trap caught.

python -m bench.passim --reports 10000
python -m bench.passim --reports 10000 --passim DIR/passim/seriatim.py --spark DIR/bin/spark-submit [--setting all-pairs] [--times 25]
python -m bench.passim --curve 1000 10000 100000

passim (dasmiq/passim, its Python version) and Spark are not part of Stemma and are looked for where the options or PASSIM and SPARK_SUBMIT say.
Both are run as commands of their own, one after the other, and what they start is counted with them. With `--times`, passim is stopped once it has
taken so many times the processor time that Stemma took: what it had not written by then is not known.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench.passim.clock import Cost, cost_of
from bench.passim.corpus import Corpus, corpus
from bench.passim.score import Pair, lines

_ROOT = Path(__file__).resolve().parents[2]
#: passim's own defaults (20 letters, 5 matches, at most 100 holders, 50 letters aligned; each stretch from one source); the same for all pairs, as a
#: search for edges asks; and shorter runs with more holders, which finds more of what was reworded.
SETTINGS = {
    "default": [],
    "all-pairs": ["--all-pairs"],
    "sensitive": ["--all-pairs", "--n", "15", "--min-match", "3", "--maxDF", "200"],
}
#: Letters that a pair's alignments must add up to, where passim's answer is held against a stricter bar than its own.
_STRICT = 300


def written(made: Corpus, folder: Path, parts: int = 4) -> Path:
    """The reports in one file, and in some for Spark to share out; the place of the one file."""
    rows = [json.dumps({"id": r.id, "outlet": r.outlet, "published": r.published, "text": r.text}) for r in made.reports]
    (folder / "parts").mkdir()
    for n in range(parts):
        (folder / "parts" / f"{n}.json").write_text("\n".join(rows[n::parts]) + "\n", encoding="utf-8")
    whole = folder / "reports.jsonl"
    whole.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return whole


def ours(whole: Path, folder: Path) -> tuple[Cost, set[Pair]]:
    """Stemma's search."""
    out = folder / "pairs.tsv"
    path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    cost = cost_of([sys.executable, "-m", "bench.passim.ours", str(whole), str(out)], log=folder / "stemma.log", env={"PYTHONPATH": path})
    if cost.code:
        sys.exit(f"Stemma's search ended with {cost.code}: {(folder / 'stemma.log').read_text()[-2000:]}")
    return cost, {frozenset(line.split("\t")[:2]) for line in out.read_text(encoding="utf-8").splitlines()}


def passim(folder: Path, *, program: str, spark: str, setting: str, at_most: float) -> tuple[Cost, dict[Pair, int]]:
    """passim's pairs, each with the letters of its alignments; none where it was stopped."""
    out = folder / f"passim-{setting}"
    conf = ["--conf", "spark.ui.enabled=false", "--conf", "spark.sql.execution.pythonUDF.arrow.enabled=false"]
    command = [spark, "--master", "local[2]", "--driver-memory", "6g", *conf, program, "--pairwise", "--fields", "outlet", *SETTINGS[setting]]
    env = {"PYSPARK_PYTHON": str(Path(spark).parent / "python")} if (Path(spark).parent / "python").exists() else {}
    cost = cost_of(
        [*command, "--output-format", "json", str(folder / "parts"), str(out)], log=folder / f"passim-{setting}.log", env=env, at_most=at_most
    )
    if cost.stopped:
        return cost, {}
    if cost.code:
        sys.exit(f"passim ended with {cost.code}: {(folder / f'passim-{setting}.log').read_text()[-2000:]}")
    found: dict[Pair, int] = {}
    for file in (out / "align.json").glob("part-*"):
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            pair = frozenset((row["id"], row["id2"]))
            found[pair] = found.get(pair, 0) + row["end"] - row["begin"]
    return cost, found


def _told(name: str, cost: Cost) -> str:
    return f"{name}: {cost.cpu:.1f} s of processor time, {cost.wall:.1f} s by the clock, {cost.memory:.0f} MB at the peak"


def compare(count: int, given: argparse.Namespace) -> None:
    """One size, both programs."""
    made = corpus(count, shared=given.shared, seed=given.seed)
    words = sum(len(r.text.split()) for r in made.reports)
    print(f"{count} reports, {words} words, {len(made.planted)} planted pairs", flush=True)
    with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
        folder = Path(scratch)
        whole = written(made, folder)
        cost, pairs = ours(whole, folder)
        print(_told("stemma", cost))
        print("\n".join(lines("stemma", pairs, made)), flush=True)
        program, spark = given.passim, given.spark
        if not program or not Path(program).exists() or not spark or not shutil.which(spark):
            print("passim is not run: give its seriatim.py with --passim (or PASSIM) and spark-submit with --spark (or SPARK_SUBMIT); it needs Java.")
            return
        for setting in given.setting:
            theirs, aligned = passim(folder, program=program, spark=spark, setting=setting, at_most=given.times * cost.cpu)
            print(_told(f"passim {setting}", theirs))
            if theirs.stopped:
                print(f"  not done, and stopped: more than {theirs.cpu / cost.cpu:.1f} times the processor time", flush=True)
                continue
            print("\n".join(lines(f"passim {setting}", aligned.keys(), made)))
            strict = {pair for pair, letters in aligned.items() if letters >= _STRICT}
            print("\n".join(lines(f"passim {setting}, {_STRICT} letters and more", strict, made)))
            print(f"  {theirs.cpu / cost.cpu:.1f} times the processor time, {theirs.wall / cost.wall:.1f} times the wall time", flush=True)


def curve(given: argparse.Namespace) -> None:
    """Stemma alone at several sizes."""
    print("| reports | words | s of processor time | growth | MB | pairs | recall | false |\n|---|---|---|---|---|---|---|---|")
    before: tuple[int, float] | None = None
    for count in given.curve:
        made = corpus(count, shared=given.shared, seed=given.seed)
        with tempfile.TemporaryDirectory(dir=given.scratch) as scratch:
            cost, pairs = ours(written(made, Path(scratch)), Path(scratch))
        recall = sum(frozenset((a, b)) in pairs for a, b, _ in made.planted) / len(made.planted)
        false = sum(not made.related(*pair) for pair in pairs)
        growth = f"{math.log(cost.cpu / before[1]) / math.log(count / before[0]):.2f}" if before else ""
        words = sum(len(r.text.split()) for r in made.reports)
        print(f"| {count} | {words} | {cost.cpu:.1f} | {growth} | {cost.memory:.0f} | {len(pairs)} | {recall:.3f} | {false} |", flush=True)
        before = count, cost.cpu


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--curve", type=int, nargs="+", help="Stemma alone at these sizes")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--shared", type=Path, default=_ROOT.parent / "shared")
    parser.add_argument("--scratch", type=Path, help="folder for files that are removed again")
    parser.add_argument("--passim", default=os.environ.get("PASSIM"), help="passim's seriatim.py")
    parser.add_argument("--spark", default=os.environ.get("SPARK_SUBMIT") or shutil.which("spark-submit"), help="Spark's spark-submit")
    parser.add_argument("--setting", nargs="+", choices=list(SETTINGS), default=["all-pairs"])
    parser.add_argument("--times", type=float, default=math.inf, help="stop passim at so many times Stemma's processor time")
    given = parser.parse_args()
    if not (given.shared / "data").is_dir():
        sys.exit(f"The shared data is not at {given.shared}: give its place with --shared.")
    if given.curve:
        curve(given)
    else:
        compare(given.reports, given)


if __name__ == "__main__":
    main()
