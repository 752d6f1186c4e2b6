"""The annotator's attributions, mended: those kept whose cue the table knows, each with the source and extent that the parse bears out.

The layer sees more kinds of attribution than a ledger of claims wants (support, wishes, feelings), takes what is talked about for who talks ("is
believed to"), and does not nest by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stemma.attribute.denying import in_court, turns_down
from stemma.attribute.extents import source_range
from stemma.attribute.found import Found, Range, behind_relative, ranges
from stemma.lang.en import cues
from stemma.lang.en.syntax import is_negated, is_passive, objects_of, subject_of
from stemma.lang.reading import RolesAgain
from stemma.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Doc


#: Cues that are another doing with a particle ("put the toll at 12", "put the fire out").
_PARTICLED = frozenset({"set", "put", "give", "place"})


def _kind(doc: Doc, cue_words: list[int], content: tuple[Range, ...]) -> tuple[str, Certainty]:
    """What the cue is and does by the table; "" where another rule knows better or nobody does."""
    kind: str = ""
    certainty: Certainty = "asserted"
    for i in cue_words:
        entry = cues.verb(doc[i].lemma_, written=doc[i].text) or cues.noun(doc[i].lemma_)
        if entry is not None and any(c.dep_ in {"compound:prt", "prt"} for c in doc[i].children) and doc[i].lemma_.lower() in _PARTICLED:
            return "", "asserted"  # who sets money aside says nothing
        if entry is not None:
            kind, certainty = entry.kind, entry.certainty
            break
    text = " ".join(doc[i].lower_ for i in cue_words)
    if text.startswith("citing") or text.endswith("known as"):
        return "", "asserted"  # the rule for citing knows its source better
    if cue_words and doc[cue_words[-1]].lower_ in {"named", "called"} and doc[cue_words[-1] + 1 : cue_words[-1] + 2].text.lower() in {"after", "for"}:
        return "", "asserted"  # "named after a saint" is said by nobody
    if any(" ".join(p) in text for p in cues.cues().according) or all(
        doc[i].pos_ in {"PRON", "DET", "PUNCT"} for a, b in content for i in range(a, b)
    ):
        return "", "asserted"  # the rule for "according to" is complete; "what experts say" has no content of its own
    if not kind and any(doc[i].lower_ in cues.cues().adverbs for i in cue_words):
        kind, certainty = "belief", "hedged"
    elif not kind and text in {":", "said :"}:
        kind = "say"
    return kind, certainty


def _unsaid(doc: Doc, cue: Range) -> bool:
    """Whether what stands before the cue is talked about and does not talk: "is believed to", "reportedly"."""
    words = doc[cue[0] : cue[1]]
    passive = any(t.lower_ in {"is", "are", "was", "were", "be", "been"} for t in words)
    verb = cues.verb(words[-1].lemma_, written=words[-1].text) if not words[-1].is_punct else None
    believed = passive and verb is not None and verb.lemma in cues.cues().passives and words[-1].text.lower().endswith(("ed", "n", "t", "d"))
    return believed or any(t.lower_ in cues.cues().adverbs for t in words)


def by_annotator(doc: Doc, *, roles: RolesAgain | None = None) -> list[Found]:
    """The annotator's attributions whose cue the table knows, mended; none where the pipeline has no such layer.

    With `roles` the layer is run again on contents that hold a cue of their own: it does not nest by itself.
    """
    layer = doc._.attributions if doc.has_extension("attributions") else ()
    found = [m for one in layer if (m := mended(doc, one)) is not None]
    if roles is None:
        return found
    again = [
        (a, b) for f in found for a, b in f.content if b - a > 4 and any(t.pos_ == "VERB" and cues.verb(t.lemma_, written=t.text) for t in doc[a:b])
    ]
    for (a, _), inner in zip(again, roles([doc[a:b] for a, b in again]), strict=True):
        found.extend(m for one in inner if (m := mended(doc, one)) is not None and m.cue[0] >= a)
    return found


def _is_told_of(doc: Doc, source: Range, cue: Range) -> bool:
    """Whether the supposed source is what is reported: "the average brightness was put at 14", "two men were reported missing"."""
    verb, head = doc[cue[1] - 1], doc[source[0] : source[1]].root
    heard = verb.lemma_.lower() in {"quote", "cite", "tell", "inform", "ask", "hear", "remind", "assure", "convince", "know"}
    if verb.dep_ == "conj" and is_passive(verb.head) and head.head == verb.head and not objects_of(verb) and subject_of(verb, borrow=False) is None:
        found = cues.verb(verb.lemma_, written=verb.text)
        return found is not None and "blame" in found.frames  # "was arrested and charged with"
    return not heard and head.head == verb and head.dep_ in {"nsubj:pass", "nsubjpass"} and head.ent_type_ not in {"PER", "PERSON"}


def _has_subject(doc: Doc, source: Range, cue: Range, content: tuple[Range, ...]) -> bool:
    """Whether the supposed source is the object of a verb whose subject it is supposed to say: "the cuts concern a tenth of the staff"."""
    verb, head = doc[cue[1] - 1], doc[source[0] : source[1]].root
    subject = subject_of(verb)
    if subject is None or source[0] < cue[1] or subject.i >= cue[0] or is_passive(verb):
        return False
    said = any(a <= subject.i < b for a, b in content)
    return said and (head.head == verb or verb in head.ancestors) and head.dep_ not in {"nsubj", "nsubj:pass"} and doc[source[0] - 1].lower_ != "by"


#: Nouns of which "of" tells what they are made of, and not what they say: a statement of accounts.
_MADE_OF = frozenset({"statement", "account", "list", "record", "report"})


def _describes(doc: Doc, cue: Range, content: tuple[Range, ...]) -> bool:
    """Whether the cue tells what something is: "the units concerned", "known internally as PXT", "a statement of accounts"."""
    first, last = doc[cue[0]], doc[cue[1] - 1]
    if first.lemma_.lower() == "know" and last.lower_ == "as":
        return True
    if first.dep_ == "acl" and first.i == last.i and first.tag_ != "VBG" and not first.text.endswith("ing") and content[0][0] > cue[1] + 1:
        return True
    nominal = not any(doc[i].pos_ in {"VERB", "AUX"} or doc[i].like_num for a, b in content for i in range(a, b))
    return last.lower_ == "of" and doc[max(cue[0], cue[1] - 2)].lemma_.lower() in _MADE_OF and nominal


def mended(doc: Doc, roles: Any) -> Found | None:
    """One of the annotator's attributions as a `Found`; None when its cue is unknown or it has no content."""
    cue_words = list(range(*roles.cue))
    expletive = roles.cue[0] - 1 if roles.cue and doc[roles.cue[0] - 1].lower_ == "it" else None  # "it was reported that"
    content = ranges(doc, {i for a, b in roles.content for i in range(a, b) if not (i == a and doc[i].lower_ == "that") and i != expletive})
    if not cue_words or not content:
        return None
    cue = (roles.cue[0], roles.cue[1])
    kind, certainty = _kind(doc, cue_words, content)
    if not kind or kind == "stance":
        return None
    if _describes(doc, cue, content):
        return None
    if turns_down(doc[roles.cue[1] - 1]) or any(in_court(doc[i]) for i in cue_words):
        return None
    denying = is_negated(doc[roles.cue[1] - 1]) or any(t.lower_ in {"not", "n't", "never", "neither"} for t in doc[max(0, cue[0] - 5) : cue[1]])
    if denying and kind != "belief":
        certainty = "unknown"
    source = (roles.source[0], roles.source[1]) if roles.source is not None else None
    if source is not None and source[0] > cue[1] + 1 and doc[source[0] - 1].lower_ != "by":
        source = None  # a source far behind its cue is another's
    if source is not None and _has_subject(doc, source, cue, content):
        return None
    if source is not None and source[0] < cue[0] and (_unsaid(doc, cue) or _is_told_of(doc, source, cue)):
        content = ranges(doc, {i for a, b in (*content, source) for i in range(a, b)})
        source = None
    if source is not None:
        head = doc[source[0] : source[1]].root
        if head.dep_ == "det" and source[1] - source[0] == 1 and head.head.i > head.i:
            head = head.head  # "[An] Amazon spokesperson"
        wide = source_range(doc, head, doc[cue[0]])
        taken = set(range(*cue)) | {i for a, b in content for i in range(a, b)}
        if not taken & set(range(*wide)):
            source = min(source[0], wide[0]), max(source[1], wide[1])
    if source is not None:
        source = behind_relative(doc, source)
    if source is not None and doc[source[0] : source[1]].root.lemma_.lower() in cues.cues().happenings:
        return None
    return Found(rule="attribution.annotator", source=source, cue=cue, content=content, kind=kind, certainty=certainty)
