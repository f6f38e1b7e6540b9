"""The commands, each with what it does in a line: what `--help` shows.

A command's module is imported when it is run. All of them together cost two seconds of CPU.
"""

import gc
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

COMMANDS: Final[Mapping[str, str]] = {
    "init": "Make an installation: data folder, master key with its recovery code, scan.toml.",
    "doctor": "Check everything that a new operator gets wrong, and say how to mend it.",
    "migrate": "Bring the database to the shape that this program needs. Back it up first.",
    "backup": "Write a backup: the data without the keys, or with --keys the keys alone.",
    "restore": "Put a backup in place, without anybody who was erased since.",
    "run": "Read what is due, judge what is found, write the report, send the mails.",
    "check": "Have an address or a file read once; the answer tells nothing of who stands in it.",
    "serve": "Scan on schedule, send mail, finish erasures, until interrupted.",
    "portal": "Serve the caseworkers' and the staff's pages until interrupted.",
    "demo": "Play three days in an invented town: opt-in, scans, findings, mails, reports.",
    "bench": "Measure what the product costs and how often it is right, beside named peers.",
    "sources": "List the sources and how they stand.",
    "canary": "Print the test page on which an invented person must be found.",
    "findings": "List, show, judge and register cases.",
    "staff": "Invite the first operator; list and shut staff accounts.",
    "people": "Withdraw by the reference that only she holds.",
    "report": "Build the security team's report.",
    "keys": "Put a passphrase before the master key, or replace it by a new one.",
    "retention": "Show what would go now because its time is over; remove it with --apply.",
    "audit": "Verify the audit log and show its end.",
    "evidence": "Verify the kept pages.",
    "breach": "Tell everybody who takes part of a breach.",
}
"""The module of each is `scanner.cli.<name>`; what it declares is its `app`."""


def loaded(name: str) -> Any:
    """The command `name`, a group or a single one, as its module declares it."""
    # Nearly all that is imported stays: to search it for garbage takes a fifth of the time.
    gc.disable()
    try:
        module = import_module(f"scanner.cli.{name}")
    finally:
        gc.enable()
    return get_command(module.app)


def declared(help_line: str = "") -> typer.Typer:
    """A new, empty command or group for a module to fill."""
    return typer.Typer(
        help=help_line or None,
        no_args_is_help=bool(help_line),
        add_completion=False,
        # Its tracebacks print local variables, and those hold names.
        pretty_exceptions_enable=False,
    )


class Commands(TyperGroup):
    """Knows the name and line of every command; imports the one that is run."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, line in COMMANDS.items():
            self.add_command(TyperCommand(name, help=line))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        return name, loaded(str(name)), rest
