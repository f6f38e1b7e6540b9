"""What a caseworker has seen herself and hands on: a link, a screenshot, a word about it."""

from dataclasses import dataclass, field
from datetime import datetime

from scanner.model.ids import Address
from scanner.model.personal import Personal


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
