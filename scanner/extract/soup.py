"""A page as a BeautifulSoup tree, and the events of such a tree.

The tree is built from the tokens of markup that lexbor has put in order, so that it is lexbor's
tree and its text the same; and because a parser of the library's own choosing may be quadratic.
"""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment, NavigableString, PageElement, PreformattedString

from scanner.extract import tags, tokens
from scanner.extract.events import Attributes, Sink


class _Builder(HTMLTreeBuilder):
    """Receives events (`events.Sink`) and hands them to the soup."""

    def feed(self, markup: Any) -> None:
        tokens.feed(markup, self)

    def start(self, tag: str, attributes: Attributes) -> None:
        self._soup.handle_starttag(
            tag, None, None, {name: value or "" for name, value in attributes.items()}
        )

    def text(self, text: str, /) -> None:
        self._soup.handle_data(text)

    def end(self, tag: str) -> None:
        self._soup.handle_endtag(tag)

    def look(self, tag: str, attributes: Attributes) -> None:
        self.start(tag, attributes)
        self.end(tag)

    def raw(self, tag: str, attributes: Attributes, content: str) -> None:
        self.start(tag, attributes)
        self.text(content)
        self.end(tag)

    def comment(self, text: str) -> None:
        self._soup.endData()
        self._soup.handle_data(text)
        self._soup.endData(Comment)

    @property
    def _soup(self) -> BeautifulSoup:
        assert self.soup is not None
        return self.soup


def soup_of(markup: str) -> BeautifulSoup:
    """The tree of well nested markup; attributes are strings, classes too."""
    return BeautifulSoup(markup, builder=_Builder(multi_valued_attributes={}))


def walk(top: Tag) -> Iterator[tuple[PageElement, bool]]:
    """All in `top` in document order, each element again where it ends (True)."""
    ahead = [(child, False) for child in reversed(top.contents)]
    while ahead:
        element, is_end = ahead.pop()
        yield element, is_end
        if isinstance(element, Tag) and not is_end:
            ahead.append((element, True))
            if element.name not in tags.RAW:
                ahead += [(child, False) for child in reversed(element.contents)]


def tell(element: PageElement, is_end: bool, sink: Sink) -> None:
    """Tell of one step of a walk."""
    if isinstance(element, Tag):
        if element.name in tags.RAW:
            if not is_end:
                sink.raw(element.name, attributes_of(element), element.get_text())
        elif is_end:
            sink.end(element.name)
        else:
            sink.start(element.name, attributes_of(element))
    elif isinstance(element, Comment):
        sink.comment(str(element))
    elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
        sink.text(str(element))


def attributes_of(tag: Tag) -> Attributes:
    return {name: str(value) for name, value in tag.attrs.items()}
