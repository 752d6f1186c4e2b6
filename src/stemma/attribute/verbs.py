"""Attribution by verbs: who said, believes, showed, denied what; read off the parse.

Theory of operation. A verb of the cue table with a subject opens one of its frames: a clause ("said that ..."), an infinitive ("plans
to ..."), a noun phrase ("reported two deaths"), a naming ("called it a sham"), blame ("accused X of ..."), a figure ("put the toll
at 5"). Where the words said stand before or around the verb ("..., she said, ...") the clause beside which the verb stands is
the content. Passives without a doer have no source. Known exceptions: verbs of saying used of things ("the clock says ten"),
content that goes on into the next sentence without quotation marks, headlines without verbs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from stemma.attribute.denying import DENIABLE
from stemma.attribute.found import Found, Range, pieces, ranges, trimmed
from stemma.attribute.phrase import is_plural
from stemma.attribute.sentences import in_compound, own_subject, sentence_end
from stemma.lang.en import cues
from stemma.lang.en.cues import Cue
from stemma.lang.en.syntax import (
    agent_of,
    complements_of,
    is_adverbial_clause,
    is_auxiliary,
    is_clausal,
    is_modifier_clause,
    is_negated,
    is_passive,
    is_passive_subject,
    is_subject,
    modals_of,
    objects_of,
    obliques_of,
    pruned,
    subject_of,
)
from stemma.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Children of a noun that are no part of its phrase (it may be a predicate).
_NO_PART = frozenset({"parataxis", "cop", "advcl", "ccomp", "nsubj", "nsubj:pass", "nsubjpass", "aux", "csubj"})
#: Those who only think aloud: "I think", "you see", "we know" report nobody's belief.
_OURSELVES = frozenset({"i", "we", "you", "one", "everyone", "nobody"})
_TIMES = frozenset(
    {"week", "month", "year", "today", "yesterday", "morning", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)
_MARKS = frozenset({"that", "whether", "if", "as"})


def by_verbs(doc: Doc) -> Iterator[Found]:
    """Every attribution that a verb of the cue table makes."""
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound", "aux", "cop", "aux:pass", "auxpass", "case", "mark"}:
            continue
        cue = cues.verb(token.lemma_, written=token.text)
        if cue is None:
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
    found = _content(doc, verb, cue)
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
    content = _apart(doc, content, source, (verb.i, verb.i + 1))
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
    """ "quoted Y as saying that ...": what Y said, by word order after "as saying", and the whole that is passed on."""
    end = sentence_end(doc, verb.i)
    saying = next((i for i in range(verb.i + 1, min(end, verb.i + 16)) if doc[i].lower_ == "saying" and doc[i - 1].lower_ == "as"), None)
    if saying is None or saying - 1 <= verb.i + 1:
        return None
    first = saying + 1 + (saying + 1 < end and doc[saying + 1].lower_ == "that")
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


def _content(doc: Doc, verb: Token, cue: Cue) -> tuple[str, tuple[Range, ...]] | None:
    """The name of the frame that the verb opens here, and its content."""
    clauses = [c for c in complements_of(verb) if _frame_of(c) in cue.frames]
    if clauses:
        return "attribution.clause", ranges(doc, {t.i for c in clauses for t in pruned(c, without=_opens(c))})
    if any(c.lower_ == "so" and c.i == verb.i + 1 for c in verb.children) and (sentence := _sentence_before(doc, verb)) is not None:
        return "attribution.said-so", (sentence,)
    if cue.kind == "belief" and cue.certainty == "asserted" and (heard := [t for p, t in obliques_of(verb) if p in {"of", "about"}]):
        return "attribution.learned-of", pieces(doc, heard[0], without=lambda t: t.i == heard[0].left_edge.i and t.dep_ == "case")
    beside = _beside(doc, verb, cue)
    if beside:
        return "attribution.beside", beside
    objects = objects_of(verb)
    if (said := _relative_object(verb, objects)) is not None:
        return (
            ("attribution.object", pieces(doc, said, without=lambda t: t is verb or t.i >= verb.left_edge.i))
            if _object_speaks(doc, cue, said)
            else None
        )
    if "naming" in cue.frames and (named := _naming(doc, verb, objects)):
        return "attribution.naming", named
    if "blame" in cue.frames and objects and (blamed := _blame(doc, verb, objects)):
        return "attribution.blame", blamed
    if "value" in cue.frames and objects and (valued := _value(doc, verb, objects)):
        return "attribution.value", valued
    if not objects and is_modifier_clause(verb) and subject_of(verb, borrow=False) is not None and _object_speaks(doc, cue, verb.head):
        return "attribution.object", pieces(doc, verb.head, without=lambda t: t is verb or t.i >= verb.left_edge.i)
    if objects and _object_speaks(doc, cue, objects[-1]):
        return "attribution.object", pieces(doc, objects[-1], without=lambda t: False)
    return None


def _relative_object(verb: Token, objects: tuple[Token, ...]) -> Token | None:
    """What "which" stands for in "the 1.9% which officials reported yesterday"; None where the object is no relative pronoun."""
    relative = any(o.lower_ in {"which", "that"} and o.i < verb.i for o in objects)
    return verb.head if relative and is_modifier_clause(verb) else None


def _sentence_before(doc: Doc, verb: Token) -> Range | None:
    """The sentence before the verb's, for "the ministry says so"."""
    start = verb.sent.start
    before = next((t.sent for t in reversed(list(doc[:start])) if t.is_alpha), None)
    return trimmed(doc, (before.start, before.end)) if before is not None else None


