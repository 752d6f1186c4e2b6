"""Gather: which reports tell of one event, found as they arrive, in any order, and with what people said of it.

`stories` groups readings at once; `update` takes reports into an `Index` (`Memory`, or the store's) and says which stories came of it. Both give the
same stories for the same reports and wishes, byte for byte.
"""

from stemma.gather.gathering import Change, stories, update
from stemma.gather.index import Index, Links
from stemma.gather.memory import Memory
from stemma.gather.rules import RULES
from stemma.gather.signature import Signature
from stemma.gather.wishes import Link, Named, Part, Wish, Wishes, moved

__all__ = ["RULES", "Change", "Index", "Link", "Links", "Memory", "Named", "Part", "Signature", "Wish", "Wishes", "moved", "stories", "update"]
