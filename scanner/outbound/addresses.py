"""May this address be dialled? A pure answer with a named reason.

`ipaddress.is_global` does not serve: on Python 3.11 it calls NAT64, 6to4, IPv4-compatible
addresses, site-local ones and all multicast global. The tables follow the IANA registries of
special-purpose addresses (RFC 6890 and its updates).
"""

from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network


class Refusal(StrEnum):
    """Why an address is not one that we dial."""

    UNSPECIFIED = "unspecified"
    LOOPBACK = "loopback"
    PRIVATE = "private"
    SHARED = "shared"
    """Carrier-grade NAT, RFC 6598."""
    LINK_LOCAL = "link_local"
    """Where clouds keep their metadata."""
    METADATA = "metadata"
    """A cloud's own service behind a public address."""
    DOCUMENTATION = "documentation"
    BENCHMARK = "benchmark"
    MULTICAST = "multicast"
    RESERVED = "reserved"
    EMBEDDED = "embedded"
    """An IPv6 address that carries an IPv4 one: even a public one passes by the IPv4 table."""
    NAME = "name"
    """A name of an inside network."""
    NAME_LEADS_INSIDE = "name_leads_inside"
    PORT = "port"


def _table(*rows: tuple[str, Refusal]) -> tuple[tuple[IpNetwork, Refusal], ...]:
    return tuple((ip_network(block), refusal) for block, refusal in rows)


_IPV4: Final = _table(
    ("0.0.0.0/8", Refusal.UNSPECIFIED),
    ("10.0.0.0/8", Refusal.PRIVATE),
    ("100.64.0.0/10", Refusal.SHARED),
    ("127.0.0.0/8", Refusal.LOOPBACK),
    ("168.63.129.16/32", Refusal.METADATA),
    ("169.254.0.0/16", Refusal.LINK_LOCAL),
    ("172.16.0.0/12", Refusal.PRIVATE),
    ("192.0.0.0/24", Refusal.RESERVED),
    ("192.0.2.0/24", Refusal.DOCUMENTATION),
    ("192.88.99.0/24", Refusal.EMBEDDED),
    ("192.168.0.0/16", Refusal.PRIVATE),
    ("198.18.0.0/15", Refusal.BENCHMARK),
    ("198.51.100.0/24", Refusal.DOCUMENTATION),
    ("203.0.113.0/24", Refusal.DOCUMENTATION),
    ("224.0.0.0/4", Refusal.MULTICAST),
    ("240.0.0.0/4", Refusal.RESERVED),
)

_IPV6: Final = _table(
    ("::/128", Refusal.UNSPECIFIED),
    ("::1/128", Refusal.LOOPBACK),
    ("::/96", Refusal.EMBEDDED),
    ("::ffff:0:0/96", Refusal.EMBEDDED),
    ("::ffff:0:0:0/96", Refusal.EMBEDDED),
    ("64:ff9b::/96", Refusal.EMBEDDED),
    ("64:ff9b:1::/48", Refusal.EMBEDDED),
    ("2001::/32", Refusal.EMBEDDED),
    ("2001:2::/48", Refusal.BENCHMARK),
    ("2001::/23", Refusal.RESERVED),
    ("2001:db8::/32", Refusal.DOCUMENTATION),
    ("2002::/16", Refusal.EMBEDDED),
    ("3fff::/20", Refusal.DOCUMENTATION),
    ("fc00::/7", Refusal.PRIVATE),
    ("fe80::/10", Refusal.LINK_LOCAL),
    ("fec0::/10", Refusal.PRIVATE),
    ("ff00::/8", Refusal.MULTICAST),
)

_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")

_INSIDE_NAMES: Final = (".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan",
                        ".home", ".corp", ".home.arpa", ".onion")  # fmt: skip
"""Endings that no public name has (RFC 6761, 6762, 8375, 9476; name collisions)."""


def classify(ip: IpAddress) -> Refusal | None:
    """Why `ip` must not be dialled; None if it may."""
    for block, refusal in _IPV4 if ip.version == 4 else _IPV6:
        if ip in block:
            return refusal
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return Refusal.RESERVED
    return None


def classify_name(host: str) -> Refusal | None:
    """Why a host name must not even be looked up: it names a machine of an inside network."""
    name = host.rstrip(".").lower()
    return Refusal.NAME if "." not in name or name.endswith(_INSIDE_NAMES) else None


def literal(host: str) -> IpAddress | None:
    """The address that a host of a canonical web address spells out, if it is no name."""
    try:
        return ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
