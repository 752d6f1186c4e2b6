"""The rules of the attribute stage, for `stemma explain`."""

from __future__ import annotations

from stemma.model import Rule

RULES: tuple[Rule, ...] = ()
