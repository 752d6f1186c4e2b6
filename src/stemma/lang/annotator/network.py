"""The network at run time: verified weights, word pieces, one forward pass a chunk, scores to annotation."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from stemma.errors import DamagedError

from .lemmas import apply, verb
from .manifest import DIGESTS
from .mends import mended
from .names import Name, find_names
from .shapes import shape
from .spans import RoleSpans, attributions
from .subjects import one_subject
from .trees import are_trees, heads, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

#: Word pieces read of one word, and the vocabulary's special pieces (start, end, unknown), as in training.
MOST_PIECES = 6
START, END, UNKNOWN = 101, 102, 100
#: Words whose pieces are remembered.
_REMEMBERED = 50_000


def read_verified(name: str) -> bytes:
    """Bytes of a weights file, only if their SHA-256 is the one this version was published with."""
    try:
        data = files(__package__).joinpath("weights", name).read_bytes()
    except OSError as error:
        raise DamagedError(f"The annotator's file {name} cannot be read: {error}.", code="weights-missing", hint="Install stemma again.") from error
    verify(name, data)
    return data


def verify(name: str, data: bytes) -> None:
    """Raise `DamagedError` unless ``data`` has the digest on record for ``name``."""
    if hashlib.sha256(data).hexdigest() != DIGESTS[name]:
        raise DamagedError(
            f"The annotator's file {name} is not the one that was published.",
            code="weights-damaged",
            hint="Install stemma again; if it comes back, report it.",
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one chunk; places are word numbers within it."""

    upos: NDArray[np.int64]
    #: Lemmas themselves.
    lemma: tuple[str, ...]
    #: Head of each word, -1 for the root of a sentence.
    heads: NDArray[np.int64]
    deprel: NDArray[np.int64]
    names: list[Name]
    attributions: list[RoleSpans]
    #: (words, 384) vectors, of which a sentence's mean stands for its meaning.
    meaning: NDArray[np.float16]


class Pieces:
    """Word pieces of words; remembers those seen."""

    def __init__(self, data: bytes) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer(data)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[list[int], int]] = {}

    def __call__(self, word: str) -> tuple[list[int], int]:
        """Piece numbers (at least one) and letter-case shape of a word."""
        known = self._known.get(word)
        if known is None:
            ids = self._tokenizer.encode(word[:200], add_special_tokens=False).ids[:MOST_PIECES]
            known = (ids or [UNKNOWN], shape(word))
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[word] = known
        return known

    def size(self, word: str) -> int:
        """Number of pieces of a word."""
        return len(self(word)[0])


class Network:
    """A loaded network. Runs are independent of each other, so threads may share it."""

    def __init__(self, read: Callable[[str], bytes] = read_verified) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        self._session = onnxruntime.InferenceSession(read("annotator.onnx"), options, providers=providers)
        self._pairs = onnxruntime.InferenceSession(read("pairs.onnx"), options, providers=providers)
        self._outputs = [output.name for output in self._session.get_outputs()]
        labels: dict[str, list[str]] = json.loads(read("labels.json"))
        self.labels = {layer: tuple(values) for layer, values in labels.items()}
        self.pieces = Pieces(read("tokenizer.json"))
        rows = (line.split("\t") for line in read("lexicon.tsv").decode().splitlines())
        self._lexicon = {(upos, form): lemma for upos, form, lemma in rows}

    def encode(self, words: Sequence[str], starts: Sequence[int]) -> dict[str, NDArray[np.int64]]:
        """The network's input for words with paragraphs beginning at ``starts``."""
        ids, shapes, first = [START], [0], []
        breaks = set(starts[1:])
        for at, word in enumerate(words):
            if at in breaks:
                ids.append(END)
                shapes.append(0)
            pieces, form = self.pieces(word)
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([form] * len(pieces))
        ids.append(END)
        shapes.append(0)
        return {"pieces": np.array(ids), "shapes": np.array(shapes), "first": np.array(first)}

    def scores(self, feed: dict[str, NDArray[np.int64]]) -> dict[str, NDArray[Any]]:
        """The bare forward pass."""
        return dict(zip(self._outputs, self._session.run(None, feed), strict=True))

    def read(self, words: Sequence[str], starts: Sequence[int]) -> Reading:
        """Annotate one chunk of words."""
        out = self.scores(self.encode(words, starts))
        found = heads(out["arcs"], sentences(out["start"], out["arcs"], starts, words))
        found, deprels = self.mend(words, out["upos"], found, self.deprels(out["pair_dep"], out["pair_head"], found))
        labels = [self.labels["deprel"][k] for k in deprels.tolist()]
        upos = [self.labels["upos"][k] for k in out["upos"].tolist()]
        return Reading(
            upos=out["upos"],
            lemma=self.lemmas(words, out["upos"], out["lemma"]),
            heads=found,
            deprel=deprels,
            names=find_names(out["names"], self.labels["names"], starts, words=words, heads=found, deprels=labels, upos=upos),
            attributions=self._attributions(out, starts),
            meaning=out["meaning"].astype(np.float16),
        )

    def read_roles(self, words: Sequence[str], starts: Sequence[int]) -> list[RoleSpans]:
        """Only the attributions of one chunk of words."""
        return self._attributions(self.scores(self.encode(words, starts)), starts)

    def lemmas(self, words: Sequence[str], upos: NDArray[np.int64], rules: NDArray[np.int64]) -> tuple[str, ...]:
        """The lemma of each word: as the treebanks have it for the form and its class, else by the network's script."""
        tags, scripts, known = self.labels["upos"], self.labels["lemma"], self._lexicon
        triples = zip(words, upos.tolist(), rules.tolist(), strict=True)

        def lemma(word: str, tag: str, script: str) -> str:
            made = known.get((tag, word.lower())) or apply(script, word)
            return verb(made, word) if tag == "VERB" else made

        return tuple(lemma(word, tags[tag], scripts[rule]) for word, tag, rule in triples)

    def deprels(self, dep: NDArray[np.float32], head: NDArray[np.float32], found: NDArray[np.int64]) -> NDArray[np.int64]:
        """Best label of each word under its head; roots are labelled root and no others."""
        scores: NDArray[np.float32] = self._pairs.run(None, {"dep": dep, "head": head, "heads": found})[0]
        root = self.labels["deprel"].index("root")
        scores[:, root] = -np.inf
        best: NDArray[np.int64] = scores.argmax(1)
        best[found < 0] = root
        return best

    def mend(
        self, words: Sequence[str], upos: NDArray[np.int64], found: NDArray[np.int64], deprels: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Heads and labels, mended where the words show what is what (`mends`, `subjects`); a chunk that they would leave no tree stays."""
        names, tags = self.labels["deprel"], [self.labels["upos"][k] for k in upos.tolist()]
        for mends in (mended, one_subject):
            better, labels = found.copy(), deprels.copy()
            for at, (head, label) in mends(words, tags, found.tolist(), [names[k] for k in deprels.tolist()]).items():
                better[at], labels[at] = head, names.index(label)
            if are_trees(better) and (better < 0).sum() == (found < 0).sum():  # two mends may contradict each other
                found, deprels = better, labels
        return found, deprels

    def _attributions(self, out: dict[str, NDArray[Any]], starts: Sequence[int]) -> list[RoleSpans]:
        return attributions(out["roles"], out["links"], self.labels["roles"], starts)
