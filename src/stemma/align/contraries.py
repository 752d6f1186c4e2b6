"""Whether one of two texts says what the other says is not so: negations counted, opposite words, other directions of a comparison.

Checks of `sameness`, each a reason never to say "the same".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from stemma.align.accounting import alone
from stemma.align.contrasts import converse_words
from stemma.align.slots import Slot
from stemma.align.whole_texts import Found, Text, found
from stemma.lang.en import syntax
from stemma.lang.en.opposites import opposite
from stemma.lang.en.synonyms import bases, synonymous

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATORS = frozenset({"not", "n't", "n’t", "no", "never", "none", "neither", "nobody", "nothing", "without", "hardly", "barely", "scarcely"})
#: Words after "no" and "not" with which it compares and does not deny.
_COMPARING = frozenset({"more", "less", "fewer", "later", "longer", "earlier", "only", "just", "least"})
#: Words that deny without a "not".
_LACKING = """
lack expire deny refuse fail decline avoid reject exclude cut prevent stop ban bar withhold oppose forbid prohibit refute rebut false untrue unable
impossible absent spare
"""
_DENYING = frozenset(_LACKING.split())
#: Verbs after which what completes them was not done.
_NOT_DONE = frozenset({"fail", "refuse", "decline", "neglect", "forbear", "avoid"})
#: What begins a clause that completes nothing.
_WHEN = frozenset({"when", "if", "because", "since", "after", "before", "while", "as", "although", "though", "unless", "until"})
#: Verbs that say so of their object as well.
_NOT_SO = frozenset({"deny", "miss", "lack", "doubt"})
_PREFIXED = 4  # letters of a word that a prefix can deny
_NEGATIVE = ("un", "in", "im", "il", "ir", "non", "dis")
#: Words that say which way a comparison or a change of a figure goes.
_UP = frozenset({"more", "higher", "above", "up", "greater", "larger", "bigger", "ahead", "faster", "longer", "later"})
_DOWN = frozenset({"less", "fewer", "lower", "below", "down", "smaller", "behind", "slower", "shorter", "earlier", "before"})


def denied_once(a: Text, b: Text) -> Found | None:
    """One says "not", or by "failed to" the same, where the other has no such word and none that denies."""
    x, y = ([t for t in of.tokens if _denies(t)] for of in (a, b))
    if len(x) % 2 == len(y) % 2 or (_denying(b, a) if len(x) > len(y) else _denying(a, b)):
        return None
    return Found(a=tuple(sorted(map(a.span, x))), b=tuple(sorted(map(b.span, y))))


def _denies(token: Token) -> bool:
    """Whether a word says of what goes with it that it is not so: "not", "failed to", "decided against"."""
    if token.lower_ in _NEGATORS:
        return not (token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in _COMPARING)
    if token.lemma_.lower() == "decide":
        return any(c.lower_ == "against" for child in token.children for c in (child, *child.children))
    if token.lemma_.lower() == "rule":
        return any(c.lower_ == "out" for c in token.children)
    if token.lemma_.lower() in _NOT_SO and syntax.objects_of(token):
        return True
    completed = (c for c in token.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and not any(m.lower_ in _WHEN for m in c.children))
    return token.lemma_.lower() in _NOT_DONE | _NOT_SO and any(True for _ in completed)  # "fail when it is cold" denies nothing


def _denying(of: Text, other: Text) -> bool:
    """Whether a text denies with a word that only it has ("lack"), or by a prefix what the other has without ("undeclared")."""
    if any(s.lemma in _DENYING or s.form in _DENYING for s in alone(of.slots, other.known)):
        return True
    bare = (s.lemma.removeprefix(p) for s in of.slots if s.kind == "adjective" for p in _NEGATIVE if s.lemma.startswith(p))
    return any(synonymous(word, t.lemma, b_form=t.form) for word in bare if len(word) >= _PREFIXED for t in other.slots)


def other_direction(a: Text, b: Text) -> Found | None:
    """The one compares upwards where the other compares downwards: three more than, three fewer than."""
    x, y = ([t for t in of.tokens if t.lower_ in _UP | _DOWN and _compares(t)] for of in (a, b))
    ways = [{t.lower_ in _UP for t in words} for words in (x, y)]
    if all(ways) and not ways[0] & ways[1]:
        return Found(a=tuple(sorted(map(a.span, x))), b=tuple(sorted(map(b.span, y))))
    return None


def _compares(token: Token) -> bool:
    """Whether "than" follows, or a figure goes before."""
    after = [t.lower_ for t in token.doc[token.i + 1 : token.i + 4]]
    return "than" in after or (token.i > 0 and token.nbor(-1).like_num)


def opposite_word(a: Text, b: Text) -> Found | None:
    """A word of the one, which the other has not, excludes one of the other, whatever else could stand for them."""
    for s, t in (*product(alone(a.slots, b.known), b.slots), *((s, t) for t, s in product(alone(b.slots, a.known), a.slots))):
        if _opposed(s, t) and not _from_either_side(s, t, a, b):
            return found([s], [t])
    for s, t in product(_literally(a, b), _literally(b, a)):
        if (s.part == "head") == (t.part == "head") and _opposed(s, t) and not _from_either_side(s, t, a, b):
            return found([s], [t])
    return None


def _from_either_side(s: Slot, t: Slot, a: Text, b: Text) -> bool:
    """Whether the two tell one dealing, each of another doer: who beats and who loses."""
    return converse_words(s.sense, t.sense) and not _doers(a) & _doers(b)


def _opposed(a: Slot, b: Slot) -> bool:
    return any(opposite(x, y) for x in bases(a.lemma, a.form) for y in bases(b.lemma, b.form))


def _doers(of: Text) -> frozenset[str]:
    return frozenset(s.sense for s in of.slots if s.part == "doer")


def _literally(of: Text, other: Text) -> Iterator[Slot]:
    """The words of which the other has no form."""
    there = {w for t in other.known for w in bases(t.lemma, t.form)}
    yield from (s for s in of.slots if not bases(s.lemma, s.form) & there)
