"""The staff's pages on loopback, and members of staff with a browser and a phone."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from itertools import count

import pytest
from aiohttp import ClientSession, CookieJar

from scanner.config.settings import Config
from scanner.model.staff import Role
from scanner.portal.app import make_staff_app
from scanner.portal.server import listening
from scanner.store.database import Store
from tests.portal.conftest import Clock
from tests.portal.staff.member import Member


@pytest.fixture
async def staff_address(config: Config, store: Store, clock: Clock) -> AsyncIterator[str]:
    async with listening(make_staff_app(config, store, clock), "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def browser(
    staff_address: str, store: Store, clock: Clock
) -> AsyncIterator[Callable[[Role], Member]]:
    """Gives somebody with a browser of her own, who has no account yet."""
    numbers = count(1)
    async with AsyncExitStack() as stack:

        def somebody(role: Role) -> Member:
            session = ClientSession(cookie_jar=CookieJar(unsafe=True))
            stack.push_async_callback(session.close)
            return Member(staff_address, session, store, clock, role, next(numbers))

        yield somebody


@pytest.fixture
async def security(browser: Callable[[Role], Member]) -> Member:
    return await browser(Role.SECURITY).joined()


@pytest.fixture
async def hr(browser: Callable[[Role], Member]) -> Member:
    return await browser(Role.HR).joined()


@pytest.fixture
async def auditor(browser: Callable[[Role], Member]) -> Member:
    return await browser(Role.AUDITOR).joined()


@pytest.fixture
async def operator(browser: Callable[[Role], Member]) -> Member:
    return await browser(Role.OPERATOR).joined()
