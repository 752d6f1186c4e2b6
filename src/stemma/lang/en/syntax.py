"""Questions about a parse, asked in words and not in labels.

The shipped annotator writes Universal Dependencies labels; a pipeline that a user brings may write ClearNLP ones (spaCy's own
English models). Rules ask here ("who is the subject of this verb?") and need not know which it is.

The two schemes differ in more than names. UD hangs the preposition under its noun (`case`), ClearNLP the noun under its preposition
(`prep`, `pobj`); UD makes the predicate the head and the copula its child (`cop`), ClearNLP the other way round (`attr`, `acomp`).
The functions hide both. Limits: no empty subjects are filled in across more than one conjunction or control verb, and enhanced
dependencies are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "nsubjpass", "csubj", "csubj:pass", "csubj:outer", "csubjpass"})
_PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
_OBJECT = frozenset({"obj", "iobj", "dobj", "dative"})
_AUXILIARY = frozenset({"aux", "aux:pass", "auxpass", "cop"})
_PASSIVE_AUXILIARY = frozenset({"aux:pass", "auxpass"})
_CLAUSE = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "relcl", "parataxis", "csubj", "csubj:pass", "csubjpass", "pcomp"})
_COMPLEMENT = frozenset({"ccomp", "xcomp"})
_MODIFIER_CLAUSE = frozenset({"acl", "acl:relcl", "relcl"})
_ADVERBIAL_CLAUSE = frozenset({"advcl", "advcl:relcl"})
_PREPOSITION = frozenset({"case", "prep"})
_MARK = frozenset({"mark", "case"})
_APPOSITION = frozenset({"appos", "nmod:desc"})
_NUMBER = frozenset({"nummod", "nummod:gov"})
_POSSESSOR = frozenset({"nmod:poss", "poss"})
_COMPOUND = frozenset({"compound", "flat", "nn", "flat:name"})
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "nt"})
_MODALS = frozenset({"will", "would", "can", "could", "may", "might", "shall", "should", "must", "'ll", "’ll", "'d", "’d", "wo", "ca"})


def is_subject(token: Token) -> bool:
    """Whether the token heads a subject, active or passive, noun or clause."""
    return token.dep_ in _SUBJECT


def is_passive_subject(token: Token) -> bool:
    """Whether the token heads the subject of a passive."""
    return token.dep_ in _PASSIVE_SUBJECT


def is_object(token: Token) -> bool:
    """Whether the token heads a direct or indirect object."""
    return token.dep_ in _OBJECT


def is_auxiliary(token: Token) -> bool:
    """Whether the token is an auxiliary or copula of its head."""
    return token.dep_ in _AUXILIARY


def is_clausal(token: Token) -> bool:
    """Whether the token heads a clause that depends on another (complement, relative, adverbial, beside)."""
    return token.dep_ in _CLAUSE


def is_complement(token: Token) -> bool:
    """Whether the token heads a clause that is the complement of its head ("said that ...", "plans to ...")."""
    return token.dep_ in _COMPLEMENT


def is_modifier_clause(token: Token) -> bool:
    """Whether the token heads a clause that modifies a noun ("the soldiers killed in ...", "the man who ...")."""
    return token.dep_ in _MODIFIER_CLAUSE


def is_adverbial_clause(token: Token) -> bool:
    """Whether the token heads an adverbial clause ("..., citing Reuters")."""
    return token.dep_ in _ADVERBIAL_CLAUSE


def is_apposition(token: Token) -> bool:
    """Whether the token heads an apposition of its head."""
    return token.dep_ in _APPOSITION


def is_number(token: Token) -> bool:
    """Whether the token is a number that counts its head."""
    return token.dep_ in _NUMBER


def is_possessor(token: Token) -> bool:
    """Whether the token heads a possessor of its head ("Russia's ...", "their ...")."""
    return token.dep_ in _POSSESSOR


def is_name_part(token: Token) -> bool:
    """Whether the token is a part of a compound or of a flat name under its head."""
    return token.dep_ in _COMPOUND


def subject_of(verb: Token, *, borrow: bool = True) -> Token | None:
    """The head of the verb's subject; with `borrow` also the one it shares with a conjoined or controlling verb, or its relative's noun.

    For a ClearNLP participle under a noun ("soldiers killed in") and a UD `acl` the noun itself is given.
    """
    own = next((c for c in verb.children if c.dep_ in _SUBJECT), None)
    if own is not None:
        return antecedent_of(own)
    if not borrow:
        return None
    if verb.dep_ in _MODIFIER_CLAUSE:
        return verb.head
    if verb.dep_ in {"conj", "xcomp"} or (verb.dep_ in _ADVERBIAL_CLAUSE and not any(c.dep_ == "mark" for c in verb.children)):
        return subject_of(verb.head) if verb.head != verb and verb.head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} else None
    return None


def antecedent_of(subject: Token) -> Token:
    """What a relative pronoun stands for: the noun that its clause modifies, or the one just before where the tree names a later one."""
    clause = subject.head
    if subject.lower_ in {"who", "which", "that"}:
        while clause.dep_ == "conj" and clause.head != clause:
            clause = clause.head
        if clause.dep_ in {"acl:relcl", "relcl"}:
            return clause.head if clause.head.i < subject.i else _just_before(subject)
    return subject


def _just_before(pronoun: Token) -> Token:
    """The noun that ends right before a relative pronoun, commas aside; the pronoun itself where none does."""
    at = pronoun.i - 1
    while at > pronoun.sent.start and pronoun.doc[at].is_punct:
        at -= 1
    noun = pronoun.doc[at]
    while noun.head.i < pronoun.i and (is_name_part(noun) or noun.dep_ == "appos") and noun.head != noun:
        noun = noun.head
    return noun if at >= pronoun.sent.start and noun.pos_ in {"NOUN", "PROPN"} else pronoun


def objects_of(verb: Token) -> tuple[Token, ...]:
    """The heads of the verb's direct and indirect objects, in order."""
    return tuple(c for c in verb.children if c.dep_ in _OBJECT)


