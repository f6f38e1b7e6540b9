"""An installation as an operator has it: a folder with scan.toml, and a web that it may read."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scanner.config.load import load
from scanner.config.settings import Config, WatchlistSettings
from scanner.config.write import render
from scanner.store import installing
from scanner.store.database import Store
from scanner.vault import master
from tests.alert.sink import Sink, listening
from tests.cli.program import Ended, varn
from tests.conftest import MORNING, make_config
from tests.enrol import cast
from tests.lab import Lab, lab
from tests.threads import in_thread

FORUM = "forum.example"
THREAD = f"http://{FORUM}/trad"
ABOUT_HER = (
    "<html lang=sv><title>Tråden</title><p>Socialsekreterare Amina Provhult på Barn och unga i "
    "Provstad tar våra barn. Ring henne hemma på 070-174 06 05 och säg vad du tycker.</p>"
)
SOURCE = f"""\
source_id = "forum"
name = "Forumet"
kind = "pages"
addresses = ["{THREAD}"]
source_class = "forum"
owner = "Säkerhetsfunktionen"
legal_note = "Påhittat forum."
review_by = 2027-05-31
delay_seconds = 0
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    folder: Path

    @property
    def scan_toml(self) -> Path:
        return self.folder / "scan.toml"

    @property
    def config(self) -> Config:
        return load(self.scan_toml, {})

    def varn(self, *arguments: str | Path, **options: object) -> Ended:
        return varn("--config", self.scan_toml, *arguments, **options)  # type: ignore[arg-type]

    def source(self, name: str, text: str) -> Path:
        path = self.folder / "watchlists" / "sources" / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, old: str, new: str) -> None:
        """Change a line of scan.toml."""
        text = self.scan_toml.read_text(encoding="utf-8")
        assert old in text
        self.scan_toml.write_text(text.replace(old, new), encoding="utf-8")

    def opened(self) -> Store:
        config = self.config
        return Store.open(config, master.load(config.data.master_key_file))

    def copied(self, folder: Path) -> "World":
        # The store knows reports by their whole paths: those stay the original's.
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("reports"))
        return World(folder=folder)


@contextmanager
def web() -> Iterator[Lab]:
    """The forum, running."""
    with in_thread(lab()) as sites:
        sites.page(f"{FORUM}/robots.txt", "", content_type="text/plain")
        sites.page(f"{FORUM}/trad", ABOUT_HER)
        yield sites


@contextmanager
def post(*answers: str) -> Iterator[Sink]:
    """A mail server, running."""
    with in_thread(listening(Sink(*answers))) as sink:
        yield sink


def made(folder: Path, sites: Lab, sink: Sink) -> World:
    """A new installation that reads the forum. Its paths are relative: it can be copied."""
    config = make_config(Path())
    config = replace(
        config,
        mail=replace(config.mail, port=sink.port),
        watchlists=WatchlistSettings(folder=Path("watchlists")),
        lab=sites.settings(FORUM),
    )
    for shelf in ("sources", "organisation", "lexicon"):
        (folder / "watchlists" / shelf).mkdir(parents=True)
    there = World(folder=folder)
    there.scan_toml.write_text(render(config), encoding="utf-8")
    there.source("forum", SOURCE)
    key = master.create()
    master.write(key, folder / "master.key")
    installing.create(there.config, key, MORNING).close()
    return there


def opt_in(world: World) -> str:
    """Amina opts in; her reference."""
    store = world.opened()
    try:
        return asyncio.run(cast.opt_in(store, world.config)).reference
    finally:
        store.close()
