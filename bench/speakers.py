"""Who "he", "she", "it", "they" and "the minister" are when they speak, on GUM: `python bench/speakers.py [--shared ../shared] [--split test]`.

Taken are the subjects of verbs of the cue table (kinds say and belief, by the gold parse) that are third-person pronouns or definite common
nouns and whose gold coreference cluster holds a name that stands earlier in the text. The texts are read by the shipped annotator; each gold
mention is handed to the stage's own resolving, names among the subjects too, in order. An answer is right when its name is one of the
cluster's names (the words of one within those of the other). No answer, or a vague one, is "cannot tell". Printed beside it: the nearest
name before (persons and organisations by the annotator), and the nearest that agrees in kind with a pronoun.
What this does not measure: "I" and "we" in direct speech, names across reports, and clusters that never hold a name.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stemma.attribute.cast import Cast
from stemma.attribute.resolve import resolve
from stemma.lang.annotator import Annotator, load
from stemma.lang.en import cues
from stemma.lang.en.names import bare_person, normal
from stemma.lang.reading import Passage, Reading
from stemma.model import Report, Span, Zone

_HE, _IT = frozenset({"he", "she"}), frozenset({"it"})
_PRONOUNS = _HE | _IT | {"they"}
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_PART = re.compile(r"\((\d+)-([^()]*)|(\d+)?(?:-[^()]*)?\)")


@dataclass(slots=True)
class Word:
    """A word of the treebank and its place in the text."""

    form: str
    lemma: str
    upos: str
    head: int
    deprel: str
    start: int


@dataclass(slots=True)
class Mention:
    """A gold mention: words of one sentence, its cluster, whether its head is a name."""

    cluster: str
    words: list[Word] = field(default_factory=list)
    head: Word | None = None

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(w.form for w in self.words)

    @property
    def span(self) -> Span:
        """Its place in the text."""
        last = self.words[-1]
        return Span(self.words[0].start, last.start + len(last.form))


@dataclass(slots=True)
class Text:
    """A document: its text, its mentions in order, and those that are subjects of verbs that attribute."""

    name: str
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    speakers: list[Mention] = field(default_factory=list)


def texts(path: Path) -> Iterator[Text]:
    """The documents of a CoNLL-U file with GUM's Entity layer."""
    one: Text | None = None
    rows: list[list[str]] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# newdoc"):
            if one is not None:
                yield one
            one = Text(line.split("=")[1].strip())
        elif line.startswith("# newpar") and one is not None and one.text and not one.text.endswith("\n\n"):
            one.text = one.text.rstrip() + "\n\n"
        elif line and not line.startswith("#"):
            if (row := line.split("\t"))[0].isdigit():
                rows.append(row)
        elif not line and rows and one is not None:
            _sentence(one, rows)
            rows = []
    if one is not None:
        yield one


def _sentence(one: Text, rows: list[list[str]]) -> None:
    words, opened = [], list[Mention]()
    for row in rows:
        word = Word(row[1], row[2], row[3], int(row[6]), row[7], len(one.text))
        words.append(word)
        one.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        layer = re.search(r"Entity=([^|]*)", row[9])
        closing = list[Mention]()
        for part in _PART.finditer(layer.group(1)) if layer else ():
            if part.group(1):
                opened.append(Mention(part.group(1)))
                one.mentions.append(opened[-1])
            elif opened:
                closing.append(_closed(opened, part.group(3)))
        for mention in (*opened, *closing):
            mention.words.append(word)
    if not one.text.endswith(" "):
        one.text += " "
    number = {id(w): n for n, w in enumerate(words, 1)}
    for mention in [m for m in one.mentions if m.words and id(m.words[0]) in number]:
        inside = {number[id(w)] for w in mention.words}
        mention.head = next((w for w in mention.words if w.head not in inside), mention.words[0])
    for word in words:
        if word.deprel == "nsubj" and word.head and (verb := words[word.head - 1]).upos == "VERB":
            cue = cues.verb(verb.lemma, written=verb.form)
            found = [m for m in one.mentions if m.head is word]
            if cue is not None and cue.kind in {"say", "belief"} and found:
                one.speakers.append(max(found, key=lambda m: len(m.words)))


