"""The turns that make a clause a sentence, each from the report's own words; None where a turn would say more or other than the report does.

A conjoined predicate takes the subject and auxiliaries of the first, a relative clause its noun, a participle after a noun and an apposition the verb
"be". Pieces are tokens in their order, and the one or two words that are put in. Limits: tense of the verb put in is guessed (what is known, named or
led "is" so, all else "was" done); quotation marks are not asked after.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stemma.align.clauses import Unit, row_of
from stemma.lang.en import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PLACE = frozenset({"where"})
#: Conjunctions after which a clause is still put as a fact.
_FACTUAL = frozenset({"that", "while", "as", "when", "after", "although", "though", "because", "since", "where", "whereas"})
_OPENING = frozenset({"mark", "advmod", "case"})
_QUOTES = frozenset('"“”')
_MODAL = frozenset({"will", "would", "can", "could", "may", "might", "must", "shall", "should", "to", "do", "does", "did"})
#: Participles that tell what is so and not what was done.
_STATES = frozenset({"known", "called", "named", "dubbed", "based", "located", "situated", "owned", "led", "headed", "run", "designed", "involved"})
_NOUNS_OF_DOUBT = frozenset({"evidence", "proof", "claim", "allegation", "rumour", "rumor", "fear", "hope", "suggestion", "doubt"})
_DOUBTING = frozenset({"deny", "doubt", "reject", "dismiss", "refute", "dispute", "rule", "wonder", "ask", "question"})
_INDEFINITE = frozenset({"no", "any", "neither", "nothing", "nobody", "none", "each", "every"})
_ASKED = frozenset({"if", "whether", "how", "why", "what", "which", "who", "where", "when", "until", "unless", "before", "as if", "lest"})
#: Subjects that take a bare verb although they show no plural.
_MANY = frozenset(
    {"i", "you", "we", "they", "these", "those", "both", "many", "some", "most", "police", "staff", "crew", "people", "media", "families"}
)
_PLACES = frozenset(
    {"area", "region", "city", "town", "country", "province", "district", "village", "site", "camp", "base", "hospital", "school", "port", "capital"}
)


def pieces_of(unit: Unit, tokens: list[Token], *, alone: bool) -> list[Token | str] | None:
    """The words of a statement in order; None where the unit cannot be said alone."""
    own = _own_subject(unit.head)
    if not alone and unit.above is None:
        return _without_opening(tokens)
    if unit.head not in tokens:
        return None
    if unit.kind == "relative":
        return _relative(unit.head, own, tokens)
    if unit.kind == "participle":
        return _participle(unit.head, tokens)
    if unit.kind == "apposition":
        return _apposition(unit.head, tokens)
    if _asked(unit.head, tokens) or _doubted(unit.head) or _for_to(unit.head):
        return None
    if own is not None and own.lower_ in _RELATIVE and unit.kind == "complement":
        return _said_of(unit.head, own, tokens)
    if own is not None:
        return _without_opening(tokens) if own in tokens else None
    if unit.kind == "coordinate":
        return _coordinate(unit.head, tokens)
    return _without_opening(tokens) if unit.kind in {"sentence", "beside"} else None


def _own_subject(head: Token) -> Token | None:
    return next((c for c in head.children if syntax.is_subject(c)), None)


def _asked(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether the clause is asked or set as a condition: taken alone it would be put as a fact."""
    marks = [c for c in head.children if c.i < head.i and c.dep_ in {"mark", "advmod", "nsubj", "obj", "det"} and c in tokens]
    return head.dep_ in {"ccomp", "advcl"} and any(c.lower_ in _ASKED - (_FACTUAL if head.dep_ == "advcl" else frozenset()) for c in marks)


def _for_to(head: Token) -> bool:
    """Whether the clause is one with "for" and "to" ("hard for the town to pay"): what could be, not what is."""
    return head.dep_ not in {"ROOT", "root"} and any(c.lower_ == "to" and c.dep_ == "mark" and c.i < head.i for c in head.children)


def _doubted(head: Token) -> bool:
    """Whether the words above deny, ask or doubt the clause ("no evidence that ...", "denied that ...")."""
    above = head.head
    if head.dep_ not in {"ccomp", "acl", "acl:relcl"} or above == head:
        return False
    lemma = above.lemma_.lower()
    return lemma in _NOUNS_OF_DOUBT or lemma in _DOUBTING or syntax.is_negated(above)


