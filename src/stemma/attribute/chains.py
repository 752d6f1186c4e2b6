"""From what was found in one report to who passes on what to whom: places, forms, nesting, speakers, chains of the cast.

Theory of operation. An attribution stands within the smallest other one whose content holds its cue ("TASS cited Shoigu as saying": Shoigu's
stands within TASS's); a source that is cited stands within the speaker who cites. The chain of an attribution is the chain of that
in which it stands, and its own source; the same voice twice in a row counts once. A newsroom that was told something ("told Reuters")
stands before the teller where it is not the report's own. Anonymous sources take the name of the newsroom that knows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from stemma.attribute.annotated import by_annotator
from stemma.attribute.behind import front_of
from stemma.attribute.cast import Cast
from stemma.attribute.found import Found
from stemma.attribute.merge import by_rules, merged
from stemma.attribute.quotes import cueless, form_of, quotations
from stemma.attribute.resolve import resolve
from stemma.attribute.sentences import noun_after, sentence_end, sentence_start
from stemma.attribute.who import Who
from stemma.lang.en import voices
from stemma.lang.en.names import normal
from stemma.lang.en.syntax import objects_of, obliques_of
from stemma.lang.reading import Passage, Reading
from stemma.model import Form, Span, content_id

if TYPE_CHECKING:
    from spacy.tokens import Token

    from stemma.lang.reading import RolesAgain

_TELLING = frozenset({"headline", "body"})


@dataclass(slots=True, kw_only=True)
class Said:
    """One attribution of a report on its way to be one of the ledger."""

    id: str
    passage: Passage
    found: Found
    form: Form
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    within: Said | None = None
    who: Who | None = None
    resolved: bool = False
    chain: list[Who] = field(default_factory=list)
    #: Further reasons: (rule, sentence).
    notes: list[tuple[str, str]] = field(default_factory=list)

    def holds(self, span: Span) -> bool:
        """Whether the span lies in the content."""
        return any(c.covers(span) for c in self.content)

    def size(self) -> int:
        """Characters of content."""
        return sum(len(c) for c in self.content)


def said_in(reading: Reading, cast_: Cast, *, roles: RolesAgain | None = None) -> list[Said]:
    """All attributions of a report, nested, spoken for, in order of place."""
    said: list[Said] = []
    for passage in reading.passages:
        if passage.kind in _TELLING:
            said.extend(_of_passage(reading.report.id, passage, roles))
    said.sort(key=lambda s: (s.cue.start if s.cue else s.content[0].start, s.content))
    _nest(said)
    for one in said:
        _speak(one, cast_)
    for one in said:
        one.chain = _chain(one, cast_)
    _carry_on(said, reading.report.text)
    _reported(said, reading.report.text)
    return said


def _carry_on(said: Sequence[Said], text: str) -> None:
    """Who passed on a voice's words passes on those that directly follow: "..., Min said, according to Reuters. Min added ..."."""
    spoken = [s for s in said if s.who is not None and s.cue is not None]
    for n, one in enumerate(spoken):
        before = next((s for s in reversed(spoken[:n]) if s.who is one.who), None)
        if before is None or len(one.chain) != 1 or len(before.chain) < 2 or before.cue is None or one.cue is None:
            continue
        between = spoken[spoken.index(before) + 1 : n]
        near = text.count("\n\n", before.cue.end, one.cue.start) <= 1
        if near and all(s.who in before.chain for s in between):
            one.chain = [*before.chain]
            front = one.chain[0].name
            one.notes.append(("chain.carried-on", f"The words directly follow others of the same voice that {front} passed on."))


def _of_passage(report: str, passage: Passage, roles: RolesAgain | None) -> list[Said]:
    doc = passage.doc
    found = merged(doc, by_rules(doc, headline=passage.kind == "headline"), by_annotator(doc, roles=roles))
    quotes = quotations(doc)
    out = [_placed(report, passage, f, quotes) for f in found]
    for span, speaker in cueless(doc, found, quotes):
        if speaker is None:
            continue
        before = found[speaker]
        found_here = Found(rule="attribution.cueless", cue=before.cue, source=before.source, content=(span,))
        place = _placed(report, passage, found_here, quotes)
        out.append(place)
    return out


def _placed(report: str, passage: Passage, found: Found, quotes: tuple[object, ...]) -> Said:
    source = passage.span(*found.source) if found.source else None
    cue = passage.span(*found.cue)
    content = tuple(passage.span(a, b) for a, b in found.content)
    return Said(
        id=content_id("att", report, cue, content, source),
        passage=passage,
        found=found,
        form=cast("Form", form_of(passage.doc, found.content, found.kind, quotes)),  # type: ignore[arg-type]
        source=source,
        cue=cue,
        content=content,
    )


def _nest(said: Sequence[Said]) -> None:
    """Sets `within`: for a cited source the one that cites it, else the smallest content that holds the cue; never in a circle."""
    for inner in said:
        if inner.found.behind is not None and (front := _front(inner, said)) is not None and not _stands_in(front, inner):
            inner.within = front
    for outer in said:
        if outer.found.fronts:
            passed = [s for s in said if s is not outer and _same_words(s, outer) and s.found.behind is None and not s.found.fronts]
            for inner in passed:
                inner.within = outer if inner.within is None and not _stands_in(outer, inner) else inner.within
    for inner in said:
        if inner.within is not None or inner.cue is None or inner.found.alone:
            continue
        around = [o for o in said if o is not inner and o.holds(inner.cue) and not _stands_in(o, inner)]
        inner.within = min(around, key=lambda o: (o.size(), o.found.behind is None), default=None)


