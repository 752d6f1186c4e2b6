"""Acts as JSON lines, for the store and for people to hand on: one act a line, oldest first, the same acts giving the same bytes.

A line: {"v": 1, "id": "act-...", "time": ..., "who": ..., "verb": "voice-merge", "subject": {"VoiceRef": {...}}, "change": {...}, "note": ...,
"reports": [...]}. What is empty is left out. The id is a digest of all else but "v", so that a line that was changed is told. A line with a verb or
field that this version does not know is kept as it came, written again unchanged, and told as not understood.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any, get_args

import msgspec

from stemma.correct.checks import fault
from stemma.correct.verbs import KEPT, VERBS
from stemma.model import Trouble
from stemma.model import acts as a
from stemma.model.acts import Act, Unread

#: Of the form, not of the acts: raised when a line is to be read otherwise.
VERSION = 1
#: Longest line that is an act of ours; the longest real ones (a claim of fifty tellings) have 60 kB.
_LONGEST = 4 << 20
_SUBJECTS: dict[str, type] = {t.__name__: t for t in get_args(a.Subject) if t is not Unread}
#: What msgspec learns of a dataclass at its first use it learns here, under the lock of the import: two threads that have it learn one crash.
_LEARNT: list[object] = [msgspec.json.Decoder(t) for t in (*_SUBJECTS.values(), *(v.change for v in VERBS.values() if v.change), a.ReportRef)]
_FIELDS = frozenset({"v", "id", "time", "who", "verb", "subject", "change", "note", "undoes", "reports"})


def dump(acts: Iterable[Act]) -> bytes:
    """The acts as JSON lines, each once, by time and id."""
    return b"".join(line(act) + b"\n" for act in in_order(acts))


def in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Each act once, by time, then id."""
    return tuple(sorted({act.id: act for act in acts}.values(), key=lambda act: (act.time.rstrip("Z"), act.id)))


def line(act: Act) -> bytes:
    """One act as its line, without the line end."""
    if isinstance(act.subject, Unread):
        return act.subject.json.encode()
    return _canonical({"v": VERSION, **_plain(act)}).encode()


def load(data: bytes) -> tuple[tuple[Act, ...], tuple[Trouble, ...]]:
    """The acts of a file of lines, in order, and what is wrong with it; never raises on bad bytes."""
    found: list[Act] = []
    troubles: list[Trouble] = []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if raw.strip():
            act, trouble = _read(raw, number)
            found += [act] if act is not None else []
            troubles += [trouble] if trouble is not None else []
    return in_order(found), tuple(troubles)


def read_line(raw: bytes) -> Act:
    """One act from its line; what is not understood comes back as such (`Unread`), what is no act raises ValueError."""
    act, trouble = _read(raw, 1)
    if act is None:
        raise ValueError(trouble.message if trouble else "no act")
    return act


def sealed(act: Act) -> Act:
    """The act under its own id."""
    return replace(act, id=_id(_plain(act)))


