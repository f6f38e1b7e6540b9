"""The one request that leaves for the operator's own second reader, and for nobody else.

Sources are dialled at public addresses only; this one may be inside. So it has a guard of its own
that knows one host and one port, and neither redirects, cookies nor proxies lead past it.
"""

import socket
from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp import AddrInfoType, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from scanner.config.settings import LabSettings, SecondReaderSettings
from scanner.errors import UsageError
from scanner.model.second_reading import ReadingState
from scanner.outbound.addresses import Refusal, classify, literal
from scanner.outbound.dial import ForbiddenError
from scanner.outbound.door import PRODUCT

MOST_BYTES: Final = 64 * 1024
CHUNK_BYTES: Final = 16 * 1024

INSIDE: Final = frozenset({Refusal.LOOPBACK, Refusal.PRIVATE})
"""Where the operator's own machines stand beside the public web; a cloud's metadata never."""


async def ask(
    settings: SecondReaderSettings, lab: LabSettings | None, body: bytes
) -> bytes | ReadingState:
    """The body of the answer to one request, or why there is none. Whatever the endpoint does is
    a value; raises `UsageError` where the key cannot be read.
    """
    headers = {"Content-Type": "application/json", "Accept": "application/json"} | authorization(
        settings
    )
    guard = OneEndpoint(settings.url, is_lab=lab is not None)
    try:
        async with (
            aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    resolver=guard, socket_factory=guard.open_socket, force_close=True
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=settings.timeout_seconds),
                # Packed, few bytes could become many.
                headers={"User-Agent": PRODUCT, "Accept-Encoding": "identity"},
                auto_decompress=False,
                trust_env=False,
            ) as session,
            session.post(
                settings.url, data=body, headers=headers, allow_redirects=False
            ) as response,
        ):
            if response.status != 200:
                return ReadingState.REFUSED
            return await _body(response)
    except TimeoutError:
        return ReadingState.SLOW
    except (aiohttp.ClientError, OSError, ValueError):
        return ReadingState.UNREACHABLE
    finally:
        await guard.close()


class OneEndpoint(AbstractResolver):
    """Resolves one host and makes sockets for it and its port alone. Needs a running event loop."""

    def __init__(self, url: str, *, is_lab: bool) -> None:
        parts = urlsplit(url)
        self._host: Final = parts.hostname or ""
        self._port: Final = parts.port or (443 if parts.scheme == "https" else 80)
        self._is_lab: Final = is_lab
        self._dns: Final = ThreadedResolver()
        ip = literal(self._host)
        self._resolved: Final = set() if ip is None else {ip}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Addresses of the one host. Raises `ForbiddenError` for another."""
        if host != self._host:
            raise ForbiddenError(Refusal.NAME)
        found = await self._dns.resolve(host, port, family)
        self._resolved.update(ip for one in found if (ip := literal(one["host"])) is not None)
        return found

    def open_socket(self, addr_info: AddrInfoType) -> socket.socket:
        """A socket for the endpoint; `ForbiddenError` for any other place."""
        family, kind, protocol, _, where = addr_info
        ip = literal(str(where[0]))
        if ip is None or ip not in self._resolved:
            raise ForbiddenError(Refusal.NAME)
        if int(where[1]) != self._port:
            raise ForbiddenError(Refusal.PORT)
        refusal = classify(ip)
        if refusal is not None and refusal not in INSIDE:
            raise ForbiddenError(refusal)
        if self._is_lab and not ip.is_loopback:
            raise ForbiddenError(Refusal.NAME)
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        await self._dns.close()


async def _body(response: aiohttp.ClientResponse) -> bytes | ReadingState:
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > MOST_BYTES:
            response.close()
            return ReadingState.TOO_LONG
    return bytes(body)


def authorization(settings: SecondReaderSettings) -> dict[str, str]:
    """The header with the key, where one is set. Raises `UsageError` where it cannot be read."""
    path = settings.key_file
    if path is None:
        return {}
    try:
        key = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        key = ""
    if not key or not key.isascii() or not key.isprintable():
        raise UsageError(
            f"The key in {path} cannot be read. Check the setting second_reader.key_file and the "
            "file's permissions."
        )
    return {"Authorization": f"Bearer {key}"}
