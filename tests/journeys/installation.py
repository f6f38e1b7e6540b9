"""An installation on disk, as `init` leaves it, for journeys through the real program."""

import asyncio
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from scanner.config import write
from scanner.config.clock import LAB_NOW
from scanner.config.settings import Config, WatchlistSettings
from scanner.demo.installation import WATCHLISTS
from scanner.places.sources import Source
from scanner.store import installing
from scanner.store.database import Store
from scanner.vault import master
from tests.alert.sink import Sink
from tests.conftest import MORNING, make_config
from tests.enrol import cast
from tests.lab import Lab
from tests.pipeline.stage import Caseworker

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a command left: its exit code and all that it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, kw_only=True)
class Installation:
    folder: Path
    config: Config

    @contextmanager
    def opened(self) -> Iterator[Store]:
        store = Store.open(self.config, master.load(self.config.data.master_key_file))
        try:
            yield store
        finally:
            store.close()

    async def opt_in(self, *everybody: Caseworker) -> None:
        with self.opened() as store:
            for who in everybody:
                await cast.opt_in(store, self.config, who.form, who.mail)

    async def start(
        self, *arguments: str, now: datetime = MORNING, **options: Any
    ) -> asyncio.subprocess.Process:
        """`python scan.py` with these arguments, while the lab's clock says `now`."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            str(REPOSITORY / "scan.py"),
            "--config",
            str(self.folder / "scan.toml"),
            *arguments,
            cwd=self.folder,
            env=os.environ | {LAB_NOW: now.isoformat()},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            **options,
        )

    async def run(
        self, *arguments: str, now: datetime = MORNING, said: str = "", **options: Any
    ) -> Ended:
        """Its end; `said` is what stands on its standard input."""
        process = await self.start(*arguments, now=now, stdin=asyncio.subprocess.PIPE, **options)
        out, err = await process.communicate(said.encode())
        assert process.returncode is not None
        return Ended(code=process.returncode, out=out.decode(), err=err.decode())

    def last_report(self) -> Any:
        """What the newest report says, for machines."""
        newest = max(self.config.reports.folder.iterdir(), key=lambda folder: folder.name)
        return json.loads((newest / "report.json").read_text(encoding="utf-8"))


def install(folder: Path, sites: Lab, sink: Sink, sources: Iterable[Source]) -> Installation:
    """A new installation in `folder` that looks at these sites and mails to this server."""
    config = make_config(folder)
    config = replace(
        config,
        mail=replace(config.mail, port=sink.port),
        watchlists=WatchlistSettings(folder=folder / "watchlists"),
        lab=sites.settings(),
    )
    config.data.folder.mkdir(parents=True)
    key = master.create()
    master.write(key, config.data.master_key_file)
    installing.create(config, key, MORNING).close()
    (folder / "scan.toml").write_text(write.render(config), encoding="utf-8")
    (folder / "watchlists" / "sources").mkdir(parents=True)
    (folder / "watchlists" / "organisation").symlink_to(WATCHLISTS / "organisation")
    for source in sources:
        file = folder / "watchlists" / "sources" / f"{source.source_id}.toml"
        file.write_text(_toml(source), encoding="utf-8")
    return Installation(folder=folder, config=config)


def _toml(source: Source) -> str:
    fields = {
        "source_id": source.source_id,
        "name": source.name,
        "kind": source.kind.value,
        "addresses": list(source.addresses),
        "source_class": source.source_class.value,
        "cadence_minutes": source.cadence_minutes,
        "delay_seconds": source.delay_seconds,
        "owner": source.owner,
        "legal_note": source.legal_note,
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return "\n".join([*lines, f"review_by = {source.review_by}", ""])
