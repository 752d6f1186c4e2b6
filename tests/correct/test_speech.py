"""Acts on attributions and voices: who says what, through whom, and who is who in every story."""

from __future__ import annotations

from dataclasses import replace

from stemma.correct import Edits, make
from stemma.model import Attributed, Attribution, Ledger, Place, Voice
from tests.correct.made import ATTRIBUTED, BASE, ONE, READINGS, THREE, TWO, at, by, fates, ledger, spot


def after(*acts: object) -> Ledger:
    return ledger(Edits(acts))  # type: ignore[arg-type]


def laid(attributed: Attributed, *acts: object) -> Attributed:
    """Acts laid on other attributions of the same reports."""
    edits = Edits(acts)  # type: ignore[arg-type]
    edits.readings(READINGS)
    return edits.attributed(attributed)


def voice(found: Ledger, name: str) -> Voice:
    (one,) = (v for v in found.voices if v.name == name)
    return one


def test_a_merged_voice_speaks_everywhere_and_has_all_names() -> None:
    act = make.merge_voices(BASE, "v-post", "v-nord", **by())
    found = laid(ATTRIBUTED, act)
    (merged,) = (v for v in found.voices if v.id == "v-nord")
    assert merged.aliases == ("Osta Post",)
    assert len(merged.mentions) == 3
    assert "v-post" not in {v.id for v in found.voices}
    assert found.chains["a-5"] == ("v-nord",)
    assert found.origins["a-5"] == "v-nord"
    assert merged.grounds[-1].rule == "correct.voice-merge"


def test_an_unnamed_source_that_is_told_to_be_somebody_is_an_origin() -> None:
    found = laid(ATTRIBUTED, make.merge_voices(BASE, "v-off", "v-nord", **by()))
    assert found.origins["a-6"] == "v-nord"


def test_a_chain_in_which_two_voices_became_one_counts_it_once() -> None:
    given = replace(ATTRIBUTED, chains={**ATTRIBUTED.chains, "a-6": ("v-nord", "v-post")}, origins={**ATTRIBUTED.origins, "a-6": "v-post"})
    found = laid(given, make.merge_voices(BASE, "v-post", "v-nord", **by()))
    assert found.chains["a-6"] == ("v-nord",)


def test_a_voice_that_speaks_for_another_and_is_it_speaks_for_nobody() -> None:
    given = replace(ATTRIBUTED, speaks_for={"v-post": "v-nord", "v-brandt": "v-post"})
    found = laid(given, make.merge_voices(BASE, "v-post", "v-nord", **by()))
    assert found.speaks_for == {"v-brandt": "v-nord"}


def test_nobody_speaks_for_himself_by_a_detour() -> None:
    given = replace(ATTRIBUTED, speaks_for={"v-brandt": "v-nord", "v-nord": "v-post"})
    found = laid(given, make.merge_voices(BASE, "v-post", "v-brandt", **by()))
    assert found.speaks_for == {"v-brandt": "v-nord"}


def test_a_name_split_off_takes_its_words_along() -> None:
    found = after(make.split_voice(BASE, "v-brandt", "Ms Brandt", **by()))
    other = next(v for v in found.voices if v.name == "Ms Brandt")
    said = {a.id: a.voice for a in found.attributions}
    # "Ms Brandt" and "Brandt" are one name without the title: both mentions go.
    assert said["a-4"] == said["a-2"] == other.id
    assert said["a-1"] == "v-brandt"
    assert voice(found, "Ida Brandt").aliases == ()


def test_names_and_kinds_hold_in_every_story_and_letters_move_nothing() -> None:
    acts = [make.rename_voice(BASE, "v-nord", "Nordlinie AS", **by(1)), make.set_kind(BASE, "v-nord", "state", **by(2))]
    elsewhere = replace(ATTRIBUTED, voices=tuple(replace(v, id=f"x-{v.id}", aliases=()) for v in ATTRIBUTED.voices))
    elsewhere = replace(
        elsewhere,
        attributions=tuple(replace(a, voice=f"x-{a.voice}") for a in ATTRIBUTED.attributions),
        chains={k: tuple(f"x-{v}" for v in c) for k, c in ATTRIBUTED.chains.items()},
        origins={k: v and f"x-{v}" for k, v in ATTRIBUTED.origins.items()},
    )
    found = laid(elsewhere, *acts)
    (named,) = (v for v in found.voices if v.name == "Nordlinie AS")
    assert (named.kind, named.aliases) == ("state", ("Nordlinie",))
    graded = laid(ATTRIBUTED, make.grade_voice(BASE, "v-nord", "B", **by()))
    assert graded.origins == ATTRIBUTED.origins
    assert "graded this source B (" in next(v for v in graded.voices if v.id == "v-nord").grounds[-1].sentence


