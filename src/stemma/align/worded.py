"""Tokens put together as text that reads well: spacing, quotation marks and commas that lost their partner, names for pronouns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from stemma.lang.en import syntax
from stemma.lang.reading import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_POSSESSIVE = frozenset({"his", "its", "her"})
#: Pronouns of one person or thing; "they" and "we" stand for more than one voice, and a name would not fit their verbs.
_PERSONAL = frozenset({"he", "she", "it", "him", *_POSSESSIVE})
_HANGING = frozenset({"and", "or", "but", "where", "while"})
_RELATIVE = frozenset({"which", "whom", "whose"})
_QUOTES = frozenset('"“”')


def worded(pieces: Sequence[Token | str], passage: Passage, names: Mapping[int, str]) -> str:
    present = {t.i for t in pieces if not isinstance(t, str)}
    whole = [t for t in pieces if isinstance(t, str) or not orphan(t, present)]
    text = tidy(joined(_closed(whole), passage, names))
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    text = re.sub(r"[,;:]?\s*(?P<quote>[\"”])$", r".\g<quote>", text) if not re.search(r"[.!?…]\s*[\"”]$", text) else text
    return text if re.search(r"[.!?…][\"”'’)]*$", text) else text + "."


def _closed(pieces: list[Token | str]) -> list[Token | str]:
    """Without the comma that is left of a pair where what it set apart was taken out between a noun and its verb ("Brenk, said")."""
    out: list[Token | str] = []
    for n, piece in enumerate(pieces):
        before = next((t for t in reversed(out) if isinstance(t, str) or t.text != ","), None)
        after = next((t for t in pieces[n + 1 :] if isinstance(t, str) or t.text != ","), None)
        if (
            not isinstance(piece, str)
            and piece.text == ","
            and not isinstance(before, str | None)
            and not isinstance(after, str | None)
            and before.i < after.i
        ):
            between = [before.doc[i] for i in range(before.i + 1, after.i)]
            cut = any(not t.is_punct for t in between)
            if cut and syntax.is_subject(_top_of(before)) and after.pos_ in {"VERB", "AUX", "ADV", "PART"}:
                continue
        out.append(piece)
    return out


def _top_of(token: Token) -> Token:
    """The noun whose phrase a word ends, if any."""
    at = token
    while not syntax.is_subject(at) and at.head.i < at.i and at.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "SYM"}:
        at = at.head
    return at if syntax.is_subject(at) else _above(token)


def _above(token: Token) -> Token:
    """The noun on which a name's first words hang ("General Sol" under "Sol")."""
    return token.head if token.head.i <= token.i + 3 and syntax.is_subject(token.head) else token


def orphan(token: Token, present: set[int]) -> bool:
    """Whether a joining word or a preposition has lost what it joins."""
    if token.dep_ == "conj" and token.pos_ == "NUM" and token.head.pos_ == "VERB" and not any(c.i in present for c in token.children):
        return True
    if token.dep_ == "cc":
        return token.head.i not in present and token.head != token
    return (
        token.dep_ == "case"
        and token.head.lower_ not in _RELATIVE
        and token.head.i not in present
        and token.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}
    )


def joined(pieces: Sequence[Token | str], passage: Passage, names: Mapping[int, str]) -> str:
    """The words with their spacing; a pronoun of a known voice by name, but never within quotation marks."""
    out: list[str] = []
    quoted = False
    for n, piece in enumerate(pieces):
        following = pieces[n + 1] if n + 1 < len(pieces) else None
        if isinstance(piece, str):
            out.append(piece + " ")
            continue
        if piece.text in _QUOTES:
            quoted = not quoted
        name = names.get(passage.start + piece.idx) if not quoted else None
        name = name if name is not None and (piece.lower_ in _PERSONAL or (piece.lower_ == "they" and _several(name))) else None
        if name is not None and name.split()[-1].lower() in "".join(out).lower().replace("'s", " ").split():
            name = None  # "Roe said he had seen it" names him already
        if name is not None and following is not None and not isinstance(following, str) and name.split()[-1].lower() == following.lower_:
            name = None  # "its engineers" are not the engineers' engineers
        possessive = name is not None and (piece.lower_ in {"his", "its"} or (piece.lower_ == "her" and piece.dep_ in {"nmod:poss", "poss"}))
        word = piece.text if name is None else name + ("'s" if possessive else "")
        out.append(word[0].lower() + word[1:] if n and name is None and _lowered(piece, pieces[n - 1]) else word)
        if following is None or (not isinstance(following, str) and following.i == piece.i + 1):
            out.append(piece.whitespace_ if following is not None else "")
        elif isinstance(following, str) or not following.is_punct or following.text in _QUOTES | {"("}:
            out.append(" ")
    return "".join(out)


def _several(name: str) -> bool:
    """Whether a voice's name is a noun for more than one ("the rescuers")."""
    last = name.split()[-1] if name.split() else ""
    return last.islower() and last.endswith("s")


def _lowered(token: Token, before: Token | str) -> bool:
    """Whether a word loses the capital of its sentence's beginning, for it stands later now."""
    moved = isinstance(before, str) or before.i > token.i
    return moved and bool(token.is_sent_start) and token.pos_ in {"DET", "ADV", "ADJ", "ADP", "PRON"} and token.text[1:].islower()


def tidy(text: str) -> str:
    """Single spaces, and nothing left hanging where words were taken out (", ,", "()", "..., and.")."""
    text = " ".join(text.split())
    text = re.sub(r"\(\s*[,;]?\s*\)", "", text)
    text = re.sub(r"\s*,(?:\s*,)+", ",", text)
    text = re.sub(r",([\"”]),", r"\1,", text)
    text = re.sub(r"\s*[,;]\s*(?=[.)])", "", text)
    text = re.sub(r"\s+(?=[,.;)])(?!\.\d)", "", text)
    if text.count("(") != text.count(")"):
        text = " ".join(text.translate({ord(c): " " for c in "()"}).split())
    if sum(text.count(q) for q in _QUOTES) % 2:
        text = text.translate({ord(q): None for q in _QUOTES})
    text = re.sub(r",\s*['’]?$", "", " ".join(text.split()).strip(" ,;:-–—"))
    bare = text.rstrip(".").rstrip(" ,;:-–—")
    while bare.rsplit(" ", 1)[-1].lower() in _HANGING:
        bare = bare[: -len(bare.rsplit(" ", 1)[-1])].rstrip(" ,;:-–—")
    return bare if len(bare) < len(text.rstrip(".")) else text
