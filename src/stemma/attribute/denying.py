"""What can be denied: a claim can, an offer or a clerk can only be turned down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.lang.en.syntax import is_passive_subject, objects_of

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Nouns for what somebody has said.
DENIABLE = frozenset({"claim", "report", "allegation", "accusation", "charge", "suggestion", "rumour", "rumor", "assertion", "figure", "idea"}) | {
    *("notion", "theory", "speculation", "criticism", "story", "comment", "remark", "talk", "number", "count", "concern", "warning", "fear"),
}


def in_court(verb: Token) -> bool:
    """ "Pleaded not guilty", "admitted two counts of theft": an act before a court that others tell."""
    if verb.lemma_.lower() not in {"plead", "admit"}:
        return False
    after = [t.lemma_.lower() for t in verb.doc[verb.i + 1 : verb.i + 5]]
    return "guilty" in after or ("count" in after and verb.lemma_.lower() == "admit")


def turns_down(verb: Token) -> bool:
    """Whether a verb of the cue table gives no word: pleas; "reject" where it turns down a thing or a person (an offer, a clerk)."""
    if in_court(verb):
        return True
    if verb.lemma_.lower() not in {"reject", "dismiss"}:
        return False
    objects = objects_of(verb) or tuple(c for c in verb.children if is_passive_subject(c))
    quoted = any(t.text in {'"', "“"} for o in objects for t in verb.doc[o.left_edge.i : o.right_edge.i + 1])
    as_what = any(c.lower_ == "as" for child in verb.children for c in child.children)
    return bool(objects) and not quoted and not as_what and not any(o.lemma_.lower() in DENIABLE for o in objects)
