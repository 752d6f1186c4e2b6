"""Names within words: which voice of the table a text names, and whether two names can be one person's."""

from __future__ import annotations

from stemma.attribute.phrase import Phrase
from stemma.attribute.shortened import bare
from stemma.lang.en import voices
from stemma.lang.en.names import normal, spelled_alike, words
from stemma.lang.en.voices import Known


def whole_name(phrase: Phrase, text: str) -> str:
    """The phrase's name of two words or more where it holds the entity, of which the annotator saw a part."""
    whole = bare(phrase.core)
    return whole if " " in whole and normal(text) in normal(whole) else text


def is_office_alone(text: str) -> bool:
    """Whether a name is an office's and nobody's in particular."""
    return tuple(words(text)) in voices.table().office_words


def named_in(text: str) -> Known | None:
    """The first voice of the table named in the words; single words only in capitals ("NATO") or at two words and more."""
    parts = text.replace("’", "'").split()
    for size in range(min(7, len(parts)), 0, -1):
        for i in range(len(parts) - size + 1):
            piece = " ".join(parts[i : i + size]).strip(' ,;:()"')
            bare = piece[:-2] if piece.endswith("'s") else piece
            if size == 1 and not (bare[:1].isupper() and len(bare) > 2):
                continue
            known = voices.named(bare)
            if known is not None and voices.belongs(known, text):
                return known
    return None


def is_within(parts: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a name of several words is the beginning or end of a longer one."""
    return len(parts) < len(name) and (name[: len(parts)] == parts or name[-len(parts) :] == parts)


def is_middled(parts: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether one is the other with names or initials in the middle: "Eugene A. Roe", "Eugene Roe"."""
    short, long = sorted((parts, name), key=len)
    return len(short) == 2 < len(long) and (short[0], short[-1]) == (long[0], long[-1])


def is_part(word: str, name: tuple[str, ...]) -> bool:
    return any(word == w for w in name) or ends_name(word, name)


def ends_name(word: str, name: tuple[str, ...]) -> bool:
    return word == name[-1] or spelled_alike(word, name[-1])
