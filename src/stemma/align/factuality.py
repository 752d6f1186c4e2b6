"""How far the words of a telling put what they tell as done: the operators over its predicates, by class.

Used by `sameness`, and so by `stemma compare`; no claim of a ledger rests on it.

Theory of operation. Two tellings in other words keep their operators: who says that something "may" be so does not say that it is. Modals, adverbs
and conjunctions are read off a list. Besides, every infinitive that completes something ("is tipped to win", "in talks to buy", "threatened to
recall") is not told as done, whatever it hangs on, but for the few words that imply that it was ("managed to land", "began to erupt"): what is
unknown is taken to leave open. Classes: "may", "must", "weighed" (talked of, wished, tried), "expected", "ahead" (plans and promises, and what is
unknown), "open" (not known, whether) and "if". Limits: plans told in the present ("ends on 30 June") have no operator; irony has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from stemma.lang.en import certainty, syntax

if TYPE_CHECKING:
    from spacy.tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MAY = _words("may might could perhaps maybe possibly potentially conceivably possible possibility")
_WILL = _words("will shall 'll ’ll wo would")
_MUST = _words("must should ought")
#: Who has another do something, and whoever has to.
_BINDING = _words("order instruct direct require oblige bind command have need sentence")
_OPEN = _words("whether unclear unknown unconfirmed unsure uncertain undecided")
_EXPECTED = _words(
    "expect expected anticipate forecast project predict tip fear likely probable probably bet favourite favorite supposed estimate believe think"
)
_WEIGHED = _words(
    "consider discuss mull weigh debate contemplate threaten threat hope want wish try attempt effort bid seek ask demand urge call propose prepare "
    "talk talks pressure press ready willing eager poised close near chase aim campaign fight struggle request invite offer tempt reluctant "
    "recommend suggest advise advocate"
)
#: Verbs after which nothing has come of it yet, whatever their object.
_TALKED_OF = _words("consider discuss mull weigh debate contemplate threaten hope await face chase prepare")
#: What is completed by an infinitive and implies that it was done, or says when it began or by what it came.
_DONE = _words(
    "manage begin start continue cease help go come get force compel cause lead enable allow use serve proceed happen dare bother able "
    "first last only second third fail refuse decline neglect find show prove appear seem be enough make see hear let"
)
#: What is settled and not done yet: "struck a deal to buy".
_SETTLED = frozenset({"deal", "agreement", "pact", "contract", "plan", "decision", "promise", "pledge", "accord"})
#: Adjectives and nouns of what has nearly come: "is close to joining".
_NEARLY = _words("close near verge brink edge risk danger chance prospect plan consider idea hope")
_ALMOST = _words("nearly almost virtually practically")
_SEARCHING = _words("look search hunt comb")
_PREPOSITIONS = _words("to of on for about with at")
_GERUND = frozenset({"advcl", "acl", "pcomp", "ccomp", "xcomp", "obl", "nmod"})
_COMPLETING = frozenset({"xcomp", "ccomp", "acl", "csubj"})


def operators(tokens: Iterable[Token]) -> frozenset[str]:
    """The classes of operators among the words."""
    return frozenset(found for found, _ in weighed(tokens))


def weighed(tokens: Iterable[Token]) -> Iterator[tuple[str, Token]]:
    """Each operator among the words: its class, and the word that it is."""
    for token in tokens:
        word = token.text
        if word in _MAY:
            if not syntax.is_negated(token.head) and not _limited(token.head):
                yield "may", token
        elif word in _MUST:
            yield "must", token
        elif (word in _WILL and not _for_that(token.head)) or (
            word == "to" and token.i and token.doc[token.i - 1].lemma_.lower() == "be" and token.head.pos_ in {"VERB", "AUX"}
        ):
            yield "ahead", token
        elif word in _OPEN and token.dep_ not in {"amod", "acl"}:
            yield "open", token  # "previously unknown species" leaves nothing open
        elif word in {"if", "unless"} and token.dep_ == "mark":
            yield "if", token
        elif word.lower() in {"likely", "probably", "expected"}:
            yield "expected", token
        elif found := _of_its_own(token):
            yield found, token
        elif token.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} and (above := _completes(token)) is not None and (found := _class(above)):
            yield found, above


def _of_its_own(token: Token) -> str | None:
    """The class of a word that is an operator by what it means, whatever it completes."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in _TALKED_OF and not syntax.is_passive(token):
        return "weighed"  # "is considering calling", "is weighing the expulsion", "hopes for a record"
    if token.lower_ in _ALMOST and token.dep_ == "advmod" and token.head.pos_ == "VERB":
        return "nearly"
    if lemma in _SEARCHING and any(c.lower_ == "for" for t in token.children for c in (t, *t.children)):
        return "weighed"  # whoever looks for a thing has not found it
    if lemma == "rule" and any(c.lower_ == "out" for c in token.children) and any(c.lower_.endswith("ing") for c in token.children):
        return "ahead"  # "has ruled out running" is "will not run"
    return "ahead" if certainty.put_ahead(token) else None  # "is due to be restarted", however it is parsed


def _completes(token: Token) -> Token | None:
    """What an infinitive completes; None for an infinitive of purpose and whatever is none."""
    if token.head == token:
        return None
    marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "aux", "case"}}
    if token.tag_ == "VBG" or token.lower_.endswith("ing"):
        above = token.head if token.dep_ in _GERUND and (marks & _PREPOSITIONS or token.dep_ in _COMPLETING) else None
        return above if above is not None and {above.lemma_.lower(), above.lower_} & (_WEIGHED | _EXPECTED | _NEARLY) else None
    if "to" not in marks:
        return None
    if token.dep_ == "advcl":
        return next((c for c in syntax.objects_of(token.head) if c.lemma_.lower() in _SETTLED), None)
    if token.dep_ not in _COMPLETING:
        return None
    by = token.dep_ == "acl" and token.head.dep_.startswith("obl") and token.head.head.lemma_.lower() in _BINDING
    return token.head.head if by else token.head  # "was ordered by the tribunal to pay"


def _for_that(verb: Token) -> bool:
    """Whether a clause says for what a thing is done ("so that the level would fall"): an aim, told without operator as well."""
    return verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"so", "that"} for c in verb.children)


def _limited(verb: Token) -> bool:
    """Whether leave is given up to a limit ("may sell no more than"): nothing is left open by that."""
    return any(t.lower_ == "no" and t.i + 1 < len(t.doc) and t.doc[t.i + 1].lower_ in {"more", "longer"} for t in verb.subtree)


def _class(above: Token) -> str | None:
    lemma = above.lemma_.lower()
    if lemma in _DONE or above.lower_ in _DONE:
        return None
    if lemma in _BINDING:
        return "must"
    if lemma in _EXPECTED or above.lower_ in _EXPECTED:
        return "expected"
    return "weighed" if lemma in _WEIGHED else "ahead"


def as_far_done(a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Whether two tellings put a thing as equally done; a plan may be told in the present, without operator, on the other side.

    Each is the words of a telling with its main predicate first.
    """
    x, y = operators(a), operators(b)
    if x == y:
        return True
    if x ^ y == {"may"} and any(t.lower_ == "can" for t in (b if "may" in x else a)) and not any(t.lower_ == "can" for t in (a if "may" in x else b)):
        return True  # "brakes can fail", "brakes may fail"
    more, plain = (x - y, b) if x > y else (y - x, a)
    return (x > y or y > x) and more == {"ahead"} and bool(plain) and plain[0].pos_ == "VERB" and syntax.tense_of(plain[0]) == "present"
