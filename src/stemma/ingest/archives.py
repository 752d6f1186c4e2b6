"""Web archives seen from the parent: the child that reads the records is asked, watched, and started anew behind what killed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from stemma.ingest.kinds import charset_of, looks_binary, of_xml
from stemma.ingest.records import Item, of_text
from stemma.ingest.taken import Capture, Piece, Taken, trouble
from stemma.ingest.worker import Worker

_HINTS = {
    "damaged-record": "Fetch or copy the archive again, if what is missing matters.",
    "bomb": "Leave it out.",
    "no-warc": "Give the WARC files in it by themselves.",
    "too-large": "Cut out the article.",
}
#: The archive is given up when its reader was killed so often.
_MOST_DEATHS = 50


def pieces(file: str, kind: str, name: str) -> Iterator[Item]:
    """The documents of a WARC or WACZ, named path#n for the n-th; revisits of one of them are captures of it."""
    seen = _Seen(name)
    place = (0, 0)
    deaths = 0
    with Worker() as worker:
        while True:
            try:
                for facts, body in worker.archive(file, kind, *place):
                    place = (facts["member"], facts["at"])
                    if facts["what"] != "begun":
                        yield from seen.items(facts, body)
                break
            except (TimeoutError, OSError, EOFError, ValueError):
                deaths += 1
                said = worker.died(f"{name} (at byte {place[1]:,})")
                yield Taken(troubles=(trouble(said.code, name, said.message, _HINTS["damaged-record"]),))
                if deaths >= _MOST_DEATHS:
                    break
                place = (place[0], place[1] + 1)
    yield seen.rest()


class _Seen:
    """What an archive has given so far."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._by_digest: dict[str, str] = {}
        self._fronts = 0
        self._lost = 0
        self._any = False

    def items(self, facts: dict[str, Any], body: bytes) -> Iterator[Item]:
        """What one finding gives."""
        self._any = True
        if facts["what"] == "revisit":
            first = self._by_digest.get(facts["digest"]) if facts["digest"] else None
            self._lost += first is None
            if first is not None and facts["date"]:
                yield Taken(captures=(Capture(path=first, url=facts["url"], at=facts["date"]),))
        elif facts["what"] == "trouble":
            code, _, words = facts["wrong"].partition(": ")
            where = f" ({facts['url'][:300]})" if facts["url"] else f" (at byte {facts['at']:,})" if facts["at"] else ""
            message = f"{self._name}{where}: {words}."
            yield Taken(troubles=(trouble(code, self._name, message, _HINTS.get(code, "Nothing needs to be done.")),))
        else:
            yield from self._document(facts, body)

    def _document(self, facts: dict[str, Any], body: bytes) -> Iterator[Item]:
        if urlsplit(facts["url"]).path in ("", "/"):
            self._fronts += 1
            return
        if not body.strip():
            return
        self._count += 1
        path = f"{self._name}#{self._count}"
        if facts["digest"]:
            self._by_digest.setdefault(facts["digest"], path)
        kind = _kind(facts["media"], body)
        if kind is not None:
            yield Piece(
                name=path, kind=kind, data=body, media=facts["media"], url=facts["url"], at=facts["date"] or None, charset=charset_of(facts["media"])
            )
        else:
            yield _text(path, body, facts)

    def rest(self) -> Taken:
        """A word about what was passed over."""
        said = []
        if not self._any:
            said.append(trouble("empty-file", self._name, f"{self._name} holds no page, PDF or text.", "Leave it out."))
        if self._fronts:
            message = f"{self._name}: {self._fronts} front page{'s' if self._fronts > 1 else ''} passed over; they are lists, no reports."
            said.append(trouble("front-page", self._name, message, "Nothing needs to be done."))
        if self._lost:
            message = f"{self._name}: {self._lost} revisit{'s' if self._lost > 1 else ''} of pages that are not in this archive."
            said.append(trouble("lost-revisit", self._name, message, "Give the earlier archive too."))
        return Taken(troubles=tuple(said))


def _kind(media: str, body: bytes) -> Any:
    """What a document is to be parsed as; None for plain text."""
    if body.startswith(b"%PDF") or "pdf" in media.partition(";")[0]:
        return "pdf"
    if media.lower().startswith("text/plain"):
        return None
    return "feed" if body.lstrip()[:5] == b"<?xml" and of_xml(body) == "feed" else "html"


def _text(path: str, body: bytes, facts: dict[str, Any]) -> Taken:
    what = looks_binary(body)
    if what is not None:
        said = trouble("binary-file", path, f"{path} ({facts['url'][:300]}) calls itself text: {what}.", "Nothing needs to be done.")
        return Taken(troubles=(said,))
    taken = of_text(body, path, charset=charset_of(facts["media"]))
    captures = (Capture(path=path, url=facts["url"], at=facts["date"]),) if taken.reports and facts["date"] else ()
    return replace(taken, reports=tuple(replace(r, url=facts["url"]) for r in taken.reports), captures=captures)
