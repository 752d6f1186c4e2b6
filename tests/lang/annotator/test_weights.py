"""Weights are the published ones or nothing is loaded."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from stemma.errors import DamagedError
from stemma.lang.annotator.manifest import DIGESTS
from stemma.lang.annotator.network import Network, read_verified, verify


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_one_flipped_bit_is_refused(name: str) -> None:
    data = bytearray(read_verified(name))
    data[len(data) // 2] ^= 1

    def read(wanted: str) -> bytes:
        if wanted == name:
            verify(wanted, bytes(data))
        return read_verified(wanted)

    with pytest.raises(DamagedError, match=name) as caught:
        Network(read)
    assert caught.value.code == "weights-damaged"
    assert caught.value.hint


def test_digests_are_those_of_the_files() -> None:
    for name, digest in DIGESTS.items():
        assert hashlib.sha256(read_verified(name)).hexdigest() == digest


def test_weights_are_small() -> None:
    assert sum(len(read_verified(name)) for name in DIGESTS) <= 30_000_000


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, stemma.lang.annotator as a; print(sorted({'spacy', 'onnxruntime', 'numpy', 'torch'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_reading_needs_no_hub_and_no_torch() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['huggingface_hub', 'torch', 'transformers']));"  # None: cannot be imported
        "from stemma.lang.annotator import load; print(len(load()('Kim left.')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "3"
