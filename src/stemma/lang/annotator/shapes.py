"""Letter-case shapes of words: what the uncased vocabulary forgets."""

from __future__ import annotations

#: Shapes by number; 0 belongs to the pieces that are no words.
SHAPES = ("none", "lower", "title", "upper", "letter", "digits", "mixed", "other", "hyphenated")


def shape(word: str) -> int:
    """Number of the shape of ``word`` in `SHAPES`."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 5 if any(c.isdigit() for c in word) else 7
    if not any(c.isupper() for c in letters):
        return 1
    if all(not c.islower() for c in letters):
        return 4 if len(letters) == 1 else 3
    if "-" in word and word[0].isupper():
        return 8
    if word[0].isupper() and all(c.islower() for c in letters[1:]):
        return 2
    return 6
