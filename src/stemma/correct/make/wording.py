"""Acts on what words are: who says them, which number or time they give, what part of the report they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from stemma.correct.make.by import By, act_of
from stemma.correct.on_values import value_at
from stemma.correct.refs import Refs
from stemma.errors import UsageError
from stemma.model import Certainty, Form, Ledger, Place, Quantity, Span, VoiceKind, ZoneKind
from stemma.model import acts as a
from stemma.model.acts import Act


def set_attribution(
    ledger: Ledger,
    attribution: str,
    *,
    source: Span | None = None,
    cue: Span | None = None,
    content: Sequence[Span] = (),
    voice: str | None = None,
    nobody: bool = False,
    certainty: Certainty | None = None,
    form: Form | None = None,
    **by: Unpack[By],
) -> Act:
    """Who says what: the words of source, cue or content, or the voice; `nobody`: nobody in particular."""
    refs = Refs(ledger)
    one = refs.attribution_of(attribution)
    change = _speech(refs, one.report, source, cue, content, voice=voice, nobody=nobody, certainty=certainty, form=form)
    if change == a.AttributionChange():
        raise UsageError("Nothing is said of who says what.", code="nothing-said", hint="Give a source, cue, content or voice.")
    return act_of(refs, "attribution-set", refs.attribution(one), change, by)


def add_attribution(
    ledger: Ledger,
    report: str,
    *,
    content: Sequence[Span],
    source: Span | None = None,
    cue: Span | None = None,
    voice: str | None = None,
    name: str | None = None,
    kind: VoiceKind = "person",
    certainty: Certainty | None = None,
    form: Form | None = None,
    **by: Unpack[By],
) -> Act:
    """An attribution that was overlooked; its voice by id, or by `name` and `kind` where it is a new one."""
    refs = Refs(ledger)
    if not content:
        raise UsageError("An attribution needs the words that are said.", code="nothing-said")
    change = _speech(refs, report, None, None, (), voice=voice, nobody=False, certainty=certainty, form=form)
    if voice is None and name is not None:
        change = a.AttributionChange(voice=a.VoiceRef(name=name, kind=kind), certainty=certainty, form=form)
    said = tuple(refs.words(Place.at(report, s)) for s in content)
    ref = a.AttributionRef(id="", source=refs.at(report, source), cue=refs.at(report, cue), content=said)
    return act_of(refs, "attribution-add", ref, change, by)


def reject_attribution(ledger: Ledger, attribution: str, **by: Unpack[By]) -> Act:
    """Nobody is cited there."""
    refs = Refs(ledger)
    return act_of(refs, "attribution-reject", refs.attribution(refs.attribution_of(attribution)), None, by)


def confirm_attribution(ledger: Ledger, attribution: str, **by: Unpack[By]) -> Act:
    """Somebody is cited there, as is said, and by that voice."""
    refs = Refs(ledger)
    one = refs.attribution_of(attribution)
    seen = _speech(refs, one.report, None, None, (), voice=one.voice, nobody=False, certainty=one.certainty, form=one.form)
    return act_of(refs, "confirm", refs.attribution(one), seen, by)


def set_quantity(ledger: Ledger, place: Place, quantity: Quantity, **by: Unpack[By]) -> Act:
    """The number that these words give, read before or not."""
    refs = Refs(ledger)
    return act_of(refs, "quantity-set", a.NumberRef(words=refs.words(place)), a.NewQuantity(quantity=quantity), by)


def reject_quantity(ledger: Ledger, place: Place, **by: Unpack[By]) -> Act:
    """These words give no number."""
    refs = Refs(ledger)
    return act_of(refs, "quantity-reject", a.NumberRef(words=refs.words(place)), None, by)


def confirm_quantity(ledger: Ledger, place: Place, **by: Unpack[By]) -> Act:
    """The number was read rightly."""
    refs = Refs(ledger)
    mine = value_at(place.span, ledger.quantities.get(place.report, ()))
    return act_of(refs, "confirm", a.NumberRef(words=refs.words(place)), a.NewQuantity(quantity=mine.quantity) if mine is not None else None, by)


def set_time(ledger: Ledger, place: Place, *, iso: str | None, first: str | None = None, last: str | None = None, **by: Unpack[By]) -> Act:
    """The time that these words give, read before or not."""
    refs = Refs(ledger)
    return act_of(refs, "time-set", a.TimeRef(words=refs.words(place)), a.NewTime(iso=iso, first=first, last=last), by)


def reject_time(ledger: Ledger, place: Place, **by: Unpack[By]) -> Act:
    """These words give no time."""
    refs = Refs(ledger)
    return act_of(refs, "time-reject", a.TimeRef(words=refs.words(place)), None, by)


def confirm_time(ledger: Ledger, place: Place, **by: Unpack[By]) -> Act:
    """The time was read rightly."""
    refs = Refs(ledger)
    mine = value_at(place.span, ledger.times.get(place.report, ()))
    seen = a.NewTime(iso=mine.iso, first=mine.first, last=mine.last) if mine is not None else None
    return act_of(refs, "confirm", a.TimeRef(words=refs.words(place)), seen, by)


def set_zone(ledger: Ledger, report: str, at: int, *, kind: ZoneKind | None = None, extent: Span | None = None, **by: Unpack[By]) -> Act:
    """What part the zone at an offset plays, or its borders; with both, that part of it is of that kind and the rest stays."""
    refs = Refs(ledger)
    if kind is None and extent is None:
        raise UsageError("Neither a kind nor borders are given.", code="nothing-said")
    change = a.ZoneChange(kind=kind, extent=refs.at(report, extent))
    return act_of(refs, "zone-set", _zone(refs, report, at), change, by)


def reject_zone(ledger: Ledger, report: str, at: int, **by: Unpack[By]) -> Act:
    """The zone at an offset is not what it was taken for."""
    refs = Refs(ledger)
    return act_of(refs, "zone-reject", _zone(refs, report, at), None, by)


def confirm_zone(ledger: Ledger, report: str, at: int, **by: Unpack[By]) -> Act:
    """The zone at an offset is what it was taken for."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", _zone(refs, report, at), None, by)


def _zone(refs: Refs, report: str, at: int) -> a.ZoneRef:
    found = next((z for z in refs.report_of(report).zones if z.start <= at < z.end), None)
    if found is None:
        raise UsageError(f"The report has no part at {at}.", code="no-words")
    return refs.zone(report, found)


def _speech(
    refs: Refs,
    report: str,
    source: Span | None,
    cue: Span | None,
    content: Sequence[Span],
    *,
    voice: str | None,
    nobody: bool,
    certainty: Certainty | None,
    form: Form | None,
) -> a.AttributionChange:
    return a.AttributionChange(
        source=refs.at(report, source),
        cue=refs.at(report, cue),
        content=tuple(refs.words(Place.at(report, s)) for s in content),
        voice=refs.voice(refs.voice_of(voice)) if voice is not None else None,
        nobody=nobody,
        certainty=certainty,
        form=form,
    )
