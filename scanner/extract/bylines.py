"""Who wrote a post, when, and where it stands: what one element says of it.

Each function gives a rank with what it found; the lowest rank within a post decides.
"""

from collections.abc import Collection
from datetime import datetime
from itertools import islice
from typing import Final

from bs4 import Tag

from scanner.extract import templates, times
from scanner.extract.clean import one_line

LONGEST_NAME: Final = 60
"""Characters. What is longer is a box of facts, no name."""

_AUTHORS: Final = frozenset({"author", "creator"})
"""Properties of schema.org that say who wrote."""

_PIECES: Final = 40
"""So many strings or elements inside an element are looked at: a name is among the first."""


def author(tag: Tag) -> tuple[int, str] | None:
    """The author's name that stands in this element."""
    rank = _author_rank(tag)
    if rank is None:
        return None
    holder = _named(tag) if rank == 1 else tag
    name = value(holder, "data-author") or value(holder, "content") or beginning(holder)
    name = templates.PREAMBLE.sub("", one_line(name), count=1).removesuffix(":").strip()
    return (rank, name) if 0 < len(name) <= LONGEST_NAME else None


def _author_rank(tag: Tag) -> int | None:
    if value(tag, "data-author"):
        return 0
    if words(tag, "itemprop") & _AUTHORS:
        return 1
    ranks = [
        rank
        for name in words(tag, "class")
        if (rank := templates.AUTHOR_CLASSES.get(name)) is not None
    ]
    return min(ranks, default=2 if "author" in words(tag, "rel") else None)


def _named(tag: Tag) -> Tag:
    """The element inside an author that schema.org calls its name, or the author itself."""
    inner = (child for child in islice(tag.descendants, _PIECES) if isinstance(child, Tag))
    return next((child for child in inner if "name" in words(child, "itemprop")), tag)


def time(tag: Tag, now: datetime) -> tuple[int, datetime] | None:
    """When the post was written, as this element says; `now` is when the page was read."""
    classes = words(tag, "class")
    for rank, text in enumerate(_time_texts(tag, classes)):
        if text and (moment := times.parse(text, now)) is not None:
            return rank + (10 if classes & templates.EDITED else 0), moment
    return None


def _time_texts(tag: Tag, classes: Collection[str]) -> tuple[str, ...]:
    is_time = tag.name == "time" or bool(words(tag, "itemprop") & templates.TIME_PROPERTIES)
    is_marked = is_time or not templates.TIME_CLASSES.isdisjoint(classes)
    return (
        (value(tag, "datetime") or value(tag, "content")) if is_time else "",
        value(tag, "data-time") or value(tag, "data-timestamp"),
        value(tag, "title") if is_marked else "",
        beginning(tag) if is_marked else "",
    )


def link(tag: Tag) -> tuple[int, str] | None:
    """The post's own address, as this element gives it."""
    href = value(tag, "href")
    if not href:
        return None
    is_own = "url" in words(tag, "itemprop") and not _is_of_author(tag)
    if is_own or "bookmark" in words(tag, "rel") or words(tag, "class") & templates.LINK_CLASSES:
        return 0, href
    holds_time = any(isinstance(child, Tag) and child.name == "time" for child in tag.children)
    return (1, href) if holds_time else None


def _is_of_author(tag: Tag) -> bool:
    return any(words(outer, "itemprop") & _AUTHORS for outer in islice(tag.parents, 3))


def value(tag: Tag, name: str) -> str:
    """An attribute, '' where there is none."""
    return str(tag.attrs.get(name) or "")


def words(tag: Tag, name: str) -> frozenset[str]:
    """The words of an attribute, in lower case."""
    return frozenset(value(tag, name).lower().split())


def beginning(tag: Tag) -> str:
    """The first of an element's text."""
    return " ".join(islice(tag.stripped_strings, _PIECES))[: times.LONGEST]
