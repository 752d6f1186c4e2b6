"""Promises as reports word them: "Norway has pledged to send 40 tents", "Norway's pledge of 40 tents", "the ministry will pay by Friday".

Theory of operation. Four shapes are known: a verb of promising with what is promised behind it; a noun of promising with its owner; "will" with
somebody before it; a headline's bare infinitive. The promiser is the noun phrase right before the verb ("Kim has committed") or after "by".
What is promised runs to the end of its clause and is cut where a second number begins ("1,000 sappers and 5,000 builders" are two). Limits: no
parse; a promiser that stands further off is left unnamed, and inverted sentences are not read. Tried and dropped: taking "prepare to" and "be set
to" for promises; nobody gives their word in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemma.follow.pledges.phrases import (
    ADVERBS,
    AUXILIARY,
    DAYS,
    NEGATIVE,
    PRONOUNS,
    REFLEXIVE,
    VERBS,
    WALL,
    WILL,
    at,
    clause_start,
    cue_verb,
    decides,
    phrase_after,
    reach,
    subject,
)
from stemma.follow.shared.wording import Word, suffered, word_set
from stemma.model import Span
from stemma.model.pledges import PledgeKind

NOUNS: dict[str, PledgeKind] = {
    "pledge": "promise",
    "promise": "promise",
    "vow": "promise",
    "commitment": "promise",
    "undertaking": "promise",
    "decision": "decision",
    "agreement": "decision",
    "plan": "plan",
    "intention": "plan",
    "offer": "offer",
}
#: The deed of a promise that names a thing and no verb ("pledged 40 tents").
GIVING = "give"
#: Verbs of promising that take a thing: "pledged 40 tents".
_WITH_OBJECT = frozenset({"pledge", "promise", "offer", "guarantee", "commit"})
_THINGS = word_set("aid help support assistance money funds funding dozens scores hundreds thousands millions billions")
#: States of mind and being are no deeds that can be promised: "will remain", "would need".
_NO_DEED = word_set("""
    be have need want remain stay become seem appear know think believe feel see hear like love depend belong include contain cost mean consist exist
    happen occur rise fall drop grow increase decrease lose suffer die face get struggle likely take come continue turn last reach exceed strike hit
    miss affect require fly pass operate enjoy benefit lead win play boost help
    """)
#: Participles of what befalls or is thought, which nobody does by giving a word: "will be missed", "would be needed".
_BEFALLS = word_set("""
    needed required missed remembered mourned felt seen known found expected affected hit lost killed hurt injured allowed able forced made believed
    considered regarded viewed judged reminded surprised pleased delighted disappointed tested faced met born followed
    """)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NO_PLEDGE = frozenset({"be", "become", "have", "need", "remain", "stay", "seem", "know", "believe", "see", "receive"})
#: "unveiled plans to", "made a promise to": the noun, and before it the verb whose subject holds it.
_ALSO_NOUNS = frozenset({"plan", "plans", "promise", "promises", "pledge", "pledges", "vow", "vows", "offer", "offers"})
_HOLDING = word_set(
    "unveiled unveils announced announces outlined outlines revealed reveals has have had made makes gave gives set shared detailed repeated renewed"
)
#: "Those affected will get severance pay": somebody is to give it to them.
_GETS = frozenset({"get", "receive", "have"})
_GETTERS = word_set(
    "those they affected victims survivors families employees workers staff residents refugees patients customers members students pensioners"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise found in a stretch of text; offsets are those of the text."""

    kind: PledgeKind
    cue: Span
    #: The promiser's words; None where none stands in place, or only a pronoun.
    who: Span | None
    #: From the verb of the deed (or the thing) to the end of its clause.
    what: Span
    #: The deed, as written: "dispatching"; `GIVING` where only a thing is named.
    act: str
    #: The pronoun that stands for the promiser, lower case.
    pronoun: str = ""
    #: True where nobody is said to do it ("will be offered"): the sufferer stands before it.
    passive: bool = False


def promises(text: str, words: Sequence[Word], *, headline: bool = False) -> Iterator[Promise]:
    """All promises in the tokens of one sentence, in order."""
    taken = -1
    for i in range(len(words)):
        if i <= taken:
            continue
        found = _verb(text, words, i) or _noun(text, words, i) or _will(text, words, i) or (_infinitive(text, words, i) if headline else None)
        if found is not None and not _broken_off(found, text):
            yield found
            taken = next((k for k, w in enumerate(words) if w.start >= found.what.start), i)


def _broken_off(promise: Promise, text: str) -> bool:
    """Whether the words of the thing promised end where its noun would have to come ("plans to bid for... or even")."""
    last = promise.what.of(text).rstrip(" .,…").rsplit(" ", 1)[-1].lower()
    return last in {"for", "of", "to", "the", "a", "an", "with", "at", "by", "from", "and", "or"}


