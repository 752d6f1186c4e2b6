"""Utterances: the quotations of a story's reports gathered by what was said, and the wordings of each held against one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.follow.drift.changes import Comparison, whole
from stemma.follow.drift.quotations import Quotation
from stemma.follow.drift.versions import Match, Unit, levelled, match, versions
from stemma.follow.shared.texts import GRAMMAR, words_in
from stemma.model import Descent, Ground, Place, Voice, content_id
from stemma.model.drift import Change, QuotationDrift, Wording

#: Fewer words than this are a label or a scare quote.
_FEWEST = 4
#: Three words that stand in more wordings than this find nothing.
_COMMON = 40


@dataclass(frozen=True, slots=True)
class Said:
    """One wording with every quotation that has it."""

    units: tuple[Unit, ...]
    quotations: tuple[Quotation, ...]

    @property
    def first(self) -> Quotation:
        """The one that stands for all."""
        return self.quotations[0]

    @property
    def reports(self) -> frozenset[str]:
        """Ids of the reports that have it."""
        return frozenset(q.report.id for q in self.quotations)

    @property
    def voices(self) -> frozenset[str]:
        """Everybody whom a report gives it to."""
        return frozenset(q.voice for q in self.quotations if q.voice)


def gathered(quotations: Sequence[Quotation]) -> list[Said]:
    """Quotations of at least four words, those with the same words together, in an order that depends on nothing but themselves."""
    same: dict[tuple[str, ...], list[tuple[Quotation, tuple[Unit, ...]]]] = defaultdict(list)
    for quotation in quotations:
        units = levelled(quotation)
        if len(units) >= _FEWEST:
            same[tuple(u.form for u in units)].append((quotation, units))
    out = []
    for forms in sorted(same):
        own = sorted(same[forms], key=lambda pair: (pair[0].report.published or "9", pair[0].report.id, pair[0].stretches))
        out.append(Said(own[0][1], tuple(q for q, _ in own)))
    return out


def utterances(said: Sequence[Said], voices: Mapping[str, Voice]) -> list[list[int]]:
    """Indices of wordings that are of one utterance, chained through what they share."""
    root = list(range(len(said)))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for a, b in sorted(_candidates(said)):
        found = match(said[a].units, said[b].units)
        if versions(said[a].units, said[b].units, found, one_voice=one_voice(said[a], said[b], voices)):
            root[max(find(a), find(b))] = min(find(a), find(b))
    groups: dict[int, list[int]] = defaultdict(list)
    for n in range(len(said)):
        groups[find(n)].append(n)
    return [groups[g] for g in sorted(groups)]


def _candidates(said: Sequence[Said]) -> set[tuple[int, int]]:
    """Pairs of wordings that share three words in a row with something in them."""
    index: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for n, one in enumerate(said):
        forms = [u.form for u in one.units]
        for three in zip(forms, forms[1:], forms[2:], strict=False):
            if any(w not in GRAMMAR for w in three):
                index[three].add(n)
    kept = (sorted(own) for own in index.values() if 1 < len(own) <= _COMMON)
    return {(a, b) for own in kept for i, a in enumerate(own) for b in own[i + 1 :]}


def one_voice(a: Said, b: Said, voices: Mapping[str, Voice]) -> bool:
    """Whether some report of each gives it to the same voice, by id or by surname."""
    return bool(a.voices & b.voices or _surnames(a, voices) & _surnames(b, voices))


def _surnames(said: Said, voices: Mapping[str, Voice]) -> set[str]:
    known = [voices[v] for v in said.voices if v in voices]
    return {words[-1].form for v in known if v.kind == "person" for words in [words_in(v.name)] if words}


def drifts(group: Sequence[Said], voices: Mapping[str, Voice], descent: Sequence[Descent]) -> list[QuotationDrift]:
    """The group's wordings held against the one that shares most with the others; those that differ alike told once."""
    base = _base(group)
    told: dict[tuple[tuple[str, str, str], ...], list[tuple[Said, Match, tuple[Change, ...]]]] = defaultdict(list)
    plain: list[tuple[Said, Match]] = []
    for other in group:
        found = match(base.units, other.units)
        if other is base or other.reports <= base.reports or not versions(base.units, other.units, found, one_voice=one_voice(base, other, voices)):
            continue
        changes = Comparison(base.first, other.first, base.units, other.units, found).changes()
        changes = tuple(c for c in changes if not _elsewhere(c, base, other, group))
        if any(not c.marked for c in changes):
            told[_key(changes, base, other)].append((other, found, changes))
        else:
            plain.append((other, found))
    return [_drift(base, told[key], plain, voices, descent) for key in sorted(told)]


def _base(group: Sequence[Said]) -> Said:
    """The wording that shares most words with all the reports' wordings; then the longest, then the first by date."""
    scores = []
    for n, one in enumerate(group):
        shared = sum(len(o.reports) * (len(o.units) if o is one else match(one.units, o.units).shared) for o in group)
        scores.append((-shared, -len(one.units), one.first.report.published or "9", n))
    return group[min(scores)[3]]


