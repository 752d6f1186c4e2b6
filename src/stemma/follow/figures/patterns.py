"""Wordings about a number, as patterns: where sentences and clauses end, what is planned, forecast, older or newer."""

from __future__ import annotations

import re


def _any(*alternatives: str, head: str = r"\b", tail: str = r"\b") -> re.Pattern[str]:
    return re.compile(f"{head}(?:{'|'.join(alternatives)}){tail}", re.IGNORECASE)


#: A sentence ends at a stop before a capital or figure, and at a line break; not after one capital or a title.
BREAK = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z]\.[A-Z])(?<!\bGen)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bMaj)(?<!\bNo)(?<!\bSt)(?<!\bSen)"
    r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+"
)
#: Joints of clauses: a comma inside a figure is none, "as many as" neither.
CUT = re.compile(
    r"[,;:](?=\s)|[—()]|\s–\s|\s-\s|--|\b(?:and|while|when|but|after|before|since|which|who|although|though|including|with"
    r"|(?<!many )(?<!much )as(?! many| much| few| little| well))\b",
    re.IGNORECASE,
)
#: "10% of its roughly 900 staff", "a workforce of 900": the number is the whole, and what is done is done to a part of it.
BASE = re.compile(
    r"(?:(?:percent|cent|%|third|half|quarter|fifth|tenth|workforce|staff|population|total|army|part|share|portion|most|many)\s+of"
    r"|\b(?:its|their|his|her)|[’']s)\s+"
    r"(?:(?:an?|the|its|their|about|around|roughly|some|nearly|over|estimated|approximately|more|than|of)\s+)*$",
    re.IGNORECASE,
)
#: Before a number that says by how much something changed.
CHANGE = re.compile(
    r"(?:\b(?:increase|rise|jump|drop|fall|decline|decrease|gain|loss|cut)s? of"
    r"|\b(?:by|up|down|rose|fell|jumped|dropped|gained|lost|climbed|slipped|surged))"
    r"(?:\s+(?:about|around|some|nearly|almost|over|roughly))?\s*[$€£]?$",
    re.IGNORECASE,
)
#: Before a number that is a mark to be passed.
THRESHOLD = re.compile(r"\b(?:above|greater than|exceeds?|exceeding|higher than|over|below|under|at least)\s*$", re.IGNORECASE)
#: What may yet be.
FORECAST = _any(
    "(?:could|may|might|would)(?! have)|will|can|likely",
    r"expect(?:ed|s)?|forecasts?|predict\w*|project(?:ed|s)|model(?:l)?ing|fear(?:s|ed)? that|estimates that",
)
#: Doings planned or promised.
PLANNED = _any(
    r"(?:plan(?:s|ned|ning)?|prepar\w+|ready|read(?:y|ies|ied)|set|due|intend(?:s|ed)?|decision|decided|going|about|agreed|commit\w*|expected)\s+(?:to|for)",
    r"will|would|pledg\w+|promis\w+|prepar(?:es?|ed|ing)|to be \w+",
    "to (?:be )?(?:send|lay|cut|eliminate|deploy|buy|sell|supply|deliver)",
)
#: The figure follows an earlier one.
NEWER = _any(
    "now|currently|latest|still (?:puts?|stands?)",
    r"(?:has|have|had)? ?(?:fallen|dropped|risen|climbed|grown|sunk|plunged|jumped|gone (?:up|down)) (?:to|from [^ ]+ to)",
)
#: The figure comes before the one that stands.
OLDER = _any(
    r"previous(?:ly)?|prior|until recently|up from|down from|against|formerly|initial(?:ly)?|original(?:ly)?|had been",
    r"last week(?![’'])|a week earlier",
)
#: Taken there: another count than the injured.
HOSPITAL = _any(
    "(?:taken|rushed|brought|admitted|sent|transported|airlifted) to (?:an? |the |local |nearby |area )*hospitals?",
    "in (?:the )?hospitals?",
    "hospitali[sz]ed",
)
#: After a number that is a part of another count ("five of the dead").
PART = re.compile(r"\s*of (?:the|those|these|them|its|their|whom)\b", re.IGNORECASE)
#: Before the years of a person's age ("Emma Stone, 48,").
AGE = re.compile(r"[A-Z][\w’'-]+,\s*(?:aged )?$")
#: Before a bare number that ends a toll ("the number of people killed has climbed to").
TOLLED = re.compile(
    r"\b(?:(?:number|count|tally|total) of (?:\w+ ){0,3}?(?:dead|killed|injured|wounded|missing|survivors|casualties|deaths|victims)"
    r"|(?:death|casualty) toll)\b[^.;]*$",
    re.IGNORECASE,
)
#: What is said not to be.
NONE = re.compile(r"\b(?:no|without|zero|nor)\s+(?:\w+\s+)?\w+", re.IGNORECASE)
#: "the confirmed death toll is"; not "officials have confirmed that".
SURE = re.compile(r"(?:\b(?:the|a|an|of|total|officially|\d)\s+|^\W*)(confirmed|suspected|presumed)\s+(?!that\b)\w", re.IGNORECASE)
#: "killed or wounded" is one count; "50 dead and injured more than 400" is two.
BOTH = re.compile(
    r"\b(killed|dead|deaths|wounded|injured|missing)\s+(?:and|or|and/or)\s+(killed|dead|wounded|injured|missing|injuries)\b"
    r"(?!\s+(?:(?:more than|over|at least|about|some|another|nearly|around|up to)\s+)?\d)",
    re.IGNORECASE,
)
