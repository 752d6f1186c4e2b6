"""What the desk writes: corrections, undo, added reports; and files to take away. Every write is a form post that ends in a page."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable
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
from stemma.web.acting import By, act_of
from stemma.web.jobs import Jobs
from stemma.web.pages.followed import exported
from stemma.web.pages.page import says

if TYPE_CHECKING:
    from stemma.web.app import Desk

_MOST_FILES, _MOST_FIELDS = 500, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """How an adding stands."""

    id: str = says("Id of the adding.")
    running: bool = says("Whether it still goes on; the page looks again by itself.")
    doing: str = says("What is being done, or what came of it.")
    new: int = says("Reports that are new.")
    versions: int = says("Further versions of reports that were known.")
    again: int = says("Reports that were there already.")
    stories: tuple[tuple[str, str], ...] = says("Id and title of the stories that they fell into.")
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
            Route("/story/{story}/export/{form}", self.export, methods=["GET"]),
            Route("/report/{report}/original", self.original, methods=["GET"]),
        ]

    async def act(self, request: Request) -> Response:
        form = _fields(await _form(request))

        def work() -> str:
            with self.desk.shelf.writing() as library:
                ledger = library.around(_first(form, "story"), *form.get("other", ()))
                act = act_of(_first(form, "verb"), form, ledger, _by())
                touched = library.act(act)
                library.derive([s for s in touched if library.store.stories([s])])
                return _landing(library, _back(form), act.id)

        return RedirectResponse(await to_thread.run_sync(work), 303)

    async def undo(self, request: Request) -> Response:
        from stemma.correct import make

        form = _fields(await _form(request))

        def work() -> str:
            with self.desk.shelf.writing() as library:
                by = _by()
                which: Callable[..., object] = make.redo if _first(form, "again") == "1" else make.undo
                acts = which(library.acts(), _first(form, "act"), who=by.who, time=by.time)
                touched = library.act(*acts)  # type: ignore[misc]
                library.derive([s for s in touched if library.store.stories([s])])
                return _landing(library, _back(form), _first(form, "act"))

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

        def work(library: Library, progress: Callable[[str, int | None], None]) -> Adding:
            return _added(library, files, addresses, text, meta, progress)

        return RedirectResponse(f"/add/job/{self.jobs.begin(work)}", 303)

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
            doing=job.doing,
            new=done.count("new"),
            versions=done.count("new version"),
            again=done.count("seen before"),
            stories=job.stories,
            troubles=tuple(f"{t.message} {t.hint}".strip() for t in done.troubles),
        )

    def export(self, request: Request) -> Response:
        with self.desk.shelf.reading() as library:
            data, media, name = exported(library, request.path_params["story"], request.path_params["form"])
        return _file(data, media, name)

    def original(self, request: Request) -> Response:
        """The bytes as they came: never as a page, for a page of strangers must not run under our name."""
        report = request.path_params["report"]
        with self.desk.shelf.reading() as library:
            original = library.original(report)
        if original is None:
            raise HTTPException(404)
        return _file(original.data, "application/octet-stream", f"{report}.original")


def _added(
    library: Library,
    files: list[tuple[str, str | None, bytes]],
    addresses: list[str],
    text: str,
    meta: dict[str, str | None],
    progress: Callable[[str, int | None], None],
) -> Adding:
    from stemma.library.taking import Taking
    from stemma.library.uploads import pasted

    done: list[Adding] = []
    if text.strip():
        done.append(library.take(pasted(text, **meta)))
    with Taking(fetcher=library.fetcher) as taking:
        for number, (name, media, data) in enumerate(files, 1):
            progress("reading files", number)
            done.append(library.take(taking.bytes(data, name=name, media=_stated(name, media))))
    if addresses:
        done.append(library.add(addresses, progress=progress))
    stories = tuple(dict.fromkeys(s for d in done for s in d.stories))
    progress("reading the stories", None)
    library.derive(stories, progress=progress)
    return Adding(reports=tuple(a for d in done for a in d.reports), stories=stories, troubles=tuple(t for d in done for t in d.troubles))


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


def _landing(library: Library, back: str, act: str) -> str:
    """Where a correction leads: back, or to the story where the claim is no longer there, or to the list where the story is not; with its id, so
    that the page can say what was done."""
    found = re.match(r"/story/([^/?#]+)(?:/claim/([^/?#]+))?", back)
    if found is not None:
        story, claim = found.groups()
        if not library.store.stories([story]):
            back = "/"
        elif claim is not None and all(c.id != claim for c in library.story(story).claims):
            back = f"/story/{story}"
    path, _, query = back.partition("#")[0].partition("?")
    return f"{path}?{query}{'&' if query else ''}done={quote(act, safe='')}"


def _by() -> By:
    who = os.environ.get("STEMMA_NAME") or os.environ.get("USER") or os.environ.get("USERNAME") or "somebody"
    return By(who=who, time=dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))


def _file(data: bytes, media: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": "default-src 'none'; sandbox"}
    return Response(data, media_type=media, headers=headers)
