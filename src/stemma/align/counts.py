"""Whose number is it: the clause's, or a noun phrase's within it?

"The quake killed 300 people" claims 300 dead; "the 6.1-magnitude quake killed 300" claims that and, in passing, a magnitude. Walks from the
number up to the phrase that it counts and asks what part that phrase plays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.align import intervals
from stemma.align.clauses import CONTENT, Unit, row_of, set_apart
from stemma.lang.en import syntax
from stemma.lang.en.phrasal import whole_lemma
from stemma.lang.en.senses import sense_of, senses
from stemma.lang.reading import Passage
from stemma.model import QuantityMention

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Labels that lead from a number to what it counts or measures, without leaving the phrase.
_WITHIN = frozenset(
    {"nummod", "nummod:gov", "compound", "amod", "quantmod", "flat", "nmod:unmarked", "npadvmod", "goeswith", "fixed", "advmod", "det", "dep"}
)
#: Those of them after which the number is a mere attribute ("a 40-year-old man", "a 6.1-magnitude quake").
_ATTRIBUTE = frozenset({"compound", "amod", "nmod:unmarked"})
_OBLIQUE = frozenset({"obl", "obl:unmarked", "obl:npmod", "obl:tmod", "obl:agent", "pobj", "npadvmod"})
_INSIDE = frozenset({"nmod", "nmod:poss", "nmod:npmod", "nmod:tmod", "poss", "appos", "nmod:desc"})
#: Measures that say how far or how long something went on: beside the point of the clause when they stand as an oblique.
_MEASURES = frozenset(
    {"second", "minute", "hour", "day", "week", "month", "year", "decade", "km", "kilometre", "kilometer", "mile", "metre", "meter", "m", "foot"}
)


#: Before the sense of the body whose members are counted.
MEMBER_OF = "member of "
#: What is done, by sense, to an offer or plan that is known already.
_ANSWERING = "reject rebuff refuse approve accept block welcome oppose criticise defend suspend withdraw cancel"
_ANSWERS = frozenset(map(sense_of, _ANSWERING.split()))
#: Nouns that are but the number of what they count ("a total of 300 complaints were filed").
_SUMS = frozenset({"total", "number", "sum"})
#: What people have, and samples of things: what befalls "the records of 900 people" befalls the 900.
_HELD = frozenset({"data", "record", "detail", "information", "file", "life", "home", "identity", "password", "sample", "batch"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A number and what it belongs to: the clause (`tokens` None) or a phrase."""

    mention: QuantityMention
    unit: Unit
    top: Token
    tokens: tuple[int, ...] | None = None
    #: Whether the phrase is joined by "and" to another that the clause keeps.
    conjunct: bool = False


def place(mention: QuantityMention, passage: Passage, cut: Sequence[Unit]) -> Placed | None:
    """Where a number belongs; None where no word of it is in a unit."""
    tokens = passage.tokens(mention.number)
    if tokens is None:
        return None
    top, attribute = _top(tokens.root, {u.head.i for u in cut})
    if _measures(mention, top, passage):
        top, attribute = _top(top.head, {u.head.i for u in cut})
    held = (
        top.dep_ == "nmod" and top.head.lemma_.lower() in _HELD and syntax.preposition_of(top) == "of" and intervals.kind(mention.quantity) == "count"
    )
    if top.dep_ == "nmod" and (held or top.head.lemma_.lower() in _SUMS) and not attribute:
        top = top.head
    unit = _innermost(top, cut)
    if unit is None:
        return None
    position = _position(top, unit)
    if intervals.kind(mention.quantity) == "magnitude" and top.i != unit.head.i and sense_of(top.lemma_.lower()) != "magnitude":
        attribute = True  # "a magnitude 6.1 quake killed 40" tells of the dead
    measure = (mention.quantity.unit or "") in _MEASURES and top.head.pos_ != "ADJ"
    clause = position == "core" and not (attribute and (syntax.is_subject(top) or _known_sum(mention, top)))
    clause = clause or (position == "oblique" and not measure and not attribute)
    if clause:
        return Placed(mention=mention, unit=unit, top=top)
    whole = top.head if _groups(top) else top
    return Placed(mention=mention, unit=unit, top=top, tokens=(*phrase(whole), *_fate_behind(mention, passage)), conjunct=position == "conjunct")


