"""Event coreference on ECB+ with gold mentions, beside the lemma baseline: a check of alignment's features on other people's data.

python -m bench.events [--shared ../shared]

Each gold event mention becomes a proposition (the mention's word as predicate, its clause as words, names, subject), and the features of
`stemma.align` hold two mentions of one subtopic side by side. Their weights are learnt anew on the training topics, since a mention is
no claim; the threshold is chosen there too. Topics 2, 5, 12, 18, 21, 23, 34 and 35 are the usual development list. Reported: MUC, B-cubed,
CEAF-e and their mean, the CoNLL score (Pradhan et al. 2012), over mentions that stand in a coreference relation, subtopics given. The lemma
baseline joins mentions of a subtopic whose head words share a lemma.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np
from lxml import etree
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from stemma.align.features import FEATURES, values
from stemma.align.pairs import Corpus, held
from stemma.align.stated import Proposition
from stemma.align.voices import Said
from stemma.lang import annotator
from stemma.lang.en import syntax
from stemma.lang.en.senses import sense_of
from stemma.model import Span

DEV = frozenset({"2", "5", "12", "18", "21", "23", "34", "35"})
Partition = list[set[Hashable]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """A gold mention of an event."""

    subtopic: str
    event: str
    lemma: str
    proposition: Proposition


def mentions(shared: Path, pipeline: annotator.Annotator) -> list[Mention]:
    """All gold event mentions of topics 1-35 that stand in a coreference relation, read in the sentences that hold them."""
    found = []
    files = sorted((shared / "data/stories/ecbplus").glob("*/*.xml"))
    raw = [_marked(file) for file in files]
    for (name, _, marks), doc in zip(raw, pipeline.pipe(text for _, text, _ in raw), strict=True):
        topic = name.split("_")[0]
        for event, spans in marks:
            tokens = [t for a, b in spans if (span := doc.char_span(a, b, alignment_mode="expand")) is not None for t in span]
            if tokens:
                head = min(tokens, key=lambda t: (sum(1 for _ in t.ancestors), t.i))
                subtopic = f"{topic}-{'plus' if 'ecbplus' in name else 'ecb'}"
                found.append(Mention(subtopic=subtopic, event=event, lemma=head.lemma_.lower(), proposition=_proposition(name, doc, head)))
    return found


def _marked(file: Path) -> tuple[str, str, list[tuple[str, list[tuple[int, int]]]]]:
    """A document's name, the text of its sentences with mentions, and each mention's event and character spans."""
    root = etree.parse(file).getroot()
    anchors = {m.get("m_id"): [a.get("t_id") for a in m.iter("token_anchor")] for m in root.find("Markables") if "ACTION" in m.tag}
    event_of: dict[str, str] = {}
    for relation in root.find("Relations"):
        key = relation.get("note") or f"{file.name}:{relation.get('r_id')}"
        event_of |= {s.get("m_id"): key for s in relation.iter("source") if anchors.get(s.get("m_id"))}
    wanted = {t for m in event_of for t in anchors[m]}
    tokens = list(root.iter("token"))
    held_in = {t.get("sentence") for t in tokens if t.get("t_id") in wanted}
    place: dict[str, tuple[int, int]] = {}
    text = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.get("sentence") in held_in:
            text += "" if not text else "\n" if before is not None and before.get("sentence") != token.get("sentence") else " "
            place[token.get("t_id")] = (len(text), len(text) + len(token.text or ""))
            text += token.text or ""
    return file.name, text, [(e, [place[t] for t in anchors[m]]) for m, e in sorted(event_of.items())]


def _proposition(report: str, doc: Doc, head: Token) -> Proposition:
    """The mention as a proposition: its word and what hangs on it, or on the clause it heads or is the object of."""
    clause = head if head.pos_ in {"VERB", "AUX"} else next((t for t in head.ancestors if t.pos_ == "VERB"), head)
    about = sorted({*_near(clause), *_near(head)}, key=lambda t: t.i)
    subject = syntax.subject_of(clause)
    names = frozenset(e.text.lower() for e in doc.ents if e.label_ in {"PER", "ORG", "LOC"} and any(t.i >= e.start and t.i < e.end for t in about))
    called = [e.text.lower() for e in doc.ents if subject is not None and e.start <= subject.i < e.end]
    rows = doc._.word_vectors[[t.i for t in about]].mean(0).astype(np.float32)
    return Proposition(
        report=report,
        zone="body",
        kind="sentence",
        spans=(Span(head.idx, head.idx + len(head)),),
        predicate=sense_of(head.lemma_.lower()),
        words=frozenset(sense_of(t.lemma_.lower()) for t in about if t.pos_ in {"NOUN", "VERB", "ADJ", "PROPN"}),
        names=names,
        subject=frozenset(called or ([sense_of(subject.lemma_.lower())] if subject is not None else [])),
        negated=syntax.is_negated(clause),
        against=False,
        mention=None,
        counted=frozenset(),
        when=None,
        where=None,
        places=frozenset(),
        certainty="asserted",
        said=Said(),
        statement="",
        published=None,
        vector=rows / max(float(np.linalg.norm(rows)), 1e-6),
    )


def _near(head: Token) -> list[Token]:
    """The head and its arguments with their own noun phrases, without further clauses."""
    return [head, *(t for t in head.subtree if t.i != head.i and not any(syntax.is_clausal(a) for a in _between(t, head)))]


def _between(token: Token, head: Token) -> list[Token]:
    out = []
    while token.i != head.i:
        out.append(token)
        token = token.head
    return out


def pairs_of(group: Sequence[Mention]) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.intp]]:
    """Features of all pairs of a subtopic, and the pairs' indexes."""
    corpus = Corpus([m.proposition for m in group])
    i, j = np.triu_indices(len(group), 1)
    rows = [values(held(group[a].proposition, group[b].proposition, corpus)) for a, b in zip(i, j, strict=True)]
    return np.array(rows).reshape(-1, len(FEATURES)), i, j


