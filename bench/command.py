"""How long the command takes as a person meets it: whole processes, wall clock and peak memory.

    python bench/command.py [--shared ../shared] [--runs 5]

Each row is the median of several runs after one that is not counted; memory is the largest process, as the operating system accounts it.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

_HERE = Path(__file__).resolve().parents[1]


def once(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory (MB) of one run."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed with status {status}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=_HERE.parent / "shared")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    stemma = [sys.executable, "-m", "stemma.cli"]
    rows = {"start-up (--help)": [*stemma, "--help"]}
    if (args.shared / "seeds").is_dir():
        rows["two seeds, command to table"] = [*stemma, "read", *map(str, sorted((args.shared / "seeds").glob("*.txt"))), "--published", "2025-06-17"]
    rows["nine reports of examples/quake"] = [*stemma, "read", str(_HERE / "examples" / "quake")]
    print("| command | seconds, median | fastest | slowest | peak memory, MB |\n|---|---|---|---|---|")
    for name, command in rows.items():
        once(command)
        runs = [once(command) for _ in range(args.runs)]
        walls = [wall for wall, _ in runs]
        print(f"| {name} | {statistics.median(walls):.2f} | {min(walls):.2f} | {max(walls):.2f} | {max(m for _, m in runs):.0f} |", flush=True)


if __name__ == "__main__":
    main()