def _fate_behind(mention: QuantityMention, passage: Passage) -> tuple[int, ...]:
    """The words up to what befell those whom a bare number counts, where the parser hung them elsewhere: "and 441 still missing"."""
    tokens = passage.tokens(mention.span)
    if tokens is None or mention.head is not None or not mention.quantity.what:
        return ()
    at = tokens.end
    while at < len(passage.doc) and passage.doc[at].pos_ in {"ADV", "AUX"}:
        at += 1
    behind = at < len(passage.doc) and passage.doc[at].lower_ == mention.quantity.what.lower().split()[-1]
    return tuple(range(tokens.end, at + 1)) if behind else ()


def _known_sum(mention: QuantityMention, top: Token) -> bool:
    """Whether a sum of money tells which offer, deal or plan is answered ("turned down the 8-billion-euro bid"): the news is the answer."""
    if not intervals.kind(mention.quantity).isupper() or top.dep_ not in {"obj", "dobj", "nsubj:pass"}:
        return False
    return sense_of(whole_lemma(top.head)) in _ANSWERS


def _top(number: Token, heads: set[int]) -> tuple[Token, bool]:
    """The head of the phrase that the number counts, and whether the number is a mere attribute of it."""
    at, attribute = number, False
    while at.head != at and at.i not in heads and (at.dep_ in _WITHIN or _premodifier(at)):
        attribute = attribute or at.dep_ in _ATTRIBUTE or at.dep_ == "nmod"
        at = at.head
    return at, attribute


def _premodifier(token: Token) -> bool:
    """Whether a noun stands bare before the noun that it modifies ("a 3 % rise")."""
    return token.dep_ == "nmod" and token.i < token.head.i and not syntax.preposition_of(token)


def _measures(mention: QuantityMention, top: Token, passage: Passage) -> bool:
    """Whether the number measures the noun before it ("a risk of 2 %", "a chance, 2 %,", "a workforce of 900") and counts nothing itself."""
    if syntax.is_apposition(top) and intervals.kind(mention.quantity) != "count":
        whole = any(c.dep_ == "nmod" and c.i > top.i and syntax.preposition_of(c) == "of" for c in top.children)  # "14,000 jobs, 4 % of all staff"
        return top.head.pos_ in {"NOUN", "PROPN", "NUM", "SYM"} and not whole
    if top.dep_ not in {"nmod", "pobj"} or syntax.preposition_of(top) not in {"of", "at"}:
        return False
    if any(syntax.is_modifier_clause(c) for c in top.children):
        return False  # "a tenth of the 900 whom it employs"
    if intervals.kind(mention.quantity) != "count":
        return True
    head = passage.tokens(mention.head) if mention.head is not None else None
    return head is None or head.root.i == top.head.i or top.pos_ == "NUM"


def _innermost(token: Token, cut: Sequence[Unit]) -> Unit | None:
    holding = [u for u in cut if token.i in u.tokens]
    return min(holding, key=lambda u: (len(u.tokens), u.head.i)) if holding else None


def _position(top: Token, unit: Unit) -> str:
    """Which part the phrase plays: "core", "oblique", "conjunct" or "inside"."""
    if top.i == unit.head.i:
        return "core"
    if top.dep_ == "conj":
        return "conjunct"
    if top.dep_ in _INSIDE:
        return "inside"
    if top.dep_ in _OBLIQUE:
        at = top.head.head if top.dep_ == "pobj" else top.head
        return "oblique" if at.pos_ in {"VERB", "AUX", "ADJ"} or at.i == unit.head.i else "inside"
    return "core"


def _groups(top: Token) -> bool:
    """Whether the thing counted fills groups that are counted too ("four brigades of 12,000 soldiers"): both numbers tell of one thing."""
    shares = top.head.lemma_.lower() in {"%", "percent", "cent"}  # "a tenth of the 900" tells of a tenth
    return top.dep_ == "nmod" and syntax.preposition_of(top) == "of" and not shares and any(syntax.is_number(c) for c in top.head.children)


