"""Writes the runtime's weights and their digests: ``python -m training.annotator.export --run FOLDER``."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from pathlib import Path

import torch

from .graph import build, build_pairs
from .lexicon import lexicon
from .network import Annotator, load_body
from .peaks import peaks
from .rows import Labels, Pieces, Rows
from .train import base_folder, sizes_of
from .treebank import read_treebank

PACKAGE = Path("src/stemma/lang/annotator")


def load_network(run: Path, base: Path) -> tuple[Annotator, Labels]:
    """The network of the newest checkpoint in ``run``."""
    raw = json.loads((run / "labels.json").read_text())
    labels = Labels(**{name: tuple(values) for name, values in raw.items()})
    sizes = sizes_of(labels)
    net = Annotator(load_body(base, shapes=sizes.shapes, dropout=0.0), sizes, 0.0)
    net.load_state_dict(torch.load(run / "checkpoint.pt", weights_only=True)["net"])
    return net.eval(), labels


def weights(run: Path, base: Path, mode: str, data: Path) -> dict[str, bytes]:
    """The runtime's files by name."""
    net, labels = load_network(run, base)
    train = [u for name in ("gum", "ewt") for u in read_treebank(data / f"treebank/{name}_train.conllu")]
    found = peaks(net, Rows(labels, Pieces(base / "tokenizer.json")), train) if mode == "int8" else None
    layers = {name: list(getattr(labels, name)) for name in ("upos", "lemma", "deprel", "names", "roles")}
    return {
        "annotator.onnx": build(net, mode, found).SerializeToString(),
        "pairs.onnx": build_pairs(net).SerializeToString(),
        "labels.json": json.dumps(layers, ensure_ascii=False, indent=0).encode(),
        "tokenizer.json": (base / "tokenizer.json").read_bytes(),
        "lexicon.tsv": lexicon(train),
    }


def install(found: dict[str, bytes], package: Path) -> None:
    """Put the files into the package, then their digests into its manifest; each file appears whole."""
    (package / "weights").mkdir(exist_ok=True)
    for name, data in found.items():
        _replace(package / "weights" / name, data)
    for path in (package / "weights").glob("*.[!m]*"):  # all but the card
        if path.name not in found:
            path.unlink()
    text = (package / "manifest.py").read_text().split("DIGESTS = {")[0]
    lines = [f'    "{name}": "{hashlib.sha256(data).hexdigest()}",' for name, data in sorted(found.items())]
    _replace(package / "manifest.py", (text + "DIGESTS = {\n" + "\n".join(lines) + "\n}\n").encode())


def _replace(path: Path, data: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    os.replace(fresh, path)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--mode", choices=["fp32", "int8", "blocks"], default="int8")
    parser.add_argument("--package", type=Path, default=PACKAGE)
    args = parser.parse_args()
    found = weights(args.run, args.base or base_folder(), args.mode, args.data)
    install(found, args.package)
    print(f"{sum(map(len, found.values())) / 1e6:.1f} MB written to {args.package / 'weights'}")


if __name__ == "__main__":
    main()
