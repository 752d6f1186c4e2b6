"""What the desk writes: corrections, undo, added reports. Every write is a form post that ends in a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import msgspec
from anyio import to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from stemma.errors import UsageError
from stemma.library import Library
from stemma.model.library import Adding
from stemma.tell.shared.words import count
from stemma.web.acting import acts_of, by_person
from stemma.web.jobs import Hears, Jobs
from stemma.web.pages.page import says

if TYPE_CHECKING:
    from stemma.web.app import Desk

_MOST_FILES, _MOST_FIELDS = 500, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """How an adding stands."""

    id: str = says("Id of the adding.")
    running: bool = says("Whether it still goes on; the page looks again by itself.")
    failed: bool = says("Whether it broke off; what was taken in before is kept.")
    doing: str = says("What is being done, or what came of it.")
    taken: int = says("Files, texts and addresses that are done.")
    total: int = says("How many there are.")
    counted: str = says("What came of them so far, in words.")
    new: int = says("Reports that are new.")
    versions: int = says("Further versions of reports that were known.")
    again: int = says("Reports that were there already.")
    stories: tuple[tuple[str, str], ...] = says("Id and title of the stories that they fell into; once it is done.")
    troubles: tuple[str, ...] = says("What could not be read, and why.")


def writes(desk: Desk) -> list[BaseRoute]:
    """The routes."""
    return _Writes(desk).routes()


class _Writes:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.jobs = Jobs(desk.shelf.writing)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/act", self.act, methods=["POST"]),
            Route("/undo", self.undo, methods=["POST"]),
            Route("/add", self.add, methods=["POST"]),
            Route("/add/job/{job}.json", self.job_json, methods=["GET"]),
            Route("/add/job/{job}", self.job, methods=["GET"]),
        ]

    async def act(self, request: Request) -> Response:
        form = _fields(await _form(request))

        def work() -> str:
            with self.desk.shelf.writing() as library:
                ledger = library.around(_first(form, "story"), *form.get("other", ()))
                acts = acts_of(_first(form, "verb"), form, ledger, by_person)
                touched = library.act(*acts)
                library.derive([s for s in touched if library.store.stories([s])])
                return _landing(library, _back(form), ",".join(a.id for a in acts))

        return RedirectResponse(await to_thread.run_sync(work), 303)

    async def undo(self, request: Request) -> Response:
        from stemma.correct import make, undone

        form = _fields(await _form(request))

        def work() -> str:
            with self.desk.shelf.writing() as library:
                again, named, log = _first(form, "again", needed=False) == "1", _first(form, "act"), library.acts()
                ids, gone = list(dict.fromkeys(named.split(","))), undone(log)
                # Of several, one may have been taken back by itself.
                meant = [act for act in ids if (act in gone) == again] or ids[:1]
                which = make.redo if again else make.undo
                acts = [one for act in meant for by in (by_person(),) for one in which(log, act, who=by.who, time=by.time)]
                touched = library.act(*acts)
                library.derive([s for s in touched if library.store.stories([s])])
                return _landing(library, _back(form), named)

        return RedirectResponse(await to_thread.run_sync(work), 303)

    async def add(self, request: Request) -> Response:
        form = await _form(request)
        files = [(f.filename or "upload", f.content_type, await f.read()) for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
        fields = _fields(form)
        addresses = [a for a in re.split(r"\s+", _first(fields, "addresses", needed=False)) if a]
        text = (fields.get("text") or [""])[0]
        if not (files or addresses or text.strip()):
            raise UsageError("Nothing was given.", code="nothing-given", hint="Paste a text, choose files, or give an address.")
        bad = [a for a in addresses if urlsplit(a).scheme not in ("http", "https")]
        if bad:
            raise UsageError(f"{bad[0][:80]!r} is no web address.", code="no-address", hint="Addresses begin with https:// or http://.")
        meta = {name: _first(fields, name, needed=False) or None for name in ("outlet", "title", "published", "url")}

        def work(library: Library, heard: Hears) -> Adding:
            return _added(library, files, addresses, text, meta, heard)

        total = len(files) + len(addresses) + bool(text.strip())
        return RedirectResponse(f"/add/job/{self.jobs.begin(work, total=total)}", 303)

    def job(self, request: Request) -> Response:
        return self.desk.shown("job.html.j2", page=None, context=self._job(request), address=request.url.path)

    def job_json(self, request: Request) -> Response:
        return Response(msgspec.json.encode(self._job(request)), media_type="application/json")

    def _job(self, request: Request) -> JobPage:
        job = self.jobs.get(request.path_params["job"])
        if job is None:
            raise HTTPException(404)
        done = job.done
        return JobPage(
            id=job.id,
            running=job.running,
            failed=job.failed,
            doing=job.doing,
            taken=job.taken,
            total=job.total,
            counted=_counted(done),
            new=done.count("new"),
            versions=done.count("new version"),
            again=done.count("seen before"),
            stories=job.stories,
            troubles=tuple(f"{t.message} {t.hint}".strip() for t in done.troubles),
        )


def _added(
    library: Library,
    files: list[tuple[str, str | None, bytes]],
    addresses: list[str],
    text: str,
    meta: dict[str, str | None],
    heard: Hears,
) -> Adding:
    from stemma.library.taking import Taking
    from stemma.library.uploads import pasted

    done: list[Adding] = []

    def came(one: Adding) -> None:
        done.append(one)
        heard.did(one)

    if text.strip():
        came(library.take(pasted(text, **meta)))
    with Taking(fetcher=library.fetcher) as taking:
        for name, media, data in files:
            heard.doing(f"reading {name}", None)
            came(library.take(taking.bytes(data, name=name, media=_stated(name, media))))
    for address in addresses:
        heard.doing(f"fetching {address}", None)
        came(library.add([address], progress=heard.doing))
    gone = tuple(dict.fromkeys(s for d in done for s in d.stories))
    stories = tuple(row.id for row in library.store.stories(gone))  # one that a later report joined to another is no more
    heard.doing("reading the stories", None)
    library.derive(stories, progress=heard.doing)
    return Adding(reports=tuple(a for d in done for a in d.reports), stories=stories, troubles=tuple(t for d in done for t in d.troubles))


def _counted(done: Adding) -> str:
    """'2 new reports, 1 seen before.'; "" where nothing came yet."""
    new, versions, again = done.count("new"), done.count("new version"), done.count("seen before")
    said = [count(new, "new report")] if new else []
    said += [count(versions, "new version")] if versions else []
    said += [f"{again:,} seen before"] if again else []
    return f"{', '.join(said)}." if said else ""


def _stated(name: str, media: str | None) -> str | None:
    """The media type that the browser states, unless it says nothing."""
    return None if media in (None, "", "application/octet-stream") else media


async def _form(request: Request) -> FormData:
    return await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=2_000_000)


def _fields(form: FormData) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            out.setdefault(name, []).append(value)
    return out


def _first(form: dict[str, list[str]], name: str, *, needed: bool = True) -> str:
    value = (form.get(name) or [""])[0].strip()
    if needed and not value:
        raise UsageError(f"The field {name!r} is missing.", code="empty-field", hint="Use the forms of the desk.")
    return value


def _back(form: dict[str, list[str]]) -> str:
    """The page that the form stood on; never one elsewhere."""
    back = (form.get("back") or ["/"])[0]
    if not back.startswith("/") or back.startswith(("//", "/\\")) or any(ord(c) < 33 for c in back):
        back = "/"
    return quote(back, safe="/?&=%#;:,+~-_.")


def _landing(library: Library, back: str, acts: str) -> str:
    """Where a correction leads: back, or to the story where the claim is no longer there, or to the list where the story is not; with the ids of its
    acts, so that the page can say what was done."""
    found = re.match(r"/story/([^/?#]+)(?:/claim/([^/?#]+))?", back)
    if found is not None:
        story, claim = found.groups()
        if not library.store.stories([story]):
            back = "/"
        elif claim is not None and all(c.id != claim for c in library.story(story).claims):
            back = f"/story/{story}"
    path, _, query = back.partition("#")[0].partition("?")
    return f"{path}?{query}{'&' if query else ''}done={quote(acts, safe=',')}"
