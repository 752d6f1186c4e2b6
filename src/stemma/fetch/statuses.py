"""What an HTTP status means for somebody who wants to read the page."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime

from stemma.fetch.answers import LONGEST_ASKED
from stemma.fetch.errors import LATER, SAVE_IT, FetchError
from stemma.fetch.wire import Answer

#: Kept as pages. 203 is a 200 that a proxy of the site's has changed.
READ = (200, 203)
REDIRECTS = (301, 302, 303, 307, 308)
LASTING = (301, 308)

_SAID: dict[int, tuple[str, str, str]] = {
    401: ("login-wanted", "is shown to readers who are logged in only", SAVE_IT),
    402: ("login-wanted", "is shown to paying readers only", SAVE_IT),
    403: ("forbidden", "is not given to programs, or not from here", SAVE_IT),
    404: ("no-such-page", "does not exist (404)", "Check the address, or look for the page in a web archive."),
    407: ("login-wanted", "wants a login with a proxy", SAVE_IT),
    410: ("gone", "was taken down (410)", "Look for the page in a web archive."),
    429: ("too-many-requests", "was refused: the site wants fewer requests (429)", LATER),
    451: ("forbidden-by-law", "is withheld for legal reasons (451)", "Look for the page in a web archive."),
}
#: Statuses after which the same request may succeed.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def failure(answer: Answer, *, now: float) -> FetchError:
    """Why an answer that is neither page nor redirect is no page."""
    status = answer.status
    asked = retry_after(answer.headers.get("retry-after", ""), now)
    if status in _SAID:
        code, statement, hint = _SAID[status]
    elif status >= 500:
        code, statement, hint = "server-trouble", f"was not given out: the site is in trouble ({status})", LATER
    elif status >= 400:
        code, statement, hint = "request-refused", f"was not given out ({status})", SAVE_IT
    else:
        code, statement, hint = "odd-answer", f"came with an answer that is no page ({status})", SAVE_IT
    return FetchError(code, statement, hint, passing=status in _PASSING, retry_after=asked)


def retry_after(value: str, now: float) -> float | None:
    """Seconds from `now` that a Retry-After header asks for, a day at most; None when it says nothing that can be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_ASKED)
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return min(max(0.0, when.timestamp() - now), LONGEST_ASKED)
