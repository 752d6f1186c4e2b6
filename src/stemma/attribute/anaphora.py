"""Pronouns and role nouns: the nearest or last of the cast whom they can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.attribute.antecedents import best, quoted
from stemma.attribute.phrase import is_plural
from stemma.attribute.sources import Answer, Source
from stemma.attribute.who import Who
from stemma.lang.en import cues, voices
from stemma.lang.en.names import ROLES, TITLES, normal, words
from stemma.lang.en.syntax import is_possessor, is_subject, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "themselves", "both"})
_I = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})


#: Words in the names of what is no company.
_NO_FIRMS = (ROLES["bodies"] | ROLES["bodies_by_name"]) - {"service", "team", "network", "club"}
#: Of whom a state has one.
_HEADS = frozenset({"president", "premier", "chancellor", "king"})
#: Nouns that fit every organisation.
_ANY_BODY = frozenset({"organization", "organisation", "body"})


def pronoun(s: Source) -> Answer:
    """Whom a pronoun means; nobody where that cannot be told."""
    word = s.phrase.head.lower_
    if word in _I:
        return (s.speaker, f'"{word}" inside the speech of {s.speaker.name}.') if s.speaker else None
    if word in _HE | _SHE:
        who = best(s)
    elif word in _IT:
        who = _it(s)
    elif word in _THEY:
        who = _they(s)
    else:
        return None
    return (who, f'"{s.phrase.head.text}" is read as {who.name}, the likeliest before it who agrees.') if who else None


def _it(s: Source) -> Who | None:
    """The body that is subject of the clause around "it" or was subject or spoke last in the sentence before; else the only one of both sentences."""
    kinds = {"organisation", "agency", "outlet", "state", "document"}
    fits = [w for w in s.cast.people.values() if w.kind in kinds and not w.plural]
    return _over(s, fits) or _near(s, fits, plural=False)


def _they(s: Source) -> Who | None:
    """Those who are subject of the clause around "they", or of the sentence before; a body only where it is one's own subject or spoke there."""
    plural = [w for w in s.cast.people.values() if w.plural or w.kind in {"group", "anonymous"}]
    bodies = [w for w in s.cast.people.values() if w.kind in {"organisation", "agency", "state"} and not w.plural]
    return _over(s, plural + bodies) or _near(s, plural, plural=True) or _near(s, bodies, plural=True)


def _near(s: Source, fits: list[Who], *, plural: bool) -> Who | None:
    """Of those who fit the subject of the sentence before or of this one, or who spoke there last; for "it" also the only one there.

    Nobody where a noun that nobody knows, and that agrees, has been subject since: "The minister met doctors. They said ...".
    """
    since = _sentence_before(s)
    subjects = [(w.subject_before(s.offset), w) for w in fits if w.subject_before(s.offset) >= since]
    if subjects:
        own = s.passage.start + s.phrase.head.sent[0].idx
        here = [pair for pair in subjects if pair[0] >= own]
        at, who = (max if here or plural else min)(here or subjects, key=lambda pair: (pair[0], pair[1].key))
        return None if _rival(s, at, who, plural=plural) else who
    if plural:
        return None
    there = [w for w in fits if w.before(s.offset) >= since and not w.vague]
    return there[0] if len(there) == 1 and not _rival(s, since - 1, there[0], plural=False) else None


def _rival(s: Source, after: int, who: Who, *, plural: bool) -> bool:
    """Whether a subject that agrees and is no name stands between an offset and the pronoun, on its side of the quotation marks."""
    first, own = s.passage.start, [(m.start, m.end) for m in who.mentions]
    for token in s.passage.doc:
        at = first + token.idx
        if at >= s.offset:
            break
        if at <= after or token.pos_ != "NOUN" or not is_subject(token) or is_plural(token) is not plural or any(a <= at < b for a, b in own):
            continue
        if (plural or _can_speak(token)) and quoted(token) == quoted(s.phrase.head):
            return True
    return False


def _can_speak(noun: Token) -> bool:
    """Whether a noun for one thing may be what "it" says: a body or a paper, subject of a sentence and not of what somebody tells in it."""
    lemma = noun.lemma_.lower()
    bodies = ROLES["bodies"] | ROLES["companies"] | ROLES["institutions"] | ROLES["newsrooms"] | ROLES["trades"] | ROLES["bodies_by_name"]
    return lemma in bodies | cues.cues().documents and noun.head.dep_ not in {"ccomp", "acl", "acl:relcl", "relcl", "advcl"}


def _sentence_before(s: Source) -> int:
    """Where the sentence before the pronoun's begins; its own where it is the first of its passage."""
    doc, here = s.passage.doc, s.phrase.head.sent.start
    last = next((t for t in reversed(list(doc[max(0, here - 3) : here])) if not t.is_space), None)
    return s.passage.start + doc[last.sent.start if last is not None else here].idx


def _over(s: Source, fits: list[Who]) -> Who | None:
    """The subject of a verb in whose clause the pronoun's stands ("Roe said she believes ..."); not that of words to which it is the inquit."""
    pronoun = s.phrase.head
    token = pronoun.head
    while token.dep_ != "parataxis" and token.head != token:
        token = token.head
        subject = subject_of(token, borrow=False)
        if subject is None or subject.i >= pronoun.i or token.i > pronoun.i:
            continue
        at = s.passage.start + subject.idx
        over = [w for w in fits if any(m.start <= at < m.end for m in w.mentions)]
        if over:
            return min(over, key=lambda w: w.key)
    return None


