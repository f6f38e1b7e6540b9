"""The guard at every connection: what is dialled is exactly what was classified.

A resolver alone does not guard: aiohttp never asks it about literal addresses. So addresses are
judged three times: as spelled, as resolved, and when the socket is made, which every connection
passes with the final address.
"""

import socket
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Final

from aiohttp import AddrInfoType, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from scanner import urls
from scanner.config.settings import LabSettings
from scanner.model.ids import Address
from scanner.outbound.addresses import (
    IpAddress,
    IpNetwork,
    Refusal,
    classify,
    classify_name,
    literal,
)

WEB_PORTS: Final = frozenset({80, 443})


class ForbiddenError(OSError):
    """A connection that we do not make."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal: Final = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    ip: IpAddress
    port: int


class Guard(AbstractResolver):
    """Resolves names and makes sockets, for addresses that may be dialled only.

    In a lab, named hosts stand at their loopback endpoints and no other name exists. Needs a
    running event loop.
    """

    def __init__(self, lab: LabSettings | None) -> None:
        self._is_lab: Final = lab is not None
        self._hosts: Final = _endpoints(lab) if lab else {}
        self._networks: Final = _networks(lab) if lab else ()
        self._dns: Final = ThreadedResolver()

    def refusal(self, address: Address) -> Refusal | None:
        """Why a web address is not even tried; None if it may be."""
        host = urls.host(address)
        if host in self._hosts:
            return None
        ip = literal(host)
        if ip is not None:
            return self._classify(ip, urls.port(address))
        return classify_name(host) or _port_refusal(urls.port(address))

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Addresses of a name. Raises `ForbiddenError` where any of them may not be dialled."""
        if host in self._hosts:
            return [_resolved(host, self._hosts[host])]
        if self._is_lab:
            raise OSError("a lab has no other names than its own")
        found = await self._dns.resolve(host, port, family)
        for result in found:
            ip = literal(result["host"])
            if ip is None or self._classify(ip, port) is not None:
                raise ForbiddenError(Refusal.NAME_LEADS_INSIDE)
        return found

    def open_socket(self, addr_info: AddrInfoType) -> socket.socket:
        """A socket for an address that is about to be dialled; `ForbiddenError` if it may not."""
        family, kind, protocol, _, where = addr_info
        refusal = self._refusal_at(literal(str(where[0])), int(where[1]))
        if refusal is not None:
            raise ForbiddenError(refusal)
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        await self._dns.close()

    def _refusal_at(self, ip: IpAddress | None, port: int) -> Refusal | None:
        if ip is None:
            return Refusal.NAME
        if Endpoint(ip=ip, port=port) in self._hosts.values():
            return None
        return self._classify(ip, port)

    def _classify(self, ip: IpAddress, port: int) -> Refusal | None:
        if any(ip in block for block in self._networks):
            return None
        return classify(ip) or _port_refusal(port)


def _port_refusal(port: int) -> Refusal | None:
    return None if port in WEB_PORTS else Refusal.PORT


def _resolved(host: str, endpoint: Endpoint) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(endpoint.ip),
        port=endpoint.port,
        family=socket.AF_INET if endpoint.ip.version == 4 else socket.AF_INET6,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST,
    )


def _endpoints(lab: LabSettings) -> dict[str, Endpoint]:
    return {name.lower(): _endpoint(where) for name, where in lab.hosts.items()}


def _endpoint(where: str) -> Endpoint:
    spelled, _, port = where.rpartition(":")
    ip = literal(spelled)
    # `config.load` refuses any other.
    assert ip is not None, "a lab's host stands at an address"
    assert ip.is_loopback, "a lab never leads out of the machine"
    return Endpoint(ip=ip, port=int(port))


def _networks(lab: LabSettings) -> tuple[IpNetwork, ...]:
    return tuple(ip_network(block) for block in lab.networks)
