"""Only what was seen well before the rest is said to have been first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scanner.model.finding import Place, PlaceState
from scanner.model.ids import Address, SourceId
from scanner.render.places import HEAD_START, spots, was_first

MORNING = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def place(name: str, after: timedelta, post: str = "") -> Place:
    return Place(
        source_id=SourceId(name),
        address=Address(f"https://{name}.example/"),
        post_key=post,
        state=PlaceState.SEEN,
        first_seen=MORNING + after,
        last_seen=MORNING + after,
    )


@pytest.mark.parametrize(
    ("after", "is_first"),
    [(-HEAD_START, False), (0 * MINUTE, False), (MINUTE, False), (HEAD_START, True)],
)
def test_the_order_within_a_scan_says_nothing(after: timedelta, is_first: bool) -> None:
    blog, mirror = spots((place("blog", 0 * MINUTE), place("mirror", after)))
    assert was_first(blog, (mirror, blog)) is is_first


def test_what_stands_alone_is_not_first() -> None:
    (blog,) = spots((place("blog", 0 * MINUTE), place("blog", HEAD_START, "p2")))
    assert not was_first(blog, (blog,))


def test_an_address_stands_once_with_how_many_posts() -> None:
    gone = replace(place("blog", 9 * MINUTE, "p3"), state=PlaceState.GONE)
    blog, mirror = spots(
        (
            gone,
            place("blog", 0 * MINUTE, "p1"),
            place("mirror", MINUTE),
            place("blog", MINUTE, "p2"),
        )
    )
    assert (blog.state, blog.posts, mirror.posts) == (PlaceState.SEEN, 2, 1)
    assert (blog.first_seen, blog.last_seen) == (MORNING, MORNING + 9 * MINUTE)