def test_an_act_made_on_a_corrected_ledger_fits_the_uncorrected_one() -> None:
    rename = make.rename_voice(BASE, "v-nord", "Nordlinie AS", **by(1))
    then = ledger(Edits([rename]))
    grade = make.set_kind(then, "v-nord", "state", **by(2))
    assert next(v for v in after(grade).voices if v.id == "v-nord").kind == "state"


def test_officials_of_one_story_are_not_those_of_the_next() -> None:
    act = make.rename_voice(BASE, "v-off", "ministry officials", **by())
    other = tuple(replace(v, id="v-other", mentions=(spot("r-one", "harbour master"),)) if v.id == "v-off" else v for v in ATTRIBUTED.voices)
    attributions = tuple(a for a in ATTRIBUTED.attributions if a.id != "a-6")
    given = Attributed(attributions=attributions, voices=other, chains={"a-1": ("v-other",)}, origins={"a-1": None})
    edits = Edits([act])
    edits.readings(READINGS)
    assert edits.attributed(given) == given
    assert fates(edits) == {"voice-rename": "unfit"}
    moved = tuple(replace(v, id="v-other") if v.id == "v-off" else v for v in ATTRIBUTED.voices)
    given = replace(ATTRIBUTED, voices=moved, chains={**ATTRIBUTED.chains, "a-6": ("v-other",)})
    assert "ministry officials" in {v.name for v in laid(given, act).voices}  # the same words: the same people


def test_nobody_in_particular_is_nobodys_origin() -> None:
    found = laid(ATTRIBUTED, make.reject_voice(BASE, "v-post", **by()))
    assert found.origins["a-5"] is None
    assert next(v for v in found.voices if v.id == "v-post").vague


def nested() -> Attributed:
    """ "30 people were saved", Ms Brandt said, officials said."""
    inner = Attribution(id="a-7", report="r-two", form="indirect", source=None, cue=at(TWO, "were"), content=(at(TWO, "saved"),), within="a-6")
    inner = replace(inner, voice="v-brandt")
    return replace(
        ATTRIBUTED,
        attributions=(*ATTRIBUTED.attributions, inner),
        chains={**ATTRIBUTED.chains, "a-7": ("v-off", "v-brandt")},
        origins={**ATTRIBUTED.origins, "a-7": "v-brandt"},
    )


def test_who_says_it_changes_the_chains_of_what_stands_within() -> None:
    found = laid(nested(), make.set_attribution(BASE, "a-6", voice="v-nord", **by()))
    assert found.chains["a-6"] == ("v-nord",)
    assert found.origins["a-6"] == "v-nord"
    assert found.chains["a-7"] == ("v-nord", "v-brandt")
    assert found.origins["a-7"] == "v-brandt"
    assert [m for v in found.voices if v.id == "v-nord" for m in v.mentions if m.report == "r-two"][-1] == spot("r-two", "Officials")


def test_a_rejected_attribution_leaves_what_stood_within_to_whoever_stands_around() -> None:
    found = laid(nested(), make.reject_attribution(BASE, "a-6", **by()))
    assert "a-6" not in {a.id for a in found.attributions}
    (inner,) = (a for a in found.attributions if a.id == "a-7")
    assert inner.within is None
    assert found.chains["a-7"] == ("v-brandt",)
    assert "v-off" not in {v.id for v in found.voices}  # nobody cites them any more


def test_an_added_attribution_has_its_voice_and_stands_within_what_holds_it() -> None:
    act = make.add_attribution(
        BASE, "r-three", content=[at(THREE, "Prices of fish rose in May")], source=at(THREE, "the Osta Post"), voice="v-post", **by()
    )
    found = after(act)
    (new,) = (a for a in found.attributions if a.id not in {b.id for b in BASE.attributions})
    assert (new.voice, new.within, new.form) == ("v-post", None, "indirect")
    assert new.grounds[0].sentence == "Ana Field added who says this (10 March 2025): heard it on tape"


def test_the_words_of_an_attribution_are_set() -> None:
    act = make.set_attribution(BASE, "a-3", source=at(ONE, "Nordlinie"), content=[at(ONE, "the engine was sound")], certainty="denied", **by())
    (one,) = (a for a in after(act).attributions if a.id == "a-3")
    assert one.source == at(ONE, "Nordlinie")
    assert one.certainty == "denied"
    assert one.voice == "v-nord"
    assert one.grounds[-1].spans == (Place.at("r-one", at(ONE, "Nordlinie")), Place.at("r-one", at(ONE, "said", 2)))
