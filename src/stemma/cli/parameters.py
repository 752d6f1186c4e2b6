"""Parameters that many commands share, handed to each as one value."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any


def gathered(into: type, parameters: Sequence[Callable[[Any], Any]], command: Callable[..., None]) -> Callable[..., None]:
    """The command with these click parameters; it gets them, first, as one value of the dataclass `into`, whose fields bear their names."""

    @functools.wraps(command)
    def wrapped(**given: Any) -> None:
        asked = {name: given.pop(name) for name in into.__dataclass_fields__}  # type: ignore[attr-defined]
        command(into(**asked), **given)

    for parameter in reversed(parameters):
        parameter(wrapped)
    return wrapped
