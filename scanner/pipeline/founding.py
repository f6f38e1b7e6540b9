"""A new installation to work in at once: the demo's and the benchmark's."""

from collections.abc import Iterator
from contextlib import contextmanager

from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.pipeline.house import House
from scanner.places import watchlists
from scanner.store import installing
from scanner.vault import master


@contextmanager
def founded(config: Config, clock: Clock) -> Iterator[House]:
    """A new installation with a master key of its own, as `init` makes it; closed after."""
    key = master.create()
    master.write(key, config.data.master_key_file)
    store = installing.create(config, key, clock())
    try:
        yield House(config=config, store=store, clock=clock, watchlists=watchlists.read(config))
    finally:
        store.close()
