"""What stands between words that others wrote and the place where they are shown.

Titles, names, URLs and file names come from the reports: they may hold terminal escapes, bidirectional overrides that
turn a line round, mark-up, or links that run code. Each form has its own gate here; the forms use nothing untrusted
without it. JSON keeps every character, as escapes where a terminal would act on it.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

#: White space that breaks lines or jumps columns: shown as a plain space.
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
#: C0 and C1 controls; bidirectional controls; marks and tags that are invisible; interlinear marks.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
#: In JSON these are legal as they stand, yet a terminal or a viewer would act on them.
_JSON_ACTIVE = re.compile(r"[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def safe_term(text: str) -> str:
    """One line that a terminal only prints: controls, bidirectional and invisible marks gone, line breaks as spaces.

    Print it as a `rich.text.Text`, never as mark-up: a title may read "[link=...]".
    """
    text = _SPACES.sub(" ", text)
    return _SURROGATES.sub("\ufffd", _UNSEEN.sub("", text))


def safe_lines(text: str) -> str:
    """Like `safe_term`, but line breaks stay."""
    return "\n".join(safe_term(line) for line in text.split("\n"))


def safe_json(encoded: str) -> str:
    """JSON text with the characters that act on terminals written as escapes; decodes to the same values."""
    return _JSON_ACTIVE.sub(lambda m: f"\\u{ord(m[0]):04x}", encoded)


_MD_ALWAYS = re.compile(r"([\\`*_\[\]<>|~$])")
_MD_ENTITY = re.compile(r"&(?=#?\w)")
_MD_TAG = re.compile(r"(?<!\w)#(?=\w)")
_MD_PAIR = re.compile(r"(?:==|%%|\^\^)")
_MD_START = re.compile(r"^(\s*)(?:(?=[#+\-=:])|(\d{1,9})(?=[.)](?:\s|$)))")


def safe_markdown(text: str) -> str:
    """One line of Markdown that renders as the words themselves (CommonMark, GitHub and Obsidian alike)."""
    text = _MD_ALWAYS.sub(r"\\\1", safe_term(text))
    text = _MD_ENTITY.sub(r"\\&", text)
    text = _MD_TAG.sub(r"\\#", text)
    text = _MD_PAIR.sub(lambda m: f"\\{m[0][0]}\\{m[0][1]}", text)
    return _MD_START.sub(r"\1\2\\", text)


def safe_url(url: str | None) -> str | None:
    """The address if it may stand behind a link: http or https with a host and no user name; else None."""
    if not url or safe_term(url) != url or re.search(r"[\s<>\"'`\\^{}|]", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return url


def fragment_url(url: str | None, words: str) -> str | None:
    """A link that opens the page at the quoted words (a text fragment); None when the address may not be linked."""
    safe = safe_url(url)
    if safe is None:
        return None
    parts = safe_term(words).split()
    if not parts:
        return safe
    ends = [parts] if len(parts) <= 10 else [parts[:5], parts[-5:]]
    target = ",".join(_encoded(" ".join(end)) for end in ends)
    joint = "" if "#" in safe else "#"
    return f"{safe}{joint}:~:text={target}"


def _encoded(words: str) -> str:
    """Percent-encoded, the hyphen too: it parts prefix and suffix in a text fragment."""
    return quote(words, safe="").replace("-", "%2D")
