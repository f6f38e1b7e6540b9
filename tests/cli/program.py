"""The program as its user meets it: arguments in, exit code and two streams out."""

import io
import itertools
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from scanner.cli.main import main
from scanner.config.clock import LAB_NOW
from tests.conftest import MORNING

SCAN_PY = Path(__file__).parents[2] / "scan.py"
_minutes = itertools.count(60, 5)


def later() -> datetime:
    """Five minutes on at each call: what one command wrote, the next one finds in the past."""
    return MORNING + timedelta(minutes=next(_minutes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """What was said of an error: exactly one message, and no traceback."""
        assert "Traceback" not in self.err, self.err
        _, _, said = self.err.partition("varn: ")
        assert said, self.err
        assert "varn: " not in said
        return said


def varn(*arguments: str | Path, said: str = "", now: datetime | None = None) -> Ended:
    """Run a command in this process; `said` is what stands on its standard input."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), _environment(said, now or later()):
        code = _code(list(map(str, arguments)))
    return Ended(code=code, out=out.getvalue(), err=err.getvalue())


@contextmanager
def started(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """The program as a process, and group, of its own; killed if it is left running."""
    process = subprocess.Popen(
        [sys.executable, SCAN_PY, *map(str, arguments)],
        env=os.environ | {LAB_NOW: later().isoformat()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: subprocess.Popen[str], seconds: float = 30) -> Ended:
    out, err = process.communicate(timeout=seconds)
    return Ended(code=process.returncode, out=out, err=err)


def _code(arguments: list[str]) -> int:
    try:
        main(arguments)
    except SystemExit as end:
        return int(end.code or 0)


@contextmanager
def _environment(said: str, now: datetime) -> Iterator[None]:
    stdin, sys.stdin = sys.stdin, io.StringIO(said)
    os.environ[LAB_NOW] = now.isoformat()
    try:
        yield
    finally:
        sys.stdin = stdin
        del os.environ[LAB_NOW]
        # The program's handler writes to a stream that is gone now, and its level would keep later
        # tests from reading events.
        ours = logging.getLogger("varn")
        ours.handlers.clear()
        ours.propagate = True
        ours.setLevel(logging.NOTSET)
