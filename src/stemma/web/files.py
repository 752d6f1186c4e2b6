"""Answers that are files: a story in another form, the bytes of a report, a small drawing."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from stemma.web.opened import OpenStory, opened
from stemma.web.pages.takeaway import exported
from stemma.web.sheets import file

if TYPE_CHECKING:
    from stemma.web.app import Desk


def files(desk: Desk) -> list[BaseRoute]:
    """The routes."""

    def export(request: Request) -> Response:
        with desk.reading(request) as library:
            data, media, name = exported(library, request.path_params["story"], request.path_params["form"])
        return file(data, media, name)

    def original(request: Request) -> Response:
        """The bytes as they came: never as a page, for a page of strangers must not run under our name."""
        report = request.path_params["report"]
        with desk.reading(request) as library:
            found = library.original(report)
        if found is None:
            raise HTTPException(404)
        return file(found.data, "application/octet-stream", f"{report}.original")

    def drawing(request: Request) -> Response:
        """The figures that matter most, for the head of the story's page: drawn apart, so that the page need not wait for them."""
        with desk.reading(request) as library:
            drawn = opened(library, request.path_params["story"]).once(_small)
        headers = {"content-security-policy": f"default-src 'none'; style-src '{_style()}'; sandbox", "cache-control": "no-cache"}
        return Response(drawn, media_type="image/svg+xml", headers=headers)

    def large(request: Request) -> Response:
        """All figures over time. A quarter of a second goes into it: the page with the tables is there before."""
        with desk.reading(request) as library:
            drawn = opened(library, request.path_params["story"]).figures_drawing
        if drawn is None:
            raise HTTPException(404)
        headers = {"content-security-policy": "default-src 'none'; sandbox", "cache-control": "no-cache"}
        return Response(str(drawn), media_type="image/svg+xml", headers=headers)

    return [
        Route("/story/{story}/figures.svg", drawing, methods=["GET"]),
        Route("/story/{story}/figures/drawing.svg", large, methods=["GET"]),
        Route("/story/{story}/export/{form}", export, methods=["GET"]),
        Route("/report/{report}/original", original, methods=["GET"]),
    ]


def _small(story: OpenStory) -> str:
    from stemma.tell.figures.small import small

    return small(story.figures)


def _style() -> str:
    """What a policy calls the style of the drawing."""
    from stemma.tell.figures.small import STYLE

    return f"sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}"
