"""The library: the verbs on a store that grows (add, derive, search, correct, verify), over the pipeline and the store."""

from stemma.library.library import Library, Progress
from stemma.library.memory import Memory
from stemma.library.readers import Apart, Here, Reader

__all__ = ["Apart", "Here", "Library", "Memory", "Progress", "Reader"]
