"""Attribution by verbs: who said, believes, showed, denied what; read off the parse.

Theory of operation. A verb of the cue table with a subject opens one of its frames: a clause ("said that ..."), an infinitive ("plans
to ..."), a noun phrase ("reported two deaths"), a naming ("called it a sham"), blame ("accused X of ..."), a figure ("put the toll
at 5"). Where the words said stand before or around the verb ("..., she said, ...") the clause beside which the verb stands is
the content. Passives without a doer have no source. Known exceptions: verbs of saying used of things ("the clock says ten"),
content that goes on into the next sentence without quotation marks, headlines without verbs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemma.attribute.denying import in_court
from stemma.attribute.extents import apart, cue_range, source_range
from stemma.attribute.found import Found, Range, pieces, ranges
from stemma.attribute.frames import content_of, object_content, opens, with_as
from stemma.attribute.phrase import is_plural
from stemma.attribute.sentences import own_subject, sentence_end
from stemma.lang.en import cues
from stemma.lang.en.cues import Cue
from stemma.lang.en.syntax import (
    agent_of,
    complements_of,
    is_clausal,
    is_negated,
    is_passive,
    is_passive_subject,
    modals_of,
    pruned,
    subject_of,
)
from stemma.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Those who only think aloud: "I think", "you see", "we know" report nobody's belief.
_OURSELVES = frozenset({"i", "we", "you", "one", "everyone", "nobody"})

_TIMES = frozenset(
    {"week", "month", "year", "today", "yesterday", "morning", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)


def by_verbs(doc: Doc) -> Iterator[Found]:
    """Every attribution that a verb of the cue table makes."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound", "aux", "cop", "aux:pass", "auxpass", "case", "mark"}:
            continue
        cue = cues.verb(token.lemma_, written=token.text)
        if cue is None or in_court(token):
            continue
        yield from _passive(doc, token, cue) if is_passive(token) else _active(doc, token, cue)


def _active(doc: Doc, verb: Token, cue: Cue) -> Iterator[Found]:
    subject = own_subject(verb)
    if cue.kind == "silence":
        yield from _silence(doc, verb, cue, subject)
        return
    if (
        any(m.lower_ not in {"can", "ca"} for m in modals_of(verb))
        or (_infinitive(verb) and not _yet(verb))
        or (subject is not None and _temporal(subject))
    ):
        return
    if (is_negated(verb) or _yet(verb)) and cue.kind != "belief":
        yield from _unanswered(doc, verb, subject)
        return
    if verb.lemma_ in cues.cues().relaying and subject is not None and (relayed := _relayed(doc, verb)) is not None:
        inner, content = relayed
        yield inner
        yield Found(rule="attribution.quoted-as-saying", source=source_range(doc, subject, verb), cue=(verb.i, verb.i + 1), content=content)
        return
    found = content_of(doc, verb, cue)
    if found is None:
        return
    rule, content = found
    if subject is None:
        return
    outer = _outer_subject(verb, subject)
    rule, subject = ("attribution.outer-subject", outer) if outer is not subject else (rule, subject)
    if subject.lemma_.lower() in cues.cues().happenings or (
        cue.kind == "show" and not _tells(subject, clause=rule in {"attribution.clause", "attribution.outer-subject"})
    ):
        return
    if cue.kind != "say" and subject.lower_ in _OURSELVES:
        return
    source = source_range(doc, subject, verb)
    content = apart(doc, content, source, (verb.i, verb.i + 1))
    if content:
        yield Found(rule=rule, source=source, cue=cue_range(doc, verb), content=content, kind=cue.kind, certainty=_polar(verb, cue))


def _outer_subject(verb: Token, subject: Token) -> Token:
    """Nobody "expects them" of themselves: where a conjoined verb has a pronoun that is its borrowed subject again, the verb is the outer cue's.

    "It believes the troops are stationed in the east, and expects them to go to the front": it expects.
    """
    if verb.dep_ != "conj" or subject_of(verb, borrow=False) is not None:
        return subject
    pronouns = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 2]}
    again = "them" if is_plural(subject) else "it"
    outer = verb.head.head
    if again in pronouns and is_clausal(verb.head) and cues.verb(outer.lemma_, written=outer.text) is not None:
        return subject_of(outer) or subject
    return subject


def _relayed(doc: Doc, verb: Token) -> tuple[Found, tuple[Range, ...]] | None:
    """ "quoted Y as saying that ...", "as telling Z that ...": what Y said, by word order, and the whole that is passed on."""
    end = sentence_end(doc, verb.i)
    verbs = {"saying", "telling"}
    saying = next((i for i in range(verb.i + 1, min(end, verb.i + 16)) if doc[i].lower_ in verbs and doc[i - 1].lower_ == "as"), None)
    if saying is None or saying - 1 <= verb.i + 1:
        return None
    first = saying + 1 + (saying + 1 < end and doc[saying + 1].lower_ == "that")
    if doc[saying].lower_ == "telling":  # whom, stands before "that"
        first = next((i + 1 for i in range(saying + 1, min(end, saying + 10)) if doc[i].lower_ == "that"), end)
    content = ranges(doc, set(range(first, end)))
    if not content:
        return None
    inner = Found(rule="attribution.quoted-as-saying", source=(verb.i + 1, saying - 1), cue=(saying - 1, saying + 1), content=content)
    return inner, ranges(doc, set(range(verb.i + 1, end)))


