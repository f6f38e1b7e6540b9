"""The way to the provider and back in a real browser, without JavaScript.

Only a browser knows which cookies come along from another site, and where a policy lets forms lead.
"""

import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Page, async_playwright

from scanner.config.settings import Config
from scanner.model.staff import Role
from scanner.portal.app import make_staff_app
from scanner.portal.server import listening
from scanner.store import staff_invitations
from scanner.store.database import Store
from tests.conftest import make_config
from tests.portal.conftest import Clock
from tests.portal.staff.provider import Provider, providing, settings_of

NAMES = ("chromium", "chromium-browser", "google-chrome")
FENCED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""The browser reaches nothing beyond this machine."""


@pytest.fixture
async def provider(clock: Clock) -> AsyncIterator[Provider]:
    """On another site than the portal, with a page of its own to log in on."""
    async with providing(clock) as provider:
        provider.issuer = provider.issuer.replace("127.0.0.1", "localhost")

        async def authorize(request: web.Request) -> web.Response:
            if request.method == "GET":
                form = "<form method=post><button>It is me</button></form>"
                return web.Response(text=form, content_type="text/html")
            return provider.send_back(request, "c0ffee")

        provider.instead["/authorize"] = authorize
        yield provider


@pytest.fixture
def config(tmp_path: Path, provider: Provider) -> Config:
    config = make_config(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return replace(
        config,
        portal=replace(config.portal, staff_port=port, staff_url=f"http://127.0.0.1:{port}"),
        sso=settings_of(provider, tmp_path),
    )


@pytest.fixture
async def page(config: Config, store: Store, clock: Clock) -> AsyncIterator[Page]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    app = make_staff_app(config, store, clock)
    async with (
        listening(app, "127.0.0.1", config.portal.staff_port),
        async_playwright() as playwright,
    ):
        browser = await playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", FENCED]
        )
        context = await browser.new_context(
            java_script_enabled=False, base_url=config.portal.staff_url
        )
        yield await context.new_page()
        await browser.close()


async def come_back(page: Page) -> None:
    await page.get_by_role("button", name="It is me").click()
    await page.wait_for_url("**/cases")
    assert await page.locator("h1").inner_text() == "Ärenden"


async def test_she_joins_leaves_and_logs_in_again(page: Page, store: Store, clock: Clock) -> None:
    token = store.write(lambda tx: staff_invitations.issue(tx, Role.SECURITY, "test", clock()))
    await page.goto(f"/invitation/{token}")
    form = page.locator("form[action='/sso/invitation']")
    await form.get_by_label("Ditt namn").fill("Eva Vaktsam")
    await form.get_by_label("Din e-postadress").fill("eva.vaktsam@provstad.example")
    await form.get_by_role("button").click()
    await come_back(page)
    await page.get_by_role("button", name="Logga ut").click()
    await page.get_by_role("button", name="Logga in med organisationens konto").click()
    await come_back(page)
    kept = {cookie["name"]: cookie["sameSite"] for cookie in await page.context.cookies()}
    assert kept == {"varn-staff-session": "Strict", "varn-staff-browser": "Strict"}
