"""What a page is read as: elements start and end, and between them is text."""

from collections.abc import Mapping
from typing import Final, Protocol

Attributes = Mapping[str, str | None]
"""Names in lower case; None for an attribute without a value."""

NONE: Final[Attributes] = {}

BREAK: Final = "\x1e"
CELL: Final = "\x1f"
"""As text: the line ends here; a cell of a row begins here. Where a page itself holds one of these
characters it means the same, which is no worse than the white space that it is."""


class Sink(Protocol):
    """Receives a page in document order. Every start has its end, properly nested."""

    def start(self, tag: str, attributes: Attributes) -> None: ...

    def text(self, text: str, /) -> None: ...

    def end(self, tag: str) -> None: ...

    def look(self, tag: str, attributes: Attributes) -> None:
        """Only the attributes of an inline element, where its start and end mean nothing."""

    def raw(self, tag: str, attributes: Attributes, content: str) -> None:
        """A whole element of `tags.RAW`, whose content is not parsed."""

    def comment(self, text: str) -> None: ...
