"""Words that try to become code, mark-up, links or terminal commands when they are shown."""

from __future__ import annotations

import dataclasses
from typing import Any

from stemma.model import Ledger

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</details></article><iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "<!--><script>alert(1)</script-->",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=q>",
    "<object data=data:text/html;base64,PHNjcmlwdD4=>",
    "{{ 7*7 }}{% raw %}",
    "${7*7}#{7*7}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "[x](javascript:alert(1))",
    "![x](//evil.example/pixel.png)",
    "[x]: javascript:alert(1)",
    "[[Secret note]]",
    "![[embed]]",
    "<javascript:alert(1)>",
    "`code` **bold** _it_ ~~gone~~ ==mark== %%hidden%%",
    "# heading\n\n- list\n\n> quote\n\n---\n\n```\ncode\n```",
    "| cell | cell |\n|---|---|",
    "$x^2$ and $$y$$",
    "[bold red]markup[/bold red] [link=https://evil.example]click[/link] :warning:",
    "\x1b]0;title\x07\x1b[2J\x1b[31mred\x1b[0m",
    "\x9b31mred\x9d0;t\x9c",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "\u202egnp.exe\u202c \u2066isolate\u2069 \u200fmark",
    "zero\u200bwidth\u2060\ufeff",
    "line\u2028separator\u2029paragraph\x85next\x0bvertical",
    "null\x00byte\x08\x7f",
    "lone \ud800 surrogate",
    "=cmd|' /C calc'!A0",
    "a\r\nb\tc",
)
URLS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "https://user:pw@evil.example/",
    "https://good.example@evil.example/",
    'https://good.example/"onclick=alert(1)',
    "https://good.example/><script>alert(1)</script>",
    "https://good.example/a)b(c",
    "https://good.example/\u202egnp",
    "https://[::1/",
    "http:///nohost",
    "https://good.example/#frag",
)


def poisoned(value: Any, payload: str, url: str) -> Any:
    """The same ledger with `payload` in every free text; ids, kinds and numbers stay."""
    kept = {"id", "story", "report", "reports", "source", "target", "child", "parent", "copied_from", "origin", "origins", "chain", "voice", "within"}
    enums = {"kind", "certainty", "standing", "form", "published_from", "language", "attribution"}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {}
        for field in dataclasses.fields(value):
            old = getattr(value, field.name)
            if field.name == "reports" and isinstance(value, Ledger):
                fields[field.name] = tuple(poisoned(r, payload, url) for r in old)
            elif field.name in kept or field.name in enums:
                fields[field.name] = old
            elif field.name == "url":
                fields[field.name] = url
            elif field.name == "text":
                fields[field.name] = (payload + " ") + old[: max(0, len(old))]
            elif field.name in ("rule", "code"):
                fields[field.name] = old
            elif isinstance(old, str):
                fields[field.name] = payload
            else:
                fields[field.name] = poisoned(old, payload, url)
        return dataclasses.replace(value, **fields)
    if isinstance(value, tuple):
        return tuple(payload if isinstance(v, str) else poisoned(v, payload, url) for v in value)
    if isinstance(value, dict):
        return {k: poisoned(v, payload, url) for k, v in value.items()}
    return value
