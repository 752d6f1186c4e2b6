"""Stories: which reports tell of one event.

Theory of operation. Observations: reports of one event share its names, its rare words and its figures; reports of two events of the same kind
share the kind's words only (arrest, crash, talks) and differ in who, where and when. Titles alone fail. Method: how alike two bodies are by TF-IDF
with names weighing more (`terms.py`), less what publication dates far apart say against it; average linkage cut at one height; and groups that fall
into two by their names are parted (`contrast.py`). Known to fail: two events with the same people in the same place in the same week; one event
told half a year apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from stemma.gather.contrast import Part, parted
from stemma.gather.linkage import clusters
from stemma.lang.reading import Reading
from stemma.lang.terms import Matrix, Terms, stem
from stemma.lang.words import Body, body_of, by_content
from stemma.model import Ground, Place, Story, content_id

#: Mean likeness from which two groups are one story; swept .08 to .30 on ECB+ topics 1-35, events.jsonl and the development stories (a set with
#: the constants of `terms.py` and `contrast.py`).
ALIKE = 0.16
#: Days between two publications that say nothing against one story; from there to a year doubt grows to its most, which is mild: follow-ups come
#: months later (11 of 45 events in events.jsonl span more than 30 days).
_NEAR_DAYS, _FAR_DAYS, _MOST_DOUBT = 30, 365, 0.25


def stories(readings: Sequence[Reading]) -> tuple[Story, ...]:
    """Groups the reports into stories; every report is in exactly one, and their order changes nothing."""
    ordered = by_content(readings)
    if not ordered:
        return ()
    bodies = [body_of(r) for r in ordered]
    terms = Terms(bodies)
    alike = terms.alike()
    judged = _with_doubts(alike, ordered)
    days = [_days(r) for r in ordered]
    parts = [part for rows in clusters(judged, at_least=ALIKE) for part in parted(rows, terms, judged, days)]
    told = [_story(part, ordered, bodies, terms, alike) for part in parts]
    return tuple(sorted(told, key=lambda s: (-len(s.reports), s.first or "9", s.id)))


def _with_doubts(alike: Matrix, readings: Sequence[Reading]) -> Matrix:
    """Likeness, less what the dates say against one story."""
    days = np.array([_day(r) for r in readings], dtype=np.float32)
    gap = np.abs(days[:, None] - days[None, :])
    far = np.clip((np.nan_to_num(gap) - _NEAR_DAYS) / (_FAR_DAYS - _NEAR_DAYS), 0, 1)
    return np.asarray(np.round(alike * (1 - _MOST_DOUBT * far), 5), dtype=np.float32)


def _day(reading: Reading) -> float:
    try:
        return float(dt.date.fromisoformat((reading.report.published or "")[:10]).toordinal())
    except ValueError:
        return float("nan")


def _days(reading: Reading) -> list[int]:
    """The days that a report is of: its publication, else the days that it names to the day."""
    published = _day(reading)
    if not np.isnan(published):
        return [int(published)]
    named = {t.first for t in reading.times if t.first is not None and t.first == t.last}
    return sorted(dt.date.fromisoformat(day).toordinal() for day in named)


def _story(part: Part, readings: Sequence[Reading], bodies: Sequence[Body], terms: Terms, alike: Matrix) -> Story:
    rows = part.rows
    ids = tuple(readings[r].report.id for r in rows)
    dates = sorted(d[:10] for r in rows if (d := readings[r].report.published))
    central = max(rows, key=lambda r: (round(float(alike[r, rows].sum()), 4), len(_headline(readings[r], bodies[r])) > 0, -r))
    return Story(
        id=content_id("story", *sorted(ids)),
        title=_headline(readings[central], bodies[central]),
        reports=ids,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        grounds=_grounds(part, readings, bodies, terms, alike),
    )


def _headline(reading: Reading, body: Body) -> str:
    """The report's own headline; failing that its first sentence."""
    report = reading.report
    if report.title:
        return report.title.strip()
    heads = [z.span.of(report.text).strip() for z in report.zones_of("headline")]
    if any(heads):
        return next(h for h in heads if h)
    if not body.sentences:
        return ""
    place = body.place(*body.sentences[0])
    first = place.span.of(report.text)
    return first if len(first) <= 120 else first[:120].rsplit(" ", 1)[0] + " …"


def _grounds(part: Part, readings: Sequence[Reading], bodies: Sequence[Body], terms: Terms, alike: Matrix) -> tuple[Ground, ...]:
    rows = part.rows
    if len(rows) == 1:
        return (Ground(rule="story.alone", sentence="No other report is enough like this one to be of the same event."),)
    common = terms.common(rows, top=40)
    names = [t for t in common if t in terms.names and not t[0].isdigit()][:6]
    figures = [t for t in common if t[0].isdigit()][:4]
    words = [t for t in common if t not in terms.names and not t[0].isdigit()][:6]
    pairs = alike[np.ix_(rows, rows)]
    mean = float((pairs.sum() - np.trace(pairs)) / (len(rows) * (len(rows) - 1)))
    out = [
        Ground(
            rule="story.words",
            sentence=f"The bodies share rare words, on average {mean:.2f} alike of 1 (from {ALIKE:.2f} on it is one story): {_listed(words)}.",
            spans=_first_places(words[:3], rows, bodies),
        )
    ]
    if names:
        out.append(Ground(rule="story.names", sentence=f"They name the same: {_listed(names)}.", spans=_first_places(names[:3], rows, bodies)))
    if figures:
        out.append(
            Ground(rule="story.figures", sentence=f"They give the same figures: {_listed(figures)}.", spans=_first_places(figures[:3], rows, bodies))
        )
    days = sorted(d for r in rows if not np.isnan(d := _day(readings[r])))
    if len(days) > 1:
        gap = int(days[-1] - days[0])
        said = "on one day" if gap == 0 else f"within {gap} day{'s' if gap > 1 else ''}"
        out.append(Ground(rule="story.time", sentence=f"{len(days)} of {len(rows)} have a date; they were published {said}."))
    if part.own or part.others:
        sentence = f"Kept apart from a look-alike event: {_listed(list(part.own[:5]))} here, {_listed(list(part.others[:5]))} there."
        out.append(Ground(rule="story.look-alike", sentence=sentence, spans=_first_places(list(part.own[:3]), rows, bodies)))
    return tuple(out)


def _listed(terms: list[str]) -> str:
    return ", ".join(terms) or "none"


def _first_places(terms: list[str], rows: list[int], bodies: Sequence[Body]) -> tuple[Place, ...]:
    """Where each term first stands in each body."""
    out: list[Place] = []
    for term in terms:
        for row in rows:
            at = next((i for i, w in enumerate(bodies[row].words) if stem(w.form) == term), None)
            if at is not None:
                out.append(bodies[row].place(at, at + 1))
    return tuple(out)
