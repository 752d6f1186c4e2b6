"""Fetching: pages and feeds over http, safe by default and polite. Nothing else in Stemma touches the network.

`Fetcher(clock=SystemClock(stop)).page(url)` gives a `Fetched`, a `NotModified` or a `Trouble`; `watch` and `poll_round` poll feeds with one.
The network library is imported with the first request.
"""

from stemma.fetch.answers import Clock, Fetched, NotModified, SystemClock
from stemma.fetch.feeds import Arrival, Entries, Entry, FeedState, PageState, Shelf
from stemma.fetch.fetcher import Fetcher, Limits
from stemma.fetch.stops import stop_on_signals
from stemma.fetch.watch import Round, poll_round, watch

__all__ = [
    "Arrival",
    "Clock",
    "Entries",
    "Entry",
    "FeedState",
    "Fetched",
    "Fetcher",
    "Limits",
    "NotModified",
    "PageState",
    "Round",
    "Shelf",
    "SystemClock",
    "poll_round",
    "stop_on_signals",
    "watch",
]
