"""The desk: the verbs that the faces offer, with disk, clock and annotator wired in.

Heavy things (spaCy, onnxruntime, the stages) are imported when a verb needs them, so that `stemma --help` stays quick.
Bad input raises nothing here: it comes back as troubles in the ledger. Misuse and damage raise (`stemma.errors`).
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from stemma.errors import UsageError
from stemma.model import Ledger, Rule

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from stemma.lang.reading import Pipeline
    from stemma.model.comparison import Comparison

#: Told what is being done, and how many words are read so far (None where there is nothing to count).
Progress = Callable[[str, int | None], None]
#: Pairs of statements that are annotated together.
_BATCH = 200


def read(
    paths: Sequence[str],
    *,
    stdin: bytes | BinaryIO | None = None,
    outlet: str | None = None,
    published: str | None = None,
    spacy: str | None = None,
    corrections: bytes | None = None,
    today: dt.date | None = None,
    workers: int = 1,
    progress: Progress = lambda doing, words: None,
) -> Ledger:
    """Reads files, folders or "-" (`stdin`, or the process's own) together; a ledger without reports means that nothing could be read.

    `outlet` and `published` are the person's word and win over what the files say; `spacy` names a spaCy pipeline (package
    or folder) to be used instead of the shipped annotator; `corrections` is a log of acts as JSON lines, laid on the reading; `today` is
    the clock's date unless given.
    """
    from stemma.ingest import ingest

    progress(f"taking in {len(paths)} path{'s' if len(paths) != 1 else ''}", None)
    raws, troubles = ingest(paths, stdin=stdin, outlet=outlet, published=published, workers=workers)
    if not raws:
        return Ledger(troubles=tuple(troubles))
    progress("loading the annotator", None)
    from stemma.pipeline import read_together, shipped

    pipeline, roles, name = _own(spacy) if spacy else shipped()

    counting = _Counting(pipeline, lambda words: progress(f"reading {len(raws)} report{'s' if len(raws) != 1 else ''}", words))
    edits = None
    if corrections is not None:
        from stemma.correct import Edits, load

        acts, said = load(corrections)
        edits, troubles = Edits(acts), [*troubles, *said]
    return read_together(raws, pipeline=counting, roles=roles, today=today or dt.date.today(), annotator=name, troubles=troubles, edits=edits)


def compare(
    pairs: Sequence[tuple[str, str]],
    *,
    published: str | None = None,
    spacy: str | None = None,
    today: dt.date | None = None,
    progress: Progress = lambda doing, words: None,
) -> list[Comparison]:
    """Holds each pair of statements against each other: same, different or cannot tell, with grounds; one comparison a pair, in order.

    `published` is the day on which all of them were told, from which "Tuesday" and "last week" count; without it they are taken to be of one day, and
    a weekday is held against no date. A pair that cannot be compared (nothing said, too long, not English) gets "cannot tell" and the reason.
    """
    progress("loading the annotator", None)
    from stemma.pipeline import compare as held
    from stemma.pipeline import shipped

    pipeline, roles, _ = _own(spacy) if spacy else shipped()
    found: list[Comparison] = []
    for start in range(0, len(pairs), _BATCH):
        progress(f"comparing {len(pairs):,} pair{'s' if len(pairs) != 1 else ''}, {start:,} done", None)
        found += held(pairs[start : start + _BATCH], pipeline=pipeline, roles=roles, published=published, today=today or dt.date.today())
    return found


def rules() -> tuple[Rule, ...]:
    """Every rule of every stage that judges, in the order in which a report meets them (ingest judges nothing)."""
    from stemma.align import COMPARE_RULES as COMPARE
    from stemma.align import RULES as ALIGN
    from stemma.attribute import RULES as ATTRIBUTE
    from stemma.correct import RULES as CORRECT
    from stemma.follow import RULES as FOLLOW
    from stemma.gather import RULES as GATHER
    from stemma.lang.en.certainty import RULES as CERTAINTY
    from stemma.lang.en.quantities import RULES as QUANTITIES
    from stemma.lang.en.times import RULES as TIMES
    from stemma.read import RULES as READ
    from stemma.weigh import RULES as WEIGH

    return (*READ, *TIMES, *QUANTITIES, *CERTAINTY, *GATHER, *ATTRIBUTE, *ALIGN, *COMPARE, *WEIGH, *FOLLOW, *CORRECT)


def explain(name: str) -> Rule:
    """The rule of that name; a name that is none raises `UsageError` with the nearest ones."""
    known = {rule.name: rule for rule in rules()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or [n for n in known if name and name in n][:3]
    hint = f"Did you mean {', '.join(near)}?" if near else "`stemma explain` lists them all."
    raise UsageError(f"There is no rule {name!r}.", code="unknown-rule", hint=hint)


def _own(name: str) -> tuple[Pipeline, None, str]:
    """A person's own spaCy pipeline; it must part sentences, parse and name, or the stages have nothing to go on."""
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise UsageError(f"spaCy cannot load {name!r}: {error}", code="no-spacy-pipeline", hint="Give an installed package or a folder.") from error
    assigned = {what for pipe in nlp.pipe_names for what in nlp.get_pipe_meta(pipe).assigns}
    missing = [named for what, named in (("token.dep", "parser"), ("doc.ents", "names")) if what not in assigned]
    if missing:
        raise UsageError(f"The spaCy pipeline {name!r} has no {' and no '.join(missing)}.", code="spacy-pipeline-too-small", hint="Use a fuller one.")
    return nlp, None, f"{nlp.meta.get('lang', '')}_{nlp.meta.get('name', name)}-{nlp.meta.get('version', '')}"


class _Counting:
    """A pipeline that says how far it has come."""

    def __init__(self, pipeline: Pipeline, tell: Callable[[int], None]) -> None:
        self.pipeline = pipeline
        self.tell = tell

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        words = 0
        for doc in self.pipeline.pipe(texts):
            words += len(doc)
            self.tell(words)
            yield doc
