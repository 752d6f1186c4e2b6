"""Corrections through the whole line: all that comes after is worked out anew, what is taken back leaves nothing, texts may be extracted anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stemma.correct import Edits, by_person, make
from stemma.ingest import ingest
from stemma.model import Ledger, Place, RawReport, Span
from stemma.model.acts import Act
from stemma.pipeline import read_together
from stemma.tell.contract import as_json

QUAKE = Path(__file__).parents[2] / "examples" / "quake"
CAPTION = "\n\nFILE PHOTO: A street in the old town, before the quake. N. Lund/Handout\n\n"


@pytest.fixture(scope="module")
def annotator() -> object:
    from stemma.lang.annotator import load

    return load()


@pytest.fixture(scope="module")
def raws() -> list[RawReport]:
    found, troubles = ingest([str(p) for p in sorted(QUAKE.glob("*.json"))[:4]])
    assert not troubles
    return list(found)


def read(annotator: object, raws: list[RawReport], *acts: Act) -> tuple[Ledger, Edits]:
    edits = Edits(acts)
    return read_together(raws, pipeline=annotator, roles=annotator.roles, edits=edits), edits  # type: ignore[arg-type, attr-defined]


@pytest.fixture(scope="module")
def base(annotator: object, raws: list[RawReport]) -> Ledger:
    return read_together(raws, pipeline=annotator, roles=annotator.roles)  # type: ignore[arg-type, attr-defined]


def acts_on(ledger: Ledger) -> list[Act]:
    """Acts of many kinds, on what the ledger happens to have."""
    by = make.By(who="Ana Field", time="2025-03-10T09:00:00Z", note="seen")
    report, claims = ledger.reports[0], ledger.claims
    shared = next(c for c in claims if len(c.tellings) > 1)
    voices = [v for v in ledger.voices if not v.vague and v.kind != "anonymous"]
    number = next((id_, m.span) for id_, found in ledger.quantities.items() for m in found)
    when = next((id_, t.span) for id_, found in ledger.times.items() for t in found)
    alone = [c for c in claims if c is not shared][:4]
    return [
        make.merge_claims(ledger, alone[0].id, shared.id, **by),
        make.hide_claim(ledger, alone[1].id, **by),
        make.edit_claim(ledger, alone[2].id, statement="It is as said here.", **by),
        make.set_certainty(ledger, alone[3].id, "hedged", **by),
        make.rename_voice(ledger, voices[0].id, "Renamed by Hand", **by),
        make.merge_voices(ledger, voices[1].id, voices[2].id, **by),
        make.confirm_attribution(ledger, ledger.attributions[-1].id, **by),
        make.confirm_quantity(ledger, Place.at(*number), **by),
        make.confirm_time(ledger, Place.at(*when), **by),
        make.set_report(ledger, report.id, outlet="The Corrected Times", **by),
        make.confirm_zone(ledger, report.id, report.zones[-1].start, **by),
        make.title_story(ledger, ledger.stories[0].id, "A title by hand", **by),
    ]


def test_all_is_worked_out_anew_and_taken_back(annotator: object, raws: list[RawReport], base: Ledger) -> None:
    acts = acts_on(base)
    after, edits = read(annotator, raws, *acts)
    assert {o.fate for o in edits.outcomes()} == {"applied"}, [(o.act.verb, o.fate, o.why) for o in edits.outcomes() if o.fate != "applied"]
    assert [r.id for r in after.reports] == [r.id for r in base.reports]
    assert after.reports[0].outlet == "The Corrected Times"
    assert "Renamed by Hand" in {v.name for v in after.voices}
    assert after.stories[0].title == "A title by hand"
    edited = next(c for c in after.claims if c.statement == "It is as said here.")
    assert by_person(edited.grounds)
    undone = [u for act in acts for u in make.undo(acts, act.id, who="Ana Field", time="2025-03-11T09:00:00Z")]
    again, _ = read(annotator, raws, *acts, *undone)
    assert as_json(again) == as_json(base)


def test_corrections_survive_another_extraction(annotator: object, raws: list[RawReport], base: Ledger) -> None:
    acts = acts_on(base)
    changed = [replace(raw, text=_extracted_otherwise(raw.text)) for raw in raws]
    after, edits = read(annotator, changed, *acts)
    assert {r.id for r in after.reports}.isdisjoint(r.id for r in base.reports)
    lost = [(o.act.verb, o.fate, o.why) for o in edits.outcomes() if o.fate not in ("applied", "already")]
    assert lost == []
    assert after.troubles == base.troubles


def test_a_paragraph_that_a_person_takes_for_no_story_gives_no_claims(annotator: object, raws: list[RawReport], base: Ledger) -> None:
    told = [(t.report, t.spans[0]) for c in base.claims for t in c.tellings]
    report = next(r for r in base.reports if r.id == told[0][0])
    body = next(z for z in report.zones if z.kind == "body" and z.span.overlap(told[0][1]))
    start = max(body.start, report.text.rfind("\n", 0, told[0][1].start) + 1)
    end = report.text.find("\n", told[0][1].end)
    paragraph = Span(start, end if 0 < end <= body.end else body.end)
    act = make.set_zone(base, report.id, body.start, kind="notice", extent=paragraph, who="Ana Field", time="2025-03-10T09:00:00Z")
    after, edits = read(annotator, raws, act)
    assert [o.fate for o in edits.outcomes()] == ["applied"]
    assert not any(t.report == report.id and s.overlap(paragraph) for c in after.claims for t in c.tellings for s in t.spans)


def _extracted_otherwise(text: str) -> str:
    """White space, marks and captions as another extractor might give them."""
    paragraphs = text.replace("’", "'").replace("“", '"').replace("”", '"').split("\n\n")
    return "\n\n".join([paragraphs[0], *(p.replace("  ", " ") for p in paragraphs[1:2]), CAPTION.strip(), *paragraphs[2:]]) + "\n"
