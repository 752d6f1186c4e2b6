"""Forms of the desk as acts: which constructor a form means, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from stemma.correct import make
from stemma.errors import UsageError
from stemma.library import by
from stemma.model import Certainty, Claim, Ledger
from stemma.model.acts import Act
from stemma.model.rating import Reliability

#: A form as it was sent: each name with all its values.
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who says it, and when."""

    who: str
    time: str


def by_person() -> By:
    """They, now."""
    return By(who=by.who(), time=by.now())


def acts_of(verb: str, form: Form, ledger: Ledger, by: Callable[[], By]) -> tuple[Act, ...]:
    """The acts that a form means, each at its own time. Raises UsageError where it lacks something or names what is not there."""
    if verb in _CHOSEN:
        return tuple(act for one in _CHOSEN[verb](form, ledger) for act in acts_of(*one, ledger, by))
    if verb not in _MAKERS:
        raise UsageError(f"There is no correction {verb!r}.", code="no-such-correction", hint="Use the forms of the desk.")
    said = by()
    return (_MAKERS[verb](form, ledger, {"who": said.who, "time": said.time, "note": _one(form, "note", needed=False)}),)


def _one(form: Form, name: str, *, needed: bool = True) -> str:
    value = (form.get(name) or [""])[0].strip()
    if needed and not value:
        raise UsageError(f"The field {name!r} is empty.", code="empty-field", hint="Fill it in and try again.")
    return value[:10_000]


def _chosen(form: Form, name: str, known: tuple[str, ...]) -> Any:
    value = _one(form, name)
    if value not in known:
        raise UsageError(f"{value!r} is none of {', '.join(known)}.", code="no-such-choice")
    return value


def _edit(form: Form, ledger: Ledger, by: Any) -> Act:
    return make.edit_claim(ledger, _one(form, "claim"), statement=_one(form, "statement"), **by)


def _report(form: Form, ledger: Ledger, by: Any) -> Act:
    said = {name: _one(form, name, needed=False) or None for name in ("outlet", "title", "published")}
    report = next((r for r in ledger.reports if r.id == _one(form, "report")), None)
    if report is not None:  # what stays as it was is not said
        said = {name: value for name, value in said.items() if value != (getattr(report, name) or "")[: 10 if name == "published" else None]}
    return make.set_report(ledger, _one(form, "report"), **{k: v for k, v in said.items() if v}, **by)


def _chosen_claims(form: Form, ledger: Ledger, least: int) -> list[Claim]:
    """The claims that were chosen in a table, in its order."""
    known = {c.id: c for c in ledger.claims}
    named = list(dict.fromkeys(c.strip() for c in form.get("claims", ()) if c.strip()))
    if gone := [c for c in named if c not in known]:
        raise UsageError(
            f"{len(gone)} of the chosen claims are not in this story any more.", code="no-such-claim", hint="Go back to the table and choose again."
        )
    if len(named) < least:
        wanted = "two claims or more" if least > 1 else "a claim"
        raise UsageError(
            f"Choose {wanted} first: {len(named) or 'none'} chosen.", code="too-few-chosen", hint="The boxes stand at the head of each row."
        )
    return [known[c] for c in named]


def _merge_chosen(form: Form, ledger: Ledger) -> list[tuple[str, Form]]:
    """All of them into the one whose words are to stay; where nobody said which, into the one that most reports tell."""
    chosen = _chosen_claims(form, ledger, 2)
    into = _one(form, "into", needed=False) or max(chosen, key=lambda c: len({t.report for t in c.tellings})).id
    if all(c.id != into for c in chosen):
        raise UsageError("The claim whose words are to stay is none of those chosen.", code="no-such-claim")
    return [("merge-claims", {**form, "claim": [c.id], "into": [into]}) for c in chosen if c.id != into]


def _each(verb: str) -> Callable[[Form, Ledger], list[tuple[str, Form]]]:
    return lambda form, ledger: [(verb, {**form, "claim": [c.id]}) for c in _chosen_claims(form, ledger, 1)]


#: What is done with rows that were chosen in the table of claims: as single corrections, each of which can be taken back by itself.
_CHOSEN: dict[str, Callable[[Form, Ledger], list[tuple[str, Form]]]] = {
    "merge-chosen": _merge_chosen,
    "confirm-chosen": _each("confirm-claim"),
    "hide-chosen": _each("hide-claim"),
}
_Maker = Callable[[Form, Ledger, Any], Act]
_MAKERS: dict[str, _Maker] = {
    "confirm-claim": lambda f, x, by: make.confirm_claim(x, _one(f, "claim"), **by),
    "edit-claim": _edit,
    "hide-claim": lambda f, x, by: make.hide_claim(x, _one(f, "claim"), **by),
    "merge-claims": lambda f, x, by: make.merge_claims(x, _one(f, "claim"), _one(f, "into"), **by),
    "split-claim": lambda f, x, by: make.split_claim(x, _one(f, "claim"), tuple(f.get("reports", ())), **by),
    "set-certainty": lambda f, x, by: make.set_certainty(x, _one(f, "claim"), _chosen(f, "certainty", get_args(Certainty)), **by),
    "reject-relation": lambda f, x, by: make.reject_relation(x, _one(f, "source"), _one(f, "target"), **by),
    "confirm-relation": lambda f, x, by: make.confirm_relation(x, _one(f, "source"), _one(f, "target"), **by),
    "merge-voices": lambda f, x, by: make.merge_voices(x, _one(f, "voice"), _one(f, "into"), **by),
    "split-voice": lambda f, x, by: make.split_voice(x, _one(f, "voice"), _one(f, "name"), **by),
    "rename-voice": lambda f, x, by: make.rename_voice(x, _one(f, "voice"), _one(f, "name"), **by),
    "grade-voice": lambda f, x, by: make.grade_voice(x, _one(f, "voice"), _chosen(f, "letter", get_args(Reliability)), **by),
    "set-report": _report,
    "hide-report": lambda f, x, by: make.hide_report(x, _one(f, "report"), **by),
    "link-reports": lambda f, x, by: make.link_reports(x, _one(f, "report"), _one(f, "other"), **by),
    "part-reports": lambda f, x, by: make.part_reports(x, _one(f, "report"), _one(f, "other"), **by),
    "title-story": lambda f, x, by: make.title_story(x, _one(f, "story"), _one(f, "title"), **by),
    "reject-descent": lambda f, x, by: make.reject_descent(x, _one(f, "child"), _one(f, "parent"), **by),
    "confirm-descent": lambda f, x, by: make.confirm_descent(x, _one(f, "child"), _one(f, "parent"), **by),
}
