"""Small ledgers made by hand: reports with their texts, claims as quoted words of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.model import Certainty, Claim, Ledger, Quantity, QuantityMention, Relation, Report, Span, Story, Telling, Timex, Voice, Zone


@dataclass(frozen=True)
class Said:
    """A telling: some words of a report, and what the ledger says of them."""

    report: str
    words: str
    chain: tuple[str, ...] = ()
    certainty: Certainty = "asserted"
    quantity: Quantity | None = None
    when: str | None = None
    statement: str = ""


def people(number: float, what: str = "people") -> Quantity:
    """So many people."""
    return Quantity(low=number, high=number, unit="person", what=what)


def span(text: str, words: str) -> Span:
    """Where the words stand; they must."""
    start = text.index(words)
    return Span(start, start + len(words))


def ledger(
    texts: Mapping[str, tuple[str | None, str]],
    claims: Mapping[str, Sequence[Said]],
    *,
    voices: Sequence[Voice] = (),
    times: Sequence[tuple[str, str, str, str, str]] = (),
    relations: Sequence[Relation] = (),
) -> Ledger:
    """One story. `texts`: report id to publication day and text; `times`: report, words, ISO, first day, last day."""
    days = sorted(d for d, _ in texts.values() if d)
    return Ledger(
        reports=tuple(
            Report(id=r, path=f"{r}.txt", text=t, zones=(Zone(kind="body", start=0, end=len(t)),), outlet=f"The {r.title()}", published=d)
            for r, (d, t) in texts.items()
        ),
        stories=(Story(id="s", title="A story", reports=tuple(texts), first=days[0] if days else None, last=days[-1] if days else None),),
        times={
            r: tuple(Timex(span=span(texts[r][1], w), iso=iso, first=first, last=last) for at, w, iso, first, last in times if at == r) for r in texts
        },
        quantities={r: tuple(_mentions(r, texts[r][1], claims)) for r in texts},
        voices=tuple(voices),
        claims=tuple(_claim(c, said, texts) for c, said in claims.items()),
        relations=tuple(relations),
    )


def _mentions(report: str, text: str, claims: Mapping[str, Sequence[Said]]) -> list[QuantityMention]:
    """The numbers of the tellings, at the place where they are written."""
    found = {}
    for said in (t for tellings in claims.values() for t in tellings if t.report == report and t.quantity is not None):
        assert said.quantity is not None
        written = f"{said.quantity.low:,.0f}"
        if written in text:
            number = span(text, written)
            found[number] = QuantityMention(span=number, quantity=said.quantity, number=number)
    return [found[k] for k in sorted(found)]


def _claim(id_: str, said: Sequence[Said], texts: Mapping[str, tuple[str | None, str]]) -> Claim:
    tellings = tuple(
        Telling(
            report=t.report,
            spans=(span(texts[t.report][1], t.words),),
            chain=t.chain,
            origin=t.chain[-1] if t.chain else None,
            certainty=t.certainty,
            quantity=t.quantity,
            when=t.when,
            statement=t.statement or f"{t.words[:1].upper()}{t.words[1:]}.",
        )
        for t in said
    )
    return Claim(
        id=id_,
        story="s",
        statement=tellings[0].statement,
        certainty=tellings[0].certainty,
        tellings=tellings,
        quantity=tellings[0].quantity,
        origins=tuple(sorted({t.origin for t in tellings if t.origin})),
    )
