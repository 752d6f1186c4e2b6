"""Builds `src/stemma/lang/en/voices.json` from `voices.yml` and the country table; run from the root of the checkout.

    python resources/build_voices.py [../shared/data/gazetteer/countries.json] [--check]

The country table is mledoze/countries (ODbL 1.0); names, demonyms and capitals are taken from it, and the output says so.
With `--check` nothing is written; the exit code is 1 when the committed table differs from what would be written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/stemma/lang/en/voices.json"
CREDIT = (
    "Country names, demonyms and capitals: mledoze/countries, Open Database License 1.0 (https://github.com/mledoze/countries). All else: Stemma."
)


def countries(table: list[dict[str, Any]], governments: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Code -> names, adjectives, capitals, and further names of the government; the hand-kept entries win over the table."""
    out: dict[str, dict[str, Any]] = {}
    for row in sorted(table, key=lambda r: r["cca2"]):
        code, own = row["cca2"], governments.get(row["cca2"], {})
        if not row["independent"] and code not in {"TW", "PS", "XK", "HK", "GL"}:
            continue
        latin = [n for n in (row["name"]["common"], row["name"]["official"]) if n.isascii() or code in {"CI", "TR", "ST"}]
        adjective = row["demonyms"]["eng"]["m"]
        out[code] = {
            "name": "Turkey" if code == "TR" else row["name"]["common"],
            "names": own["countries"] if "countries" in own else list(dict.fromkeys(latin)),
            "adjectives": own.get("adjectives") or [a.strip() for a in adjective.replace(" or ", ",").split(",") if a.strip()],
            "capitals": own["capitals"] if "capitals" in own else [c.replace(" D.C.", "") for c in row["capital"] if c != row["name"]["common"]],
            "government": own.get("names") or [],
        }
    return out


def build(table: list[dict[str, Any]], hand: dict[str, Any]) -> dict[str, Any]:
    """The whole table as it is shipped: without the reasons, which stay in the hand-kept file."""

    def bare(entry: dict[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in entry.items() if k != "why"}

    return {
        "credit": CREDIT,
        "countries": countries(table, hand["governments"]),
        "agencies": [bare(e) for e in hand["agencies"]],
        "outlets": [bare(e) for e in hand["outlets"]],
        "organisations": [bare(e) for e in hand["organisations"]],
        "organs": [bare(e) for e in hand["organs"]],
        "offices": {k: bare(v) for k, v in hand["offices"].items()},
    }


def main(argv: list[str]) -> int:
    """Writes the table, or checks it."""
    given = [a for a in argv if not a.startswith("--")]
    source = Path(given[0]) if given else ROOT.parent / "shared/data/gazetteer/countries.json"
    table = json.loads(source.read_text("utf-8"))
    hand = yaml.safe_load((ROOT / "resources/voices.yml").read_text("utf-8"))
    text = json.dumps(build(table, hand), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if "--check" in argv:
        return 0 if OUT.read_text("utf-8") == text else 1
    OUT.write_text(text, "utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(text)} characters", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
