"""What somebody does, and what is on the disk if she is killed at any moment of it.

A deed is what can leave something behind: a statement to the key store, a commit of the database,
a removed or synced file. Killing between two of them is killing anywhere. A process that is killed
leaves its files as they are, so a copy of the folder before each deed is what each death leaves.
"""

import asyncio
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from scanner.config.settings import Config
from scanner.enrol import leavers, optin, pause, stop
from scanner.enrol.activation import begin_watches
from scanner.enrol.withdraw import resume, withdraw
from scanner.model.staff import Role
from scanner.store import staff
from scanner.store.database import Store
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.enrol.cast import FORM, person_of

LONG_AFTER = MORNING + timedelta(days=500)
"""Her opt-in has ended, and the time to say yes again too."""


def opt_in(store: Store, config: Config, session_token: str) -> None:
    asyncio.run(optin.submit(store, config, session_token, FORM, MORNING))


def leave(store: Store, config: Config, _: str) -> None:
    withdraw(store, config, person_of(store), MORNING)


def go_on(store: Store, config: Config, _: str) -> None:
    resume(store, config, MORNING)


def time_passes(store: Store, config: Config, _: str) -> None:
    resume(store, config, LONG_AFTER)


def stop_by_link(store: Store, config: Config, link: str) -> None:
    asyncio.run(stop.stop(store, config, link, MORNING))


def undo_by_link(store: Store, config: Config, link: str) -> None:
    asyncio.run(stop.undo(store, config, link, MORNING))


def rest(store: Store, _: Config, __: str) -> None:
    asyncio.run(pause.pause(store, person_of(store), MORNING))


def wake(store: Store, _: Config, __: str) -> None:
    asyncio.run(pause.go_on(store, person_of(store), MORNING))


def keep_on_leaving(store: Store, config: Config, _: str) -> None:
    asyncio.run(leavers.keep(store, config, person_of(store), MORNING))


def begin_to_watch(store: Store, _: Config, __: str) -> None:
    store.write(lambda tx: begin_watches(tx, MORNING + timedelta(days=1)))


def shut_out(store: Store, config: Config, officer: str) -> None:
    asked = tuple(one.staff_id for one in store.read(lambda tx: staff.of_role(tx, Role.SECURITY)))
    form = replace(FORM, chosen=replace(FORM.chosen, excluded=(officer,), asked=asked))
    asyncio.run(optin.change(store, config, person_of(store), form, MORNING))


STORIES: dict[str, Callable[[Store, Config, str], None]] = {
    "opt in": opt_in,
    "withdraw": leave,
    "resume": go_on,
    "time passes": time_passes,
    "shut out": shut_out,
    "stop": stop_by_link,
    "undo": undo_by_link,
    "pause": rest,
    "go on": wake,
    "keep on leaving": keep_on_leaving,
    "activate": begin_to_watch,
}


def live(folder: Path, story: str, token: str) -> None:
    """Play a story in the installation below `folder`, in a process that may be killed."""
    config = make_config(folder)
    store = Store.open(config, master.load(config.data.master_key_file))
    STORIES[story](store, config, token)
    store.close()


def deaths(folder: Path, images: Path, story: str, token: str) -> list[Path]:
    """Play a story to its end; copies of `folder` as each death on the way would leave it."""
    taken: list[Path] = []

    def take() -> None:
        taken.append(images / f"{len(taken):03}")
        shutil.copytree(folder, taken[-1])

    config = make_config(folder)
    with _before_each_deed(take) as is_counting:
        store = Store.open(config, master.load(config.data.master_key_file))
        is_counting.set()
        STORIES[story](store, config, token)
        is_counting.clear()
        store.close()
    take()
    return taken


@contextmanager
def _before_each_deed(take: Callable[[], None]) -> Iterator[threading.Event]:
    is_counting = threading.Event()

    def watch(_: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and is_counting.is_set() and _is_deed(called):
            is_counting.clear()
            take()
            is_counting.set()

    before = sys.getprofile(), threading.getprofile()
    sys.setprofile(watch)
    threading.setprofile(watch)
    try:
        yield is_counting
    finally:
        sys.setprofile(before[0])
        threading.setprofile(before[1])


def _is_deed(called: Any) -> bool:
    name, owner = called.__name__, getattr(called, "__self__", None)
    to_key_store = name == "execute" and isinstance(owner, sqlite.Connection)
    return to_key_store or name in {"commit", "unlink", "fsync"}
