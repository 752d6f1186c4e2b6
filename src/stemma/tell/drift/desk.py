"""Drift in words: the ledger with look-ups, a change as a sentence, a wording with signs about what differs; for all forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.model import Claim, Ledger, Place, Story
from stemma.model.drift import Change, ChangeKind, ClaimDrift, Drift, LossKind, QuotationDrift, Wording
from stemma.tell.shared import words
from stemma.tell.shared.compare import brackets, cited, names, numbers

#: So many changes of words in one quotation are another telling of it.
_ANEW = 3
#: Code points shown before the first change and behind the last.
_REACH = 140
KINDS: dict[ChangeKind, str] = {
    "negation": "NEGATION",
    "number": "NUMBER",
    "certainty": "DOUBT",
    "name": "NAME",
    "spliced": "SPLICED",
    "words": "words",
    "cut": "cut",
    "order": "order",
}
LOSSES: dict[LossKind, str] = {"hedge": "HEDGE LOST", "bound": "BOUND LOST", "exactness": "ROUNDED", "attribution": "SOURCE LOST"}
NOTHING = "There is nothing to compare: drift needs two reports on one story."
NOTE = "A speaker can say a thing twice, and a translator can put it in two ways. Read both reports before you call a change an error."


class Desk:
    """The ledger with look-ups."""

    def __init__(self, ledger: Ledger) -> None:
        self.sources = cited(ledger)
        self.numbers = numbers(ledger)
        self.claims: dict[str, Claim] = {c.id: c for c in ledger.claims}
        self.voices = names(ledger)
        self.stories: dict[str, Story] = {s.id: s for s in ledger.stories}

    def words(self, place: Place) -> str:
        """What stands there, with white space folded."""
        source = self.sources.get(place.report)
        return " ".join(place.span.of(source.report.text).split()) if source else ""

    def speaker(self, found: QuotationDrift) -> str:
        """The voice both agree on, else what each says."""
        if found.voice in self.voices:
            return self.voices[found.voice or ""].name
        own = list(dict.fromkeys(self.voices[v].name for v in (found.first.voice, found.second.voice) if v in self.voices))
        own = [name for name in own if not any(name != other and name in other for other in own)]
        return " or ".join(own) if own else "A speaker whom Stemma could not tell"

    def title(self, found: Drift) -> str:
        """The story's title."""
        return self.stories[found.story].title or "Untitled story"

    def said(self, found: QuotationDrift, change: Change) -> str:
        """The change in a sentence: 'NUMBER: “12” in [2], “15” in [3].'"""
        one, two = (f"[{self.sources[w.report].number}]" for w in (found.first, found.second))
        gone, new = (" … ".join(filter(None, map(self.words, places))) for places in (change.gone, change.new))
        label = f"{KINDS[change.kind]}: " if KINDS[change.kind].isupper() else ""
        mark = "; a mark shows it" if change.marked else "; no mark shows it" if change.kind == "cut" else ""
        if change.kind == "order":
            return f"{label}The same words stand in another order: “{gone or new}”."
        if gone and new:
            return f"{label}“{gone}” in {one}, “{new}” in {two}{mark}."
        return f"{label}“{gone or new}” stands in {one if gone else two} and not in {two if gone else one}{mark}."

    def lost(self, found: ClaimDrift) -> str:
        """What the retelling lacks: '“believed” keeps a distance in [5]; [1] tells it as a fact.'"""
        one, two = (f"[{self.sources[p.report].number}]" for p in (found.kept, found.lost))
        kept, new = self.words(found.kept_words), self.words(found.lost_words) if found.lost_words else ""
        if found.kind == "hedge":
            return f"“{kept}” keeps a distance in {one}; {two} tells it as a fact."
        if found.kind == "bound":
            return f"“{kept}” in {one} gives a bound; {two} has “{new}”."
        if found.kind == "exactness":
            return f"“{kept}” in {one}; {two} has the rounder “{new}” and does not say so."
        voice = self.voices[found.voice or ""].name if found.voice in self.voices else "a named source"
        return f"{one} and others have it from {voice}; {two} tells it in its own voice."

    def nearer(self, found: QuotationDrift) -> str:
        """Which wording is nearer to the speaker, and why."""
        why = next((g.sentence for g in found.grounds if g.rule == "drift.nearer"), "")
        if found.nearer is None:
            return "Which wording came first cannot be told."
        return f"Nearer to the speaker is [{self.sources[found.nearer].number}]: {why[:1].lower()}{why[1:]}"

    def anew(self, found: QuotationDrift) -> list[str]:
        """A word on wordings that differ in so many places that nobody changed them one by one."""
        many = sum(c.kind == "words" for c in found.changes) >= _ANEW
        return ["Much of it is in other words: perhaps it was translated twice, or said twice."] if many else []

    def whose(self, wording: Wording, alike: Sequence[str]) -> str:
        """'[2] The Post, 1 January 2018, and so in [4]'."""
        others = [r for r in alike if r != wording.report]
        return f"{self.sources[wording.report].long}{f', and so in {brackets(others, self.sources)}' if others else ''}"

    def counted(self, found: Drift) -> str:
        """'14 utterances are quoted by two reports or more; 12 read alike.'"""
        if not found.shared:
            return "No quotation stands in two reports."
        if found.alike == found.shared:
            same = "it reads alike" if found.shared == 1 else "all of them read alike"
        elif not found.alike:
            same = "it does not read alike" if found.shared == 1 else "none of them reads alike"
        else:
            same = f"{words.spelled(found.alike)} of them read{'s' if found.alike == 1 else ''} alike"
        return f"{words.count(found.shared, 'quotation')} in two reports or more; {same}."


