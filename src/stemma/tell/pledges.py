"""Pledges for people and programs: blocks for a terminal, Markdown, CSV, JSON. All from the same values, none judging anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import Ledger, When
from stemma.model.pledges import Outcome, Pledge
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations, lines, link, markdown_line, paragraph
from stemma.tell.shared.data import Json, as_quantity, encoded, generator, sheet

SCHEMA = "stemma-pledges/1"
#: Quotations shown in a block; the rest are counted, and stand in the other forms.
_SHOWN = 3
_STATUS = {
    "pledged": "pledged",
    "under way": "under way",
    "reported done": "reported done",
    "denied": "denied",
    "lapsed": "lapsed",
    "nothing told since": "nothing told since",
}
_PROMISED = {"promise": "promised", "decision": "decided", "plan": "planned", "offer": "offered", "announcement": "announced"}
_SILENCE = "No promise was found in these reports. Words such as “pledged”, “decided to”, “will send” would be."


def table(ledger: Ledger, pledges: Sequence[Pledge], *, width: int = 100) -> str:
    """A block a pledge, with the words it rests on."""
    cite = Citations(ledger)
    parts: list[str] = []
    for title, about, mine in _stories(cite, pledges):
        parts += ["", paragraph(title, width=width), paragraph(about, width=width), ""]
        for number, pledge in mine:
            parts += [*_block(number, pledge, pledges, cite, width=width), ""]
    if not parts:
        return lines([paragraph(_SILENCE, width=width)])
    return lines([*parts, paragraph("Stemma counts reporting, not truth: “reported done” means that somebody says so.", width=width)])


def _stories(cite: Citations, pledges: Sequence[Pledge]) -> Iterator[tuple[str, str, list[tuple[int, Pledge]]]]:
    """Each story that has pledges: title, what it comprises, its pledges with their numbers."""
    numbered = list(enumerate(pledges, 1))
    for story in dict.fromkeys(p.story for p in pledges):
        mine = [(n, p) for n, p in numbered if p.story == story]
        known = cite.stories.get(story)
        title = known.title if known and known.title else "Untitled story"
        reports = words.count(len(known.reports) if known else 0, "report")
        dates = (words.days(known.first, known.last) if known else "") or "no dates"
        yield title, f"{reports}, {dates} · {words.count(len(mine), 'pledge')}", mine


def _block(number: int, pledge: Pledge, pledges: Sequence[Pledge], cite: Citations, *, width: int) -> list[str]:
    """One pledge in a terminal."""
    mark = f"{number}. "
    indent = " " * len(mark)
    wide = indent + " " * 10

    def fact(name: str, text: str) -> str:
        return paragraph(text, width=width, first=f"{indent}{name:<10}", rest=wide)

    out = [paragraph(f"{_who(pledge)}: {pledge.what}", width=width, first=mark, rest=indent), fact("Status", _status(pledge, cite))]
    out += [fact(name, text) for name, text in _facts(pledge, pledges, cite)]
    for n, telling in enumerate(pledge.tellings[:_SHOWN]):
        by = cite.chain(telling.chain)
        said = f"{cite.dated(telling.report)}{f', citing {by}' if by else ''}: “{cite.marked(telling.what)}”"
        out.append(fact("" if n else "Words", said))
    if len(pledge.tellings) > _SHOWN:
        out.append(fact("", f"and {len(pledge.tellings) - _SHOWN} more; --format md shows them."))
    for n, outcome in enumerate(pledge.outcomes[-_SHOWN:]):
        out.append(fact("" if n else "Later", _later(outcome, cite)))
    return out


def _who(pledge: Pledge) -> str:
    """'North Korea (Kim Jong Un) promised'."""
    return f"{pledge.promiser.name if pledge.promiser else 'Nobody named'} {_PROMISED[pledge.kind]}"


def _facts(pledge: Pledge, pledges: Sequence[Pledge], cite: Citations) -> Iterator[tuple[str, str]]:
    """What is known of a pledge, by name; what is not said is left out, but a missing date is worth a word."""
    if pledge.to_whom:
        yield "To", pledge.to_whom
    if pledge.quantity:
        yield "How much", words.figure(pledge.quantity)
    if pledge.total_of:
        parts = [str(n) for n, p in enumerate(pledges, 1) if p.id in pledge.total_of]
        yield "Comprises", f"the round total of {words.listed(parts)}"
    yield "By when", _when(pledge)
    if pledge.condition:
        yield "Only", pledge.condition
    said = _said(pledge, cite)
    if said:
        yield "Said by", said


def _when(pledge: Pledge) -> str:
    due = pledge.deadline
    if due is None:
        return "no time is given"
    days = words.when(When(start=due.first, end=due.last))
    return f"{days} (“{due.words}”)" if days else f"“{due.words}”, which names no day"


def _said(pledge: Pledge, cite: Citations) -> str:
    """Who vouches that it was promised, kept apart from who promises."""
    named = list(dict.fromkeys(cite.name(t.chain[-1]) for t in pledge.tellings if t.chain))
    if not named:
        return "the reports themselves, naming no source"
    by = words.listed(named[:3])
    if pledge.own_word is False and pledge.promiser:
        return f"{by}, not by {pledge.promiser.name}"
    return by


def _status(pledge: Pledge, cite: Citations) -> str:
    """The status and the reason for it, in one line."""
    why = pledge.grounds[-1].sentence if pledge.grounds and not pledge.outcomes else ""
    if pledge.outcomes:
        last = pledge.outcomes[-1]
        why = f"{cite.dated(last.place.report)}."
    shown = _STATUS[pledge.status]
    if pledge.status == "pledged" and pledge.grounds:
        return f"{shown}. {pledge.grounds[-1].sentence}" if not pledge.outcomes else shown
    return f"{shown}. {why}".strip()


def _later(outcome: Outcome, cite: Citations) -> str:
    by = cite.chain(outcome.chain)
    where = f"{cite.dated(outcome.place.report)}{f', citing {by}' if by else ''}"
    return f"{outcome.state}, {where}: “{cite.quote(outcome.place)}” {outcome.grounds[-1].sentence}"


def markdown(ledger: Ledger, pledges: Sequence[Pledge]) -> str:
    """The pledges as Markdown, each with all its words and reasons."""
    cite = Citations(ledger)
    out: list[str] = []
    for title, about, mine in _stories(cite, pledges):
        out += [f"# Pledges: {markdown_line(title)}", "", markdown_line(about), ""]
        for number, pledge in mine:
            out += [f"## {number}. {markdown_line(_who(pledge))}: {markdown_line(pledge.what)}", ""]
            out += [f"- **Status:** {markdown_line(_status(pledge, cite))}"]
            out += [f"- **{name}:** {markdown_line(text)}" for name, text in _facts(pledge, pledges, cite)]
            out += ["", "Told by", ""]
            for t in pledge.tellings:
                by = cite.chain(t.chain)
                said = f", citing {markdown_line(by)}" if by else ""
                out.append(f"- {link(cite.dated(t.report), cite.url(t.report))}{said}: “{markdown_line(cite.quote(t.place))}”")
            if pledge.outcomes:
                out += ["", "What came of it", ""]
                out += [f"- {markdown_line(_later(o, cite))}" for o in pledge.outcomes]
            out += ["", "Why Stemma puts it so", ""]
            out += [f"- `{g.rule}`: {markdown_line(g.sentence)}" for g in pledge.grounds]
            out.append("")
    return "\n".join(out or [f"# Pledges\n\n{markdown_line(_SILENCE)}\n"]).rstrip() + "\n"


_HEADER = (
    *("pledge", "story", "promiser", "promiser_voice", "kind", "own_word", "what", "to_whom", "low", "high", "unit", "counted"),
    *("by_words", "by_first", "by_last", "condition", "status", "why", "said_by", "reports", "first_told", "last_told"),
    *("outcome_day", "outcome_words", "report", "outlet", "url", "words"),
)


def as_csv(ledger: Ledger, pledges: Sequence[Pledge]) -> str:
    """One row a pledge; its words are those of its first telling."""
    cite = Citations(ledger)
    return sheet(_HEADER, (_row(p, cite) for p in pledges))


def _row(p: Pledge, cite: Citations) -> list[object]:
    q, due, first = p.quantity, p.deadline, p.tellings[0]
    story = cite.stories.get(p.story)
    days = sorted(t.published for t in p.tellings if t.published)
    last = p.outcomes[-1] if p.outcomes else None
    promiser = p.promiser
    return [
        p.id,
        story.title if story else p.story,
        promiser.name if promiser else None,
        promiser.voice if promiser else None,
        p.kind,
        p.own_word,
        p.what,
        p.to_whom,
        *((q.low, q.high, q.unit, q.what) if q else (None, None, None, None)),
        *((due.words, due.first, due.last) if due else (None, None, None)),
        p.condition,
        p.status,
        p.grounds[-1].sentence if p.grounds else None,
        "; ".join(dict.fromkeys(cite.name(t.chain[-1]) for t in p.tellings if t.chain)),
        len({t.report for t in p.tellings}),
        days[0] if days else None,
        days[-1] if days else None,
        last.published if last else None,
        cite.quote(last.place) if last else None,
        first.report,
        cite.reports[first.report].outlet,
        cite.url(first.report),
        cite.quote(first.place),
    ]


def as_json(ledger: Ledger, pledges: Sequence[Pledge]) -> str:
    """The pledges as JSON text; the same ledger gives the same bytes. Names are documented in docs/cli.md."""
    cite = Citations(ledger)
    content = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": cite.listed(r.id for r in ledger.reports),
        "pledges": [_json(p, cite) for p in pledges],
    }
    return encoded(content)


def _json(p: Pledge, cite: Citations) -> Json:
    due, promiser = p.deadline, p.promiser
    return {
        "id": p.id,
        "story": p.story,
        "kind": p.kind,
        "promiser": {"name": promiser.name, "words": promiser.words, "voice": promiser.voice, "state": promiser.state} if promiser else None,
        "own_word": p.own_word,
        "what": p.what,
        "to_whom": p.to_whom,
        "quantity": as_quantity(p.quantity),
        "by": {"words": due.words, "first": due.first, "last": due.last} if due else None,
        "condition": p.condition,
        "status": p.status,
        "total_of": list(p.total_of),
        "claims": list(p.claims),
        "tellings": [
            {
                "report": t.report,
                "published": t.published,
                "sentence": cite.place(t.place),
                "cue": cite.place(t.cue),
                "what": cite.place(t.what),
                "chain": [cite.voice(v) for v in t.chain],
            }
            for t in p.tellings
        ],
        "outcomes": [
            {
                "state": o.state,
                "published": o.published,
                "claim": o.claim,
                "sentence": cite.place(o.place),
                "chain": [cite.voice(v) for v in o.chain],
                "grounds": cite.grounds(o.grounds),
            }
            for o in p.outcomes
        ],
        "grounds": cite.grounds(p.grounds),
    }
