"""Whether two that both texts name have changed parts: who does it to whom, who goes from where to where.

Checks of `sameness`, each a reason never to say "the same".
"""

from __future__ import annotations

from stemma.align.accounting import exchanged, one_word
from stemma.align.whole_texts import Found, Text, found
from stemma.lang.en import syntax


def other_parts(a: Text, b: Text) -> Found | None:
    """Two that both name have changed parts: who does it to whom, from where to where."""
    if (both := exchanged(a.slots, b.slots)) is not None:
        return found([s for s in a.slots if s in both], [t for t in b.slots if any(one_word(s, t) for s in both)])
    return _other_way_round(a, b)


def _other_way_round(a: Text, b: Text) -> Found | None:
    """Whether, about one verb in one form, what stood before it stands after it and what stood after it before, whatever the parse makes of it."""
    if not a.tokens or not b.tokens or a.tokens[0].lower_ != b.tokens[0].lower_ or syntax.is_passive(a.tokens[0]) != syntax.is_passive(b.tokens[0]):
        return None
    (before, after), (first, last) = _sides(a), _sides(b)
    turned = ((before & last) - after - first), ((after & first) - before - last)
    return found(*([s for s in of.slots if s.lemma in turned[0] | turned[1]] for of in (a, b))) if all(turned) else None


def _sides(of: Text) -> tuple[frozenset[str], frozenset[str]]:
    """The names and nouns before the main predicate, and those after it."""
    at = next((n for n, s in enumerate(of.slots) if s.part == "head"), len(of.slots))
    before, after = (frozenset(s.lemma for s in part if s.kind in {"name", "noun"}) for part in (of.slots[:at], of.slots[at:]))
    return before, after
