"""The one door to the web: one request, one answer, within limits.

Sends no cookie, no credential but a search provider's key to that provider, no referrer and nothing
of a person; follows no redirect by itself, for robots.txt must be asked before each hop.
"""

import hashlib
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final, Self
from urllib.parse import quote

import aiohttp
from aiohttp.http_exceptions import ContentEncodingError, LineTooLong
from isal import isal_zlib
from yarl import URL

from scanner import log, urls
from scanner.config.settings import CrawlSettings, LabSettings
from scanner.errors import UsageError
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Missed, MissReason, Page, media_type
from scanner.model.personal import Personal
from scanner.outbound.addresses import Refusal
from scanner.outbound.answer import (
    READ_ENCODINGS,
    READABLE,
    REDIRECTS,
    WALL_BYTES,
    is_worth_reading,
    reason_of_status,
    wall,
)
from scanner.outbound.dial import ForbiddenError, Guard
from scanner.outbound.proxies import (
    FAILURES,
    REST,
    Credentials,
    Proxies,
    Proxy,
    Route,
    connector,
    credentials,
    route_of,
    trouble,
    trust,
)

PRODUCT: Final = "Varn"
"""The product token that robots.txt knows us by."""

VERSION: Final = "0.1"

ROBOTS_BYTES: Final = 500 * 1024
"""RFC 9309 §2.5: what a crawler must be able to read; the rest is cut off."""

CHUNK_BYTES: Final = 64 * 1024
RATIO_FROM_BYTES: Final = 256 * 1024
"""A small page may repeat itself as it likes; from here on the ratio counts."""

MAX_HEADERS: Final = 128
MAX_HEADER_BYTES: Final = 16 * 1024
CONNECTIONS: Final = 256
KEEP_ALIVE_SECONDS: Final = 75.0
"""Longer than the usual pace: a new TLS connection costs ten times a kept one."""

NO_PROXIES: Final = Proxies()
PROXY_WANTS_US: Final = 407

_logger: Final = log.logger("outbound")


class Wanted(StrEnum):
    PAGE = "page"
    ROBOTS = "robots"
    """Any type of content, cut off at `ROBOTS_BYTES`."""
    PART = "part"
    """What a page's script asks for: any type of content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a provider knows us by. Put in as a request leaves: it stands in no address, header or
    error that is kept."""

    value: Personal
    header: str = ""
    parameter: str = ""
    """Where the provider takes no header."""

    @property
    def headers(self) -> dict[str, str]:
        return {self.header: self.value.reveal()} if self.header else {}

    def added(self, address: Address) -> str:
        if not self.parameter:
            return address
        mark = "&" if "?" in address else "?"
        return f"{address}{mark}{self.parameter}={quote(self.value.reveal(), safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    source_id: SourceId
    address: Address
    etag: str = ""
    """Validators as the site sent them; '' asks for the page whether it changed or not."""
    last_modified: str = ""
    wanted: Wanted = Wanted.PAGE
    key: Key | None = None
    """Of a search interface; nothing else is ever sent one."""
    may_be_picture: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """The site says that what was asked for stands elsewhere."""

    asked: Address
    target: Address
    status: int


Ask = Callable[[Address], Awaitable[Page | Missed]]
"""What stands at the end of an address's redirects, asked for in its host's turn."""


