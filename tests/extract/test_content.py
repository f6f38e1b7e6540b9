"""What a page is: by its type, and by its bytes where types lie."""

import pytest

from scanner.extract.content import ContentKind, begins_as_mail, content_of
from scanner.outbound.answer import READ_TYPES
from tests.extract.pages import page

RSS = "<?xml version='1.0'?><!-- <html> --><rss version='2.0'><channel/></rss>"
ATOM = "\ufeff\n<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'/>"


@pytest.mark.parametrize(
    ("content_type", "body", "kind"),
    [
        ("text/html", "<p>a", ContentKind.HTML),
        ("TEXT/HTML; charset=utf-8", "a", ContentKind.HTML),
        ("application/xhtml+xml", "<html>", ContentKind.HTML),
        ("application/xml", "<?xml version='1.0'?><!DOCTYPE html><html>", ContentKind.HTML),
        ("application/rss+xml", RSS, ContentKind.FEED),
        ("text/html", RSS, ContentKind.FEED),
        ("text/xml", ATOM, ContentKind.FEED),
        ("application/rdf+xml", "<rdf:RDF xmlns='x'>", ContentKind.FEED),
        ("text/xml", "<karta><url/></karta>", ContentKind.XML),
        ("text/xml", "<urlset><url/></urlset>", ContentKind.SITEMAP),
        ("text/html", "<p>&lt;rss &lt;feed", ContentKind.HTML),
        ("application/json", "{}", ContentKind.JSON),
        ("application/activity+json", "{}", ContentKind.JSON),
        ("text/plain", "<html>", ContentKind.TEXT),
        ("text/markdown", "# a", ContentKind.TEXT),
        (None, "<!doctype html>", ContentKind.HTML),
        (None, RSS, ContentKind.FEED),
        ("application/octet-stream", " [1]", ContentKind.JSON),
        ("", "Anna", ContentKind.TEXT),
        ("application/pdf", b"%PDF-1.7", ContentKind.PDF),
        ("text/html", b"\n%PDF-1.7", ContentKind.PDF),
        ("text/plain", "Anna".encode("utf-16"), ContentKind.TEXT),
    ],
)
def test_kinds_that_are_read(content_type: str, body: str | bytes, kind: ContentKind) -> None:
    content = content_of(page(body, content_type))
    assert content is not None
    assert content.kind is kind


@pytest.mark.parametrize("content_type", sorted(READ_TYPES))
def test_all_that_is_fetched_is_read(content_type: str) -> None:
    body = "%PDF-1.7" if content_type == "application/pdf" else "<p>Anna"
    assert content_of(page(body, content_type)) is not None


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("image/png", b"\x89PNG"),
        ("text/plain", b"abc\x00\x01"),
        (None, b"\x7fELF\x02\x00"),
        ("text/css", "p {}"),
        ("text/javascript", "let a"),
        ("video/mp4", ""),
    ],
)
def test_kinds_that_are_not(content_type: str | None, body: bytes | str) -> None:
    assert content_of(page(body, content_type)) is None


@pytest.mark.parametrize("opening", ["<?", "<!--", "<!DOCTYPE x [", "<!DOCTYPE ", "\ufeff", " "])
def test_a_long_prologue_is_looked_through_once(opening: str) -> None:
    assert content_of(page(opening * 100_000, "text/xml")) is not None


@pytest.mark.parametrize(
    ("body", "is_mail"),
    [
        (b"From: Nils <nils@blogg.example>\r\nSubject: a\r\n b\r\n\r\nHej", True),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", True),
        (b"Namn: Amina Provhult\n\nHej", False),
        (b"From: Nils\nHej Amina\n\nHej", False),
        (b"<p>From: Nils", False),
        (b"", False),
    ],
)
def test_what_begins_as_a_mail(body: bytes, is_mail: bool) -> None:
    assert begins_as_mail(body) is is_mail
