"""Omissions: which reports carry a claim, which leave it out, and of which nobody can tell.

Theory of operation. A claim is asked after when two reports or two origins tell it, or when it qualifies what others say: a denial, a side of a
conflict, a hedge, the other side's answer. A report "left it out" only when the comparison is fair: it was published no earlier than the first
telling (by day; by hour where both give one), it tells no newer or finer form of the claim, and neither the claim's rare words nor its figure
stand in any two neighbouring sentences of it; for alignment misses tellings, and a miss must not become an accusation. Limits: an outlet may have
told it in another report; the first telling is the first among these reports; a report in another language is not searched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from stemma.follow.omissions.echoes import Echoes
from stemma.follow.omissions.twins import figures_of, merged
from stemma.model import Claim, Ground, Ledger, Place, Relation, Report, Span, Story
from stemma.model.dates import moment_of
from stemma.model.omissions import Carried, Mark, Omissions, Presence, Share, Why

#: Below this part of the median length of its story's bodies a report is brief (read off the development stories, not fitted).
_BRIEF_WORDS = 0.5
#: Nor is it measured by what it leaves out when it tells less than this part of what the median report tells.
_BRIEF_CLAIMS = 0.5
_ANSWERS = re.compile(
    r"\b(?:reject|dismiss|den(?:y|ie)|refut|rebut|rebuff|respond|repl(?:y|ie)|counter(?:ed|s)\b|hit back|disput|contest|insist|downplay|brush)", re.I
)

#: "Rights are denied", "they refused to leave": nobody denies a claim.
_SUFFERED = re.compile(r"\b(?:is|are|was|were|been|being|be)\s+(?:denied|refused)\b|\brefus\w+\s+to\b", re.I)


def omissions(ledger: Ledger) -> tuple[Omissions, ...]:
    """For each story with two or more reports: claims against reports. The order of the reports changes no mark."""
    return tuple(_story(ledger, story) for story in ledger.stories if len(set(story.reports)) > 1)


def _story(ledger: Ledger, story: Story) -> Omissions:
    reports = [r for r in ledger.reports if r.id in set(story.reports)]
    claims = merged([c for c in ledger.claims if c.story == story.id])
    echoes = Echoes(reports, claims, ledger.quantities)
    kin = _kin(ledger.relations, claims)
    cues = {a.id: a.cue for a in ledger.attributions}
    texts = {r.id: r.text for r in reports}
    asked = []
    for claim in claims:
        why = _why(claim, ledger.relations, answers=any(_answers(texts, t.report, cues.get(t.attribution or "")) for t in claim.tellings))
        if why and echoes.tells_enough(claim):
            asked.append(_carried(claim, why, reports, {c.id: c for c in claims}, kin, echoes))
    return Omissions(story=story.id, claims=tuple(asked), shares=_shares(reports, asked, echoes), alone=_alone(reports, claims, kin, echoes))


def _answers(texts: dict[str, str], report: str, cue: Span | None) -> bool:
    """Whether the cue is one of answering back."""
    return cue is not None and bool(_ANSWERS.match(cue.of(texts.get(report, ""))))


def _why(claim: Claim, relations: Iterable[Relation], *, answers: bool) -> tuple[Why, ...]:
    """What makes the claim worth asking after."""
    kinds = {r.kind for r in relations if claim.id == r.source} | {r.kind for r in relations if claim.id == r.target and r.kind == "conflicts"}
    out: list[Why] = []
    told = len({t.report for t in claim.tellings})
    if told > 1:
        out.append("several reports")
    if claim.independent_origins > 1:
        out.append("several origins")
    if "denies" in kinds or (claim.certainty == "denied" and not _SUFFERED.search(claim.statement)):
        out.append("denial")
    elif answers:
        out.append("other side")
    if "conflicts" in kinds:
        out.append("conflict")
    if (claim.certainty == "unknown" and (told > 1 or kinds)) or (claim.certainty == "hedged" and "refines" in kinds):
        out.append("hedge")
    return tuple(out)


def _kin(relations: Iterable[Relation], claims: Sequence[Claim]) -> dict[str, dict[str, str]]:
    """Claim -> claims that stand in its place (newer, older, finer, rougher, another figure) -> how."""
    out: dict[str, dict[str, str]] = {}
    counted = [(c, figures_of(c)) for c in claims]
    for one, its in counted:
        for other, theirs in counted:
            if its & theirs and one.id != other.id:
                out.setdefault(one.id, {})[other.id] = "another figure for the thing counted in place"
    for relation in relations:
        if relation.kind in ("updates", "refines"):
            word = {"updates": ("an updated form", "an earlier form"), "refines": ("a finer form", "a rougher form")}[relation.kind]
            out.setdefault(relation.target, {})[relation.source] = word[0]
            out.setdefault(relation.source, {})[relation.target] = word[1]
    return out


def _carried(
    claim: Claim, why: tuple[Why, ...], reports: Sequence[Report], claims: dict[str, Claim], kin: dict[str, dict[str, str]], echoes: Echoes
) -> Carried:
    tellers = {t.report for t in claim.tellings}
    dated = sorted((moment_of(r.published), r.published) for r in reports if r.id in tellers and r.published and moment_of(r.published))
    first = dated[0][1] if dated else None
    presences = []
    for report in reports:
        if report.id in tellers:
            spans = tuple(Place.at(t.report, s) for t in claim.tellings if t.report == report.id for s in t.spans)
            ground = Ground(rule="omission.told", sentence="A telling of the claim stands in this report.", spans=spans)
            presences.append(Presence(report=report.id, mark="told", ground=ground))
        else:
            mark, ground = _absent(claim, report, first, claims, kin.get(claim.id, {}), echoes)
            presences.append(Presence(report=report.id, mark=mark, ground=ground))
    return Carried(claim=claim.id, why=why, first=first, presences=tuple(presences))


def _absent(claim: Claim, report: Report, first: str | None, claims: dict[str, Claim], kin: dict[str, str], echoes: Echoes) -> tuple[Mark, Ground]:
    """How a report without a telling stands to the claim; the kindest reading that holds comes first."""
    for other in sorted(kin):
        for telling in claims[other].tellings if other in claims else ():
            if telling.report == report.id:
                spans = tuple(Place.at(report.id, s) for s in telling.spans)
                return "otherwise", Ground(rule="omission.otherwise", sentence=f"The report tells {kin[other]} of the claim.", spans=spans)
    echo = echoes.of(claim, report)
    if echo is not None:
        return "perhaps", echo
    when = _fair(report.published, first)
    if when is not None:
        return when
    day = first[:10] if first else ""
    sentence = (
        f"It was published on {(report.published or '')[:10]}, the claim is told from {day} on, and neither its words nor its figure are found."
    )
    return "left-out", Ground(rule="omission.left-out", sentence=sentence)


def _fair(published: str | None, first: str | None) -> tuple[Mark, Ground] | None:
    """Why the report could not, or could perhaps not, have told it; None where the comparison is fair."""
    at, since = moment_of(published), moment_of(first)
    if since is None:
        return "undated", Ground(rule="omission.undated", sentence="No report that tells the claim carries a date: cannot tell when it came up.")
    if at is None:
        return "undated", Ground(rule="omission.undated", sentence="The report carries no date: cannot tell whether the claim was known by then.")
    if (at.date() < since.date()) if not (_hour(published) and _hour(first)) else at < since:
        sentence = f"It was published on {(published or '')[:10]}, before the first telling among these reports ({(first or '')[:10]})."
        return "earlier", Ground(rule="omission.earlier", sentence=sentence)
    return None


def _hour(iso: str | None) -> bool:
    """Whether the date has an hour that means something; midnight is how programs write that they know none."""
    return bool(iso) and len(iso or "") > 10 and not re.search(r"T00:00(?::00)?(?:\D|$)", iso or "")


def _shares(reports: Sequence[Report], asked: Sequence[Carried], echoes: Echoes) -> tuple[Share, ...]:
    marks = {r.id: Counter(p.mark for c in asked for p in c.presences if p.report == r.id) for r in reports}
    told = {r.id: marks[r.id]["told"] + marks[r.id]["otherwise"] for r in reports}
    lengths = {r.id: echoes.length(r.id) for r in reports}
    usual, words = _median(told.values()), _median(lengths.values())
    out = []
    for report in reports:
        fair = sum(marks[report.id][m] for m in ("told", "otherwise", "perhaps", "left-out"))
        brief = told[report.id] < _BRIEF_CLAIMS * usual or lengths[report.id] < _BRIEF_WORDS * words
        sentence = (
            f"It has {lengths[report.id]:,} words and tells {told[report.id]} of these claims; the middle report has {words:,.0f} and {usual:g}."
        )
        ground = Ground(rule="omission.brief", sentence=sentence) if brief else None
        out.append(Share(report=report.id, told=marks[report.id]["told"], fair=fair, brief=brief, ground=ground))
    return tuple(out)


def _median(values: Iterable[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _alone(reports: Sequence[Report], claims: Sequence[Claim], kin: dict[str, dict[str, str]], echoes: Echoes) -> dict[str, tuple[str, ...]]:
    """What only one report tells: no other report has a telling, a kindred claim or an echo of it."""
    told = {c.id: {t.report for t in c.tellings} for c in claims}
    out: dict[str, list[str]] = {r.id: [] for r in reports}
    for claim in claims:
        tellers = told[claim.id].union(*(told.get(k, set()) for k in kin.get(claim.id, {})))
        if len(tellers) != 1 or not echoes.tells_enough(claim):
            continue
        (own,) = tellers
        if own in out and not any(echoes.of(claim, r) for r in reports if r.id != own):
            out[own].append(claim.id)
    return {report: tuple(ids) for report, ids in out.items()}
