"""Rows made of ledgers: by what claims and voices are found, what a list of stories shows, and one voice over all stories."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stemma.errors import UsageError
from stemma.lang.en.names import normal
from stemma.model import Ledger, Voice
from stemma.model.library import Heard, Said, StoryRow
from stemma.model.library import Hit as Find
from stemma.store import ClaimRow, Hit, VoiceRow
from stemma.store import StoryRow as KeptStory

if TYPE_CHECKING:
    from stemma.library.library import Library

#: Stories in which one voice is looked up.
_MOST_STORIES = 200


def summary_of(ledger: Ledger, *, when: dt.datetime) -> dict[str, Any]:
    """What a list of stories shows of a ledger."""
    return {
        "claims": len(ledger.claims),
        "origins": len({o for c in ledger.claims for o in c.origins}),
        "conflicts": sum(r.kind in ("conflicts", "denies") for r in ledger.relations),
        "changed": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def story_row(row: KeptStory, outlets: Sequence[str], summary: Mapping[str, Any] | None) -> StoryRow:
    """A story in the list; without a summary it waits to be read."""
    said = summary or {}
    return StoryRow(
        id=row.id,
        title=row.body.get("title", ""),
        first=row.body.get("first"),
        last=row.body.get("last"),
        reports=len(row.reports),
        outlets=tuple(outlets),
        claims=said.get("claims"),
        origins=said.get("origins"),
        open_conflicts=said.get("conflicts"),
        changed=said.get("changed"),
    )


def claim_rows(ledger: Ledger) -> Iterator[ClaimRow]:
    """By what each claim is found."""
    for claim in ledger.claims:
        yield ClaimRow(id=claim.id, statement=claim.statement)


def voice_rows(ledger: Ledger) -> Iterator[VoiceRow]:
    """By what each voice is found; sources of whom no more is known are nobody to look for."""
    for voice in ledger.voices:
        if not voice.vague:
            yield VoiceRow(id=voice.id, name=voice.name, aliases=voice.aliases)


def hit(found: Hit) -> Find:
    """A find in the library's words."""
    return Find(
        kind=found.kind,
        id=found.id,
        story=found.story,
        title=found.title,
        snippet=found.snippet,
        marks=found.marks,
        outlet=found.outlet,
        published=found.published,
    )


def heard(library: Library, name: str) -> Heard:
    """Everything that a voice is said to have said, in all stories in which it stands under this name."""
    hits, _ = library.search(name, limit=_MOST_STORIES)
    stories = list(dict.fromkeys(h.story for h in hits if h.kind == "voice" and h.story is not None))
    found: list[tuple[str, str, Ledger, Voice]] = []
    for story in stories:
        ledger = library.story(story)
        title = ledger.stories[0].title if ledger.stories else ""
        found += [(story, title, ledger, v) for v in ledger.voices if normal(name) in {normal(n) for n in (v.name, *v.aliases)}]
    if not found:
        near = list(dict.fromkeys(h.title for h in hits if h.kind == "voice"))[:4]
        hint = f"Did you mean {', '.join(near)}?" if near else "`stemma search` finds names in the reports."
        raise UsageError(f"No voice is called {name!r}.", code="no-such-voice", hint=hint)
    said = [one for story, title, ledger, voice in found for one in _said(story, title, ledger, voice.id)]
    tellings = Counter(s.story for s in said)
    names = Counter(v.name for *_, v in found)
    aliases = {a for *_, v in found for a in (v.name, *v.aliases)}
    best = max(sorted(names), key=lambda n: names[n])
    return Heard(
        name=best,
        kind=Counter(v.kind for *_, v in found).most_common(1)[0][0],
        aliases=tuple(sorted(aliases - {best})),
        said=tuple(said),
        stories=tuple(sorted({s for s, *_ in found}, key=lambda s: (-tellings[s], s))),
    )


def _said(story: str, title: str, ledger: Ledger, voice: str) -> Iterator[Said]:
    names = {v.id: v.name for v in ledger.voices}
    reports = {r.id: r for r in ledger.reports}
    for claim in ledger.claims:
        for telling in claim.tellings:
            if voice in telling.chain and telling.report in reports:
                report = reports[telling.report]
                yield Said(
                    story=story,
                    story_title=title,
                    claim=claim.id,
                    statement=claim.statement,
                    report=report.id,
                    outlet=report.outlet,
                    published=report.published,
                    chain=tuple(names.get(v, v) for v in telling.chain),
                    certainty=telling.certainty,
                    is_origin=telling.origin == voice,
                )
