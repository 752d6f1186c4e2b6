"""Measures the annotator: ``python -m training.annotator.evaluate --run FOLDER [--test]`` prints the table.

Every figure goes through the runtime itself (its chunks, its decoding, onnxruntime), once in full precision and once
with the 8-bit weights, with a baseline beside it where there is one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from stemma.lang.annotator.network import Network
from stemma.lang.annotator.reader import Annotator

from .export import weights
from .measure import Table, attributing, baseline_annotate, naming, parsing
from .names import RE3D_TEST, read_re3d, read_uner
from .rows import Pieces
from .teacher import sentence_vectors
from .train import base_folder
from .treebank import read_treebank


def measure(network: Network, data: Path, split: str, base: Path) -> dict[str, Table]:
    """All tables of one split."""
    out: dict[str, Table] = {}
    annotator = Annotator(network)
    pieces = Pieces(base / "tokenizer.json")
    for name in ("ewt", "gum"):
        units = read_treebank(data / f"treebank/{name}_{split}.conllu")
        out[f"{name} {split}"] = parsing(network, units, sentence_vectors([u.words for u in units], base, pieces).astype(np.float32))
        if name == "gum":
            out[f"names: gum {split}"] = naming(network, units, ["PER", "ORG", "LOC", "TIME", "EVENT", "MISC"])
    three = ["PER", "ORG", "LOC"]
    out[f"names: uner-ewt {split}"] = naming(network, read_uner(data / f"names/uner_ewt/en_ewt-ud-{split}.iob2"), three)
    if split == "test":
        units = [u for u in read_re3d(data / "names/re3d") if u.document.startswith(RE3D_TEST)]
        out["names: re3d held out"] = naming(network, units, [*three, "TIME"])
    else:
        read = lambda texts: [(d, d._.attributions) for d in annotator.pipe(texts)]  # noqa: E731
        out["attribution: polnear dev"] = attributing(read, data / "attribution/polnear_dev.jsonl", None)
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--base", type=Path, default=None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--modes", nargs="+", default=["fp32", "int8"])
    parser.add_argument("--test", action="store_true", help="the test splits too; look once, at the end")
    args = parser.parse_args()
    base = args.base or base_folder()
    tables: dict[str, dict[str, Table]] = {}
    for mode in args.modes:
        found = weights(args.run, base, mode, args.data)
        network = Network(found.__getitem__)
        tables[mode] = {}
        for split in ("dev", "test") if args.test else ("dev",):
            tables[mode] |= measure(network, args.data, split, base)
    tables["baseline"] = {"attribution: polnear dev": attributing(baseline_annotate, args.data / "attribution/polnear_dev.jsonl", None)}
    show(tables)


def show(tables: dict[str, dict[str, Table]]) -> None:
    """Print the tables side by side."""
    columns = list(tables)
    print(f"| layer | measure | {' | '.join(columns)} |\n|---|---|{'---|' * len(columns)}")
    for layer, table in tables[columns[0]].items():
        for measure_name in table:
            cells = [tables[c].get(layer, {}).get(measure_name) for c in columns]
            print(f"| {layer} | {measure_name} | {' | '.join('' if v is None else f'{v:.3f}' for v in cells)} |")


if __name__ == "__main__":
    main()
