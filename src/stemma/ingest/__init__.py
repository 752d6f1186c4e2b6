"""From files and fetched bytes to raw reports, with the bytes they came from, pointers to what is elsewhere, and a word about all else."""

from stemma.ingest.intake import Reader, ingest, of_bytes, stream
from stemma.ingest.taken import Capture, Pointer, Taken

__all__ = ["Capture", "Pointer", "Reader", "Taken", "ingest", "of_bytes", "stream"]
