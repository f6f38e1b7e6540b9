"""Sitemaps (sitemaps.org): every entry is a post whose address is the page, or sitemap, it names.

Read from markup events, in time linear in its length: no entity is expanded, and what breaks off
half-way keeps what stood before. Entries come newest first where they say when they changed: a
hint for the order of reading and no more, for any site may write what it likes there.
"""

import re
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from urllib.parse import unquote

from scanner import urls
from scanner.extract import times, tokens
from scanner.extract.events import Attributes
from scanner.extract.lines import Lines, Passage
from scanner.model.document import BlockKind, Document
from scanner.model.ids import Address

MOST_ENTRIES: Final = 10_000
"""Of one sitemap, the newest; an organisation reads a site, it does not mirror the web."""
MOST_SEEN: Final = 50_000
"""Entries that a sitemap may have by its protocol."""
MOST_WORDS: Final = 500
"""Characters of an entry's titles and captions."""

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a packed sitemap when it is unpacked."""
MAX_RATIO: Final = 100
FREE: Final = 64 * 1024
"""Bytes up to which no ratio is asked for, and which tell what is packed."""

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_ANY_DAY: Final = datetime(1970, 1, 1, tzinfo=UTC)

GZIP: Final = b"\x1f\x8b"

_ENTRIES: Final = frozenset({"url", "sitemap"})
_SAID: Final = frozenset({"title", "caption", "description", "keywords", "tag", "name"})
_WORD: Final = re.compile(r"\S+")
_LINE: Final = re.compile(r"\s*+https?://\S++\s*+")


class BombError(Exception):
    """A packed body grows without measure."""


def unpacked(body: bytes) -> bytes:
    """What a gzip body holds; as far as it goes where it is cut short or broken.

    Raises `BombError` where it is larger than `LARGEST`, or grows more than `MAX_RATIO` times.
    """
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        came = inflate.decompress(body, LARGEST + 1)
    except zlib.error:
        came = _before_the_break(body)
    if len(came) > LARGEST or len(came) > max(FREE, MAX_RATIO * len(body)):
        raise BombError
    return came


def beginning(body: bytes) -> bytes:
    """The first bytes that a gzip body holds, b'' where it holds none."""
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body[:FREE], FREE)
    except zlib.error:
        return b""


def is_list(text: str) -> bool:
    """Whether a text is a sitemap of the plain sort: addresses, one a line, and nothing else.

    Every line is looked at: of a list of links with a name beside each, the names would be lost.
    """
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    return bool(lines) and all(_LINE.fullmatch(line) for line in lines)


def read(text: str, address: Address) -> Document:
    """A sitemap or an index of sitemaps. Nothing is fetched."""
    entries = _Entries()
    tokens.feed(text.replace("<![CDATA[", "").replace("]]>", ""), entries)
    return _document(entries.found, address)


def read_list(text: str, address: Address) -> Document:
    """A sitemap of the plain sort."""
    lines = text.removeprefix("\ufeff").splitlines()[:MOST_SEEN]
    return _document([_Entry(where=[line]) for line in lines if line.strip()], address)


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A url or sitemap element while it is read."""

    where: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    """Its own text, where some write the address for want of a loc."""
    changed: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class _Entries:
    """Takes events (`events.Sink`) and keeps the entries they tell of."""

    def __init__(self) -> None:
        self.found: list[_Entry] = []
        self._open: list[str] = []
        self._entry: _Entry | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        name = tag.rpartition(":")[2]
        # One that was never closed ends where the next begins.
        if name in _ENTRIES and (self._entry is None or self._inside in _ENTRIES):
            self._entry = _Entry() if len(self.found) < MOST_SEEN else None
            if self._entry is not None:
                self.found.append(self._entry)
        # A picture or a film that an entry tells of has a loc of its own.
        is_own = name in _ENTRIES or self._inside in _ENTRIES or name in _SAID
        self._open.append(name if is_own else "")

    def end(self, tag: str) -> None:
        if self._open.pop() in _ENTRIES:
            self._entry = None

    def text(self, text: str, /) -> None:
        if self._entry is None:
            return
        if self._inside == "loc":
            self._entry.where.append(text)
        elif self._inside == "lastmod":
            self._entry.changed.append(text)
        elif self._inside in _ENTRIES:
            self._entry.bare.append(text)
        elif self._inside in _SAID:
            self._entry.words.append(text)

    @property
    def _inside(self) -> str:
        return self._open[-1] if self._open else ""

    def look(self, tag: str, attributes: Attributes) -> None:
        """Attributes say nothing here."""

    def raw(self, tag: str, attributes: Attributes, content: str) -> None:
        """Scripts and styles say nothing here."""

    def comment(self, text: str) -> None:
        """Comments are for whoever keeps the site."""


def _document(found: list[_Entry], address: Address) -> Document:
    dated: dict[Address, tuple[datetime, _Entry]] = {}
    for entry in found:
        where = _word(entry.where) or _word(entry.bare)
        target = urls.parse(where, address) if where else None
        if target is not None and target != address:
            dated.setdefault(target, (_time(entry), entry))
    newest = sorted(dated.items(), key=lambda item: item[1][0], reverse=True)[:MOST_ENTRIES]
    lines = Lines(address)
    passages = [_passage(target, *told, lines) for target, told in newest]
    return lines.document(passages)


def _passage(target: Address, changed: datetime, entry: _Entry, lines: Lines) -> Passage:
    first = lines.mark()
    lines.look("a", {"href": target})
    # The address too: it often says whom a page is about, also when the page is gone.
    lines.add(BlockKind.META, unquote(target))
    lines.add(BlockKind.META, " ".join("\n".join(entry.words)[:MOST_WORDS].split()))
    posted_at = None if changed == _NEVER else changed
    return Passage(first=first, end=lines.mark(), key=target, posted_at=posted_at, address=target)


def _time(entry: _Entry) -> datetime:
    """When an entry says that its page changed; a bare year or month says too little."""
    return times.parse(" ".join(entry.changed), _ANY_DAY) or _NEVER


def _word(pieces: list[str]) -> str:
    found = _WORD.search("".join(pieces))
    return found.group() if found else ""


def _before_the_break(body: bytes) -> bytes:
    """What came out before a gzip body went wrong."""
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    came = bytearray()
    for at in range(0, len(body), 1024):
        try:
            came += inflate.decompress(body[at : at + 1024], LARGEST + 1 - len(came))
        except zlib.error:
            break
        if len(came) > LARGEST:
            break
    return bytes(came)
