"""Which picture an element shows, and how large it says that it is."""

import re
from collections.abc import Iterator
from typing import Final

from scanner.extract.events import Attributes

MOST_PICTURES: Final = 20
"""Of one page: whoever writes it chooses what we ask for."""

UNSAID: Final = 320 * 240
"""Area in pixels of one that does not say: more than an icon, less than what fills a column."""
WHOLE: Final = 1024 * 768
"""Of what a page links to as a picture, or gives to others as its own."""
SMALLEST: Final = 64
"""Pixels of a side below which nothing can be recognised: icons, counters."""

TAGS: Final = frozenset({"img", "video"})

_ADDRESSES: Final = {
    "img": ("src", "data-src", "data-original", "data-lazy-src"),
    "video": ("poster",),
}
"""The last that is there: where a script puts the picture in later, src holds a grey square."""
_STYLE: Final = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*(['\"]?)([^'\")]++)\1", re.I)
_CANDIDATE: Final = re.compile(r"([^\s,]\S*[^\s,])(?:\s+(\d{1,5})(?:\.\d+)?([wx]))?\s*(?:,|\Z)")
_PIXELS: Final = re.compile(r"\s*(\d{1,5})(?:px)?\s*\Z")
_ENDING: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|\Z)", re.I)

LONGEST: Final = 8_192
"""Characters of an attribute that is looked through."""


def pictures(tag: str, attributes: Attributes) -> Iterator[tuple[str, int]]:
    """(address, area) of what an element shows; nothing of what says that it is tiny."""
    area = _area(attributes)
    if tag in TAGS and area:
        named = [attributes.get(name) or "" for name in _ADDRESSES[tag]]
        if address := _largest(attributes.get("srcset") or "") or next(
            filter(None, reversed(named)), ""
        ):
            yield address, area
    style = attributes.get("style") or ""
    if "url(" in style and (found := _STYLE.search(style[:LONGEST])):
        yield found[2], UNSAID


def is_named(address: str) -> bool:
    """Whether an address ends as those of pictures do."""
    return _ENDING.search(address.partition("#")[0]) is not None


def _area(attributes: Attributes) -> int:
    sides = [_PIXELS.match(attributes.get(name) or "") for name in ("width", "height")]
    known = [int(side[1]) for side in sides if side is not None]
    if any(side < SMALLEST for side in known):
        return 0
    return known[0] * known[1] if len(known) == 2 else UNSAID


def _largest(srcset: str) -> str:
    """The largest of the candidates of a srcset (HTML standard, §4.8.4.2.1)."""
    found = _CANDIDATE.findall(srcset[:LONGEST])
    return max(found, key=lambda one: int(one[1] or 1), default=("",))[0]
