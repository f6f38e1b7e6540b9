"""A page of any kind becomes a document, or None."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract.page import read, read_linear
from scanner.extract.posts import cut
from scanner.sandbox import Sandbox
from tests.extract.pages import check_offsets, page
from tests.extract.test_feed import ATOM, RSS

BODIES = [
    ("text/html; charset=iso-8859-1", "<p>Åsa Öberg".encode("latin-1"), "Åsa Öberg"),
    ("text/html", "<p>Åsa Öberg", "Åsa Öberg"),
    ("text/plain", "Åsa\nÖberg".encode("cp1252"), "Åsa\nÖberg"),
    ("application/json", '{"a": "Åsa", "b": "<i>Ö</i>berg"}', "Åsa\nÖberg"),
    ("text/xml", "<a><b>Åsa</b><c>Öberg</c></a>", "Åsa\nÖberg"),
]


@pytest.mark.parametrize(("content_type", "body", "text"), BODIES)
def test_a_page_is_read_by_its_kind(content_type: str, body: bytes | str, text: str) -> None:
    document = read(page(body, content_type))
    assert document is not None
    assert document.text == text
    assert read_linear(page(body, content_type)) == document


def test_a_feed_has_posts_unless_it_is_read_in_linear_time() -> None:
    document = read(page(RSS, "text/html"))
    linear = read_linear(page(ATOM, "application/atom+xml"))
    assert document is not None
    assert linear is not None
    assert len(document.posts) == 2
    assert linear.posts == ()
    assert {"1 < 2", "Amina"} <= set(linear.text.split("\n"))


async def test_pages_are_read_in_a_sandbox() -> None:
    sandbox = Sandbox(1, 1024 * 1024 * 1024)
    try:
        for content_type, body in [("text/html", BODIES[1][1]), ("text/xml", RSS)]:
            made = page(body, content_type)
            assert await sandbox.run(read, made, seconds=20) == read(made)
            assert await sandbox.run(cut, made, seconds=20) == cut(made)
        hostile = page("<div></b>" * 400_000)
        assert await sandbox.run(read_linear, hostile, seconds=60) is not None
    finally:
        sandbox.close()


def test_other_kinds_are_not_read() -> None:
    assert read(page(b"\x89PNG", "image/png")) is None
    assert read_linear(page(b"PK\x03\x04", None)) is None


TYPES = ["text/html", "text/xml", "application/rss+xml", "application/json", "text/plain", None]


@given(
    st.binary(max_size=120) | st.text(alphabet='<>!-/"{}[]&;:=a \\u0å', max_size=120),
    st.sampled_from(TYPES),
)
def test_any_bytes_give_a_sound_document_or_none(
    body: bytes | str, content_type: str | None
) -> None:
    for document in (read(page(body, content_type)), read_linear(page(body, content_type))):
        if document is not None:
            check_offsets(document)
