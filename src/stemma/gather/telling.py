"""A group as a story: its id, its title in the reports' own words, and the reasons for and against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from stemma.gather.contrast import names_of, strongest, written
from stemma.gather.grouping import ALIKE, Group
from stemma.gather.signature import Signature
from stemma.gather.wishes import Wishes
from stemma.model import Ground, Place, Story, content_id

#: Terms looked through for those to be named, and how many words, names and figures are named.
_BINDING, _NAMED, _FIGURES = 40, 6, 4


def story(group: Group, wishes: Wishes) -> Story:
    """The story of a group. Its id is made from the report that founded it, so that it stays while the story grows."""
    signatures = group.signatures
    first = min(signatures, key=founding)
    days = sorted(s.day for s in signatures if s.day is not None)
    title = wishes.title(s.report for s in signatures) or signatures[group.central].title or next((s.title for s in signatures if s.title), "")
    return Story(
        id=content_id("story", first.report),
        title=title,
        reports=tuple(s.report for s in signatures),
        first=dt.date.fromordinal(days[0]).isoformat() if days else None,
        last=dt.date.fromordinal(days[-1]).isoformat() if days else None,
        grounds=tuple(_grounds(group, wishes)),
    )


def founding(signature: Signature) -> tuple[int, str, str]:
    """By this the first report of a story is known: published first, else the lowest id; those without a date come last."""
    return (signature.day or 1 << 30, signature.published or "", signature.report)


def _grounds(group: Group, wishes: Wishes) -> Iterable[Ground]:
    signatures = group.signatures
    by_hand = _by_hand(signatures, wishes)
    if len(signatures) == 1 and not by_hand:
        yield Ground(rule="story.alone", sentence="No other report is enough like this one to be of the same event.")
    if len(signatures) > 1:
        yield from _shared(group)
        yield from _time(signatures)
    yield from _against(group)
    yield from by_hand


def _shared(group: Group) -> Iterable[Ground]:
    signatures = group.signatures
    binding = strongest(signatures, top=_BINDING)
    names = names_of(signatures)
    figures = [t for t in binding if t[0].isdigit()][:_FIGURES]
    named = [t for t in binding if t in names][:_NAMED]
    words = [t for t in binding if t not in names and not t[0].isdigit()][:_NAMED]
    if group.mean is not None:
        said = f"The bodies share rare words, on average {group.mean:.2f} alike of 1 (from {ALIKE:.2f} on it is one story)"
        yield Ground(rule="story.words", sentence=f"{said}: {_listed(words, signatures)}.", spans=_places(words[:3], signatures))
    elif group.chained:
        said = f"The {len(signatures)} bodies hang together by near copies, too many to compare each with each."
        yield Ground(rule="story.copies", sentence=said)
    if named:
        yield Ground(rule="story.names", sentence=f"They name the same: {_listed(named, signatures)}.", spans=_places(named[:3], signatures))
    if figures:
        said = f"They give the same figures: {_listed(figures, signatures)}."
        yield Ground(rule="story.figures", sentence=said, spans=_places(figures[:3], signatures))


def _time(signatures: Sequence[Signature]) -> Iterable[Ground]:
    days = sorted(s.day for s in signatures if s.day is not None)
    if len(days) > 1:
        gap = days[-1] - days[0]
        said = "on one day" if gap == 0 else f"within {gap} day{'s' if gap > 1 else ''}"
        every = "All" if len(days) == len(signatures) else f"{len(days)} of {len(signatures)}"
        yield Ground(rule="story.time", sentence=f"{every} have a date; they were published {said}.")


def _against(group: Group) -> Iterable[Ground]:
    if not (group.own or group.others):
        return
    spans = _places(group.own[:3], group.signatures)
    here = f"{_listed(group.own[:5], group.signatures)} here, {', '.join(group.others[:5]) or 'none'} there"
    if group.silence:
        said = f"Kept apart from an episode with the same people or places: nothing was published for {group.silence} days between the two; {here}."
        yield Ground(rule="story.episode", sentence=said, spans=spans)
    else:
        yield Ground(rule="story.look-alike", sentence=f"Kept apart from a look-alike event: {here}.", spans=spans)


def _by_hand(signatures: Sequence[Signature], wishes: Wishes) -> list[Ground]:
    out = []
    keys = {s.key for s in signatures}
    joined = [s for s in signatures if not keys.isdisjoint(wishes.together.get(s.key, ()))]
    if joined:
        said = f"{len(joined)} of its reports were put together by hand."
        out.append(Ground(rule="story.joined-by-hand", sentence=said))
    if any(s.report in wishes.parted for s in signatures):
        out.append(Ground(rule="story.parted-by-hand", sentence="Reports that would stand here were put into another story by hand."))
    return out


def _listed(terms: Sequence[str], signatures: Sequence[Signature]) -> str:
    """The terms as the reports write them."""
    return ", ".join(written(t, signatures) for t in terms) or "none"


def _places(terms: Sequence[str], signatures: Sequence[Signature]) -> tuple[Place, ...]:
    """Where each term first stands in each report."""
    return tuple(place for term in terms for s in signatures if (place := s.place(term)) is not None)
