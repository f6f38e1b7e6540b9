"""From the arguments to an opened installation."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from scanner.config.clock import lab_clock, system_clock
from scanner.config.load import load
from scanner.config.settings import Config
from scanner.pipeline.house import House
from scanner.places import watchlists
from scanner.store.database import Store
from scanner.vault import master


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What stands before the command's name."""

    config: str
    debug: bool


def read_config(context: typer.Context) -> Config:
    """The configuration that the options and the environment name."""
    options: Options = context.obj
    return load(Path(options.config) if options.config else None, os.environ, {})


@contextmanager
def opened(context: typer.Context) -> Iterator[House]:
    """The installation, opened; closed again however the command ends.

    In a lab this is said at once: its findings are not real.
    """
    config = read_config(context)
    clock = system_clock if config.lab is None else lab_clock()
    if config.lab is not None:
        typer.echo("LAB: nothing here is real.", err=True)
    read = watchlists.read(config, today=clock().date())
    store = Store.open(config, master.load(config.data.master_key_file))
    try:
        yield House(config=config, store=store, clock=clock, watchlists=read)
    finally:
        store.close()
