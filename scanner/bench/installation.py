"""An installation to measure: in a lab, without pauses, with invented people and one source."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from scanner.bench.pages import ENROLLED, HOSTS, SEED, SOURCE, address
from scanner.bench.people import people as invented
from scanner.bench.process import ROOT
from scanner.bench.town.organisation import PROVSTAD
from scanner.config import lab
from scanner.config.clock import system_clock
from scanner.config.settings import Config, LabSettings, WatchlistSettings
from scanner.config.write import render
from scanner.model.consent import Choices, ConsentEvent, ConsentKind, Profile
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.person import WatchedPerson
from scanner.model.personal import UNKNOWN, Personal
from scanner.pipeline.founding import founded
from scanner.pipeline.house import House
from scanner.store import consents, people
from scanner.store.database import Transaction

PROGRAM: Final = "from scanner.cli.main import main; main()"
YEAR: Final = timedelta(days=365)
LARGEST: Final = 1_000_000
"""Pages a day and host: no budget is to end the measurement."""


def config(folder: Path, hosts: dict[str, str]) -> Config:
    """A configuration below `folder`, whose web is at `hosts`. Mail has nowhere to go."""
    loopback = lab.invented(folder)
    return replace(
        loopback,
        mail=replace(loopback.mail, port=1),
        crawl=replace(loopback.crawl, pages_per_host_and_day=LARGEST),
        watchlists=WatchlistSettings(folder=folder / "watchlists"),
        lab=LabSettings(hosts=hosts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A source of the watchlist: a site with all that it links to on its hosts."""

    source_id: SourceId
    seeds: tuple[Address, ...]
    delay_seconds: float = 0.0


THE_SITE: Final = Listed(
    source_id=SOURCE, seeds=tuple(address(number) for number in range(len(HOSTS)))
)


@contextmanager
def opened(settings: Config, sources: Sequence[Listed] = (THE_SITE,)) -> Iterator[House]:
    """A new installation, with its sources and `ENROLLED` people in it."""
    for source in sources:
        _write_source(settings, source)
    caseworkers = invented(ENROLLED, seed=SEED)
    with founded(settings, system_clock) as house:
        house.store.write(lambda tx: _enrol(tx, caseworkers, system_clock()))
        yield house


def started(settings: Config) -> "subprocess.Popen[bytes]":
    """`run` as an operator starts it."""
    file = settings.data.folder.parent / "scan.toml"
    file.write_text(render(settings), encoding="utf-8")
    return subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-c", PROGRAM, "--config", str(file), "run"],
        cwd=ROOT,
        env=_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _environment() -> dict[str, str]:
    """Ours, but compiled once for all rounds, as an installed program is."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _write_source(settings: Config, source: Listed) -> None:
    assert settings.watchlists.folder is not None
    shelf = settings.watchlists.folder / "sources"
    shelf.mkdir(parents=True, exist_ok=True)
    seeds = ", ".join(f'"{seed}"' for seed in source.seeds)
    (shelf / f"{source.source_id}.toml").write_text(
        f"""source_id = "{source.source_id}"
name = "Provwebben"
kind = "site"
source_class = "forum"
addresses = [{seeds}]
owner = "Säkerhetsenheten"
legal_note = "Påhittade sidor på den egna maskinen."
review_by = 2030-01-01
max_pages = 100000
delay_seconds = {source.delay_seconds}
""",
        encoding="utf-8",
    )


def _enrol(tx: Transaction, caseworkers: tuple[WatchedPerson, ...], now: datetime) -> None:
    for who in caseworkers:
        tx.keys.create_person(who.person_id)
        people.add(tx, who.person_id, _profile(who))
        consents.append(tx, _consent(who, now))


def _profile(who: WatchedPerson) -> Profile:
    return Profile(
        mail=Personal(f"{who.person_id}@provstad.example"),
        given=who.given,
        surname=who.surname,
        spellings=(),
        role=Personal("socialsekreterare"),
        unit=UNKNOWN,
        town=Personal(PROVSTAD),
        language="sv",
    )


def _consent(who: WatchedPerson, now: datetime) -> ConsentEvent:
    return ConsentEvent(
        person_id=who.person_id,
        number=1,
        at=now,
        kind=ConsentKind.GIVEN,
        text_version="1",
        text_sha256=Sha256("0" * 64),
        language="sv",
        expires_at=now + YEAR,
        active_from=now,
        choices=Choices(recipients=frozenset(), detail_kinds=frozenset()),
    )
