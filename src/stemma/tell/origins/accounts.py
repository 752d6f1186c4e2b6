"""Who stands behind each claim: origins, the path of every telling, and what was not counted and why.

The account of a claim is laid out here once; `table` and `forms` write it as text, JSON, CSV and Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stemma.model import Claim, Ledger, Report, Telling, Voice
from stemma.model.rating import Credibility, Reliability
from stemma.tell.origins.account import Account, Discount, Measure, Origin, Part, Path, Section, Step
from stemma.tell.shared import words
from stemma.tell.view import view

#: Languages in which sources are found.
_READ = frozenset({"en"})
#: Rules whose grounds say no more than the count does.
_SUMMARIES = frozenset({"origins.counted", "origins.none"})


def accounts(
    ledger: Ledger,
    *,
    credibility: Mapping[str, Credibility] | None = None,
    voices: Mapping[str, Reliability] | None = None,
    outlets: Mapping[str, Reliability] | None = None,
) -> tuple[Section, ...]:
    """The account of every claim, under its story.

    `credibility` is by claim id; `voices` and `outlets` are a person's letters by voice id and by report id, F for all others.
    """
    teller = _Teller(ledger, credibility or {}, voices or {}, outlets or {})
    return tuple(
        Section(
            id=story.id,
            title=chapter.title,
            dates=chapter.dates,
            sources=chapter.sources,
            accounts=tuple(teller.account(shown.number, teller.claims[shown.id]) for shown in chapter.claims),
        )
        for story, chapter in zip(ledger.stories, teller.view.chapters, strict=True)
    )


class _Teller:
    """The ledger with look-ups."""

    def __init__(
        self, ledger: Ledger, credibility: Mapping[str, Credibility], voices: Mapping[str, Reliability], outlets: Mapping[str, Reliability]
    ) -> None:
        self.view = view(ledger)
        self.sources = {r.id: s for r, s in zip(ledger.reports, self.view.sources, strict=True)}
        self.reports: dict[str, Report] = {r.id: r for r in ledger.reports}
        self.voices: dict[str, Voice] = {v.id: v for v in ledger.voices}
        self.claims = {c.id: c for c in ledger.claims}
        self.sourced = {a.id for a in ledger.attributions if a.source is not None}
        self.credibility, self.letters, self.outlets = credibility, voices, outlets

    def account(self, number: int, claim: Claim) -> Account:
        tellings = [t for t in claim.tellings if t.report in self.sources]
        paths = tuple(sorted((self.path(t) for t in tellings), key=lambda p: (p.part != "origin", bool(p.copied), p.source.number)))
        measure = _measure(claim, paths)
        standing = words.STANDING[claim.standing]
        return Account(
            number=number,
            id=claim.id,
            story=claim.story,
            statement=claim.statement,
            certainty=words.CERTAINTY[claim.certainty],
            standing="cannot tell" if measure == "cannot measure" and claim.standing == "unattributed" else standing,
            measure=measure,
            independent=None if measure == "cannot measure" else claim.independent_origins,
            reports=len({t.report for t in tellings}),
            origins=self.origins(claim, tellings),
            paths=_distinct(paths),
            discounts=tuple(self.discounts(claim, tellings, paths)),
            credibility=self.credibility.get(claim.id),
        )

    def step(self, voice: str) -> Step:
        known = self.voices.get(voice)
        if known is None:
            return Step(id=voice, name="an unknown voice", kind="unknown", vague=False, reliability="F")
        return Step(id=voice, name=known.name, kind=words.VOICE[known.kind], vague=known.vague, reliability=self.letters.get(voice, "F"))

    def path(self, telling: Telling) -> Path:
        chain = list(telling.chain)
        if telling.origin is not None and telling.origin not in chain:
            chain.append(telling.origin)
        copied = self.sources.get(telling.copied_from or "")
        return Path(
            source=self.sources[telling.report],
            outlet_reliability=self.outlets.get(telling.report, "F"),
            steps=tuple(self.step(v) for v in chain),
            part=self.part(telling),
            copied=f"[{copied.number}] {copied.outlet}" if copied else "",
            origin=telling.origin,
        )

    def part(self, telling: Telling) -> Part:
        """What the telling is to the count."""
        end = self.voices.get(telling.origin or (telling.chain[-1] if telling.chain else ""))
        if telling.origin is not None and not (end is not None and end.vague):
            return "origin"
        if end is not None and end.vague:
            return "vague"
        if telling.chain or telling.attribution in self.sourced:
            return "unresolved"
        return "own word" if self.reports[telling.report].language in _READ else "not read"

    def origins(self, claim: Claim, tellings: Sequence[Telling]) -> tuple[Origin, ...]:
        """The groups of origins that count once, those told by most reports first."""
        groups = claim.origin_groups or tuple((o,) for o in claim.origins)
        found = []
        for group in groups:
            reports = sorted({self.sources[t.report].number for t in tellings if t.origin in group})
            members = sorted(group, key=lambda o: (-sum(t.origin == o for t in tellings), o))
            found.append(Origin(members=tuple(self.step(o) for o in members), reports=tuple(reports)))
        return tuple(sorted(found, key=lambda o: (-len(o.reports), o.reports, [m.name for m in o.members])))

    def discounts(self, claim: Claim, tellings: Sequence[Telling], paths: Sequence[Path]) -> list[Discount]:
        """Copies first, then what makes two origins one, then what names none."""
        copies = sorted((t for t in tellings if t.copied_from in self.sources), key=lambda t: (self.sources[t.report].number, t.spans))
        out = [Discount(why=self.copy(telling), rule="telling.copied") for telling in copies]
        out += self.repeats(claim, tellings)
        out += [Discount(why=g.sentence, rule=g.rule) for g in claim.grounds if g.rule.startswith("origins.") and g.rule not in _SUMMARIES]
        out += [d for part in ("vague", "own word", "unresolved", "not read") for d in _silent(part, paths)]
        return list(dict.fromkeys(out))

    def repeats(self, claim: Claim, tellings: Sequence[Telling]) -> list[Discount]:
        """Several reports that end at one voice: told once, counted once."""
        out = []
        for origin in claim.origins:
            numbers = sorted({self.sources[t.report].number for t in tellings if t.origin == origin and t.copied_from is None})
            if len(numbers) > 1:
                why = f"{_cited(numbers)} all have it from {self.step(origin).name}: one origin, however many reports."
                out.append(Discount(why=why.replace(" all ", " both ") if len(numbers) == 2 else why, rule="origins.counted"))
        return out

    def copy(self, telling: Telling) -> str:
        """'[4] Echo copies [1] The Post: 83% of these words ...'"""
        child, parent = self.sources[telling.report], self.sources[telling.copied_from or ""]
        why = next((g.sentence for g in telling.grounds if g.rule == "telling.copied"), "the same words stand there.")
        return f"[{child.number}] {child.outlet} copies [{parent.number}] {parent.outlet}: {why[:1].lower()}{why[1:]}"


def _measure(claim: Claim, paths: Sequence[Path]) -> Measure:
    unresolved = any(p.part in ("unresolved", "not read") for p in paths)
    if claim.independent_origins:
        return "at least" if unresolved else "counted"
    return "cannot measure" if unresolved or claim.origins else "none"


def _distinct(paths: Sequence[Path]) -> tuple[Path, ...]:
    """A report that tells the claim twice on one path is shown once."""
    return tuple({(p.source.number, p.steps, p.part): p for p in reversed(paths)}.values())[::-1]


def _cited(numbers: Sequence[int]) -> str:
    return words.listed([f"[{n}]" for n in numbers])


def _silent(part: str, paths: Sequence[Path]) -> list[Discount]:
    """Why tellings of this part name no origin: one sentence for all of them, or one for each vague source."""
    found = [p for p in paths if p.part == part]
    if not found:
        return []
    cited = _cited(sorted({p.source.number for p in found}))
    one = len({p.source.number for p in found}) == 1
    if part == "vague":
        by_name: dict[str, set[int]] = {}
        for path in found:
            by_name.setdefault(path.steps[-1].name, set()).add(path.source.number)
        said = [f"{_cited(sorted(numbers))} only {_give(numbers)} “{name}”" for name, numbers in sorted(by_name.items())]
        return [Discount(why=f"{s}: nobody in particular, so no origin.", rule="origins.none") for s in said]
    if part == "own word":
        return [
            Discount(
                why=f"{cited} {'tells' if one else 'tell'} it on {'its' if one else 'their'} own word and name{'s' * one} no source.",
                rule="origins.none",
            )
        ]
    if part == "unresolved":
        return [
            Discount(
                why=f"{cited} name{'s' * one} a source of whom Stemma cannot tell who it is: not counted, and not taken for nobody.",
                rule="origins.none",
            )
        ]
    return [
        Discount(
            why=f"{cited} {'is' if one else 'are'} in a language in which Stemma does not look for sources: cannot measure.", rule="origins.none"
        )
    ]


def _give(numbers: set[int]) -> str:
    return "gives" if len(numbers) == 1 else "give"