def _verb(text: str, words: Sequence[Word], i: int) -> Promise | None:
    """ "has pledged to send", "promised 40 tents", "agreed that it would pay", "has been decided on by the council"."""
    verb = cue_verb(words[i].text)
    if verb is None or words[i].capital or (words[i].low in _ALSO_NOUNS and at(words, i - 1) in _HOLDING):
        return None
    before = _before(words, i) if not at(words, i - 1).endswith(("'s", "’s", "s'", "s’")) else None
    if before is None:
        return None
    first, auxiliaries = before
    if at(words, first - 1) in {"to", "a", "an", "the", "of", "this", "his", "her", "its", "their", "our", "would", "will", "may", "could", "might"}:
        return None
    if auxiliaries & {"is", "are", "was", "were", "be", "been", "being"} and not words[i].low.endswith("ing"):
        return _passive(text, words, i, first, VERBS[verb])
    j = i + 1
    while (
        at(words, j) in REFLEXIVE or at(words, j) in {"on", "instead", "again", "jointly"} or (at(words, j).endswith("ly") and at(words, j) != "only")
    ):
        j += 1
    start = _deed(words, j, gerund=verb == "commit")
    if start is not None and (words[start].low in _NO_PLEDGE or (words[start].low.endswith("ing") and not auxiliaries)):
        return None  # "decided to become a power"; "firms committed to exploring space" are devoted to it
    act = words[start].text if start is not None else GIVING
    if start is None and verb in _WITH_OBJECT and VERBS[verb] in {"promise", "offer"}:
        start = _thing(words, j, i)
    if start is None:
        return None
    who, pronoun = subject(words, first)
    if pronoun == "you":
        return None
    if VERBS[verb] == "plan" and not pronoun and (who is None or not decides(Span(who.start, who.end).of(text))):
        return None
    return Promise(VERBS[verb], Span(words[i].start, words[i].end), who, reach(words, start), act, pronoun)


def _before(words: Sequence[Word], i: int) -> tuple[int, set[str]] | None:
    """Where auxiliaries and adverbs before a verb begin; None when it is denied or comes as an adjective."""
    first, seen = i, set[str]()
    while first > 0 and (
        at(words, first - 1) in AUXILIARY | ADVERBS | NEGATIVE or (at(words, first - 1).endswith("ly") and at(words, first - 1) != "only")
    ):
        first -= 1
        seen.add(words[first].low)
    return None if seen & NEGATIVE or at(words, first - 1).endswith("n't") else (first, seen)


def _passive(text: str, words: Sequence[Word], i: int, first: int, kind: PledgeKind) -> Promise | None:
    """ "A deployment has been decided on by the council": the thing stands before, the promiser behind "by"; "X is meant to" promises nothing."""
    j = i + 2 if at(words, i + 1) in {"on", "upon"} else i + 1
    who = phrase_after(words, j + 1) if at(words, j) == "by" else None
    begin = clause_start(words, first)
    if who is None or begin >= first or not decides(who.of(text)):
        return None
    head = next((k - 1 for k in range(begin + 1, first) if at(words, k) in {"of", "to", "for", "from", "in"}), first - 1)
    return Promise(kind, Span(words[i].start, words[i].end), who, Span(words[begin].start, words[first - 1].end), words[head].text)


def _deed(words: Sequence[Word], j: int, *, gerund: bool = False) -> int | None:
    """Where the deed begins after "to" (or "not to"): its verb, or the "not"."""
    if at(words, j) == "not" and at(words, j + 1) == "to":
        return j if _is_deed(words, j + 2) else None
    if at(words, j) != "to" or j + 1 >= len(words):
        return None
    if gerund and at(words, j + 1).endswith("ing"):
        return j + 1
    if not gerund and at(words, j + 1).endswith("ing"):
        return None
    return j + 1 if _is_deed(words, j + 1) else None


def _is_deed(words: Sequence[Word], j: int) -> bool:
    low = at(words, j)
    return low.isalpha() and low not in WALL and low not in {"a", "an", "the", "its", "his", "her", "their", "our"} and not words[j].capital


def _thing(words: Sequence[Word], j: int, cue: int) -> int | None:
    """A thing promised: something counted, or aid."""
    for k in range(j, min(j + 4, len(words))):
        if words[k].text[0].isdigit() or words[k].text[0] in "$€£" or words[k].low in _THINGS:
            return j
        if words[k].low in WALL or not words[k].wordy:
            return None
    return None


