"""Zip files whose bytes depend on their contents only: names in the order given, one fixed date, one fixed system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: The earliest date that the format can hold.
DATE = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compresslevel=6)
    return out.getvalue()


def rezipped(archive: bytes) -> bytes:
    """The same files in the same order, without the dates of another writer."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        return zipped({name: old.read(name) for name in old.namelist()})
