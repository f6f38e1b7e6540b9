"""Pages as a browser shows them, for those that only scripts write.

Chromium is a renderer without a network: the page's bytes are those that came through the door, and
whatever its scripts ask for is asked through the door as well, one hop at a time, so that
robots.txt, pace and refused addresses hold for it. Two things close each other's holes: requests
are answered here before the browser sends them, which does not see what a redirect leads to, so
redirects are walked here too; and what slips past meets a proxy that refuses everything.
"""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import (
    BrowserContext,
    Error,
    Request,
    Route,
    WebSocketRoute,
    async_playwright,
)

from scanner import log, urls
from scanner.model.ids import Address
from scanner.model.page import Missed, Page
from scanner.outbound import browser_process
from scanner.outbound.door import Ask

MOST_REQUESTS: Final = 40
"""Of one page. An application asks for its scripts and data; a page that asks on and on is cut."""

OWN_SECONDS: Final = 15.0
"""For what the page does itself, beside the time that its requests wait for their turn."""

STILL_SECONDS: Final = 1.0
"""A page that asks for nothing so long has shown what it has to show."""

START_SECONDS: Final = 30.0
END_SECONDS: Final = 5.0
LOOK_SECONDS: Final = 0.1

MOST_MARKUP: Final = 4 * 1024 * 1024
"""Characters of what a page may grow to; more counts as not shown."""

MOST_MEMORY: Final = 1536 * 1024 * 1024
"""Bytes of resident memory of the browser's processes together, as each counts them: they take some
700 MB for a page; address space cannot be limited, for its engine reserves much of it."""

MOST_SCRIPTS: Final = 32 * 1024 * 1024
"""Bytes of scripts that a scan remembers."""

HEAP_MEGABYTES: Final = 256
"""Of a page's own scripts."""

SCRIPTS: Final = frozenset({"script", "xhr", "fetch"})
"""What is asked for: without it nothing would be written. Style sheets are answered empty, for
some applications wait for them; pictures, fonts, frames and all else never leave."""

_logger: Final = log.logger("browser")

_ARGUMENTS: Final = (
    # Chromium sends requests to this machine and to link-local addresses past any proxy, the
    # metadata of clouds among them, unless it is told not to (net/docs/proxy.md).
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--dns-prefetch-disable",
    "--disable-quic",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-gpu",
    "--no-pings",
    "--renderer-process-limit=1",
    f"--js-flags=--max-old-space-size={HEAP_MEGABYTES}",
)


_UNMADE: Final = "".join(
    f"delete window.{name};"
    for name in ("RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport")
)
"""What speaks past the proxy where another Chromium has another name for its argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a browser shows of a page."""

    markup: str = field(repr=False)
    is_whole: bool
    """False where its scripts did not get all that they asked their own site for, or were cut."""


class Browser:
    """One browser for a scan: started at its first page, one page at a time, each without anything
    of the one before. An async context manager that ends it.

    A page that is too slow, too large or brings the browser down is None, and the next one meets a
    new browser.
    """

    def __init__(self, program: Path) -> None:
        """`program`: a Chromium. It shuts its own processes in, which it does not do for root."""
        self._program: Final = program
        self._turn: Final = asyncio.Lock()
        self._running: _Running | None = None

    async def __aenter__(self) -> "Browser":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._end()

    async def shown(self, page: Page, ask: Ask) -> Shown | None:
        """The page after its scripts have run; its own bytes are not asked for again.

        `ask` is called for scripts and data on the page's own registrable domain alone.
        """
        async with self._turn:
            try:
                running = await self._start()
                return await _shown(running, page, ask)
            except (Error, OSError, MemoryError) as error:
                failed = type(error).__name__
                log.event(_logger, "browser.failed", logging.WARNING, error=failed)
                await self._end()
                return None
            except BaseException:
                await self._end()
                raise

    async def _start(self) -> "_Running":
        if self._running is None:
            self._running = await asyncio.wait_for(_started(self._program), START_SECONDS)
        return self._running

    async def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            await running.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Running:
    """A started browser and what ends with it."""

    new_context: Callable[..., Awaitable[BrowserContext]]
    stack: AsyncExitStack
    drivers: frozenset[int]
    """Process ids: whose descendants are counted."""
    scripts: dict[Address, Page]
    """Of this scan: the pages of an application share theirs, and its site sends them once."""

    async def end(self) -> None:
        with suppress(Error, OSError):  # a driver that has died has nothing left to end
            await asyncio.wait_for(self.stack.aclose(), 3 * END_SECONDS)


async def starts(program: Path) -> bool:
    """Whether a browser can be started, shut in as it shows pages."""
    try:
        running = await asyncio.wait_for(_started(program), START_SECONDS)
    except (Error, OSError):
        return False
    await running.end()
    return True


