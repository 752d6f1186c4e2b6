"""Starts the ``meaning`` head well: the least-squares map from its layers' sentence means to the teacher's vectors.

From chance the head needs most of the training to find what a linear system gives at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from .network import WIDTH, Annotator


@torch.no_grad()
def fit_meaning(net: Annotator, batches: Sequence[dict[str, Tensor]], teacher: Tensor, *, ridge: float = 1.0) -> float:
    """Set the head's weights from some batches; gives the mean cosine that it then reaches on them."""
    means, goals = [], []
    net.eval()
    for batch in batches:
        if not len(batch["sentences"]):
            continue
        with torch.autocast("cpu", torch.bfloat16):
            words = net.hidden_meaning(batch["pieces"], batch["shapes"], batch["first"], batch["mask"]).float()
        sums = torch.nn.functional.pad(words.cumsum(1), (0, 0, 1, 0))
        row, begin, end, number = batch["sentences"].T
        means.append((sums[row, end] - sums[row, begin]) / (end - begin)[:, None])
        goals.append(teacher[number].float())
    net.train()
    x, y = torch.cat(means), torch.cat(goals)
    x_mean, y_mean = x.mean(0), y.mean(0)
    centred = x - x_mean
    weight = torch.linalg.solve(centred.T @ centred + ridge * torch.eye(WIDTH), centred.T @ (y - y_mean))
    net.meaning.weight.copy_(weight.T)
    net.meaning.bias.copy_(y_mean - x_mean @ weight)
    return float(torch.nn.functional.cosine_similarity(net.meaning(x), y, dim=-1).mean())
