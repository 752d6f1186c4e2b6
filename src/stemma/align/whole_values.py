"""Numbers, days and names of two whole texts, where each side has one that the other has not.

Used by `comparing`, and so by `stemma compare`. A value that only one side has is a detail; one on either side is a reason never to say "the same",
since the one may stand where the other should. Limits: a name that another name stands for is known only where voices bear both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.align import intervals
from stemma.align.features import names_agree
from stemma.align.named_days import MONTHS
from stemma.align.pairs import Corpus
from stemma.align.stated import Proposition
from stemma.align.whole_texts import Figure, Found, Text, found
from stemma.model import Span

#: How two figures stand to each other that may be one figure.
_AGREE = frozenset({"same", "within", "around", "overlap"})
#: Letters of a name by which another form of it is known.
_STEM = 5
_PAIR = 2


def other_figures(a: Text, b: Text) -> Found | None:
    """Each names a figure that the other has not; or the one tells how long, and only the other since when."""
    x, y = _lone_figures(a.figures, b.figures), _lone_figures(b.figures, a.figures)
    lasting = any(intervals.kind(f.quantity) == "duration" for f in (*x, *y))
    since = {any(day.border == "from" for day, _ in of.days) for of in (a, b)}
    if (x and y) or (lasting and len(since) == 2):
        return Found(a=tuple(f.span for f in x), b=tuple(f.span for f in y))
    return None


def further_figure(a: Text, b: Text) -> Found | None:
    """One of the two names a figure for which the other has none: more than a detail, and nothing that the other says."""
    x, y = ([f for f in _lone_figures(of.figures, its.figures) if not _few(f)] for of, its in ((a, b), (b, a)))
    return Found(a=tuple(f.span for f in x), b=tuple(f.span for f in y)) if bool(x) != bool(y) else None


def _few(figure: Figure) -> bool:
    """Whether a count is so small that other words can carry it: "both sides", "scored twice"."""
    return intervals.kind(figure.quantity) == "count" and (intervals.figures(figure.quantity)[1] or 0.0) <= _PAIR


def _lone_figures(mine: Sequence[Figure], its: Sequence[Figure]) -> list[Figure]:
    return [f for f in mine if all(intervals.compare(f.quantity, g.quantity) not in _AGREE for g in its)]


def other_days(a: Text, b: Text) -> Found | None:
    """Both put something on a day, month or year, as when it was, as its start or as its end, and no such day of the one fits any of the other."""
    for border in ("at", "from", "until"):
        x, y = ([(day, span) for day, span in of.days if day.border == border] for of in (a, b))
        if x and y and all(d.apart(e) and not _one_phrase(a, s, b, t) for d, s in x for e, t in y):
            return Found(a=tuple(s for _, s in x), b=tuple(s for _, s in y))
    x, y = ([(d, s) for d, s in of.days if all(d.apart(e) and not _one_phrase(of, s, its, t) for e, t in its.days)] for of, its in ((a, b), (b, a)))
    return Found(a=tuple(s for _, s in x), b=tuple(s for _, s in y)) if x and y else None


def _one_phrase(a: Text, one: Span, b: Text, other: Span) -> bool:
    """Whether two times are put in the same words; what they resolve to may hang on the tense beside them."""
    return a.words(one) == b.words(other)


def day_not_known(a: Text, b: Text) -> Found | None:
    """The one names a weekday or counts from the day on which it is told ("yesterday"), the other a date, and nobody said when either was told."""
    kinds = [{_kind(of, span): span for _, span in of.days} for of in (a, b)]
    lone = [{kind: mine[kind] for kind in mine.keys() - its.keys()} for mine, its in (kinds, kinds[::-1])]
    if not all(lone) or not any("date" in mine for mine in kinds):
        return None
    return Found(a=tuple(sorted(lone[0].values())), b=tuple(sorted(lone[1].values())))


def _kind(of: Text, span: Span) -> str:
    """Whether words name a date, or a day that depends on when they are said."""
    words = of.words(span)
    return "date" if any(c.isdigit() for c in words) or any(w[:3] in MONTHS for w in words.split()) else "relative"


def other_names(a: Text, b: Text, told: Sequence[Sequence[Proposition]], corpus: Corpus) -> Found | None:
    """Each names somebody or somewhere that the other does not, but for who says it; `told` is what either tells."""
    x, y = (corpus.named(frozenset(n for p in mine for n in p.names)) for mine in told)
    lone = [_lone_names(mine, its) for mine, its in ((x, y), (y, x))]
    if not all(lone):
        return None
    return found(*([s for s in of.known if s.kind == "name" and s.lemma in _words(names)] for of, names in zip((a, b), lone, strict=True)))


def _lone_names(mine: Iterable[str], its: frozenset[str]) -> frozenset[str]:
    there = {w[:_STEM] for n in its for w in n.split()}
    return frozenset(n for n in mine if not names_agree(frozenset({n}), its) and not {w[:_STEM] for w in n.split()} & there)


def _words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(w for n in names for w in n.split())