def _frame_of(clause: Token) -> str:
    """ "to" for an infinitive without a subject of its own, "clause" otherwise."""
    own = any(is_subject(c) for c in clause.children)
    infinitive = any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in clause.children)
    return "to" if infinitive and not own else "clause"


def _opens(clause: Token) -> Callable[[Token], bool]:
    """Whether a child is the mark that opens the clause ("that", "whether"): no part of what is said."""
    return lambda t: t.head == clause and t.dep_ == "mark" and t.lower_ in _MARKS


def _beside(doc: Doc, verb: Token, cue: Cue) -> tuple[Range, ...]:
    """The clause beside which "she said" stands: before it, or around it."""
    if not {"clause", "quote"} & cue.frames:
        return ()
    head = verb.head
    if verb.dep_ != "parataxis" or verb.left_edge.i <= head.left_edge.i:
        return ()
    last = verb.right_edge.i

    def outside(child: Token) -> bool:
        # What is joined on after the inquit is the report's own again, unless it carries on the clause itself.
        return child is verb or (child.i > last and child.dep_ in {"conj", "cc", "parataxis"} and not _quoted(child))

    return pieces(doc, head, without=outside)


def _quoted(token: Token) -> bool:
    return token.left_edge.i > 0 and token.doc[token.left_edge.i].text in {'"', "“", "«", "'"}


def _naming(doc: Doc, verb: Token, objects: tuple[Token, ...]) -> tuple[Range, ...]:
    """ "called X Y", "described X as Y", "referred to X as Y": the thing named and its name are the content."""
    if verb.lower_ == "citing":
        return ()
    named = [c for c in verb.children if c.dep_ in {"xcomp", "oprd", "ccomp"}]
    phrases = [(p, t) for p, t in obliques_of(verb) if p in {"as", "to"}]
    if verb.lemma_ in {"refer", "cite", "name", "liken"} and not any(p == "as" for p, _ in phrases) and not any(_as(c) for c in verb.children):
        return ()
    parts = [*objects, *named, *(t for _, t in phrases), *(c for c in verb.children if is_adverbial_clause(c) and _as(c))]
    if len(parts) < 2 and not (parts and is_modifier_clause(verb)):
        return ()
    kept = {t.i for p in parts for t in pruned(p, without=lambda t: False)}
    return ranges(doc, set(range(min(kept), max(kept) + 1)) - {verb.i})


def _as(clause: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ in {"mark", "case", "prep"} for c in clause.children)


def _blame(doc: Doc, verb: Token, objects: tuple[Token, ...]) -> tuple[Range, ...]:
    """ "accused X of doing Y", "condemned X for Y": X and the deed."""
    deeds = [c for c in verb.children if is_clausal(c) and c.i > verb.i and c.dep_ != "parataxis"]
    deeds += [t for p, t in obliques_of(verb) if p in {"of", "for", "over", "on"}]
    if not deeds:
        return ()
    kept = {t.i for p in (objects[-1], *deeds) for t in pruned(p, without=lambda t: False)}
    return ranges(doc, set(range(min(kept), max(kept) + 1)) - {verb.i})


def _value(doc: Doc, verb: Token, objects: tuple[Token, ...]) -> tuple[Range, ...]:
    """ "put the toll at 5", "gave a risk of 2 %": an object with a figure in or after it."""
    at = [t for p, t in obliques_of(verb) if p in {"at", "between", "to", "as", "from"}]
    parts = [*objects, *at]
    kept = {t.i for p in parts for t in pruned(p, without=lambda t: False)}
    if not kept or not any(doc[i].like_num or doc[i].text in {"%", "zero"} for i in kept):
        return ()
    return ranges(doc, set(range(min(kept), max(kept) + 1)) - {verb.i})


