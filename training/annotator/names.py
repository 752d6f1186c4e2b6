"""Reads the extra corpora of names: BTC, WNUT17, wikigold (columns) and re3d (offsets), each with its own scheme."""

from __future__ import annotations

import json
import re
from pathlib import Path

import spacy

from .units import NONE, Unit

WNUT = {
    "person": "PER",
    "location": "LOC",
    "corporation": "ORG",
    "group": "ORG",
    "product": "MISC",
    "creative-work": "MISC",
}
RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Temporal": "TIME"}
#: Documents of re3d whose id begins so are kept for testing (three of sixteen).
RE3D_TEST = ("0", "5", "A")
SMALL = {"of", "the", "and", "for", "al", "de", "&", "'s", "’s", "-", "–", "in", "on", "bin", "ibn", "el", "van", "von"}
TITLES = re.compile(r"(?i)\b(minister|president|secretary|spokes\w+|ambassador|envoy|general|king|prince|mr|mrs|ms|dr|sir)\b\.?")


PRONOUNS = frozenset("we us our they them their it its he him his she her i me my you your who which that this".split())  # noqa: SIM905


def read_names(folder: Path) -> list[Unit]:
    """All training units of the extra names corpora under ``folder``."""
    units = []
    for path in sorted((folder / "BTC/CONLL-format/data").glob("*.conll")):
        units += read_columns(path, scheme="three", table=None)
    for part in ("train/wnut17train.conll", "dev/emerging.dev.conll", "test/emerging.test.annotated"):
        units += read_columns(folder / "WNUT17/CONLL-format/data" / part, scheme="wnut", table=WNUT)
    units += read_columns(folder / "wikigold/CONLL-format/data/wikigold.conll.txt", scheme="wiki", table=None)
    units += [unit for unit in read_re3d(folder / "re3d") if not unit.document.startswith(RE3D_TEST)]
    return units


def read_columns(path: Path, *, scheme: str, table: dict[str, str] | None) -> list[Unit]:
    """Sentences of a two-column file; ``I-`` without a ``B-`` before it begins a name."""
    units = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8", errors="replace")):
        rows = [line.split("\t") if "\t" in line else line.split(" ") for line in block.split("\n")]
        rows = [row for row in rows if len(row) >= 2 and row[0].strip()]
        if not rows or rows[0][0] == "-DOCSTART-":
            continue
        tags, before = [], NONE
        for row in rows:
            tag = row[-1].strip()
            kind = tag[2:] if tag != NONE else ""
            kind = (table or {}).get(kind, kind)
            begins = tag.startswith("B-") or before != kind
            tags.append(NONE if not kind else ("B-" if begins else "I-") + kind)
            before = kind
        if scheme == "wiki":  # its MISC mixes nationalities, events and works: say nothing of those words
            tags = ["" if tag.endswith("MISC") else tag for tag in tags]
        units.append(Unit(words=[row[0] for row in rows], names=tags, scheme=scheme, document=path.name))
    return units


def read_uner(path: Path) -> list[Unit]:
    """Sentences of Universal NER (five columns, IOB2), each with its document's name and set apart like a paragraph."""
    units = []
    document = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        for line in block.split("\n"):
            if line.startswith("# newdoc"):
                document = line
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if rows:
            tags = [row[2] if row[2][2:] in {"PER", "ORG", "LOC"} else NONE for row in rows]
            units.append(Unit(words=[row[1] for row in rows], names=tags, scheme="three", document=document))
    return units


def read_re3d(folder: Path) -> list[Unit]:
    """Paragraphs of re3d with proper names only; descriptions that are no names stay unlabelled."""
    nlp = spacy.blank("en")
    countries = _countries(folder)
    units = []
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        entities: dict[str, list[tuple[int, int, str]]] = {}
        for line in (place / "entities.json").read_text(encoding="utf-8").splitlines():
            e = json.loads(line)
            entities.setdefault(e["documentId"], []).append((e["begin"], e["end"], e["type"]))
        for line in (place / "documents.json").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            doc = nlp.make_doc(document["text"])
            tags = _re3d_tags(doc, entities.get(document["_id"], []), countries)
            units += _paragraphs(doc, tags, document["_id"])
    return units


def _countries(folder: Path) -> set[str]:
    """Names that re3d itself marks as places at least twice: its governments-as-organisations become places."""
    counts: dict[str, int] = {}
    for path in folder.glob("*/entities.json"):
        for line in path.read_text(encoding="utf-8").splitlines():
            e = json.loads(line)
            if e["type"] == "Location":
                counts[e["value"].lower()] = counts.get(e["value"].lower(), 0) + 1
    return {name.removeprefix("the ") for name, n in counts.items() if n > 1}


def _re3d_tags(doc: spacy.tokens.Doc, entities: list[tuple[int, int, str]], places: set[str]) -> list[str]:
    tags = [NONE] * len(doc)
    spans = []
    for begin, end, kind in entities:
        span = doc.char_span(begin, end, alignment_mode="expand")
        if span is not None:
            spans.append((span.start, span.end, kind))
    spans = [s for s in spans if doc[s[0] : s[1]].text.lower() not in PRONOUNS]
    titled = [s for s in spans if s[2] == "Person" and TITLES.search(doc[s[0] : s[1]].text)]
    longest_first = sorted((s for s in spans if s not in titled), key=lambda s: s[0] - s[1])
    for begin, end, kind in longest_first + titled:
        while begin < end and doc[begin].lower_ in {"the", "a", "an", "this", "that", "all", "both"}:
            begin += 1
        text = doc[begin:end].text
        words = [t.text for t in doc[begin:end]]
        if not words or any(tag != NONE for tag in tags[begin:end]):
            continue
        label = RE3D.get(kind, "")
        proper = all(w[0].isupper() or w[0].isdigit() or w.lower() in SMALL for w in words) and words[0][0].isupper()
        if label == "TIME" and not re.search(r"\d|January|February|March|April|May|June|July|August|September|Octo|Nove|Dece|day", text):
            label = ""
        if label in {"ORG", "LOC", "PER"} and (not proper or (label == "PER" and TITLES.search(text))):
            label = ""
        if label == "ORG" and text.lower() in places:
            label = "LOC"
        has_capital = any(w[0].isupper() for w in words) or kind == "Temporal"
        if not has_capital:
            continue
        tags[begin:end] = [("B-" if i == 0 else "I-") + label if label else "" for i in range(len(words))]
    return tags


def _paragraphs(doc: spacy.tokens.Doc, tags: list[str], name: str) -> list[Unit]:
    units, part = [], []
    for token in doc:
        stop = token.is_space and "\n" in token.text
        if not token.is_space:
            part.append(token.i)
            stop = stop or (len(part) > 90 and token.text == ".") or len(part) > 140
        if part and (stop or token.i == len(doc) - 1):
            units.append(Unit(words=[doc[i].text for i in part], names=[tags[i] for i in part], scheme="four", document=name))
            part = []
    return units
