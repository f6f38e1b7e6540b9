"""What `doctor` checks: everything that a new operator gets wrong, one function each."""

import asyncio
import shutil
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import pysqlite3

from scanner.config.clock import system_clock
from scanner.config.settings import Config
from scanner.errors import VarnError
from scanner.outbound import mail
from scanner.places import watchlists
from scanner.store import audit, erasures, outbox
from scanner.store.database import Store
from scanner.store.engine import OLDEST_SQLITE
from scanner.vault import master

FREE_BYTES: Final = 1 << 30
"""Less free space than this will not last for a month of evidence."""


class State(StrEnum):
    GOOD = "good"
    LOOK = "look"
    """Works, but somebody should look at it."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    state: State
    subject: str
    sentence: str


Check = Callable[[Config], Iterator[Result]]


def run(config: Config) -> tuple[Result, ...]:
    """Every check, in the order in which an operator would mend things."""
    return tuple(result for check in CHECKS for result in _guarded(check, config))


def _guarded(check: Check, config: Config) -> Iterator[Result]:
    subject = check.__name__.strip("_").replace("_", " ")
    try:
        yield from check(config)
    except VarnError as error:
        yield _wrong(subject, str(error))
    except OSError as error:
        yield _wrong(subject, f"{error.filename or 'The system'} says: {error.strerror}.")


def _program(_: Config) -> Iterator[Result]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield _good("program", f"Python {version}, SQLite {pysqlite3.sqlite_version}.")
    if pysqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield _wrong("program", "This SQLite can corrupt the database. Install from the lock file.")


def _lab(config: Config) -> Iterator[Result]:
    if config.lab is not None:
        yield _look("lab", "The configuration has a [lab] section: nothing found here is real.")


def _data_folder(config: Config) -> Iterator[Result]:
    folder = config.data.folder
    if not folder.is_dir():
        yield _wrong("data folder", f"There is none at {folder}. Run init, or mount its disk.")
        return
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield _wrong("data folder", f"Others can look into {folder}. Run: chmod 700 {folder}")
    if any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        yield _wrong("data folder", f"{folder} is inside a repository. Move it elsewhere.")
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        yield _look("data folder", f"Only {free >> 20} MiB are free at {folder}. Make room.")
    yield _good("data folder", f"{folder}, {free >> 30} GiB free.")


def _master_key(config: Config) -> Iterator[Result]:
    path = config.data.master_key_file
    master.load(path)
    if config.data.folder.exists() and path.stat().st_dev == config.data.folder.stat().st_dev:
        yield _look(
            "master key",
            f"{path} is on the data folder's disk: who takes the disk takes both. Move it to "
            "another disk or a credential store, and set data.master_key_file.",
        )
    yield _good("master key", "It can be read, by its owner only.")


def _database(config: Config) -> Iterator[Result]:
    store = Store.open(config, master.load(config.data.master_key_file))
    try:
        fault = store.read(audit.verify)
        if fault is not None:
            yield _wrong(
                "audit", f"The chain is broken at entry {fault}. Somebody changed the database."
            )
        unfinished = store.read(erasures.pending)
        if unfinished:
            yield _look(
                "erasure", f"{len(unfinished)} not finished. They go on with the next run or serve."
            )
        troubles = store.read(outbox.troubles)
        yield from (
            _look("mail", f"A mail ({one.kind}) did not leave: {one.reason}.") for one in troubles
        )
        yield _good("database", "Opens with this master key, in the shape this program needs.")
    finally:
        store.close()


def _watchlists(config: Config) -> Iterator[Result]:
    read = watchlists.read(config)
    soon = _today() + timedelta(days=30)
    for source in read.sources:
        if source.review_by <= _today():
            yield _look("source", f"{source.source_id} was to be reviewed by {source.review_by}.")
        if source.expires and source.expires <= soon:
            yield _look("source", f"{source.source_id} expires on {source.expires}. Renew it.")
    if not read.sources:
        yield _wrong(
            "sources",
            "There is none, so nothing is watched. Put one in the sources folder of your "
            "watchlists (watchlists/sources/README.md shows how).",
        )
    yield _good("sources", f"{len(read.sources)} to read.")


def _mail(config: Config) -> Iterator[Result]:
    outcome = asyncio.run(mail.trouble(config.mail))
    server = f"{config.mail.host}:{config.mail.port}"
    if outcome is None:
        yield _good("mail", f"{server} answers and lets us in.")
    else:
        yield _wrong(
            "mail",
            f"{server} does not let us in ({outcome}). Check the [mail] section, the password "
            "file and the firewall.",
        )


def _portal(config: Config) -> Iterator[Result]:
    portal = config.portal
    if not portal.base_url.startswith("https://") and config.lab is None:
        yield _wrong("portal", "base_url must begin with https://: links in mails lead there.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((portal.host, portal.port))
        except OSError:
            yield _look(
                "portal",
                f"Port {portal.port} is taken. If that is not the portal, choose another port.",
            )
    yield _good("portal", f"Caseworkers reach it at {portal.base_url}.")


def _reports(config: Config) -> Iterator[Result]:
    folder = config.reports.folder
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield _wrong("reports", f"Others can look into {folder}. Run: chmod 700 {folder}")
    yield _good("reports", f"Written to {folder}, kept {config.reports.keep_days} days.")


def _today() -> date:
    return system_clock().date()


def _good(subject: str, sentence: str) -> Result:
    return Result(state=State.GOOD, subject=subject, sentence=sentence)


def _look(subject: str, sentence: str) -> Result:
    return Result(state=State.LOOK, subject=subject, sentence=sentence)


def _wrong(subject: str, sentence: str) -> Result:
    return Result(state=State.WRONG, subject=subject, sentence=sentence)


CHECKS: Final[tuple[Check, ...]] = (
    _program,
    _lab,
    _data_folder,
    _master_key,
    _database,
    _watchlists,
    _mail,
    _portal,
    _reports,
)