def _closed(opened: list[Mention], cluster: str | None) -> Mention:
    """The innermost open mention of the cluster, or the innermost of all ("(4-place...)" closes itself)."""
    at = max((n for n, m in enumerate(opened) if m.cluster == cluster), default=len(opened) - 1)
    return opened.pop(at)


def reading(one: Text, annotator: Annotator) -> Reading:
    """The text as one body zone."""
    report = Report(id=one.name, path=one.name, text=one.text, zones=(Zone(kind="body", start=0, end=len(one.text)),))
    return Reading(report=report, passages=(Passage(kind="body", start=0, doc=annotator(one.text)),))


def alike(a: str, b: str) -> bool:
    """Whether the words of one name are within the other's."""
    x, y = (set(normal(bare_person(n)).split()) - {"the", "of"} for n in (a, b))
    return bool(x and y) and (x <= y or y <= x)


def sort_of(mention: Mention) -> str:
    """pronoun, noun, or "" for what is not asked about."""
    if mention.head is None:
        return ""
    if len(mention.words) == 1 and mention.head.form.lower() in _PRONOUNS:
        return "pronoun"
    return "noun" if mention.head.upos == "NOUN" and mention.words[0].form.lower() in _DEFINITE else ""


def score(one: Text, annotator: Annotator, tally: Counter[tuple[str, str]], show: bool) -> None:
    """Adds one document's answers to the tally."""
    read = reading(one, annotator)
    cast, passage = Cast(read), read.passages[0]
    names = [m for m in one.mentions if m.head is not None and m.head.upos == "PROPN"]
    for mention in one.speakers:
        tokens = passage.tokens(mention.span)
        if tokens is None:
            continue
        who = resolve(cast, passage, (tokens.start, tokens.end))
        sort, before = sort_of(mention), [n for n in names if n.span.end <= mention.span.start]
        own = [n.text for n in names if n.cluster == mention.cluster]
        if not sort or not any(n.cluster == mention.cluster for n in before):
            continue
        answer = None if who is None or who.vague else who.name
        known = () if answer is None or who is None else (answer, *who.aliases)
        entities = [e for e in passage.doc.ents if e.end_char <= mention.span.start and e.label_ in {"PER", "PERSON", "ORG"}]
        pronoun = mention.head.form.lower() if mention.head is not None else ""
        kinds = {"PER", "PERSON"} if pronoun in _HE else {"ORG"} if pronoun in _IT else {"PER", "PERSON", "ORG"}
        fitting = [e for e in entities if e.label_ in kinds]
        rivals = {"stemma": answer, "nearest": entities[-1].text if entities else None, "agreeing": fitting[-1].text if fitting else None}
        for key in (sort, "all"):
            tally[key, "n"] += 1
            for rival, said in rivals.items():
                tally[key, f"{rival} answers"] += said is not None
                names_said = known if rival == "stemma" else (said,) if said is not None else ()
                tally[key, f"{rival} right"] += any(alike(a, n) for a in names_said for n in own)
        if show and not any(alike(a, n) for a in known for n in own):
            around = one.text[mention.span.start - 60 : mention.span.end + 40]
            print(f"{one.name} {mention.text!r} want {sorted(set(own))[:3]} got {answer!r}: ...{around!r}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--split", choices=["train", "dev", "test"], default="test")
    parser.add_argument("--genres", nargs="*", help="only documents of these genres (news bio interview ...)")
    parser.add_argument("--show", action="store_true", help="print what was not right")
    args = parser.parse_args()
    annotator, tally = load(threads=1), Counter[tuple[str, str]]()
    for one in texts(args.shared / f"data/treebank/gum_{args.split}.conllu"):
        if (not args.genres or one.name.split("_")[1] in args.genres) and one.speakers:
            score(one, annotator, tally, args.show)
    print(f"| speakers, GUM {args.split} | n | right | right of those answered | answered | nearest name | nearest that agrees |")
    print("|---|---|---|---|---|---|---|")
    for sort in ("pronoun", "noun", "all"):
        n, answers, right = (tally[sort, k] for k in ("n", "stemma answers", "stemma right"))
        rest = " | ".join(f"{tally[sort, f'{k} right'] / max(1, n):.3f}" for k in ("nearest", "agreeing"))
        print(f"| {sort} | {n} | {right / max(1, n):.3f} | {right / max(1, answers):.3f} | {answers / max(1, n):.3f} | {rest} |")


if __name__ == "__main__":
    main()
