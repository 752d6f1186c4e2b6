"""The guard: which addresses may be fetched, judged before a byte is sent.

`links` judges what is written (scheme, name, port), `addresses` judges an IP address, `backend` resolves a name, judges every answer and
connects to a judged address only. `backend` alone needs the network library, so it is not imported here.
"""

from stemma.fetch.guard.addresses import nature
from stemma.fetch.guard.links import Link, checked

__all__ = ["Link", "checked", "nature"]
