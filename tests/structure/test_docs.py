"""Promises of the docs: every command and exit code is there."""

import re
from pathlib import Path

import pytest
import typer

from scanner.cli.main import app
from scanner.errors import ExitCode

COMMANDS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def names(group: typer.Typer, prefix: str = "") -> list[str]:
    own = [
        prefix + (command.name or command.callback.__name__.replace("_", "-"))
        for command in group.registered_commands
    ]
    below = [
        name
        for inner in group.registered_groups
        for name in names(inner.typer_instance, f"{prefix}{inner.name} ")
    ]
    return own + below


@pytest.mark.parametrize("command", names(app))
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"^\| `{re.escape(command)}[ `]", COMMANDS, re.MULTILINE)


def test_every_documented_command_exists() -> None:
    documented = re.findall(r"^\| `([a-z]+(?: [a-z]+)?)[ `\[]", COMMANDS, re.MULTILINE)
    assert set(documented) <= set(names(app))


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_documented(code: ExitCode) -> None:
    assert re.search(rf"^\| {code:d} \|", COMMANDS, re.MULTILINE)
