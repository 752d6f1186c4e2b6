"""Mail and saved pages: the words, who sent them, and what is attached; in any charset, or told."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from stemma.ingest import of_bytes, stream
from stemma.ingest.mbox import of_lines
from stemma.ingest.served import parsed
from stemma.ingest.taken import Piece, Taken, joined
from tests.ingest import made

TEXT = "\n\n".join(made.STORY)
HTML = made.page()


def read(data: bytes) -> Taken:
    return parsed(Piece(name="m", kind="mail", data=data, media="message/rfc822"))


def codes(taken: Taken) -> list[str]:
    return [t.code for t in taken.troubles]


@pytest.mark.parametrize(("html", "text"), [(HTML, None), (None, TEXT), (HTML, TEXT), (HTML, "View this mail in your browser: https://a.example/x")])
def test_each_form_of_a_message_gives_its_paragraphs(html: str | None, text: str | None) -> None:
    (report,) = read(made.mail(html=html, text=text)).reports
    assert TEXT in report.text
    assert report.title == "Ferry sinks off Port Varn"
    assert (report.outlet, report.byline) == ("The Harbour Post", None)
    assert (report.published, report.published_from) == ("2025-06-17T14:03:00+03:00", "metadata")


def test_text_is_read_where_the_html_says_less() -> None:
    (report,) = read(made.mail(html="<p>Open the attached text.</p>", text=TEXT)).reports
    assert TEXT in report.text


def test_lines_that_mail_broke_are_whole_again() -> None:
    lines = "\n".join(words for _, _, _, words in made.set_lines([made.STORY[0].replace("accident", "mishap")], width=72))
    (report,) = read(made.mail(text=f"{lines}\n\n>From the quay nothing was seen of it that day.\n-- \nThe Harbour Post\nPort Varn\n")).reports
    assert report.text.split("\n\n")[0] == made.STORY[0].replace("accident", "mishap")
    assert "\n\nFrom the quay" in report.text
    assert [report.text[z.start : z.end] for z in report.marked if z.kind == "furniture"] == ["The Harbour Post Port Varn"]


def letter(story: str) -> str:
    """A newsletter laid out in tables, as mail programs want it."""
    return f"""<html><body><table><tr><td align="center"><table width="600"><tr><td><a href="v">View in browser</a></td></tr>
