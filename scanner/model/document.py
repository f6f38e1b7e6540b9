"""A page as text. All offsets are Python character offsets into `Document.text`, half open."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter

from scanner.model.ids import Address
from scanner.model.picture import Picture


class BlockKind(StrEnum):
    """Where on the page a stretch of text stood."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    QUOTE = "quote"
    """Words that the page itself marks as somebody else's."""
    ALT = "alt"
    """alt, title, aria-label and placeholder attributes."""
    META = "meta"
    """Description, keywords, Open Graph."""
    DATA = "data"
    """Strings of JSON-LD and comments carried in JSON."""
    HIDDEN = "hidden"
    """noscript, template and HTML comments that hold text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One contribution on a page of many: a forum post, a comment, an article."""

    key: str
    """The page's own id of the post where it has one, stable between visits; else ''."""
    start: int
    end: int
    author: str = ""
    """As shown beside the post; '' where the page does not say."""
    posted_at: datetime | None = None
    address: Address | None = None
    """The post's own address where the page gives one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    address: Address
    title: str
    language: str
    """As declared by the page, BCP 47 in lower case; '' where it is not."""
    text: str
    blocks: tuple[Block, ...]
    """In order, not overlapping. Between blocks stands a line break."""
    links: tuple[Address, ...] = ()
    """Where the page's links lead, in order of appearance, each once."""
    offers: tuple[Address, ...] = ()
    """What the page offers to machines, in its head or headers, as further reading of the same
    content: its feeds, its interface, the page before or after it."""
    posts: tuple[Post, ...] = ()
    """In order, not overlapping; empty where the page was not cut or holds none."""
    unread_pages: int = 0
    """Of a document in pages, those that nobody has read: pictures, and more than are read. Of a
    picture, its frames."""
    pictures: tuple[Picture, ...] = ()
    """Those that it shows, by place; of very many the largest."""

    def post_at(self, place: int) -> Post | None:
        """The post in which an offset lies; None outside the posts."""
        index = bisect_right(self.posts, place, key=attrgetter("start")) - 1
        post = self.posts[index] if index >= 0 else None
        return post if post and place < post.end else None
