"""A desk for every test of the crawl."""

from collections.abc import AsyncIterator

import pytest

from scanner.store.database import Store
from tests.crawl.desk import Desk
from tests.lab import lab


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[Desk]:
    async with lab() as sites:
        yield Desk(sites, store)