def subject_key(act: Act) -> str:
    """The subject in one string, without what differs between two people's ledgers of the same reports (ids, further names)."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            named = {"id", "aliases", "statement", "kind", "quantity"} | (set() if value.get("unnamed") else {"mentions"})
            return {k: bare(v) for k, v in value.items() if k not in named}
        return [bare(v) for v in value] if isinstance(value, list) else value

    return _canonical(bare(_plain(act).get("subject", {"undoes": act.undoes})))


def utc(time: str) -> str:
    """An ISO 8601 time with its zone as UTC with a final Z; raises ValueError where it is none, or has no zone."""
    moment = dt.datetime.fromisoformat(time)
    if moment.tzinfo is None:
        raise ValueError(f"a time without its zone: {time}")
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _read(raw: bytes, number: int) -> tuple[Act | None, Trouble | None]:
    if len(raw) > _LONGEST:
        return None, _trouble("correction-unreadable", number, "is too long to be an act")
    try:
        given = msgspec.json.decode(_canonical(msgspec.json.decode(raw)))  # 1e3 is 1000, as it will be written
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        return None, _trouble("correction-unreadable", number, f"is no JSON ({error})")
    if not isinstance(given, dict) or not isinstance(given.get("verb"), str) or not all(isinstance(given.get(k), str) for k in ("time", "who")):
        return None, _trouble("correction-unreadable", number, "is no act: it has no time, who and verb")
    own = _id({k: v for k, v in given.items() if k not in ("v", "id")})
    act = _understood(given, own)
    if act is None:
        undoes = given.get("undoes")
        act = Act(id=own, time=given["time"], who=given["who"], verb=given["verb"], undoes=undoes if isinstance(undoes, str) else None)
        act = replace(act, subject=Unread(json=_canonical({**given, "id": own})))
        return act, _trouble(
            "correction-not-understood", number, f"({given['verb']!r} by {given['who']!r}) holds what this version does not understand"
        )
    if "id" in given and given["id"] != own:
        return act, _trouble(
            "correction-id-differs", number, f"was changed after it was made: its id is not that of what it says; it is taken as {own}"
        )
    return act, None


def _understood(given: dict[str, Any], own: str) -> Act | None:
    """The act, where every field of it is one that this version knows."""
    verb = VERBS.get(given["verb"])
    if verb is None or given.get("v", VERSION) != VERSION or not set(given) <= _FIELDS:
        return None
    try:
        subject = _tagged(given.get("subject"))
        change = _brought(given.get("change"), verb.change, KEPT.get(type(subject)) if verb.name == "confirm" else None)
        reports = msgspec.convert(given.get("reports", []), tuple[a.ReportRef, ...])
        who, name, note = (msgspec.convert(given.get(k, ""), str) for k in ("who", "verb", "note"))
        undoes = msgspec.convert(given.get("undoes"), str | None)
        act = Act(id=own, time=utc(given["time"]), who=who, verb=name, note=note, undoes=undoes, subject=subject, change=change, reports=reports)
    except (ValueError, TypeError, msgspec.ValidationError):
        return None
    expected = verb.subject is None or isinstance(subject, verb.subject)
    known = (verb.subject is None) == (subject is None) and (verb.name == "undo") == (act.undoes is not None)
    same = _lean(_plain(act)) == _lean({k: v for k, v in given.items() if k != "v"} | {"id": own})
    return act if expected and known and same and fault(act) is None else None


def _brought(given: Any, always: type | None, kept: type | None) -> Any:
    """What an act brings; a confirmation may bring nothing."""
    if always is None and (given is None or kept is None):
        return None
    return msgspec.convert(given, always or kept)


def _tagged(given: Any) -> Any:
    if given is None:
        return None
    if not isinstance(given, dict) or len(given) != 1:
        raise ValueError("a subject is one named thing")
    ((tag, value),) = given.items()
    if tag not in _SUBJECTS:
        raise ValueError(f"no subject: {tag}")
    return msgspec.convert(value, _SUBJECTS[tag])


def _plain(value: Any) -> Any:
    """A value as JSON has it; fields that are as they would be without a word are left out, so that further fields change no id."""
    if is_dataclass(value) and not isinstance(value, type):
        out = {}
        for field in fields(value):
            one = getattr(value, field.name)
            if field.default is MISSING or one != field.default:
                out[field.name] = {type(one).__name__: _plain(one)} if field.name == "subject" else _plain(one)
        return out
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value


def _lean(value: Any) -> Any:
    """Without what is empty: whether a hand wrote `"note": ""` or left it out is the same."""
    if isinstance(value, dict):
        return {k: lean for k, v in value.items() if (lean := _lean(v)) not in (None, "", [], {}) and lean is not False}
    return [_lean(v) for v in value] if isinstance(value, list) else value


def _id(plain: dict[str, Any]) -> str:
    digest = hashlib.sha256(_canonical(_lean({k: v for k, v in plain.items() if k != "id"})).encode())
    return f"act-{digest.hexdigest()[:16]}"


def _canonical(value: Any) -> str:
    """JSON in one way only; lone surrogates stand as escapes."""
    return json.dumps(_numbers(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _numbers(value: Any) -> Any:
    """Whole numbers without a point, so that 6 and 6.0 are one id."""
    if isinstance(value, dict):
        return {k: _numbers(v) for k, v in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return [_numbers(v) for v in value] if isinstance(value, list) else value


def _trouble(code: str, number: int, what: str) -> Trouble:
    hints = {
        "correction-not-understood": "It is kept; a newer Stemma may understand it.",
        "correction-id-differs": "Take it from whoever made it, if it should not have been changed.",
    }
    return Trouble(code=code, message=f"Line {number} of the corrections {what}.", hint=hints.get(code, "The line is left out."))
