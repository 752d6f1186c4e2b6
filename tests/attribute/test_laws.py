"""Laws of attribution: chains grow by who passes on, order changes nothing, what is pointed at exists."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.attribute import RULES, attribute
from tests.attribute.making import reading, telling

_SPEAKERS = st.sampled_from(["The health ministry of Chile", "Jane Roe", "The World Bank", "Moscow", "Captain Ivan Petrov"])
_PASSERS = st.sampled_from(["Reuters", "AFP", "TASS", "Sky News", "The Washington Post"])
_CLAIMS = st.sampled_from(["forty people had died", "the bridge was closed", "the bank would repay its customers", "prices rose by 4 percent"])
_SENTENCES = st.sampled_from(
    [
        "The health ministry said that forty people had died.",
        "“Nobody came,” said Jane Roe.",
        "She added that the road was open.",
        "Moscow denied it.",
        "The port was safe, Yonhap reported, citing officials.",
        "According to AFP, the mayor said the dam would hold.",
        "“We waited for days. The water rose.”",
        "An Acme spokesperson declined to comment.",
        "It rained.",
    ]
)
_SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_SLOW
@given(speaker=_SPEAKERS, passer=_PASSERS, claim=_CLAIMS)
def test_putting_a_claim_in_another_mouth_lengthens_its_chain_by_one_and_keeps_its_content(speaker: str, passer: str, claim: str) -> None:
    plain = f"{speaker} said that {claim}."
    passed = f"According to {passer}, {speaker.replace('The ', 'the ')} said that {claim}."
    short, long = attribute([reading(plain)]), attribute([reading(passed)])
    a, b = telling(short, plain, claim), telling(long, passed, claim)
    assert a is not None
    assert b is not None
    assert len(long.chains[b.id]) == len(short.chains[a.id]) + 1
    assert long.chains[b.id][1:] == short.chains[a.id]
    assert long.origins[b.id] == short.origins[a.id]
    assert [s.of(passed) for s in b.content] == [s.of(plain) for s in a.content]


@_SLOW
@given(texts=st.lists(st.lists(_SENTENCES, min_size=1, max_size=4, unique=True).map(" ".join), min_size=2, max_size=3, unique=True), data=st.data())
def test_the_order_of_reports_changes_nothing(texts: list[str], data: st.DataObject) -> None:
    readings = [reading(t) for t in texts]
    assert attribute(readings) == attribute(data.draw(st.permutations(readings)))


@_SLOW
@given(text=st.lists(_SENTENCES, min_size=1, max_size=6).map(" ".join))
def test_what_is_pointed_at_exists_and_nesting_has_an_end(text: str) -> None:
    found = attribute([reading(text)])
    attributions = {a.id: a for a in found.attributions}
    voices = {v.id for v in found.voices}
    rules = {r.name for r in RULES}
    for one in found.attributions:
        assert one.voice is None or one.voice in voices
        assert set(found.chains[one.id]) <= voices
        assert found.origins[one.id] is None or found.origins[one.id] in voices
        assert {g.rule for g in one.grounds} <= rules
        seen = {one.id}
        at = one.within
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = attributions[at].within
    assert {g.rule for v in found.voices for g in v.grounds} <= rules
    assert set(found.speaks_for) | set(found.speaks_for.values()) <= voices


def test_no_reports_no_voices() -> None:
    found = attribute([])
    assert found.attributions == ()
    assert found.voices == ()