def _relative(head: Token, own: Token | None, tokens: list[Token]) -> list[Token | str] | None:
    """A relative clause with its noun in the place of "which", "whom" or "where"."""
    pronoun = next((t for t in tokens if t.i < head.i and t.head == head and t.lower_ in _RELATIVE | _PLACE and t.dep_ not in {"det", "mark"}), None)
    noun = head.head
    if pronoun is None or _nested(noun) or not _beside(noun, pronoun) or _loose(noun) or any(t.lower_ in {"ever", "any"} for t in tokens):
        return None  # "the best he has ever seen"
    if noun.pos_ == "PROPN" and pronoun.lower_ == "that":
        return None  # no name is narrowed down by "that": another noun is meant ("a war in Osta that has cost")
    thing: list[Token | str] = list(_noun_phrase(noun))
    if any(t in tokens for t in thing):
        return None
    before, after = [t for t in tokens if t.i < pronoun.i], [t for t in tokens if t.i > pronoun.i]
    if pronoun == own:
        return [*thing, *after] if _agrees(noun, head) else None
    if pronoun.lower_ in _PLACE:
        return ["in", *thing, *after] if noun.ent_type_ in {"LOC", "GPE"} or noun.lemma_.lower() in _PLACES else None
    if before and all(t.dep_ == "case" or t.is_punct for t in before):
        return [*(t for t in before if not t.is_punct), *thing, *after]
    if before or not syntax.is_object(pronoun) or own is None or len(syntax.objects_of(head)) > 1:
        return None
    return [*(t for t in after if t.i <= head.i), *thing, *(t for t in after if t.i > head.i)]


def _said_of(head: Token, own: Token, tokens: list[Token]) -> list[Token | str] | None:
    """ "The first group, which the paper said came from Osta" as "The first group came from Osta"."""
    saying, noun = head.head, head.head.head
    if saying.dep_ not in {"acl:relcl", "relcl"} or own not in tokens or _loose(noun) or not _beside(noun, own):
        return None
    return [*_noun_phrase(noun), *(t for t in tokens if t.i > own.i)] if _agrees(noun, head) else None


def _beside(noun: Token, pronoun: Token) -> bool:
    """Whether the noun's phrase ends right before the pronoun, so that no other noun could be meant."""
    at = pronoun.i - 1
    while at > noun.i and (noun.doc[at].is_punct or noun.doc[at].pos_ == "ADP"):
        at -= 1
    return at == noun.i or all(noun.doc[i].dep_ in {"flat", "compound", "punct", "nummod", "nmod:unmarked"} for i in range(noun.i + 1, at + 1))


def _loose(noun: Token) -> bool:
    """Whether the noun alone says too little ("men", "a speech"), or its determiner would be said of all ("any ship that ...")."""
    if noun.pos_ not in {"NOUN", "PROPN", "NUM", "SYM"} or any(c.lower_ in _INDEFINITE for c in noun.children):
        return True
    named = [t for t in _noun_phrase(noun) if t.lower_ not in {"a", "an", "some", "many", "several", "other"}]
    return len(named) == 1 and noun.pos_ == "NOUN"


def _nested(noun: Token) -> bool:
    """Whether the noun hangs on another noun, which may be the one that is meant ("a hill near the village that overlooks the port")."""
    return noun.dep_ == "nmod" and noun.pos_ != "PROPN" and noun.head.pos_ == "NOUN" and bool(syntax.preposition_of(noun) not in {"", "of"})


def _agrees(noun: Token, verb: Token) -> bool:
    """Whether a verb that shows number fits the noun."""
    first = next((c for c in verb.children if syntax.is_auxiliary(c)), verb)
    if first.lower_ in {"is", "was", "has", "does"}:
        return not _plural(noun)
    return first.lower_ not in {"are", "were"} or _plural(noun)


def _participle(head: Token, tokens: list[Token]) -> list[Token | str] | None:
    """ "The treaty, signed in June" as "The treaty was signed in June"; nothing for infinitives."""
    noun, form = head.head, syntax.form_of(head)
    if form not in {"VBN", "VBG"} or tokens[0].lower_ == "to" or _loose(noun) or not _beside(noun, tokens[0]) or _doubted(head):
        return None
    if syntax.objects_of(head) or any(t.dep_ in {"mark", "case"} and t.head == head for t in tokens):
        return None  # "plans for building a bridge"
    if form == "VBG" and not any(c.dep_ == "aux:pass" for c in head.children):
        return None  # "a ship carrying oil" may tell what is so now, then or ever
    be = ("are" if _plural(noun) else "is") if head.lower_ in _STATES else ("were" if _plural(noun) else "was")
    return [*_noun_phrase(noun), be, *_without_opening(tokens)]


def _apposition(head: Token, tokens: list[Token]) -> list[Token | str] | None:
    """ "Envoy, a subsidiary of the firm" as "Envoy is a subsidiary of the firm"; nothing where it is no noun with its article."""
    noun = head.head
    order = _without_opening(tokens)
    if head.pos_ != "NOUN" or noun.pos_ not in {"NOUN", "PROPN"} or not order or isinstance(order[0], str):
        return None
    if (
        order[0].i == 0
        or order[0].nbor(-1).text != ","
        or order[0].lower_ not in {"a", "an", "the"}
        or order[0].head != head
        or _loose(noun)
        or any(t in tokens for t in _noun_phrase(noun))
    ):
        return None
    return [*_noun_phrase(noun), "are" if _plural(noun) else "is", *order] if _plural(noun) == _plural(head) else None