def agent_of(verb: Token) -> Token | None:
    """The doer of a passive ("... by the ministry")."""
    for child in verb.children:
        by = child.dep_ == "obl" and is_passive(verb) and preposition_of(child) == "by"
        if by or child.dep_ == "obl:agent":
            return child
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def complements_of(token: Token) -> tuple[Token, ...]:
    """The heads of the clauses that are the token's complements, in order."""
    return tuple(c for c in token.children if c.dep_ in _COMPLEMENT)


def obliques_of(token: Token) -> tuple[tuple[str, Token], ...]:
    """Each prepositional phrase of the token as (preposition in lower case, head noun), in order; "" where there is none."""
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_.split(":")[0] in {"obl", "nmod"} and child.dep_ not in _POSSESSOR:
            found.append((preposition_of(child), child))
        elif child.dep_ in {"prep", "agent"}:
            found.extend((child.lower_, c) for c in child.children if c.dep_ == "pobj")
        elif child.dep_ == "npadvmod":
            found.append(("", child))
    return tuple(found)


def preposition_of(noun: Token) -> str:
    """The preposition before a noun, in lower case ("according to" whole); "" where there is none."""
    cases = [c for c in noun.children if c.dep_ == "case" and c.i < noun.i]
    if cases:
        first = cases[0]
        fixed = [c for c in first.children if c.dep_ == "fixed"]
        return " ".join(t.lower_ for t in sorted([*cases, *fixed], key=lambda t: t.i))
    head = noun.head
    if noun.dep_ == "pobj":
        outer = head.head if head.dep_ in {"prep", "pcomp"} and head.head.dep_ == "prep" else None
        return f"{outer.lower_} {head.lower_}" if outer is not None else str(head.lower_)
    return ""


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: it says so, or it is a bare participle that modifies a noun ("the men killed in")."""
    if any(c.dep_ in _PASSIVE_AUXILIARY or c.dep_ in _PASSIVE_SUBJECT for c in verb.children):
        return True
    return verb.dep_ == "acl" and form_of(verb) == "VBN"


def is_negated(token: Token) -> bool:
    """Whether the token itself is negated ("did not", "never", "no official", "nobody said", "neither side has")."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in _NEGATORS and child.dep_ in {"advmod", "det", "cc:preconj", "aux"}):
            return True
        if child.dep_ in _SUBJECT and (
            child.lower_ in {"nobody", "none", "neither", "nothing"}
            or any(g.dep_ in {"det", "cc:preconj"} and g.lower_ in {"no", "neither"} for g in child.children)
        ):
            return True
    head = token.head
    return token.dep_ in {"attr", "acomp"} and head != token and is_negated(head)


def modals_of(verb: Token) -> tuple[Token, ...]:
    """The modal auxiliaries of a predicate ("will", "may", "could"), in order, seen through a copula."""
    own = tuple(c for c in verb.children if c.lower_ in _MODALS and c.dep_ in {"aux", "cop"})
    if not own and verb.dep_ in {"attr", "acomp"}:
        return modals_of(verb.head)
    return own


