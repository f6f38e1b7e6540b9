"""A process that rotates the master key and may be killed before its n-th deed."""

import itertools
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from pysqlite3 import dbapi2 as sqlite

from scanner.store import master_key
from tests.conftest import make_config

ON_DISK = {"fsync", "rename", "replace", "unlink"}


def live(folder: Path, last_deed: int) -> None:
    """Rotate in the installation below `folder`; end by SIGKILL before `last_deed`."""
    deeds = itertools.count(1)

    def watch(_: FrameType, event: str, called: Any) -> None:
        is_one = event == "c_call" and is_deed(called)
        if is_one and next(deeds) == last_deed:
            os.kill(os.getpid(), signal.SIGKILL)

    config = make_config(folder)
    sys.setprofile(watch)
    master_key.finish_rotation(config, master_key.begin_rotation(config))
    sys.setprofile(None)


def is_deed(called: Any) -> bool:
    if isinstance(getattr(called, "__self__", None), sqlite.Connection):
        return bool(called.__name__ == "execute")
    return called.__module__ == "posix" and called.__name__ in ON_DISK