def _object_speaks(doc: Doc, cue: Cue, obj: Token) -> bool:
    """Whether a mere noun phrase says something: it is quoted, holds a figure, or names a claim."""
    words = doc[obj.left_edge.i : obj.right_edge.i + 1]
    if any(t.text in {'"', "“"} for t in words):
        return True
    if "np" not in cue.frames or (cue.lemma == "claim" and obj.lemma_.lower() in {"life", "live", "lives", "victim"}):
        return False
    if cue.lemma in {"reject", "dismiss"}:
        return obj.lemma_.lower() in DENIABLE  # an offer that is rejected, a clerk who is dismissed, is no claim denied
    return any(t.like_num for t in words) or obj.lemma_.lower() in cues.cues().propositions or any(is_clausal(c) for c in obj.children)


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
        content=((verb.i, act.right_edge.i + 1),) if act.lemma_ in {"confirm", "discuss"} else (span,),
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
    said = next((c for c in verb.children if is_clausal(c) and cues.verb(c.lemma_, written=c.text) is not None and _as(c)), None)
    if verb.lemma_ in table.relaying and said is not None and subject is not None:
        content = tuple(p for c in complements_of(said) for p in pieces(doc, c, without=_opens(c))) or _object_content(doc, said)
        if content:
            cue_span = (cue_range(doc, verb)[0], said.i + 1)
            yield Found(rule="attribution.quoted-as-saying", source=source_range(doc, subject, verb), cue=cue_span, content=content)
        return
    if verb.lemma_ not in table.passives and agent is None:
        return
    clauses = [c for c in complements_of(verb) if c.i > verb.i and not _as(c)]
    if not clauses and agent is None:
        return
    kept = {t.i for c in clauses for t in pruned(c, without=_opens(c))}
    if subject is not None and _own_passive_subject(subject, verb) and not (clauses and subject.lower_ == "it"):
        kept |= {t.i for t in pruned(subject, without=lambda t: t is verb)}
    content = _apart(doc, ranges(doc, kept), source, cue_range(doc, verb))
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


def _object_content(doc: Doc, verb: Token) -> tuple[Range, ...]:
    return tuple(p for o in objects_of(verb) for p in pieces(doc, o, without=lambda t: False))


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


def cue_range(doc: Doc, verb: Token) -> Range:
    """The verb with the auxiliaries, negation and adverbs that stand directly before it."""
    first = verb.i
    own = {c.i for c in verb.children if is_auxiliary(c) or (c.dep_ in {"advmod", "neg"} and c.left_edge.i == c.right_edge.i)}
    while first - 1 in own:
        first -= 1
    particle = next((c.i for c in verb.children if c.dep_ in {"compound:prt", "prt"} and c.i == verb.i + 1), None)
    return first, (particle or verb.i) + 1


def source_range(doc: Doc, head: Token, verb: Token | None) -> Range:
    """The whole noun phrase of a source: names, appositions, modifiers; without the clause in which the cue itself stands."""

    def outside(child: Token) -> bool:
        if verb is not None and (child is verb or child.is_ancestor(verb)):
            return True
        if child.i < head.i and (child.dep_ in {"case", "mark", "cc", "punct"} or child.dep_ == "prep"):
            return True
        return child.dep_ in _NO_PART or (child.dep_ == "advmod" and child.i > head.i)

    kept = {t.i for t in pruned(head, without=outside)}
    first, last = head.i, head.i + 1
    while first - 1 in kept:
        first -= 1
    while last in kept:
        last += 1
    if first >= 2 and doc[first - 1].text == "-" and in_compound(doc, first):  # "the Oslo-based group", parted before "based"
        first -= 2
        first -= first > 0 and doc[first - 1].pos_ == "DET"
    if first >= 2 and doc[first - 1].lower_ in {"'s", "’s"}:  # a possessor that the parser hung elsewhere
        first -= 2
        while first and doc[first - 1].pos_ in {"PROPN", "DET", "ADJ"} and doc[first - 1].sent == head.sent:
            first -= 1
    return trimmed(doc, (first, last)) or (head.i, head.i + 1)


def _apart(doc: Doc, content: tuple[Range, ...], source: Range | None, cue: Range) -> tuple[Range, ...]:
    """Content without the words of source and cue."""
    taken = set(range(*cue)) | (set(range(*source)) if source else set())
    kept = {i for a, b in content for i in range(a, b)}
    return content if not kept & taken else ranges(doc, kept - taken)
