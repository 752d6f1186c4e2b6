"""Voices over all stories, and one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from stemma.library import Library
from stemma.model.library import Heard, NamedVoice
from stemma.tell.exports.table import Table, columns
from stemma.web.opened import opened
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.page import Asked, Page, says

#: Voices on one page.
_PAGE = 100
#: Voices in the table that is taken away.
_ALL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesPage:
    """Every voice that is named."""

    asked: str = says("Beginnings of words that the names must have; empty for all.")
    voices: tuple[NamedVoice, ...] = says("The voices of this page, those in most stories first.")
    total: int = says("How many there are.")
    at: int = says("Number of the first one shown, from 0.")
    step: int = says("How many are shown at once.")
    query: str = says("The question as it stands in the address.")


def _voices(library: Library, asked: Asked) -> VoicesPage:
    from urllib.parse import urlencode

    words, at = asked.query.get("q", "").strip()[:200], asked.number("at", 0, most=10_000_000)
    voices, total = library.voices(words, at=at, most=_PAGE)
    return VoicesPage(asked=words, voices=tuple(voices), total=total, at=at, step=_PAGE, query=urlencode({"q": words} if words else {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAs:
    """A voice in one story."""

    story: str
    story_title: str
    id: str
    name: str
    aliases: tuple[str, ...]
    #: Id and name of the other voices of the story.
    others: tuple[tuple[str, str], ...]
    #: What a person set: who, what, when.
    by_hand: tuple[str, ...]


#: Stories for which corrections are offered on one page, and stories that one page tells of.
_CORRECTED, _LOOKED_AT = 5, 12


def _known(library: Library, story: str, name: str) -> KnownAs:
    from stemma.lang.en.names import normal

    ledger = opened(library, story).ledger
    mine = next(v for v in ledger.voices if normal(name) in {normal(n) for n in (v.name, *v.aliases)})
    others = sorted(((v.id, v.name) for v in ledger.voices if not v.vague and v.id != mine.id), key=lambda v: v[1].casefold())
    return KnownAs(
        story=story,
        story_title=ledger.stories[0].title if ledger.stories else "",
        id=mine.id,
        name=mine.name,
        aliases=mine.aliases,
        others=tuple(others),
        by_hand=by_hand(mine.grounds),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePage:
    """One voice."""

    heard: Heard = says("Its names, and every telling that it stands in.")
    through: tuple[tuple[str, int], ...] = says("Through whom it reaches the reports, and how often.")
    known: tuple[KnownAs, ...] = says("The voice as each story has it, with the other voices there: what a correction is made of.")
    as_origin: int = says("In how many tellings it stands at the end of the chain.")


def _voice(library: Library, asked: Asked) -> VoicePage:
    name = asked.query.get("name", "").strip()  # by which each of its stories knows it; the one that most of them use may be unknown to some
    heard = library.heard(name, most=_LOOKED_AT)
    through = Counter(s.chain[s.chain.index(n) - 1] for s in heard.said for n in s.chain[1:] if n == heard.name)
    return VoicePage(
        known=tuple(_known(library, story, name) for story in heard.stories[:_CORRECTED]),
        heard=heard,
        through=tuple(through.most_common(12)),
        as_origin=sum(s.is_origin for s in heard.said),
    )


def _voices_sheet(library: Library, asked: Asked) -> Table:
    voices, _ = library.voices(asked.words("q"), most=_ALL)
    heads = columns(("voice", "Its name", 40), ("stories", "In how many it is heard", 9), ("also named", "Other names", 60))
    rows = tuple((v.name, v.stories, "; ".join(v.aliases)) for v in voices)
    return Table(name="voices", about="Everybody who is cited by name.", columns=heads, rows=rows)


def _voice_sheet(library: Library, asked: Asked) -> Table:
    heard = library.heard(asked.words("name"))
    rows = tuple(
        (s.story, s.story_title, s.claim, s.statement, s.report, s.outlet, s.published, " > ".join(s.chain), "origin" if s.is_origin else "passed on")
        for s in heard.said
    )
    return Table(name="voice", about=f"What {heard.name} is said to have said.", columns=_SAID, rows=rows)


_SAID = columns(
    ("story id", "Id of the story", 20),
    ("story", "Its title", 40),
    ("claim id", "Id of the claim", 16),
    ("statement", "The claim", 60),
    ("report id", "The report that tells it", 16),
    ("outlet", "Who published it", 22),
    ("published", "When", 14),
    ("chain", "From the report's nearest source to the origin", 40),
    ("part", "Whether it vouches, or passes on", 10),
)

PAGES = (
    Page(
        name="voices",
        route="/voices",
        template="voices.html.j2",
        context=_voices,
        sheet=_voices_sheet,
        menu="Voices",
        help="Everybody who is cited by name, over all stories.",
    ),
    Page(
        name="voice",
        route="/voice",
        template="voice.html.j2",
        context=_voice,
        sheet=_voice_sheet,
        help="One voice: its names, what it is said to have said, through whom.",
    ),
)
