"""How many corrections are laid on again after the reports were extracted anew, by another program and with other settings.

    python -m bench.reanchored [--shared ../shared] [--stories N] [--seed N] [--show]

Each report of the development stories is made into a news page (menus, captions, calls, a foot) and extracted three ways. Over the first way a story
is read and corrected in every place that can be: each claim edited, hidden, confirmed or set to another certainty, each voice renamed, attributions,
numbers, times, zones and edges of descent confirmed. Then the story is read from each other way with that log laid
on it. Counted are acts by their fate; "lost" are those told as no longer fitting. An act whose words another extraction does not have at all (a
caption that it left out) is "gone", and cannot be counted against the anchors. Of what was laid on it is looked at whether it lies where the
words went (`bench.misplaced`): a correction on the wrong thing is worse than one that is told as lost.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.correct.test_anchor_rates import extracted

from bench.misplaced import Misplaced
from stemma.correct import Edits, make
from stemma.correct.anchors import squeezed
from stemma.errors import UsageError
from stemma.lang import annotator
from stemma.model import Ledger, Place, RawReport
from stemma.model.acts import Act, ClaimRef
from stemma.pipeline import read_together

_BY = {"who": "Ana Field", "time": "2026-01-01T00:00:00Z", "note": ""}


class _Log:
    """Acts on a ledger, each at a time of its own; such as cannot be made are passed over."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.acts = ledger, []

    acts: list[Act]

    def add(self, maker: Any, *args: Any, **given: Any) -> None:
        """One more."""
        number = len(self.acts)
        time = f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}.{number:06}Z"
        with contextlib.suppress(UsageError):
            self.acts.append(maker(self.ledger, *args, **given, **{**_BY, "time": time}))


def _on_claims(log: _Log) -> None:
    for n, claim in enumerate(log.ledger.claims):
        if n % 4 == 0:
            log.add(make.edit_claim, claim.id, statement=f"As a person words it, {n}.")
        elif n % 4 == 1:
            log.add(make.hide_claim, claim.id)
        elif n % 4 == 2:
            log.add(make.set_certainty, claim.id, "hedged")
        else:
            log.add(make.confirm_claim, claim.id)


def acts_on(ledger: Ledger) -> list[Act]:
    """One act on everything that the ledger has; of what kind on a claim changes with its number."""
    log = _Log(ledger)
    _on_claims(log)
    for n, voice in enumerate(v for v in ledger.voices if not v.vague):
        log.add(make.rename_voice, voice.id, f"{voice.name} {n}")
    for one in ledger.attributions:
        log.add(make.confirm_attribution, one.id)
    for report, quantities in ledger.quantities.items():
        for mention in quantities[:8]:
            log.add(make.confirm_quantity, Place.at(report, mention.span))
    for report, times in ledger.times.items():
        for time in times[:6]:
            log.add(make.confirm_time, Place.at(report, time.span))
    for known in ledger.reports:
        for zone in known.zones:
            log.add(make.confirm_zone, known.id, zone.start)
    for edge in ledger.descent:
        if edge.parent:
            log.add(make.confirm_descent, edge.child, edge.parent)
    return log.acts


def stories(shared: Path, *, seed: int = 3) -> Iterator[tuple[str, list[tuple[RawReport, list[str]]]]]:
    """Each story's reports: as first extracted, with the texts of the other ways."""
    for folder in sorted(p for p in (shared / "stories").iterdir() if (p / "reports").is_dir()):
        chance = random.Random(seed)
        out = []
        for file in sorted((folder / "reports").glob("*.json")):
            given = json.loads(file.read_text("utf-8"))
            ways = extracted(given["text"], chance)
            if len(ways) == 3:
                url = f"https://{given['outlet'].lower().replace(' ', '')}.example/{given['id']}"
                raw = RawReport(
                    path=url,
                    url=url,
                    text=ways[0][0],
                    outlet=given["outlet"],
                    title=given["title"],
                    published=given["published"],
                    published_from="given",
                )
                out.append((raw, [new for _, new in ways]))
        yield folder.name, out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--stories", type=int, default=99)
    parser.add_argument("--ways", type=int, nargs="+", default=[0, 1, 2], help="other ways of extraction, of three")
    parser.add_argument("--seed", type=int, default=3, help="of the pages: which captions and calls stand where")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    pipeline = annotator.load()
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    for name, reports in list(stories(given.shared, seed=given.seed))[: given.stories]:
        ledger = read_together([raw for raw, _ in reports], pipeline=pipeline, roles=pipeline.roles)
        acts = acts_on(ledger)
        for way in given.ways:
            now = [replace(raw, text=texts[way]) for raw, texts in reports]
            letters = {raw.url: squeezed(raw.text)[0] for raw in now}
            edits = Edits(acts)
            laid = read_together(now, pipeline=pipeline, roles=pipeline.roles, edits=edits)
            plain = Edits([act for act in acts if not isinstance(act.subject, ClaimRef)])
            misplaced = Misplaced(ledger, laid, read_together(now, pipeline=pipeline, roles=pipeline.roles, edits=plain))
            for outcome in edits.outcomes():
                fate = outcome.fate
                if fate in ("applied", "already") and (wrong := misplaced.why(outcome)):
                    fates[outcome.act.verb]["misplaced"] += 1
                    if given.show:
                        print(f"{name} {way} {outcome.act.verb} MISPLACED: {wrong} | {_quotes(outcome.act)[:1]}")
                if fate not in ("applied", "already") and _words_gone(outcome.act, letters):
                    fate = "gone"  # type: ignore[assignment]
                fates[f"{outcome.act.verb}"][fate] += 1
                if given.show and fate not in ("applied", "already", "gone"):
                    print(f"{name} {way} {outcome.act.verb} {fate}: {outcome.why} | {_quotes(outcome.act)[:1]}")
    total: Counter[str] = Counter()
    for verb, counted in sorted(fates.items()):
        print(f"{verb:24} {dict(counted)}")
        total += counted
    standing = sum(total.values()) - total["gone"] - total["misplaced"]
    fit = total["applied"] + total["already"]
    print(f"{fit} of {standing} laid on again ({fit / max(1, standing):.4f}); {total['gone']} more are of words that the other extraction has not")
    print(f"{total['misplaced']} of those laid on again were laid on something else than what the person saw")


def _quotes(act: Act) -> list[tuple[str, str]]:
    """Report's address and words of every anchor of an act."""
    import msgspec

    urls = {ref.id: ref.url for ref in act.reports}
    out: list[tuple[str, str]] = []

    def look(value: Any) -> None:
        if isinstance(value, dict):
            if "quote" in value and "report" in value:
                out.append((urls.get(value["report"]) or "", value["quote"]))
            for inner in value.values():
                look(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                look(inner)

    look(msgspec.to_builtins(act.subject))
    return out


def _words_gone(act: Act, letters: dict[str | None, str]) -> bool:
    """Whether none of the words that the act points at stands in the new text of its report."""
    quotes = _quotes(act)
    return bool(quotes) and not any(squeezed(quote)[0] in letters.get(url, "") for url, quote in quotes)


if __name__ == "__main__":
    main()
