"""Who denies what: a denial tied to the claims that it denies.

Theory of operation. A denial either says what it denies ("dismissed the reports of a deployment", "denied that it had closed the port") or points
back ("rejected the claims"). The first is tied to what its report told before it, from somebody else, in the words of the denial; the second to
what its report told from another named origin in the sentences right before. "No evidence of ..." stands against what another origin puts as fact,
right before a "however" or in nearly its words. Limits: a denial that points back further than a few sentences is tied to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.align.around import Surroundings
from stemma.align.pairs import Corpus, held
from stemma.align.stated import Proposition
from stemma.align.told import Told, related
from stemma.lang.en.places import country_words
from stemma.lang.en.senses import sense_of
from stemma.model import Relation


def _senses(text: str) -> frozenset[str]:
    return frozenset(map(sense_of, text.split()))


#: What a denial speaks of when it does not say what it denies.
_ACCUSED = _senses("claim report allegation accusation charge rumour rumor suggestion assertion figure statement account version number")
_DENYING = _senses(
    "call describe brand label dub pure complete utter invention hoax unfounded rubbish deny dismiss reject refute rebut repudiate false untrue "
    "baseless groundless fake fabricated fabrication lie nonsense disinformation misinformation propaganda slander one more as"
)
_EVIDENCE = _senses("evidence proof sign indication trace confirmation")
#: What one who is accused denies, and by what doing he was accused where nobody else says it.
_CHARGED = _senses("accusation charge allegation")
_ACCUSES = _senses("accuse charge indict blame")
_FACTUAL = frozenset({"is", "are", "was", "were", "has", "have", "had", "already"})
_TIMES = _senses("last week month day year yesterday today ago earlier monday tuesday wednesday thursday friday saturday sunday repeatedly again")
_CONTRAST = frozenset({"however", "but", "yet", "although", "though", "while", "whereas"})
_MANY = re.compile(r"\b(?:claims|reports|allegations|accusations|charges|statements|both|all)\b")  # more than the last thing said
#: A denial that ends with what points back: "dismissed the union's statement as untrue", "called the report 'disinformation'", "denied this".
_POINTS = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|call(?:s|ed|ing)?"
    r"|describ(?:es?|ed|ing))(?: (?:this|that|it)|(?: (?!an?\b|that\b|of\b|in\b)[\w'’-]+){1,4}?"
    r" (?:claims?|reports?|allegations?|accusations?|charges?|rumou?rs?|suggestions?|assertions?|statements?|figures?|versions?|accounts?|numbers?))"
    r"(?: (?:as )?[\"“”'‘’]*(?:an? )?[\w-]+(?: [\w-]+)?[\"“”'‘’]*)?[.,;]?$"
)
_BACK = 4  # sentences over which "the claims" point back
_MOST = 2  # claims that one denial is tied to at most
_AGREED = 2  # words that a denial and what it denies must share, where the denial has as many
_HALF = 0.5  # share of the denial's own words that a denied claim must have
_NEARLY = 0.75  # the same where nothing but the words ties the two


def denials(told: Sequence[Told], corpus: Corpus, around: Surroundings) -> list[Relation]:
    """Denials, and statements that there is no evidence, each tied to what it speaks of."""
    found = []
    by_report: dict[str, list[tuple[Told, Proposition]]] = {}
    for t in told:
        for p in t.members:
            by_report.setdefault(p.report, []).append((t, p))
    for denying in told:
        if denying.claim.certainty == "denied":
            found.extend(_denies(denying, told, by_report, corpus, around))
        elif evidence := [p for p in denying.members if p.words & _EVIDENCE and (p.negated or p.certainty == "unknown")]:
            found.extend(_without_evidence(denying, evidence, told, corpus, around))
    return found


def _denies(
    denying: Told, told: Sequence[Told], by_report: dict[str, list[tuple[Told, Proposition]]], corpus: Corpus, around: Surroundings
) -> list[Relation]:
    best: dict[str, tuple[float, Told, Proposition, Proposition]] = {}
    for p in denying.members:
        if p.certainty != "denied" or not (p.names or p.said.house):
            continue  # of a denier without a name it is not known what was put to them
        said = frozenset[str]() if _POINTS.search(around.of(p).own) else _content(p)
        accuser, last = (None, -1) if said else _accuser(p, denying, by_report[p.report], around)
        for t, q in by_report[p.report]:
            if not _answered(p, q, t, denying, around):
                continue
            near = around.of(p).sentence - around.of(q).sentence
            pointing = (
                not said
                and bool(p.words & _ACCUSED or _POINTS.search(around.of(p).own))
                and (_MANY.search(around.of(p).own) or around.of(q).sentence == last)
            )
            pointing = pointing and near <= _BACK and q.said.house == accuser
            share = corpus.sum(said & q.words) / corpus.sum(said) if said else 1.0
            enough = len(said & q.words) >= min(_AGREED, len(said)) and (len(said) >= _AGREED or near <= _BACK)
            if pointing or (said and share >= _HALF and enough and _one_place(p, q, around)):
                known = best.get(t.claim.id)
                if known is None or known[0] < share:
                    best[t.claim.id] = (share, t, p, q)
    ordered = sorted(best.values(), key=lambda f: (-f[0], -len(f[1].reports), -f[3].spans[0].start, f[1].claim.id))[:_MOST]
    why = "Somebody denies what the other claim says."
    return [related(denying, t, "denies", "align.denied", why, held(p, q, corpus)) for _, t, p, q in ordered]


def _accuser(p: Proposition, denying: Told, told: Sequence[tuple[Told, Proposition]], around: Surroundings) -> tuple[str | None, int]:
    """Whose claims "the claims" are, and in which sentence: of whoever made the last one before, not far back, and of nobody else."""
    before = [q for t, q in told if _answered(p, q, t, denying, around) and around.of(p).sentence - around.of(q).sentence <= _BACK]
    last = max(before, key=lambda q: (around.of(q).sentence, q.key), default=None)
    return (last.said.house, around.of(last).sentence) if last is not None else (None, -1)


def _content(p: Proposition) -> frozenset[str]:
    """What a denial says of what it denies: its words without names, denier, words of denying and of time."""
    named = {part for name in p.names | p.subject | p.places | country_words(p.statement) for part in name.split()}
    return p.words - _ACCUSED - _DENYING - _TIMES - named


def _one_place(p: Proposition, q: Proposition, around: Surroundings) -> bool:
    """Whether the two name a country in common, or one of them names none."""
    a, b = around.of(p).countries, around.of(q).near
    return not a or not b or bool(a & b)


def _answered(p: Proposition, q: Proposition, t: Told, denying: Told, around: Surroundings) -> bool:
    """Whether q may be what p denies: told before it in an earlier sentence, by somebody else, and neither a denial nor a mere number or time."""
    if t is denying or q.certainty == "denied" or q.kind in {"time", "counted"} or q.spans[0].start >= p.spans[0].start:
        return False
    if around.of(q).sentence >= around.of(p).sentence or q.zone != p.zone:
        return False
    if q.certainty == "unknown" and around.of(p).sentence - around.of(q).sentence > 1:
        return False  # "claimed without evidence that ..." is what the very next sentence denies
    if q.said.house is None:
        return (
            q.predicate in _ACCUSES and bool(p.words & _CHARGED) and q.certainty == "asserted"
        )  # "prosecutors charged the firm. It denies the charge"
    near = around.of(p).sentence - around.of(q).sentence == 1  # "it warned that 40 may be hurt. The firm called that figure invented"
    return q.said.house != p.said.house and (q.certainty != "hedged" or near) and p.said.house not in t.origins


def _without_evidence(denying: Told, evidence: Sequence[Proposition], told: Sequence[Told], corpus: Corpus, around: Surroundings) -> list[Relation]:
    """What another origin puts as fact, of which this one says that there is no evidence.

    That is what was told right before a "however"; or else the claim in most of its words.
    """
    fitting = []
    for p in evidence:
        content = (_content(p) or around.of(p).words - _TIMES) - _EVIDENCE
        if not content or not p.said.house:
            continue
        contrast = bool(_CONTRAST & set(around.of(p).text.replace(",", " ").split()))
        for t in told:
            if t is denying or t.origins & denying.origins or not t.origins or t.claim.certainty != "asserted":
                continue
            for q in t.members:
                if not _a_fact(q, around) or not _one_place(p, q, around):
                    continue
                before = q.report == p.report and around.of(p).sentence - around.of(q).sentence == 1
                share = corpus.sum(content & q.words) / corpus.sum(content)
                if (contrast and before and len(around.of(p).words & around.of(q).words) >= 2) or share >= _NEARLY:
                    fitting.append(((contrast and before, share, len(t.reports), t.claim.id), t, p, q))
    if not fitting:
        return []
    _, t, p, q = max(fitting, key=lambda f: f[0])
    why = "One origin puts as fact what another says there is no evidence of."
    return [related(denying, t, "conflicts", "align.no-evidence", why, held(p, q, corpus))]


def _a_fact(q: Proposition, around: Surroundings) -> bool:
    """Whether a clause puts something as so, and not as planned or negated."""
    if q.certainty != "asserted" or q.negated or q.kind == "counted" or q.predicate in _PLANS:
        return False
    return bool(set(around.of(q).own.split()) & _FACTUAL)


_PLANS = _senses("plan prepare ready use decide want expect")
