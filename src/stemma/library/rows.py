"""Rows made of ledgers: by what claims and voices are found, what a list of stories shows, and one voice over all stories."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stemma.errors import DamagedError, UsageError
from stemma.lang.en.names import normal
from stemma.library import codec
from stemma.model import Claim, Ledger, Voice
from stemma.model.library import Heard, Said, StoryRow
from stemma.model.library import Hit as Find
from stemma.store import ClaimRow, Hit, Listed, Store, VoiceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """By what a ledger is found, and what lists show of it."""

    claims: tuple[ClaimRow, ...]
    voices: tuple[VoiceRow, ...]
    summary: Mapping[str, Any]


@lru_cache(32)
def found(packed: bytes) -> Found:
    """The rows of a packed ledger; those of the last ones are kept in mind, for an undo brings them back."""
    ledger = codec.unpack(packed)
    return Found(claims=tuple(claim_rows(ledger)), voices=tuple(voice_rows(ledger)), summary=_summary(ledger))


def summary_of(ledger: Ledger, *, when: dt.datetime) -> dict[str, Any]:
    """What a list of stories shows of a ledger that was made at that time."""
    return {**_summary(ledger), "changed": moment(when)}


def moment(when: dt.datetime) -> str:
    """The time as lists keep it."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _summary(ledger: Ledger) -> dict[str, Any]:
    return {
        "claims": len(ledger.claims),
        "origins": len({o for c in ledger.claims for o in c.origins}),
        "conflicts": sum(r.kind in ("conflicts", "denies") for r in ledger.relations),
    }


def story_row(listed: Listed) -> StoryRow:
    """A story in the list; without a summary it waits to be read."""
    said, shown = listed.summary or {}, listed.shown
    return StoryRow(
        id=listed.id,
        title=shown.title,
        first=shown.first,
        last=shown.last,
        reports=shown.reports,
        outlets=shown.outlets,
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


def heard(store: Store, ledger_of: Callable[[str], Ledger], name: str, most: int) -> Heard:
    """Everything that a voice is said to have said, in the newest stories in which it stands under this name."""
    near, wanted = store.lists.voiced(name), normal(name)
    stories = list(dict.fromkeys(story for story, names in near if wanted in {normal(n) for n in names}))
    found: list[tuple[str, str, Ledger, Voice]] = []
    for story in stories[:most]:
        ledger = ledger_of(story)
        title = ledger.stories[0].title if ledger.stories else ""
        found += [(story, title, ledger, v) for v in ledger.voices if wanted in {normal(n) for n in (v.name, *v.aliases)}]
    if not found:
        meant = list(dict.fromkeys(names[0] for _, names in near))[:4]
        hint = f"Did you mean {', '.join(meant)}?" if meant else "`stemma search` finds names in the reports."
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
        more=max(0, len(stories) - most),
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


def look(story: str, data: bytes, text_of: Callable[[str], str | None]) -> Iterator[str]:
    """What is wrong with a stored ledger: reports that are not there, spans outside their text, claims of voices that nobody knows."""
    try:
        ledger = codec.unpack(data)
    except DamagedError as error:
        yield error.message
        return
    texts = {r.id: text_of(r.id) for r in ledger.reports}
    for report in ledger.reports:
        if texts[report.id] is None:
            yield f"The ledger tells of the report {report.id}, which is not there."
        elif texts[report.id] != report.text:
            yield f"The ledger has another text of the report {report.id} than the store."
    voices = {v.id for v in ledger.voices}
    for claim in ledger.claims:
        for telling in claim.tellings:
            length = len(texts.get(telling.report) or "")
            if any(span.end > length for span in telling.spans):
                yield f"The claim {claim.id} points outside the report {telling.report}."
            if not voices.issuperset(telling.chain):
                yield f"The claim {claim.id} names a voice that the ledger does not have."


def plain(story: str, data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The ledger of a story as plain rows, for other programs."""
    ledger = codec.unpack(data)
    reports, names = {r.id: r for r in ledger.reports}, {v.id: v.name for v in ledger.voices}
    for one in ledger.stories:
        yield "story", {"id": one.id, "title": one.title, "first": one.first, "last": one.last}
    for voice in ledger.voices:
        yield "voice", {"id": voice.id, "story": story, "name": voice.name, "kind": voice.kind, "aliases": "; ".join(voice.aliases)}
    for claim in ledger.claims:
        yield "claim", _claim_row(story, claim)
        for origin in claim.origins:
            yield "origin", {"story": story, "claim": claim.id, "voice": origin}
        for telling in claim.tellings:
            text = reports[telling.report].text if telling.report in reports else ""
            yield (
                "telling",
                {
                    "story": story,
                    "claim": claim.id,
                    "report": telling.report,
                    "quote": " … ".join(s.of(text) for s in telling.spans),
                    "start": telling.spans[0].start if telling.spans else None,
                    "end": telling.spans[-1].end if telling.spans else None,
                    "chain": " > ".join(names.get(v, v) for v in telling.chain),
                    "origin": telling.origin,
                    "certainty": telling.certainty,
                    "copied_from": telling.copied_from,
                },
            )
    for relation in ledger.relations:
        reason = " ".join(g.sentence for g in relation.grounds)
        yield "relation", {"story": story, "source": relation.source, "target": relation.target, "kind": relation.kind, "reason": reason}


def _claim_row(story: str, claim: Claim) -> dict[str, Any]:
    number, when = claim.quantity, claim.when
    return {
        "id": claim.id,
        "story": story,
        "statement": claim.statement,
        "certainty": claim.certainty,
        "standing": claim.standing,
        "independent_origins": claim.independent_origins,
        "unattributed": claim.unattributed,
        "salience": claim.salience,
        "low": number.low if number else None,
        "high": number.high if number else None,
        "unit": number.unit if number else None,
        "what": number.what if number else None,
        "first_day": when.start if when else None,
        "last_day": when.end if when else None,
        "place": claim.where,
    }
