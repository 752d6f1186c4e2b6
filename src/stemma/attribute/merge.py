"""The annotator's attributions joined with those of the rules, one list a Doc.

Theory of operation. Where a rule and the annotator meet in a cue they are one attribution; the parse gives
the whole noun phrase of the source, and the content of whichever is chosen below. Found by rules alone stay. A source "behind" another
("..., citing Y") gets the content of the attribution that it stands behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from stemma.attribute.asides import without_asides
from stemma.attribute.behind import cut_short, filled
from stemma.attribute.extents import apart, source_range
from stemma.attribute.found import Found, Range, meet, ranges, trimmed
from stemma.attribute.inquits import by_word_order, misread
from stemma.attribute.phrases import according_to, citing, headline_colon, nominal, reckonings, sourceless
from stemma.attribute.quotes import quotations, whole
from stemma.attribute.relays import passed_on, quoted_behind
from stemma.attribute.revisions import by_revisions
from stemma.attribute.sentences import sentence_end, sentence_start
from stemma.attribute.verbs import by_verbs
from stemma.lang.en.syntax import is_passive, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


#: Read off word order: their sources are surer than the annotator's.
_STANDING = frozenset({"attribution.inquit", "attribution.according-to", "attribution.outer-subject"})


def by_rules(doc: Doc, *, headline: bool) -> list[Found]:
    """What the rules find in a Doc, in order."""
    standing = [*by_word_order(doc), *misread(doc), *quoted_behind(doc)]
    verbs = [f for f in by_verbs(doc) if not any(meet(f.cue, s.cue) for s in standing)]
    verbs += [f for f in by_revisions(doc) if not any(meet(f.cue, s.cue) for s in (*standing, *verbs))]
    found = [*standing, *verbs, *according_to(doc), *citing(doc), *passed_on(doc), *nominal(doc), *reckonings(doc), *sourceless(doc)]
    if headline:
        found.extend(headline_colon(doc))
    return sorted(found, key=lambda f: (f.cue, f.content))


def merged(doc: Doc, rules: Iterable[Found], learned: Iterable[Found]) -> list[Found]:
    """One list: pairs that share their cue made one, the rest of both, those behind others filled in; in order of cue and content."""
    rules = list(rules)
    out: list[Found] = []
    used: set[int] = set()
    for own in learned:
        twins = [n for n, r in enumerate(rules) if n not in used and meet(r.cue, own.cue) and (r.words & own.words or r.behind is not None)]
        if not twins:
            out.append(own)
            continue
        used.add(twins[0])
        rule = rules[twins[0]]
        others = [r.source for r in rules if r is not rule and r.source is not None and r.rule in _STANDING and r.behind is None]
        if own.source is not None and rule.source is not None and any(meet(own.source, o) for o in others) and not meet(own.source, rule.source):
            own = replace(own, source=None)  # "According to a report by Z, Y estimates that ...": Z is taken, Y estimates
        out.append(_paired(doc, rule, own))
    out.extend(r for n, r in enumerate(rules) if n not in used)
    out = [cut_short(doc, f, out) for f in filled(doc, _sharing(doc, out))]
    out = [_resumed(doc, _ahead(doc, _named_whole(doc, f))) for f in _outside(doc, out)]
    quotes = quotations(doc)
    out = [without_asides(doc, replace(f, content=whole(doc, f, quotes)), quotes) for f in out]
    out = [_also_known(doc, f) for f in out]
    return sorted(_once(f for f in out if f.content), key=lambda f: (f.cue, f.content))


def _paired(doc: Doc, rule: Found, own: Found) -> Found:
    """A rule's find and the annotator's with the same cue: the rule knows frame and source, the annotator the extent.

    An inquit's content reaches to the beginning of the sentence, where the annotator may stop at an inner comma: both together.
    """
    agree = own.source is None or (rule.source is not None and meet(rule.source, own.source))
    source = rule.source if rule.source is not None and (agree or rule.rule in _STANDING | {"attribution.quoted-as-saying"}) else own.source
    if rule.behind is not None:
        return rule
    if source is rule.source and own.source is not None and source is not None and agree:
        source = _longer(doc, source, own.source)
    if rule.alone:
        return replace(rule, source=source)
    content = own.content
    if rule.rule in _STANDING:
        start, end = sentence_start(doc, rule.cue[0]), sentence_end(doc, rule.cue[0])
        content = ranges(doc, set(rule.words) | {i for i in own.words if start <= i < end})
    return replace(rule, source=source, content=apart(doc, content, source, rule.cue))


def _longer(doc: Doc, rule: Range, own: Range) -> Range:
    """The annotator's source where it holds the rule's whole and adds a noun or name to it: the parser may have cut a name from its noun."""
    if not (own[0] <= rule[0] and rule[1] <= own[1]) or any(t.is_punct for t in doc[own[0] : rule[0]]):
        return rule  # "according to Interfax, minister Petrov said": two sources
    more = [doc[i] for i in (*range(own[0], rule[0]), *range(rule[1], own[1]))]
    named = any(t.pos_ in {"NOUN", "PROPN"} for t in more) and all(t.pos_ not in {"VERB", "AUX", "SCONJ"} for t in more)
    return trimmed(doc, own) or rule if named else rule


def _sharing(doc: Doc, found: list[Found]) -> list[Found]:
    """Gives a find without source that goes on after a comma or "and" the source of the one before it: "X called it ..., warned that ...".

    The annotator's training data give each source to one attribution only, so that it leaves out the second.
    """
    out: list[Found] = []
    for f in sorted(found, key=lambda g: g.cue):
        first = f.cue[0]
        while first and doc[first - 1].pos_ in {"ADV", "AUX"}:
            first -= 1
        start = sentence_start(doc, f.cue[0])
        if f.source is None and f.rule == "attribution.annotator":
            f = _with_subject(doc, f)
        if f.source is None and f.kind != "belief" and first > start and (doc[first - 1].text == "," or doc[first - 1].pos_ == "CCONJ"):
            front = [g for g in out if g.source is not None and g.source[0] >= start and g.cue[0] < f.cue[0]]
            f = replace(f, source=front[-1].source) if front else f
        elif f.source is None and f.kind == "say" and f.rule == "attribution.annotator":
            names = [e for e in doc.ents if start <= e.start and e.end <= first and e.label_ in {"PER", "PERSON", "ORG"}]
            f = replace(f, source=(names[0].start, names[0].end)) if len(names) == 1 and not f.words & set(range(names[0].start, names[0].end)) else f
        out.append(f)
    return out


def _with_subject(doc: Doc, f: Found) -> Found:
    """The parse's subject as source of an active verb that stands after it."""
    verb = doc[f.cue[1] - 1]
    passive = is_passive(verb) or any(doc[i].lower_ in {"is", "are", "was", "were", "be", "been"} for i in range(*f.cue))
    subject = subject_of(verb) if verb.pos_ == "VERB" and not passive else None
    if subject is None or subject.i >= f.cue[0] or subject.lower_ in {"who", "which", "that"}:
        return f
    own = source_range(doc, subject, verb)
    return f if f.words & set(range(*own)) else replace(f, source=own)


