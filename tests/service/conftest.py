"""A house that the service works in, with a clock that tests set."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from scanner.pipeline.house import House
from scanner.places import watchlists
from scanner.places.watchlists import Watchlists
from tests.alert.sink import Sink
from tests.cli.world import World, made, opt_in, post, web
from tests.conftest import MORNING, make_config
from tests.lab import Lab


@dataclass
class Clock:
    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    world: World
    house: House
    clock: Clock
    sites: Lab
    sink: Sink


@pytest.fixture(scope="session")
def shipped() -> Watchlists:
    """The shipped words, read once."""
    return watchlists.read(make_config(Path()))


@pytest.fixture
def staged(tmp_path: Path, shipped: Watchlists) -> Iterator[Staged]:
    """Amina has opted in; the forum and the mail server run."""
    with web() as sites, post() as sink:
        world = made(tmp_path, sites, sink)
        opt_in(world)
        store, clock = world.opened(), Clock()
        lists = replace(shipped, sources=watchlists.read_sources(world.config))
        house = House(config=world.config, store=store, clock=clock, watchlists=lists)
        try:
            yield Staged(world=world, house=house, clock=clock, sites=sites, sink=sink)
        finally:
            store.close()