def phrase(top: Token) -> tuple[int, ...]:
    """The noun phrase with what restricts it, without its conjuncts and what stands beside it."""

    def outside(child: Token) -> bool:
        own = child.head == top and (child.dep_ in {"cop", "nsubj", "mark"} or (child.dep_ == "case" and child.i < top.i))
        beside = child.head == top and child.dep_ in {"acl:relcl", "relcl"} and set_apart(child)  # adds something, and restricts nothing
        return own or beside or child.dep_ in {"conj", "cc", "parataxis"}

    found = sorted(t.i for t in syntax.pruned(top, without=outside) if not t.is_space)
    return tuple(found)


def restriction(top: Token) -> tuple[int, ...]:
    """The clause that says which things are counted ("40 boats that had left port"), if one hangs on them."""
    clauses = [c for c in top.children if syntax.is_modifier_clause(c) and row_of(c) is None]
    return tuple(sorted(t.i for c in clauses for t in c.subtree if not t.is_space))


def counted(mention: QuantityMention, passage: Passage, unit: Unit, top: Token) -> frozenset[str]:
    """Senses of what the number counts and of what befalls it: {"people", "death"} for "killed 300 people".

    What befalls it is read off the nearest word that says so: the word beside the number ("300 dead", "injured 4,000"), the thing counted, what
    modifies it, the predicate, the nouns around it ("a toll of 300"). Measures ("a magnitude of 6.1") befall nobody.
    """
    head = passage.tokens(mention.head) if mention.head is not None else None
    found: set[str] = set()
    if head is not None:
        found |= {_sense(t) for t in head if t.pos_ in CONTENT and t.pos_ != "NUM"}
        found |= {MEMBER_OF + _sense(t) for t in _body_of(head.root)}
    elif mention.quantity.what:
        found |= {sense_of(w) for w in mention.quantity.what.lower().split()}
    elif mention.quantity.unit is None:
        found |= {_sense(t) for t in _numbered(unit, top)}
    if intervals.kind(mention.quantity) != "count":
        return frozenset(found - _FATES)
    named = {sense_of(w) for w in (mention.quantity.what or "").lower().split()[-1:]} & senses().apart[0]
    follows = _following(passage, mention)
    if follows:  # of "seven killed and 50 taken to hospital" the 50 are not the killed
        return frozenset(found - _FATES | follows)
    if named:  # "the count of dead from the quake is 31" counts the dead, whatever else stands near
        return frozenset(found - _FATES | named)
    core = head.root if head is not None else top
    beside = _beside(passage, mention)
    rings = (beside, [core], [*core.children, *top.children, top], [unit.head], [top.head, core.head], list(unit.head.children), _tallied(unit))
    for fates_of in (senses().apart[0] | {_HOSPITAL}, _FATES):
        for n, ring in enumerate(rings):
            fates = {s for t in ring if (s := _sense(t)) in fates_of and (n == 0 or t.i in {*unit.tokens, core.i}) and not _beside_the_point(t)}
            if fates:
                return frozenset(found - _FATES | fates)
    return frozenset(found)


def _body_of(member: Token) -> list[Token]:
    """The body whose members are counted: "crew members", "members of his congregation"; nothing else, for a member is nothing without it."""
    if member.lemma_.lower() != "member":
        return []
    return [
        c
        for c in member.children
        if c.pos_ in {"NOUN", "PROPN"} and (c.dep_ == "compound" or (c.dep_ == "nmod" and c.i > member.i and syntax.preposition_of(c) == "of"))
    ]


def _numbered(unit: Unit, top: Token) -> list[Token]:
    """Of what a clause gives the number: the claimants of "the number of claimants has passed 1,200", of "put the number of claimants at 1,200"."""
    verb = top.head if top.i != unit.head.i else unit.head
    tallies = [c for c in verb.children if c.lemma_.lower() in _TALLIES and c.dep_ in {"nsubj", "nsubj:pass", "obj", "dobj", "nsubjpass"}]
    return [c for t in tallies for c in t.children if c.dep_ == "nmod" and syntax.preposition_of(c) == "of" and c.pos_ in CONTENT]


