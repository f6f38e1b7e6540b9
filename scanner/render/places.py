"""Where something stands: each address once, and which was first as far as scans can tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scanner.model import handed
from scanner.model.finding import Place, PlaceState
from scanner.model.ids import Address
from scanner.render.translations import translate
from scanner.text.defang import defang

HEAD_START: Final = timedelta(days=1)
"""Seen closer together, the order is that of the scan's visits and says nothing of the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One address, with all posts of a case that stand or stood there."""

    address: Address
    state: PlaceState
    """Of the post that is still there, if one is."""
    posts: int
    """How many are in that state."""
    first_seen: datetime
    last_seen: datetime


def spots(places: Sequence[Place]) -> tuple[Spot, ...]:
    """Each address once, in the order in which they come first."""
    addresses = dict.fromkeys(place.address for place in places)
    return tuple(_spot([one for one in places if one.address == a]) for a in addresses)


def _spot(posts: Sequence[Place]) -> Spot:
    state = min((one.state for one in posts), key=tuple(PlaceState).index)
    return Spot(
        address=posts[0].address,
        state=state,
        posts=sum(one.state is state for one in posts),
        first_seen=min(one.first_seen for one in posts),
        last_seen=max(one.last_seen for one in posts),
    )


def where(address: str, language: str) -> str:
    """An address as it may be shown: made harmless, and that of a file that somebody handed in as
    what it is."""
    known = handed.of(address)
    if known is None:
        return defang(address)
    return translate(HANDED_IN, language).format(day=known.on)


HANDED_IN: Final = "a file handed in on {day}"


def was_first(spot: Spot, all_of_them: Sequence[Spot]) -> bool:
    """True where a post was seen at `spot` a head start before it was at any other address."""
    others = [one.first_seen for one in all_of_them if one.address != spot.address]
    return bool(others) and spot.first_seen + HEAD_START <= min(others)
