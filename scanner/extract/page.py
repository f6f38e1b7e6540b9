"""A page to a document: all that a reader sees, and the hidden places where a smear sits."""

from scanner.extract import (
    feed,
    html,
    json_feed,
    mail,
    pdf,
    plain,
    search,
    sitemap,
    tokens,
    wordpress,
)
from scanner.extract.content import Content, ContentKind, content_of
from scanner.extract.lines import Lines
from scanner.model.document import Document
from scanner.model.page import Page


def read(page: Page) -> Document | None:
    """The text of a page, its blocks and links. Posts only where they cost nothing: of feeds.

    None where the page is of a kind that we do not read (`MissReason.CONTENT_TYPE`).
    """
    content = content_of(page)
    return None if content is None else read_content(content, page)


def read_linear(page: Page) -> Document | None:
    """As `read`, in time linear in the length of any page, without the help of trees.

    For pages on which `read` found no end: the same text where markup is well nested.
    """
    content = content_of(page)
    return None if content is None else _read_linear(content, page)


def _read_linear(content: Content, page: Page) -> Document:
    if content.kind is ContentKind.MAIL:
        return mail.read(page, _read_linear)
    if content.kind is ContentKind.FEED:
        content = Content(kind=ContentKind.XML, text=content.text)
    if content.kind is ContentKind.JSON_FEED:
        content = Content(kind=ContentKind.JSON, text=content.text)
    if content.kind is not ContentKind.HTML:
        return read_content(content, page)
    lines = Lines(page.final)
    tokens.feed(content.text, lines)
    return lines.document()


def read_content(content: Content, page: Page) -> Document:
    """The document of a page whose kind is known."""
    if content.kind is ContentKind.PDF:
        return pdf.read(page)
    if content.kind is ContentKind.MAIL:
        return mail.read(page, read_content)
    if content.kind is ContentKind.FEED:
        return feed.read(content.text, page.final)
    if content.kind is ContentKind.JSON_FEED:
        return json_feed.read(content.text, page.final)
    if content.kind is ContentKind.SITEMAP:
        return sitemap.read(content.text, page.final)
    if content.kind is ContentKind.ADDRESSES:
        return sitemap.read_list(content.text, page.final)
    if content.kind is ContentKind.JSON:
        return _read_json(content.text, page)
    lines = Lines(page.final)
    if content.kind is ContentKind.HTML:
        html.feed(content.text, lines)
    elif content.kind is ContentKind.XML:
        tokens.feed_xml(content.text, lines)
    else:
        plain.feed_text(content.text, lines)
    return lines.document()


def _read_json(text: str, page: Page) -> Document:
    results = search.results_of(text, page.final)
    if results is not None:
        return search.read(results, page.final)
    items = wordpress.items_of(text, page.final)
    if items is not None:
        return wordpress.read(items, page)
    lines = Lines(page.final)
    plain.feed_json(text, lines)
    return lines.document()