def _tallied(unit: Unit) -> list[Token]:
    """What the subject of a clause gives the number of: "the number of people killed" of "... has climbed to five"."""
    subject = syntax.subject_of(unit.head)
    return list(subject.subtree) if subject is not None and subject.lemma_.lower() in _TALLIES else []


def _beside_the_point(token: Token) -> bool:
    """A noun in a circumstance ("broke out of the jail") is nobody's fate."""
    return (
        token.pos_ in {"NOUN", "PROPN"}
        and token.dep_ == "obl"
        and syntax.preposition_of(token) in {"of", "out of", "from", "at", "near", "off", "out"}
    )


def _beside(passage: Passage, mention: QuantityMention) -> list[Token]:
    """The words next to the number words and what they count, over adverbs and "of", not over a comma, "and" or another number."""
    tokens = passage.tokens(mention.span)
    if tokens is None:
        return []
    doc = passage.doc
    found = []
    for at, step in ((tokens.end, 1), (tokens.start - 1, -1)):
        while 0 <= at < len(doc) and doc[at].pos_ in {"ADV", "AUX", "DET"}:
            at += step
        between = range(min(at + 1, tokens.end), max(at, tokens.start) + 1)  # `Token.sent` walks the whole text
        if 0 <= at < len(doc) and not any(doc[i].is_sent_start for i in between):
            found.append(doc[at])
    return [*tokens, *found] if any(_sense(t) in _FATES for t in tokens) else found


def _following(passage: Passage, mention: QuantityMention) -> frozenset[str]:
    """What befalls those counted, where the word right after a bare number says so: "120 wounded"."""
    tokens = passage.tokens(mention.span)
    if tokens is None or tokens.end >= len(passage.doc) or any(t.pos_ in {"NOUN", "PROPN", "VERB"} for t in tokens):
        return frozenset()
    sense = _sense(passage.doc[tokens.end])
    return frozenset({sense}) if sense in senses().apart[0] | {_HOSPITAL} and not passage.doc[tokens.end].is_sent_start else frozenset()


_FATES = frozenset(s for group in senses().apart for s in group)


#: Nouns for how many it is, and words that are a fate together with one that hangs on them ("lost their lives", "in a
#: critical condition", "brought to safety").
_TALLIES = frozenset({"number", "total", "count", "tally"})
#: Of whom no more is said than that they were brought there: neither the dead nor all who are hurt.
_HOSPITAL = "hospital"
_SOUGHT = frozenset({"search", "look", "seek"})
_TOGETHER = (
    ("death", frozenset({"lose", "claim", "cost", "take"}), frozenset({"life", "lives"})),
    ("injury", frozenset({"condition", "state"}), frozenset({"critical", "serious", "grave", "stable", "life-threatening"})),
    (_HOSPITAL, frozenset({"take", "rush", "bring", "fly", "airlift", "admit", "transport", "carry"}), frozenset({"hospital", "hospitals"})),
    (
        "rescue",
        frozenset({"bring", "pull", "get", "hoist", "lead", "carry", "take", "lift", "haul", "dig", "pluck", "fly", "winch", "come", "make", "find"}),
        frozenset({"alive", "safety", "surface", "unharmed", "unhurt", "safe", "safely", "ashore"}),
    ),
)


def _sense(token: Token) -> str:
    """The sense of a word, by its lemma or, for a participle used as a noun ("the injured"), by its form; of a verb with what hangs on it."""
    lemma = token.lemma_.lower()
    if lemma in _SOUGHT and syntax.is_passive(token) and any(c.lower_ == "for" for c in token.children):
        return "missing"  # "seven are still being searched for"
    for fate, verbs, words in _TOGETHER:
        if lemma in verbs and any(c.lower_ in words for c in token.children):
            return fate
    sense, form = sense_of(lemma, token.pos_), sense_of(token.lower_, token.pos_)
    return form if form in _FATES else sense
