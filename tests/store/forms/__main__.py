"""Makes the store of the present form that later ones must still open: python -m tests.store.forms, once a form, before its release."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from stemma.store import migrate
from tests.store.making import furnished


def main() -> None:
    """Writes form-N.stemma.gz for the present form; one that is there is never made again."""
    target = Path(__file__).parent / f"form-{migrate.newest()}.stemma.gz"
    if target.exists():
        print(f"{target.name} is there")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        furnished(path, 6)
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    print(target.name)


if __name__ == "__main__":
    main()
