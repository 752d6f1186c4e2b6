"""Characters that show nothing and change what is seen: the pages name them instead of obeying them."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

#: Controls (but tab and line breaks), marks that turn the direction of writing, and invisible joints other than those that scripts need.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def visible(value: Any) -> Any:
    """The value as a page shows it: words with such characters named, `[U+202E]`; markup and all that is no text stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)
