"""A stage for every test of the main job."""

from collections.abc import AsyncIterator

import pytest

from scanner.config.settings import Config
from scanner.store.database import Store
from tests.lab import lab
from tests.pipeline.stage import Stage


@pytest.fixture
async def stage(config: Config, store: Store) -> AsyncIterator[Stage]:
    async with lab() as sites:
        yield Stage(sites, config, store)
