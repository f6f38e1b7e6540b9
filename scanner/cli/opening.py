"""From the arguments to an opened installation."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typer

from scanner.cli.secret import words
from scanner.config.clock import Clock, lab_clock, system_clock
from scanner.config.load import load
from scanner.config.settings import Config
from scanner.model.personal import Personal
from scanner.pipeline.house import House
from scanner.places import watchlists
from scanner.store import master_key
from scanner.store.database import Store
from scanner.vault.master import MasterKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """All but the watchlists: a mistake in them must not keep anybody from leaving."""

    config: Config
    store: Store
    clock: Clock


def read_config(context: typer.Context) -> Config:
    """The configuration that the options and the environment name.

    In a lab this is said at once: its findings are not real.
    """
    passphrase.cache_clear()
    named: str = context.obj
    config = load(Path(named) if named else None, os.environ)
    if config.lab is not None:
        typer.echo("LAB: nothing here is real.", err=True)
    return config


def key_of(config: Config) -> MasterKey:
    """The installation's master key; its passphrase is asked for where it has one."""
    return master_key.load(config, passphrase)


@cache
def passphrase() -> Personal:
    """Of the master key's file, asked for once a command."""
    return words("Passphrase of the master key")


def clock_of(config: Config) -> Clock:
    return system_clock if config.lab is None else lab_clock()


@contextmanager
def installation(context: typer.Context) -> Iterator[Installation]:
    """The installation, opened; closed again however the command ends."""
    config = read_config(context)
    store = Store.open(config, key_of(config))
    try:
        yield Installation(config=config, store=store, clock=clock_of(config))
    finally:
        store.close()


@contextmanager
def opened(context: typer.Context) -> Iterator[House]:
    """The installation with its watchlists."""
    with installation(context) as there:
        yield House(
            config=there.config,
            store=there.store,
            clock=there.clock,
            watchlists=watchlists.read(there.config),
        )
