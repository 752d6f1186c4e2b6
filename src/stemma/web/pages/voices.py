"""Voices over all stories, and one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from stemma.library import Library
from stemma.model.library import Heard
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.page import Asked, Page, says


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """One voice in the list."""

    name: str
    stories: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesPage:
    """Every voice that is named."""

    asked: str = says("Words that the names must hold; empty for all.")
    voices: tuple[VoiceRow, ...] = says("Voices, those of most stories first.")
    total: int = says("How many there are.")


def _voices(library: Library, asked: Asked) -> VoicesPage:
    words = asked.query.get("q", "").strip()
    names: Counter[str] = Counter()
    aliases: dict[str, set[str]] = {}
    for row in library.store.stories():
        for voice in library.store.voices(row.id):
            if all(w.casefold() in " ".join((voice.name, *voice.aliases)).casefold() for w in words.split()):
                names[voice.name] += 1
                aliases.setdefault(voice.name, set()).update(voice.aliases)
    ordered = sorted(names, key=lambda n: (-names[n], n.casefold()))
    rows = tuple(VoiceRow(name=n, stories=names[n], aliases=tuple(sorted(aliases[n]))) for n in ordered[:300])
    return VoicesPage(asked=words, voices=rows, total=len(names))


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


#: Stories for which corrections are offered on one page.
_CORRECTED = 5


def _known(library: Library, story: str, name: str) -> KnownAs:
    from stemma.lang.en.names import normal

    ledger = library.story(story)
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
    heard = library.heard(asked.query.get("name", "").strip())
    through = Counter(s.chain[s.chain.index(n) - 1] for s in heard.said for n in s.chain[1:] if n == heard.name)
    return VoicePage(
        known=tuple(_known(library, story, heard.name) for story in heard.stories[:_CORRECTED]),
        heard=heard,
        through=tuple(through.most_common(12)),
        as_origin=sum(s.is_origin for s in heard.said),
    )


PAGES = (
    Page(
        name="voices",
        route="/voices",
        template="voices.html.j2",
        context=_voices,
        menu="Voices",
        help="Everybody who is cited by name, over all stories.",
    ),
    Page(
        name="voice",
        route="/voice",
        template="voice.html.j2",
        context=_voice,
        help="One voice: its names, what it is said to have said, through whom.",
    ),
)
