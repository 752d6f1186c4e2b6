"""Newsletters and other mail as raw reports: the message, and the articles that are attached to it. Runs in the worker process.

Of a message's two forms (text and HTML) the HTML is read, since its paragraphs are whole where text parts are broken into lines and
riddled with links; unless extraction loses much of what the text part says. `From` names the outlet where the mail went to a list,
and the writer where a person sent it: "Jo Field from The Harbour Post" names both.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import cast

from stemma.ingest import dates, fragment
from stemma.ingest.addresses import http
from stemma.ingest.decode import decode
from stemma.ingest.layout import flat
from stemma.ingest.letter import furnished, paragraphs
from stemma.ingest.taken import Original, Piece, Taken, joined, trouble
from stemma.model import RawReport, Trouble

#: Parts after these are not looked at; mail of people has a few dozen.
_MOST_PARTS = 500
#: The HTML form must keep this part of the letters of the text form.
_KEPT = 0.6
_FEWEST_LETTERS = 20
_PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_WRITER = re.compile(r"^(.{3,60}?)\s*(?:\bfrom\b|\bat\b|\bvia\b|[,|@•·])\s+(.{3,80})$", re.IGNORECASE)
_LINK = re.compile(r"[<(\[]?https?://[^\s<>)\]]+[>)\]]?")
_ATTACHED = {"message/rfc822": "mail", "text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf"}
_SUFFIXES = {".eml": "mail", ".html": "html", ".htm": "html", ".pdf": "pdf"}
_DESK = re.compile(
    r"(?:news|newsletters?|press|media|editor(?:ial|s)?|info|no-?reply|alerts?|hello|contact|updates?|briefing|daily)\b", re.IGNORECASE
)
_SILENT = ("image/", "text/calendar", "application/pgp-signature", "application/pkcs7-signature", "application/ics", "message/delivery-status")


def of_piece(piece: Piece) -> Taken:
    """The report that a message is, and those that are attached to it (name#1, name#2, ...; of an mbox's third message name#3.1)."""
    return _of_message(parse(piece.data), piece, depth=0)


def parse(data: bytes) -> EmailMessage:
    """A message, with defects kept as defects."""
    return email.message_from_bytes(data, policy=email.policy.default)


def _of_message(message: EmailMessage, piece: Piece, *, depth: int) -> Taken:
    bodies, attached = _parts(message)
    stated = _stated(message, piece.name)
    own = _own_words(bodies, piece.name)
    if not own.reports and not attached:
        said = own.troubles or (trouble("no-text", piece.name, f"{piece.name} is a message without words.", "Leave it out."),)
        return Taken(troubles=said)
    parts = [Taken(reports=tuple(_with(r, stated) for r in own.reports), troubles=own.troubles)]
    mark = "." if "#" in piece.name else "#"
    for number, part in enumerate(attached, start=1):
        parts.append(_attachment(part, f"{piece.name}{mark}{number}", depth))
    return joined(parts)


def _parts(message: EmailMessage) -> tuple[dict[str, EmailMessage], list[EmailMessage]]:
    """The first text and the first HTML part, and what is attached; an attached message's own parts are its own."""
    bodies: dict[str, EmailMessage] = {}
    attached: list[EmailMessage] = []
    for count, part in enumerate(_leaves(message)):
        if count >= _MOST_PARTS:
            break
        kind = part.get_content_type()
        named = part.get_content_disposition() == "attachment" or bool(_filename(part))
        if kind in ("text/plain", "text/html") and kind not in bodies and not named:
            bodies[kind] = part
        elif named or (kind in _ATTACHED and not (kind == "text/html" and "text/html" in bodies)):
            attached.append(part)
    return bodies, attached


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something; those of an attached message are not gone into."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting += reversed(cast("list[Message]", part.get_payload()))
        else:
            yield cast(EmailMessage, part)


def _own_words(bodies: dict[str, EmailMessage], name: str) -> Taken:
    """The message's words: of its HTML, or of its text where that holds much more."""
    text, troubles = _text(bodies.get("text/plain"), name)
    wanted = sum(map(str.isalpha, _LINK.sub("", text)))
    if "text/html" in bodies:
        from stemma.ingest.page import report_of

        part = bodies["text/html"]
        found, said = report_of(content(part), name, charset=charset(part))
        said = [t for t in said if t.code != "cut-off"]  # mail often has bare fragments of HTML
        if not found or sum(map(str.isalpha, found[0].text)) < _KEPT * wanted:
            found = _all_words(part, name) or found
        if found and (wanted < _FEWEST_LETTERS or sum(map(str.isalpha, found[0].text)) >= _KEPT * wanted):
            return Taken(reports=tuple(map(furnished, found)), troubles=tuple(t for t in said if t.code != "no-article"))
        troubles = troubles if wanted >= _FEWEST_LETTERS else said
    if wanted < _FEWEST_LETTERS:
        return Taken(troubles=tuple(troubles))
    made, said = fragment.report(RawReport(path=name, text="", extracted_by="mail text"), paragraphs(text))
    return Taken(reports=(furnished(made),), troubles=(*troubles, *said))


def _all_words(part: EmailMessage, name: str) -> list[RawReport]:
    """Every word of an HTML part: for letters that are laid out like no article."""
    markup, _ = decode(content(part), path=name, declared=True, charset=charset(part))
    story = fragment.paragraphs(markup)
    return [fragment.report(RawReport(path=name, text="", extracted_by="visible text"), story)[0]] if story else []


def _text(part: EmailMessage | None, name: str) -> tuple[str, list[Trouble]]:
    if part is None:
        return "", []
    text, troubles = decode(content(part), path=name, charset=charset(part))
    return re.sub(r"^>From ", "From ", text.replace("\r\n", "\n"), flags=re.MULTILINE), troubles


def _stated(message: EmailMessage, name: str) -> RawReport:
    """What the message's head says, as the fields of a report."""
    shown, address = parseaddr(header(message, "From"))
    shown = flat(shown).strip("'\" ")
    listed = any(message.get(h) is not None for h in ("List-Unsubscribe", "List-Id", "List-Post", "List-Archive"))
    parted = _WRITER.match(shown)
    outlet, byline = (shown or None, None) if listed else (None, shown or address or None)
    if parted:
        byline, outlet = parted[1].strip(), parted[2].strip()
    elif _is_desk(shown, address):
        outlet, byline = shown or None, None
    published = dates.iso(header(message, "Date"))
    return RawReport(
        path=name,
        text="",
        url=http(header(message, "Archived-At").strip("<> ")),
        outlet=outlet,
        title=_PREFIX.sub("", flat(header(message, "Subject")))[:500] or None,
        byline=byline,
        published=published,
        published_from="metadata" if published else None,
    )


def _is_desk(shown: str, address: str) -> bool:
    """Whether the sender is an office and no person, as its mailbox says."""
    return bool(shown) and bool(_DESK.match(address.partition("@")[0]))


def _with(report: RawReport, stated: RawReport) -> RawReport:
    """The report with what the message's head says; a page's own word for outlet and date is not the mail's."""
    return replace(
        report,
        url=stated.url,
        outlet=stated.outlet,
        title=stated.title or report.title,
        byline=stated.byline,
        published=stated.published,
        published_from=stated.published_from,
        updated=None,
        extracted_by=report.extracted_by,
    )


def _attachment(part: EmailMessage, path: str, depth: int) -> Taken:
    """The report in an attachment; one that is of no readable kind is told, pictures and calendar entries are passed over."""
    kind = _ATTACHED.get(part.get_content_type()) or _SUFFIXES.get("." + _filename(part).lower().rpartition(".")[2])
    if kind is None:
        media = part.get_content_type()
        if media.startswith(_SILENT):
            return Taken()
        message = f"{path} is an attachment of a kind that is not read ({media})."
        return Taken(troubles=(trouble("unknown-attachment", path, message, "Save it and give it by itself, if it is a report."),))
    if kind == "mail":
        if depth > 0:
            return Taken(troubles=(trouble("too-deep", path, f"{path} is a message within a message within a message.", "Save it by itself."),))
        data = _inner(part)
        taken = _of_message(parse(data), Piece(name=path, kind="mail", data=data, media="message/rfc822"), depth=depth + 1)
        media = "message/rfc822"
    else:
        from stemma.ingest.served import parsed

        data, media = content(part), part.get_content_type()
        taken = parsed(Piece(name=path, kind="pdf" if kind == "pdf" else "html", data=data, media=media, charset=charset(part)))
    kept = Original(data=data, media=media)
    return replace(taken, reports=tuple(replace(r, original=r.original or kept) for r in taken.reports))


def _inner(part: EmailMessage) -> bytes:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0].as_bytes()
    return content(part)


def content(part: EmailMessage) -> bytes:
    """The bytes of a part, out of base64 or quoted-printable."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def charset(part: EmailMessage) -> str | None:
    """The charset that a part states."""
    try:
        return part.get_content_charset()
    except (LookupError, ValueError, UnicodeError):
        return None


def header(message: EmailMessage, name: str) -> str:
    """A header's words, "" where it has none or cannot be understood."""
    try:
        value = message.get(name)
        return "" if value is None else str(value).encode("utf-8", "replace").decode()
    except Exception:  # the standard library's parser of headers raises IndexError, AttributeError and others on odd ones
        raw = dict(message.raw_items()).get(name, "")
        return flat(str(raw).encode("utf-8", "replace").decode())


def _filename(part: EmailMessage) -> str:
    """The name of an attachment: looked at for its suffix, never used as a path."""
    try:
        return part.get_filename() or ""
    except Exception:  # as in `header`
        return ""
