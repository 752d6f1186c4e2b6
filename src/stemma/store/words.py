"""Words as they are searched for: lower case, without accents, look-alike letters folded, offsets kept.

The full-text tables get nothing but these words with single spaces between them and SQLite's plain "ascii" tokenizer, so that what
counts as a word is decided here alone, for the index, for questions and for the marks in snippets. Figures with commas are one
word ("6,000" is found by 6000). Han and kana characters are words of one character each. No stemming: "missile*" finds both.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from stemma.lang.fold import fold

_ASCII = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[a-z0-9]+")
_WORD = re.compile(
    "[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|(?:[^\\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff][\u0300-\u036f]*)+"
)
#: Characters that are not seen: inside a word they count as a mark upon it.
_UNSEEN = re.compile("[\xad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SIGNS = str.maketrans(dict.fromkeys("“”„«»‘’‚‹›–—‒―−…•·€£¥©®™§°", " "))
#: Letters with a stroke and the like, which have no decomposition.
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n", "ə": "e"})


def words(text: str) -> str:
    """All words of a text in order, one space between."""
    letters = _letters(text)
    if letters.isascii():
        return " ".join(_ASCII.findall(letters.lower())).replace(",", "")
    return " ".join(word for said in _WORD.findall(letters) if (word := _plain(said)))


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word with its place in the text."""
    letters = _letters(text)
    if letters.isascii():
        yield from ((m.start(), m.end(), m.group().replace(",", "")) for m in _ASCII.finditer(letters.lower()))
        return
    for match in _WORD.finditer(letters):
        word = _plain(match.group())
        if word:
            yield match.start(), match.end(), word


def _letters(text: str) -> str:
    """The text as it was meant, character for character, signs that are common in print as spaces: most texts are ASCII then."""
    if text.isascii():
        return text
    letters = fold(text)
    if _UNSEEN.search(text):
        letters = "".join("\u0300" if _UNSEEN.match(was) else now for was, now in zip(text, letters, strict=True))
    return letters.translate(_SIGNS)


@functools.lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    """The word in lower case, compatibility forms opened, without marks and without anything that is no letter or digit."""
    if word.isascii():
        return word.lower().replace(",", "")
    opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold()).translate(_STROKES)
    return "".join(c for c in opened if c.isalnum())
