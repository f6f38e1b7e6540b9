"""One browser for all of these tests, and for each journey a town of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.browser.screen import Screen
from tests.browser.town import Town, town
from tests.chromium import chromium

ALBUMS = Path(__file__).parents[2] / "reports" / "browser"

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "sv-SE",
    "java_script_enabled": False,
}
DESK: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 900},
    "locale": "sv-SE",
    "java_script_enabled": False,
}
FENCED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""The browser reaches nothing beyond this machine."""

Opener = Callable[..., Awaitable[Screen]]


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--lang=sv", FENCED]
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with town(tmp_path_factory.mktemp("town")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def window(browser: Browser) -> AsyncIterator[Opener]:
    """Opens browser windows, each with cookies of its own; they close with the test."""
    async with AsyncExitStack() as stack:

        async def opened(origin: str, album: str, **kind: Any) -> Screen:
            context = await browser.new_context(**kind)
            stack.push_async_callback(context.close)
            context.set_default_timeout(10_000)
            return Screen(await context.new_page(), origin, ALBUMS / album)

        yield opened
