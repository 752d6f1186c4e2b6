"""Acts on voices, made from a ledger."""

from __future__ import annotations

from typing import Unpack

from stemma.correct.make.by import By, act_of, two
from stemma.correct.refs import Refs
from stemma.errors import UsageError
from stemma.model import Ledger, VoiceKind
from stemma.model import acts as a
from stemma.model.acts import Act
from stemma.model.rating import Reliability


def merge_voices(ledger: Ledger, voice: str, into: str, **by: Unpack[By]) -> Act:
    """A voice is another one."""
    refs = Refs(ledger)
    two(voice, into, "voice")
    return act_of(refs, "voice-merge", refs.voice(refs.voice_of(voice)), a.VoiceInto(voice=refs.voice(refs.voice_of(into))), by)


def split_voice(ledger: Ledger, voice: str, name: str, *, kind: VoiceKind | None = None, **by: Unpack[By]) -> Act:
    """A name that was taken for this voice's is somebody else's."""
    refs = Refs(ledger)
    one = refs.voice_of(voice)
    if not one.aliases or name not in (one.name, *one.aliases):
        known = ", ".join(f"“{n}”" for n in one.aliases) or "no other name"
        raise UsageError(f"“{one.name}” is not also known as “{name}”.", code="no-such-name", hint=f"It has {known}.")
    return act_of(refs, "voice-split", refs.voice(one), a.NameOff(name=name, kind=kind), by)


def rename_voice(ledger: Ledger, voice: str, name: str, **by: Unpack[By]) -> Act:
    """What a voice is called."""
    if not name.strip():
        raise UsageError("A voice needs a name.", code="no-name")
    refs = Refs(ledger)
    return act_of(refs, "voice-rename", refs.voice(refs.voice_of(voice)), a.NewName(name=" ".join(name.split())), by)


def set_kind(ledger: Ledger, voice: str, kind: VoiceKind, **by: Unpack[By]) -> Act:
    """What sort of voice it is."""
    refs = Refs(ledger)
    return act_of(refs, "voice-kind", refs.voice(refs.voice_of(voice)), a.NewKind(kind=kind), by)


def grade_voice(ledger: Ledger, voice: str, letter: Reliability, **by: Unpack[By]) -> Act:
    """How reliable a source is, A to F."""
    refs = Refs(ledger)
    return act_of(refs, "voice-reliability", refs.voice(refs.voice_of(voice)), a.Letter(letter=letter), by)


def reject_voice(ledger: Ledger, voice: str, **by: Unpack[By]) -> Act:
    """A source is nobody in particular, and nobody's origin."""
    refs = Refs(ledger)
    return act_of(refs, "voice-reject", refs.voice(refs.voice_of(voice)), None, by)


def confirm_voice(ledger: Ledger, voice: str, **by: Unpack[By]) -> Act:
    """A voice is who it is said to be."""
    refs = Refs(ledger)
    return act_of(refs, "confirm", refs.voice(refs.voice_of(voice)), None, by)
