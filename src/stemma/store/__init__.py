"""The store: one SQLite file that holds reports, their bytes, what was found in them, and what people corrected."""

from stemma.store.part import Part
from stemma.store.store import Store
from stemma.store.values import (
    Added,
    ClaimRow,
    Damage,
    Entry,
    Found,
    Hit,
    Incoming,
    Listed,
    Listing,
    ListPage,
    Named,
    Sighting,
    Stale,
    StoryRow,
    Verified,
    VoiceRow,
)

__all__ = [
    "Added",
    "ClaimRow",
    "Damage",
    "Entry",
    "Found",
    "Hit",
    "Incoming",
    "ListPage",
    "Listed",
    "Listing",
    "Named",
    "Part",
    "Sighting",
    "Stale",
    "Store",
    "StoryRow",
    "Verified",
    "VoiceRow",
]
