"""What the main job works in: one opened installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.evidence import keep
from scanner.places import watchlists
from scanner.places.watchlists import Watchlists
from scanner.store.database import Store
from scanner.vault import master


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    config: Config
    store: Store
    clock: Clock
    watchlists: Watchlists
    """What the TOML files say, read once at the start."""

    @property
    def evidence_folder(self) -> Path:
        return self.config.data.folder / keep.FOLDER


@contextmanager
def founded(config: Config, clock: Clock) -> Iterator[House]:
    """A new installation with a master key of its own, as `init` makes it; closed after."""
    key = master.create()
    master.write(key, config.data.master_key_file)
    store = Store.create(config, key, clock())
    try:
        yield House(config=config, store=store, clock=clock, watchlists=watchlists.read(config))
    finally:
        store.close()
