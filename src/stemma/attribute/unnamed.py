"""Sources that keep their names to a newsroom: "three people familiar with the matter", "two officials told Reuters"."""

from __future__ import annotations

from stemma.attribute.naming import named_in
from stemma.attribute.sources import Answer, Source
from stemma.lang.en.names import ROLES, normal, words


def anonymous(s: Source) -> Answer:
    """ "Three people familiar with the matter": nobody's name, but one newsroom's sources."""
    lemma = s.phrase.lemma
    unnamed = hidden(s)
    if lemma not in ROLES["unnamed"] and not (unnamed and (lemma in ROLES["officials"] | ROLES["witnesses"] or _by_trade(s))):
        return None
    earlier = [w for w in s.cast.people.values() if w.kind == "anonymous" and w.before(s.offset) >= 0]
    private = unnamed or bool(set(words(f"{s.phrase.text} {_until_cue(s)}")) & ROLES["private"])
    alike = [w for w in earlier if lemma in words(w.name) or normal(s.phrase.head.text) in words(w.name)]
    if s.phrase.definite and earlier and (not private or alike):
        earlier = alike or earlier
        who = max(earlier, key=lambda w: w.before(s.offset))
        return who, f'"{s.phrase.core}" are the {who.name} named before.'
    if private or (lemma == "source" and s.phrase.core.lower() not in {"source", "sources"}):
        name = " ".join(t.text for t in s.passage.doc[s.tokens[0] : s.tokens[1]][:9] if not t.is_space)
        who = s.cast.who(f"anon:{s.cast.report}:{normal(name)}", name, "anonymous", plural=s.phrase.plural)
        return who, "" if not earlier else f'"{s.phrase.core}" are unnamed sources.'
    return None


def _by_trade(s: Source) -> bool:
    """ "Two security researchers": people whom only their trade and nobody's name tells."""
    return not s.phrase.name and not s.phrase.definite and s.phrase.lemma.endswith(("er", "or", "ist", "ian"))


def _until_cue(s: Source) -> str:
    """What stands between the source and a verb close behind it: "people [with knowledge of the matter] told"."""
    rest = s.passage.doc[s.tokens[1] : min(s.tokens[1] + 7, len(s.passage.doc))]
    verb = next((t.i for t in rest if t.pos_ in {"VERB", "AUX"} or t.is_punct), s.tokens[1])
    return str(s.passage.doc[s.tokens[1] : verb].text)


def hidden(s: Source) -> bool:
    """Whether the words behind the source say that it keeps its name to a newsroom: "on condition of anonymity", "told Reuters"."""
    after = s.passage.doc[s.tokens[0] : min(s.tokens[1] + 14, s.phrase.head.sent.end)]
    text = " ".join(t.lower_ for t in after)
    if "anonymity" in text or "not to be named" in text or "not to be identified" in text or "declined to be named" in text:
        return True
    told = next((t.i for t in after[: s.tokens[1] - s.tokens[0] + 3] if t.lower_ == "told" and t.i >= s.tokens[1]), None)
    if told is None:
        return False
    hearer = s.passage.doc[told + 1 : told + 6].text
    known, own = named_in(hearer), s.cast.reading.report.outlet
    return (
        (known is not None and known.relays) or s.cast.newsroom_in(hearer) is not None or (own is not None and normal(hearer).startswith(normal(own)))
    )
