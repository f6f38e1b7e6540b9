"""The text of a page, line by line, from its events: the rules that every path shares.

A line ends where a reader sees it end: inline elements leave words whole, blocks break lines.
What is not seen in the flow (alt texts, descriptions, strings of scripts) follows the line in
which it stands, so that it neither tears a sentence nor leaves its post.
A `Block` is the longest run of lines of one kind, broken only where a post begins or ends: one
for each line would cost more to make and to send than the parsing of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, islice
from typing import Final
from urllib.parse import unquote

from scanner import urls
from scanner.extract import showing, tags, tokens
from scanner.extract.clean import clean, one_line
from scanner.extract.events import BREAK, CELL, Attributes
from scanner.extract.strings import is_words, strings
from scanner.identifiers.email import unprotected
from scanner.model.document import Block, BlockKind, Document, Post
from scanner.model.ids import Address
from scanner.model.picture import Picture
from scanner.text.fold import thin

MOST_LINKS: Final = 10_000
"""Of one page. More are made by machines, to keep machines busy."""

MOST_OFFERS: Final = 20

_OUTWEIGHS: Final = frozenset({BlockKind.QUOTE, BlockKind.HIDDEN})
"""Whatever stands in a quote is quoted, whatever stands in a template hidden."""

_CONDITION: Final = re.compile(r"\A\[if [^\]]*\]>|<!\[endif\]\Z", re.IGNORECASE)
_TWO_WORDS: Final = re.compile(r"\b[^\W\d_]{2,}+[\s,]++[^\W\d_]{2}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}")
_CONTACTS: Final = ("mailto:", "tel:", "sms:")
_PROTECTION: Final = "/cdn-cgi/l/email-protection#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A post as the lines `first` to before `end`."""

    first: int
    end: int
    key: str
    author: str = ""
    posted_at: datetime | None = None
    address: Address | None = None


