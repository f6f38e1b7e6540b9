"""A process that restores a backup and may be killed before its n-th deed on the disk."""

import itertools
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

from scanner.pipeline.restoring import Wanted, restore
from scanner.vault.master import MasterKey
from tests.conftest import make_config

DEEDS = {"fsync", "rename", "replace", "rmdir", "unlink"}


def live(folder: Path, key: MasterKey, wanted: Wanted, now: datetime, last_deed: int) -> None:
    """Restore into the installation below `folder`; end by SIGKILL before `last_deed`."""
    deeds = itertools.count(1)

    def watch(_: FrameType, event: str, called: Any) -> None:
        is_one = event == "c_call" and called.__module__ == "posix" and called.__name__ in DEEDS
        if is_one and next(deeds) == last_deed:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
    restore(make_config(folder), key, wanted, now)
    sys.setprofile(None)
