"""How the candidate pairs were drawn: over the whole range of overlap, never by what Stemma says of them.

python -m bench.descent_pairs.sample [--shared ../shared]     prints the drawn pairs: id, id, overlap, split
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.descent_pairs.corpus import ecb_reports, split_of, syria_reports
from stemma.lang.reading import Reading
from stemma.lang.words import fold, raw_words

#: Bands of overlap, and how many pairs of each are drawn from ECB+ and from the Syria reports.
BANDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1.01)
_WANTED = {"ecb": (8, 24, 30, 34, 26, 12, 6), "syria": (0, 16, 16, 13, 8, 7, 6)}
#: A run that more reports share than this pairs none of them.
_COMMON = 60
_TEST_PART = 0.4
_SEED = 20261122


def grams(reading: Reading, size: int = 4) -> set[tuple[str, ...]]:
    """The runs of words of the whole text."""
    words = [fold(w) for w in raw_words(reading.report.text)]
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def overlaps(readings: Mapping[str, Reading]) -> dict[tuple[str, str], float]:
    """Part of the shorter report's runs of four words that stand in the other, for all pairs that share one."""
    own = {key: grams(r) for key, r in readings.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(own):
        for run in own[key]:
            holders[run].append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        if len(keys) <= _COMMON:
            shared.update(itertools.combinations(keys, 2))
    return {(a, b): n / max(1, min(len(own[a]), len(own[b]))) for (a, b), n in shared.items()}


def draw(
    readings: Mapping[str, Reading], wanted: tuple[int, ...], known: set[frozenset[str]], chance: random.Random
) -> Iterator[tuple[str, str, float, str]]:
    """Pairs of each band, first of reports and topics not yet drawn from; both reports of a pair are of one split, and of one topic in ECB+."""
    everything = overlaps(readings)
    table = dict(readings)
    for (low, high), many in zip(itertools.pairwise(BANDS), wanted, strict=True):
        pool = sorted((pair, n) for pair, n in everything.items() if low <= n < high and frozenset(pair) not in known)
        pool = [(p, n) for p, n in pool if split_of(p[0], table) == split_of(p[1], table) and _topic(p[0]) == _topic(p[1])]
        chance.shuffle(pool)
        test = many - round(many * (1 - _TEST_PART))
        left = {"dev": many - test, "test": test}
        yield from _spread(pool, left, table)


def _spread(pool: list[tuple[tuple[str, str], float]], left: dict[str, int], readings: dict[str, Reading]) -> Iterator[tuple[str, str, float, str]]:
    topics: Counter[str] = Counter()
    reports: Counter[str] = Counter()
    drawn: set[tuple[str, str]] = set()
    for most in (2, 3, 9):
        for (a, b), part in pool:
            split = split_of(a, readings)
            again = most < 9 and (reports[a] or reports[b])
            if left[split] and (a, b) not in drawn and not again and (a.startswith("syria-") or topics[_topic(a)] < most):
                left[split] -= 1
                drawn.add((a, b))
                topics[_topic(a)] += 1
                reports.update((a, b))
                yield a, b, part, split


def _topic(key: str) -> str:
    return "syria" if key.startswith("syria-") else key.split("_")[0]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parents[1]
    parser.add_argument("--shared", type=Path, default=here.parents[1] / "shared")
    given = parser.parse_args()
    earlier = [line.split("\t") for line in (here / "ecb_descent_pairs.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    known = {frozenset(row[:2]) for row in earlier}
    chance = random.Random(_SEED)
    for name, readings in (("ecb", ecb_reports(given.shared)), ("syria", syria_reports(given.shared))):
        for a, b, part, split in draw(readings, _WANTED[name], known, chance):
            print(f"{a}\t{b}\t{part:.3f}\t{split}")


if __name__ == "__main__":
    main()
