"""Which of the places where something stands was first, as far as scans can tell."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from scanner.model.finding import Place

HEAD_START: Final = timedelta(days=1)
"""Seen closer together, the order is that of the scan's visits and says nothing of the pages."""


def was_first(place: Place, places: Sequence[Place]) -> bool:
    """True where a post was seen at `place` a head start before it was at any other address."""
    others = [one.first_seen for one in places if one.address != place.address]
    return bool(others) and place.first_seen + HEAD_START <= min(others)
