"""Where a finding's post stands: seen, missing, gone, at each of its addresses."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from scanner.model.finding import Change, Place, PlaceState, Sighting
from scanner.model.ids import Address

SECOND_LOOK: Final = timedelta(hours=24)
"""A post is gone when it is still missing this long after it was first missed."""

Places = tuple[Place, ...]


def with_sighting(places: Places, sighting: Sighting) -> Places:
    """The places after a sighting at one of them, or at a new one."""
    seen = Place(
        source_id=sighting.source_id,
        address=sighting.address,
        post_key=sighting.post_key,
        state=PlaceState.SEEN,
        first_seen=sighting.seen_at,
        last_seen=sighting.seen_at,
    )
    return merged((*places, seen))


def merged(places: Iterable[Place]) -> Places:
    """Each (address, post) once, as it was last known; the order is kept."""
    known: dict[tuple[Address, str], Place] = {}
    for place in places:
        where = place.address, place.post_key
        before = known.get(where, place)
        latest = max(place, before, key=lambda p: p.last_seen)
        known[where] = replace(latest, first_seen=min(before.first_seen, place.first_seen))
    return tuple(known.values())


def present_on(places: Places, address: Address) -> frozenset[str]:
    """Keys of the posts that stood on a page when it was last looked at."""
    return frozenset(p.post_key for p in places if _is_seen(p, address))


def seen_as_before(places: Places, address: Address, *, at: datetime) -> Places:
    """The places after a page was found as it was last read."""
    return tuple(
        replace(p, last_seen=max(p.last_seen, at)) if _is_seen(p, address) else p for p in places
    )


def looked_for(
    places: Places, address: Address, *, present: frozenset[str], at: datetime
) -> Places:
    """The places after the posts on a page were looked for; those not `present` were not found."""
    return tuple(
        _missed(p, at) if p.address == address and p.post_key not in present else p for p in places
    )


def standing(change: Change, places: Places) -> Change:
    """What all its places together say: missing or gone only where it stands nowhere any more."""
    states = {p.state for p in places}
    if PlaceState.SEEN in states:
        return change if change not in (Change.MISSING, Change.GONE) else Change.SEEN_AGAIN
    return Change.GONE if states == {PlaceState.GONE} else Change.MISSING


def _is_seen(place: Place, address: Address) -> bool:
    return place.address == address and place.state is PlaceState.SEEN


def _missed(place: Place, at: datetime) -> Place:
    if place.state is PlaceState.SEEN or place.missing_since is None:
        return replace(place, state=PlaceState.MISSING, missing_since=at)
    still = at - place.missing_since >= SECOND_LOOK
    return replace(place, state=PlaceState.GONE) if still else place
