"""What the desk writes: corrections, undo, added reports. Every write is a form post and ends in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

if TYPE_CHECKING:
    from stemma.web.app import Desk


def writes(desk: Desk) -> list[BaseRoute]:
    """The routes that write."""
    return []