def _key(changes: Sequence[Change], base: Said, other: Said) -> tuple[tuple[str, str, str], ...]:
    def words(which: Said, change: Change, places: str) -> str:
        text = which.first.report.text
        return " ".join(w.form for p in getattr(change, places) for w in words_in(text, p.start, p.end))

    return tuple((c.kind, words(base, c, "gone"), words(other, c, "new")) for c in changes)


def _elsewhere(change: Change, base: Said, other: Said, group: Sequence[Said]) -> bool:
    """Whether the second's reports have the first's words at another place, or the first's reports the second's: then nobody changed them."""
    for one, two, places in ((base, other, change.gone), (other, base, change.new)):
        forms = _around(one, places)
        if forms and any(_holds(s, forms) for s in group if s is not one and s.reports & two.reports):
            return True
    return False


def _around(said: Said, places: Sequence[Place]) -> tuple[str, ...]:
    """The levelled words of these places with two to each side."""
    spans = [(p.start, p.end) for p in places]
    inside = [n for n, u in enumerate(said.units) for word in [said.first.spoken[u.at].word] if any(s <= word.start < e for s, e in spans)]
    return tuple(u.form for u in said.units[max(0, inside[0] - 2) : inside[-1] + 3]) if inside else ()


def _holds(said: Said, forms: tuple[str, ...]) -> bool:
    own = [u.form for u in said.units]
    return any(tuple(own[n : n + len(forms)]) == forms for n in range(len(own) - len(forms) + 1))


def _drift(
    base: Said,
    others: Sequence[tuple[Said, Match, tuple[Change, ...]]],
    plain: Sequence[tuple[Said, Match]],
    voices: Mapping[str, Voice],
    descent: Sequence[Descent],
) -> QuotationDrift:
    other, found, changes = max(others, key=lambda o: (o[1].shared, o[0].first.report.id))
    block = whole(found)
    like = {r for said, m in plain for w in [whole(m)] if w.a <= block.a and w.a + w.size >= block.a + block.size for r in said.reports}
    like_first = tuple(sorted(base.reports | like))
    like_second = tuple(sorted({r for o, _, _ in others for r in o.reports} - set(like_first)))
    nearer, why = _nearer(like_first, like_second, base, [o for o, _, _ in others], descent)
    shared = f"{found.shared} words stand in both in the same order; the shorter wording has {min(len(base.units), len(other.units))}."
    last = found.blocks[-1]
    first = _wording(base, (block.a, last.a + last.size), [p for c in changes for p in c.gone])
    second = _wording(other, (block.b, last.b + last.size), [p for c in changes for p in c.new])
    both = base.voices & other.voices
    return QuotationDrift(
        id=content_id("drift", base.first.report.id, base.first.places, other.first.report.id, other.first.places),
        voice=min(both) if both else None,
        first=first,
        second=second,
        changes=changes,
        like_first=like_first,
        like_second=like_second or tuple(sorted(other.reports)),
        nearer=nearer,
        grounds=(Ground(rule="drift.one-utterance", sentence=shared, spans=(*first.places, *second.places)), why),
    )


def _wording(said: Said, core: tuple[int, int], changed: Sequence[Place]) -> Wording:
    """The stretches of the quotation that hold something of what both have, or of what differs."""
    words = [said.first.spoken[u.at].word for u in said.units[slice(*core)]]
    kept = [p for p in said.first.places if any(p.start <= w.start < p.end for w in words) or any(p.start <= c.start < p.end for c in changed)]
    return Wording(places=tuple(kept), voice=said.first.voice)


def _nearer(one: Sequence[str], two: Sequence[str], base: Said, others: Sequence[Said], descent: Sequence[Descent]) -> tuple[str | None, Ground]:
    """Which wording stands nearer to the speaker: a report takes it from the other, or it was published on an earlier day."""
    for edge in sorted(descent, key=lambda d: (d.child, d.parent or "")):
        for child, parent in ((one, two), (two, one)):
            if edge.child in child and edge.parent in parent and edge.kind != "cites":
                return edge.parent, Ground(rule="drift.nearer", sentence="The other takes its text from it.")
    dates = {q.report.id: (q.report.published or "")[:10] for s in (base, *others) for q in s.quotations}
    first, second = (min(((dates[r], r) for r in side if dates.get(r)), default=None) for side in (one, two))
    undated = [r for r in (*one, *two) if not dates.get(r)]
    if first and second and first[0] != second[0] and not undated:
        return min(first, second)[1], Ground(rule="drift.nearer", sentence="It is the earlier of the two by date.")
    return None, Ground(rule="drift.nearer", sentence="Neither descent nor dates decide which wording came first: cannot tell.")
