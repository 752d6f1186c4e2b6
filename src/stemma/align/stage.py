"""Align: what the reports of each story state, and which of their statements are one claim.

reading → propositions → candidate pairs → features → clusters → claims → relations. Nothing is compared across stories.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.align.bars import BARS
from stemma.align.claims import claim
from stemma.align.clusters import cluster
from stemma.align.features import FEATURES
from stemma.align.leaning import with_leaning
from stemma.align.lookalikes import LOOKALIKES
from stemma.align.memory import Memory
from stemma.align.pairs import Corpus
from stemma.align.relations import relations
from stemma.align.stated import Proposition, plain
from stemma.align.told import Told
from stemma.align.voices import Says
from stemma.lang.reading import Reading
from stemma.model import Attributed, Claim, Relation, Rule, Story


def align(
    readings: Sequence[Reading], attributed: Attributed, *, stories: Sequence[Story], memory: Memory | None = None
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """The claims of each story with their tellings, and how the claims stand to each other; both sorted by id.

    Origins, independent origins, standing and salience of a claim are left open: they are weighed later. The order of `readings` and
    `stories` changes nothing, nor does a `memory` of earlier calls, which spares the work done on the same readings then.
    """
    says = Says(attributed)
    memory = memory or Memory()
    by_report = {r.report.id: r for r in readings}
    claims: list[Claim] = []
    found: list[Relation] = []
    for story in sorted(stories, key=lambda s: s.id):
        told = [p for report in sorted(set(story.reports)) if report in by_report for p in memory.propositions(by_report[report], says)]
        one, between = _story(story.id, told, attributed, [by_report[r] for r in sorted(set(story.reports)) if r in by_report])
        claims.extend(one)
        found.extend(between)
    return tuple(sorted(claims, key=lambda c: c.id)), tuple(found)


def _story(story: str, told: Sequence[Proposition], attributed: Attributed, readings: Sequence[Reading]) -> tuple[list[Claim], tuple[Relation, ...]]:
    corpus = Corpus(told, aliases_of(attributed))
    claims: list[Told] = []
    for group in cluster(told, corpus):
        members = tuple(told[n] for n in group)
        claims.append(Told(claim=claim(members, story=story, corpus=corpus), members=members))
    return with_leaning(claims, attributed), relations(claims, corpus, readings)


def aliases_of(attributed: Attributed) -> dict[str, str]:
    """For each name of a voice the one name of that voice; a name that two voices bear stands for itself."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for voice in attributed.voices:
        for name in {plain(n) for n in (voice.name, *voice.aliases)}:
            if found.setdefault(name, plain(voice.name)) != plain(voice.name):
                shared.add(name)
    return {k: v for k, v in found.items() if k not in shared}


def _rule(name: str, doc: str | None) -> Rule:
    return Rule(name=name, explain=" ".join((doc or "").split()))


