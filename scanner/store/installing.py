"""A new installation's databases, or an older one's brought to today's shape.

Apart from `database`, for only these two need Alembic, which takes as long to import as the rest.
"""

from datetime import datetime

from scanner.config.settings import Config
from scanner.errors import StopError
from scanner.model.ids import TenantId
from scanner.store import migrate, schema
from scanner.store.database import (
    DATABASE_FILE,
    KEYS_FILE,
    USE_LOCK,
    Store,
    Transaction,
    engines_of,
)
from scanner.store.keys import KeyStore
from scanner.vault.master import MasterKey


def create(config: Config, master: MasterKey, now: datetime) -> Store:
    """Make the data folder, both databases and the installation's row.

    Raises `StopError` where one is there already.
    """
    folder = config.data.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any((folder / name).exists() for name in (KEYS_FILE, DATABASE_FILE)):
        raise StopError(
            f"There is an installation in {folder} already. To start anew, choose another "
            "data folder; to go on with it, use the scan.toml it was made with."
        )
    engines = engines_of(config)
    keys = KeyStore.create(folder / KEYS_FILE, master, TenantId(config.organisation.tenant))
    store = Store(folder, *engines, keys)
    try:
        if not config.data.database_url:
            # Its log and index take the mode of the file itself.
            (folder / DATABASE_FILE).touch(mode=0o600)
        store.write(lambda tx: _found(tx, config, now))
    except BaseException:
        # Half made, it would be taken for an installation.
        store.close()
        for name in (KEYS_FILE, DATABASE_FILE, USE_LOCK):
            for path in folder.glob(f"{name}*"):
                path.unlink()
        raise
    return store


def upgrade(config: Config, master: MasterKey) -> None:
    """Run the migrations that the installation has not had."""
    folder = config.data.folder
    keys = KeyStore.open(folder / KEYS_FILE, master, TenantId(config.organisation.tenant))
    store = Store(folder, *engines_of(config), keys)
    try:
        store.write(lambda tx: migrate.upgrade(tx.connection))
    finally:
        store.close()


def _found(tx: Transaction, config: Config, now: datetime) -> None:
    migrate.upgrade(tx.connection)
    tx.connection.execute(
        schema.installation.insert().values(
            tenant_id=config.organisation.tenant,
            created_at=now,
            is_lab=config.lab is not None,
            people_generation=0,
        )
    )
