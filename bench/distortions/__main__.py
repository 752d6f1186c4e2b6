"""Scores a tool on the distorted-claim suite.

python -m bench.distortions ANSWERS.jsonl        one {"id": ..., "answer": "same" | "different" | "cannot tell"} a line; - is stdin
python -m bench.distortions --stemma             Stemma's own answers
python -m bench.distortions --baselines          word overlap and sentence vectors
... --split dev | held-out | fresh | opened | unsealed | sealed     one part of the suite (default: all)
... --show                                       the pairs that are not answered right
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.distortions.scoring import Answer, MisreadError, read_answers, table
from bench.distortions.suite import SPLITS, Pair, load


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m bench.distortions", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("answers", nargs="?", help="file of answers, or - for stdin")
    parser.add_argument("--stemma", action="store_true", help="score Stemma")
    parser.add_argument("--baselines", action="store_true", help="score two plain baselines")
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--show", action="store_true", help="print what is not answered right")
    given = parser.parse_args()
    if not (given.answers or given.stemma or given.baselines):
        parser.error("nothing to score: give a file of answers, --stemma or --baselines")
    pairs = load()
    kept = [p for p in pairs if given.split in {None, p.split}]
    for title, answers in _scored(given, pairs):
        print(table(title, kept, answers), end="\n\n")
        if given.show:
            _show(kept, answers)


def _scored(given: argparse.Namespace, pairs: Sequence[Pair]) -> list[tuple[str, Mapping[str, Answer]]]:
    """What is asked for, by title."""
    found: list[tuple[str, Mapping[str, Answer]]] = []
    if given.answers:
        lines = sys.stdin if given.answers == "-" else Path(given.answers).read_text(encoding="utf-8").splitlines()
        try:
            found.append(("answers given", read_answers(lines, pairs)))
        except MisreadError as error:
            raise SystemExit(f"{given.answers}: {error}.") from error
    if given.stemma or given.baselines:
        found += _annotated(given, pairs)
    return found


def _annotated(given: argparse.Namespace, pairs: Sequence[Pair]) -> list[tuple[str, Mapping[str, Answer]]]:
    """Stemma and the baselines, which need the annotator."""
    from bench.distortions import baselines, ours
    from stemma.lang import annotator

    pipeline = annotator.load()
    found: list[tuple[str, Mapping[str, Answer]]] = []
    if given.stemma:
        found.append(("Stemma", ours.answers(pairs, pipeline=pipeline, roles=pipeline.roles)))
    if given.baselines:
        for name, likeness in (("word overlap", baselines.overlap(pairs)), ("vector cosine", baselines.cosine(pairs, pipeline=pipeline))):
            answers, threshold = baselines.answers(pairs, likeness)
            found.append((f"{name} ≥ {threshold:.2f}", answers))
    return found


def _show(pairs: Sequence[Pair], answers: Mapping[str, Answer]) -> None:
    for p in pairs:
        if answers.get(p.id, "cannot tell") != p.label:
            print(f"{p.id} -> {answers.get(p.id, 'no answer')}\n    {p.a}\n    {p.b}")


if __name__ == "__main__":
    main()
