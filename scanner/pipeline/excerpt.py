"""Her words in context: what is kept of a page's text with a finding."""

from typing import Final

from scanner.model.document import Document, Post
from scanner.model.finding import Excerpt
from scanner.model.mention import Mention
from scanner.model.personal import Personal

REACH: Final = 300
"""Characters on either side of a mention: enough to judge it by, no more of third people."""


def excerpt(document: Document, post: Post | None, mentions: tuple[Mention, ...]) -> Excerpt:
    """The surroundings of the surest mention, within its post; every mention there is marked."""
    surest = max(mentions, key=lambda mention: (mention.score, -mention.start))
    first, last = (post.start, post.end) if post else (0, len(document.text))
    start, end = max(first, surest.start - REACH), min(last, surest.end + REACH)
    spans = sorted(
        {(m.start - start, m.end - start) for m in mentions if start <= m.start and m.end <= end}
    )
    return Excerpt(
        text=Personal(document.text[start:end]),
        spans=tuple(spans),
        language=document.language,
        posted_at=post.posted_at if post else None,
    )
