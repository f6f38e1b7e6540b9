"""The front: help that is read, errors that are sentences, a start that costs little."""

import errno
import os
import subprocess
import sys

import pytest
import typer

from scanner.cli.commands import COMMANDS
from scanner.cli.main import told
from scanner.errors import ExitCode, StopError, UsageError
from tests.cli.program import SCAN_PY, varn
from tests.cli.world import World
from tests.structure.test_docs import names

SECRET = "Amina Provhult"


def test_help_shows_every_command_with_its_line() -> None:
    ended = varn("--help")
    words = " ".join(ended.out.replace("│", " ").split())
    assert ended.code == 0
    for name, line in COMMANDS.items():
        assert f"{name} {line}" in words


def test_without_a_command_there_is_help() -> None:
    ended = varn()
    assert ended.code == 2
    assert "Usage:" in ended.out
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", names())
def test_every_command_says_what_it_does_and_takes(command: str) -> None:
    ended = varn(*command.split(), "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f" {command} [OPTIONS]" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80
    about = " ".join(ended.out.replace("│", " ").split()).partition("[OPTIONS]")[2]
    assert about.count(". ") >= 1, about


def test_help_imports_no_room() -> None:
    code = (
        "import sys; from scanner.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print([m for m in ('sqlalchemy', 'aiohttp', 'jinja2') if m in"
        " sys.modules], file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=SCAN_PY.parent, capture_output=True, text=True, check=True
    )
    assert run.stderr == "[]\n"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("Say it so."), ExitCode.USAGE, "Say it so."),
        (StopError("Free some space."), ExitCode.FAILED, "Free some space."),
        (OSError(errno.ENOSPC, "x", "/data/a"), ExitCode.FAILED, "The disk with /data/a is full"),
        (OSError(errno.EFBIG, "x", "/data/a"), ExitCode.FAILED, "free some space and run again"),
        (OSError(errno.EACCES, "x", "/data/a"), ExitCode.FAILED, "Not allowed to use /data/a"),
        (OSError(errno.ENOTDIR, "Not a folder", "/a"), ExitCode.FAILED, "/a: Not a folder. Mend"),
        (typer.Abort(), ExitCode.INTERRUPTED, "What was finished is kept"),
        (KeyError(SECRET), ExitCode.BUG, "an error of its own (KeyError)"),
        (ValueError(SECRET), ExitCode.BUG, "Run again with --debug"),
    ],
    ids=lambda part: type(part).__name__ if isinstance(part, Exception) else "",
)
def test_an_error_becomes_a_code_and_a_sentence(error: Exception, code: int, said: str) -> None:
    found, sentence = told(error)
    assert (found, said in sentence) == (code, True), sentence
    assert SECRET not in sentence


def test_nobody_reads_on(world: World) -> None:
    """As in `findings list | head -0`."""
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        [sys.executable, SCAN_PY, "--config", world.scan_toml, "sources", "test"],
        stdout=writer, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writer)
    assert (run.returncode, run.stderr) == (ExitCode.INTERRUPTED, "LAB: nothing here is real.\n")