#: Every rule whose name stands in the grounds of a claim or relation.
RULES: tuple[Rule, ...] = (
    *(_rule(name, feature.__doc__) for name, feature in FEATURES.items()),
    *(_rule(name, bar.__doc__) for name, bar in BARS.items()),
    *(_rule(name, lookalike.__doc__) for name, lookalike in LOOKALIKES.items()),
    Rule(
        name="align.doubted-count",
        explain="A number told in passing is hedged when a word of its own noun phrase doubts it.",
        examples=("the alleged 40 victims",),
    ),
    Rule(name="align.join", explain="Several weak likenesses together spoke for joining two tellings."),
    Rule(
        name="telling.leaning",
        explain="A report tells in its own voice what all other reports that name a source have from one origin, and names that origin, or who "
        "passes its words on, for something else: the telling leans on it too.",
        examples=("AP: three people said managers were briefed. The Post: ... , AP reported. Managers were briefed.",),
    ),
    Rule(
        name="align.earlier-occasion",
        explain="Two reports speak of an earlier visit or meeting, one of them more exactly; what it allows lies within what the other allows.",
        examples=("their second meeting in just over two weeks", "a previous visit earlier this month"),
    ),
    Rule(
        name="align.later-figure",
        explain="Of two figures for the same thing the later one updates the other: by the days of the reports, by the words ('up from'), or, for "
        "reports without a date, by what they tell as former or count more of; on one day, a higher toll put as fact.",
        examples=("Monday: 31 people are dead. Wednesday: 45 people are dead.", "The chance is now 2 %, up from 1.4 %."),
    ),
    Rule(
        name="align.from-to",
        explain="One sentence says that a figure changed from the one to the other. Fails where the change was only asked for.",
        examples=("It raised its provision from $140m to $210m.",),
    ),
    Rule(
        name="align.first-count",
        explain="Of one place and within days, first nobody is said to be dead, hurt or missing, later some are: the count updates the nought.",
        examples=("Monday: No deaths have been confirmed. Tuesday: Two people are dead.",),
    ),
    Rule(
        name="align.figure-disputed",
        explain="A report says itself that somebody gives a higher, lower or other number than the one told before.",
        examples=("The firm said 38 were inside. The union put the number higher: at least 50 were.",),
    ),
    Rule(
        name="align.rival-counts",
        explain="Two voices of one report give counts side by side, and the second leaves unsaid what it counts: it counts what the first does; "
        "'the number' may be one of like size a few sentences back.",
        examples=("The organisers spoke of 30,000 people; the police said it was 8,000.",),
    ),
    Rule(
        name="align.figures-apart",
        explain="Two origins, within a few days, give figures for the same thing that have no number in common.",
        examples=("The ministry counts 40 wounded. The union counts more than 60 wounded.",),
    ),
    Rule(
        name="align.one-origin-two-figures",
        explain="Two reports of one time give one origin's figure for one thing differently: one got it wrong, or the origin said both.",
        examples=("The agency puts the risk at 0.2 %. The risk, says the agency, is 0.1 %.",),
    ),
    Rule(
        name="align.rounding",
        explain="One figure is the other, rounded: the exact one refines the round one, and there is no conflict.",
        examples=("The chance is 0.0017 %. The chance is 0.002 %.",),
    ),
    Rule(
        name="align.figure-within",
        explain="Both claims count the same thing, and one figure lies inside the other and near it: the narrower one refines the wider.",
        examples=("More than 1,000 homes are without power. 1,240 homes are without power.",),
    ),
    Rule(
        name="align.negated",
        explain="Both claims are about the same matter in nearly the same words, and one negates what the other says.",
        examples=("The bridge was closed. The bridge was not closed.",),
    ),
    Rule(
        name="align.denied",
        explain="Somebody denies claims, reports or charges: tied to what the same report told before it from another named origin, in the words "
        "of the denial, or in the few sentences before where the denial says no more than 'the claims', 'the union's statement' or 'this'.",
        examples=("The union says 40 are hurt. The firm denies the claims.",),
    ),
    Rule(
        name="align.no-evidence",
        explain="One origin says there is no evidence of what another puts as fact right before a 'however', or in nearly the same words.",
        examples=("Rebels are in the town already, the mayor said. The army, however, saw no evidence that rebels had come.",),
    ),
    Rule(
        name="align.exclusive",
        explain="Two reports say of the same subject and matter, as fact, that it did one thing and that it did the opposite.",
        examples=("Parliament approved the pipeline. Parliament rejected the pipeline.",),
    ),
    Rule(
        name="align.reversal",
        explain="The same origin later says the opposite of what it said: an update and no conflict.",
        examples=("Monday: the port was not closed, the ministry said. Friday: the port was closed, the ministry said.",),
    ),
    Rule(
        name="align.plan-done",
        explain="What one report tells as planned or pledged, a later one tells as done.",
        examples=("Monday: the bank will close two branches. Friday: the bank closed two branches.",),
    ),
    Rule(
        name="align.not-yet",
        explain="What has not yet gone somewhere by one claim is there or on its way by another: a conflict; an update when told a day later.",
        examples=("The convoy is on its way to Osta. The convoy had not yet been sent to Osta.",),
    ),
    Rule(
        name="align.two-days",
        explain="Two reports put the same thing on two days less than a week apart.",
        examples=("The strike begins on 4 March. The strike begins on 5 March.",),
    ),
)