class Door:
    """Fetches; an async context manager that holds the connections.

    Raises `UsageError` on entry where the contact cannot be used.
    """

    def __init__(
        self,
        crawl: CrawlSettings,
        lab: LabSettings | None,
        *,
        now: Callable[[], datetime],
        proxies: Proxies = NO_PROXIES,
    ) -> None:
        self._crawl: Final = crawl
        self._lab: Final = lab
        self._now: Final = now
        self._proxies: Final = proxies
        self._routes: Final[dict[Proxy | None, Route]] = {}
        self._stack: Final = AsyncExitStack()

    async def __aenter__(self) -> Self:
        aiohttp.set_zlib_backend(isal_zlib)
        self._guard = Guard(self._lab)
        self._tls = trust(self._proxies.ca_file)
        self._stack.push_async_callback(self._guard.close)
        await self._route(None)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def refusal(self, address: Address) -> Refusal | None:
        """Why an address would not even be tried; None if it would."""
        return self._guard.refusal(address)

    async def fetch(self, request: Request) -> Page | Redirect | Missed:
        """One hop. Whatever goes wrong with site or network is a `Missed`, never an exception."""
        refusal = self._guard.refusal(request.address)
        if refusal is not None:
            return self._missed(request, MissReason.ADDRESS, note=refusal.value)
        try:
            route = await self._route(self._proxies.of(request.source_id))
        except UsageError:
            log.event(_logger, "proxy.no_credentials", logging.WARNING, source=request.source_id)
            return self._missed(request, MissReason.PROXY, note="its credentials cannot be read")
        if route.rests_until is not None and self._now() < route.rests_until:
            return self._missed(request, MissReason.PROXY, note="it failed a moment ago")
        try:
            async with route.session.get(
                URL(
                    request.key.added(request.address) if request.key else request.address,
                    encoded=True,
                ),
                headers={
                    **_conditions(request),
                    **(request.key.headers if request.key else {}),
                    **route.headers(request.address),
                },
                allow_redirects=False,
                **route.options(request.address),
            ) as response:
                if route.http_proxy and response.status == PROXY_WANTS_US:
                    # The proxy does not rest for it: a site could say the same.
                    return self._missed(request, MissReason.PROXY, response, "asks who we are")
                return await self._answer(request, response)
        except (aiohttp.ClientError, *FAILURES, OSError, ValueError) as error:
            if (found := trouble(error)) is None:
                return self._missed(request, *_reason_of_error(error))
            if found.is_down:
                return self._stopped(request, route, type(error).__name__)
            return self._missed(request, found.reason, note=type(error).__name__)

    async def _route(self, proxy: Proxy | None) -> Route:
        """Raises `UsageError` where the proxy's credentials cannot be read."""
        if proxy not in self._routes:
            # Read first: a session would stay open for each request that finds no credentials.
            known = None if proxy is None else credentials(proxy)
            session = aiohttp.ClientSession(
                connector=self._connector(proxy, known),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={
                    "User-Agent": user_agent(self._crawl.contact),
                    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
                    "Accept-Encoding": "gzip, deflate",
                },
                timeout=aiohttp.ClientTimeout(total=self._crawl.timeout_seconds),
                trust_env=False,
                max_headers=MAX_HEADERS,
                max_field_size=MAX_HEADER_BYTES,
                max_line_size=MAX_HEADER_BYTES,
            )
            await self._stack.enter_async_context(session)
            self._routes[proxy] = route_of(session, proxy, known)
        return self._routes[proxy]

    def _connector(self, proxy: Proxy | None, known: Credentials | None) -> aiohttp.TCPConnector:
        if proxy is not None:
            return connector(
                proxy,
                known,
                self._tls,
                limit=CONNECTIONS,
                keepalive_timeout=KEEP_ALIVE_SECONDS,
            )
        return aiohttp.TCPConnector(
            resolver=self._guard,
            socket_factory=self._guard.open_socket,
            ssl=self._tls,
            limit=CONNECTIONS,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
        )

    def _stopped(self, request: Request, route: Route, note: str) -> Missed:
        """Nothing comes through a proxy for now. No host is to blame."""
        route.rests_until = self._now() + REST
        log.event(_logger, "proxy.failed", logging.WARNING, source=request.source_id, note=note)
        return self._missed(request, MissReason.PROXY, note=note)

    async def _answer(
        self, request: Request, response: aiohttp.ClientResponse
    ) -> Page | Redirect | Missed:
        if response.status in REDIRECTS:
            return self._redirect(request, response)
        is_gone = reason_of_status(response.status) is MissReason.GONE
        if is_gone and request.wanted is Wanted.PAGE:
            return await self._gone(request, response)
        if response.status not in READABLE:
            return await self._refused(request, response)
        came = await self._content(request, response)
        if isinstance(came, Missed) or request.wanted is not Wanted.PAGE:
            return came
        if not came.body.strip():
            # An empty page is no news of the page that stood there.
            return self._missed(request, MissReason.UNREADABLE, response, "empty")
        blocked = wall(response.status, dict(came.headers), came.body)
        if blocked is not None:
            return self._missed(request, blocked, response, "a guard answered")
        return came

    async def _content(self, request: Request, response: aiohttp.ClientResponse) -> Page | Missed:
        """The whole body, whatever the answer's status says of it; of robots.txt its beginning."""
        if _encoding(response) not in READ_ENCODINGS:
            return self._missed(request, MissReason.UNREADABLE, response, "content encoding")
        if request.wanted is Wanted.ROBOTS:
            body, _ = await self._read(response, ROBOTS_BYTES)
            return self._page(request, response, body)
        kind = media_type(response.headers.get("Content-Type", ""))
        is_read = is_worth_reading(kind, request.address, may_be_picture=request.may_be_picture)
        if request.wanted is Wanted.PAGE and not is_read:
            return self._missed(request, MissReason.CONTENT_TYPE, response)
        body, is_whole = await self._read(response, self._crawl.max_page_bytes)
        if not is_whole:
            return self._missed(request, MissReason.TOO_LARGE, response)
        return self._page(request, response, body)

    async def _gone(self, request: Request, response: aiohttp.ClientResponse) -> Missed:
        """The page is said to be gone: with what is shown all the same, as a browser shows it.

        Otherwise a site could keep a smear up and have us call it removed.
        """
        shown = await self._content(request, response)
        if isinstance(shown, Missed) and shown.reason is not MissReason.CONTENT_TYPE:
            return shown
        gone = self._missed(request, MissReason.GONE, response)
        if isinstance(shown, Page) and shown.body.strip():
            return replace(gone, shown=shown)
        return gone

    def _redirect(self, request: Request, response: aiohttp.ClientResponse) -> Redirect | Missed:
        target = urls.parse(response.headers.get("Location", ""), request.address)
        if target is None or "Location" not in response.headers:
            return self._missed(request, MissReason.REDIRECTS, response, "leads to no address")
        return Redirect(asked=request.address, target=target, status=response.status)

    async def _refused(self, request: Request, response: aiohttp.ClientResponse) -> Missed:
        body = b""
        if response.status != 304 and _encoding(response) in READ_ENCODINGS:
            body, _ = await self._read(response, WALL_BYTES)
        reason = reason_of_status(response.status)
        if reason is MissReason.NOT_MODIFIED and not _conditions(request):
            # Nobody asked whether it changed: an answer that says so would hide what is there.
            reason = MissReason.HTTP_ERROR
        if reason is not MissReason.GONE:
            reason = wall(response.status, dict(_headers(response)), body) or reason
        return self._missed(request, reason, response)

    async def _read(self, response: aiohttp.ClientResponse, limit: int) -> tuple[bytes, bool]:
        """The body up to `limit` bytes, and whether that is all of it and no bomb."""
        body = bytearray()
        async for chunk in response.content.iter_chunked(CHUNK_BYTES):
            body += chunk
            received = response.content.total_compressed_bytes or len(body)
            is_bomb = len(body) > max(RATIO_FROM_BYTES, received * self._crawl.max_ratio)
            if len(body) > limit or is_bomb:
                response.close()
                return bytes(body[:limit]), False
        return bytes(body), True

    def _page(self, request: Request, response: aiohttp.ClientResponse, body: bytes) -> Page:
        return Page(
            source_id=request.source_id,
            asked=request.address,
            final=request.address,
            fetched_at=self._now(),
            status=response.status,
            headers=_headers(response),
            body=body,
            digest=Sha256(hashlib.sha256(body).hexdigest()),
        )

    def _missed(
        self,
        request: Request,
        reason: MissReason,
        response: aiohttp.ClientResponse | None = None,
        note: str = "",
    ) -> Missed:
        return Missed(
            source_id=request.source_id,
            asked=request.address,
            at=self._now(),
            reason=reason,
            status=response.status if response else None,
            note=note,
            retry_after=response.headers.get("Retry-After", "")[:64] if response else "",
        )


