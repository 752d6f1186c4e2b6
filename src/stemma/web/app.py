"""The application: pages over a library, each as HTML and as JSON; writes go through one writer at a time."""

from __future__ import annotations

import contextlib
import gzip
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, partial
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from stemma import __version__
from stemma.errors import StemmaError, StoreError
from stemma.library import Library, by
from stemma.store.looks import Looks
from stemma.tell.shared import words
from stemma.tell.shared.safe import safe_json, safe_url
from stemma.web.marks import visible
from stemma.web.pages.corrections import Done, done
from stemma.web.pages.page import Asked, Page
from stemma.web.security import Gate, Guard, TooLargeError
from stemma.web.sheets import SHEETS, file, written
from stemma.web.shelf import Shelf

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def environment() -> Environment:
    """The templates' environment: everything is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("stemma.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.loopcontrols"],
    )
    made.filters |= {
        "day": words.day,
        "count": words.count,
        "figure": words.figure,
        "link": safe_url,
        "listed": lambda names: words.listed(list(names)),
        "moment": _moment,
        "with": _with,
    }
    made.globals |= {"version": __version__, "words": words}
    return made


def _moment(iso: str) -> str:
    """'17 June 2025, 14:03 UTC'; a day alone as such."""
    day, _, time = iso.partition("T")
    return f"{words.day(day)}, {time[:5]} UTC" if time else words.day(day)


def _with(query: str, name: str, value: str) -> str:
    """The query with one thing in it set; at the beginning of whatever is cut into pages."""
    return urlencode([*((k, v) for k, v in parse_qsl(query) if k not in (name, "at")), (name, value)])


def application(path: Path, gate: Gate, *, apart: bool = False) -> ASGIApp:
    """The desk over the store at `path`, behind the gates; `apart`: stories are read in a process of their own."""
    from stemma.web.files import files
    from stemma.web.pages import all_pages
    from stemma.web.writes import writes

    shelf = Shelf(path, apart=apart)
    desk = Desk(shelf, all_pages(), environment())
    routes: list[BaseRoute] = [Route("/static/{name}", _static, methods=["GET"])]
    routes += files(desk)
    for page in desk.pages:
        twin = page.route.rstrip("/") + "/index" if page.route == "/" else page.route
        routes.append(Route(f"{twin}.json", desk.json_of(page), methods=["GET"]))
        if page.sheet is not None:
            routes += [Route(f"{twin}{end}", desk.sheet_of(page, end), methods=["GET"]) for end in SHEETS]
        routes.append(Route(page.route, desk.html_of(page), methods=["GET"], name=page.name))
    routes += writes(desk)
    inner = Starlette(routes=routes, exception_handlers={HTTPException: desk.failed, StemmaError: desk.failed, TooLargeError: desk.failed})
    return Guard(inner, gate)


class Desk:
    """The pages with what they are made of."""

    def __init__(self, shelf: Shelf, pages: tuple[Page, ...], templates: Environment) -> None:
        self.shelf, self.pages, self.templates = shelf, pages, templates
        self.looks = Looks(shelf.path)

    def html_of(self, page: Page) -> Callable[[Request], Response]:
        """Answers with the page."""

        def answer(request: Request) -> Response:
            context = self._context(page, request)
            shown = self.shown(page.template, page=page, context=context, address=_address(request), done=self._done(request))
            if page.looked is not None and "sec-purpose" not in request.headers:  # a browser that fetches ahead is nobody who looks
                page.looked(context, self._asked(request))
            return shown

        return answer

    def sheet_of(self, page: Page, end: str) -> Callable[[Request], Response]:
        """Answers with the page's table as a file."""

        def answer(request: Request) -> Response:
            assert page.sheet is not None
            with self.reading(request) as library:
                table = page.sheet(library, self._asked(request))
            return file(written(table, end), SHEETS[end], f"{table.name}{end}")

        return answer

    def json_of(self, page: Page) -> Callable[[Request], Response]:
        """Answers with the page's context."""

        def answer(request: Request) -> Response:
            context = self._context(page, request)
            return Response(safe_json(msgspec.json.encode(context, enc_hook=str).decode()), media_type="application/json")

        return answer

    def _context(self, page: Page, request: Request) -> object:
        if not page.needs_store:
            return page.context(None, self._asked(request))
        with self.reading(request) as library:
            return page.context(library, self._asked(request))

    @contextlib.contextmanager
    def reading(self, request: Request) -> Iterator[Library]:
        """The library, in which the story that the address names lies ready."""
        with self.shelf.reading() as library:
            self._made_ready(library, request)
            yield library

    def _asked(self, request: Request) -> Asked:
        """What the address holds, and who asks."""
        query = request.query_params
        several = {k: tuple(query.getlist(k)) for k in query}
        return Asked(path=request.path_params, query=dict(query), several=several, who=by.who(), looks=self.looks)

    def _done(self, request: Request) -> Done | None:
        """The corrections that led here, in the words of the log: an address can name them, and say nothing of its own."""
        named = request.query_params.get("done")
        if not named:
            return None
        with self.shelf.reading() as library:
            return done(library, named)

    def _made_ready(self, library: Library, request: Request) -> None:
        """Reads a story that was not read yet and keeps it, so that the next page need not; where another process writes, only this page has it."""
        story = request.path_params.get("story") or (library.store.story_of(r) if (r := request.path_params.get("report")) else None)
        if story is None or library.is_read(story):
            return
        try:
            with self.shelf.writing() as writer:
                writer.derive([writer.story_id(story)])
        except StoreError as error:
            if error.code != "store-locked":
                raise

    def shown(self, template: str, *, page: Page | None, context: object, address: str, done: Done | None = None, status: int = 200) -> Response:
        """A template with a context: every field of the context is a name in it."""
        names = {f.name: getattr(context, f.name) for f in fields(context)} if is_dataclass(context) and not isinstance(context, type) else {}
        html = self.templates.get_template(template).render(
            **names, page=page, menu=[p for p in self.pages if p.menu], address=address, twin=partial(_twin, address), done=done
        )
        return HTMLResponse(html, status)

    def failed(self, request: Request, error: Exception) -> Response:
        """A page that says what went wrong and what can be done."""
        from stemma.web.pages.failure import failure

        status, context = failure(error)
        if request.url.path.endswith(".json"):
            return Response(msgspec.json.encode(context), status, media_type="application/json")
        return self.shown("failure.html.j2", page=None, context=context, address=_address(request), status=status)