def _noun(text: str, words: Sequence[Word], i: int) -> Promise | None:
    """ "Norway's pledge to send", "a decision by the council to close", "the bloc's offer of 40 tents", "plans to reopen"."""
    low = words[i].low
    noun = low if low in NOUNS else low.removesuffix("s") if low.removesuffix("s") in NOUNS else None
    if noun is None:
        return None
    j, who = i + 1, _owner(words, i)
    if who is None and at(words, i - 1) in _HOLDING:
        who = subject(words, next((k + 1 for k in range(i - 2, -1, -1) if at(words, k) not in AUXILIARY | ADVERBS), i - 1))[0]
    if at(words, j) == "by":
        after = phrase_after(words, j + 1)
        if after is not None:
            who = after
            j = next(k for k, w in enumerate(words) if w.end >= after.end) + 1
    if at(words, j) == "," and at(words, j + 1) == "to":
        j += 1
    if at(words, j) in {"underway", "afoot"}:
        j += 1
    start = _deed(words, j)
    act = words[start].text if start is not None else GIVING
    if start is None and at(words, j) == "of" and who is not None and NOUNS[noun] in {"promise", "offer"}:
        start = _thing(words, j + 1, i)
    if start is None or (noun == "offer" and who is None):
        return None
    if who is not None and not decides(who.of(text)):
        who = None
    return Promise(NOUNS[noun], Span(words[i].start, words[i].end), who, reach(words, start, subject=True), act)


def _owner(words: Sequence[Word], i: int) -> Span | None:
    """ "Norway's (recent) pledge", "the G7 commitment": who stands before the noun as its owner."""
    k = i - 1
    while k >= 0 and words[k].wordy and not words[k].capital and not words[k].text.endswith(("'s", "’s")) and words[k].low not in WALL and i - k < 4:
        k -= 1
    if k < 0 or not words[k].wordy:
        return None
    possessive = words[k].text.endswith(("'s", "’s", "s'", "s’")) or at(words, k + 1) in {"'s", "’s", "'", "’"}
    if not possessive and not (words[k].capital and k == i - 1):
        return None
    end, a = k, k
    while a > 0 and words[a - 1].wordy and (words[a - 1].capital or (words[a - 1].low in {"of", "and"} and words[a - 2].capital)):
        a -= 1
    if words[a].low in DAYS | PRONOUNS:
        return None
    cut = 2 if words[end].text.endswith(("'s", "’s")) else 0
    return Span(words[a].start, words[end].end - cut)


def _will(text: str, words: Sequence[Word], i: int) -> Promise | None:
    """ "The ministry will pay", "staff would be offered 90 days"; what only happens ("will rise", "will be") is no promise."""
    if words[i].low not in WILL or i + 1 >= len(words):
        return None
    j = i + 1
    while at(words, j) in ADVERBS or (at(words, j).endswith("ly") and at(words, j) != "only") or at(words, j) in {"usually"}:
        j += 1
    start = j
    if at(words, j) == "not":
        j += 1
    passive = at(words, j) == "be"
    if passive:
        j += 1
        while at(words, j).endswith("ly"):
            j += 1
        if not suffered(at(words, j)) or at(words, j) in _BEFALLS or at(words, i - 1) in _RELATIVE:
            return None
    deed = at(words, j)
    gets = deed in _GETS and bool({w.low for w in words[max(0, i - 6) : i]} & _GETTERS)
    if not deed.isalpha() or deed in WALL or (not passive and not gets and deed in _NO_DEED) or words[j].capital:
        return None
    who, pronoun = subject(words, i)
    if passive or gets:
        by = next((k for k in range(j + 1, min(j + 8, len(words))) if at(words, k) == "by"), None)
        agent = phrase_after(words, by + 1) if by is not None else None
        agent = agent if agent is not None and decides(agent.of(text)) else None
        what = Span(words[clause_start(words, i)].start, reach(words, start).end)
        if at(words, i - 2) in {"sooner", "more", "less", "better"} or (agent is None and "sooner" in {w.low for w in words[max(0, i - 5) : i]}):
            return None
        return Promise("announcement", Span(words[i].start, words[i].end), agent, what, words[j].text, "", True)
    if not pronoun and (who is None or not decides(who.of(text))):
        return None
    return Promise("announcement", Span(words[i].start, words[i].end), who, reach(words, start), words[j].text, pronoun)


def _infinitive(text: str, words: Sequence[Word], i: int) -> Promise | None:
    """A headline's "Norway to send tents": a name, "to", a deed, and no other verb before it."""
    if words[i].low != "to" or not 0 < i < 6 or not _is_deed(words, i + 1) or words[i + 1].low in _NO_DEED:
        return None
    who, pronoun = subject(words, i)
    if who is None or pronoun or who.start != words[0].start or not decides(who.of(text)):
        return None
    return Promise("announcement", Span(words[i].start, words[i].end), who, reach(words, i + 1), words[i + 1].text)
