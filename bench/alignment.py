"""Scores the claim layers (tellings, numbers, certainty, alignment, relations) on annotated stories, in one process.

    python bench/alignment.py ../shared/stories [--only SLUG ...] [--show missed|wrong|split|merged|claims]

The figures are the scorer's own (`../shared/tools/score_stories.py`); this script only saves starting the command for each story.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

from stemma.model import RawReport

LAYERS = {
    "tellings found": ("tell_hit", "tell_g"),
    "quantity right": ("qty_ok", "qty_g"),
    "certainty right": ("cert_ok", "cert_g"),
    "origin right": ("orig_ok", "orig_g"),
    "origin right where named": ("orig_named_ok", "orig_named_g"),
    "whole chain": ("chain_ok", "chain_g"),
    "independent origins exact": ("ind_ok", "ind_g"),
    "independent origins overcounted": ("ind_over", "ind_g"),
}
PAIRS = {"alignment pairs": "al", "conflicts": "conf", "updates": "upd"}


def scorer(stories: Path) -> ModuleType:
    """The scorer as a module."""
    path = stories.parent / "tools" / "score_stories.py"
    spec = importlib.util.spec_from_file_location("score_stories", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raws(folder: Path) -> list[RawReport]:
    """The reports of a story as the command takes them in."""
    found = []
    for path in sorted((folder / "reports").glob("*.json")):
        given = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            RawReport(
                path=str(path),
                text=given["text"],
                url=given.get("url"),
                outlet=given.get("outlet"),
                title=given.get("title"),
                byline=given.get("byline"),
                published=given.get("published"),
                published_from="metadata" if given.get("published") else None,
            )
        )
    return found


def read_story(folder: Path) -> list[Any]:
    """The readings of a story's reports, by the shipped annotator."""
    from stemma.lang import annotator
    from stemma.read import read

    return list(read(raws(folder), pipeline=annotator.load())[0])


def plain(value: Any) -> Any:
    """A frozen value as the ledger's JSON has it, near enough for the scorer."""
    return dataclasses.asdict(value)


def ledger_of(folder: Path, pipeline: Any, roles: Any) -> dict[str, Any]:
    """One story read, in the ledger's form."""
    from stemma.pipeline import read_together

    ledger = read_together(raws(folder), pipeline=pipeline, roles=roles)
    return {
        "reports": [plain(r) for r in ledger.reports],
        "voices": [plain(v) for v in ledger.voices],
        "attributions": [plain(a) for a in ledger.attributions],
        "times": [{"report": r, "start": t.span.start, "end": t.span.end, "iso": t.iso} for r, ts in ledger.times.items() for t in ts],
        "claims": [plain(c) for c in ledger.claims],
        "relations": [{"from": r.source, "to": r.target, "kind": r.kind, "grounds": [g.sentence for g in r.grounds]} for r in ledger.relations],
        "descent": [plain(d) for d in ledger.descent],
    }


def placed(module: ModuleType, gold: dict[str, Any], ledger: dict[str, Any]) -> dict[tuple[str, int], tuple[Any, Any]]:
    """Each gold support with the claim and telling that the scorer finds for it."""
    number = {r["id"]: Path(r["path"]).name.split("-")[0] for r in ledger["reports"]}
    told = defaultdict(list)
    for claim in ledger["claims"]:
        for telling in claim["tellings"]:
            told[number[telling["report"]]].append((claim, telling))
    out = {}
    for g in gold["claims"]:
        for k, s in enumerate(g["support"]):
            quote = set(range(s["start"], s["end"]))
            fits = []
            for c, t in told[s["report"]]:
                span = module.span_chars(t["spans"])
                overlap = len(span & quote)
                if overlap >= 0.5 * len(quote):
                    fits.append(((int(module.close(t.get("quantity"), g["quantity"])), overlap / len(quote), -len(span)), (c, t)))
            if fits:
                best = max(fits, key=lambda f: f[0])
                out[g["id"], k] = best[1]
    return out


def words(ledger: dict[str, Any], telling: Any) -> str:
    """The words that a telling covers."""
    text = next(r["text"] for r in ledger["reports"] if r["id"] == telling["report"])
    return " … ".join(text[s["start"] : s["end"]] for s in telling["spans"])


def brief(quantity: Any) -> str:
    """A quantity in a few characters."""
    return "-" if not quantity else f"{quantity.get('low')}..{quantity.get('high')} {quantity.get('unit')}"


def show(what: str, module: ModuleType, gold: dict[str, Any], ledger: dict[str, Any]) -> None:
    """What went wrong, gold beside ours."""
    if what == "claims":
        show_claims(ledger)
    elif what == "relations":
        show_relations(module, gold, ledger)
    elif what == "merged":
        show_merged(module, gold, ledger)
    else:
        show_tellings(what, module, gold, ledger)


