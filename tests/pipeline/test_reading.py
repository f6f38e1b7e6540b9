"""Reading through real worker processes, with pages that are hard to read."""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from scanner.extract.page import read as read_with_trees
from scanner.model.document import Document
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import MissReason, Page
from scanner.pipeline.reading import MOST_TEXT, PageReader, PictureReader, PostReader
from scanner.sandbox import Sandbox, SandboxTimeout
from tests.conftest import MORNING
from tests.crawl.desk import CRAWL
from tests.tesseract import install, saved, written

SETTINGS = replace(CRAWL, parse_seconds=20.0)

MUCH = "<p>hej</p>" * 20_000
"""Takes a parser a tenth of a second at least."""


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    workers = Sandbox(1, SETTINGS.parse_memory_bytes)
    yield workers
    workers.close()


@pytest.fixture
async def pictures(tmp_path: Path) -> AsyncIterator[PictureReader]:
    reader = PictureReader(install(tmp_path))
    yield reader
    reader.close()


@pytest.fixture
async def unread() -> AsyncIterator[PictureReader]:
    """Where there is no Tesseract."""
    reader = PictureReader(None)
    yield reader
    reader.close()


def page(body: str | bytes, content_type: str = "text/html; charset=utf-8") -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(
        source_id=SourceId("forum"),
        asked=Address("http://forum.example/t"),
        final=Address("http://forum.example/t"),
        fetched_at=MORNING,
        status=200,
        headers=(("content-type", content_type),),
        body=raw,
        digest=Sha256(hashlib.sha256(raw).hexdigest()),
    )


@pytest.mark.parametrize(
    "came",
    [page(b"PK\x03\x04", "application/zip"), page(b"a{}", "text/css")],
    ids=["archive", "style"],
)
async def test_a_kind_that_is_not_read_says_so(
    sandbox: Sandbox, unread: PictureReader, came: Page
) -> None:
    assert await PageReader(sandbox, SETTINGS, unread).document(came) is MissReason.CONTENT_TYPE


async def test_a_page_that_takes_too_long_is_unreadable_and_the_next_one_is_read(
    sandbox: Sandbox, unread: PictureReader
) -> None:
    hasty = PageReader(sandbox, replace(SETTINGS, parse_seconds=0.005), unread)
    assert await hasty.document(page("<p>Amina Provhult" + MUCH)) is MissReason.UNREADABLE
    patient = PageReader(sandbox, SETTINGS, unread)
    assert isinstance(await patient.document(page("<p>Amina Provhult")), Document)


class SlowTrees(Sandbox):
    """A sandbox in which the fast parser finds no end."""

    async def run(self, function: Callable[..., Any], *arguments: object, seconds: float) -> Any:
        if function is read_with_trees:
            raise SandboxTimeout
        return await super().run(function, *arguments, seconds=seconds)


async def test_a_page_that_is_slow_to_parse_is_read_without_a_tree(unread: PictureReader) -> None:
    sandbox = SlowTrees(1, SETTINGS.parse_memory_bytes)
    try:
        document = await PageReader(sandbox, SETTINGS, unread).document(page("<p>Amina Provhult"))
    finally:
        sandbox.close()
    assert isinstance(document, Document)
    assert "Amina Provhult" in document.text


async def test_a_page_is_cut_into_its_posts(sandbox: Sandbox) -> None:
    came = page("<div class=post id=p1><p>Hej</div><div class=post id=p2><p>Hå</div>")
    document = await PostReader(sandbox, SETTINGS).cut(came)
    assert document is not None
    assert [post.key for post in document.posts] == ["p1", "p2"]


async def test_a_page_that_takes_too_long_to_cut_is_none(sandbox: Sandbox) -> None:
    came = page("<div class=post id=p1>Hej</div><div class=post id=p2>Hå</div>" + MUCH)
    hasty = PostReader(sandbox, replace(SETTINGS, parse_seconds=0.001))
    assert await hasty.cut(came) is None


async def test_more_text_than_can_be_looked_through_is_a_gap(
    sandbox: Sandbox, unread: PictureReader
) -> None:
    came = page("hej " * (MOST_TEXT // 4 + 1), "text/plain")
    assert await PageReader(sandbox, SETTINGS, unread).document(came) is MissReason.TOO_LARGE


async def test_a_picture_is_read_and_measured(sandbox: Sandbox, pictures: PictureReader) -> None:
    came = page(saved(written("Amina Provhult")), "image/png")
    document = await PageReader(sandbox, SETTINGS, pictures).document(came)
    assert isinstance(document, Document)
    assert (document.text, document.unread_pages) == ("Amina Provhult", 0)
    assert document.pictures[0].looks


@pytest.mark.parametrize("kind", ["application/pdf", "text/html", ""])
async def test_a_broken_pdf_is_unreadable_whatever_it_is_sent_as(
    sandbox: Sandbox, pictures: PictureReader, kind: str
) -> None:
    reader = PageReader(sandbox, SETTINGS, pictures)
    assert await reader.document(page(b"%PDF-1.7 broken", kind)) is MissReason.UNREADABLE
    assert isinstance(await reader.document(page("<p>Amina Provhult")), Document)


async def test_scanned_pages_are_read_where_tesseract_is(
    sandbox: Sandbox, pictures: PictureReader, unread: PictureReader
) -> None:
    came = page(saved(written("Amina Provhult").convert("RGB"), "PDF"), "application/pdf")
    document = await PageReader(sandbox, SETTINGS, pictures).document(came)
    assert isinstance(document, Document)
    assert (document.text, document.unread_pages) == ("Amina Provhult", 0)
    gap = await PageReader(sandbox, SETTINGS, unread).document(came)
    assert isinstance(gap, Document)
    assert (gap.text, gap.unread_pages) == ("", 1)


async def test_pictures_in_a_mail_are_read_where_tesseract_is(
    sandbox: Sandbox, pictures: PictureReader, unread: PictureReader
) -> None:
    message = EmailMessage()
    message["Subject"] = "Se bilden"
    message.set_content("Hej")
    for content in (saved(written("Amina Provhult")), b"\x89PNG\r\n\x1a\n broken"):
        message.add_attachment(content, maintype="image", subtype="png")
    scan = saved(written("Anna Provdal").convert("RGB"), "PDF")
    message.add_attachment(scan, maintype="application", subtype="pdf")
    came = page(message.as_bytes(), "message/rfc822")
    document = await PageReader(sandbox, SETTINGS, pictures).document(came)
    assert isinstance(document, Document)
    assert {"Se bilden", "Hej", "Amina Provhult", "Anna Provdal"} <= set(document.text.split("\n"))
    assert document.unread_pages == 1
    gap = await PageReader(sandbox, SETTINGS, unread).document(came)
    assert isinstance(gap, Document)
    assert gap.unread_pages == 3


async def test_a_picture_that_cannot_be_opened_is_unreadable_and_the_next_one_is_read(
    sandbox: Sandbox, pictures: PictureReader
) -> None:
    reader = PageReader(sandbox, SETTINGS, pictures)
    assert await reader.document(page(b"\x89PNG\r\n\x1a\n", "image/png")) is MissReason.UNREADABLE
    assert isinstance(await reader.document(page(saved(written("x")))), Document)
