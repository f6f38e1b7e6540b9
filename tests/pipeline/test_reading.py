"""Reading through real worker processes, with pages that are hard to read."""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from scanner.extract.page import read as read_with_trees
from scanner.match.matcher import Matcher
from scanner.model.document import Document
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import MissReason, Page
from scanner.model.person import WatchedPerson
from scanner.pipeline.reading import MOST_TEXT, PageReader, Reading
from scanner.sandbox import Sandbox, SandboxTimeout
from tests.conftest import MORNING
from tests.crawl.desk import CRAWL

AMINA = WatchedPerson("a" * 32, "Amina", "Provhult")
ANNA = WatchedPerson("b" * 32, "Anna", "Provdal")
MATCHER = Matcher((AMINA, ANNA), seed=1)

SETTINGS = replace(CRAWL, parse_seconds=20.0)

MUCH = "<p>hej</p>" * 20_000
"""Takes a parser a tenth of a second at least."""


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    workers = Sandbox(1, SETTINGS.parse_memory_bytes)
    yield workers
    workers.close()


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


async def read(reader: PageReader, came: Page) -> Reading:
    document = await reader.document(came)
    assert isinstance(document, Document)
    return await reader.people(came, document, MATCHER)


async def test_people_are_told_post_by_post(sandbox: Sandbox) -> None:
    came = page(
        "<div class=post id=p1><p>Amina Provhult och Anna Provdal</div>"
        "<div class=post id=p2><p>Amina Provhult igen</div>"
    )
    reading = await read(PageReader(sandbox, SETTINGS), came)
    found = sorted((one.key, one.person_id[0], one.words.strip()) for one in reading.exposures)
    assert found == [
        ("p1", "a", "Amina Provhult och Anna Provdal"),
        ("p1", "b", "Amina Provhult och Anna Provdal"),
        ("p2", "a", "Amina Provhult igen"),
    ]
    for one in reading.exposures:
        for mention in one.mentions:
            assert one.post is not None
            assert one.post.start <= mention.start < mention.end <= one.post.end
            assert "Prov" in reading.document.text[mention.start : mention.end]


async def test_what_stands_outside_the_posts_is_the_pages(sandbox: Sandbox) -> None:
    came = page(
        "<title>Amina Provhult</title><div class=post id=p1>Hej</div><div class=post id=p2>Hå</div>"
    )
    (exposure,) = (await read(PageReader(sandbox, SETTINGS), came)).exposures
    assert (exposure.post, exposure.key) == (None, "")


async def test_a_page_with_nobody_is_not_cut(sandbox: Sandbox) -> None:
    came = page("<div class=post id=p1>Hej</div><div class=post id=p2>Hå</div>")
    reading = await read(PageReader(sandbox, SETTINGS), came)
    assert reading.exposures == ()
    assert reading.document.posts == ()


@pytest.mark.parametrize(
    "came",
    [page(b"%PDF-1.7", "application/pdf"), page(b"\x89PNG\r\n"), page(b"a{}", "text/css")],
    ids=["pdf", "image", "style"],
)
async def test_a_kind_that_is_not_read_says_so(sandbox: Sandbox, came: Page) -> None:
    assert await PageReader(sandbox, SETTINGS).document(came) is MissReason.CONTENT_TYPE


async def test_a_page_that_takes_too_long_is_unreadable_and_the_next_one_is_read(
    sandbox: Sandbox,
) -> None:
    hasty = PageReader(sandbox, replace(SETTINGS, parse_seconds=0.005))
    assert await hasty.document(page("<p>Amina Provhult" + MUCH)) is MissReason.UNREADABLE
    patient = PageReader(sandbox, SETTINGS)
    assert len((await read(patient, page("<p>Amina Provhult"))).exposures) == 1


class SlowTrees(Sandbox):
    """A sandbox in which the fast parser finds no end."""

    async def run(self, function: Callable[..., Any], *arguments: object, seconds: float) -> Any:
        if function is read_with_trees:
            raise SandboxTimeout
        return await super().run(function, *arguments, seconds=seconds)


async def test_a_page_that_is_slow_to_parse_is_read_without_a_tree() -> None:
    sandbox = SlowTrees(1, SETTINGS.parse_memory_bytes)
    try:
        reading = await read(PageReader(sandbox, SETTINGS), page("<p>Amina Provhult"))
    finally:
        sandbox.close()
    assert [one.person_id for one in reading.exposures] == [AMINA.person_id]


async def test_a_page_that_cannot_be_cut_is_kept_as_it_was_first_read(sandbox: Sandbox) -> None:
    came = page("<div class=post id=p1>Amina Provhult</div><div class=post id=p2>Hej</div>" + MUCH)
    document = await PageReader(sandbox, SETTINGS).document(came)
    assert isinstance(document, Document)
    hasty = PageReader(sandbox, replace(SETTINGS, parse_seconds=0.001))
    reading = await hasty.people(came, document, MATCHER)
    assert reading.document == document
    assert [(one.post, one.key) for one in reading.exposures] == [(None, "")]


async def test_more_text_than_can_be_looked_through_is_a_gap(sandbox: Sandbox) -> None:
    came = page("hej " * (MOST_TEXT // 4 + 1), "text/plain")
    assert await PageReader(sandbox, SETTINGS).document(came) is MissReason.TOO_LARGE


async def test_a_name_repeated_in_one_post_hides_none_in_another(sandbox: Sandbox) -> None:
    came = page(
        f"<div class=post id=p1><p>{'Amina Provhult. ' * 150}</div>"
        "<div class=post id=p2><p>Amina Provhult ska dö</div>"
    )
    reading = await read(PageReader(sandbox, SETTINGS), came)
    assert [one.key for one in reading.exposures] == ["p1", "p2"]
    for mention in reading.exposures[1].mentions:
        assert reading.document.text[mention.start : mention.end] == "Amina Provhult"
        assert mention.parts[0].start == mention.start