class Lines:
    """Receives events (`events.Sink`) and makes a document of them."""

    def __init__(self, address: Address, *, is_part: bool = False) -> None:
        """`is_part`: reads what stood raw inside a page, and opens nothing raw in turn."""
        self._address = address
        self._is_part = is_part
        self._title = ""
        self._language = ""
        self._base = ""
        self._hrefs: dict[str, None] = {}
        self._offers: dict[str, None] = {}
        self._kind = BlockKind.BODY
        self._outer: list[BlockKind] = []
        self._keeping = 0
        self._pieces: list[str] = []
        self._unseen: list[tuple[int, BlockKind | None, str]] = []
        """None: a picture, by its address as the page has it."""
        self._areas: dict[str, int] = {}
        self._pictures: dict[str, int] = {}
        """The line in which each stands."""
        self._marked = 0
        self._lines: list[tuple[BlockKind, str]] = []
        self._marks: set[int] = set()
        self.text = self._pieces.append

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag in tags.CELLS:
            self.text(CELL)
        elif tags.breaks_line(tag):
            self.text(BREAK)
        self._outer.append(self._kind)
        kind = tags.KINDS.get(tag)
        if attributes:
            self.look(tag, attributes)
            if tags.is_quote(attributes.get("class") or ""):
                kind = BlockKind.QUOTE
        if kind is not None and self._kind not in _OUTWEIGHS:
            self._flush()
            self._kind = kind
        if tag in tags.KEEPS_LINES:
            self._flush()
            self._keeping += 1

    def end(self, tag: str) -> None:
        if tags.breaks_line(tag):
            self.text(BREAK)
        outer = self._outer.pop()
        if outer is not self._kind:
            self._flush()
            self._kind = outer
        if tag in tags.KEEPS_LINES:
            self._flush()
            self._keeping -= 1

    def look(self, tag: str, attributes: Attributes) -> None:
        """Keep what an element's attributes show, and where they lead."""
        if tag not in tags.NOT_SHOWN:
            for name in tags.SHOWN:
                if shown := attributes.get(name):
                    self._hide(BlockKind.ALT, (shown,))
        if tag in showing.TAGS or "style" in attributes:
            for address, area in showing.pictures(tag, attributes):
                self._show(address, area)
        if hidden := attributes.get(tags.PROTECTED):
            self._hide_mail(hidden)
        if link := attributes.get(tags.LINKS.get(tag, "")):
            self._link(link)
        elif tag == "meta":
            self._read_meta(attributes)
        elif tag == "link":
            if tags.is_offer(attributes.get("rel") or "", attributes.get("type") or ""):
                self.offer(attributes.get("href") or "")
        elif tag == "base":
            self._base = self._base or attributes.get("href") or ""
        elif tag == "html":
            self._language = _language(attributes.get("lang") or attributes.get("xml:lang") or "")

    def offer(self, link: str) -> None:
        """Keep what the page offers machines (`Document.offers`)."""
        if link and len(self._offers) < MOST_OFFERS:
            self._offers[link] = None

    def raw(self, tag: str, attributes: Attributes, content: str) -> None:
        if tag in tags.KEEPS_LINES:
            self.start(tag, attributes)
            self.text(content)
            self.end(tag)
        elif tag == "script":
            self._read_script(attributes.get("type") or "", content)
        elif tag != "style":
            self.look(tag, attributes)
            self._hide(BlockKind.HIDDEN, self._lines_of(content))
            self._hide(BlockKind.HIDDEN, self._lines_of(attributes.get("srcdoc") or ""))

    def comment(self, text: str) -> None:
        """Keep a comment that holds words: something was hidden there, or left behind."""
        lines = self._lines_of(_CONDITION.sub("", text))
        if _TWO_WORDS.search("\n".join(lines)):
            self._hide(BlockKind.HIDDEN, lines)

    def add(self, kind: BlockKind, text: str) -> None:
        """Add lines of a kind; each line break in `text` ends one."""
        self._flush()
        self._append(kind, BREAK.join(clean(text).splitlines()))

    def add_markup(self, kind: BlockKind, markup: str) -> None:
        """Add the lines of a fragment of HTML, all of one kind."""
        self._flush()
        self._append(kind, BREAK.join(self._lines_of(markup)))

    def mark(self) -> int:
        """End the line, and give the number of the next: where a post begins or ends."""
        self._flush()
        self._marks.add(len(self._lines))
        self._marked = len(self._lines)
        return len(self._lines)

    def document(self, posts: Sequence[Passage] = ()) -> Document:
        """What was read. `posts` in order, none overlapping; one without text is left out."""
        self._flush()
        kinds = [kind for kind, _ in self._lines]
        text = "\n".join([line for _, line in self._lines])
        starts = list(accumulate((len(line) + 1 for _, line in self._lines), initial=0))
        return Document(
            address=self._address,
            title=self._title,
            language=self._language,
            text=text,
            blocks=_blocks(kinds, starts, self._marks),
            links=self._resolved(islice(self._hrefs, MOST_LINKS)),
            offers=self._resolved(self._offers),
            posts=tuple(_post(passage, starts) for passage in posts if passage.first < passage.end),
            pictures=tuple(self._largest(starts, len(text))),
        )

    def _largest(self, starts: Sequence[int], end: int) -> Iterator[Picture]:
        """The largest pictures, by place; of equal ones those that come first."""
        ranked = sorted(self._pictures, key=lambda href: -self._areas[href])
        kept = frozenset(ranked[: showing.MOST_PICTURES])
        base = urls.parse(self._base, self._address) if self._base else None
        for href in filter(kept.__contains__, self._pictures):
            if (address := urls.parse(href, base or self._address)) is not None:
                yield Picture(address=address, at=min(starts[self._pictures[href]], end))

    def _flush(self) -> None:
        """Make lines of the pieces; what is unseen goes behind the line in which it stands."""
        begin = 0
        for position, kind, text in self._unseen:
            end = self._end_of_line(max(begin, position))
            self._take(self._pieces[begin:end])
            if kind is None:
                # In the line above it, within its post; where that has none yet, in the next.
                self._pictures[text] = len(self._lines) - (len(self._lines) > self._marked)
            else:
                self._append(kind, text)
            begin = end
        self._take(self._pieces[begin:])
        self._unseen.clear()
        self._pieces.clear()

    def _end_of_line(self, position: int) -> int:
        try:
            return self._pieces.index(BREAK, position)
        except ValueError:
            return len(self._pieces)

    def _take(self, pieces: Sequence[str]) -> None:
        if pieces:
            text = "".join(pieces)
            self._append(self._kind, BREAK.join(text.splitlines()) if self._keeping else text)

    def _append(self, kind: BlockKind, text: str) -> None:
        """Add the lines of `text`, each ended by a BREAK."""
        lines = [(kind, line) for line in _squeezed(thin(text)) if line]
        if lines and kind is BlockKind.TITLE and not self._title:
            self._title = lines[0][1]
        self._lines += lines

    def _hide(self, kind: BlockKind, lines: Iterable[str]) -> None:
        for line in lines:
            self._unseen.append((len(self._pieces), kind, line))

    def _show(self, address: str, area: int) -> None:
        """Keep a picture where it stands first."""
        if address not in self._areas and len(self._areas) < MOST_LINKS:
            self._areas[address] = area
            self._unseen.append((len(self._pieces), None, address))

    def _link(self, link: str) -> None:
        if link[:7].lower().startswith(_CONTACTS):
            # A number or address behind "write to her" is exposed as if it were shown.
            contact = unquote(link.partition(":")[2].partition("?")[0])
            self._hide(BlockKind.ALT, (contact,))
        elif _PROTECTION in link:
            self._hide_mail(link.partition(_PROTECTION)[2])
        elif not link.startswith("#"):
            self._hrefs[link] = None
            if showing.is_named(link):
                self._show(link, showing.WHOLE)

    def _hide_mail(self, protected: str) -> None:
        """Keep an address that a script of the page shows to readers and hides from machines."""
        if address := unprotected(protected):
            self._hide(BlockKind.ALT, (clean(address),))

    def _read_meta(self, attributes: Attributes) -> None:
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        is_told = name in tags.META or name.startswith(tags.META_PREFIXES)
        is_told = is_told and name not in tags.META_CODES
        content = attributes.get("content") or ""
        if name == "og:image" and content:
            self._show(content, showing.WHOLE)
        if (is_told or "itemprop" in attributes) and is_words(content):
            self._hide(BlockKind.META, (content,))

    def _read_script(self, kind: str, content: str) -> None:
        if "json" in kind.lower():
            is_told = "ld+json" in kind.lower()
            for value in strings(content):
                if is_told or " " in value:  # A script's own data is mostly codes of one word.
                    self._hide(BlockKind.DATA, self._lines_of(value))

    def _lines_of(self, markup: str) -> list[str]:
        """The lines of markup that is not part of the page's tree."""
        if "<" not in markup and "&" not in markup:
            return markup.splitlines()
        if self._is_part:
            return []
        part = Lines(self._address, is_part=True)
        tokens.feed(markup, part)
        part._flush()
        return [line for _, line in part._lines]

    def _resolved(self, hrefs: Iterable[str]) -> tuple[Address, ...]:
        base = urls.parse(self._base, self._address) if self._base else None
        found = (urls.parse(href, base or self._address) for href in hrefs)
        return tuple(dict.fromkeys(address for address in found if address is not None))


def _squeezed(text: str) -> list[str]:
    """The lines of a text with each run of white space as one space, and their cells divided by
    tabs. All at once: half the time of a call for each line."""
    if CELL not in text:
        return [" ".join(line.split()) for line in text.split(BREAK)]
    return [
        "\t".join(filter(None, (" ".join(cell.split()) for cell in line.split(CELL))))
        for line in text.split(BREAK)
    ]


def _blocks(
    kinds: Sequence[BlockKind], starts: Sequence[int], marks: set[int]
) -> tuple[Block, ...]:
    firsts = [
        number
        for number, kind in enumerate(kinds)
        if number == 0 or kind is not kinds[number - 1] or number in marks
    ]
    ends = [*firsts[1:], len(kinds)]
    return tuple(
        Block(kind=kinds[first], start=starts[first], end=starts[end] - 1)
        for first, end in zip(firsts, ends, strict=False)
    )


def _post(passage: Passage, starts: Sequence[int]) -> Post:
    return Post(
        key=one_line(passage.key),
        start=starts[passage.first],
        end=starts[passage.end] - 1,
        author=one_line(passage.author),
        posted_at=passage.posted_at,
        address=passage.address,
    )


def _language(tag: str) -> str:
    tag = tag.strip().lower().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""