def _infinitive(verb: Token) -> bool:
    """ "to say": said by nobody yet."""
    return any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children)


def _yet(verb: Token) -> bool:
    """ "is yet to respond"."""
    return any(c.lower_ == "yet" for c in verb.children)


def _temporal(noun: Token) -> bool:
    """A day or week says nothing; a parser may think so."""
    return noun.ent_type_ in {"TIME", "DATE"} or noun.lower_ in _TIMES


def _silence(doc: Doc, verb: Token, cue: Cue, subject: Token | None) -> Iterator[Found]:
    """ "declined to comment": what is told is that they say nothing."""
    act = next((c for c in complements_of(verb) if c.lemma_ in cues.cues().answers), None)
    if act is None or subject is None:
        return
    span = (verb.i, act.i + 1)
    yield Found(
        rule="attribution.silence",
        source=source_range(doc, subject, verb),
        cue=span,
        content=((verb.i, act.right_edge.i + 1),) if act.lemma_ in {"confirm", "discuss", "say", "disclose", "reveal"} else (span,),
        certainty=cue.certainty,
        alone=True,
    )


def _unanswered(doc: Doc, verb: Token, subject: Token | None) -> Iterator[Found]:
    """ "has not commented", "did not respond": silence too."""
    if verb.lemma_ in {"comment", "respond", "reply", "answer"} and subject is not None:
        span = cue_range(doc, verb)
        yield Found(rule="attribution.silence", source=source_range(doc, subject, verb), cue=span, content=(span,), certainty="unknown", alone=True)


def _passive(doc: Doc, verb: Token, cue: Cue) -> Iterator[Found]:
    """ "is believed to have ...", "was quoted as saying ...", "were described as ..."."""
    subject = subject_of(verb)
    agent = agent_of(verb)
    source = source_range(doc, agent, verb) if agent is not None else None
    table = cues.cues()
    said = next((c for c in verb.children if is_clausal(c) and cues.verb(c.lemma_, written=c.text) is not None and with_as(c)), None)
    if verb.lemma_ in table.relaying and said is not None and subject is not None:
        content = tuple(p for c in complements_of(said) for p in pieces(doc, c, without=opens(c))) or object_content(doc, said)
        if content:
            cue_span = (cue_range(doc, verb)[0], said.i + 1)
            yield Found(rule="attribution.quoted-as-saying", source=source_range(doc, subject, verb), cue=cue_span, content=content)
        return
    if verb.lemma_ not in table.passives and agent is None:
        return
    clauses = [c for c in complements_of(verb) if c.i > verb.i and not with_as(c)]
    if not clauses and agent is None:
        return
    kept = {t.i for c in clauses for t in pruned(c, without=opens(c))}
    if subject is not None and _own_passive_subject(subject, verb) and not (clauses and subject.lower_ == "it"):
        kept |= {t.i for t in pruned(subject, without=lambda t: t is verb)}
    content = apart(doc, ranges(doc, kept), source, cue_range(doc, verb))
    if content and (clauses or any(doc[i].like_num for i in kept)):
        yield Found(
            rule="attribution.passive",
            source=source,
            cue=cue_range(doc, verb),
            content=content,
            kind="belief" if cue.kind == "belief" else cue.kind,
            certainty="hedged" if cue.certainty == "asserted" and agent is None else cue.certainty,
        )


def _own_passive_subject(subject: Token, verb: Token) -> bool:
    """Whether the noun is the passive subject that stands at this verb itself."""
    return subject.head == verb and is_passive_subject(subject)


def _tells(subject: Token, *, clause: bool) -> bool:
    """Whether the subject of "show" holds information: a document, an organisation; people only where a clause follows ("found that")."""
    heads = {subject.lemma_.lower(), *(c.lemma_.lower() for c in subject.children if c.dep_ == "conj")}
    named = subject.pos_ == "PROPN" or subject.ent_type_ in {"ORG", "PER", "PERSON"}
    people = subject.lower_.endswith(("ers", "ists", "ors", "ians", "people", "experts")) or subject.lower_ in {"he", "she", "they"}
    return named or (people and clause) or bool(heads & cues.cues().documents)


def _polar(verb: Token, cue: Cue) -> Certainty:
    """The cue's certainty, turned by negation: "did not confirm" leaves it open, "did not deny" too; "does not believe" denies."""
    if not is_negated(verb):
        return cue.certainty
    return "denied" if cue.kind == "belief" and cue.certainty == "hedged" else "unknown"
