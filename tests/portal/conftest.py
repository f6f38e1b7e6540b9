"""A portal that listens on loopback, a clock that can be turned, visitors with browsers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientSession, CookieJar

from scanner.config.settings import Config
from scanner.portal.app import make_app
from scanner.portal.server import listening
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.visitor import Visitor


@dataclass
class Clock:
    at: datetime = field(default=MORNING)

    def __call__(self) -> datetime:
        return self.at

    def pass_time(self, **parts: float) -> None:
        self.at += timedelta(**parts)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def address(config: Config, store: Store, clock: Clock) -> AsyncIterator[str]:
    """Where the portal listens. Its forms come from `base_url`, as the configuration says."""
    async with listening(make_app(config, store, clock), "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def visitor(address: str, store: Store, clock: Clock) -> AsyncIterator[Visitor]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Visitor(address, session, store, clock)


@pytest.fixture
async def stranger(address: str, store: Store, clock: Clock) -> AsyncIterator[Visitor]:
    """Another browser."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield Visitor(address, session, store, clock)