def _named_whole(doc: Doc, f: Found) -> Found:
    """A source that cuts a name takes in the whole of it."""
    if f.source is None:
        return f
    a, b = f.source
    for entity in doc.ents:
        if entity.start < b and a < entity.end and entity.end <= f.cue[0] and not f.words & set(range(entity.start, entity.end)):
            a, b = min(a, entity.start), max(b, entity.end)
    return replace(f, source=(a, b))


def _ahead(doc: Doc, f: Found) -> Found:
    """Where the content found is a scrap before the cue and a clause follows the cue, the clause is the content ("where X estimates 40 died")."""
    verb = doc[f.cue[1] - 1]
    scrap = all(doc[i].pos_ not in {"VERB", "AUX", "NUM"} and i < f.cue[0] for i in f.words) and len(f.words) <= 12
    if not scrap or f.alone or verb.pos_ != "VERB" or f.source is None or f.source[1] != f.cue[0]:
        return f
    after = range(f.cue[1], sentence_end(doc, f.cue[1]))
    subject = next((i for i in after if doc[i].pos_ in {"NOUN", "PROPN", "PRON", "NUM"}), None)
    clause = subject is not None and any(doc[i].pos_ in {"VERB", "AUX"} for i in after if i > subject) and doc[f.cue[1]].pos_ not in {"PUNCT", "PART"}
    return replace(f, content=ranges(doc, set(after))) if clause else f


#: Nouns that take up what the sentence before said: "The commitment was announced by ...".
_RESUMING = frozenset({"commitment", "pledge", "promise", "plan", "decision", "announcement", "deployment", "figure", "toll", "news"})


def _resumed(doc: Doc, f: Found) -> Found:
    """ "The commitment was announced by X": X's are the words of the sentence before, too."""
    words = [doc[i] for i in sorted(f.words) if doc[i].is_alpha]
    if not 2 <= len(words) <= 3 or words[0].lower_ not in {"the", "this"} or words[-1].lemma_.lower() not in _RESUMING:
        return f
    start = sentence_start(doc, words[0].i)
    if start != words[0].i or f.source is None:
        return f
    before = next((i for i in range(start - 1, -1, -1) if doc[i].is_alpha), None)
    if before is None:
        return f
    whole = set(range(sentence_start(doc, before), sentence_end(doc, before)))
    return replace(f, rule="attribution.resumed", content=ranges(doc, whole | set(f.words)))


def _also_known(doc: Doc, f: Found) -> Found:
    """Takes in ", also known as X" behind the content's last word: a further name of what was just said."""
    if not f.content:
        return f
    at = f.content[-1][1]
    words = [t.lower_ for t in doc[at : at + 4]]
    known = words[:1] == [","] and words[1:] in (["also", "known", "as"], ["also", "called", *words[3:]])
    if not known:
        return f
    end = next((t.i for t in doc[at + 4 : sentence_end(doc, at)] if t.text == ","), sentence_end(doc, at))
    return replace(f, content=ranges(doc, set(f.words) | set(range(at, end)))) if end - at <= 14 else f


def _outside(doc: Doc, found: list[Found]) -> list[Found]:
    """Takes a closing "..., the paper reports" out of the content of what the paper reports: it stands around it, not within."""
    closing = [f for f in found if f.rule in _STANDING and f.behind is None]
    out = []
    for g in found:
        for f in closing:
            first = min(f.cue[0], f.source[0] if f.source else f.cue[0])
            if f is not g and g.cue[0] in f.words and g.cue[0] < first and any(i >= first for i in g.words):
                end = sentence_end(doc, first)
                g = replace(g, content=ranges(doc, {i for i in g.words if not first <= i < end}))
        out.append(g)
    return out


def _once(found: Iterable[Found]) -> list[Found]:
    """Without second finds of the same cue that say no more: the one with a source, then the longer content, stays."""
    best: dict[tuple[Range, Range | None], Found] = {}
    for f in found:
        rivals = [k for k, g in best.items() if meet(g.cue, f.cue) and g.words & f.words and g.fronts is f.fronts]
        if not rivals:
            best[f.cue, f.source] = f
            continue
        strongest = max([best.pop(k) for k in rivals] + [f], key=lambda g: (g.source is not None, len(g.words)))
        best[strongest.cue, strongest.source] = strongest
    return list(best.values())
