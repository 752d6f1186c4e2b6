"""The annotator's network: one small transformer, a head per layer of annotation.

Shapes: B rows, L word pieces, W words of a row, D = 384. A word is represented by its first piece.
The body is BERT (Devlin et al. 2019) as trained in MiniLM (Wang et al. 2020), without its pooler; the vocabulary
is uncased, so a learned vector of each word's letter case is added to its word pieces. Arcs and links are scored by
a biaffine form (Dozat and Manning 2017); dependency labels by a small additive and multiplicative pair layer, which
at run time is computed for the chosen heads only.
"""

from __future__ import annotations

import copy
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

#: Word vectors, and number of letter-case shapes (see ``shapes.py`` of the runtime).
WIDTH = 384


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Sizes of the label sets and of the hidden layers of the heads."""

    upos: int
    lemma: int
    deprel: int
    names: int
    roles: int
    shapes: int
    arc: int = 256
    pair: int = 192
    link: int = 128
    tag: int = 256
    #: Layers of the body that words' meanings have in common with the rest, and layers above them of their own.
    shared: int = 4
    own: int = 2

    def split(self) -> list[int]:
        """Widths of the parts of the one joint projection, in its order."""
        return [self.arc, self.arc, self.pair, self.pair, self.link, self.link, self.tag, self.tag]


class Dropout(nn.Module):
    """Dropout by slices of one pool of ready-made random masks: drawing fresh bits costs a sixth of a step."""

    pools: ClassVar[dict[float, Tensor]] = {}

    def __init__(self, rate: float, size: int = 1 << 24) -> None:
        super().__init__()
        self.rate, self.size = rate, size

    def forward(self, x: Tensor) -> Tensor:
        """Zero a share of ``x`` and scale up the rest, in training only."""
        if not self.training or not self.rate:
            return x
        n = x.numel()
        if self.rate not in self.pools:
            keep = torch.rand(self.size) >= self.rate
            self.pools[self.rate] = keep.to(torch.bfloat16) / (1 - self.rate)
        start = int(torch.randint(0, self.size - n, ()))
        return x * self.pools[self.rate][start : start + n].view(x.shape)


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor | None) -> Tensor:
    """Scaled dot-product attention written out: with 32-wide heads on a CPU faster than the fused kernel."""
    scores = (q * (1 / math.sqrt(q.shape[-1]))) @ k.transpose(-1, -2)
    if bias is not None:
        scores = scores + bias
    return scores.softmax(-1).to(v.dtype) @ v


class Layer(nn.Module):
    """One transformer block with layer norms after the sums, as BERT has them."""

    def __init__(self, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map (B, L, D) to the same; ``mask`` is (B, 1, 1, L), true where there is a piece."""
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = attend(q, k, v, mask)
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Body(nn.Module):
    """Embeddings and transformer blocks of the base model, plus the letter-case vectors."""

    def __init__(self, config: dict[str, int], shapes: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(config["vocab_size"], WIDTH)
        self.positions = nn.Embedding(config["max_position_embeddings"], WIDTH)
        self.shapes = nn.Embedding(shapes, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(config["num_attention_heads"], config["intermediate_size"], dropout) for _ in range(config["num_hidden_layers"])
        )
        self.dropout = Dropout(dropout)

    def forward(self, pieces: Tensor, shapes: Tensor | None, mask: Tensor | None, *, layers: int | None = None) -> Tensor:
        """(B, L) pieces and shapes to (B, L, D) vectors of that many layers or all. Without shapes it is the base model itself."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]]
        if shapes is not None:
            x = x + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers[:layers]:
            x = layer(x, mask)
        return x


def load_body(base: Path, *, shapes: int, dropout: float) -> Body:
    """Build the body with the weights of the base model in folder ``base``."""
    body = Body(json.loads((base / "config.json").read_text()), shapes, dropout)
    raw = load_file(base / "model.safetensors")
    raw = {name.removeprefix("bert."): value.float() for name, value in raw.items()}
    e = "embeddings."
    state = {
        "words.weight": raw[e + "word_embeddings.weight"],
        "positions.weight": raw[e + "position_embeddings.weight"] + raw[e + "token_type_embeddings.weight"][:1],
        "shapes.weight": torch.zeros(shapes, WIDTH),
        "norm.weight": raw[e + "LayerNorm.weight"],
        "norm.bias": raw[e + "LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm1": "attention.output.LayerNorm",
        "norm2": "output.LayerNorm",
    }
    for i in range(len(body.layers)):
        old, new = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            qkv = [raw[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            state[f"{new}qkv.{kind}"] = torch.cat(qkv)
            for mine, theirs in names.items():
                state[f"{new}{mine}.{kind}"] = raw[f"{old}{theirs}.{kind}"]
    body.load_state_dict(state)
    return body


class Biaffine(nn.Module):
    """Scores of word pairs: dependent x head, with a bias on the head side."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.form = nn.Linear(width, width, bias=True)

    def forward(self, dep: Tensor, head: Tensor) -> Tensor:
        """(B, W, k), (B, H, k) to (B, W, H)."""
        return self.form(dep) @ head.transpose(1, 2) / math.sqrt(dep.shape[-1])


class Annotator(nn.Module):
    """Body and heads. ``forward`` gives the raw scores of every layer but the meaning, which `mean` gives.

    What a sentence means and how it is built want different things of the same vectors: with one head more on the same body
    trees stayed a point below. So meanings have upper layers of their own and learn last, from a body that no longer moves.
    """

    def __init__(self, body: Body, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.body, self.sizes = body, sizes
        self.joint = nn.Linear(WIDTH, sum(sizes.split()))
        self.tags = nn.Linear(WIDTH, sizes.upos + sizes.lemma + 1)
        self.names = nn.Linear(sizes.tag, sizes.names)
        self.roles = nn.Linear(sizes.tag, sizes.roles)
        self.root = nn.Parameter(torch.zeros(sizes.arc))
        self.root_pair = nn.Parameter(torch.zeros(sizes.pair))
        self.arcs = Biaffine(sizes.arc)
        self.links = Biaffine(sizes.link)
        self.pair_sum = nn.Linear(sizes.pair, sizes.deprel)
        self.pair_product = nn.Linear(sizes.pair, sizes.deprel, bias=False)
        self.meaning_layers = nn.ModuleList(copy.deepcopy(layer) for layer in body.layers[sizes.shared : sizes.shared + sizes.own])
        self.meaning = nn.Linear(WIDTH, WIDTH)
        self.dropout = Dropout(dropout)
        nn.init.normal_(self.root, std=0.02)
        nn.init.normal_(self.root_pair, std=0.02)

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor, mask: Tensor | None) -> dict[str, Tensor]:
        """Score (B, L) pieces whose words begin at (B, W) ``first``.

        Arcs are (B, W, 1 + W), column 0 the root; links (B, W, W); the others (B, W, labels or width).
        """
        x = self.body(pieces, shapes, mask)
        b, w = first.shape
        x = x.gather(1, first.unsqueeze(-1).expand(b, w, WIDTH))
        x = self.dropout(x)
        parts = self.dropout(functional.gelu(self.joint(x))).split(self.sizes.split(), dim=-1)
        dep, head, pair_dep, pair_head, link_dep, link_head, names, roles = parts
        s = self.sizes
        upos, lemma, start = self.tags(x).split([s.upos, s.lemma, 1], dim=-1)
        root = self.root.view(1, 1, -1).expand(b, 1, -1)
        return {
            "upos": upos,
            "lemma": lemma,
            "start": start.squeeze(-1),
            "names": self.names(names),
            "roles": self.roles(roles),
            "arcs": self.arcs(dep, torch.cat([root.to(head.dtype), head], 1)),
            "links": self.links(link_dep, link_head),
            "pair_dep": pair_dep,
            "pair_head": pair_head,
        }

    def mean(self, pieces: Tensor, shapes: Tensor, first: Tensor, mask: Tensor | None) -> Tensor:
        """(B, W, D) vectors of the words, whose mean over a sentence stands for its meaning."""
        return self.meaning(self.hidden_meaning(pieces, shapes, first, mask))

    def hidden_meaning(self, pieces: Tensor, shapes: Tensor, first: Tensor, mask: Tensor | None) -> Tensor:
        """(B, W, D) vectors below the last map of `mean`; no gradient reaches the body."""
        with torch.no_grad():
            x = self.body(pieces, shapes, mask, layers=self.sizes.shared)
        for layer in self.meaning_layers:
            x = layer(x, mask)
        b, w = first.shape
        return x.gather(1, first.unsqueeze(-1).expand(b, w, WIDTH))

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Dependency label scores of (..., k) dependents with their (..., k) heads."""
        return self.pair_sum(functional.relu(dep + head)) + self.pair_product(dep * head)
