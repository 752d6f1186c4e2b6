"""Measures the layers of a loaded network through the runtime's own decoding. Needs neither torch nor the base model."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import Doc

from stemma.lang.annotator.names import Name, settle
from stemma.lang.annotator.network import Network
from stemma.lang.annotator.spans import RoleSpans
from stemma.lang.annotator.trees import heads
from stemma.lang.annotator.trees import sentences as segment

from . import baseline
from .scores import attribution_scores, bio_spans, span_f1
from .units import Unit, pack

Table = dict[str, float]


def packs_of(units: Sequence[Unit], words: int = 120) -> list[tuple[list[Unit], list[int], list[tuple[int, int]]]]:
    """Packs with their paragraph starts and gold sentences, as the runtime would read the document."""
    out = []
    for units_of in pack(units, words=words):
        begins = np.cumsum([0, *[len(u.words) for u in units_of]]).tolist()
        starts = [b for at, (u, b) in enumerate(zip(units_of, begins, strict=False)) if not at or u.paragraph]
        out.append((units_of, starts, list(pairwise(begins))))
    return out


def parsing(network: Network, units: Sequence[Unit], vectors: np.ndarray | None = None) -> Table:
    """Tags, lemmas and trees with gold words; trees with gold sentences and with the network's own."""
    right = dict.fromkeys(("UPOS", "lemma", "UAS", "LAS", "LAS, own sentences"), 0)
    total = predicted = gold_starts = same = 0
    cosine, at_sentence = 0.0, 0
    tags, deps = (network.labels[k] for k in ("upos", "deprel"))
    for units_of, starts, sentences in packs_of(units):
        words = [w for u in units_of for w in u.words]
        out = network.scores(network.encode(words, starts))
        gold_heads = np.array([h if h < 0 else h + b for u, (b, _) in zip(units_of, sentences, strict=True) for h in u.heads])
        gold_labels = [d for u in units_of for d in u.deprels]
        own_sentences = segment(out["start"], out["arcs"], starts, words)
        for name, division in (("LAS", sentences), ("LAS, own sentences", own_sentences)):
            found = heads(out["arcs"], division)
            found, labels = network.mend(words, out["upos"], found, network.deprels(out["pair_dep"], out["pair_head"], found))
            good = (found == gold_heads) & np.array([deps[k] == d for k, d in zip(labels, gold_labels, strict=True)])
            right[name] += int(good.sum())
            if name == "LAS":
                right["UAS"] += int((found == gold_heads).sum())
        right["UPOS"] += sum(tags[k] == u for k, u in zip(out["upos"], (t for u in units_of for t in u.upos), strict=True))
        lemmas = [m for u in units_of for m in u.lemmas]
        found = network.lemmas(words, out["upos"], out["lemma"])
        right["lemma"] += sum(a == m or m == "_" for a, m in zip(found, lemmas, strict=True))
        total += len(words)
        own, true = {b for b, _ in own_sentences}, {b for b, _ in sentences}
        predicted, gold_starts, same = predicted + len(own), gold_starts + len(true), same + len(own & true)
        for begin, end in sentences if vectors is not None else ():
            mean = out["meaning"][begin:end].mean(0)
            cosine += float(mean @ vectors[at_sentence] / np.linalg.norm(mean))
            at_sentence += 1
    result = {name: n / total for name, n in right.items()} | {"sentence starts F1": 2 * same / (predicted + gold_starts)}
    return result | ({"meaning, cosine to base model": cosine / at_sentence} if at_sentence else {})


def naming(network: Network, units: Sequence[Unit], kinds: Sequence[str]) -> Table:
    """Exact names F1 over ``kinds``, documents read as at run time; names over words the gold says nothing of are not counted."""
    documents: dict[str, list[tuple[list[str], list[str], list[Name]]]] = {}
    for units_of, starts, _ in packs_of(units):
        words = [w for u in units_of for w in u.words]
        tags = [t for u in units_of for t in u.names]
        documents.setdefault(units_of[0].document, []).append((words, tags, network.read(words, starts).names))
    pairs = []
    for chunks in documents.values():
        settled = iter(settle([(" ".join(words[n.begin : n.end]), n) for words, _, names in chunks for n in names]))
        for _, tags, names in chunks:
            found = [(n.begin, n.end, kind) for n, kind in zip(names, settled, strict=False)]
            found = [s for s in found if s[2] in kinds and all(tags[i] for i in range(s[0], s[1]))]
            pairs.append((found, [s for s in bio_spans(tags) if s[2] in kinds]))
    return span_f1(pairs)


def gold_attributions(doc: Doc, raw: Sequence[dict[str, list[list[int]]]]) -> list[RoleSpans]:
    """PolNeAR's attributions as token spans; those without cue or content are left out."""

    def places(spans: list[list[int]]) -> list[tuple[int, int]]:
        found = [doc.char_span(b, e, alignment_mode="expand") for b, e in spans]
        return [(s.start, s.end) for s in found if s is not None]

    out = []
    for a in raw:
        source, cue, content = (places(a[role]) for role in ("source", "cue", "content"))
        if cue and content:
            out.append(RoleSpans((source[0][0], source[-1][1]) if source else None, (cue[0][0], cue[-1][1]), tuple(content)))
    return out


def attributing(annotate: Callable[[Sequence[str]], list[tuple[Doc, Sequence[RoleSpans]]]], path: Path, limit: int | None) -> Table:
    """Attributions of whole articles of PolNeAR, from raw text."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:limit]
    found = annotate([a["text"] for a in articles])
    return attribution_scores([(r, gold_attributions(d, a["attributions"])) for (d, r), a in zip(found, articles, strict=True)])


def baseline_annotate(texts: Sequence[str]) -> list[tuple[Doc, Sequence[RoleSpans]]]:
    """The rule baseline in the shape `attributing` takes."""
    nlp = spacy.blank("en")
    return [(doc, baseline.attributions(doc)) for doc in map(nlp.make_doc, texts)]
