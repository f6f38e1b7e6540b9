"""What the same writer goes on with: her name in one post, the threat in the next.

Only posts in a row count, and such as do not name her: those are judged for themselves.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import timedelta
from operator import attrgetter
from typing import Final

from scanner.assess.scene import SHORT_POST, Scene, of_posts
from scanner.model.document import Post

IN_A_ROW: Final = timedelta(hours=1)
"""Between two posts, where the page says when both were written: a channel's next day is none."""

MOST_POSTS: Final = 3
"""On either side of hers: a bound."""


def going_on(scene: Scene) -> Scene | None:
    """The scene with the writer's posts just before and after; None where there are none."""
    post = scene.post
    if post is None or not post.author.strip():
        return None
    posts = scene.document.posts
    at = bisect_left(posts, post.start, key=attrgetter("start"))
    before = tuple(_same_writers(scene, post, posts[max(at - MOST_POSTS, 0) : at][::-1]))
    after = tuple(_same_writers(scene, post, posts[at + 1 : at + 1 + MOST_POSTS]))
    run = (*before[::-1], post, *after)
    is_short = sum(one.end - one.start for one in run) <= SHORT_POST
    return of_posts(scene, run) if len(run) > 1 and is_short else None


def _same_writers(scene: Scene, post: Post, others: Sequence[Post]) -> Iterator[Post]:
    """Those of `others`, nearest first, until somebody else writes or one names her."""
    named = {_text(scene, mention.start, mention.end) for mention in scene.names}
    last = post
    for one in others:
        text = _text(scene, one.start, one.end)
        if one.author != post.author or _is_later(last, one) or any(map(text.__contains__, named)):
            return
        yield one
        last = one


def _text(scene: Scene, start: int, end: int) -> str:
    return scene.document.text[start:end].casefold()


def _is_later(one: Post, other: Post) -> bool:
    """True if the page says that they were not written one after the other."""
    if one.posted_at is None or other.posted_at is None:
        return False
    return abs(one.posted_at - other.posted_at) > IN_A_ROW
