"""Whether words say that it is not so: negations of every sort counted, those implied ("failed to land") and those of a thing that is lacking too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stemma.lang.en import syntax
from stemma.lang.en.senses import sense_of

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Verbs that say of what hangs on them that it is not so.
_IMPLY_NOT = frozenset({"fail", "refuse", "decline", "neglect", "forbear", "avoid"})
#: Verbs that say in what state somebody is: without power, without water.
_LEFT = frozenset({"leave", "remain", "be"})
#: What people are without when it is cut, by sense.
_SUPPLIES = frozenset(map(sense_of, ("electricity", "power", "water", "gas", "heating", "supply", "internet")))
_NONE = frozenset({"no", "none", "neither", "nobody", "nothing", "without"})


def against(head: Token, kept: Sequence[Token]) -> bool:
    """Whether the words say that it is not so: an odd number of negations among head, what denies it and its own noun phrases."""
    inside = {t.i for t in kept}
    count = int(syntax.is_negated(head))
    if _implies_not(head):
        count += 1
    above = head.head
    if head.dep_ in {"xcomp", "ccomp"} and above != head and _implies_not(above) and above.i not in inside:
        count += 1 + int(syntax.is_negated(above))
    for child in head.children:
        if syntax.is_object(child) and (child.lower_ in _NONE or any(c.lower_ in _NONE for c in child.children)):
            count += 1
    count += sum(1 for c in head.children if c.dep_ == "xcomp" and c.i in inside and syntax.is_negated(c))
    count += _is_lacking(head, kept)
    return bool(count % 2)


def _is_lacking(head: Token, kept: Sequence[Token]) -> bool:
    """Whether the words say that somebody has none of something ("left without power", "ran out of oxygen", "lack water")."""
    verb, children = head.lemma_.lower(), [c.lower_ for c in head.children]
    if verb in _LEFT or "without" in children:
        return any(t.lower_ == "without" for t in kept)
    if verb in {"cut", "sever", "disconnect", "interrupt"} and syntax.is_passive(head):
        subject = syntax.subject_of(head, borrow=False)
        return subject is not None and sense_of(subject.lemma_.lower()) in _SUPPLIES  # "electricity was cut to 900 homes"
    return verb == "lack" or (verb == "run" and any(t.lower_ == "out" for t in kept) and (any(t.lower_ == "of" for t in kept) or _in_bulk(head)))


def _in_bulk(verb: Token) -> bool:
    """Whether the subject is named without an article: oxygen runs out, the ban does not."""
    subject = syntax.subject_of(verb, borrow=False)
    return subject is not None and not any(c.dep_ in {"det", "nmod:poss", "poss"} for c in subject.children)


def _implies_not(verb: Token) -> bool:
    """Whether what hangs on the verb is not so ("failed to land", "ruled out running")."""
    if verb.lemma_.lower() == "rule":
        return any(c.lower_ == "out" for c in verb.children)
    if verb.lemma_.lower() == "decide":
        return any(c.lower_ == "against" for child in verb.children for c in child.children)
    return verb.lemma_.lower() in _IMPLY_NOT and any(c.dep_ in {"xcomp", "ccomp", "advcl"} for c in verb.children)
