"""A small run of the fuzz over every importer; `python -m bench.fuzz --count N` runs any number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.fuzz import fuzz, mutant, seeds

from stemma.ingest import Reader


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


@pytest.mark.parametrize("kind", [*seeds(), "fetched"])
def test_damaged_documents_are_read_or_told(kind: str, reader: Reader, tmp_path: Path) -> None:
    tally = fuzz(kind, 8, 20, reader, tmp_path)
    assert tally.failed == []
    assert tally.runs == 8


@pytest.mark.parametrize("kind", seeds())
def test_whole_documents_are_read_without_a_word(kind: str, reader: Reader, tmp_path: Path) -> None:
    name, data = seeds()[kind][0]
    (tmp_path / name).write_bytes(data)
    parts = list(reader.stream([tmp_path / name]))
    assert [t.message for p in parts for t in p.troubles] == []
    assert any(p.reports or p.pointers for p in parts)


def test_the_mutator_damages() -> None:
    import random

    chance = random.Random(1)
    data = seeds()["html"][0][1]
    assert sum(mutant(data, chance, data) != data for _ in range(50)) > 40
