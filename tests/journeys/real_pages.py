"""The real pages that developers share, as bytes; they are not part of the product."""

import gzip
import json
import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path

import webencodings

FILE = Path(__file__).parents[2] / ".." / "shared" / "data" / "pages" / "pages.jsonl.gz"

DECLARED = re.compile(r"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class RealPage:
    page_id: str
    language: str
    markup: str
    encoding: str
    """What gives the page's bytes of `markup`; not always what the page says it is in."""

    @property
    def body(self) -> bytes:
        return self.markup.encode(self.encoding)

    @cached_property
    def charset(self) -> str:
        """What the page says it is in, as browsers understand it; '' where it says nothing."""
        found = DECLARED.search(self.markup[:3000])
        known = webencodings.lookup(found[1]) if found else None
        return str(known.codec_info.name) if known else ""

    def with_markup(self, at: int, markup: str) -> bytes:
        """The page's bytes with more markup in its own charset; references where that lacks it."""
        more = markup.encode(self.charset or "ascii", "xmlcharrefreplace")
        before, after = self.markup[:at], self.markup[at:]
        return before.encode(self.encoding) + more + after.encode(self.encoding)

    def ends(self, tag: str) -> list[int]:
        """Where in the markup the end tags of such elements begin."""
        finder = _Ends(tag)
        finder.feed(self.markup)
        starts = [0, *accumulate(len(line) + 1 for line in self.markup.split("\n"))]
        return [starts[line - 1] + column for line, column in finder.found]


class _Ends(HTMLParser):
    """Real end tags: not those in comments and scripts."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag
        self.found: list[tuple[int, int]] = []

    def handle_endtag(self, tag: str) -> None:
        if tag == self._tag:
            self.found.append(self.getpos())


def read() -> tuple[RealPage, ...]:
    """All of them. Raises `FileNotFoundError` where they are absent."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        return tuple(_page(json.loads(line)) for line in lines)


def _page(row: dict[str, str]) -> RealPage:
    return RealPage(
        page_id=row["id"],
        language=row["lang"],
        markup=row["html"],
        encoding="latin-1" if row["enc"].startswith("latin-1") else "utf-8",
    )
