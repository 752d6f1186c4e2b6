"""How large the inputs of each linear map get, channel by channel, on a sample of the training text: what `graph` smooths 8-bit inputs by."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from .network import Annotator
from .rows import Rows, tensors
from .units import Unit, pack

_PACKS, _WORDS = 150, 120

Peaks = dict[str, NDArray[np.float32]]


def peaks(net: Annotator, rows: Rows, units: Sequence[Unit]) -> Peaks:
    """Largest absolute input of every linear map of the network, one number a channel, by the name that `graph` gives the map."""
    chance = random.Random(1)
    packs = pack(units, words=_WORDS, chance=chance)
    packs = chance.sample(packs, min(_PACKS, len(packs)))
    found: dict[str, Tensor] = {}
    hooks = [part.register_forward_pre_hook(partial(_note, found, _name(name))) for name, part in net.named_modules() if isinstance(part, nn.Linear)]
    with torch.no_grad():
        for one in packs:  # one row at a time: nothing is padded
            batch = tensors([rows.row(one, None)], torch.float32)
            inputs = (batch["pieces"], batch["shapes"], batch["first"], batch["mask"])
            net(*inputs)
            net.mean(*inputs)
    for hook in hooks:
        hook.remove()
    return {name: value.numpy() for name, value in found.items()}


def _note(found: dict[str, Tensor], name: str, _: nn.Module, inputs: Any) -> None:
    largest = inputs[0].abs().reshape(-1, inputs[0].shape[-1]).amax(0)
    found[name] = torch.maximum(found[name], largest) if name in found else largest


def _name(module: str) -> str:
    """What `graph` calls a module."""
    known = {"meaning": "meaning_out", "names": "names_out", "roles": "roles_out"}
    return known.get(module, module.replace("body.layers.", "layer").replace("meaning_layers.", "meaning"))
