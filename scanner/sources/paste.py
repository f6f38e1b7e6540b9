"""A source of pastes: listed raw pages, and the pastes of listed lists, each read raw.

A paste's own page repeats its text among menus and lists of other people's pastes. The raw page is
the text and nothing else, so that one is asked for instead, and no paste leads any further.
Addresses as in pystemon's configuration (github.com/cvandeplas/pystemon, pystemon.yaml) and in the
routes of haste-server (github.com/toptal/haste-server, server.js).
"""

import re
from collections.abc import Mapping
from typing import Final

from scanner import urls
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import Source
from scanner.sources.bounds import within

_PAGES: Final[Mapping[str, re.Pattern[str]]] = {
    "pastebin.com": re.compile(r"/(\w{8})", re.ASCII),
    "slexy.org": re.compile(r"/view/(\w+)", re.ASCII),
}
"""By host, the path of a paste's own page. Both show its text at /raw/ and the same id."""

_RAW: Final = re.compile(r"(?:/[\w-]+)*/raw/[\w.-]+/?|(?:/[\w-]+)+/raw/?", re.ASCII)
"""/raw/id or /id/raw, as most software writes it."""


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    if depth or _raw(document.address) is not None:
        return ()
    raw = (_raw(link) for link in document.links)
    return within(source, dict.fromkeys(address for address in raw if address is not None))


def _raw(address: Address) -> Address | None:
    """Where the paste of an address is read raw; None where it is no paste's."""
    path = urls.target(address)
    if _RAW.fullmatch(path):
        return address
    page = _PAGES.get(urls.host(address).removeprefix("www."))
    found = page and page.fullmatch(path)
    return urls.parse(f"{urls.origin(address)}/raw/{found[1]}") if found else None