def marked(desk: Desk, wording: Wording, places: Iterable[Place], signs: tuple[str, str]) -> str:
    """The wording in quotation marks, changed words between the signs; far from them it is cut, and the cut is shown as (…)."""
    report = desk.sources[wording.report].report
    changed = sorted((p.start, p.end) for p in places)
    pieces = []
    for stretch in wording.places:
        own = [(a, b) for a, b in changed if stretch.start <= a and b <= stretch.end]
        pieces.append(f"“{_stretch(report.text, stretch, own, signs)}”")
    return " ".join(pieces)


def _stretch(whole: str, stretch: Place, own: Sequence[tuple[int, int]], signs: tuple[str, str]) -> str:
    start, end = stretch.start, stretch.end
    first, last = (own[0][0], own[-1][1]) if own else (start, start)
    if first - start > _REACH:
        start = whole.find(" ", first - _REACH, first) + 1 or first
    if end - last > _REACH:
        cut = whole.rfind(" ", last, last + _REACH)
        end = cut if cut > 0 else last
    out, at = [], start
    for a, b in own:
        out += [whole[at:a], signs[0], whole[a:b], signs[1]]
        at = b
    out.append(whole[at:end])
    body = " ".join("".join(out).split()).strip(" ,")
    return f"{'(…) ' if start > stretch.start else ''}{body}{' (…)' if end < stretch.end else ''}"


def sides(found: QuotationDrift, side: int) -> list[Place]:
    """What differs, as places in the first wording (0) or the second (1)."""
    return [p for c in found.changes for p in (c.gone if side == 0 else c.new)]


def sentence(desk: Desk, place: Place, changed: Place | None, signs: tuple[str, str]) -> str:
    """A report's sentence with the words that matter between the signs."""
    whole = desk.sources[place.report].report.text
    if changed is None or not (place.start <= changed.start and changed.end <= place.end):
        return " ".join(whole[place.start : place.end].split())
    parts = (whole[place.start : changed.start], signs[0], whole[changed.start : changed.end], signs[1], whole[changed.end : place.end])
    return " ".join("".join(parts).split())
