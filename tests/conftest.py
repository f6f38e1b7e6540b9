"""What many tests need: a configuration, a real installation, a fixed morning."""

import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from scanner.config.lab import invented
from scanner.config.settings import Config, RecipientSettings
from scanner.store import installing
from scanner.store.database import Store
from scanner.vault import master
from scanner.vault.master import MasterKey
from tests import postgresql

# The programs that tests start would each compile the product anew: half of what starting costs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Machines that run tests are shared: how long an example takes says nothing about the product.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

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


@pytest.fixture(scope="session")
def master_key() -> MasterKey:
    return master.create()


@pytest.fixture(scope="session")
def fresh_installation(tmp_path_factory: pytest.TempPathFactory, master_key: MasterKey) -> Path:
    """The data folder of a new installation, to be copied: making one takes ten times as long."""
    config = make_config(tmp_path_factory.mktemp("installed"))
    installing.create(config, master_key, MORNING).close()
    return config.data.folder


@pytest.fixture(scope="session")
def postgresql_folder() -> Iterator[str]:
    """The socket folder of a running server. Skips where the system has no PostgreSQL."""
    bin_folder = postgresql.binaries()
    if bin_folder is None:
        pytest.skip("no PostgreSQL on this machine (Debian: apt install postgresql)")
    with postgresql.server(bin_folder) as folder:
        yield folder


_database_numbers = itertools.count(1)


def new_database(server: str, template: str = "template1") -> str:
    """The address of a new database, a copy of another."""
    name = f"varn{next(_database_numbers)}"
    with psycopg.connect(f"host={server} user=varn dbname=postgres", autocommit=True) as c:
        c.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return f"postgresql+psycopg://varn@/{name}?host={server}"


@pytest.fixture
def postgresql_url(postgresql_folder: str) -> str:
    """The address of a new, empty database."""
    return new_database(postgresql_folder)


@pytest.fixture(scope="session")
def fresh_on_postgresql(
    postgresql_folder: str, tmp_path_factory: pytest.TempPathFactory, master_key: MasterKey
) -> Config:
    """As `fresh_installation`, and the database beside it."""
    folder = tmp_path_factory.mktemp("installed")
    config = make_config(folder, database_url=new_database(postgresql_folder))
    installing.create(config, master_key, MORNING).close()
    return config


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return make_config(tmp_path)


@pytest.fixture
def store(config: Config, master_key: MasterKey, fresh_installation: Path) -> Iterator[Store]:
    """A new installation on the embedded database."""
    shutil.copytree(fresh_installation, config.data.folder)
    store = Store.open(config, master_key)
    yield store
    store.close()


@pytest.fixture
def postgresql_config(
    tmp_path: Path, postgresql_folder: str, fresh_on_postgresql: Config
) -> Config:
    """A new installation on PostgreSQL, not open yet."""
    template = fresh_on_postgresql.data
    _, _, name = template.database_url.partition("@/")
    url = new_database(postgresql_folder, name.partition("?")[0])
    config = make_config(tmp_path, database_url=url)
    shutil.copytree(template.folder, config.data.folder)
    return config


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest, master_key: MasterKey) -> Iterator[Store]:
    """A new installation on each kind of database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("store")
    else:
        store = Store.open(request.getfixturevalue("postgresql_config"), master_key)
        yield store
        store.close()
