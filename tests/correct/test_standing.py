"""What a person said stands where a later reading judges otherwise; and it is never laid on what the person did not see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stemma.correct import Edits, dump, load, make
from stemma.correct.on_values import values
from stemma.correct.tally import Tally
from stemma.correct.texts import Texts, known
from stemma.lang.reading import Reading
from stemma.model import Attributed, Place, Quantity, QuantityMention, Span, Telling, Timex, Voice, Zone
from stemma.model.acts import Act
from tests.correct.made import ATTRIBUTED, BASE, CLAIMS, ONE, READINGS, REPORTS, TWO, at, by, fates, ledger, raws, spot


def _without(id_: str) -> Attributed:
    """The attributions but one, which a later reading overlooks."""
    return replace(ATTRIBUTED, attributions=tuple(a for a in ATTRIBUTED.attributions if a.id != id_))


def _laid(attributed: Attributed, act: Act) -> tuple[Attributed, dict[str, str]]:
    edits = Edits([act])
    edits.readings(READINGS)
    return edits.attributed(attributed), fates(edits)


def test_a_confirmed_attribution_stands_where_nobody_is_taken_to_be_cited_any_more() -> None:
    found, fate = _laid(_without("a-2"), make.confirm_attribution(BASE, "a-2", **by()))
    again = next(a for a in found.attributions if a.content == (at(ONE, "the engine had failed"),))
    assert fate == {"confirm": "applied"}
    assert (again.voice, again.cue, again.source, again.form) == ("v-brandt", at(ONE, "said", 1), at(ONE, "Brandt", 1), "indirect")
    assert (found.chains[again.id], found.origins[again.id]) == (("v-brandt",), "v-brandt")
    assert again.grounds[-1].rule == "correct.confirm"


def test_one_that_was_rejected_and_is_found_no_more_is_as_wished() -> None:
    found, fate = _laid(_without("a-2"), make.reject_attribution(BASE, "a-2", **by()))
    assert (found, fate) == (_without("a-2"), {"attribution-reject": "already"})


def test_a_confirmation_without_what_was_seen_is_read_and_told_as_unfit() -> None:
    act = replace(make.confirm_attribution(BASE, "a-2", **by()), change=None)
    (old,), troubles = load(dump([act]).replace(act.id.encode(), b"").replace(b'"id":"",', b""))
    assert not troubles
    assert _laid(_without("a-2"), old)[1] == {"confirm": "unfit"}
    assert _laid(ATTRIBUTED, old)[1] == {"confirm": "applied"}


def test_words_that_have_parted_company_are_not_put_together_again() -> None:
    act = make.confirm_attribution(BASE, "a-2", **by())
    far = ONE.replace(" the engine had failed.", f" {'It rained. ' * 60}the engine had failed.")
    edits = Edits([act])
    edits.readings([replace(READINGS[0], report=replace(REPORTS[0], text=far)), *READINGS[1:]])
    edits.attributed(replace(ATTRIBUTED, attributions=()))
    assert fates(edits) == {"confirm": "unfit"}


def test_who_was_confirmed_to_speak_speaks() -> None:
    other = replace(ATTRIBUTED, attributions=tuple(replace(a, voice="v-nord") if a.id == "a-2" else a for a in ATTRIBUTED.attributions))
    found, fate = _laid(other, make.confirm_attribution(BASE, "a-2", **by()))
    assert fate == {"confirm": "applied"}
    assert next(a for a in found.attributions if a.id == "a-2").voice == "v-brandt"


def test_a_voice_is_known_by_the_name_in_its_words_and_not_by_what_anybody_is_called() -> None:
    def renamed(old: Voice, new: Voice) -> dict[str, str]:
        before = replace(BASE, voices=(old, *(v for v in BASE.voices if v.id != old.id)))
        return _laid(
            replace(ATTRIBUTED, voices=(new, *(v for v in ATTRIBUTED.voices if v.id != old.id))),
            make.rename_voice(before, old.id, "Called by Hand", **by()),
        )[1]

    nord = next(v for v in BASE.voices if v.id == "v-nord")
    line = replace(nord, id="v-line", name="Nordlinie Group", kind="group", aliases=())
    assert renamed(nord, line) == {"voice-rename": "applied"}
    owner = spot("r-one", "The owner")
    mine = replace(nord, name="Osta owner", mentions=(owner,))
    assert renamed(mine, replace(nord, id="v-line", name="Brede owner", mentions=(owner,))) == {"voice-rename": "unfit"}


def test_a_voice_called_the_is_not_everybody_who_was_called_so() -> None:
    post = next(v for v in BASE.voices if v.id == "v-post")
    before = replace(BASE, voices=tuple(replace(v, name="The", mentions=()) if v.id == "v-post" else v for v in BASE.voices))
    there = tuple(replace(v, aliases=(*v.aliases, "The"), kind="outlet") if v.id == "v-nord" else v for v in ATTRIBUTED.voices if v.id != post.id)
    _, fate = _laid(replace(ATTRIBUTED, voices=there), make.rename_voice(before, "v-post", "Called by Hand", **by()))
    assert fate["voice-rename"] in ("unfit", "elsewhere")


def _numbers(act: Act, *found: QuantityMention) -> tuple[tuple[QuantityMention, ...], dict[str, str]]:
    edits = Edits([act])
    readings = [replace(r, quantities=found) if r.report.id == "r-two" else r for r in READINGS]
    out: list[Reading] = edits.readings(readings)
    return next(r for r in out if r.report.id == "r-two").quantities, fates(edits)


def test_a_confirmed_number_stands_alone_at_its_place() -> None:
    act = make.confirm_quantity(BASE, spot("r-two", "30 people"), **by())
    thirty = Quantity(low=30, high=30, unit="person")
    for read in ((), (QuantityMention(span=at(TWO, "30"), number=at(TWO, "30"), quantity=Quantity(low=30, high=30, unit="percent")),)):
        (found,), fate = _numbers(act, *read)
        assert (found.span, found.quantity, fate) == (at(TWO, "30 people"), thirty, {"confirm": "applied"})
    wrong = QuantityMention(span=at(TWO, "30 people"), number=at(TWO, "30"), quantity=Quantity(low=3, high=3))
    (found,), fate = _numbers(act, wrong)
    assert (found.quantity, fate) == (thirty, {"confirm": "applied"})


@pytest.mark.parametrize(("day", "fate"), [("2025-03-03", "applied"), ("2025-03-10", "unfit")])
def test_a_confirmed_day_vouches_for_no_other_day(day: str, fate: str) -> None:
    act = make.confirm_time(BASE, spot("r-two", "Monday"), **by())
    texts = Texts(known({r.id: (r.text, r.url, r.path, "") for r in REPORTS}))
    tally = Tally((act,))
    monday = Timex(span=at(TWO, "Monday"), iso=day, first=day, last=day)
    out = values(tally, texts, [replace(r, times=(monday,)) if r.report.id == "r-two" else r for r in READINGS])
    assert [o.fate for o in tally.outcomes()] == [fate]
    assert next(r for r in out if r.report.id == "r-two").times[0].first == day


def test_a_part_that_was_confirmed_is_what_it_was_taken_for() -> None:
    act = make.confirm_zone(BASE, "r-one", len(ONE) - 1, **by())
    caption = BASE.reports[0].zones[-1]
    assert caption.kind == "caption"

    def laid(report_zones: tuple[Zone, ...]) -> tuple[dict[str, tuple[Zone, ...]], str]:
        edits = Edits([act])
        _, _, zones = edits.reports(raws(), [replace(REPORTS[0], zones=report_zones), *REPORTS[1:]])
        return zones, fates(edits)["confirm"]

    before = REPORTS[0].zones[:-1]
    zones, fate = laid((*before, Zone(kind="body", start=caption.start, end=caption.end)))
    assert (zones["r-one"][-1], fate) == (caption, "applied")
    assert laid((*before, caption)) == ({}, "applied")


def _claims(act: Act, *claims: object) -> tuple[dict[str, str], str]:
    edits = Edits([act])
    edits.readings(READINGS)
    found, _ = edits.claims(claims, ())  # type: ignore[arg-type]
    return {c.id: c.statement for c in found}, fates(edits)[act.verb]


DEAD = CLAIMS[0]
_ELSE = Telling(report="r-three", spans=(Span(0, 10),), chain=(), origin=None, certainty="asserted", statement="The ferry.")


def test_a_claim_is_where_it_is_stated_as_it_read_and_not_where_its_other_tellings_went() -> None:
    act = make.edit_claim(BASE, "c-dead", statement="Twelve died.", **by())
    lead, other = DEAD.tellings
    stays = replace(
        DEAD, id="c-lead", statement="Twelve people died on the ferry.", tellings=(replace(lead, statement="Twelve people died on the ferry."),)
    )
    went = replace(DEAD, id="c-went", statement="Twelve people died, and many were hurt.", tellings=(other, _ELSE))
    found, fate = _claims(act, stays, went)
    assert (found["c-lead"], fate) == ("Twelve died.", "applied")


def test_a_claim_of_another_number_is_another_claim() -> None:
    act = make.hide_claim(BASE, "c-saved", **by())
    saved = next(c for c in CLAIMS if c.id == "c-saved")
    told = tuple(replace(t, statement="30 of 400 people were saved.") for t in saved.tellings)
    number = replace(saved, id="c-new", statement=told[0].statement, tellings=told, quantity=Quantity(low=400, high=400, unit="person"))
    assert _claims(act, number) == ({"c-new": number.statement}, "unfit")
    same = replace(number, quantity=Quantity(low=27, high=33, unit="person", approximate=True))
    assert _claims(act, same) == ({}, "applied")


def test_where_a_claim_that_reads_just_so_stands_elsewhere_nothing_is_laid_on_either() -> None:
    act = make.hide_claim(BASE, "c-engine", **by())
    engine = next(c for c in CLAIMS if c.id == "c-engine")
    there = replace(engine, id="c-near", statement="The engine had failed long before.")
    elsewhere = replace(engine, id="c-same", tellings=(_ELSE,))
    assert _claims(act, there)[1] == "applied"
    assert _claims(act, there, elsewhere)[1] == "unfit"


def test_no_confirmation_changes_what_it_confirms() -> None:
    acts = [make.confirm_attribution(BASE, a.id, **by(n)) for n, a in enumerate(BASE.attributions)]
    acts += [make.confirm_quantity(BASE, Place.at(r, m.span), **by(20)) for r, found in BASE.quantities.items() for m in found]
    acts += [make.confirm_time(BASE, Place.at(r, t.span), **by(21)) for r, found in BASE.times.items() for t in found]
    after = ledger(Edits(acts))

    def bare(values: object) -> list[object]:
        return sorted((replace(v, grounds=()) for v in values), key=repr)  # type: ignore[attr-defined]

    assert bare(after.attributions) == bare(BASE.attributions)
    assert bare(after.voices) == bare(BASE.voices)
    assert all(bare(after.quantities[r]) == bare(found) for r, found in BASE.quantities.items())
    assert all(bare(after.times[r]) == bare(found) for r, found in BASE.times.items())
