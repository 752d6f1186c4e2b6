"""A correction as a person types it, made into an act: `stemma correct SUBJECT NAME... --SAYING VALUE`.

    claim N      --merge N | --split REPORT,... | --statement TEXT --number Q --day D --where P | --certainty C [--report R] | --hide
                 --conflicts N | --updates N | --refines N | --denies N | --unrelated N | --confirm [--report R]
    voice NAME   --merge NAME | --split NAME | --rename NAME | --kind K | --reliability A..F | --nobody | --confirm
    report R     --outlet O --published D --title T | --hide | --copies R|AGENCY [--kind K] | --copied-by R | --copies-not R|AGENCY
                 --with R | --apart-from R | --move-to R | --confirm
    story S      --title T | --confirm
    words R "…"  --number Q | --no-number | --time D | --no-time | --zone K | --not-zone | --said-by NAME [--kind K] | --not-said

One call says one thing; options that go together (`--statement` and `--number`) make one act. What is not understood raises `UsageError`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, get_args

from stemma.correct import make
from stemma.correct.naming import claim_named, place_named, quantity_named, report_named, story_named, voice_named
from stemma.correct.options import COMPANIONS, OPTIONS, TOGETHER
from stemma.errors import UsageError
from stemma.model import Attribution, Certainty, DescentKind, Ledger, Place, RelationKind, Report, VoiceKind, ZoneKind
from stemma.model.acts import Act
from stemma.model.rating import Reliability

Given = Mapping[str, str]


def parsed(subject: str, names: tuple[str, ...], given: Given, ledger: Ledger, *, who: str, time: str, note: str = "") -> Act:
    """The act that a person typed: subject, its names (`words` has two: report and quote), and the options given (flags with any value)."""
    if subject not in OPTIONS:
        raise UsageError(f"Nothing is said of a {subject!r}.", code="unknown-subject", hint=f"Say it of a {', '.join(OPTIONS)}.")
    if len(names) != (2 if subject == "words" else 1):
        wanted = 'a report and the words in quotation marks: words 2 "12 people"' if subject == "words" else f"one {subject}"
        raise UsageError(f"{len(names)} names for a correction of {subject}.", code="wrong-names", hint=f"Name {wanted}.")
    known = {option.removesuffix("!") for option in OPTIONS[subject]}
    if odd := sorted(set(given) - known):
        raise UsageError(f"--{odd[0]} is not said of a {subject}.", code="unknown-option", hint=f"There is --{', --'.join(sorted(known))}.")
    sayings = set(given) - (COMPANIONS.get(subject, set()) if subject != "voice" else set())
    if not sayings:
        raise UsageError("Nothing is said.", code="nothing-said", hint=f"Give one of --{', --'.join(sorted(known))}.")
    if len(sayings) > 1 and not sayings <= TOGETHER.get(subject, set()):
        said = " and ".join(f"--{s}" for s in sorted(sayings))
        raise UsageError(f"{said} are two corrections.", code="two-sayings", hint="Make one at a time.")
    by = make.By(who=who, time=time, note=note)
    return _PARSERS[subject](ledger, names, given, next(iter(sorted(sayings))), by)


def _claim(ledger: Ledger, names: tuple[str, ...], given: Given, saying: str, by: make.By) -> Act:
    id_ = claim_named(ledger, names[0]).id
    value = given[saying]
    if saying in get_args(RelationKind) or saying == "unrelated":
        return _related(ledger, id_, claim_named(ledger, value).id, saying, by)
    if saying == "merge":
        return make.merge_claims(ledger, id_, claim_named(ledger, value).id, **by)
    if saying == "split":
        return make.split_claim(ledger, id_, [report_named(ledger, part.strip()).id for part in value.split(",") if part.strip()], **by)
    report = report_named(ledger, given["report"]).id if "report" in given else None
    if saying == "certainty":
        return make.set_certainty(ledger, id_, _one_of(value, Certainty, "certainty"), report=report, **by)
    if saying == "hide":
        return make.hide_claim(ledger, id_, **by)
    if saying == "confirm":
        return make.confirm_telling(ledger, id_, report, **by) if report is not None else make.confirm_claim(ledger, id_, **by)
    quantity = quantity_named(given["number"]) if "number" in given else None
    days = _days(given["day"]) if "day" in given else None
    return make.edit_claim(ledger, id_, statement=given.get("statement"), quantity=quantity, days=days, where=given.get("where"), **by)


def _related(ledger: Ledger, id_: str, other: str, saying: str, by: make.By) -> Act:
    """A relation that is there is changed, one that is not is added."""
    there = [r for r in ledger.relations if {r.source, r.target} == {id_, other}]
    if saying == "unrelated":
        return make.reject_relation(ledger, id_, other, **by)
    kind = _one_of(saying, RelationKind, "relation")
    if not there:
        return make.add_relation(ledger, id_, kind, other, **by)
    return make.set_relation(ledger, there[0].source, there[0].target, kind, turned=there[0].source != id_, **by)


def _voice(ledger: Ledger, names: tuple[str, ...], given: Given, saying: str, by: make.By) -> Act:
    id_ = voice_named(ledger, names[0]).id
    value = given[saying]
    if saying == "merge":
        return make.merge_voices(ledger, id_, voice_named(ledger, value).id, **by)
    if saying == "split":
        return make.split_voice(ledger, id_, value, **by)
    if saying == "rename":
        return make.rename_voice(ledger, id_, value, **by)
    if saying == "kind":
        return make.set_kind(ledger, id_, _one_of(value, VoiceKind, "kind of voice"), **by)
    if saying == "reliability":
        return make.grade_voice(ledger, id_, _one_of(value.upper(), Reliability, "letter"), **by)
    return make.reject_voice(ledger, id_, **by) if saying == "nobody" else make.confirm_voice(ledger, id_, **by)


def _report(ledger: Ledger, names: tuple[str, ...], given: Given, saying: str, by: make.By) -> Act:
    id_ = report_named(ledger, names[0]).id
    value = given[saying]
    if saying in ("with", "apart-from", "move-to"):
        said = {"with": make.link_reports, "apart-from": make.part_reports, "move-to": make.move_report}[saying]
        return said(ledger, id_, report_named(ledger, value).id, **by)
    if saying in ("copies", "copies-not", "copied-by"):
        return _descent(ledger, id_, value, given, saying, by)
    if saying == "hide":
        return make.hide_report(ledger, id_, **by)
    if saying == "confirm":
        return make.confirm_report(ledger, id_, **by)
    published = _days(given["published"])[0] if "published" in given else None
    return make.set_report(ledger, id_, outlet=given.get("outlet"), published=published, title=given.get("title"), **by)


def _descent(ledger: Ledger, id_: str, value: str, given: Given, saying: str, by: make.By) -> Act:
    """Descent that is there is changed or rejected, other descent is added; a name that is no report's is an agency's."""
    other: str | None
    try:
        other = report_named(ledger, value).id
    except UsageError as error:
        if error.code == "more-than-one" or value.strip().isdecimal():
            raise
        other = None
    parent = other or value
    there = any(d.child == id_ and parent in (d.parent, None if d.parent else d.parent_name) for d in ledger.descent)
    if saying == "copies-not":
        return make.reject_descent(ledger, id_, parent, **by)
    if saying == "copied-by":
        if other is not None and there:
            return make.set_descent(ledger, id_, other, turned=True, **by)
        return make.add_descent(ledger, parent, parent=id_, kind="paraphrase", **by)
    kind: DescentKind = _one_of(given.get("kind", "paraphrase"), DescentKind, "kind of descent")
    if other is not None and not there and any(d.child == other and d.parent == id_ for d in ledger.descent):
        return make.set_descent(ledger, other, id_, turned=True, kind=kind if "kind" in given else None, **by)
    if there:
        return make.set_descent(ledger, id_, parent, kind=kind, **by)
    return make.add_descent(ledger, id_, parent=other, name=None if other else value, kind=kind, **by)


def _story(ledger: Ledger, names: tuple[str, ...], given: Given, saying: str, by: make.By) -> Act:
    id_ = story_named(ledger, names[0]).id
    return make.title_story(ledger, id_, given["title"], **by) if saying == "title" else make.confirm_story(ledger, id_, **by)


def _words(ledger: Ledger, names: tuple[str, ...], given: Given, saying: str, by: make.By) -> Act:
    report = report_named(ledger, names[0])
    place = place_named(report, names[1])
    value = given[saying]
    if saying == "number":
        return make.set_quantity(ledger, place, quantity_named(value), **by)
    if saying == "no-number":
        return make.reject_quantity(ledger, place, **by)
    if saying == "time":
        first, last = _days(value)
        return make.set_time(ledger, place, iso=first if first == last else f"{first}/{last}", first=first, last=last, **by)
    if saying == "no-time":
        return make.reject_time(ledger, place, **by)
    if saying == "zone":
        return make.set_zone(ledger, report.id, place.start, kind=_one_of(value, ZoneKind, "part"), extent=place.span, **by)
    if saying == "not-zone":
        return make.reject_zone(ledger, report.id, place.start, **by)
    return _said(ledger, report, place, given, saying, by)


def _said(ledger: Ledger, report: Report, place: Place, given: Given, saying: str, by: make.By) -> Act:
    """Who says the words: of the attributions around them the innermost is meant; where there is none, one is added."""
    inner = _innermost(ledger, place)
    if saying != "said-by":
        if inner is None:
            raise UsageError("Nobody is said to say these words.", code="nobody-cited", hint="Say who does with --said-by.")
        said = make.reject_attribution if saying == "not-said" else make.confirm_attribution
        return said(ledger, inner.id, **by)
    name = given["said-by"]
    kind: VoiceKind = _one_of(given.get("kind", "person"), VoiceKind, "kind of voice")
    try:
        voice = voice_named(ledger, name).id
    except UsageError as error:
        if error.code == "more-than-one":
            raise
        if inner is not None:
            raise UsageError(
                f"No voice is called “{name}” yet.", code="unknown-voice", hint="Quote the very words that are said, to add them."
            ) from error
        return make.add_attribution(ledger, report.id, content=[place.span], name=name, kind=kind, **by)
    if inner is None:
        return make.add_attribution(ledger, report.id, content=[place.span], voice=voice, **by)
    return make.set_attribution(ledger, inner.id, voice=voice, **by)


def _innermost(ledger: Ledger, place: Place) -> Attribution | None:
    """The attribution with the fewest words whose content, cue or source has the words."""
    mine = [a for a in ledger.attributions if a.report == place.report]
    around = [a for a in mine if any(s is not None and s.covers(place.span) for s in (*a.content, a.cue, a.source))]
    return min(around, key=lambda a: (sum(map(len, a.content)), a.id), default=None)


def _days(value: str) -> tuple[str, str]:
    """First and last day of "2025-03-03" or "2025-03-03/2025-03-05"."""
    first, _, last = value.strip().partition("/")
    try:
        days = sorted(dt.date.fromisoformat(day) for day in (first, last or first))
    except ValueError as error:
        raise UsageError(f"“{value}” is no day.", code="no-day", hint="Write it as 2025-03-03, or 2025-03-03/2025-03-05.") from error
    return days[0].isoformat(), days[1].isoformat()


def _one_of(value: str, kinds: Any, what: str) -> Any:
    """The value, if it is one of a `Literal`'s."""
    known = get_args(kinds)
    if value not in known:
        raise UsageError(f"{value!r} is no {what}.", code="unknown-value", hint=f"There is {', '.join(known)}.")
    return value


_PARSERS: dict[str, Callable[[Ledger, tuple[str, ...], Given, str, make.By], Act]] = {
    "claim": _claim,
    "voice": _voice,
    "report": _report,
    "story": _story,
    "words": _words,
}