def show_claims(ledger: dict[str, Any]) -> None:
    """Every claim with its tellings."""
    for c in sorted(ledger["claims"], key=lambda c: (-c["salience"], c["id"])):
        print(f"[{c['salience']:.2f}] {c['certainty']} {brief(c['quantity'])} | {c['statement']}")
        for t in c["tellings"]:
            print(f"        {t['report'][-4:]} {t['certainty']} {brief(t['quantity'])} | {words(ledger, t)}")


def show_tellings(what: str, module: ModuleType, gold: dict[str, Any], ledger: dict[str, Any]) -> None:
    """Supports that were missed, have a wrong number or certainty, or lie in several claims."""
    found = placed(module, gold, ledger)
    for g in gold["claims"]:
        groups = {found[g["id"], k][0]["id"] for k in range(len(g["support"])) if (g["id"], k) in found}
        for k, s in enumerate(g["support"]):
            claim, telling = found.get((g["id"], k), (None, None))
            wrong = {
                "missed": telling is None,
                "wrong": telling is not None and bool(g["quantity"]) and not module.close(telling["quantity"], g["quantity"]),
                "certainty": telling is not None and telling["certainty"] != g["certainty"],
                "split": telling is not None and len(groups) > 1,
            }
            if wrong[what]:
                mine = (
                    f"{claim['id'][-5:]} {telling['certainty']} {brief(telling['quantity'])} | {words(ledger, telling)}" if claim and telling else "-"
                )
                print(f"{gold['slug']} {g['id']} {s['report']} {g['certainty']} {brief(g['quantity'])} | {s['quote']} || {mine}")


def show_merged(module: ModuleType, gold: dict[str, Any], ledger: dict[str, Any]) -> None:
    """Our claims that hold several of gold's."""
    mine = defaultdict(list)
    for (gid, _), (claim, telling) in placed(module, gold, ledger).items():
        mine[claim["id"]].append((gid, telling))
    for cid, members in mine.items():
        if len({gid for gid, _ in members}) > 1:
            print(gold["slug"], cid)
            for gid, telling in members:
                print("     ", gid, telling["report"][-4:], words(ledger, telling))


def show_relations(module: ModuleType, gold: dict[str, Any], ledger: dict[str, Any]) -> None:
    """Relations between claims that gold knows, right and wrong, and those that are missing."""
    found = placed(module, gold, ledger)
    lead = defaultdict(list)
    for g in gold["claims"]:
        got = [found[g["id"], k][0]["id"] for k in range(len(g["support"])) if (g["id"], k) in found]
        if got:
            lead[Counter(got).most_common(1)[0][0]].append(g["id"])
    kinds = {"updates": "updates", "conflicts": "conflicts_with", "denies": "conflicts_with"}
    wanted = {(frozenset((g["id"], o)), kind) for g in gold["claims"] for kind in ("conflicts_with", "updates") for o in g[kind]}
    missing = set(wanted)
    for r in ledger["relations"]:
        for x, y in ((x, y) for x in lead.get(r["from"], ()) for y in lead.get(r["to"], ()) if x != y and r["kind"] in kinds):
            pair = (frozenset((x, y)), kinds[r["kind"]])
            missing.discard(pair)
            print("right" if pair in wanted else "WRONG", gold["slug"], r["kind"], x, y, r["grounds"])
    print(gold["slug"], "missing", sorted((sorted(p), k) for p, k in missing))


def main() -> None:
    """Reads each story and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--show", choices=["missed", "wrong", "certainty", "split", "merged", "claims", "relations"])
    given = parser.parse_args()
    from stemma.lang import annotator

    module, tally = scorer(given.stories), Counter[str]()
    pipeline = annotator.load()
    roles = getattr(pipeline, "roles_again", None)
    started = time.perf_counter()
    for folder in sorted(p for p in given.stories.iterdir() if (p / "gold.json").is_file()):
        if given.only and not any(o in folder.name for o in given.only):
            continue
        ledger = ledger_of(folder, pipeline, roles)
        module.score_story(str(folder), ledger, tally, None)
        if given.show:
            show(given.show, module, json.loads((folder / "gold.json").read_text(encoding="utf-8")), ledger)
    for name, (hit, of) in LAYERS.items():
        print(f"{name:<34} {tally[hit] / max(1, tally[of]):.3f}  n {tally[of]}")
    for name, key in PAIRS.items():
        print(f"{name:<34} {module.prf(tally[key + '_tp'], tally[key + '_p'], tally[key + '_g'])}")
    print(f"{time.perf_counter() - started:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
