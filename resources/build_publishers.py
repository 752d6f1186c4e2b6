"""Builds `src/stemma/weigh/publishers.json` from `publishers.yml`; run from the root of the checkout.

    python resources/build_publishers.py [--check]

With `--check` nothing is written; the exit code is 1 when the committed table differs from what would be written. A name that two families
claim, or an entry without a reason, is refused.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/stemma/weigh/publishers.json"
KINDS = {"newsroom", "owner", "state"}


def build(hand: dict[str, Any]) -> list[dict[str, Any]]:
    """The families as they are shipped: without the reasons, which stay in the hand-kept file."""
    seen: dict[str, str] = {}
    out = []
    for entry in hand["families"]:
        if not entry.get("why") or entry["kind"] not in KINDS:
            raise SystemExit(f"{entry['family']}: a reason and a kind are needed")
        outlets = list(dict.fromkeys(entry["outlets"]))
        for outlet in outlets:
            if seen.setdefault(str(outlet).casefold(), entry["family"]) != entry["family"]:
                raise SystemExit(f"{outlet}: in {seen[str(outlet).casefold()]} and in {entry['family']}")
        out.append({"family": entry["family"], "kind": entry["kind"], "of": entry.get("of"), "outlets": outlets})
    return out


def main(argv: list[str]) -> int:
    """Writes the table, or checks it."""
    hand = yaml.load((ROOT / "resources/publishers.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    text = json.dumps(build(hand), ensure_ascii=False, indent=1) + "\n"
    if "--check" in argv:
        return 0 if OUT.read_text("utf-8") == text else 1
    OUT.write_text(text, "utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(text)} characters", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
