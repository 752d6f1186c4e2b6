"""Acts on stories: handed to grouping as values, and laid on stories that were grouped without them.

Links and partings hold for ever and win over likeness. They are said of reports, so that they outlive every regrouping; where they contradict each
other the later one wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemma.correct.tally import Tally, ground, with_ground
from stemma.correct.texts import ElsewhereError, Texts, UnfitError, ref_of
from stemma.model import Ground, Report, Story, content_id
from stemma.model.acts import Act, NewTitle, ReportSubject, StoryRef, WithReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What people said about which reports are of one story, by report id."""

    #: Pairs, and whether they are of one story (or of two), in the order in which it was last said; a later pair wins over those that it contradicts.
    said: tuple[tuple[str, str, bool], ...] = ()
    #: Reports of a story, and what that story is called.
    titles: tuple[tuple[frozenset[str], str], ...] = ()

    @property
    def together(self) -> tuple[tuple[str, str], ...]:
        """Pairs that are of one story."""
        return tuple((a, b) for a, b, one in self.said if one)

    @property
    def apart(self) -> tuple[tuple[str, str], ...]:
        """Pairs that are of two stories."""
        return tuple((a, b) for a, b, one in self.said if not one)


def wishes(tally: Tally, texts: Texts) -> Wishes:
    """All links, partings and titles that stand, of each pair the latest. A move parts a report from its old story and links it to the new one."""
    said: dict[tuple[str, str], bool] = {}
    titles: list[tuple[frozenset[str], str]] = []

    def say(one: str, other: str, together: bool) -> None:
        said.pop(_key(one, other), None)
        said[_key(one, other)] = together

    for act in tally.of("story-link", "story-part", "story-move", "story-title"):
        try:
            pair = _pair(act, texts)
            if pair is not None and isinstance(act.change, WithReport):
                for id_ in act.change.out_of:
                    if found := texts.candidates(ref_of(act, id_)):
                        say(pair[0], found[0], False)
                say(*pair, act.verb != "story-part")
            elif isinstance(act.subject, StoryRef) and isinstance(act.change, NewTitle):
                titles.append((_reports(act, act.subject, texts), act.change.title))
        except (ElsewhereError, UnfitError):
            continue
    return Wishes(said=tuple((a, b, one) for (a, b), one in said.items()), titles=tuple(titles))


def grouped(tally: Tally, texts: Texts, stories: Sequence[Story], reports: dict[str, Report]) -> tuple[Story, ...]:
    """The stories with people's word on them; reports that were taken out are in none."""
    groups: list[_Group] = [_Group(story, [r for r in story.reports if r in reports]) for story in stories]
    for act in tally.of("story-link", "story-part", "story-move", "story-title", "confirm"):
        try:
            pair = _pair(act, texts)
            if pair is not None:
                _regroup(tally, act, pair, groups)
            elif isinstance(act.subject, StoryRef):
                _named(tally, act, _reports(act, act.subject, texts), groups)
        except (ElsewhereError, UnfitError) as error:
            tally.failed(act, error)
    left = [g for g in groups if g.reports]
    if [tuple(g.reports) for g in left] == [s.reports for s in stories] and not any(g.grounds or g.title for g in left):
        return tuple(stories)
    out = [_story(g, reports) for g in left]
    return tuple(sorted(out, key=lambda s: (-len(s.reports), s.first or "9", s.id)))


class _Group:
    """A story being put together."""

    def __init__(self, story: Story, reports: list[str]) -> None:
        self.story = story
        self.reports = reports
        self.title = ""
        self.grounds: list[Ground] = []


def _pair(act: Act, texts: Texts) -> tuple[str, str] | None:
    if not isinstance(act.subject, ReportSubject) or not isinstance(act.change, WithReport):
        return None
    pair = texts.report(act, act.subject.report), texts.report(act, act.change.report)
    if pair[0] == pair[1]:
        raise UnfitError("the two reports are one now")
    return pair


def _key(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _reports(act: Act, ref: StoryRef, texts: Texts) -> frozenset[str]:
    """The reports of a story that are at hand."""
    found: set[str] = set()
    for id_ in ref.reports:
        try:
            found.add(texts.report(act, id_))
        except ElsewhereError:
            continue
    if not found:
        raise ElsewhereError
    return frozenset(found)


def _regroup(tally: Tally, act: Act, pair: tuple[str, str], groups: list[_Group]) -> None:
    one, other = (next((g for g in groups if r in g.reports), None) for r in pair)
    if one is None or other is None:
        tally.failed(act, ElsewhereError())
        return
    why = ground(act)
    tally.done(act, " ".join(_key(*pair)), new=(one is other) == (act.verb == "story-part"), settles="with")
    if act.verb == "story-link" and one is not other:
        other.reports += one.reports
        other.grounds += one.grounds
        one.reports = []
    elif act.verb == "story-move" and one is not other:
        one.reports.remove(pair[0])
        other.reports.append(pair[0])
        one.grounds.append(why)
    elif act.verb == "story-part" and one is other:
        one.reports.remove(pair[0])
        one.grounds.append(why)
        groups.append(new := _Group(one.story, [pair[0]]))
        new.grounds.append(why)
        return
    if why not in other.story.grounds:
        other.grounds.append(why)


def _named(tally: Tally, act: Act, reports: frozenset[str], groups: list[_Group]) -> None:
    """Titles (or confirms) the story that has most of the reports."""
    best = max(groups, key=lambda g: (len(reports & set(g.reports)), -len(g.reports), g.story.id))
    if not reports & set(best.reports):
        tally.failed(act, ElsewhereError())
        return
    title = act.change.title if isinstance(act.change, NewTitle) else ""
    tally.done(act, best.story.id, new=act.verb == "confirm" or title != (best.title or best.story.title))
    best.title = title or best.title
    why = ground(act)
    if why not in best.story.grounds:
        best.grounds.append(why)


def _story(group: _Group, reports: dict[str, Report]) -> Story:
    here = tuple(r for r in group.story.reports if r in reports)
    ids = here if set(group.reports) == set(here) else tuple(sorted(group.reports))
    grounds = group.story.grounds
    for why in group.grounds:
        grounds = with_ground(grounds, why)
    if ids == group.story.reports:
        return replace(group.story, title=group.title or group.story.title, grounds=grounds)
    dates = sorted(d[:10] for id_ in ids if (d := reports[id_].published))
    if ids == here:  # reports were taken out: it is the same story
        first, last = (dates[0], dates[-1]) if dates else (None, None)
        return replace(group.story, title=group.title or group.story.title, reports=ids, first=first, last=last, grounds=grounds)
    mine = group.story.reports[:1]
    heads = [reports[id_].title for id_ in ids if reports[id_].title]
    title = group.title or (group.story.title if not mine or mine[0] in ids else (heads[0] if heads else group.story.title)) or ""
    return Story(
        id=content_id("story", *ids),
        title=title,
        reports=ids,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        grounds=grounds,
    )
