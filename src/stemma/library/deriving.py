"""Ledgers of stories, made from what the store keeps: which are stale, and how one is made. No store here, no clock: values in, bytes out.

A ledger follows from its reports as they were taken in, from the acts that people left on them, and from the version of what reads them. Whatever
changes the first two forgets the ledger in the same breath; a ledger of another version is made anew when somebody asks for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from stemma.library import recent
from stemma.library.readers import Here, Reader
from stemma.model import Ledger, RawReport, Story
from stemma.model.acts import Act

if TYPE_CHECKING:
    from stemma.lang.reading import Pipeline, RolesAgain
    from stemma.library.memory import Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Everything that one ledger follows from."""

    story: Story
    #: In the order of the story's reports.
    raws: tuple[RawReport, ...]
    acts: tuple[Act, ...]
    #: No date is inferred that lies after it: the last day on which a report of the story was first seen.
    today: dt.date | None


@cache
def _reader() -> tuple[Pipeline, RolesAgain | None, str]:
    from stemma.pipeline import shipped

    return shipped()


def ledger_of(job: Job, *, memory: Memory | None = None) -> Ledger:
    """Reads the story; with a memory, only what is asked otherwise than last time."""
    from stemma.correct import Edits
    from stemma.pipeline import read_together

    pipeline, roles, name = _reader()
    return read_together(
        job.raws,
        pipeline=pipeline,
        roles=roles,
        today=job.today,
        annotator=name,
        grouped=(job.story,),
        ids=job.story.reports,
        edits=Edits(job.acts) if job.acts else None,
        once=memory.of(frozenset(job.story.reports)) if memory else None,
    )


def ledgers(jobs: Sequence[Job], reader: Reader, *, workers: int = 1) -> Iterator[tuple[Job, bytes]]:
    """Each job with its packed ledger, in the order of the jobs; read by the reader, or in `workers` processes where there are more than one."""
    if workers < 2 or len(jobs) < 2:
        yield from ((job, lately(job, reader)) for job in jobs)
        return
    import multiprocessing

    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from zip(jobs, pool.map(Here().packed, jobs), strict=True)


def lately(job: Job, reader: Reader) -> bytes:
    """The packed ledger as it was met lately, or read now. Only what people corrected is kept in mind: they change their minds."""
    packed = recent.find(job)
    if packed is None:
        packed = reader.packed(job)
        if job.acts:
            recent.keep(job, packed)
    return packed