def _same_words(one: Said, other: Said) -> bool:
    """Whether two give nearly the same words of one passage."""
    shared = sum(a.overlap(b) for a in one.content for b in other.content)
    return one.passage is other.passage and shared >= 0.8 * max(one.size(), other.size())


def _stands_in(one: Said, other: Said) -> bool:
    """Whether `one` already stands, directly or not, within `other`."""
    at: Said | None = one
    while at is not None:
        if at is other:
            return True
        at = at.within
    return False


def _front(inner: Said, said: Sequence[Said]) -> Said | None:
    """The attribution that cites the source of `inner`."""
    here = [one for one in said if one.passage is inner.passage]
    front = front_of(inner.passage.doc, inner.found, [one.found for one in here])
    return next((one for one in here if one.found is front), None)


def _speak(one: Said, cast_: Cast) -> None:
    """Resolves the source; the one around it first, since "I" and "our" are its words."""
    if one.resolved:
        return
    one.resolved = True
    speaker: Who | None = None
    if one.within is not None:
        _speak(one.within, cast_)
        speaker = one.within.who
    if one.found.source is not None:
        one.who = resolve(cast_, one.passage, one.found.source, speaker=speaker)


def _chain(one: Said, cast_: Cast) -> list[Who]:
    """The cast from the report's nearest source down to this attribution's own."""
    before = _chain(one.within, cast_) if one.within is not None else []
    chain = list(before)
    if one.who is None or (before and one.found.certainty == "pledged"):
        return chain  # "X revealed that Y has promised": Y acts, X vouches
    hearer = _hearer(one, cast_)
    if hearer is not None and hearer not in chain and hearer is not one.who:
        chain.append(hearer)
    if not chain or chain[-1] is not one.who:
        chain.append(one.who)
    return chain


def _hearer(one: Said, cast_: Cast) -> Who | None:
    """The newsroom that was told, where it is not the report's own."""
    verb = one.passage.doc[one.found.cue[1] - 1]
    for token in (*objects_of(verb), *(t for p, t in obliques_of(verb) if p in {"to", "with"}), *_interviewer(one)):
        first = token.left_edge.i
        while first < token.i and token.doc[first].pos_ == "ADP":
            first += 1  # "to" of "to the Hill Courier"
        name = token.doc[first : token.i + 1].text
        known = cast_.named(name) or cast_.named(token.text)
        if known is not None and known.relays and known != cast_.newsroom and known.name != cast_.reading.report.outlet:
            return cast_.known(known)
        if known is None and (called := cast_.newsroom_in(token.doc[first : token.i + 5].text)) is not None:
            return cast_.organisation(called)
        if known is None and voices.like_outlet(name) and normal(name).removeprefix("the ") != normal(cast_.reading.report.outlet or ""):
            return cast_.organisation(name)
    return None


def _reported(said: Sequence[Said], text: str) -> None:
    """ "reportedly" takes up the one voice that reported something before it in its paragraph: its chain is the adverb's."""
    for n, one in enumerate(said):
        if one.found.source is not None or one.who is not None or one.chain or not (_reportedly(one) or _alleged(one)):
            continue
        charged = _alleged(one)
        before = [
            s
            for s in said[:n]
            if s.chain
            and s.who is not None
            and s.cue
            and one.cue
            and "\n" not in text[s.cue.end : one.cue.start]
            and (_accuses(s) if charged else _reports(s))
        ]
        if before and len({s.chain[0].key for s in before}) == 1:
            one.chain = list(before[-1].chain)
            one.who = before[-1].who
            name = one.chain[0].name
            one.notes.append(
                ("voice.reported", f'"{one.cue.of(text) if one.cue else "reportedly"}" takes up {name}, the only one who says so in this paragraph.')
            )


def _reportedly(one: Said) -> bool:
    return "reportedly" in {t.lower_ for t in one.passage.doc[one.found.cue[0] : one.found.cue[1]]}


def _alleged(one: Said) -> bool:
    return bool({"alleged", "allegedly"} & {t.lower_ for t in one.passage.doc[one.found.cue[0] : one.found.cue[1]]})


def _accuses(one: Said) -> bool:
    """Whether it is the word of a prosecution or of its papers."""
    return one.who is not None and (bool(one.who.described & _PROSECUTION) or "prosecutor" in one.who.name.lower())


def _reports(one: Said) -> bool:
    """Whether it is the word of a newsroom, or its cue is "report"."""
    return any(w.relays for w in one.chain) or any(t.lemma_.lower() == "report" for t in one.passage.doc[one.found.cue[0] : one.found.cue[1]])


_PROSECUTION = frozenset({"prosecutor", "prosecution", "indictment", "document", "papers", "lawsuit", "police", "attorney"})
_TALKS = frozenset({"interview", "interviews", "remarks", "comments", "speaking", "talking", "conversation"})


def _interviewer(one: Said) -> tuple[Token, ...]:
    """Who was spoken with beside the words themselves: "in an interview with Reuters, Roe said", "speaking to Sky News"."""
    doc, (cue, _) = one.passage.doc, one.found.cue
    start, end = sentence_start(doc, cue), sentence_end(doc, cue)
    for i in range(start + 1, end):
        talk = doc[i].lower_ in {"with", "to"} and any(t.lower_ in _TALKS for t in doc[max(start, i - 3) : i])
        if talk and i not in one.found.words and (noun := noun_after(doc, i + 1)) is not None:
            return (noun,)
    return ()