def role(s: Source) -> Answer:
    """ "The president", "the Ukrainian leader", "the company", "the agency": the last of the cast whom the noun describes."""
    lemma = s.phrase.lemma
    if not s.phrase.definite or s.phrase.plural or (s.phrase.name and (lemma not in ROLES["companies"] or s.phrase.head.pos_ != "NOUN")):
        return None
    if _named_beside(s):
        return None
    country = voices.country_in(s.phrase.core)
    if lemma in ROLES["leaders"] or lemma in TITLES:
        alike = ROLES["leaders"] if lemma in {"leader", "strongman", "ruler", "boss"} else {lemma}
        fits = [w for w in s.cast.people.values() if w.kind == "person" and w.described & alike and (country is None or w.country in {None, country})]
        fits = [w for w in fits if w.country == country] or fits if country else fits
    elif lemma in ROLES["companies"]:
        hints = set(words(s.phrase.core)) - {lemma} - _NO_HINTS
        told = [w for w in s.cast.people.values() if w.kind == "organisation" and hints & w.described] if hints else []
        if s.phrase.name and len(told) != 1:
            return None
        who = None if _another(s) else told[0] if len(told) == 1 else None if hints & _nations(s) else _firm(s)
        return (who, f'"{s.phrase.core}" is read as {who.name}, the firm spoken of before it.') if who else None
    elif lemma in _ANY_BODY:
        fits = [w for w in s.cast.people.values() if w.kind == "organisation" and not w.vague and not w.key.startswith(("office:", "spokes"))]
    elif lemma in ROLES["bodies"]:
        if _another(s):
            return None
        fits = [w for w in s.cast.people.values() if w.kind in {"organisation", "agency", "outlet"} and _is_a(w, lemma)]
        if not fits and (who := _it(s)) is not None and who.kind == "organisation" and not who.firm:
            return who, f'"{s.phrase.core}" is read as {who.name}, the body spoken of right before it.'
    elif lemma in ROLES["humans"]:
        fits = [w for w in s.cast.people.values() if w.kind == "person" and lemma in w.described]
        fits = [] if _another(s) else fits
    else:
        return None
    who = max((w for w in fits if w.before(s.offset) >= 0), key=lambda w: w.before(s.offset), default=None)
    if who is None and lemma in ROLES["leaders"] and len(fits) == 1 and lemma not in {"minister", "secretary", "chief", "head", "leader"}:
        return fits[0], f'"{s.phrase.core}" is read as {fits[0].name}, the only one of whom the report says so.'
    if who is None and lemma in _HEADS and country is not None and len(s.phrase.core.split()) <= 4:
        who = s.cast.who(f"head:{country}:{lemma}", s.phrase.core, "person", country=country)
        who.described.add(lemma)
        return who, f'"{s.phrase.core}" is one person, whom the report does not name.'
    return (who, f'"{s.phrase.core}" is read as {who.name}, the last whom it describes.') if who else None


#: Words that tell no firm from another.
_NO_HINTS = frozenset(
    {"based", "listed", "headquartered", "the", "a", "of", "company", "group", "giant", "firm", "largest", "big", "private", "state", "owned"}
)


def _nations(s: Source) -> set[str]:
    """The words of the phrase that name a nation: "the Norwegian company" is no other firm."""
    return {w for w in words(s.phrase.core) if voices.country_in(w) is not None}


def _another(s: Source) -> bool:
    """Whether words beside the noun make it one of its own: "the city's water company", "the regional sanitary inspector"."""
    owner = next((c for c in s.phrase.head.children if is_possessor(c)), None)
    if owner is not None and owner.pos_ in {"NOUN", "PROPN"}:
        return True
    named = s.phrase.lemma in ROLES["companies"]
    return not named and any(c.pos_ == "NOUN" and c.i < s.phrase.head.i and c.dep_ == "compound" for c in s.phrase.head.children)


def _named_beside(s: Source) -> bool:
    """Whether a name stands right behind the noun: "the security firm Harbour Watch" is no firm named before."""
    after = s.phrase.head.nbor() if s.phrase.head.i + 1 < len(s.phrase.head.doc) else None
    return after is not None and after.text[:1].isupper() and (after.pos_ == "PROPN" or bool(after.ent_type_))


def _firm(s: Source) -> Who | None:
    """The firm that "the company" means: the only one of the sentence before and its own; else the last subject of these; else the one named most.

    Nobody where two are named alike often: the nearest firm is as often the other one.
    """
    firms = [w for w in s.cast.people.values() if w.kind == "organisation" and not w.key.startswith(("office:", "spokes")) and w.speaks_for is None]
    firms = [w for w in firms if w.firm or not set(words(w.name)) & _NO_FIRMS]
    since = _sentence_before(s)
    near = [w for w in firms if w.before(s.offset) >= since]
    subjects = [(w.subject_before(s.offset), w) for w in near if w.subject_before(s.offset) >= since]
    if len(near) == 1:
        return near[0]
    if subjects:
        return max(subjects, key=lambda pair: (pair[0], pair[1].key))[1]
    if len(called := [w for w in near if w.firm]) == 1:
        return called[0]
    ranked = sorted(near or [w for w in firms if w.firm] or firms, key=lambda w: (-len(w.at), w.key))
    return ranked[0] if ranked and (len(ranked) == 1 or len(ranked[0].at) > len(ranked[1].at)) else None


def _is_a(who: Who, lemma: str) -> bool:
    """Whether the noun is among the words of the voice's names, or fits its kind."""
    known = voices.by_key(who.key)
    if known is not None and lemma in known.called:
        return True
    names = " ".join(normal(n) for n in (who.name, *who.aliases))
    if lemma in {"agency", "service"} and (who.relays or "intelligence" in names):
        return True
    if lemma in {"newspaper", "paper", "outlet", "broadcaster", "channel"}:
        return who.kind in {"outlet", "agency"}
    if lemma in {"alliance", "bloc"}:
        return lemma in names
    return lemma in names.split()
