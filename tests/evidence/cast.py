"""An invented page."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Page

FETCHED = datetime(2026, 11, 21, 6, 0, 0, 123456, tzinfo=UTC)


def with_body(page: Page, body: bytes) -> Page:
    return replace(page, body=body, digest=Sha256(sha256(body).hexdigest()))


PAGE = with_body(
    Page(
        source_id=SourceId("forum"),
        asked=Address("https://forum.example/t/17?page=last"),
        final=Address("https://forum.example/t/17"),
        fetched_at=FETCHED,
        status=200,
        headers=(
            ("content-type", "text/html; charset=utf-8"),
            ("content-encoding", "gzip"),
            ("content-length", "77"),
            ("set-cookie", "a=1"),
            ("set-cookie", "b=2"),
        ),
        body=b"",
        digest=Sha256(""),
    ),
    "<p>Amina Provhult, ring henne på 070-174 06 05</p>".encode(),
)
