"""What a command costs with all that it starts: wall time, processor time, peak memory, read from /proc (Linux)."""

from __future__ import annotations

import contextlib
import math
import os
import signal
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
    """Seconds by the clock, seconds of all processors, megabytes at the peak (resident, all processes together), and how it ended.

    Of a command that was ``stopped`` for taking too long, the figures are what it had taken until then.
    """

    wall: float
    cpu: float
    memory: float
    code: int
    stopped: bool = False


def cost_of(command: Sequence[str], *, log: Path, env: dict[str, str] | None = None, at_most: float = math.inf) -> Cost:
    """Runs a command in a session of its own and watches it; what it says goes into the log.

    It is stopped, with all that it started, once it has taken ``at_most`` seconds of processor time.
    """
    began = time.monotonic()
    spent: dict[int, float] = {}
    peak = 0.0
    stopped = False
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, env={**os.environ, **(env or {})})
        while True:
            found = dict(_session(process.pid))
            spent.update({pid: cpu for pid, (cpu, _) in found.items()})
            peak = max(peak, sum(memory for _, memory in found.values()))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if not stopped and sum(spent.values()) >= at_most:
                stopped = True
                for pid in found:
                    with contextlib.suppress(ProcessLookupError):  # ended by itself since the look
                        os.kill(pid, signal.SIGKILL)
            time.sleep(_EVERY)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    own = usage.ru_utime + usage.ru_stime  # what it waited for is in it too
    cpu = sum(spent.values()) if stopped else max(own, sum(spent.values()))
    return Cost(wall=wall, cpu=cpu, memory=max(peak, usage.ru_maxrss / 1024), code=process.returncode, stopped=stopped)


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
