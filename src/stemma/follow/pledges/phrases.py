"""Phrases found without a parse: the noun phrase before a verb, the reach of a clause, who can decide.

Shallow on purpose: walks over tokens, stops at the first word that does not fit, and rather finds nothing than too much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.follow.shared.wording import Word, bases, participle, word_set
from stemma.lang.en.names import ROLES
from stemma.model import Span
from stemma.model.pledges import PledgeKind

_KINDS: dict[PledgeKind, str] = {
    "promise": "pledge promise vow swear commit undertake guarantee volunteer",
    "decision": "agree decide resolve",
    "plan": "plan intend aim mean",
    "offer": "offer",
}
VERBS: dict[str, PledgeKind] = {verb: kind for kind, verbs in _KINDS.items() for verb in verbs.split()}
VERB_FORMS = {"swore": "swear", "sworn": "swear", "meant": "mean", "undertook": "undertake", "undertaken": "undertake", "committed": "commit"}
AUXILIARY = frozenset({"has", "have", "had", "is", "are", "was", "were", "be", "been", "being", "'s", "’s"})
ADVERBS = frozenset({"also", "now", "already", "earlier", "later", "since", "then", "even", "still", "again", "soon", "both", "all", "previously"})
NEGATIVE = frozenset({"not", "never", "n't", "neither", "nor", "hardly"})
WILL = frozenset({"will", "would", "shall", "'ll", "’ll"})
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this", "these", "those", "there", "both"})
REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves", "ourselves"})
WALL = word_set("""
    in on at by to from with as than if when while after before since until because although though but or nor so yet
    that which who whom whose where what how why said says say told tells reported reports announced announces revealed reveals added adds
    confirmed confirms claimed claims stated states noted notes is are was were be been has have had will would can could may might must should
    amid despite during under over into about against between through
    """)
_ENDING = word_set("""
    which who whom whose while after although though because but following amid adding said says reported according as despite unless so
    noting where when once
    """)
#: Before a promise it says that there was none.
DENYING = re.compile(r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed)?|refut(?:es|ed)|disput(?:es|ed))\b", re.IGNORECASE)
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "these", "those"})
DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday meanwhile however moreover additionally yesterday today tomorrow earlier later"
)
#: Nouns for those who can decide, beside names.
DECIDERS = (
    ROLES["leaders"]
    | ROLES["companies"]
    | ROLES["bodies"]
    | ROLES["officials"]
    | word_set("""
        government junta state states country nation countries nations cabinet parliament administration authority authorities regime leadership
        management union workers rebels police army navy military forces troops donors allies members ministers leaders officials council kingdom
        republic foundation fund hospital university school airline railway club federation association bank court
        """)
)


def cue_verb(form: str) -> str | None:
    """The verb of promising that a form is of."""
    low = form.lower()
    if low in VERB_FORMS:
        return VERB_FORMS[low]
    return next((b for b in sorted(bases(low)) if b in VERBS), None)


def at(words: Sequence[Word], i: int) -> str:
    return words[i].low if 0 <= i < len(words) else ""


def clause_start(words: Sequence[Word], before: int) -> int:
    """Where the clause begins whose verb stands at a token: after "that", a verb of saying, a semicolon, or a comma with a subject behind it."""
    k = before - 1
    while k >= 0 and before - k < 40:
        low = words[k].low
        if low in {"that", "said", "says", "reported", "announced", ";", ":", "—", "while", "but"} or (low == "," and before - k > 2):
            break
        k -= 1
    start = k + 1
    while start < before - 1 and (words[start].text in {'"', "“", ",", "'"} or words[start].low in {"and", "where"}):
        start += 1
    return start


def subject(words: Sequence[Word], before: int) -> tuple[Span | None, str]:
    """The noun phrase that ends right before a token, and the pronoun when it is one; what a comma encloses is stepped over."""
    k = before - 1
    end = None
    if at(words, k) in {",", ")", "–", "—"}:
        over = _over(words, k)
        inside = words[over + 2 : k]
        if words[k].text == "," and 0 < len(inside) <= 4 and all(w.capital for w in inside):
            end = inside[-1].end  # "Norland's president, Ivo Hale,": the name belongs to it
        k = over
    while k >= 0 and (at(words, k) in DAYS | ADVERBS or (at(words, k) in {"on", "late", "early"} and at(words, k + 1) in DAYS)):
        k -= 1
    if at(words, k) in PRONOUNS:
        if words[k].low in {"who", "which", "that"}:
            return subject(words, k)[0] if at(words, k - 1) in {","} or (k and words[k - 1].wordy) else None, ""
        return None, words[k].low
    last = k
    while k >= 0 and _joins(words, k, last):
        k -= 1
    first = k + 1
    while first <= last and (words[first].low in DAYS | {"and", "of", "for"}):
        first += 1
    return (Span(words[first].start, end or words[last].end), "") if first <= last else (None, "")


def _over(words: Sequence[Word], k: int) -> int:
    """The place before an apposition or relative clause that ends with the comma at `k`; `k - 1` when there is none."""
    opening = {",": ",", ")": "(", "–": "–", "—": "—"}[words[k].text]
    back = k - 1
    while back >= 0 and words[back].text != opening and k - back < 25:
        back -= 1
    return back - 1 if back > 0 and words[back].text == opening else k - 1


def _joins(words: Sequence[Word], k: int, last: int) -> bool:
    """Whether the token belongs to the noun phrase that goes on to its right."""
    low = words[k].low
    if not words[k].wordy and not words[k].text[0].isdigit():
        return False
    if low in {"of", "and", "for"}:
        named = k < last and (words[k + 1].capital or (words[k + 1].low == "the" and k + 2 <= last and words[k + 2].capital))
        return named and k > 0 and (words[k - 1].capital or low == "of") and words[k - 1].wordy
    if low in WALL or low in PRONOUNS or last - k > 9:
        return False
    if k < last and words[k + 1].low in _ARTICLES and low not in {"of", "and", "for"}:
        return False  # a noun phrase begins with its article
    return words[k].capital or not (low.endswith("ed") and k < last and words[k + 1].capital)


def phrase_after(words: Sequence[Word], k: int) -> Span | None:
    """The noun phrase that begins at a token: to the last capital, or the first noun after an article."""
    if k >= len(words) or not words[k].wordy:
        return None
    a = k
    while k < len(words) and words[k].wordy and words[k].low not in WALL and k - a < 6:
        k += 1
        if not words[k - 1].capital and at(words, k) in {"", ",", ".", "to"}:
            break
    return Span(words[a].start, words[k - 1].end) if k > a else None


def reach(words: Sequence[Word], start: int, *, subject: bool = False) -> Span:
    """From the deed to the end of its clause; as part of a `subject` ("the pledge to send tents was met") to the verb of that."""
    k = start
    while k + 1 < len(words):
        after = words[k + 1]
        if after.text in {";", ":", ".", "?", "!", "—", "–", "(", "”", "“"} or (after.low in _ENDING and k > start):
            if after.text in {"“", "”"}:
                k += 1
                continue
            break
        if subject and k > start and (after.low in AUXILIARY | WILL or (participle(after.text) and not after.low.endswith("ed"))):
            break
        if after.text == "," and not _listed(words, k + 1):
            break
        if after.low in {"and", "but"} and (
            cue_verb(at(words, k + 2)) or at(words, k + 2) in AUXILIARY | WILL | PRONOUNS or at(words, k + 2).endswith("ed")
        ):
            break
        k += 1
    while k > start and (words[k].low in {"and", "or", ",", "the", "on", "that"} or words[k].text in {"“", '"'}):
        k -= 1
    return Span(words[start].start, words[k].end)


def _listed(words: Sequence[Word], comma: int) -> bool:
    """Whether a comma stands in a list ("tents, blankets and pumps")."""
    for k in range(comma + 1, min(comma + 6, len(words))):
        if words[k].low in {"and", "or"}:
            return k > comma + 1
        if words[k].low in WALL | _ENDING or words[k].low in PRONOUNS:
            return False
    return False


def decides(words: str) -> bool:
    """Whether the words can name somebody who decides: a name, or a noun for a body, a leader, a firm."""
    found = words.split()
    names = [
        w
        for n, w in enumerate(found)
        if w[:1].isupper() and w.lower() not in _ARTICLES and (n or len(found) == 1 or found[1][:1].isupper() or found[0].endswith(("'s", "’s", ".")))
    ]
    return bool(names) or any(w.lower().strip(",'’") in DECIDERS for w in found)
