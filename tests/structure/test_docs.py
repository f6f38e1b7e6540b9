"""Promises of the docs: every command and exit code is there."""

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup

from scanner.cli.commands import COMMANDS, loaded
from scanner.errors import ExitCode

DOCS = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def names() -> list[str]:
    """Every command, those of a group after its name."""
    return [name for top in COMMANDS for name in below(top)]


def below(top: str) -> list[str]:
    command = loaded(top)
    return [f"{top} {name}" for name in command.commands] if isgroup(command) else [top]


def isgroup(command: object) -> bool:
    return isinstance(command, TyperGroup)


@pytest.mark.parametrize("command", names())
def test_every_command_is_documented(command: str) -> None:
    assert re.search(rf"^\| `{re.escape(command)}[ `]", DOCS, re.MULTILINE)


def test_every_documented_command_exists() -> None:
    documented = re.findall(r"^\| `([a-z]+(?: [a-z]+)?)[ `\[]", DOCS, re.MULTILINE)
    assert set(documented) <= set(names())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_what_it_says_of_itself(name: str) -> None:
    assert loaded(name).help.splitlines()[0] == COMMANDS[name]


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_documented(code: ExitCode) -> None:
    assert re.search(rf"^\| {code:d} \|", DOCS, re.MULTILINE)
