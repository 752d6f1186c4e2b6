"""How fast the annotator reads: words a second over many reports and over one, against the bare forward pass.

    python bench/reading.py ../shared/data/stories/events.jsonl [--threads 2] [--reports 120]

The bare pass runs the same chunks, already encoded, through onnxruntime with as many threads and throws the scores away; what is left
of its speed when texts go in and spaCy documents come out is the share that the rest of the annotator costs.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import spacy

from stemma.lang.annotator import Annotator, load
from stemma.lang.annotator.chunks import chunks


def best(run: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def bare(annotator: Annotator, texts: list[str], threads: int) -> float:
    """Seconds of the forward pass alone over all chunks of the texts."""
    nlp = spacy.blank("en")
    network = annotator.network
    feeds = []
    for doc in map(nlp.make_doc, texts):
        for chunk in chunks(doc, network.pieces.size):
            feeds.append(network.encode([doc[i].text for i in chunk.tokens], chunk.starts))
    with ThreadPoolExecutor(threads) as pool:
        return best(lambda: sum(1 for _ in pool.map(network.scores, feeds)))


def start_up() -> tuple[float, float]:
    """Seconds to import what is needed and seconds to load, in a fresh process."""
    code = (
        "import time; a = time.perf_counter(); import spacy, onnxruntime, tokenizers; from stemma.lang.annotator import load; "
        "import stemma.lang.annotator.reader; b = time.perf_counter(); load(); print(b - a, time.perf_counter() - b)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return float(out[0]), float(out[1])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, help="JSON lines with a field `text`")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--reports", type=int, default=120)
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.texts.read_text(encoding="utf-8").splitlines()][: args.reports]
    annotator = load(threads=args.threads)
    docs = list(annotator.pipe(texts))  # warms up
    words = sum(not t.is_space for doc in docs for t in doc)
    one = min(texts, key=lambda t: abs(len(t) - 3000))
    in_one = sum(not t.is_space for t in annotator(one))
    seconds_bare = bare(annotator, texts, args.threads)
    seconds_pipe = best(lambda: sum(1 for _ in annotator.pipe(texts)))
    seconds_one = best(lambda: annotator(one), 7)
    imported, loaded = start_up()
    rows = [
        ("bare forward pass, words/s", f"{words / seconds_bare:,.0f}"),
        (f"{len(texts)} reports, words/s", f"{words / seconds_pipe:,.0f}"),
        ("share of the bare pass", f"{seconds_bare / seconds_pipe:.0%}"),
        (f"one report of {in_one} words, ms", f"{seconds_one * 1000:.0f}"),
        ("one report, words/s", f"{in_one / seconds_one:,.0f}"),
        ("import, s", f"{imported:.2f}"),
        ("load, s", f"{loaded:.2f}"),
        ("peak memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"),
    ]
    print(f"| reading, {args.threads} threads | |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
