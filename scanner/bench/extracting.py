"""Text of a page beside BeautifulSoup, the parser that everybody starts with."""

from collections.abc import Sequence
from typing import Final

from bs4 import BeautifulSoup

from scanner.bench.rounds import compare
from scanner.bench.table import CHEAPER, Row
from scanner.extract.page import read
from scanner.model.page import Page

PEER_PAGES: Final = 150


def measure(pages: Sequence[Page], *, of: str) -> Row:
    """A row on `pages`; `of` says what pages they are."""
    cost = compare(pages, _ours, _soup, peer_pages=PEER_PAGES)
    return Row(
        what=f"text and links of {of}",
        pages=cost.pages,
        seconds=cost.ours,
        peer=f"BeautifulSoup(html.parser).get_text, no links ({cost.peer_pages} pages)",
        peer_seconds=cost.peers,
        measured=cost.ratio,
        unit=CHEAPER,
    )


def _ours(pages: Sequence[Page]) -> None:
    for page in pages:
        read(page)


def _soup(pages: Sequence[Page]) -> None:
    for page in pages:
        BeautifulSoup(page.body, "html.parser").get_text()
