"""How far a source reaches, and which addresses look like traps. Pure."""

from collections import Counter
from typing import Final

from scanner import urls
from scanner.model.ids import Address
from scanner.places.sources import Source

MAX_SEGMENTS: Final = 12
MAX_EQUAL_SEGMENTS: Final = 2
"""/a/b/a/b/a/b: a relative link that a site resolves against itself for ever."""
MAX_PARAMETERS: Final = 8


def is_within(source: Source, address: Address) -> bool:
    """Whether an address begins as one of the source's prefixes, up to a whole word of it.

    Where the source names none, its seeds' sites are meant.
    """
    prefixes: tuple[str, ...] = source.within or tuple(
        f"{urls.origin(seed)}/" for seed in source.addresses
    )
    return any(_begins(address, prefix) for prefix in prefixes)


def is_trap(address: Address) -> bool:
    """Whether an address looks made without end: too deep, too repetitive, too many parameters."""
    path, _, query = urls.target(address).partition("?")
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS or query.count("&") >= MAX_PARAMETERS:
        return True
    return max(Counter(segments).values(), default=0) > MAX_EQUAL_SEGMENTS


def _begins(address: str, prefix: str) -> bool:
    if not address.startswith(prefix):
        return False
    following = address[len(prefix) : len(prefix) + 1]
    # Thread t=41 is not the beginning of thread t=412.
    return not (prefix[-1:].isalnum() and following.isalnum())
