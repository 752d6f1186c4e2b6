"""Documents of every kind, written by hand: small, whole, and easy to break."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

STORY = (
    "At least 30 people died when a ferry sank off Port Varn on Tuesday, the coast guard said, in the worst accident on this coast for years.",
    "The vessel carried more than 200 passengers, according to the harbour master, who said that it was licensed for 150 and no more.",
    "The government has ordered an inquiry into the company, which has been fined twice for carrying too many people, a ministry said.",
)
#: A line of a PDF page: left edge, base line, size of type, words.
PdfLine = tuple[float, float, float, str]


def page(title: str = "Ferry sinks off Port Varn", story: Sequence[str] = STORY, head: str = "") -> str:
    """An HTML page with an article."""
    body = "".join(f"<p>{p}</p>" for p in story)
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


def pdf(pages: Sequence[Sequence[PdfLine]], *, info: str = "", trailer: str = "") -> bytes:
    """A PDF with a text layer: each page a list of lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        drawn = "".join(f"/F1 {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm ({_escaped(words)}) Tj\n" for x, y, size, words in lines)
        objects.append(f"<< /Length {len(drawn) + 6} >>\nstream\nBT\n{drawn}ET\nendstream")
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def locked_pdf() -> bytes:
    """A PDF that asks for a password which nobody has."""
    key = f"/O <{'ab' * 32}> /U <{'cd' * 32}>"
    return pdf([[(72, 700, 11, STORY[0])]], trailer=f"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 {key} >> /ID [<00><00>] ")


def set_lines(paragraphs: Sequence[str], *, top: float = 700, width: int = 70, indent: float = 0, gap: float = 8) -> list[PdfLine]:
    """Paragraphs broken into lines as a word processor sets them, words parted at line ends where they are long."""
    out: list[PdfLine] = []
    y = top
    for paragraph in paragraphs:
        first, rest = True, paragraph
        while rest:
            line, rest = _broken(rest, width)
            out.append((72 + (indent if first else 0), y, 11, line))
            y, first = y - 14, False
        y -= gap
    return out


def mail(*, html: str | None = None, text: str | None = None, headers: dict[str, str] | None = None) -> bytes:
    """A message with a text part, an HTML part or both."""
    message = EmailMessage()
    stated = {
        "From": "The Harbour Post <news@harbourpost.example>",
        "Subject": "Ferry sinks off Port Varn",
        "Date": "Tue, 17 Jun 2025 14:03:00 +0300",
    }
    for name, value in {**stated, "Message-ID": "<1@harbourpost.example>", **(headers or {})}.items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def record(url: str, body: bytes, *, kind: str = "response", media: str = "text/html", status: int = 200, more: str = "", http: str = "") -> bytes:
    """A WARC record; `more` are further headers of the record, `http` of the response."""
    answer = f"HTTP/1.1 {status} OK\r\nContent-Type: {media}\r\n{http}Content-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(url)) % 10**12:012d}>\r\n"
        f"WARC-Date: 2025-06-18T10:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n{more}"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def warc(records: Sequence[bytes], *, zipped: bool = False) -> bytes:
    """Records as one file, each a gzip member of its own when `zipped`."""
    return b"".join(gzip.compress(r) if zipped else r for r in records)


def zipped(path: Path, members: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> Path:
    """A ZIP file."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _broken(text: str, width: int) -> tuple[str, str]:
    if len(text) <= width:
        return text, ""
    at = text.rfind(" ", 0, width)
    word = text[at + 1 :].split(" ")[0]
    room = width - at - 2
    if len(word) > 8 and 3 <= room < len(word) - 3 and word[:room].isalpha():
        return f"{text[: at + 1 + room]}-", text[at + 1 + room :]
    return text[:at], text[at + 1 :]
