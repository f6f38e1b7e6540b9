"""Where the master key of an installation comes from, and how a new one takes its place.

A rotation writes the new key beside the old one, wraps all keys anew in one transaction, and only
then lets the new file replace the old. In between both are there, and the key store says which of
them it needs: whoever dies at any point has lost nothing.
"""

from contextlib import closing
from pathlib import Path

from scanner import files
from scanner.config.settings import Config
from scanner.errors import StopError
from scanner.model.ids import TenantId
from scanner.store.database import KEYS_FILE, alone
from scanner.store.keys import KeyStore, is_kept_under
from scanner.vault import master
from scanner.vault.master import MasterKey


def load(config: Config) -> MasterKey:
    """The master key. Raises `StopError` where it cannot be had."""
    coming = next_file(config)
    if coming.exists():
        new = master.load(coming)
        if is_kept_under(config.data.folder / KEYS_FILE, new):
            return new
    return master.load(config.data.master_key_file)


def next_file(config: Config) -> Path:
    """The file of a new master key while its rotation is not finished."""
    path = config.data.master_key_file
    return path.with_name(f"{path.name}.next")


def begin_rotation(config: Config) -> MasterKey:
    """Let the key store be wrapped by a new master key; that key.

    The old file is still there: show the new recovery code, then `finish_rotation`. Where a
    rotation was interrupted it goes on with its key. Raises `StopError` where something else has
    the installation open.
    """
    with alone(config.data.folder):
        current, coming = load(config), next_file(config)
        if not coming.exists():
            _write(master.create(), coming)
        new = master.load(coming)
        if new != current:
            tenant = TenantId(config.organisation.tenant)
            with closing(KeyStore.open(config.data.folder / KEYS_FILE, current, tenant)) as keys:
                keys.rewrap(new)
    return new


def finish_rotation(config: Config) -> None:
    """Let the new key's file replace the old one, of which nothing is left that opens anything."""
    coming = next_file(config)
    if not is_kept_under(config.data.folder / KEYS_FILE, master.load(coming)):
        raise StopError(f"The key store is not wrapped by {coming} yet. Run `keys rotate` again.")
    coming.replace(config.data.master_key_file)
    files.sync(coming.parent)


def _write(key: MasterKey, path: Path) -> None:
    half = path.with_name(f"{path.name}.part")
    half.unlink(missing_ok=True)
    master.write(key, half)
    half.replace(path)
    files.sync(path.parent)
