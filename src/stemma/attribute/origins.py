"""Who stands behind a voice that passes words on, when another report says so.

Theory of operation. A report that gives a voice's words without saying where that voice has them from ("Reuters reported that up to 30,000
jobs would go") tells less than one that does ("Reuters reported, citing three people ..."). Where the contents of the two are alike in
words, or share a large number and a word beside it, the origin of the fuller one is the origin of both. Only the same voice is
followed, or unnamed people of the same sort ("officials" here, "US officials" there), never a likeness alone.
Limits: contents in other words are not seen as alike; where two different origins fit, none is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stemma.attribute.across import Joined
from stemma.attribute.chains import Said
from stemma.lang.en import cues
from stemma.lang.reading import Reading

#: Share of the smaller content's words that must be in the other. Chosen by eye on the development stories; .3 to .6 act alike there.
_ALIKE = 0.4
#: Share of a content that another attribution's source, cue and content must fill to be all of it.
_WHOLE = 0.9
#: The same where the other is a paper.
_MOST = 0.4


def stood_behind(
    told: Sequence[tuple[Reading, list[Said]]], chains: dict[str, tuple[str, ...]], ends: dict[str, str | None], joined: Joined
) -> dict[str, str]:
    """New ends for attributions whose last voice is cited elsewhere, for like content, as having it from another."""
    fuller: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    named: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for _, said in told:
        for one in said:
            chain, end = chains[one.id], ends[one.id]
            for front in chain[:-1]:
                if end is not None and front != end and _passes_on(front, end, joined):
                    fuller[front].append((_words(one), end))
            if end is not None and one.who is not None and (sort := _sort(one)):
                named[sort].append((_words(one), end))
    found: dict[str, str] = {}
    for _, said in told:
        for one in said:
            chain = chains[one.id]
            if not chain or (ends[one.id] is not None and chain[-1] not in fuller):
                continue
            mine = _words(one)
            fits = {end for other, end in fuller.get(chain[-1], ()) if _alike(mine, other)}
            if ends[one.id] is None and one.who is not None and one.who.vague:
                fits |= {end for other, end in named.get(_sort(one), ()) if _alike(mine, other)}
            if len(fits) == 1:
                found[one.id] = fits.pop()
                name = next(w.name for _, w in joined.groups[found[one.id]])
                one.notes.append(("origin.stood-behind", f"Another report gives like words of the same source as coming from {name}."))
    return found


def _passes_on(front: str, end: str, joined: Joined) -> bool:
    """Whether a voice may be looked through: newsrooms always; a state and who leads it to a body of that state; who else speaks vouches for it."""
    lands = {w.country for _, w in joined.groups[front] if w.country is not None}
    own = any(w.country in lands for _, w in joined.groups[end]) and all(w.kind not in {"anonymous", "person"} for _, w in joined.groups[end])
    return own or any(w.relays for _, w in joined.groups[front])


def wholly_within(said: Sequence[Said], ends: dict[str, str | None]) -> dict[str, str]:
    """New ends for attributions whose whole content is another's saying something: "according to a Sky News report, X estimates that ..."."""
    found: dict[str, str] = {}
    for inner in said:
        outer, end = inner.within, ends[inner.id]
        if outer is None or end is None or end == ends[outer.id] or outer.who is None or inner.cue is None:
            continue
        if not (outer.who.relays or _of_a_paper(inner)):
            continue
        parts = [*inner.content, inner.cue, *([inner.source] if inner.source is not None else [])]
        if sum(p.overlap(c) for p in parts for c in outer.content) >= (_WHOLE if outer.who.relays else _MOST) * outer.size():
            found[outer.id] = end
            outer.notes.append(("origin.wholly-within", f"All that {outer.who.name} is said to report is what somebody else says."))
    return found


def _of_a_paper(one: Said) -> bool:
    """Whether a source is a document by somebody: "the firm said that a review by Hexa had put the number at 40"."""
    return one.found.source is not None and one.passage.doc[slice(*one.found.source)].root.lemma_.lower() in cues.cues().documents


def _sort(one: Said) -> str:
    """ "official" or "people", where the source is of unnamed people of that sort; "" elsewhere."""
    if one.found.source is None or one.who is None or one.who.kind not in {"group", "anonymous"}:
        return ""
    words = {t.lemma_.lower() for t in one.passage.doc[one.found.source[0] : one.found.source[1]]}
    return "official" if words & {"official", "officials"} else "people" if words & {"people", "source", "person", "sources"} else ""


def _words(one: Said) -> frozenset[str]:
    """The lemmas and numbers of the content."""
    doc = one.passage.doc
    return frozenset(doc[i].lemma_.lower() for i in one.found.words if doc[i].pos_ in {"NOUN", "PROPN", "VERB", "NUM", "ADJ"} and not doc[i].is_stop)


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    smaller = min(len(a), len(b))
    numbers = {w for w in a & b if sum(c.isdigit() for c in w) >= 3}
    if numbers and len(a & b) > len(numbers):
        return True
    return smaller >= 3 and len(a & b) >= _ALIKE * smaller
