"""Many hosts, one thing at a time: what to do next, so that one slow host does not hold up the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class Turns(Generic[T]):
    """Jobs, in the order of arrival within a host; hosts take turns, those first that need no waiting."""

    def __init__(self, wait: Callable[[str], float]) -> None:
        self._wait = wait
        self._hosts: dict[str, deque[tuple[str, T]]] = {}

    def add(self, url: str, job: T) -> None:
        """A job that will ask the host of `url`."""
        self._hosts.setdefault(_host(url), deque()).append((url, job))

    def next(self) -> T | None:
        """The next job, or None when all are done."""
        chosen, least = None, float("inf")
        for host, jobs in self._hosts.items():
            wait = self._wait(jobs[0][0])
            if wait < least:
                chosen, least = host, wait
            if wait <= 0:
                break
        if chosen is None:
            return None
        jobs = self._hosts.pop(chosen)
        _, job = jobs.popleft()
        if jobs:
            self._hosts[chosen] = jobs  # at the end: the others come first now
        return job


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:  # no address at all: it will be refused when its turn comes
        return ""
