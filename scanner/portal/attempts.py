"""How often one network may try: a sliding window for each, in memory, bounded."""

from collections import OrderedDict, deque
from collections.abc import Container, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final

MOST: Final = 60
"""A whole town hall may share one address; who guesses at 256 bits gains nothing from 60 tries."""

WINDOW: Final = timedelta(minutes=10)

MOST_NETWORKS: Final = 10_000
"""Beyond it the network that was quiet longest is forgotten: memory stays bounded."""


class Attempts:
    """Counts attempts by network and says whether one more is allowed."""

    def __init__(
        self, most: int = MOST, window: timedelta = WINDOW, most_networks: int = MOST_NETWORKS
    ) -> None:
        self._most = most
        self._window = window
        self._most_networks = most_networks
        self._times: OrderedDict[str, deque[datetime]] = OrderedDict()

    def allow(self, remote: str | None, now: datetime) -> bool:
        """Note an attempt from the address `remote`; False where there were too many."""
        name = network(remote)
        times = self._times.setdefault(name, deque())
        self._times.move_to_end(name)
        while times and times[0] <= now - self._window:
            times.popleft()
        is_allowed = len(times) < self._most
        if is_allowed:
            times.append(now)
        while len(self._times) > self._most_networks:
            self._times.popitem(last=False)
        return is_allowed


def network(remote: str | None) -> str:
    """The /24 or /48 that an address is in: who holds one address there holds its neighbours."""
    if remote is None:
        return ""
    address = ip_address(remote.partition("%")[0])
    return str(ip_network((address, 24 if address.version == 4 else 48), strict=False))


def sender_of(remote: str | None, forwarded: Sequence[str], proxies: Container[str]) -> str | None:
    """Who sent a request: of a proxy of ours the address that it saw itself, its last hop.

    `forwarded`: the headers X-Forwarded-For. What stands before the last hop anybody can write.
    """
    if remote is None or remote not in proxies:
        return remote
    hop = ",".join(forwarded).rpartition(",")[2].strip()
    try:
        ip_address(hop.partition("%")[0])
    except ValueError:
        return remote
    return hop
