"""What a page leaves behind of its words: enough to know a trap's pages by. Pure."""

import re
from hashlib import blake2b
from typing import Final
from urllib.parse import unquote
from zlib import crc32

from scanner import urls
from scanner.model.document import Document
from scanner.model.frontier import Imprint

LONGEST: Final = 32
"""Lines that are kept, the longest: what a page says, rather than its menu."""
MOST_OF_A_LINE: Final = 160
"""Characters."""
SHORTEST_NAME: Final = 3
"""Letters of a name in the address that is left out of the words."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_DIGIT: Final = re.compile(r"\d")


def imprint(document: Document) -> Imprint:
    """The imprint of a page. What a trap fills in counts for nothing: words with a number in them,
    session tokens among them, and names of the page's own address."""
    longest = sorted(set(document.text.splitlines()), key=len)[-LONGEST:]
    said = "\n".join([line[:MOST_OF_A_LINE] for line in longest]).lower()
    for name in set(_WORD.findall(unquote(urls.target(document.address)).lower())):
        if len(name) >= SHORTEST_NAME:
            said = said.replace(name, "")
    bare = {_unnumbered(line) if _DIGIT.search(line) else line.strip() for line in said.split("\n")}
    return Imprint(
        text=blake2b(document.text.encode(), digest_size=16).digest(),
        lines=tuple(sorted({crc32(line.encode()) for line in bare if line})),
    )


def _unnumbered(line: str) -> str:
    return " ".join([word for word in line.split() if not _DIGIT.search(word)])
