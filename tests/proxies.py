"""Real small proxies on loopback: HTTP (absolute form and CONNECT) and SOCKS5 (RFC 1928, 1929)."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

USER, PASSWORD = "varn", "pahittat:1"

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter


@dataclass
class Proxy:
    """It resolves the names of sites by itself, as a real one does."""

    hosts: dict[str, int]
    """Names with ports, and the port of this machine where they stand: "forum.example:80"."""
    wants_credentials: bool = False
    refuses: set[str] = field(default_factory=set)
    """Names with ports that its rules do not allow."""
    port: int = 0
    asked: list[str] = field(default_factory=list)
    """Names with ports, in order, as it was asked for them."""


@asynccontextmanager
async def http_proxy(proxy: Proxy) -> AsyncIterator[Proxy]:
    async with _served(proxy, _http):
        yield proxy


@asynccontextmanager
async def socks_proxy(proxy: Proxy) -> AsyncIterator[Proxy]:
    async with _served(proxy, _socks):
        yield proxy


@asynccontextmanager
async def _served(
    proxy: Proxy, talk: Callable[[Proxy, Reader, Writer], Awaitable[None]]
) -> AsyncIterator[None]:
    async def safely(reader: Reader, writer: Writer) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await talk(proxy, reader, writer)
        writer.close()

    server = await asyncio.start_server(safely, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield
    finally:
        server.close()


async def _http(proxy: Proxy, reader: Reader, writer: Writer) -> None:
    while True:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n")[0].decode().split()
        where = target if method == "CONNECT" else _authority(target)
        proxy.asked.append(where)
        if proxy.wants_credentials and _basic() not in head:
            writer.write(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
            continue
        if where in proxy.refuses:
            writer.write(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
            continue
        if where not in proxy.hosts:
            writer.write(b"HTTP/1.1 502 Not there\r\nContent-Length: 0\r\n\r\n")
            continue
        site = await asyncio.open_connection("127.0.0.1", proxy.hosts[where])
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Go on\r\n\r\n")
        else:
            path = target.split("/", 3)[3]
            lines = head.replace(target.encode(), f"/{path}".encode(), 1).split(b"\r\n")
            kept = (line for line in lines if not line.lower().startswith(b"proxy-"))
            site[1].write(b"\r\n".join(kept))
        await _joined((reader, writer), site)
        return


async def _socks(proxy: Proxy, reader: Reader, writer: Writer) -> None:
    _, count = await reader.readexactly(2)
    offered = await reader.readexactly(count)
    if proxy.wants_credentials:
        if 2 not in offered:
            writer.write(b"\x05\xff")
            return
        writer.write(b"\x05\x02")
        _, length = await reader.readexactly(2)
        user = await reader.readexactly(length)
        (length,) = await reader.readexactly(1)
        password = await reader.readexactly(length)
        is_known = (user.decode(), password.decode()) == (USER, PASSWORD)
        writer.write(b"\x01\x00" if is_known else b"\x01\x01")
        if not is_known:
            return
    else:
        writer.write(b"\x05\x00")
    _, _, _, kind = await reader.readexactly(4)
    assert kind == 3, "names are for the proxy to resolve"
    (length,) = await reader.readexactly(1)
    host = (await reader.readexactly(length)).decode()
    port = int.from_bytes(await reader.readexactly(2))
    where = f"{host}:{port}"
    proxy.asked.append(where)
    reply = 2 if where in proxy.refuses else 0 if where in proxy.hosts else 4
    writer.write(bytes([5, reply, 0, 1, 0, 0, 0, 0, 0, 0]))
    if not reply:
        site = await asyncio.open_connection("127.0.0.1", proxy.hosts[where])
        await _joined((reader, writer), site)


async def _joined(one: tuple[Reader, Writer], other: tuple[Reader, Writer]) -> None:
    await asyncio.gather(_poured(one[0], other[1]), _poured(other[0], one[1]))


async def _poured(reader: Reader, writer: Writer) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()


def _authority(target: str) -> str:
    where = target.split("/", 3)[2]
    return where if ":" in where else f"{where}:80"


def _basic() -> bytes:
    return b"Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode())
