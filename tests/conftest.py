"""What many tests need: a configuration, a real installation, a fixed morning."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from scanner.config.lab import invented
from scanner.config.settings import Config, RecipientSettings
from scanner.store.database import Store
from scanner.vault import master
from scanner.vault.master import MasterKey
from tests import postgresql

MORNING = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
"""Seven o'clock in Provstad."""


def make_config(folder: Path, *, database_url: str = "") -> Config:
    """A lab's configuration below `folder`, with nothing that tests did not ask for."""
    config = invented(folder)
    return replace(
        config,
        data=replace(config.data, database_url=database_url),
        portal=replace(
            config.portal, staff_port=0, staff_url="http://127.0.0.1:8081", activation_hours=0
        ),
        mail=replace(config.mail, sender="varn@provstad.example"),
        recipients=RecipientSettings(
            security=("sakerhet@provstad.example",),
            hr=("hr@provstad.example",),
            manager=("enhetschefer@provstad.example",),
            safety_representative=("skyddsombud@provstad.example",),
        ),
    )


@pytest.fixture
def now() -> datetime:
    return MORNING


@pytest.fixture
def master_key() -> MasterKey:
    return master.create()


@pytest.fixture(scope="session")
def postgresql_folder() -> Iterator[str]:
    """The socket folder of a running server. Skips where the system has no PostgreSQL."""
    bin_folder = postgresql.binaries()
    if bin_folder is None:
        pytest.skip("no PostgreSQL on this machine (Debian: apt install postgresql)")
    with postgresql.server(bin_folder) as folder:
        yield folder


_database_numbers = itertools.count(1)


@pytest.fixture
def postgresql_url(postgresql_folder: str) -> str:
    """The address of a new, empty database."""
    name = f"varn{next(_database_numbers)}"
    with psycopg.connect(
        f"host={postgresql_folder} user=varn dbname=postgres", autocommit=True
    ) as c:
        c.execute(f"CREATE DATABASE {name}")
    return f"postgresql+psycopg://varn@/{name}?host={postgresql_folder}"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


@pytest.fixture
def store(config: Config, master_key: MasterKey) -> Iterator[Store]:
    """A new installation on the embedded database."""
    store = Store.create(config, master_key, MORNING)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(
    request: pytest.FixtureRequest, tmp_path: Path, master_key: MasterKey
) -> Iterator[Store]:
    """A new installation on each kind of database."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    store = Store.create(make_config(tmp_path, database_url=url), master_key, MORNING)
    yield store
    store.close()
