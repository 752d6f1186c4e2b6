"""Pledges: who promised what to whom, how much, by when, and what later reports say came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.model.spans import Ground, Place
from stemma.model.values import Quantity

#: How binding the words are that the reports use: "pledged", "decided", "plans to", "offered", or only "will".
PledgeKind = Literal["promise", "decision", "plan", "offer", "announcement"]
PledgeStatus = Literal["pledged", "under way", "reported done", "denied", "lapsed", "nothing told since"]
OutcomeState = Literal["under way", "reported done", "denied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promiser:
    """Who is to do it, which need not be who reports it."""

    #: The name to show: the state of a leader who decides for it, else the name in the reports' words.
    name: str
    #: In the reports' own words ("Kim").
    words: str
    #: Id of the voice, when the promiser is one that speaks or is cited anywhere in the reports.
    voice: str | None = None
    #: ISO 3166 code of the state for which it acts, when the words say so.
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """By when, as the promise words it."""

    #: "in December", "within 90 days".
    words: str
    #: First and last day that the words allow, ISO; None where they name no day ("very soon").
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeTelling:
    """One report's words for the pledge."""

    report: str
    #: The clause that holds the promise, in the report's text.
    place: Place
    #: The word that makes it a promise ("pledged", "will").
    cue: Place
    #: The thing promised ("send 40 tents to the valley").
    what: Place
    #: Voice ids from the report's nearest source down to the one who vouches that the promise was made; empty in the report's own voice.
    chain: tuple[str, ...]
    #: Publication day of the report, ISO.
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a later telling says came of the pledge."""

    state: OutcomeState
    claim: str
    place: Place
    chain: tuple[str, ...]
    published: str | None
    #: Why this telling is taken to be about this pledge, and why it says so.
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """One promise with every telling of it."""

    #: From content.
    id: str
    story: str
    kind: PledgeKind
    #: None where nobody is named who is to do it.
    promiser: Promiser | None
    #: True: the promiser, or who speaks for it, is cited with it; False: somebody else says that it was promised; None: the reports' own voice.
    own_word: bool | None
    #: The thing promised, in the words of the fullest telling.
    what: str
    #: In the reports' words, where they name a receiver.
    to_whom: str | None
    quantity: Quantity | None
    deadline: Deadline | None
    #: "if one of them is attacked": what it hangs on.
    condition: str | None
    tellings: tuple[PledgeTelling, ...]
    #: Ids of the ledger's claims that hold it.
    claims: tuple[str, ...]
    status: PledgeStatus
    outcomes: tuple[Outcome, ...] = ()
    #: Ids of the pledges of which this one is the round total ("thousands" of 1,000 and 5,000).
    total_of: tuple[str, ...] = ()
    #: Why it is a pledge, whose, and why it stands as it does.
    grounds: tuple[Ground, ...] = ()