def user_agent(contact: str) -> str:
    """How we introduce ourselves. Raises `UsageError` where `contact` cannot stand in a header."""
    if not contact or not contact.isascii() or not contact.isprintable():
        raise UsageError(
            "The setting crawl.contact must be a mail address or a page where owners of sites can "
            "reach you, in plain ASCII letters."
        )
    return f"{PRODUCT}/{VERSION} (+{contact})"


def _conditions(request: Request) -> dict[str, str]:
    validators = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
    return {name: value for name, value in validators.items() if value}


def _encoding(response: aiohttp.ClientResponse) -> str:
    return ",".join(response.headers.getall("Content-Encoding", ())).strip().lower()


def _headers(response: aiohttp.ClientResponse) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in response.raw_headers
    )


def _reason_of_error(error: BaseException) -> tuple[MissReason, None, str]:
    """Reason, no response, and a note: the error's type, for its message may hold content."""
    causes = tuple(_causes(error))
    for cause in causes:
        if isinstance(cause, ForbiddenError):
            return MissReason.ADDRESS, None, cause.refusal.value
    for cause in causes:
        for kind, reason in _REASONS:
            if isinstance(cause, kind):
                return reason, None, type(cause).__name__
    return MissReason.CONNECT, None, type(error).__name__


_REASONS: Final[tuple[tuple[type[BaseException], MissReason], ...]] = (
    (TimeoutError, MissReason.TIMEOUT),
    (aiohttp.ClientConnectorDNSError, MissReason.DNS),
    (UnicodeError, MissReason.DNS),  # a label too long to be looked up
    (aiohttp.ClientSSLError, MissReason.TLS),
    (ssl.SSLError, MissReason.TLS),
    (LineTooLong, MissReason.TOO_LARGE),
    (ContentEncodingError, MissReason.UNREADABLE),
    (aiohttp.InvalidURL, MissReason.ADDRESS),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
