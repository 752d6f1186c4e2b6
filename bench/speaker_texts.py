"""Texts with gold coreference for `bench/speakers.py`: GUM, MEANTIME, ECB+, each as mentions with clusters over the plain text.

GUM marks every mention of every text and its parse, so that which mentions are sources, and that a cluster has no name anywhere, is gold.
MEANTIME and ECB+ are news and mark mentions of some sentences; which of these are sources is read off our own parse (ECB+: of the gold
reporting verbs), and a cluster without a name there may have one elsewhere: such clusters are left out. Names of ECB+ clusters count from
all texts of the topic, for its clusters run over texts.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from stemma.lang.en import cues
from stemma.model import Span

_PART = re.compile(r"\((\d+)-([^()]*)|(\d+)?(?:-[^()]*)?\)")
_CLOSING = frozenset(".,;:!?)]}%'’”") | {"'s", "n't", "'re", "'ve", "'ll", "'m", "'d"}
#: A word in capitals that is no name.
_NO_NAME = frozenset({"i", "he", "she", "it", "we", "you", "they", "his", "her", "its", "their", "our", "my", "who", "mr", "mrs", "ms", "dr", "the"})


@dataclass(slots=True)
class Mention:
    """A gold mention; `head` is the place of its head, where the annotation has one."""

    cluster: str
    span: Span
    text: str
    head: int
    #: Its head is a name.
    name: bool
    #: Its first word and head as written, in lower case.
    first: str = ""
    noun: str = ""
    #: person, organization, place, object, abstract ...; "" where the annotation has none.
    kind: str = ""


@dataclass(slots=True)
class Text:
    """A document: its text, its mentions in order, and those that are asked about."""

    name: str
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    asked: list[Mention] = field(default_factory=list)
    #: Names of each cluster, from here or from other texts.
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Those from here.
    own: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Whether a cluster without a name is known to have none anywhere in the text.
    whole: bool = False
    #: Places of gold reporting verbs; None where the parse has to tell.
    reporting: frozenset[int] | None = None

    def named(self) -> Text:
        """The same, its names noted."""
        for mention in self.mentions:
            if mention.name:
                self.names[mention.cluster].add(mention.text)
                self.own[mention.cluster].add(mention.text)
        return self


# --- GUM ---------------------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Word:
    form: str
    lemma: str
    upos: str
    head: int
    deprel: str
    start: int


#: A mention still open: cluster, kind, words.
_Open = tuple[str, str, list[_Word]]


def gum(path: Path) -> Iterator[Text]:
    """The documents of a CoNLL-U file with GUM's Entity layer; asked about are subjects of verbs that attribute."""
    one: Text | None = None
    rows: list[list[str]] = []
    opened: list[_Open] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# newdoc"):
            if one is not None:
                yield one.named()
            one, opened = Text(line.split("=")[1].strip(), whole=True), []
        elif line.startswith("# newpar") and one is not None and one.text and not one.text.endswith("\n\n"):
            one.text = one.text.rstrip() + "\n\n"
        elif line and not line.startswith("#"):
            if (row := line.split("\t"))[0].isdigit():
                rows.append(row)
        elif not line and rows and one is not None:
            _sentence(one, rows, opened)
            rows = []
    if one is not None:
        yield one.named()


def _sentence(one: Text, rows: list[list[str]], opened: list[_Open]) -> None:
    words = list[_Word]()
    closed = list[_Open]()
    for row in rows:
        word = _Word(row[1], row[2], row[3], int(row[6]), row[7], len(one.text))
        words.append(word)
        one.text += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        layer = re.search(r"Entity=([^|]*)", row[9])
        closing = list[_Open]()
        for part in _PART.finditer(layer.group(1)) if layer else ():
            if part.group(1):
                opened.append((part.group(1), part.group(2).split("-")[0], []))
            elif opened:
                at = max((n for n, (cluster, _, _) in enumerate(opened) if cluster == part.group(3)), default=len(opened) - 1)
                closing.append(opened.pop(at))
        for _, _, held in (*opened, *closing):
            held.append(word)
        closed.extend(closing)
    if not one.text.endswith(" "):
        one.text += " "
    number = {id(w): n for n, w in enumerate(words, 1)}
    heads: dict[int, list[Mention]] = defaultdict(list)
    for cluster, kind, held in closed:
        if not held or id(held[0]) not in number:
            continue
        inside = {number[id(w)] for w in held}
        head = next((w for w in held if w.head not in inside), held[0])
        span = Span(held[0].start, held[-1].start + len(held[-1].form))
        text = " ".join(span.of(one.text).split())
        mention = Mention(cluster, span, text, head.start, head.upos == "PROPN", held[0].form.lower(), head.form.lower(), kind)
        one.mentions.append(mention)
        heads[number[id(head)]].append(mention)
    one.mentions.sort(key=lambda m: m.span)
    for at, word in enumerate(words, 1):
        if heads[at] and _attributes(words, word):
            one.asked.append(max(heads[at], key=lambda m: len(m.span)))


