"""Acts on claims, tellings and relations, made from a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from stemma.correct.make.by import By, act_of, two
from stemma.correct.refs import Refs
from stemma.errors import UsageError
from stemma.model import Certainty, Ledger, Quantity, RelationKind
from stemma.model import acts as a
from stemma.model.acts import Act


def confirm_claim(ledger: Ledger, claim: str, **by: Unpack[By]) -> Act:
    """A claim stands as it is told."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", refs.claim(refs.claim_of(claim)), None, by)


def merge_claims(ledger: Ledger, claim: str, into: str, **by: Unpack[By]) -> Act:
    """A claim is another one."""
    refs = Refs(ledger)
    two(claim, into, "claim")
    return act_of(refs, "claim-merge", refs.claim(refs.claim_of(claim)), a.ClaimInto(claim=refs.claim(refs.claim_of(into))), by)


def split_claim(ledger: Ledger, claim: str, reports: Iterable[str], **by: Unpack[By]) -> Act:
    """What these reports tell is another claim."""
    refs = Refs(ledger)
    one = refs.claim_of(claim)
    wanted = set(reports)
    off = [t for t in one.tellings if t.report in wanted]
    missing = wanted - {t.report for t in off}
    if missing or not off:
        raise UsageError(f"The claim is not told by {', '.join(sorted(missing)) or 'any report named'}.", code="no-such-telling")
    if len(off) == len(one.tellings):
        raise UsageError("Split off all tellings, and nothing would be left.", code="nothing-left", hint="Name fewer reports.")
    return act_of(refs, "claim-split", refs.claim(one), a.TellingsOff(tellings=tuple(refs.telling(t) for t in off)), by)


def edit_claim(
    ledger: Ledger,
    claim: str,
    *,
    statement: str | None = None,
    quantity: Quantity | None = None,
    days: tuple[str, str] | None = None,
    where: str | None = None,
    **by: Unpack[By],
) -> Act:
    """A claim's statement, number, days (first and last, ISO) or place."""
    refs = Refs(ledger)
    if statement is None and quantity is None and days is None and where is None:
        raise UsageError("Nothing is said of how the claim should read.", code="nothing-said", hint="Give a statement, number, day or place.")
    first, last = days or (None, None)
    change = a.ClaimChange(statement=statement, quantity=quantity, first=first, last=last, where=where)
    return act_of(refs, "claim-edit", refs.claim(refs.claim_of(claim)), change, by)


def hide_claim(ledger: Ledger, claim: str, **by: Unpack[By]) -> Act:
    """A claim is left out."""
    refs = Refs(ledger)
    return act_of(refs, "claim-hide", refs.claim(refs.claim_of(claim)), None, by)


def set_certainty(ledger: Ledger, claim: str, certainty: Certainty, *, report: str | None = None, **by: Unpack[By]) -> Act:
    """How sure a claim is put, or one report's telling of it."""
    refs = Refs(ledger)
    return act_of(refs, "certainty-set", _telling(refs, claim, report), a.NewCertainty(certainty=certainty), by)


def confirm_telling(ledger: Ledger, claim: str, report: str, **by: Unpack[By]) -> Act:
    """One report tells this claim, as it is said to."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", _telling(refs, claim, report), None, by)


def add_relation(ledger: Ledger, source: str, kind: RelationKind, target: str, **by: Unpack[By]) -> Act:
    """The claim `source` conflicts with, updates, refines or denies the claim `target`."""
    refs = Refs(ledger)
    two(source, target, "claim")
    ref = a.RelationRef(source=refs.claim(refs.claim_of(source)), target=refs.claim(refs.claim_of(target)))
    return act_of(refs, "relation-add", ref, a.NewRelation(kind=kind), by)


def set_relation(ledger: Ledger, source: str, target: str, kind: RelationKind, *, turned: bool = False, **by: Unpack[By]) -> Act:
    """The relation between two claims is of another kind or runs the other way."""
    refs = Refs(ledger)
    return act_of(refs, "relation-set", _relation(refs, source, target), a.NewRelation(kind=kind, turned=turned), by)


def reject_relation(ledger: Ledger, source: str, target: str, **by: Unpack[By]) -> Act:
    """Two claims are not related."""
    refs = Refs(ledger)
    return act_of(refs, "relation-reject", _relation(refs, source, target), None, by)


def confirm_relation(ledger: Ledger, source: str, target: str, **by: Unpack[By]) -> Act:
    """Two claims stand to each other as is said."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", _relation(refs, source, target), None, by)


def _telling(refs: Refs, claim: str, report: str | None) -> a.ClaimRef | a.TellingOf:
    one = refs.claim_of(claim)
    if report is None:
        return refs.claim(one)
    told = next((t for t in one.tellings if t.report == report), None)
    if told is None:
        raise UsageError(f"The report {report} does not tell that claim.", code="no-such-telling")
    return a.TellingOf(claim=refs.claim(one), telling=refs.telling(told))


def _relation(refs: Refs, source: str, target: str) -> a.RelationRef:
    found = next((r for r in refs.ledger.relations if {r.source, r.target} == {source, target}), None)
    if found is None:
        raise UsageError("The two claims are not related.", code="no-such-relation", hint="Relate them first.")
    return refs.relation(found)
