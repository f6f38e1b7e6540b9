"""What the main job works in: one opened installation."""

from dataclasses import dataclass
from pathlib import Path

from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.evidence import keep
from scanner.places.watchlists import Watchlists
from scanner.store.database import Store


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
