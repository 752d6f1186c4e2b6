"""Fetching: pages and feeds over http, safe by default and polite. Nothing else in Stemma touches the network.

`Fetcher(clock=SystemClock(stop)).page(url)` gives a `Fetched`, a `NotModified` or a `Trouble`; `watch` polls feeds with it.
The network library is imported with the first request.
"""

from stemma.fetch.answers import Clock, Fetched, NotModified, SystemClock
from stemma.fetch.fetcher import Fetcher, Limits

__all__ = ["Clock", "Fetched", "Fetcher", "Limits", "NotModified", "SystemClock"]