def auxiliaries_of(verb: Token) -> tuple[Token, ...]:
    """All auxiliaries and the copula of a predicate, in order."""
    return tuple(c for c in verb.children if c.dep_ in _AUXILIARY)


def tense_of(verb: Token) -> str:
    """ "past", "present", "future" or "" of a predicate, read off its auxiliaries first and then its own form."""
    auxiliaries = [c for c in verb.children if c.dep_ in _AUXILIARY]
    if any(a.lower_ in {"will", "shall", "'ll", "’ll", "wo"} for a in auxiliaries):
        return "future"
    for a in auxiliaries:
        if a.lower_ in {"was", "were", "had", "did"}:
            return "past"
        if a.lower_ in {"has", "have", "'ve", "’ve"}:
            return "past"
    for a in auxiliaries:
        if a.lower_ in {"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m", "be", "does", "do"}:
            return "present"
    return {"VBD": "past", "VBP": "present", "VBZ": "present"}.get(form_of(verb), "")


def form_of(verb: Token) -> str:
    """The verb's form as a Penn tag (VB VBD VBG VBN VBP VBZ); guessed from spelling and auxiliaries where no tag is given."""
    if verb.tag_ or verb.pos_ not in {"VERB", "AUX"}:
        return str(verb.tag_)
    word, lemma = verb.lower_, verb.lemma_.lower()
    if word.endswith("ing") and word != lemma:
        return "VBG"
    helpers = {c.lower_ for c in verb.children if c.dep_ in _AUXILIARY}
    marked = any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children)
    if word == lemma:
        return "VB" if helpers or marked else "VBP"
    if word.endswith("s") and word not in {"was", "is"} and not helpers:
        return "VBZ"
    if word in {"is", "are", "am"}:
        return "VBP"
    bare = verb.dep_ in {"acl", "amod", "advcl", "xcomp"} and not any(c.dep_ in _SUBJECT for c in verb.children)
    return "VBN" if helpers or bare else "VBD"


def predicate_of(token: Token) -> Token:
    """The predicate whose clause holds the token: climbs until a verb, a word with a subject or copula, or the root."""
    at = token
    while at.head != at:
        if at.pos_ == "VERB" and at.dep_ not in {"amod", "compound"}:
            return at
        if any(c.dep_ in _SUBJECT or c.dep_ == "cop" for c in at.children):
            return at
        at = at.head
    return at


def conjuncts(token: Token) -> tuple[Token, ...]:
    """The token and everything joined to it by "and", "or" or a comma, in order (flat, whichever end is asked)."""
    first = token
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    found, queue = [first], [first]
    while queue:
        joined = [c for c in queue.pop().children if c.dep_ == "conj"]
        found.extend(joined)
        queue.extend(joined)
    return tuple(sorted(found, key=lambda t: t.i))


def subtree_span(token: Token, *, without: Callable[[Token], bool] | None = None) -> tuple[int, int]:
    """Token range `[first, last)` of the subtree; a child for which `without` holds is left out with all below it.

    The range is the hull: where a left-out child stands in the middle its words are inside all the same.
    """
    if without is None:
        return token.left_edge.i, token.right_edge.i + 1
    kept = list(pruned(token, without=without))
    return min(t.i for t in kept), max(t.i for t in kept) + 1


def pruned(token: Token, *, without: Callable[[Token], bool]) -> Iterator[Token]:
    """The token and all below it, but not the children (and theirs) for which `without` holds; in no promised order."""
    stack = [token]
    while stack:
        at = stack.pop()
        yield at
        stack.extend(c for c in at.children if not without(c))


def noun_phrase(token: Token) -> tuple[int, int]:
    """Token range of a noun with determiners, adjectives, names and "of ..." but without clauses, conjuncts and appositions."""

    def outside(child: Token) -> bool:
        return (
            child.dep_ in _CLAUSE
            or child.dep_ in _APPOSITION
            or child.dep_ in {"conj", "cc", "punct", "cop", "parataxis", "nsubj", "mark", "advcl", "dep"}
            or (child.dep_ in _PREPOSITION and child.head == token and child.dep_ == "case" and child.i < token.i)
        )

    return subtree_span(token, without=outside)


def tokens_of(doc: Doc, ranges: Iterable[tuple[int, int]]) -> list[Tokens]:
    """The spaCy spans of token ranges."""
    return [doc[a:b] for a, b in ranges]