async def _started(program: Path) -> _Running:
    async with AsyncExitStack() as stack:
        home = stack.enter_context(browser_process.home())
        refusing = stack.enter_context(socket.socket())
        # Bound and never listening: nobody answers there, and nobody else can come to.
        refusing.bind(("127.0.0.1", 0))
        others = browser_process.drivers()
        driver = await stack.enter_async_context(async_playwright())
        browser = await driver.chromium.launch(
            executable_path=program,
            chromium_sandbox=True,
            args=list(_ARGUMENTS),
            env={"HOME": str(home), "TMPDIR": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"},
            proxy={"server": f"http://127.0.0.1:{refusing.getsockname()[1]}"},
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=1000 * START_SECONDS,
        )
        stack.push_async_callback(browser.close)
        return _Running(
            new_context=browser.new_context,
            drivers=browser_process.drivers() - others,
            stack=stack.pop_all(),
            scripts={},
        )


async def _shown(running: _Running, page: Page, ask: Ask) -> Shown | None:
    context = await running.new_context(
        service_workers="block",
        accept_downloads=False,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
    )
    visit = _Visit(page, ask, running.scripts)
    try:
        await context.add_init_script(_UNMADE)
        await context.route_web_socket("**/*", _closed)
        await context.route("**/*", visit.answer)
        tab = await context.new_page()
        context.on("page", lambda popup: popup.close())
        await tab.goto(page.final, wait_until="commit", timeout=1000 * OWN_SECONDS)
        is_still = await visit.settled(running.drivers)
        markup = await asyncio.wait_for(tab.content(), END_SECONDS)
    finally:
        await asyncio.wait_for(context.close(), END_SECONDS)
    if len(markup) > MOST_MARKUP:
        return None
    return Shown(markup=markup, is_whole=is_still and visit.is_whole)


async def _closed(web_socket: WebSocketRoute) -> None:
    await web_socket.close()


class _Visit:
    """What one page asks for, and what it is answered."""

    def __init__(self, page: Page, ask: Ask, scripts: dict[Address, Page]) -> None:
        self._page: Final = page
        self._group: Final = urls.host_group(page.final)
        self._ask: Final = ask
        self._scripts: Final = scripts
        self._is_begun = False
        self._asked = 0
        self._waiting = 0
        self._is_cut = False
        self._failed: Exception | None = None
        self._last = time.monotonic()
        self.is_whole = True

    async def answer(self, route: Route, request: Request) -> None:
        self._last = time.monotonic()
        self._waiting += 1
        try:
            await self._answer(route, request)
        except Error:  # the page was closed, or the driver has died
            self.is_whole = False
        except Exception as error:  # noqa: BLE001 - the driver would raise it anywhere; see `settled`
            self._failed = error
        finally:
            self._waiting -= 1
            self._last = time.monotonic()

    async def settled(self, drivers: frozenset[int]) -> bool:
        """Wait until the page asks for nothing more; False where its own time was up before.

        Raises what `ask` did.
        """
        own = 0.0
        while own < OWN_SECONDS and not self._is_cut:
            await asyncio.sleep(LOOK_SECONDS)
            if self._failed is not None:
                raise self._failed
            if browser_process.resident_bytes(drivers) > MOST_MEMORY:
                raise MemoryError
            if self._waiting:
                continue
            own += LOOK_SECONDS
            if time.monotonic() - self._last > STILL_SECONDS:
                return True
        return False

    async def _answer(self, route: Route, request: Request) -> None:
        if request.is_navigation_request():
            if self._is_begun:
                # A frame, or a page that leads on: any other error would replace what is shown.
                self.is_whole = self.is_whole and request.frame.parent_frame is not None
                await route.abort("aborted")
                return
            self._is_begun = True
            await route.fulfill(status=200, headers=_headers(self._page), body=self._page.body)
        elif request.resource_type == "stylesheet":
            await route.fulfill(status=200, headers={"content-type": "text/css"}, body="")
        elif request.resource_type in SCRIPTS:
            came = await self._came(request)
            if isinstance(came, Page):
                allowed = {"access-control-allow-origin": urls.origin(self._page.final)}
                allowed["access-control-allow-credentials"] = "true"
                headers = _headers(came) | allowed
                await route.fulfill(status=came.status, headers=headers, body=came.body)
            else:
                await route.abort()
        else:
            await route.abort()

    async def _came(self, request: Request) -> Page | None:
        address = urls.parse(request.url)
        if address is None or urls.host_group(address) != self._group:
            return None
        if address in self._scripts:
            return self._scripts[address]
        self._is_cut = self._asked >= MOST_REQUESTS
        if self._is_cut or request.method != "GET":  # What is sent is not ours to send.
            self.is_whole = False
            return None
        self._asked += 1
        came = await self._ask(address)
        if isinstance(came, Missed):
            self.is_whole = False
            return None
        if request.resource_type == "script":
            _remember(self._scripts, address, came)
        return came


def _remember(scripts: dict[Address, Page], address: Address, came: Page) -> None:
    if sum(len(page.body) for page in scripts.values()) + len(came.body) <= MOST_SCRIPTS:
        scripts[address] = came


def _headers(page: Page) -> dict[str, str]:
    return {"content-type": dict(page.headers).get("content-type", "")}