def _coordinate(head: Token, tokens: list[Token]) -> list[Token | str] | None:
    """A further predicate with the subject and, where it needs them, the auxiliaries of the first."""
    first = row_of(head) or head.head
    while first.dep_ == "conj" and first.head != first and _own_subject(first) is None:
        first = first.head
    subject = _own_subject(first)
    order = _without_opening(tokens)
    if subject is None and syntax.form_of(head) in {"VB", "VBP"} and order and not isinstance(order[0], str):
        lead = _lead(head.head, order[0])
        return [*lead, *order] if lead else None
    if subject is None or not order or subject.lower_ in _RELATIVE | _INDEFINITE or subject.i > head.i or _asked(first, list(first.children)):
        return None
    helpers = _helpers(first, head)
    if helpers is None or _after_speech(first) or (not helpers and not _fits(subject, head)):
        return None
    return [*_noun_phrase(subject), *helpers, *order]


def _after_speech(first: Token) -> bool:
    """Whether the first predicate follows the words that it reports: what is joined to it may belong to them ("“...,” he said, but had not left")."""
    return any(c.dep_ in {"ccomp", "parataxis"} and c.i < first.i for c in first.children)


def _fits(subject: Token, verb: Token) -> bool:
    """Whether a bare verb in the present may follow the subject ("the move ... and deal with" is no sentence of the move)."""
    if any(syntax.is_auxiliary(c) for c in verb.children) or verb.pos_ != "VERB" or syntax.form_of(verb) not in {"VB", "VBP"}:
        return True
    return subject.lower_ in _MANY or _plural(subject)


def _lead(first: Token, rest: Token) -> list[Token]:
    """The words before a further infinitive: "The firm pledged to" for "train its staff" after "pledged to hire cooks, ..."."""
    while first.dep_ == "conj" and first.head != first:
        first = first.head
    to = next((c for c in first.children if c.lower_ == "to" and c.dep_ == "mark"), None)
    verb = first.head
    subject = _own_subject(verb)
    if (
        to is None
        or first.dep_ != "xcomp"
        or subject is None
        or subject.i > verb.i
        or subject.lower_ in _RELATIVE | _INDEFINITE
        or rest.lower_ == "to"
    ):
        return []
    start = _noun_phrase(subject)[0].i
    return [first.doc[i] for i in range(start, to.i + 1)] if to.i - start <= 15 else []


def _helpers(first: Token, head: Token) -> list[Token | str] | None:
    """The auxiliaries of the first predicate that the further one shares; None where that cannot be told ("was arrested and charged")."""
    if any(syntax.is_auxiliary(c) for c in head.children):
        return []
    given = [c for c in first.children if syntax.is_auxiliary(c) and c.dep_ != "cop" and c.i < first.i]
    if not given and syntax.form_of(head) == "VBG":
        return None
    if not given:
        return None if any(c.dep_ in {"mark", "case"} and c.lower_ in {"to", "by", "for"} for c in (*first.children, *head.children)) else []
    if head.pos_ not in {"VERB", "AUX"}:
        return None
    form, last = syntax.form_of(head), given[-1].lower_
    nots = [c for c in first.children if c.lower_ in {"not", "n't", "n’t"} and c.i < first.i]
    if last in {"has", "have", "had"} and form in {"VBN", "VBD"}:
        return None if nots else list(given)
    if head.lower_ == head.lemma_.lower() and last in _MODAL:
        return None if nots else list(given)
    return [] if form in {"VBZ"} or (form == "VBD" and last not in {"was", "were", "is", "are", "been", "be"}) else None


def _noun_phrase(noun: Token) -> list[Token]:
    """The noun with what stands before it and "of ...", and the nouns joined to it where it is a subject."""
    first, last = syntax.noun_phrase(noun)
    joined = [c for c in noun.children if c.dep_ == "conj" and c.i > noun.i] if syntax.is_subject(noun) else []
    for c in joined:
        last = max(last, syntax.noun_phrase(c)[1])
    return [noun.doc[i] for i in range(first, last)]


def _plural(noun: Token) -> bool:
    """Whether the noun, with what is joined to it, is more than one."""
    if any(c.dep_ == "conj" for c in noun.children):
        return True
    return noun.pos_ in {"NOUN", "NUM"} and noun.lower_ != noun.lemma_.lower() and noun.lower_.endswith(("s", "men", "people"))


def _without_opening(tokens: Sequence[Token]) -> list[Token | str]:
    """The tokens without commas at the start, and without the conjunctions after which a clause is still put as a fact."""
    kept = list(tokens)
    while kept and _opens(kept[0]):
        kept.pop(0)
    return list(kept)


def _opens(token: Token) -> bool:
    clausal = token.dep_ in _OPENING and (token.dep_ != "case" or token.head.pos_ in {"VERB", "AUX"})
    joining = token.dep_ == "cc" or (clausal and token.lower_ in _FACTUAL)
    return joining or token.is_space or (token.is_punct and token.text not in {*_QUOTES, "$", "("})
