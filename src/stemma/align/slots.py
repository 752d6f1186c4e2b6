"""A proposition word by word: what each word means, what it hangs on, and in which part.

Theory of operation. Two sentences are held against each other slot by slot: whoever does it in the one against whoever does it in the other,
whatever the order of words. Passives are turned ("was closed by snow" has snow as doer), a conjunct stands in the part of what it is joined to,
an apposition in that of the noun beside it, and all that narrows a noun ("of", a possessor, a compound) in one part. Besides: what is negated by
more than a "not" ("failed to land", "found no signs"), on which days the words put it, and whether it is told as done or as open. Limits: control
verbs pass on no subject, prepositions are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.lang.en import certainty, syntax
from stemma.lang.en.phrasal import has_particle, whole_lemma
from stemma.lang.en.senses import known, sense_of
from stemma.lang.reading import Passage
from stemma.model import Certainty, Timex

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_NARROWING = frozenset({"compound", "amod", "nmod:poss", "poss", "nmod:desc", "nmod:unmarked", "flat", "nn"})
#: Verbs that say of what hangs on them that it is not so.
_IMPLY_NOT = frozenset({"fail", "refuse", "decline", "neglect", "forbear", "avoid"})
#: Verbs that say in what state somebody is: without power, without water.
_LEFT = frozenset({"leave", "remain", "be"})
#: What people are without when it is cut, by sense.
_SUPPLIES = frozenset(map(sense_of, ("electricity", "power", "water", "gas", "heating", "supply", "internet")))
_NONE = frozenset({"no", "none", "neither", "nobody", "nothing", "without"})
#: Prepositions of time that say something else than when: a start, an end.
_BORDERS = {"since": "from", "from": "from", "until": "until", "till": "until", "by": "until", "before": "until", "after": "from", "as of": "from"}
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
#: Pronouns for whoever speaks, and for what is theirs.
_SELF = frozenset({"it", "he", "she", "they", "we", "i"})
_OWN = frozenset({"its", "his", "her", "their", "our", "my"})
_MAY = frozenset({"may", "might", "could"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
#: Doings after which what is talked of is not yet so.
_WEIGHED = frozenset(
    [
        "consider",
        "discuss",
        "mull",
        "weigh",
        "debate",
        "contemplate",
        "threaten",
        "hope",
        "ask",
        "demand",
        "urge",
        "want",
        "wish",
        "try",
        "attempt",
        "ready",
        "willing",
        "eager",
        "poised",
    ]
)
#: Verbs whose object has not come yet, and objects, by sense, that are there once they are faced.
_FACING = frozenset({"face", "await", "risk"})
_FACED = frozenset({"charge", "accuse", "crisis", "pressure", "problem", "opposition", "criticise", "shortage", "challenge", "threaten"})
#: Words on which what is not yet so hangs.
_AHEAD = frozenset(
    {
        "expect",
        "fear",
        "forecast",
        "project",
        "predict",
        "plan",
        "estimate",
        "face",
        "likely",
        "intend",
        "aim",
        "seek",
        "propose",
        "promise",
        "pledge",
        "vow",
        "agree",
        "decide",
        "set",
        "due",
        "schedule",
        "offer",
        "possible",
        "unclear",
        "know",
        "say",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One word of a proposition and the part it plays."""

    sense: str
    lemma: str
    form: str
    #: "name", "noun", "verb" or "adjective".
    kind: str
    #: "head", "doer", "done-to", "of" or a preposition.
    part: str
    #: Sense of the word that it hangs on; "" for the head.
    of: str
    #: Whether a little word goes with it that makes another verb of it ("took off"), of which nothing is known.
    particled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A stretch of days that the words name: "at", "from" or "until" it."""

    border: str
    first: str
    last: str
    #: What the words themselves say where they leave out week or year: "saturday", "--03-11"; else "".
    said: str = ""

    def apart(self, other: Days) -> bool:
        """Whether the two have no day in common; weekdays and dates without a year are compared as they are said."""
        if self.border != "at" and self.first[:7] != self.last[:7] and (self.first == self.last) != (other.first == other.last):
            return False
        if self.said and other.said and self.said[0] == other.said[0]:
            return self.said != other.said
        return self.last < other.first or other.last < self.first


def slots(tokens: Iterable[Token], head: Token) -> tuple[Slot, ...]:
    """The content words in order of the text, each in its part; words of dates and numbers left out."""
    found = []
    for token in sorted(set(tokens), key=lambda t: t.i):
        if (score := _score(token)) is not None:
            found.append(Slot(sense=score, lemma=score, form=score, kind="score", part="of", of=""))
        if not _tells(token) or token.ent_type_ in {"TIME", "DATE"}:
            continue
        part, governor = ("head", None) if token == head else _part(token)
        named = token.pos_ == "PROPN" or token.ent_type_ in {"PER", "ORG", "LOC", "MISC", "PERSON", "GPE", "NORP", "FAC", "EVENT"}
        inside = token.text[:1].isupper() and token.pos_ == "NOUN" and token.dep_ == "compound" and not token.is_sent_start
        kind = (
            "name"
            if (named and token.text[:1].isupper()) or inside
            else {"NOUN": "noun", "PROPN": "noun", "SYM": "noun", "ADJ": "adjective"}.get(token.pos_, "verb")
        )
        lemma = "percent" if token.text == "%" else whole_lemma(token).replace(".", "")
        if kind == "verb" and not known(lemma) and known(f"{lemma}e"):
            lemma = f"{lemma}e"  # "eased" is of "ease", whatever the annotator makes of it
        if kind == "name":
            lemma = token.lower_.replace(".", "")  # a name has no plural: "Rovers"
        sense = lemma if kind == "name" else _sense(lemma, token.lower_)
        found.append(
            Slot(
                sense=sense,
                lemma=lemma,
                form=token.lower_,
                kind=kind,
                part=part,
                of=sense_of(whole_lemma(governor)) if governor is not None else "",
                particled=has_particle(token) and lemma == token.lemma_.lower(),
            )
        )
    return tuple(found)


def _tells(token: Token) -> bool:
    """Whether a word carries content, "percent" and "%" among them."""
    return token.lower_ in {"percent", "%"} or (token.pos_ in _CONTENT and any(c.isalpha() for c in token.text))


def _sense(lemma: str, form: str) -> str:
    """The sense of a lemma, or of the form where the lemma is none that the table knows ("shran" for "shrank")."""
    found = sense_of(lemma)
    return found if found != lemma or sense_of(form) == form else sense_of(form)


def _score(token: Token) -> str | None:
    """The score of a match ("3-1") that begins with the token, the higher figure first."""
    if not token.text.isdigit() or token.i + 2 >= len(token.doc) or token.whitespace_:
        return None
    dash, second = token.doc[token.i + 1], token.doc[token.i + 2]
    if dash.text not in {"-", "–"} or dash.whitespace_ or not second.text.isdigit() or max(len(token.text), len(second.text)) > 2:
        return None
    high, low = sorted((int(token.text), int(second.text)), reverse=True)
    return f"{high}-{low}"


def _part(token: Token) -> tuple[str, Token | None]:
    """The part that a word plays and the word above it."""
    at = token
    for _ in range(6):
        if at.head == at:
            return "head", None
        if at.dep_ == "conj" or syntax.is_apposition(at) or at.dep_ in {"flat", "goeswith"}:
            at = at.head
            continue
        break
    dep, head = at.dep_, at.head
    if syntax.is_subject(at):
        return ("done-to" if syntax.is_passive_subject(at) else "doer"), head
    if syntax.is_object(at):
        return "done-to", head
    if dep in _NARROWING:
        return "of", head
    preposition = syntax.preposition_of(at)
    if preposition == "by" and syntax.is_passive(head):
        return "doer", head
    return ("of" if preposition in {"of", ""} else preposition), (head.head if dep == "pobj" else head)


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


def days(times: Iterable[Timex], passage: Passage) -> tuple[Days, ...]:
    """The days that the words name outright, and whether as a start or an end."""
    found = []
    for time in times:
        tokens = passage.tokens(time.span)
        if tokens is None or not (time.first and time.last) or not (time.iso or "")[:4].isdigit():
            continue
        before = passage.doc[tokens.start - 1].lower_ if tokens.start else ""
        own = syntax.preposition_of(tokens.root)
        border = _BORDERS.get(before) or _BORDERS.get(own) or "at"
        found.append(Days(border=border, first=time.first, last=time.last, said=_said([t.lower_ for t in tokens], time.first, time.last)))
    return tuple(found)


def _said(words: Sequence[str], first: str, last: str) -> str:
    """The weekday, or day and month, where that is all that is said."""
    weekday = next((w for w in words if w in _WEEKDAYS), "")
    if weekday:
        return weekday
    if first == last and any(w[:3] in _MONTHS for w in words) and not any(w.isdigit() and len(w) == 4 for w in words):
        return "-" + first[4:]
    return ""


def mood(head: Token, sure: Certainty) -> str:
    """How its own verb puts it: "done", "is", "will", "may", "open" for what else lies ahead or is not known, "" where that is not said."""
    modals = {m.lower_ for m in syntax.modals_of(head)}
    if sure == "unknown" and _flat(head) and not modals:
        return "done"
    if head.lemma_.lower() == "know" or (head.head.lemma_.lower() == "know" and head.dep_ == "xcomp"):
        return "open" if sure == "unknown" else "done"
    if modals & _MAY:
        return "may"
    if modals & _WILL:
        return "will"
    if head.lemma_.lower() in _FACING and any(syntax.is_object(c) and sense_of(c.lemma_.lower()) not in _FACED for c in head.children):
        return "open"
    infinitive = any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in head.children)
    above = head.head.lemma_.lower() if head.dep_ in {"xcomp", "ccomp", "advcl", "acl"} else ""
    if (head.lemma_.lower() in _WEIGHED and not syntax.is_passive(head)) or (
        above in _WEIGHED and head.dep_ in {"xcomp", "ccomp"} and not syntax.is_passive(head.head)
    ):
        return "open"
    if certainty.put_ahead(head):
        return "open"
    if sure in {"asserted", "denied"}:
        tense = _tense(head) or ("past" if _flat(head) else "")
        return "" if infinitive or modals else {"past": "done", "present": "is"}.get(tense, "")
    return "open" if infinitive or {head.lemma_.lower(), above} & _AHEAD or sure == "unknown" else ""


def _flat(head: Token) -> bool:
    """A main verb that tells what somebody did ("ordered", "the dam burst"): with a subject of its own and no mark of a present."""
    own = syntax.subject_of(head, borrow=False)
    plain = head.pos_ == "VERB" and head.dep_ == "root" and head.lemma_.lower() not in _AHEAD | _WEIGHED and own is not None
    return plain and (syntax.tense_of(head) == "past" or (not syntax.tense_of(head) and not syntax.is_auxiliary(head) and _bare(head)))


def _bare(head: Token) -> bool:
    """Whether nothing stands with the verb that makes it a perfect, a future or an infinitive."""
    return not any(syntax.is_auxiliary(c) or c.lower_ == "to" for c in head.children)


def only_weighed(found: Iterable[Slot]) -> bool:
    """Whether the head says that something is talked of, wished or tried, and not that it is done or settled."""
    return any(s.part == "head" and s.lemma in _WEIGHED for s in found)


def modals(kept: Sequence[Token]) -> frozenset[str]:
    """The modals among the words, and the words that put off or guess."""
    verbs = (t for t in kept if t.pos_ in {"AUX", "VERB", "ADJ"})
    found = {w for t in verbs for w in (t.lower_, t.lemma_.lower()) if w in _MAY | _WILL | _AHEAD | _WEIGHED or w == "would"}
    found |= {word for t in kept if t.pos_ in {"VERB", "NOUN"} and (word := certainty.put_ahead(t))}
    return frozenset(found | ({"be to"} if any(_is_to(t) for t in kept) else set()))


def _is_to(token: Token) -> bool:
    """The "to" of "is to land", "are to be evacuated"."""
    return token.lower_ == "to" and token.dep_ in {"mark", "aux"} and token.i > 0 and token.doc[token.i - 1].lemma_.lower() == "be"


def _tense(head: Token) -> str:
    """The tense of a verb, of a participle that of the verb it goes with."""
    own = syntax.tense_of(head)
    return own or (syntax.tense_of(head.head) if head.dep_ in {"advcl", "acl", "conj"} else "")


def own_matter(subject: Token | None, kept: Sequence[Token]) -> bool:
    """Whether the subject is a pronoun that can stand for the speaker, or somebody's own."""
    if subject is None or subject not in kept:
        return False
    return subject.lower_ in _SELF or any(c.lower_ in _OWN for c in subject.children)
