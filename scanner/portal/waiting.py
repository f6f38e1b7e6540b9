"""What waits for a browser to come back: taken once, for ten minutes, in memory, bounded."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

T = TypeVar("T")

LIFETIME: Final = timedelta(minutes=10)

MOST: Final = 10_000
"""Beyond it the one that has waited longest is forgotten."""


class Waiting(Generic[T]):
    """Things by a name that nobody can guess. A restart forgets them: whoever waits begins anew."""

    def __init__(self, lifetime: timedelta = LIFETIME, most: int = MOST) -> None:
        self._lifetime = lifetime
        self._most = most
        self._things: OrderedDict[str, tuple[datetime, T]] = OrderedDict()

    def keep(self, name: str, thing: T, now: datetime) -> None:
        self._things[name] = now, thing
        while len(self._things) > self._most:
            self._things.popitem(last=False)

    def take(self, name: str, now: datetime) -> T | None:
        """The thing, once; None where there is none, or it waited too long."""
        since, thing = self._things.pop(name, (None, None))
        return thing if since is not None and now < since + self._lifetime else None