def _attributes(words: list[_Word], word: _Word) -> bool:
    """Whether a word is the subject of a verb of saying or believing with a clause, or stands after "according to"."""
    head = words[word.head - 1] if word.head else None
    if head is not None and word.deprel == "nsubj" and head.upos == "VERB":
        cue = cues.verb(head.lemma, written=head.form)
        clause = head.deprel == "parataxis" or any(w.head == word.head and w.deprel in {"ccomp", "parataxis"} for w in words)
        return clause and cue is not None and cue.kind in {"say", "belief"} and bool({"clause", "quote"} & cue.frames)
    return word.deprel == "obl" and any(w.form.lower() == "according" and words[w.head - 1] is word for w in words if w.head)


# --- MEANTIME ----------------------------------------------------------------------------------------------------------------------------


def meantime(folder: Path) -> Iterator[Text]:
    """The articles of MEANTIME."""
    places: dict[str, dict[tuple[int, int], Span]] = defaultdict(dict)
    texts: dict[str, Text] = {}
    with (folder / "en/conll.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, sentence, token = row["topic/subtopic_name"], int(row["sent_id"]), int(row["token_id"])
            one = texts.setdefault(name, Text(name))
            if token == 0 and one.text:
                one.text = one.text.rstrip() + ("\n\n" if sentence < 3 else " ")
            places[name][sentence, token] = _written(one, row["token"])
    for row in json.loads((folder / "en/entities_mentions.json").read_text("utf-8")):
        if row["mention_type"] not in {"PER", "ORG"}:
            continue
        one, held = texts[row["conll_doc_key"]], places[row["conll_doc_key"]]
        found = [held[row["sent_id"], t] for t in row["tokens_number"]]
        head = held.get((row["sent_id"], row["mention_head_id"]), found[-1])
        one.mentions.append(_news_mention(one.text, row["coref_chain"], found, head, name=row["mention_head_pos"] == "PROPN"))
    for one in texts.values():
        one.mentions.sort(key=lambda m: m.span)
        yield one.named()


def _written(one: Text, token: str) -> Span:
    """Puts a token behind the text, with a space where print has one."""
    token = {"``": "“", "''": "”"}.get(token, token)
    if one.text and not one.text[-1].isspace() and token not in _CLOSING and one.text[-1] not in "(“$[":
        one.text += " "
    start = len(one.text)
    one.text += token
    return Span(start, len(one.text))


def _news_mention(text: str, cluster: str, found: list[Span], head: Span, *, name: bool) -> Mention:
    span = Span(min(s.start for s in found), max(s.end for s in found))
    return Mention(cluster, span, " ".join(span.of(text).split()), head.start, name, min(found).of(text).lower(), head.of(text).lower())


# --- ECB+ --------------------------------------------------------------------------------------------------------------------------------


def ecb(folder: Path, topics: set[int]) -> Iterator[Text]:
    """The texts of some topics of ECB+; names of a cluster are those in any text of the topic."""
    for topic in sorted(topics):
        if not (folder / str(topic)).is_dir():
            continue
        texts = [_ecb_text(path) for path in sorted((folder / str(topic)).glob("*.xml"))]
        names: dict[str, set[str]] = defaultdict(set)
        for one in texts:
            for cluster, known in one.named().names.items():
                names[cluster] |= known
        for one in texts:
            one.names = names
            yield one


def _ecb_text(path: Path) -> Text:
    root = ElementTree.parse(path).getroot()
    one, place = Text(path.stem), dict[str, Span]()
    sentences: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for token in root.iter("token"):
        sentences[token.get("sentence", "")].append((token.get("t_id", ""), token.text or ""))
    for n, held in enumerate(sentences.values()):
        if held[0][1].startswith("http"):
            continue
        one.text = one.text.rstrip() + ("\n\n" if one.text and n < 2 else " " if one.text else "")
        for key, form in held:
            place[key] = _written(one, form)
    anchors = {m.get("m_id"): (m.tag, [a.get("t_id") for a in m.iter("token_anchor")]) for m in root.iter() if m.get("m_id") and m.tag != "source"}
    across = root.iter("CROSS_DOC_COREF")
    cluster: dict[str | None, str | None] = {s.get("m_id"): r.get("note") or r.get("r_id") for r in across for s in r.iter("source")}
    cluster |= {s.get("m_id"): f"{path.stem}:{r.get('r_id')}" for r in root.iter("INTRA_DOC_COREF") for s in r.iter("source")}
    for marked, (tag, tokens) in anchors.items():
        found = [place[t] for t in tokens if t in place]
        if tag.startswith("HUMAN") and found and marked in cluster:
            words = [s.of(one.text) for s in found]
            name = words[-1][:1].isupper() and words[-1].lower() not in _NO_NAME
            one.mentions.append(_news_mention(one.text, str(cluster[marked]), found, found[-1], name=name))
    one.mentions.sort(key=lambda m: m.span)
    one.reporting = frozenset(place[t].start for tag, tokens in anchors.values() if tag == "ACTION_REPORTING" for t in tokens if t in place)
    return one
