"""Mails and pages saved as mails: every part is read, or counted as not read.

The head of `SAVED` is what Chromium's MHTMLArchive::generateMHTMLHeader writes.
"""

import base64
import quopri
from email.message import EmailMessage

import pytest

from scanner.extract import mail
from scanner.extract.page import read, read_linear
from scanner.extract.posts import cut
from scanner.model.document import Document
from scanner.sandbox import Sandbox, SandboxFailed
from tests.extract.pages import check_offsets, page
from tests.extract.pdfs import pdf, scan

MAIL = "message/rfc822"
WORDS = "Åsa Provdal bor på Provvägen 3"
QUOTED = quopri.encodestring(f"<html lang=sv><title>Tråden</title><p>{WORDS}".encode())
SAVED = (
    b"From: <Saved by Blink>\r\n"
    b"Subject: =?utf-8?Q?Tr=C3=A5den?=\r\n"
    b"Date: Mon, 23 Nov 2026 09:14:00 -0000\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B----"\r\n\r\n'
    b"------B----\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://forum.example/1\r\n\r\n" + QUOTED + b"\r\n"
    b"------B----\r\nContent-Type: text/css\r\n\r\n.x { color: red }\r\n------B------\r\n"
)


def document(body: bytes, content_type: str = MAIL) -> Document:
    made = page(body, content_type)
    read_now = read(made)
    assert read_now is not None
    check_offsets(read_now)
    assert cut(made) == read_now
    return read_now


def letter(text: str = "Hej") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Nils Påhitt <nils@blogg.example>"
    message["To"] = "Åsa Provdal <asa.provdal@provstad.example>"
    message["Subject"] = "Läs det här"
    message.set_content(text)
    return message


@pytest.mark.parametrize("content_type", [MAIL, "multipart/related; boundary=x"])
def test_a_page_saved_by_a_browser_is_read_whole(content_type: str) -> None:
    saved = document(SAVED, content_type)
    assert saved.text.split("\n") == ["Tråden", "<Saved by Blink>", "Tråden", WORDS]
    assert (saved.title, saved.language, saved.unread_pages) == ("Tråden", "sv", 0)


def test_subject_sender_and_every_part_are_read_but_not_to_whom() -> None:
    message = letter("Hej")
    message.add_alternative(f'<p>{WORDS}<a href="https://blogg.example/x">mer', subtype="html")
    message.add_attachment(
        pdf(["Beslut om Amina"]), maintype="application", subtype="octet-stream", filename="x.txt"
    )
    inner = letter("Bilagt brev")
    message.add_attachment(inner)
    got = document(message.as_bytes())
    for words in ("Läs det här", "Nils Påhitt", "Hej", WORDS, "Beslut om Amina", "Bilagt brev"):
        assert words in got.text
    assert "asa.provdal" not in got.text
    assert (got.links, got.unread_pages) == ((), 0)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"PK\x03\x04\x14", "application/zip"),
        (b"PK\x03\x04\x14", "text/plain"),
        (b"%PDF-1.7 broken", "application/pdf"),
        (scan(), "application/pdf"),
        (b"\x30\x80\x06\x09", "application/pkcs7-mime"),
    ],
)
def test_what_cannot_be_read_is_counted_and_hides_nothing(content: bytes, kind: str) -> None:
    message = letter(WORDS)
    maintype, subtype = kind.split("/")
    message.add_attachment(content, maintype="application", subtype="x")
    message.get_payload()[1].replace_header("Content-Type", f"{maintype}/{subtype}")
    got = document(message.as_bytes())
    assert WORDS in got.text
    assert got.unread_pages == 1


def test_a_mail_inside_that_is_coded_as_a_whole_is_not_read() -> None:
    inner = base64.encodebytes(letter(WORDS).as_bytes())
    body = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner
    assert document(body).unread_pages == 1


@pytest.mark.parametrize("head", ["utf-8", "cp1252"])
def test_a_head_in_raw_letters_is_read(head: str) -> None:
    assert document("Subject: Åsa Öberg\n\nHej".encode(head)).title == "Åsa Öberg"


@pytest.mark.parametrize(
    "subject",
    ["=?no-such?Q?=C3=85sa?=", "=?utf-8?B?x?=", "=?utf-8?B?!!!!?=", "", "\x00", "=?" * 5000],
)
def test_a_broken_head_hides_no_part(subject: str) -> None:
    body = f"Subject: {subject}\nContent-Type: text/plain; charset=no-such\n\n{WORDS}"
    assert WORDS in document(body.encode()).text


def test_a_declared_boundary_that_never_comes_is_a_gap() -> None:
    body = b'Subject: x\nContent-Type: multipart/mixed; boundary="b"\n\n' + WORDS.encode()
    assert document(body).unread_pages == 1


def test_a_multipart_whose_head_came_beside_it_is_not_taken_for_read() -> None:
    assert read(page(b"--x\r\nContent-Type: text/html\r\n\r\nHej", "multipart/related")) is None


def nested(depth: int) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * depth + b"Subject: x\n\n" + WORDS.encode()


def test_mails_inside_mails_are_opened_to_a_depth() -> None:
    assert WORDS in document(nested(mail.MOST_NESTED)).text
    deeper = document(nested(mail.MOST_NESTED + 1))
    assert WORDS not in deeper.text
    assert deeper.unread_pages == 1


def test_parts_beyond_the_bound_are_counted() -> None:
    part = b"--b\nContent-Type: text/plain\n\nHej\n"
    body = b"Content-Type: multipart/mixed; boundary=b\n\n" + part * (mail.MOST_PARTS + 3)
    assert document(body + b"--b--\n").unread_pages == 3


def test_a_mail_is_read_in_linear_time_too() -> None:
    made = page(SAVED, MAIL)
    assert read_linear(made) == read(made)


async def test_one_nested_without_measure_ends_in_the_sandbox() -> None:
    sandbox = Sandbox(1, 1024 * 1024 * 1024)
    try:
        with pytest.raises(SandboxFailed):
            await sandbox.run(read, page(nested(5000), MAIL), seconds=20)
        assert await sandbox.run(read, page(SAVED, MAIL), seconds=20) is not None
    finally:
        sandbox.close()
