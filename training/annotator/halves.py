"""Two processes, one network: each computes the gradients of half of every batch on one thread.

Two threads within each operation wait for each other hundreds of times a step, which costs dearly wherever other work
shares the cores; two processes meet once a step. The weights lie in shared memory, the first process moves them.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

#: Seconds that the second process waits for the first, which writes checkpoints in between.
_PATIENCE = 600
_FORK = multiprocessing.get_context("fork")


class Halves:
    """The meeting point of the two processes. Create it, then `start` the second."""

    def __init__(self, net: nn.Module) -> None:
        net.share_memory()
        self.parameters = [p for p in net.parameters() if p.requires_grad]
        self.buffer = torch.zeros(sum(p.numel() for p in self.parameters)).share_memory_()
        self.barrier = _FORK.Barrier(2)
        self.stop = _FORK.Value("b", 0)

    def start(self, gradients: Callable[[], Iterable[None]]) -> None:
        """Run ``gradients`` in a second process: a generator that leaves fresh gradients at each step."""

        def work() -> None:
            for _ in gradients():
                self._give()
                self.barrier.wait(_PATIENCE)  # ends this process if the first has died
                self.barrier.wait(_PATIENCE)
                if self.stop.value:
                    return

        self.process = _FORK.Process(target=work, daemon=True)
        self.process.start()

    def _give(self) -> None:
        for part, p in zip(self._parts(), self.parameters, strict=True):
            if p.grad is None:
                part.zero_()
            else:
                part.copy_(p.grad)
                p.grad = None

    def take(self) -> None:
        """In the first process: wait for the other half's gradients and take the mean of both."""
        self.barrier.wait()
        for part, p in zip(self._parts(), self.parameters, strict=True):
            if p.grad is None:
                p.grad = part.clone()
            else:
                p.grad.add_(part)
            p.grad.mul_(0.5)

    def go_on(self, *, stop: bool = False) -> None:
        """In the first process: the weights have moved, the second may go on (or end)."""
        self.stop.value = int(stop)
        self.barrier.wait()

    def _parts(self) -> list[Tensor]:
        sizes = [p.numel() for p in self.parameters]
        return [part.view(p.shape) for part, p in zip(self.buffer.split(sizes), self.parameters, strict=True)]