def learn(x: NDArray[np.float64], y: NDArray[np.float64], penalty: float = 1.0) -> NDArray[np.float64]:
    """Logistic regression by Newton's method; the last weight is the bias."""
    x = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - penalty * w
        bend = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(w))
        w += np.linalg.solve(bend, slope)
    return w


def joined(size: int, p: NDArray[np.float64], join: float) -> list[set[int]]:
    """Average-link clusters of a matrix of probabilities."""
    groups = {n: {n} for n in range(size)}
    mean = p.copy()
    np.fill_diagonal(mean, -1)
    while size > 1:
        a, b = np.unravel_index(int(mean.argmax()), mean.shape)
        if mean[a, b] < join:
            break
        na, nb = len(groups[a]), len(groups[b])
        mean[a] = mean[:, a] = (na * mean[a] + nb * mean[b]) / (na + nb)
        mean[b] = mean[:, b] = -1
        mean[a, a] = -1
        groups[a] |= groups.pop(b)
        size -= 1
    return list(groups.values())


def conll(gold: Partition, found: Partition) -> dict[str, float]:
    """F1 of MUC, B-cubed and CEAF-e, and their mean."""
    scores = {"MUC": _f(_muc(gold, found), _muc(found, gold)), "B3": _f(_b3(gold, found), _b3(found, gold)), "CEAF-e": _ceaf(gold, found)}
    return {**scores, "CoNLL": sum(scores.values()) / 3}


def _f(r: float, p: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _muc(gold: Partition, found: Partition) -> float:
    of = {m: n for n, group in enumerate(found) for m in group}
    links = sum(len(g) - 1 for g in gold)
    return sum(len(g) - len({of[m] for m in g}) for g in gold) / links if links else 0.0


def _b3(gold: Partition, found: Partition) -> float:
    of = {m: group for group in found for m in group}
    return sum(len(g & of[m]) / len(g) for g in gold for m in g) / sum(map(len, gold))


def _ceaf(gold: Partition, found: Partition) -> float:
    graph = nx.Graph()
    of = {m: n for n, group in enumerate(found) for m in group}
    for k, g in enumerate(gold):
        for n in {of[m] for m in g}:
            graph.add_edge(("gold", k), ("found", n), weight=2 * len(g & found[n]) / (len(g) + len(found[n])))
    total = sum(graph.edges[edge]["weight"] for edge in nx.max_weight_matching(graph))
    return _f(total / len(gold), total / len(found))


def scored(groups: dict[str, list[Mention]], clusters: dict[str, list[set[int]]]) -> dict[str, float]:
    """CoNLL scores over all subtopics at once."""
    gold: dict[str, set[Hashable]] = defaultdict(set)
    for name, group in groups.items():
        for n, m in enumerate(group):
            gold[f"{name}:{m.event}"].add((name, n))
    return conll(list(gold.values()), [{(name, n) for n in c} for name, found in clusters.items() for c in found])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    groups: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions(args.shared, annotator.load()):
        groups[m.subtopic].append(m)
    held_by = {name: pairs_of(group) for name, group in groups.items()}
    train = {n: g for n, g in groups.items() if n.split("-")[0] not in DEV}
    dev = {n: g for n, g in groups.items() if n not in train}
    x = np.vstack([held_by[n][0] for n in train])
    y = np.concatenate([[float(g[a].event == g[b].event) for a, b in zip(*held_by[n][1:], strict=True)] for n, g in train.items()])
    weights = learn(x, y)

    def clustered(part: dict[str, list[Mention]], join: float) -> dict[str, list[set[int]]]:
        out = {}
        for name, group in part.items():
            f, i, j = held_by[name]
            p = np.full((len(group), len(group)), -1.0)
            p[i, j] = p[j, i] = 1 / (1 + np.exp(-np.clip(np.column_stack([f, np.ones(len(f))]) @ weights, -30, 30)))
            out[name] = joined(len(group), p, join)
        return out

    join = max((0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55), key=lambda at: scored(train, clustered(train, at))["CoNLL"])
    print(f"{sum(map(len, train.values()))} mentions to learn on, {sum(map(len, dev.values()))} to measure on; join {join}")
    print("| | MUC | B3 | CEAF-e | CoNLL |\n|---|---|---|---|---|")
    for label, part in (("train", train), ("dev", dev)):
        lemma = {n: [{k for k, m in enumerate(g) if m.lemma == word} for word in Counter(m.lemma for m in g)] for n, g in part.items()}
        for row, found in ((f"{label}, same lemma", lemma), (f"{label}, features", clustered(part, join))):
            print(f"| {row} | {' | '.join(f'{v:.3f}' for v in scored(part, found).values())} |")
    top = sorted(zip(FEATURES, weights, strict=False), key=lambda pair: -abs(pair[1]))[:8]
    print("weigh most: " + ", ".join(f"{name.removeprefix('align.')} {w:+.2f}" for name, w in top))


if __name__ == "__main__":
    main()
