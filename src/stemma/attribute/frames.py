"""The frames that a verb of the cue table opens, and the content that stands in each: a clause, a noun phrase, a naming, blame, a figure.

One function a frame; `content_of` tries them in order, the surest first. Each answers with ranges of words, or with nothing where its frame is not
there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from stemma.attribute.denying import DENIABLE
from stemma.attribute.found import Range, pieces, ranges, trimmed
from stemma.lang.en import cues, voices
from stemma.lang.en.cues import Cue
from stemma.lang.en.syntax import (
    complements_of,
    is_adverbial_clause,
    is_clausal,
    is_modifier_clause,
    is_subject,
    objects_of,
    obliques_of,
    pruned,
    subject_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_MARKS = frozenset({"that", "whether", "if", "as"})


def content_of(doc: Doc, verb: Token, cue: Cue) -> tuple[str, tuple[Range, ...]] | None:
    """The name of the frame that the verb opens here, and its content."""
    clauses = [c for c in complements_of(verb) if _frame_of(c) in cue.frames]
    if clauses:
        return "attribution.clause", ranges(doc, {t.i for c in clauses for t in pruned(c, without=opens(c))})
    if any(c.lower_ == "so" and c.i == verb.i + 1 for c in verb.children) and (sentence := _sentence_before(doc, verb)) is not None:
        return "attribution.said-so", (sentence,)
    if (
        cue.kind == "belief"
        and cue.certainty == "asserted"
        and _informed(verb)
        and (heard := [t for p, t in obliques_of(verb) if p in {"of", "about"}])
    ):
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


def _informed(verb: Token) -> bool:
    """Whether learning of something is told as a source's knowledge: by a newsroom, by a service, or in somebody's words; else it merely happened."""
    over = verb.head if verb.dep_ in {"ccomp", "conj"} else None
    if over is not None and over != verb and cues.verb(over.lemma_, written=over.text) is not None:
        return True
    subject = subject_of(verb)
    if subject is None:
        return False
    words = subject.doc[subject.left_edge.i : subject.i + 1].text
    known = voices.named(words)
    return voices.office_in(words) in {"intelligence", "police", "military"} or (known is not None and known.relays)


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


def opens(clause: Token) -> Callable[[Token], bool]:
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
    if verb.lemma_ in {"refer", "cite", "name", "liken"} and not any(p == "as" for p, _ in phrases) and not any(with_as(c) for c in verb.children):
        return ()
    parts = [*objects, *named, *(t for _, t in phrases), *(c for c in verb.children if is_adverbial_clause(c) and with_as(c))]
    if len(parts) < 2 and not (parts and is_modifier_clause(verb)):
        return ()
    kept = {t.i for p in parts for t in pruned(p, without=lambda t: False)}
    return ranges(doc, set(range(min(kept), max(kept) + 1)) - {verb.i})


def with_as(clause: Token) -> bool:
    return any(c.lower_ == "as" and c.dep_ in {"mark", "case", "prep"} for c in clause.children)


def _blame(doc: Doc, verb: Token, objects: tuple[Token, ...]) -> tuple[Range, ...]:
    """ "accused X of doing Y", "condemned X for Y": X and the deed."""
    deeds = [c for c in verb.children if is_clausal(c) and c.i > verb.i and c.dep_ != "parataxis"]
    deeds += [t for p, t in obliques_of(verb) if p in {"of", "for", "over", "on"}]
    if not deeds:
        return ()
    kept = {t.i for p in (objects[-1], *deeds) for t in pruned(p, without=lambda t: False)}
    return ranges(doc, set(range(min(kept), max(kept) + 1)) - {verb.i})


def _at_figure(verb: Token, objects: tuple[Token, ...]) -> list[Token]:
    """ "put the number of people affected at 40": the figure, where the tree has hung it on a word in between."""
    counted = (t for t in verb.subtree if t.i > objects[-1].i and verb in t.ancestors)
    found = [
        t for t in counted if (t.like_num or any(c.like_num for c in t.children)) and any(c.lower_ == "at" and c.dep_ == "case" for c in t.children)
    ]
    return found[:1] if verb.lemma_ == "put" else []


def _value(doc: Doc, verb: Token, objects: tuple[Token, ...]) -> tuple[Range, ...]:
    """ "put the toll at 5", "gave a risk of 2 %": an object with a figure in or after it."""
    if verb.lemma_ == "give" and doc[min(verb.i + 1, len(doc) - 1)].lower_ in {"way", "birth", "rise", "chase", "ground"}:
        return ()
    if verb.lemma_ == "set" and any(c.lower_ == "aside" for c in verb.children):
        return ()
    at = [t for p, t in obliques_of(verb) if p in {"at", "between", "to", "as", "from"}]
    parts = [*objects, *(at or _at_figure(verb, objects))]
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


def object_content(doc: Doc, verb: Token) -> tuple[Range, ...]:
    return tuple(p for o in objects_of(verb) for p in pieces(doc, o, without=lambda t: False))
