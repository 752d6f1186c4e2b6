"""The text as it was meant, letter for letter: look-alike letters, odd spaces and mojibake folded, no offset moved.

`fold` gives a string of the same length; character i of it stands for character i of the text. So the annotator reads "cosmodrome"
where a report has a Cyrillic С in front, and every span it finds is a span of the report.

Theory of operation. A token that mixes Latin letters with Cyrillic or Greek ones is a Latin word with look-alikes in it when each
foreign letter of it looks like a Latin one; a token wholly in one script is left alone ("СССР" is Russian). UTF-8 read as
Windows-1252 ("â€™") is two or three characters for one: the one is written, the others become spaces (or combining accents, "Ã©" to
"e" + U+0301), at the side where a word boundary does no harm. Not folded: ligatures and other characters that would need more room.
"""

from __future__ import annotations

import re
import unicodedata
from importlib import resources

import yaml

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff\u1d00-\u1d7f\ua4d0-\ua4ff]")
_MOJIBAKE = re.compile("â[€„]['\"\u0080-\u00ff\u0152-\u2122]?|[ÃÂ][\u0080-\u00bf\u0152-\u2122]")
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uff01-\uff5e\uffa0\ufff9-\ufffc\ud800-\udfff]"
)


def _look_alikes() -> dict[int, str]:
    raw = resources.files("stemma.lang").joinpath("look_alikes.yml").read_text("utf-8")
    table: dict[int, str] = {}
    for latin, others in yaml.safe_load(raw)["look_alikes"].items():
        for other in others:
            table[ord(other)] = latin
    return table


_LATIN = _look_alikes()


def fold(text: str) -> str:
    """The text with look-alikes, odd spaces and mojibake folded; exactly as long as `text`."""
    if text.isascii() and not _ODD.search(text):
        return text
    text = _MOJIBAKE.sub(lambda m: _mended(m.group()), text)
    if _FOREIGN.search(text):
        text = _WORD.sub(lambda m: _word(m.group()), text)
    return _ODD.sub(lambda m: _plain(m.group()), text)


def _word(word: str) -> str:
    """The word in Latin letters when it mixes scripts and all its foreign letters look Latin."""
    foreign = [c for c in word if _FOREIGN.match(c)]
    if not foreign or len(foreign) == len(word) or any(ord(c) not in _LATIN for c in foreign):
        return word
    return word.translate(_LATIN)


def _mended(broken: str) -> str:
    """What a run of wrongly decoded characters stood for, padded to its length; the run itself when it stood for nothing."""
    try:
        data = b"".join(bytes([ord(c)]) if 0x80 <= ord(c) <= 0x9F else c.encode("cp1252") for c in broken)
        meant = data.decode("utf-8")
    except UnicodeError:
        return broken
    if len(meant) != 1 or not (meant.isprintable() or meant.isspace()):
        return broken
    spread = unicodedata.normalize("NFD", meant)
    if len(spread) == len(broken):
        return spread
    if meant == "…" and len(broken) == 3:
        return "..."
    pad = " " * (len(broken) - 1)
    return meant + pad if meant in "”»)" else pad + meant


def _plain(char: str) -> str:
    code = ord(char)
    if 0x80 <= code <= 0x9F and char != "\x85":  # Windows-1252 letters that were read as Latin-1
        return bytes([code]).decode("cp1252", "replace").replace("\ufffd", " ")
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if 0xD800 <= code <= 0xDFFF:  # half of a character: no annotator takes it
        return "\ufffd"
    return "\n" if char in "\u2028\u2029\x0b\x0c\x85" else " "
