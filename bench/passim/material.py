"""Originals of real length: articles of the shared data, and as many more as are wanted, made from them by putting other words in.

A made original keeps an article's length, sentences, grammar words and punctuation; every other word becomes one about as common, and the figures
change. The same word becomes the same other word throughout one text, and another one in the next: two texts made of one article share little more
than any two articles.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

#: Files of the shared data with whole articles.
FILES = ("attribution/polnear_train.jsonl", "attribution/polnear_dev.jsonl", "stories/events.jsonl", "reports/syria_2011_2015.jsonl")
#: Words of an article that is used.
_SHORTEST, _LONGEST = 150, 1200
#: So many of the commonest words stay as they are, and so do words shorter than this.
_COMMON, _SHORT = 150, 4
#: A word becomes one of so many that are about as common.
_BAND = 64
#: Articles that share so many runs of so many words are related: nobody is blamed for linking them.
_RUN, _SHARED = 8, 3
_WORD = re.compile(r"[A-Za-z]+")
_FIGURE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A text that is nobody's copy; related articles bear one `source`."""

    source: str
    text: str


class Material:
    """The articles, and what is made from them."""

    def __init__(self, shared: Path) -> None:
        self.articles = list(_articles(shared))

    def original(self, number: int) -> Original:
        """The original of that number, the same at every call: an article as it is, or remade once all have been used."""
        turn, at = divmod(number, len(self.articles))
        if not turn:
            return Original(source=self._related[at], text=self.articles[at])
        return Original(source=f"made-{number}", text=self._remade(self.articles[at], number))

    @cached_property
    def words(self) -> list[str]:
        """All words of the articles, the commonest first."""
        counts = Counter(w.lower() for text in self.articles for w in _WORD.findall(text))
        return [w for w, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {w: n for n, w in enumerate(self.words[_COMMON:]) if len(w) >= _SHORT}

    @cached_property
    def _bands(self) -> list[str]:
        return sorted(self._rank, key=self._rank.__getitem__)

    def other(self, word: str, chance: random.Random) -> str:
        """A word about as common; the word itself where it is of the grammar."""
        at = self._rank.get(word.lower())
        if at is None:
            return word
        low = min(at, len(self._bands) - _BAND)
        return _as_written(word, self._bands[low + chance.randrange(_BAND)])

    def _remade(self, text: str, number: int) -> str:
        chance = random.Random(number)
        known: dict[str, str] = {}

        def put(match: re.Match[str]) -> str:
            word = match[0].lower()
            if word not in known:
                known[word] = self.other(word, chance)
            return _as_written(match[0], known[word])

        return _FIGURE.sub(lambda m: "".join(str(chance.randint(1, 9)) for _ in m[0]), _WORD.sub(put, text))

    @cached_property
    def _related(self) -> list[str]:
        """For each article the first one to which it is related, by runs of words; itself where there is none."""
        first = list(range(len(self.articles)))

        def find(n: int) -> int:
            while first[n] != n:
                n = first[n]
            return n

        held: dict[tuple[str, ...], int] = {}
        for number, text in enumerate(self.articles):
            words = [w.lower() for w in _WORD.findall(text)]
            shared: Counter[int] = Counter()
            for run in {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}:
                shared[held.setdefault(run, number)] += 1
            for other, n in sorted(shared.items()):
                if other != number and n >= _SHARED:
                    a, b = sorted((find(number), find(other)))
                    first[b] = a
        return [f"article-{find(n)}" for n in range(len(self.articles))]


def _articles(shared: Path) -> Iterator[str]:
    """The articles of a length that is wanted, each text once."""
    seen: set[str] = set()
    for row in _rows(shared):
        text = "\n\n".join(p.strip() for p in row["text"].split("\n") if p.strip())
        if _SHORTEST <= len(text.split()) <= _LONGEST and text not in seen:
            seen.add(text)
            yield text


def _rows(shared: Path) -> Iterator[dict[str, str]]:
    for name in FILES:
        for line in (shared / "data" / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _as_written(pattern: str, word: str) -> str:
    """The word with the capitals of another."""
    if pattern.isupper() and len(pattern) > 1:
        return word.upper()
    return word.capitalize() if pattern[0].isupper() else word.lower()


def sentences(text: str) -> list[list[str]]:
    """Paragraphs as lists of sentences, cut roughly at full stops."""
    return [re.split(r"(?<=[.!?][\"”]) (?=[A-Z\"“])|(?<=[.!?]) (?=[A-Z\"“])", p) for p in text.split("\n\n")]


def joined(paragraphs: Iterable[Iterable[str]]) -> str:
    """The text of paragraphs of sentences."""
    return "\n\n".join(" ".join(p) for p in paragraphs if p)


def by_source(sources: dict[str, frozenset[str]]) -> dict[str, list[str]]:
    """Source -> the reports that hold something of it."""
    out: defaultdict[str, list[str]] = defaultdict(list)
    for report in sorted(sources):
        for source in sources[report]:
            out[source].append(report)
    return out
