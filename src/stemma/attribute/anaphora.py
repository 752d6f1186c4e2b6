"""Pronouns and role nouns: the nearest or last of the cast whom they can mean."""

from __future__ import annotations

from stemma.attribute.sources import Answer, Source
from stemma.attribute.who import Who
from stemma.lang.en import voices
from stemma.lang.en.names import ROLES, TITLES, normal
from stemma.lang.en.syntax import subject_of

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "themselves", "both"})
_I = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})


#: Of whom a state has one.
_HEADS = frozenset({"president", "premier", "chancellor", "king"})
#: Nouns that fit every organisation.
_ANY_BODY = frozenset({"organization", "organisation", "body"})


def pronoun(s: Source) -> Answer:
    word = s.phrase.head.lower_
    if word in _I:
        return (s.speaker, f'"{word}" inside the speech of {s.speaker.name}.') if s.speaker else None
    kinds: set[str]
    if word in _HE | _SHE:
        wrong = "f" if word in _HE else "m"
        fits = [w for w in s.cast.people.values() if w.kind == "person" and w.gender != wrong]
    elif word in _IT:
        kinds = {"organisation", "agency", "outlet", "state", "document"}
        fits = [w for w in s.cast.people.values() if w.kind in kinds and not w.plural]
    elif word in _THEY:
        fits = [w for w in s.cast.people.values() if w.plural or w.kind in {"group", "anonymous"}]
        fits = [w for w in fits if w.before(s.offset) >= 0] or [w for w in s.cast.people.values() if w.kind in {"organisation", "agency", "state"}]
    else:
        return None
    who = _over(s, fits) or _nearest(s, fits)
    return (who, f'"{s.phrase.head.text}" is read as {who.name}, the nearest speaker or subject that agrees.') if who else None


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


def _nearest(s: Source, fits: list[Who]) -> Who | None:
    """The latest mentioned; for "he" and "she" the latest subject of an earlier sentence, if that is in this paragraph or the one before.

    The vague are taken only where nobody else fits. Chosen on GUM train (news, biographies, interviews): .73 of pronouns right against .70
    with subjects preferred for every pronoun and over three paragraphs.
    """
    known = [w for w in fits if w.before(s.offset) >= 0]
    before = [w for w in known if not w.vague] or known
    if not before:
        return None
    here = _sentence_start(s)
    last = max(before, key=lambda w: w.before(s.offset))
    subject = max((w for w in before if w.subject_before(here) >= 0), key=lambda w: w.subject_before(here), default=None)
    if subject is None or s.phrase.head.lower_ not in _HE | _SHE:
        return last
    near = s.cast.reading.report.text.count("\n\n", subject.subject_before(here), s.offset)
    return subject if near <= 1 else last


def _sentence_start(s: Source) -> int:
    sentence = s.phrase.head.sent
    return s.passage.start + s.passage.doc[sentence.start].idx


def role(s: Source) -> Answer:
    """ "The president", "the Ukrainian leader", "the company", "the agency": the last of the cast whom the noun describes."""
    lemma = s.phrase.lemma
    if not s.phrase.definite or s.phrase.name or s.phrase.plural:
        return None
    country = voices.country_in(s.phrase.core)
    if lemma in ROLES["leaders"] or lemma in TITLES:
        alike = ROLES["leaders"] if lemma in {"leader", "strongman", "ruler", "boss"} else {lemma}
        fits = [w for w in s.cast.people.values() if w.kind == "person" and w.described & alike and (country is None or w.country in {None, country})]
        fits = [w for w in fits if w.country == country] or fits if country else fits
    elif lemma in ROLES["companies"]:
        fits = [
            w for w in s.cast.people.values() if w.kind == "organisation" and not w.key.startswith(("office:", "spokes")) and (w.speaks_for is None)
        ]
        fits = [w for w in fits if w.firm] or fits
    elif lemma in _ANY_BODY:
        fits = [w for w in s.cast.people.values() if w.kind == "organisation" and not w.vague and not w.key.startswith(("office:", "spokes"))]
    elif lemma in ROLES["bodies"]:
        fits = [w for w in s.cast.people.values() if w.kind in {"organisation", "agency", "outlet"} and _is_a(w, lemma)]
    else:
        return None
    who = max((w for w in fits if w.before(s.offset) >= 0), key=lambda w: w.before(s.offset), default=None)
    if who is None and lemma in ROLES["leaders"] and len(fits) == 1 and lemma not in {"minister", "secretary", "chief", "head", "leader"}:
        return fits[0], f'"{s.phrase.core}" is read as {fits[0].name}, the only one of whom the report says so.'
    if who is None and lemma in ROLES["companies"]:  # before any name: the one that the report is about
        ranked = sorted(fits, key=lambda w: (-len(w.at), w.key))
        who = ranked[0] if ranked and (len(ranked) == 1 or len(ranked[0].at) > len(ranked[1].at)) else None
    if who is None and lemma in _HEADS and country is not None and len(s.phrase.core.split()) <= 4:
        who = s.cast.who(f"head:{country}:{lemma}", s.phrase.core, "person", country=country)
        who.described.add(lemma)
        return who, f'"{s.phrase.core}" is one person, whom the report does not name.'
    return (who, f'"{s.phrase.core}" is read as {who.name}, the last whom it describes.') if who else None


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
