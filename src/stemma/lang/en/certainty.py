"""How sure the wording of a proposition leaves it: asserted, hedged, pledged, denied or unknown. About the words, never about the world.

Theory of operation. Rules look at the words of the proposition and at the predicates that govern it in the same sentence; each answers with one
certainty or nothing, and the most careful answer holds, in the order unknown, denied, hedged, pledged. Whoever is behind the words (the cue of an
attribution) has a say through `through`. A plain negation is still asserted: "the bridge was not hit" is a claim put as fact. Five fine classes
are beyond what people agree on (see docs/quality.md), so that these are coarse. Limits: irony, rhetorical questions and conditions that stand in
another sentence are not seen; "could" of a past ability is told from a hedge only by a negation or a past context word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from stemma.lang.en import syntax
from stemma.lang.en.cues import cues
from stemma.model import Certainty, Ground, Rule

if TYPE_CHECKING:
    from spacy.tokens import Token

#: From the most careful to the least: of several answers the first of these holds.
CARE: tuple[Certainty, ...] = ("unknown", "denied", "hedged", "pledged", "asserted")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MAYBE = frozenset({"may", "might", "could"})
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "would", "wo"})
_DOUBTING = _words(
    """
    reportedly allegedly apparently possibly probably perhaps maybe likely presumably seemingly supposedly purportedly potentially
    conceivably unconfirmed alleged purported presumed suspected
    """
)
_SEEMING = frozenset({"seem", "appear", "tend", "look"})
_EXPECTED = _words(
    """
    believe think report say expect suspect fear estimate presume rumour rumor understand allege assume consider suppose predict
    forecast tip slate project anticipate see set schedule
    """
)
_SCHEDULED = frozenset({"set", "schedule"})  # passives that plan rather than doubt
_LIKELY = frozenset({"likely", "unlikely", "possible", "probable", "potential", "poised", "plausible", "conceivable"})
_PLANNING = _words(
    """
    pledge promise vow swear commit agree plan intend decide undertake aim mean resolve threaten offer guarantee volunteer propose
    """
)
_READYING = frozenset({"prepare", "ready", "brace", "gear"})  # "is preparing to": on its way, by nobody's word
_PLANS = frozenset({"pledge", "promise", "vow", "commitment", "plan", "decision", "undertaking", "intention"})
_GUESSES = frozenset(
    {"estimate", "speculation", "allegation", "rumour", "rumor", "suspicion", "fear", "guess", "projection", "forecast", "prediction"}
)
_GUESSED = frozenset({"estimate", "believe", "think", "suspect", "project", "rumour", "rumor", "fear", "predict", "forecast", "presume"})
_DENYING = frozenset({"deny", "refute", "rebut", "disavow", "repudiate", "disclaim", "debunk"})
_REFUSING = frozenset({"dismiss", "reject", "rubbish"})
_NAMING = frozenset({"call", "describe", "brand", "label", "dub", "denounce", "dismiss", "slam", "decry"})
#: What somebody calls that which is not so.
_FALSE = _words(
    "baseless false fake untrue unfounded groundless fabricate fabricated fabrication lie hoax nonsense invented fictitious fiction bogus "
    "invention falsehood rubbish absurd disinformation misinformation myth"
)
_INSISTING = frozenset({"insist", "maintain", "swear", "protest"})
_VOWING = frozenset({"vow", "promise", "pledge", "swear", "threaten", "guarantee"})
_CLAIMED = _words(
    """
    claim report allegation accusation charge suggestion rumour rumor assertion figure idea notion theory speculation criticism story comment
    remark talk number count lawsuit complaint insinuation warning concern
    """
)
#: Words before "to" and a verb that put it ahead, however the parse hangs them: planned, or only wished for.
_DUE = frozenset({"due", "set", "slated", "scheduled", "poised", "about", "preparing", "planning", "bound"})
_WISHED = frozenset(
    {"hope", "hopes", "hoped", "hoping", "wants", "want", "wanted", "wishes", "aims", "aim", "tries", "trying", "seeks", "seeking", "keen"}
)
_DECLINING = frozenset({"decline", "refuse"})
_ANSWERING = _words(
    """
    comment respond reply answer confirm verify acknowledge disclose release say reveal publish announce corroborate identify name
    specify clarify
    """
)
_CHECKING = frozenset({"verify", "confirm", "corroborate", "authenticate", "substantiate", "ascertain", "establish", "determine"})
_UNCLEAR = frozenset({"unclear", "unknown", "uncertain", "unverified", "undetermined"})
_IS = frozenset({"is", "are", "was", "were"})
_PEOPLE = frozenset({"PER", "ORG", "PERSON", "NORP", "GPE"})


def of(tokens: Iterable[Token]) -> tuple[Certainty, tuple[Ground, ...]]:
    """The certainty of a proposition given by its tokens (one sentence of one Doc, any order), with one ground for what decided it.

    Grounds carry no spans: the caller knows where in the report the proposition stands. No tokens, or no rule that fires: asserted.
    """
    words = sorted((t for t in tokens if not t.is_space), key=lambda t: t.i)
    if not words:
        return "asserted", ()
    chain = list(_governors(words))
    found = [answer for rule in _RULES for answer in rule(words, chain)]
    for certainty in CARE:
        for answer, name, why in found:
            if answer == certainty:
                return certainty, (Ground(rule=name, sentence=why),)
    return "asserted", ()


def through(certainties: Sequence[Certainty]) -> Certainty:
    """One certainty for words that several have a say about, outermost first: the most careful; nothing at all is asserted.

    A hedge anywhere on the way never raises certainty: `through([x, "hedged"])` is never asserted or pledged.
    """
    return next((c for c in CARE if c in certainties), "asserted")


_Answer = tuple[Certainty, str, str]


def _governors(words: Sequence[Token]) -> Iterator[Token]:
    """The predicates of the proposition from its own up to the one of the sentence, as long as they take it as their complement."""
    inside = {t.i for t in words}
    tops = [t for t in words if t.head == t or t.head.i not in inside]
    top = min(tops, key=lambda t: (t.is_punct, t.pos_ not in {"VERB", "AUX"}, len(list(t.ancestors)), t.i))
    at = syntax.predicate_of(top)
    yield at
    for _ in range(6):
        head = at.head
        if head == at or not (syntax.is_complement(at) or at.dep_ in {"xcomp", "ccomp", "acl", "conj"} or _completes(at)):
            return
        if at.dep_ != "conj":
            yield head
        at = head


def _completes(verb: Token) -> bool:
    """ "committed to sending": a gerund after "to" that completes the plan above it, whatever the parse calls it."""
    return (
        syntax.is_adverbial_clause(verb)
        and verb.head.lemma_.lower() in _PLANNING
        and any(c.lower_ == "to" and c.i < verb.i for c in verb.children)
        and verb.lower_.endswith("ing")
    )


def _open(verbs: Iterable[Token], words: Sequence[Token]) -> Iterator[Token]:
    """The given predicates and those inside the proposition that complete its own, each once."""
    seen: set[int] = set()
    inside = {t.i for t in words}
    stack = list(verbs)
    while stack:
        verb = stack.pop(0)
        if verb.i in seen:
            continue
        seen.add(verb.i)
        yield verb
        stack.extend(c for c in verb.children if c.i in inside and c.dep_ in {"xcomp", "ccomp"})


def _silence(words: Sequence[Token], chain: Sequence[Token]) -> Iterator[_Answer]:
    for verb in _open(chain[:1], words):
        lemma = verb.lemma_.lower()
        if lemma in _DECLINING and any(c.lemma_.lower() in _ANSWERING | cues().answers for c in syntax.complements_of(verb)):
            yield "unknown", "certainty.silence", f"Somebody “{verb.text}” to answer: nothing is said either way."
        if lemma in _ANSWERING and (syntax.is_negated(verb) or _yet_to(verb)):
            yield "unknown", "certainty.silence", f"What is told is that nobody did “{verb.text}”: nothing is said either way."


def _yet_to(verb: Token) -> bool:
    """ "is yet to respond", "has yet to confirm"."""
    head = verb.head
    return any(c.lower_ == "yet" for c in (*head.children, *verb.children)) and any(c.lower_ == "to" for c in verb.children)


def _unverified(words: Sequence[Token], chain: Sequence[Token]) -> Iterator[_Answer]:
    for verb in _open(chain[:1], words):
        unable = syntax.is_negated(verb) or any(c.lower_ in {"unable", "impossible"} for c in (verb.head, *verb.children))
        if verb.lemma_.lower() in _CHECKING and unable:
            yield "unknown", "certainty.unverified", f"It is said that this could not be checked (“{verb.text}”)."
    for word in words:
        if word.lower_ in {"evidence", "proof", "confirmation", "word", "indication"} and any(c.lower_ == "no" for c in word.children):
            yield "unknown", "certainty.unverified", f"It is said that there is “no {word.text}”."
        if word.lemma_.lower() in _UNCLEAR or (word.lower_ in {"clear", "known"} and word.dep_ not in {"amod", "conj"} and syntax.is_negated(word)):
            yield "unknown", "certainty.unverified", f"It is told as an open question (“{word.text}”)."


def _denial(words: Sequence[Token], chain: Sequence[Token]) -> Iterator[_Answer]:
    verb = chain[0]
    lemma = verb.lemma_.lower()
    claimed = any(o.lemma_.lower() in _CLAIMED for o in syntax.objects_of(verb))
    if (lemma in _DENYING or (lemma in _REFUSING and claimed)) and not syntax.is_negated(verb) and not verb.dep_.startswith("acl"):
        yield "denied", "certainty.denial", f"It is told as a denial (“{verb.text}”)."
    text = [t.lower_ for t in words]
    if any(text[i : i + 4] == ["nothing", "to", "do", "with"] for i in range(len(text))):
        yield "denied", "certainty.denial", "Somebody says to have “nothing to do with” it."
    false = next((t for t in words if t.lemma_.lower() in _FALSE or t.lower_ in _FALSE), None)
    named = syntax.objects_of(verb) or any(c.dep_ == "xcomp" and c.lemma_.lower() in _CLAIMED for c in verb.children)
    if lemma in _NAMING and false is not None and named and not syntax.is_negated(verb):
        yield "denied", "certainty.denial", f"It is called “{false.text}”."
    if len(chain) > 1 and chain[1].lemma_.lower() in _INSISTING and _never(verb) and _of_oneself(verb):
        yield "denied", "certainty.denial", f"Somebody “{chain[1].text}” not to have done it."


def _never(verb: Token) -> bool:
    return syntax.is_negated(verb) or any(c.lower_ == "never" for c in verb.children)


def _of_oneself(verb: Token) -> bool:
    """Whether the subject is a pronoun, that of who insists: "the firm insists that it never paid"."""
    subject = syntax.subject_of(verb)
    return subject is not None and subject.lower_ in {"it", "he", "she", "they", "we", "i"}


def _doubt(words: Sequence[Token], chain: Sequence[Token]) -> Iterator[_Answer]:
    for verb in _open(chain, words):
        for modal in syntax.modals_of(verb):
            if modal.lower_ in _MAYBE and not (modal.lower_ == "could" and syntax.is_negated(verb)):
                yield "hedged", "certainty.modal", f"“{modal.text} {verb.text}” leaves it open."
        if verb.lemma_.lower() in _SEEMING and syntax.complements_of(verb):
            yield "hedged", "certainty.seeming", f"It only “{verb.text}” to be so."
        passive = syntax.is_passive(verb) or any(a.lemma_.lower() == "be" for a in syntax.auxiliaries_of(verb))
        if verb.lemma_.lower() in _EXPECTED and passive and verb.dep_ not in {"acl", "amod"} and _goes_on(verb):
            yield "hedged", "certainty.believed", f"It is “{verb.text}” by somebody who is not named."
        if verb.lemma_.lower() in _LIKELY and (_goes_on(verb) or verb.pos_ == "ADJ") and verb.dep_ != "amod":
            yield "hedged", "certainty.likely", f"It is called “{verb.text}”."
    for word in words:
        if word.lower_ in _DOUBTING and (word.dep_ == "advmod" or word.pos_ == "ADV" or word.dep_ == "amod"):
            yield "hedged", "certainty.adverb", f"The word “{word.text}” keeps a distance."
        if (
            word.dep_ in {"acl", "ROOT", "root"}
            and word.lemma_.lower() in _GUESSED
            and syntax.form_of(word) == "VBN"
            and syntax.subject_of(word) is None
        ):
            yield "hedged", "certainty.guess", f"It is given as “{word.text}”."
        if word.pos_ == "NOUN" and word.lemma_.lower() in _GUESSES and word.dep_ in {"ROOT", "root", "nsubj", "obl", "nmod", "pobj", "conj", "obj"}:
            yield "hedged", "certainty.guess", f"It is called “{word.text}”."


def _goes_on(verb: Token) -> bool:
    """Whether something hangs on the verb that it can be about: an infinitive, a clause, a state."""
    return any(syntax.is_complement(c) or c.dep_ in {"xcomp", "ccomp", "obl", "oprd", "csubj", "prep"} for c in verb.children)


def _plan(words: Sequence[Token], chain: Sequence[Token]) -> Iterator[_Answer]:
    for verb in _open(chain, words):
        lemma = verb.lemma_.lower()
        infinitives = [c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl", "obl", "prep", "pcomp"}]
        if lemma in _PLANNING and infinitives and verb.pos_ == "VERB":
            yield "pledged", "certainty.plan", f"It is planned or promised (“{verb.text}”), not yet done."
        if lemma in _SCHEDULED and syntax.is_passive(verb) and any(c.dep_ == "xcomp" for c in verb.children):
            yield "pledged", "certainty.plan", f"It is “{verb.text}” for later, not yet done."
        if lemma in _READYING and any(c.dep_ in {"xcomp", "advcl"} for c in verb.children) and verb.pos_ == "VERB":
            yield "hedged", "certainty.readying", f"Somebody is “{verb.text}” for it; it is not done."
    before = put_ahead(chain[0])
    if before in _DUE:
        yield "pledged", "certainty.plan", f"It is “{before} to” happen, not yet done."
    elif before in _WISHED:
        yield "hedged", "certainty.wish", f"Somebody “{before} to”; it is not done."
    for word in words:
        if word.lemma_.lower() in {"plan", "intention"} and any(c.lower_ == "no" for c in word.children):
            yield "denied", "certainty.denial", f"It is said that there is “no {word.text}” for it."
        elif word.pos_ == "NOUN" and word.lemma_.lower() in _PLANS and any(c.dep_ in {"acl", "nmod", "prep"} for c in word.children):
            yield "pledged", "certainty.plan", f"It is a “{word.text}”, not yet done."


def put_ahead(verb: Token) -> str:
    """The word before "to" that puts a verb ahead ("due to be restarted", "hope to find"), read by the order of words; "" where there is none.

    Where a parser takes the noun before it for the head ("biologists hope to find"), the first such word after that noun is taken.
    """
    doc = verb.doc
    if verb.pos_ == "ADJ" and verb.lower_ in _DUE and verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "to":
        return str(verb.lower_)  # "is due to be restarted", where the parser takes "due" for the predicate
    at = verb.i - 1
    while at > 1 and (doc[at].lower_ == "be" or doc[at].pos_ in {"ADV", "AUX"}) and doc[at].lower_ != "to":
        at -= 1
    if at > 0 and doc[at].lower_ == "to" and doc[at - 1].lower_ in _DUE | _WISHED and (doc[at - 1].lower_ != "about" or doc[at - 2].lemma_ == "be"):
        return str(doc[at - 1].lower_)
    if verb.pos_ not in {"NOUN", "PROPN"}:
        return ""
    return next((t.lower_ for t in verb.subtree if t.i > verb.i and t.lower_ in _WISHED and _to_follows(t)), "")


def _to_follows(token: Token) -> bool:
    """Whether it is a verb, whatever the parse says: "to" follows, and nothing that goes with a noun stands before it."""
    if any(c.dep_ in {"det", "amod", "nmod:poss", "case"} for c in token.children):
        return False
    return token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ == "to"


def _future(words: Sequence[Token], chain: Sequence[Token]) -> Iterator[_Answer]:
    verb = chain[0]
    modal = next((m for m in syntax.modals_of(verb) if m.lower_ in _FUTURE), None)
    if modal is not None:
        if modal.lower_ == "would" and any(c.dep_ in {"advcl"} and any(m.lower_ in {"if", "were"} for m in c.children) for c in verb.children):
            yield "hedged", "certainty.condition", "It holds only if something else does."
        elif syntax.is_passive(verb) or _can_decide(syntax.subject_of(verb)) or any(v.lemma_.lower() in _VOWING for v in chain[1:]):
            yield "pledged", "certainty.will", f"“{modal.text} {verb.text}” lies ahead and is in somebody's hands."
        else:
            yield "hedged", "certainty.forecast", f"“{modal.text} {verb.text}” is a forecast."
    if _is_to(verb) and not syntax.is_passive(verb) and _can_decide(syntax.subject_of(verb)):
        yield "pledged", "certainty.will", f"“to {verb.text}” lies ahead and is in somebody's hands."
    elif _is_to(verb):
        yield "hedged", "certainty.is-to", f"“to {verb.text}” lies ahead; who decides it is not said."
    if _headline_infinitive(verb):
        yield "pledged", "certainty.headline-infinitive", f"A headline's “to {verb.text}” lies ahead."


def _can_decide(subject: Token | None) -> bool:
    """A person, an organisation, a state, or a pronoun for people."""
    if subject is None:
        return False
    return subject.ent_type_ in _PEOPLE | {"LOC"} or subject.pos_ in {"PROPN"} or subject.lower_ in {"he", "she", "we", "i", "they", "who"}


def _is_to(verb: Token) -> bool:
    """ "are to be cut", "is to visit"; not "is to blame"."""
    marked = any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children)
    return marked and (
        (verb.head.lemma_.lower() == "be" and verb.dep_ in {"xcomp", "ccomp"} and verb.head.pos_ in {"AUX", "VERB"})
        or any(c.lower_ in _IS and c.i < verb.i and (syntax.is_auxiliary(c) or c.dep_ == "aux:pass") for c in verb.children)
    )


def _headline_infinitive(verb: Token) -> bool:
    """ "Norway to send tents": an infinitive with a subject of its own and no finite verb."""
    marked = any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children)
    finite = any(c.lower_ in _IS for c in verb.children)
    return marked and not finite and verb.dep_ in {"ROOT", "root"} and any(syntax.is_subject(c) for c in verb.children)


_RULES = (_silence, _unverified, _denial, _doubt, _plan, _future)

#: What `stemma explain` shows.
RULES: tuple[Rule, ...] = (
    Rule(
        name="certainty.silence", explain="Somebody declines to answer, or has not yet: the matter stays unknown.", examples=("declined to comment",)
    ),
    Rule(
        name="certainty.unverified",
        explain="The report says that it could not be checked, that there is no evidence, or that it is unclear: unknown.",
        examples=("could not independently verify the figure", "there is no evidence that", "it is unclear whether"),
    ),
    Rule(name="certainty.wish", explain="What somebody hopes, wants or tries to do is not done.", examples=("biologists hope to find a new frog",)),
    Rule(name="certainty.denial", explain="What is told is a denial.", examples=("dismissed the reports as false",)),
    Rule(name="certainty.modal", explain="May, might or could leaves it open: hedged.", examples=("the toll may exceed 300",)),
    Rule(name="certainty.seeming", explain="It seems or appears to be so: hedged.", examples=("appears to have been hit",)),
    Rule(name="certainty.believed", explain="A passive of belief or hearsay without a speaker: hedged.", examples=("is believed to have sent",)),
    Rule(name="certainty.likely", explain="Likely, possible, poised: hedged.", examples=("is likely to rise",)),
    Rule(
        name="certainty.adverb",
        explain="An adverb or adjective that keeps a distance: hedged.",
        examples=("reportedly supplied", "the alleged order"),
    ),
    Rule(name="certainty.guess", explain="It is called an estimate, a rumour, a fear: hedged.", examples=("estimated at 40 metres",)),
    Rule(
        name="certainty.plan",
        explain="Decided, planned or promised, not yet done: pledged. Whether it came to pass is another claim.",
        examples=("has pledged to send tents", "decided to close the port"),
    ),
    Rule(name="certainty.readying", explain="Preparing or getting ready to do it, by nobody's word: hedged.", examples=("is preparing to lay off",)),
    Rule(
        name="certainty.will",
        explain="Will or would, of something that people decide on: pledged.",
        examples=("the ministry will send tents", "staff will be offered help"),
    ),
    Rule(
        name="certainty.forecast", explain="Will or would, of something that nobody decides on: a forecast, hedged.", examples=("prices will rise",)
    ),
    Rule(name="certainty.condition", explain="It holds only if something else does: hedged.", examples=("it would be the largest if confirmed",)),
    Rule(name="certainty.is-to", explain="Is to, are to: it lies ahead and nobody vouches for it: hedged.", examples=("500 jobs are to be cut",)),
    Rule(name="certainty.headline-infinitive", explain="In a headline, a bare infinitive lies ahead: pledged.", examples=("Norway to send tents",)),
)
