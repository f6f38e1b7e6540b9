"""What the reading commands write for machines: JSON on stdout, described in docs/commands.md."""

import json
from typing import Annotated

import typer

from scanner.config.settings import Config

Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]


def say(config: Config, values: dict[str, object]) -> None:
    """Write `values` as JSON; in a lab they say so.

    ASCII only, so that what a page or file wrote cannot act on a terminal that shows it.
    """
    lab = {"lab": True} if config.lab is not None else {}
    typer.echo(json.dumps(values | lab, indent=2))
