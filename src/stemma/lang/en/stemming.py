"""English words without their commonest endings, so that "boat" and "boats" compare as one.

Rough on purpose and the same on both sides of every comparison: it need not be a word that comes out ("rescu").
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without the commonest endings; rough on purpose, the same on both sides of every comparison."""
    if len(word) > 4:
        if word.endswith("ies"):
            return word[:-3] + "y"
        if word.endswith("es") and word[-3] in "sxzh":
            return word[:-2]
        if word.endswith("s") and not word.endswith("ss"):
            word = word[:-1]
    if len(word) > 5:
        for ending in ("ing", "ed"):
            if word.endswith(ending):
                word = word[: -len(ending)]
                if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
                    word = word[:-1]
                break
        if word.endswith("e"):
            word = word[:-1]
    return word
