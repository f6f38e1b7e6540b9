"""A text that belongs to somebody and masks itself wherever it might be shown."""

from typing import Final, final

MASK: Final = "‹personal›"


@final
class Personal:
    """Holds a personal text. `repr`, `str` and formatting mask it; only `reveal` gives it.

    Equality and hash follow the text, so values that hold it compare as one expects.
    """

    __slots__ = ("_text",)

    def __init__(self, text: "str | Personal") -> None:
        self._text: str = text.reveal() if isinstance(text, Personal) else text

    def reveal(self) -> str:
        """The text itself. Call it where the text is used, never where it might be logged."""
        return self._text

    def __repr__(self) -> str:
        return MASK

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Personal) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)


UNKNOWN: Final = Personal("")
"""What was not said. Never evidence for anything."""
