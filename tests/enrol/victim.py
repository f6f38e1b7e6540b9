"""A process that opts somebody in, or withdraws her, and may be killed at its n-th deed.

A deed is what can leave something behind: a statement to the key store, a commit of the database,
a removed or synced file. Killing between two of them is killing anywhere.
"""

import asyncio
import itertools
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from scanner.config.settings import Config
from scanner.enrol import optin
from scanner.enrol.withdraw import resume, withdraw
from scanner.store.database import Store
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.enrol.cast import FORM, person_of


def opt_in(store: Store, config: Config, session_token: str) -> None:
    asyncio.run(optin.submit(store, config, session_token, FORM, MORNING))


def leave(store: Store, config: Config, _: str) -> None:
    withdraw(store, config, person_of(store), MORNING)


def go_on(store: Store, config: Config, _: str) -> None:
    resume(store, config, MORNING)


STORIES: dict[str, Callable[[Store, Config, str], None]] = {
    "opt in": opt_in,
    "withdraw": leave,
    "resume": go_on,
}


def live(folder: Path, story: str, session_token: str, last_deed: int | None) -> None:
    """Play a story in the installation below `folder`; end by SIGKILL before `last_deed`."""
    deeds = itertools.count(1)
    is_counting = threading.Event()

    def watch(_: FrameType, event: str, called: Any) -> None:
        is_one = event == "c_call" and is_counting.is_set() and _is_deed(called)
        if is_one and next(deeds) == last_deed:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    threading.setprofile(watch)
    config = make_config(folder)
    store = Store.open(config, master.load(config.data.master_key_file))
    is_counting.set()
    STORIES[story](store, config, session_token)
    is_counting.clear()
    store.close()


def _is_deed(called: Any) -> bool:
    name, owner = called.__name__, getattr(called, "__self__", None)
    to_key_store = name == "execute" and isinstance(owner, sqlite.Connection)
    return to_key_store or name in {"commit", "unlink", "fsync"}
