"""Installations for the commands: a new one, and one that has scanned."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.alert.sink import Sink
from tests.cli.world import World, made, opt_in, post, web
from tests.lab import Lab


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    world: World
    reference: str
    """Hers, by which she withdraws."""


@pytest.fixture(scope="session")
def sites() -> Iterator[Lab]:
    with web() as running:
        yield running


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Sink]:
    with post() as running:
        yield running


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, sites: Lab, mailbox: Sink) -> Scanned:
    """Amina has opted in; nothing was scanned."""
    world = made(tmp_path_factory.mktemp("installed"), sites, mailbox)
    return Scanned(world=world, reference=opt_in(world))


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory, installed: Scanned) -> Scanned:
    """One scan has found her on the forum."""
    world = installed.world.copied(tmp_path_factory.mktemp("scanned") / "world")
    ended = world.varn("run")
    assert ended.code == 0, ended
    return Scanned(world=world, reference=installed.reference)


@pytest.fixture
def world(installed: Scanned, tmp_path: Path) -> World:
    """An installation of the test's own, before its first scan."""
    return installed.world.copied(tmp_path / "world")


@pytest.fixture
def after(scanned: Scanned, tmp_path: Path) -> World:
    """An installation of the test's own, after its first scan."""
    return scanned.world.copied(tmp_path / "world")
