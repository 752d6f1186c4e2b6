"""The mean of two checkpoints of one run: ``python -m training.annotator.average ONE OTHER --out FOLDER``.

Two ends of cycles lie on one slope; halfway between them every layer is as good as at the better one or better (Izmailov et al. 2018).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    one, other = (torch.load(folder / "checkpoint.pt", weights_only=True) for folder in (args.one, args.other))
    if (args.one / "labels.json").read_bytes() != (args.other / "labels.json").read_bytes():
        raise SystemExit("the two were trained for other labels: give two checkpoints of one run")
    net = {name: torch.lerp(value, other["net"][name], 0.5) for name, value in one["net"].items()}
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({**other, "net": net}, args.out / "checkpoint.pt")
    shutil.copy(args.other / "labels.json", args.out)


if __name__ == "__main__":
    main()
