"""What `run` costs before it asks for anything: imports, configuration, keys, database."""

import socket
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from scanner.bench import installation, site
from scanner.bench.family import family, spent_seconds
from scanner.bench.rounds import ROUNDS
from scanner.bench.table import Bar, Row
from scanner.errors import StopError

BAR: Final = Bar(limit=0.8, is_floor=False)
PATIENCE_SECONDS: Final = 60.0


def measure(rounds: int = ROUNDS) -> Row:
    return Row(
        what="start of `run` to its first request",
        measured=median(_seconds() for _ in range(rounds)),
        unit="s CPU",
        bar=BAR,
    )


def _seconds() -> float:
    """CPU seconds of a `run` that is ended when its first request arrives."""
    with TemporaryDirectory(prefix="varn-bench-") as folder, _listening() as door:
        settings = installation.config(Path(folder), site.hosts(door.getsockname()[1]))
        with installation.opened(settings):
            pass  # It is made, and somebody is in it.
        program = installation.started(settings)
        try:
            door.accept()[0].close()
        except TimeoutError:
            raise StopError("`run` made no request; `demo` shows whether it works here.") from None
        else:
            return sum(map(spent_seconds, family(program.pid)))
        finally:
            program.kill()
            program.wait()


def _listening() -> socket.socket:
    door = socket.create_server(("127.0.0.1", 0))
    door.settimeout(PATIENCE_SECONDS)
    return door