<tr><td><h1>Ferry sinks off Port Varn</h1></td></tr><tr><td>By Jo Field</td></tr>{story}<tr><td><a href="s">Share</a> <a href="l">Like</a></td></tr>
<tr><td>You receive this mail because you signed up. <a href="u">Unsubscribe</a></td></tr></table></td></tr></table></body></html>"""


LAYOUTS = {
    "cells": "".join(f"<tr><td>{p}</td></tr>" for p in made.STORY),
    "breaks": f"<tr><td>{'<br><br>'.join(made.STORY)}</td></tr>",
    "paragraphs": f"<tr><td>{''.join(f'<p>{p}</p>' for p in made.STORY)}</td></tr>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_newsletter_laid_out_in_tables(layout: str) -> None:
    (report,) = read(made.mail(html=letter(LAYOUTS[layout]))).reports
    story = [p for p in report.text.split("\n\n") if p in made.STORY]
    assert story == list(made.STORY)
    assert report.text.count("Ferry sinks off Port Varn") == 1
    furniture = [report.text[z.start : z.end] for z in report.marked if z.kind == "furniture"]
    assert furniture == ["View in browser", "Share Like", "You receive this mail because you signed up. Unsubscribe"]


SENDERS = {
    "The Harbour Post <news@harbourpost.example>": ("The Harbour Post", None),
    "Jo Field <jo@ministry.example>": (None, "Jo Field"),
    "Jo Field from Harbour Letters <jo@letters.example>": ("Harbour Letters", "Jo Field"),
    '"Jo Field, The Harbour Post" <jo@harbourpost.example>': ("The Harbour Post", "Jo Field"),
    "=?utf-8?q?Die_K=C3=BCste?= <newsletter@kueste.example>": ("Die Küste", None),
    "jo@a.example": (None, "jo@a.example"),
}


@pytest.mark.parametrize("sender", SENDERS)
def test_who_sent_it(sender: str) -> None:
    data = made.mail(text=TEXT).replace(b"The Harbour Post <news@harbourpost.example>", sender.encode())
    (report,) = read(data).reports
    assert (report.outlet, report.byline) == SENDERS[sender]


def test_a_list_is_an_outlet() -> None:
    (report,) = read(made.mail(text=TEXT, headers={"List-Unsubscribe": "<https://a.example/u>"}).replace(b"news@", b"x@")).reports
    assert report.outlet == "The Harbour Post"


def test_attachments_are_read_and_others_told() -> None:
    message = EmailMessage()
    message["Subject"] = "Fwd: three reports"
    message.set_content("Please see the three reports that are attached to this message.")
    inner = EmailMessage()
    inner["Subject"] = "Ferry sinks"
    inner.set_content(TEXT)
    message.add_attachment(inner)
    message.add_attachment(made.pdf([made.set_lines(made.STORY)]), maintype="application", subtype="pdf", filename="../../a.pdf")
    message.add_attachment(HTML, subtype="html", filename="a.html")
    message.add_attachment(b"PK\3\4", maintype="application", subtype="zip", filename="a.zip")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    taken = read(message.as_bytes())
    assert [r.path for r in taken.reports] == ["m", "m#1", "m#2", "m#3"]
    assert all(TEXT in r.text for r in taken.reports[1:])
    assert taken.reports[0].title == "three reports"
    assert taken.reports[2].original is not None
    assert taken.reports[2].original.data.startswith(b"%PDF")
    assert codes(taken) == ["unknown-attachment"]


def nested(depth: int) -> bytes:
    message = EmailMessage()
    message["Subject"] = "0"
    message.set_content(TEXT)
    for n in range(depth):
        outer = EmailMessage()
        outer["Subject"] = str(n)
        outer.set_content(f"See below, this is the message of level {n} around it.")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


ODD: dict[str, tuple[bytes, list[str], int]] = {
    "no words": (made.mail(text="\n"), ["no-text"], 0),
    "unknown charset": (made.mail(text=TEXT).replace(b"utf-8", b"x-none-such"), [], 1),
    "lying charset": (made.mail(text=TEXT + " Küste").replace(b"utf-8", b"us-ascii"), [], 1),
    "broken base64": (b"From: a@a.example\nContent-Transfer-Encoding: base64\n\n%%%%" + b"QUJD" * 3, ["no-text"], 0),
    "no boundary": (b"From: a@a.example\nContent-Type: multipart/mixed\n\n" + TEXT.encode(), ["no-text"], 0),
    "unclosed boundary": (b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n' + TEXT.encode(), [], 1),
    "odd heads": (b"From: =?utf-8?q?=FF=?= <\nDate: someday\nSubject: =?x?y?z?=\nMessage-ID: <<>\n\n" + TEXT.encode(), [], 1),
    "mail in mail in mail": (nested(3), ["too-deep"], 2),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_mail_is_read_or_told(case: str) -> None:
    data, expected, count = ODD[case]
    taken = read(data)
    assert [c for c in codes(taken) if c != "guessed-encoding"] == expected
    assert len(taken.reports) == count


def test_a_mail_folder_comes_message_by_message(tmp_path: Path) -> None:
    messages = [made.mail(text=f"{TEXT}\n\nFrom here on it is message {n} of the folder.") for n in range(3)]
    head = b"From jo@a.example Tue Jun 17 14:03:00 2025\n"
    (tmp_path / "a.mbox").write_bytes(b"".join(head + m + b"\n" for m in messages))
    taken = joined(stream([tmp_path]))
    assert [r.path for r in taken.reports] == [f"{tmp_path}/a.mbox#{n}" for n in (1, 2, 3)]
    assert all(f"message {n} of the folder" in r.text for n, r in enumerate(taken.reports))
    assert taken.reports[1].original is not None
    assert taken.reports[1].original.data.rstrip() == messages[1].rstrip()
    assert codes(taken) == []


def test_a_giant_message_is_passed_over_and_the_next_is_read() -> None:
    def lines() -> object:
        yield b"From jo@a.example\n"
        yield from (b"x" * 1_000_000 for _ in range(51))
        yield b"\n"
        yield b"From jo@a.example\n"
        yield b"Subject: a\n\nwords\n"

    items = list(of_lines(lines(), "a"))  # type: ignore[arg-type]
    assert [i.troubles[0].code if isinstance(i, Taken) else i.name for i in items] == ["too-large", "a#2"]


@pytest.mark.parametrize(("data", "code"), [(b"words that are no mail\n", "bad-mbox"), (b"\n\n", "empty-file")])
def test_what_is_no_folder_is_told(data: bytes, code: str) -> None:
    (item,) = of_lines(io.BytesIO(data), "a")
    assert isinstance(item, Taken)
    assert codes(item) == [code]


def saved(html: bytes = HTML.encode(), *, kind: str = "text/html; charset=utf-8", address: str = "https://harbourpost.example/ferry") -> bytes:
    """A page as Chrome saves it."""
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: Ferry sinks\r\nDate: Wed, 18 Jun 2025 10:00:00 -0000\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n------b\r\n'
        f"Content-Type: {kind}\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: binary\r\nContent-Location: {address}\r\n\r\n"
    )
    frame = b"\r\n------b\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n<p>Buy this.</p>" + b" " * 9000
    return head.encode() + html + frame + b"\r\n------b--\r\n"


def test_a_saved_page_has_its_address_and_the_moment_of_saving(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(saved())
    (taken,) = stream([tmp_path])
    (report,) = taken.reports
    assert TEXT in report.text
    assert "Buy this" not in report.text
    assert report.url == "https://harbourpost.example/ferry"
    assert [(c.url, c.at) for c in taken.captures] == [("https://harbourpost.example/ferry", "2025-06-18T10:00:00+00:00")]
    assert report.original is not None
    assert report.original.data == saved()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            saved(kind="image/png").replace(b"text/html\r\nContent-Location: https://ads", b"image/gif\r\nContent-Location: https://ads"),
            "no-html-part",
        ),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nwords", "no-html-part"),
        (saved(b"<html><body></body></html>").replace(b"Buy this.", b""), "no-article"),
    ],
)
def test_a_saved_page_without_page_is_told(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(data)
    (taken,) = stream([tmp_path])
    assert codes(taken) == [code]


def test_what_comes_without_a_name_is_known_by_how_it_begins() -> None:
    folder = b"From jo@a.example Tue Jun 17 14:03:00 2025\n" + made.mail(text=TEXT) + b"\nFrom jo@a.example\n" + made.mail(text=TEXT)
    related = (
        made.mail(html=HTML).replace(b"text/html", b"multipart/related; boundary=b").replace(b"\n\n", b"\n\n--b\nContent-Type: text/html\n\n", 1)
    )
    found = {name: joined(stream(["-"], stdin=data)) for name, data in (("mbox", folder), ("mhtml", saved()), ("mail", related))}
    assert [len(taken.reports) for taken in found.values()] == [2, 1, 1]
    assert found["mhtml"].reports[0].url == "https://harbourpost.example/ferry"
    assert found["mail"].reports[0].outlet == "The Harbour Post"
    archive = joined(stream(["-"], stdin=made.record("https://a.example/1", HTML.encode())))
    assert codes(archive) == ["unknown-kind"]


def test_singlefile() -> None:
    note = "<!--\n Page saved with SingleFile \n url: https://harbourpost.example/ferry \n saved date: Wed Jun 18 2025 13:00:00 GMT+0300 (MSK)\n-->"
    taken = of_bytes(HTML.replace("<html>", f"<html>{note}").encode(), name="a.html", media="text/html")
    assert taken.reports[0].url == "https://harbourpost.example/ferry"
    assert taken.captures[0].at == "2025-06-18T13:00:00+03:00"
