"""The loss of each layer. Every loss is a mean over the words (or sentences) that the layer knows."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from .network import Annotator
from .rows import IGNORE
from .units import HIDDEN, NAME_TAGS, SCHEMES


def _allowed() -> Tensor:
    """(schemes, gold tags, tags): the tags that a word with a gold tag may have; a corpus that leaves kinds out may hide them under "none"."""
    tags = len(NAME_TAGS)
    table = torch.zeros(len(SCHEMES), tags, tags, dtype=torch.bool)
    table[:] = torch.eye(tags, dtype=torch.bool)
    for at, scheme in enumerate(SCHEMES):
        table[at, 0] |= torch.tensor([tag[2:] in HIDDEN[scheme] for tag in NAME_TAGS])
    return table


ALLOWED = _allowed()


def losses(net: Annotator, out: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """All losses of one batch but that of the meaning; layers that no row knows are left out."""
    words = batch["first"].shape[1]
    absent = torch.arange(words) >= batch["words"][:, None]
    result = {
        "upos": _class(out["upos"], batch["upos"]),
        "lemma": _class(out["lemma"], batch["lemma"]),
        "roles": _class(out["roles"], batch["roles"]),
        "names": _names(out["names"], batch["names"], batch["scheme"]),
        "start": _start(out["start"], batch["start"]),
        "links": _class(out["links"].masked_fill(absent[:, None], -1e4), batch["link"]),
        "arcs": _class(
            out["arcs"].masked_fill(functional.pad(absent, (1, 0))[:, None], -1e4),
            batch["head"],
        ),
        "labels": _labels(net, out, batch),
    }
    return {name: loss for name, loss in result.items() if loss is not None}


def _class(scores: Tensor, gold: Tensor) -> Tensor | None:
    known = gold != IGNORE
    if not known.any():
        return None
    return functional.cross_entropy(scores[known].float(), gold[known])


def _start(scores: Tensor, gold: Tensor) -> Tensor | None:
    known = gold != IGNORE
    if not known.any():
        return None
    return functional.binary_cross_entropy_with_logits(scores[known].float(), gold[known].float())


def _names(scores: Tensor, gold: Tensor, scheme: Tensor) -> Tensor | None:
    """Minus the log of all the probability that lies on allowed tags."""
    known = gold != IGNORE
    if not known.any():
        return None
    scores = scores[known].float()
    allowed = ALLOWED[scheme[known], gold[known]]
    return (scores.logsumexp(-1) - scores.masked_fill(~allowed, -1e4).logsumexp(-1)).mean()


def _labels(net: Annotator, out: dict[str, Tensor], batch: dict[str, Tensor]) -> Tensor | None:
    known = batch["deprel"] != IGNORE
    if not known.any():
        return None
    row, _ = known.nonzero(as_tuple=True)
    dep = out["pair_dep"][known].float()
    head = batch["head"][known]
    heads = out["pair_head"][row, (head - 1).clamp(min=0)].float()
    heads = torch.where((head == 0)[:, None], net.root_pair, heads)
    return functional.cross_entropy(net.labels(dep, heads), batch["deprel"][known])


def meaning_loss(vectors: Tensor, sentences: Tensor, teacher: Tensor) -> dict[str, Tensor]:
    """One minus the cosine of mean word vectors to the teacher's; ``sentences`` is (n, 4): row, begin, end, number."""
    sums = functional.pad(vectors.float().cumsum(1), (0, 0, 1, 0))
    row, begin, end, number = sentences.T
    mean = (sums[row, end] - sums[row, begin]) / (end - begin)[:, None]
    return {"meaning": 1 - functional.cosine_similarity(mean, teacher[number].float(), dim=-1).mean()}
