"""A page as text."""

import pytest

from scanner.model.document import Document, Post
from scanner.model.ids import Address

FIRST, SECOND = Post(key="1", start=5, end=10), Post(key="2", start=10, end=12)


@pytest.mark.parametrize(
    ("place", "post"),
    [(0, None), (4, None), (5, FIRST), (9, FIRST), (10, SECOND), (11, SECOND), (12, None)],
)
def test_which_post_a_place_lies_in(place: int, post: Post | None) -> None:
    page = Document(
        address=Address("https://forum.example/t/1"),
        title="",
        language="",
        text="x" * 20,
        blocks=(),
        posts=(FIRST, SECOND),
    )
    assert page.post_at(place) is post
