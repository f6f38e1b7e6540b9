"""Pages for the tests of this room: made up ones, and the real ones beside the repository."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scanner.extract.lines import Lines
from scanner.model.document import BlockKind, Document
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Page

ADDRESS = Address("https://blogg.example/sida/")
READ_AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


def page(body: bytes | str, content_type: str | None = "text/html", address: str = ADDRESS) -> Page:
    body = body.encode() if isinstance(body, str) else body
    return Page(
        source_id=SourceId("blogg"),
        asked=Address(address),
        final=Address(address),
        fetched_at=READ_AT,
        status=200,
        headers=() if content_type is None else (("content-type", content_type),),
        body=body,
        digest=Sha256(hashlib.sha256(body).hexdigest()),
    )


def empty_lines() -> Lines:
    return Lines(ADDRESS)


def shown(document: Document) -> list[tuple[str, str]]:
    """Each line with the kind of its block."""
    return [
        (block.kind.value, line)
        for block in document.blocks
        for line in document.text[block.start : block.end].split("\n")
    ]


def lines_of(document: Document, kind: BlockKind) -> list[str]:
    return [line for name, line in shown(document) if name == kind.value]


def check_offsets(document: Document) -> None:
    """What `model.document` promises of blocks and posts."""
    assert "\n".join(document.text[b.start : b.end] for b in document.blocks) == document.text
    assert all(block.start < block.end for block in document.blocks)
    ends = 0
    for post in document.posts:
        assert ends <= post.start < post.end <= len(document.text)
        assert post.start == 0 or document.text[post.start - 1] == "\n"
        assert post.end == len(document.text) or document.text[post.end] == "\n"
        ends = post.end
    document.text.encode()
    assert "\0" not in document.text


def real_pages() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of 304 public web pages; test data that the product never ships."""
    path = SHARED / "pages" / "pages.jsonl.gz"
    if not path.exists():
        pytest.skip("needs the real pages in ../shared/data/pages, which are not here")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            encoding = "utf-8" if entry["enc"] == "utf-8" else "latin-1"
            yield entry["id"], entry["html"].encode(encoding)