def _address(request: Request) -> str:
    """Where forms lead back to: this page, without the word on the correction that led to it."""
    query = urlencode([(k, v) for k, v in request.query_params.multi_items() if k != "done"])
    return request.url.path + (f"?{query}" if query else "")


def _twin(address: str, end: str) -> str:
    """The same page in another form: `/story/x?sort=last` as `/story/x.json?sort=last`."""
    path, mark, query = address.partition("?")
    return ("/index" if path == "/" else path) + end + mark + query


def _static(request: Request) -> Response:
    """Files that come with the desk, by name and from nowhere else."""
    name = request.path_params["name"]
    if name == "stemma.css":  # the style of the drawings, which stands in each of them when they are files of their own
        from stemma.tell.descent.svg import STYLE

        return Response(STYLE, media_type=_TYPES[".css"], headers={"cache-control": "max-age=3600"})
    known = {entry.name: entry for entry in resources.files("stemma.web").joinpath("static").iterdir()}
    suffix = Path(name).suffix
    if name not in known or suffix not in _TYPES:
        raise HTTPException(404)
    headers = {"cache-control": "max-age=3600", "vary": "accept-encoding"}
    data, small = _bytes_of(name)
    if "gzip" in request.headers.get("accept-encoding", ""):  # these alone: what holds no secret gives none away by its length
        return Response(small, media_type=_TYPES[suffix], headers={**headers, "content-encoding": "gzip"})
    return Response(data, media_type=_TYPES[suffix], headers=headers)


@cache
def _bytes_of(name: str) -> tuple[bytes, bytes]:
    """A file that comes with the desk, as it is and packed."""
    data = resources.files("stemma.web").joinpath("static", name).read_bytes()
    return data, gzip.compress(data, mtime=0)
