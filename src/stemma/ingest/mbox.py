"""Mail folders (mbox) message by message, in little memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from stemma.ingest.records import Item
from stemma.ingest.sources import largest
from stemma.ingest.taken import Piece, Taken, trouble

#: The line before a message: "From jo@a.example Tue Jun 17 14:03:00 2025". A line of prose that begins so has no such end.
_FROM = re.compile(rb"^From \S+.{0,60}\b\d\d:\d\d.{0,40}\d{4}|^From - |^From \S+@\S+\s*$")


def of_lines(lines: Iterable[bytes], path: str) -> Iterator[Item]:
    """The messages of a folder, named path#n; one that is too large is told and passed over."""
    number, size, blank = 0, 0, True
    held: list[bytes] = []
    limit = largest("mail")
    for line in lines:
        if blank and line.startswith(b"From ") and _FROM.match(line):
            if number:
                yield _message(held, size, f"{path}#{number}")
            number, size, held = number + 1, 0, []
        elif number:
            size += len(line)
            if size <= limit:
                held.append(line)
            else:
                held.clear()
        elif line.strip():
            text = f"{path} does not begin as a mail folder does (with a line 'From ...')."
            yield Taken(troubles=(trouble("bad-mbox", path, text, "Give single messages as .eml."),))
            return
        blank = not line.strip()
    if number:
        yield _message(held, size, f"{path}#{number}")
    else:
        yield Taken(troubles=(trouble("empty-file", path, f"{path} holds no message.", "Leave it out."),))


def _message(held: list[bytes], size: int, name: str) -> Item:
    if size > largest("mail"):
        text = f"{name} has {size / 1e6:.0f} MB and is passed over."
        return Taken(troubles=(trouble("too-large", name, text, "Save the article in it by itself."),))
    return Piece(name=name, kind="mail", data=b"".join(held), media="message/rfc822")
