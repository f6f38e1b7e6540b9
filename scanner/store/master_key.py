"""Where the master key of an installation comes from, and how a new one takes its place.

A rotation writes the new key beside the old one, wraps all keys anew in one transaction, and only
then lets the new file replace the old. In between both are there, and the key store says which of
them it needs: whoever dies at any point has lost nothing.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Final

from scanner import files
from scanner.config.settings import Config
from scanner.errors import StopError
from scanner.model.ids import TenantId
from scanner.model.personal import Personal
from scanner.store.database import KEYS_FILE, alone
from scanner.store.keys import KeyStore, is_kept_under
from scanner.vault import command, master
from scanner.vault.master import MasterKey


class Source(StrEnum):
    """Where the key comes from."""

    COMMAND = "a command"
    CREDENTIAL = "a systemd credential"
    LOCKED_FILE = "a file under a passphrase"
    FILE = "a file"


CREDENTIAL: Final = "varn-master-key"
"""The name of the systemd credential."""

Ask = Callable[[], Personal]
"""Gives the passphrase of the file."""


def nobody() -> Personal:
    raise StopError(
        "The master key is under a passphrase, and nobody can be asked. Set "
        "data.passphrase_command, or start it where somebody can type."
    )


def source(config: Config, environment: Mapping[str, str] = os.environ) -> Source:
    """Where `load` takes the key from. Raises `StopError` where the file cannot be read."""
    if config.data.master_key_command:
        return Source.COMMAND
    if _credential(environment) is not None:
        return Source.CREDENTIAL
    return Source.LOCKED_FILE if master.is_locked(_text(config)) else Source.FILE


def load(
    config: Config, ask: Ask = nobody, environment: Mapping[str, str] = os.environ
) -> MasterKey:
    """The master key. Raises `StopError` where it cannot be had."""
    if config.data.master_key_command:
        text = command.said(config.data.master_key_command, "data.master_key_command")
        return master.restore(text.removeprefix(f"{master.FIRST_LINE}\n"))
    credential = _credential(environment)
    if credential is not None:
        return master.load(credential)
    coming = next_file(config)
    if coming.exists():
        new = _from_file(config, coming, ask)
        if is_kept_under(config.data.folder / KEYS_FILE, new):
            return new
    return _from_file(config, config.data.master_key_file, ask)


def lock(config: Config, words: Personal, ask: Ask = nobody) -> None:
    """Put the key's file under a passphrase, or under another one. Raises `StopError`."""
    _require_file(config)
    if next_file(config).exists():
        raise StopError("A rotation was not finished. Run `keys rotate` first: it goes on.")
    _write(load(config, ask), config.data.master_key_file, words)


def next_file(config: Config) -> Path:
    """The file of a new master key while its rotation is not finished."""
    path = config.data.master_key_file
    return path.with_name(f"{path.name}.next")


def begin_rotation(config: Config, ask: Ask = nobody) -> MasterKey:
    """Let the key store be wrapped by a new master key; that key.

    The old file is still there: show the new recovery code, then `finish_rotation`. Where a
    rotation was interrupted it goes on with its key. Raises `StopError` where something else has
    the installation open, or the key comes from where we cannot write.
    """
    kind = _require_file(config)
    with alone(config.data.folder):
        current, coming = load(config, ask), next_file(config)
        if not coming.exists():
            words = _words(config, ask) if kind is Source.LOCKED_FILE else None
            _write(master.create(), coming, words)
        new = _from_file(config, coming, ask)
        if new != current:
            tenant = TenantId(config.organisation.tenant)
            with closing(KeyStore.open(config.data.folder / KEYS_FILE, current, tenant)) as keys:
                keys.rewrap(new)
    return new


def finish_rotation(config: Config, new: MasterKey) -> None:
    """Let the new key's file replace the old one, of which nothing is left that opens anything."""
    if not is_kept_under(config.data.folder / KEYS_FILE, new):
        raise StopError("The key store is not wrapped by the new key. Run `keys rotate` again.")
    coming = next_file(config)
    coming.replace(config.data.master_key_file)
    files.sync(coming.parent)


def _require_file(config: Config) -> Source:
    kind = source(config)
    if kind in (Source.COMMAND, Source.CREDENTIAL):
        raise StopError(
            f"The master key comes from {kind}, where Värn cannot write. Put it into "
            "data.master_key_file by `init --restore-key` and take the other away; afterwards put "
            "the new code where the old one was."
        )
    return kind


def _credential(environment: Mapping[str, str]) -> Path | None:
    folder = environment.get("CREDENTIALS_DIRECTORY", "")
    path = Path(folder) / CREDENTIAL
    return path if folder and path.exists() else None


def _text(config: Config) -> str:
    """Of the file; where a rotation was killed just before its end, of the new one."""
    path, coming = config.data.master_key_file, next_file(config)
    return master.read(path if path.exists() or not coming.exists() else coming)


def _from_file(config: Config, path: Path, ask: Ask) -> MasterKey:
    text = master.read(path)
    if not master.is_locked(text):
        return master.parse(text, str(path))
    return master.unlock(text, _words(config, ask), str(path))


def _words(config: Config, ask: Ask) -> Personal:
    argv = config.data.passphrase_command
    return Personal(command.said(argv, "data.passphrase_command")) if argv else ask()


def _write(key: MasterKey, path: Path, words: Personal | None) -> None:
    half = path.with_name(f"{path.name}.part")
    half.unlink(missing_ok=True)
    master.write(key, half, words)
    half.replace(path)
    files.sync(path.parent)
