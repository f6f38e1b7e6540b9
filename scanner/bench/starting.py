"""What `run` costs before it asks for anything: imports, configuration, keys, database."""

import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from scanner.bench import installation, site
from scanner.bench.process import ROOT
from scanner.bench.rounds import ROUNDS
from scanner.bench.table import Bar, Row
from scanner.config.write import render
from scanner.errors import StopError

BAR: Final = Bar(limit=0.8, is_floor=False)
PROGRAM: Final = "from scanner.cli.main import main; main()"
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
            file = Path(folder) / "scan.toml"
            file.write_text(render(settings), encoding="utf-8")
        before = _of_children()
        program = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-c", PROGRAM, "--config", str(file), "run"],
            cwd=ROOT,
            env=_environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            door.accept()[0].close()
        except TimeoutError:
            raise StopError("`run` made no request; `demo` shows whether it works here.") from None
        finally:
            program.kill()
            program.wait()
        return _of_children() - before


def _environment() -> dict[str, str]:
    """Ours, but compiled once for all rounds, as an installed program is."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _listening() -> socket.socket:
    door = socket.create_server(("127.0.0.1", 0))
    door.settimeout(PATIENCE_SECONDS)
    return door


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
