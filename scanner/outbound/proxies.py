"""How requests leave: dialled by ourselves, or through a proxy of the organisation's or a source's.

Through a proxy no name is looked up here: the proxy does it, so that what is dialled in the end is
judged there. Addresses that are spelled inside are refused before, as everywhere.
"""

import asyncio
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError
from yarl import URL

from scanner.config.settings import ProxySettings
from scanner.errors import UsageError
from scanner.model.ids import Address, SourceId
from scanner.model.page import MissReason
from scanner.model.personal import Personal
from scanner.places.sources import DIRECT, Source

MOST_BYTES: Final = 4096
"""Of a file with credentials."""

CONNECT_SECONDS: Final = 10.0

REST: Final = timedelta(seconds=30)
"""So long a proxy that nobody could connect to, or that refused us, is not tried again: each page
that is due would fail by itself meanwhile."""

_NOT_ALLOWED: Final = 2
_NO_WAY: Final = frozenset({1, 3, 4, 5, 6, 7, 8})
"""Replies of RFC 1928 §6: the proxy works, and the site could not be reached from there. Of a
general failure (1) both could be true; a site must not have its neighbours rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    address: str
    """http://host:port or socks5://host:port."""
    credentials_file: Path | None = None

    @property
    def is_socks(self) -> bool:
        return self.address.startswith("socks5:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxies:
    """Which requests go through which proxy."""

    usual: Proxy | None = None
    own: Mapping[SourceId, Proxy | None] = field(default_factory=dict)
    """Of sources that have one of their own, or None of them goes past the usual."""
    ca_file: Path | None = None

    def of(self, source_id: SourceId) -> Proxy | None:
        return self.own.get(source_id, self.usual)

    @property
    def every(self) -> tuple[Proxy, ...]:
        """Each of them once, the usual one first."""
        return tuple(dict.fromkeys(filter(None, (self.usual, *self.own.values()))))


def proxies(settings: ProxySettings, sources: Iterable[Source]) -> Proxies:
    usual = _proxy(settings.address, settings.credentials_file)
    own = {
        one.source_id: None
        if one.proxy == DIRECT
        else _proxy(one.proxy, one.proxy_credentials_file)
        for one in sources
        if one.proxy
    }
    return Proxies(usual=usual, own=own, ca_file=settings.ca_file)


def _proxy(address: str, credentials_file: Path | None) -> Proxy | None:
    return Proxy(address=address, credentials_file=credentials_file) if address else None


@dataclass(slots=True, kw_only=True)
class Route:
    """A session that dials sites itself or through a proxy, and what each of its requests says."""

    session: aiohttp.ClientSession
    http_proxy: str = ""
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The header by which an HTTP proxy knows us; never sent to a site."""
    rests_until: datetime | None = None

    def headers(self, address: Address) -> Mapping[str, str]:
        """What stands in the request itself: where nothing is encrypted the proxy reads it there,
        and takes out what is meant for it."""
        return {} if address.startswith("https:") else self.credentials

    def options(self, address: Address) -> dict[str, Any]:
        if not self.http_proxy:
            return {}
        said: dict[str, Any] = {"proxy": URL(self.http_proxy)}
        if address.startswith("https:"):
            said["proxy_headers"] = dict(self.credentials)
        return said


async def answers(proxy: Proxy) -> bool:
    """Whether anybody listens where the proxy should be. `UsageError` as in `credentials`."""
    credentials(proxy)
    parts = urlsplit(proxy.address)
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port)
    except OSError:  # a timeout is one
        return False
    writer.close()
    return True


def trust(ca_file: Path | None) -> ssl.SSLContext | bool:
    """Whom encrypted connections are believed: the system's authorities, and those of a file.

    Raises `UsageError` where it cannot be used.
    """
    if ca_file is None:
        return True
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"The file {ca_file} of proxy.ca_file cannot be used: {type(error).__name__}. It must "
            "hold certificates in PEM (-----BEGIN CERTIFICATE-----)."
        ) from error
    return context


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """By what a proxy knows us."""

    user: Personal
    password: Personal


def credentials(proxy: Proxy) -> Credentials | None:
    """None where the proxy asks for none. Raises `UsageError` where they cannot be read."""
    path = proxy.credentials_file
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable(path) from error
    user, mark, password = text.partition(":")
    if not (user and mark and text.isprintable()):
        raise _unusable(path)
    return Credentials(user=Personal(user), password=Personal(password))


def connector(
    proxy: Proxy, known: Credentials | None, tls: ssl.SSLContext | bool, **limits: Any
) -> aiohttp.TCPConnector:
    """Dials the proxy and nothing else."""
    if not proxy.is_socks:
        return aiohttp.TCPConnector(ssl=tls, **limits)
    parts = urlsplit(proxy.address)
    return ProxyConnector(
        host=parts.hostname or "",
        port=parts.port or 1080,
        username=known.user.reveal() if known else None,
        password=known.password.reveal() if known else None,
        rdns=True,
        ssl=tls,
        **limits,
    )


def route_of(
    session: aiohttp.ClientSession, proxy: Proxy | None, known: Credentials | None
) -> Route:
    """The route of a session whose connector dials sites itself (None) or the proxy."""
    if proxy is None or proxy.is_socks:
        return Route(session=session)
    if known is None:
        return Route(session=session, http_proxy=proxy.address)
    said = aiohttp.encode_basic_auth(known.user.reveal(), known.password.reveal())
    header = {"Proxy-Authorization": said}
    return Route(session=session, http_proxy=proxy.address, credentials=header)


def _unusable(path: Path) -> UsageError:
    # Nothing of what the file holds, not even how long it is.
    return UsageError(
        f"The file {path} must hold a proxy's user and password as user:password, in ASCII letters."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A proxy's own, or that of a site behind it."""

    reason: MissReason
    is_down: bool
    """Whether nothing would come through the proxy now, so that it should rest."""


FAILURES: Final = (ProxyConnectionError, ProxyError, ProxyTimeoutError)
"""Beside aiohttp's own."""


def trouble(error: BaseException) -> Trouble | None:
    """What an error on the way through a proxy says; None where it is none of its kind."""
    match error:
        case ProxyConnectionError() | aiohttp.ClientProxyConnectionError():
            return Trouble(reason=MissReason.PROXY, is_down=True)
        case ProxyTimeoutError():
            return Trouble(reason=MissReason.TIMEOUT, is_down=False)
        case ProxyError() if error.error_code in _NO_WAY:
            return Trouble(reason=MissReason.CONNECT, is_down=False)
        case ProxyError():
            is_down = error.error_code != _NOT_ALLOWED
            return Trouble(reason=MissReason.PROXY, is_down=is_down)
        case aiohttp.ClientHttpProxyError(status=407):
            return Trouble(reason=MissReason.PROXY, is_down=True)
        case aiohttp.ClientHttpProxyError() if error.status < 500:
            return Trouble(reason=MissReason.PROXY, is_down=False)
        case aiohttp.ClientHttpProxyError():
            return Trouble(reason=MissReason.CONNECT, is_down=False)
    return None
