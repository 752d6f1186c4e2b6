"""People's acts laid on a set of reports, stage by stage: all that comes after a border sees what was said before it, and is worked out anew.

Each hook takes what a stage gives and returns it as people say; without acts it returns the very thing. One `Edits` serves one reading at a time.
The hooks are called in the order of the stages; `reports` (or, where the texts are read already, `readings`) begins anew, and `outcomes` tells what
became of each act in the last reading.

An act is laid on what its words and names fit, and on nothing else: only what is said of a voice (that it is another one, its name, kind, letter)
holds in every story, because who is who does not depend on the story. A number read wrongly here says nothing sure of the next number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from stemma.correct import on_relations, on_reports, on_speech, on_stories, on_values
from stemma.correct.codec import in_order
from stemma.correct.log import standing
from stemma.correct.on_stories import Wishes
from stemma.correct.tally import Outcome, Tally
from stemma.correct.texts import Known, Texts, known
from stemma.lang.en.names import normal
from stemma.lang.reading import Reading
from stemma.model import Attributed, Claim, Descent, RawReport, Relation, Report, Story, Trouble, Zone
from stemma.model.acts import Act, Letter, VoiceRef
from stemma.model.rating import Reliability


class Edits:
    """A log of acts, ready to be laid on reports."""

    def __init__(self, acts: Iterable[Act] = ()) -> None:
        #: All of them, also those that are undone, in order.
        self.acts = in_order(acts)
        self._begin(())

    def __bool__(self) -> bool:
        """Whether any act stands."""
        return bool(standing(self.acts))

    def _begin(self, reports: Sequence[Known]) -> None:
        self._tally = Tally(self.acts)
        self._texts = Texts(reports)
        self._notes: on_reports.Notes = {}
        self._reports: dict[str, Report] = {}
        self._begun = False

    def reports(self, raws: Sequence[RawReport], reports: Sequence[Report]) -> tuple[list[RawReport], list[str], dict[str, tuple[Zone, ...]]]:
        """The reports that are left, with facts as people say; their ids, which stay; and by id the zones that people changed.

        `reports` are the same, prepared without acts.
        """
        self._begin(_known(reports))
        self._begun = True
        by_id = {r.id: raw for raw, r in zip(raws, reports, strict=True)}
        told, hidden = on_reports.facts(self._tally, self._texts, by_id, self._notes)
        left = {r.id: r for r in reports if r.id not in hidden}
        self._texts = Texts(_known(left.values()))
        zones = on_reports.zoned(self._tally, self._texts, left, self._notes)
        return [told[id_] for id_ in left], list(left), zones

    def readings(self, readings: Sequence[Reading]) -> list[Reading]:
        """The readings with numbers and times as people say, and the reasons for what was said of reports and zones."""
        if not self._begun:
            self._begin(_known(r.report for r in readings))
        self._begun = False
        out = on_values.values(self._tally, self._texts, readings)
        out = [replace(r, report=_noted(r.report, self._notes)) if r.report.id in self._notes else r for r in out]
        self._reports = {r.report.id: r.report for r in out}
        return out

    def attributed(self, attributed: Attributed) -> Attributed:
        """Attributions, voices, chains and origins as people say."""
        return on_speech.speech(self._tally, self._texts, attributed)

    def stories(self, stories: Sequence[Story]) -> tuple[Story, ...]:
        """The stories with links, partings, moves and titles; grouping that was given `wishes` has seen to the first three already."""
        return on_stories.grouped(self._tally, self._texts, stories, self._reports)

    def claims(self, claims: Sequence[Claim], relations: Sequence[Relation]) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
        """Claims and relations as people say; origins, standing and salience are counted afterwards."""
        return on_relations.claims_and_relations(self._tally, self._texts, claims, relations)

    def descent(self, edges: Sequence[Descent]) -> tuple[Descent, ...]:
        """Descent as people say; copies are counted afterwards."""
        return on_relations.edges(self._tally, self._texts, edges, self._reports)

    def outcomes(self) -> tuple[Outcome, ...]:
        """What became of each act in the last reading, in order."""
        return self._tally.outcomes()

    def troubles(self) -> tuple[Trouble, ...]:
        """A word on every act that no longer fits (code `correction-does-not-fit`)."""
        return self._tally.troubles()


def wishes(acts: Iterable[Act], reports: Iterable[Report]) -> Wishes:
    """What people said about which of these reports are of one story, for grouping."""
    return on_stories.wishes(Tally(in_order(acts)), Texts(_known(reports)))


def letters(acts: Iterable[Act]) -> dict[str, Reliability]:
    """Name of a source -> its letter by a person's word, the latest of each name; what `follow.reliability.graded` takes."""
    out: dict[str, tuple[str, Reliability]] = {}
    for act in standing(acts):
        if isinstance(act.subject, VoiceRef) and isinstance(act.change, Letter):
            out[normal(act.subject.name)] = (act.subject.name, act.change.letter)
    return dict(out[key] for key in sorted(out))


def _known(reports: Iterable[Report]) -> tuple[Known, ...]:
    return known({r.id: (r.text, r.url, r.path, opening(r)) for r in reports})


def opening(report: Report) -> str:
    """The first words of story, by which a report is known again."""
    body = report.zones_of("body")
    return " ".join(report.text[body[0].start : body[0].start + 120].split())[:60] if body else ""


def _noted(report: Report, notes: on_reports.Notes) -> Report:
    return replace(report, grounds=(*report.grounds, *(g for g in notes[report.id] if g not in report.grounds)))
