"""What a command costs with all that it starts: wall time, processor time, peak memory, read from /proc (Linux)."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
#: Seconds between two looks.
_EVERY = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds by the clock, seconds of all processors, megabytes at the peak (resident, all processes together), and how it ended."""

    wall: float
    cpu: float
    memory: float
    code: int


def cost_of(command: Sequence[str], *, log: Path, env: dict[str, str] | None = None) -> Cost:
    """Runs a command in a session of its own and watches it; what it says goes into the log."""
    began = time.monotonic()
    spent: dict[int, float] = {}
    peak = 0.0
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, env={**os.environ, **(env or {})})
        while True:
            found = dict(_session(process.pid))
            spent.update({pid: cpu for pid, (cpu, _) in found.items()})
            peak = max(peak, sum(memory for _, memory in found.values()))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(_EVERY)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    own = usage.ru_utime + usage.ru_stime  # what it waited for is in it too
    return Cost(wall=wall, cpu=max(own, sum(spent.values())), memory=max(peak, usage.ru_maxrss / 1024), code=process.returncode)


def _session(leader: int) -> Iterator[tuple[int, tuple[float, float]]]:
    """(process, (seconds of processor time, megabytes)) of all processes of the session."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # gone between two looks
        if int(fields[3]) == leader:
            yield int(entry.name), ((int(fields[11]) + int(fields[12])) / _TICK, int(fields[21]) * _PAGE / 2**20)
