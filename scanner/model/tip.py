"""What a caseworker has seen herself and hands on: a link, a screenshot, a word about it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from scanner.model.ids import Address
from scanner.model.personal import Personal


class PictureKind(StrEnum):
    """What a screenshot may be; the value is how its file's name ends."""

    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"


_STARTS: Final = {b"\x89PNG\r\n\x1a\n": PictureKind.PNG, b"\xff\xd8\xff": PictureKind.JPEG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    tip_id: str
    at: datetime
    address: Address | None
    """The page; None where she only has a picture."""
    note: Personal
    picture: bytes = field(repr=False, default=b"")
    """A PNG, JPEG or WebP as she sent it, looked at by nobody yet: hostile until proved otherwise;
    b'' for none."""
    done_at: datetime | None = None
    """When an officer said that nothing more is to be done about it."""


def picture_kind(data: bytes) -> PictureKind | None:
    """By its first bytes; None for no picture of these kinds."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureKind.WEBP
    return next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)
