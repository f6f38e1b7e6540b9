"""A restore: what was backed up, without whom has been erased since, put in place as a whole.

Everything is made ready beside the installation, in the data folder. There the erasures are done
again and the result is opened; only then do the files change places, and until they have, what was
there is kept aside. Whoever dies in between starts it again.
"""

import shutil
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from scanner import files
from scanner.config.settings import Config
from scanner.enrol.restored import tell_everybody
from scanner.enrol.withdraw import resume
from scanner.errors import StopError
from scanner.evidence import keep
from scanner.model.action import Action
from scanner.model.ids import CaseReference, PersonId, TenantId
from scanner.report import write
from scanner.store import (
    audit,
    backup,
    database,
    erased_list,
    installing,
    losses,
    people,
    rechecks,
)
from scanner.store.backup import Manifest
from scanner.store.database import DATABASE_FILE, KEYS_FILE, RESTORED, Store, Transaction
from scanner.store.key_backup import KeyBackup
from scanner.store.keys import KeySnapshot, KeyStore
from scanner.store.losses import Loss
from scanner.store.payload import pack, unpack
from scanner.vault.master import MasterKey

ASIDE: Final = "before_restore"
"""Below the data folder: what was there, until the restore is in its place."""

COMPANIONS: Final = (f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm", f"{KEYS_FILE}-journal")
"""They belong to the files that go: beside others they would destroy them."""
MOVED: Final = (DATABASE_FILE, KEYS_FILE, backup.EVIDENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to restore."""

    folder: Path
    """Of an ordinary backup."""
    keys: KeyBackup | None
    """None: the keys that are there now."""
    actor: str
    """For the audit log."""
    accepts_loss: bool
    """True where what is newer than the backup may be lost."""
    lost_cases: frozenset[CaseReference] = frozenset()
    """Registered cases that may be lost too, each by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    made_at: datetime
    """When the backup was made; what happened since is not in it."""
    missing: tuple[str, ...]
    """Evidence files that it lacked already."""
    lost: Loss | None = None
    """What stood in the database that was there and not in the backup; None: it is not known."""


def restore(config: Config, master: MasterKey, wanted: Wanted, now: datetime) -> Restored:
    """Put a backup in place of the installation that `config` names.

    Raises `StopError`, and nothing has changed, where the backup is not whole, is another's, lacks
    the keys, or where something newer would be lost and `wanted` does not accept it.
    """
    manifest = backup.read(wanted.folder)
    _require_ours(config, manifest)
    folder = config.data.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with database.alone(folder):
        restored = _finished(folder)
        if restored is None:
            lost = losses.between(folder / DATABASE_FILE, wanted.folder / DATABASE_FILE)
            _require_no_loss(config, wanted, lost)
            _make_ready(config, master, wanted, lost, now)
            restored = _finished(folder)
    assert restored is not None
    return restored


def _finished(folder: Path) -> Restored | None:
    """Let what is ready take its place, also what another run left ready. None where none was.

    May be repeated at any point that it was interrupted at.
    """
    ready, aside = (folder / RESTORED).parent, folder / ASIDE
    restored = None
    if (folder / RESTORED).exists():
        restored = unpack(Restored, (folder / RESTORED).read_bytes())
        aside.mkdir(mode=0o700, exist_ok=True)
        for name in COMPANIONS:
            _move(folder / name, aside / name)
        for name in MOVED:
            if (ready / name).exists():
                _move(folder / name, aside / name)
                _move(ready / name, folder / name)
        files.sync(folder)
        files.remove([folder / RESTORED])
    for left in (ready, aside):
        if left.exists():
            shutil.rmtree(left)
    return restored


def _move(source: Path, target: Path) -> None:
    if source.exists():
        source.rename(target)


def _make_ready(
    config: Config, master: MasterKey, wanted: Wanted, lost: Loss | None, now: datetime
) -> None:
    """Make everything ready beside the installation; nothing of it stays where that fails."""
    ready = (config.data.folder / RESTORED).parent
    ready.mkdir(mode=0o700)
    try:
        staged = replace(config, data=replace(config.data, folder=ready))
        restored = replace(_stage(staged, master, wanted, now), lost=lost)
        files.put(ready / "ready.part", config.data.folder / RESTORED, pack(restored))
    except BaseException:
        shutil.rmtree(ready, ignore_errors=True)
        raise


def _stage(config: Config, master: MasterKey, wanted: Wanted, now: datetime) -> Restored:
    """An installation in `config`'s data folder: the backup, without whom has been erased."""
    folder = config.data.folder
    manifest = backup.read(wanted.folder)
    keys, erased = _keys(config, folder.parent, master, wanted)
    backup.copy_out(wanted.folder, manifest, folder)
    with closing(KeyStore.restore(folder / KEYS_FILE, keys, master)) as there:
        there.bury(erased | set(manifest.erased))
    if manifest.database == "sqlite":
        installing.upgrade(config, master)
    with closing(Store.open(config, master)) as store:
        store.write(lambda tx: _agree(tx, manifest, accepts_loss=wanted.accepts_loss))
        resume(store, config, now)
        keep.sweep(store.data / keep.FOLDER, store)
        store.write(lambda tx: _note(tx, config, wanted.actor, manifest, now))
        write.sweep_unknown(store, config.reports.folder)
        store.compact()
    files.remove(folder / name for name in COMPANIONS)
    return Restored(made_at=manifest.made_at, missing=manifest.missing)


def _keys(
    config: Config, folder: Path, master: MasterKey, wanted: Wanted
) -> tuple[KeySnapshot, frozenset[PersonId]]:
    """The keys to go on with, and everybody of whom anything says that she was erased."""
    todays = _todays_keys(config, folder, master)
    listed = config.backup.erased_list
    erased = frozenset() if listed is None else erased_list.read(listed)
    if todays is not None:
        erased |= frozenset(todays.erased)
    if wanted.keys is None:
        if todays is None:
            raise StopError(
                f"There are no keys in {folder}, and without them the backup cannot be read. Name "
                "the newest key backup with --keys."
            )
        return todays, erased
    if todays is None and listed is None:
        raise StopError(
            "Nothing says who was erased after the key backup of "
            f"{wanted.keys.made_at:%Y-%m-%d %H:%M} UTC. Set backup.erased_list to the list that "
            "was kept on another disk (an empty file if you know that nobody was)."
        )
    _require_its_master(config, master, wanted.keys)
    return wanted.keys.keys, erased


def _require_its_master(config: Config, master: MasterKey, keys: KeyBackup) -> None:
    if not keys.keys.is_wrapped_by(master):
        raise StopError(
            f"The key backup of {keys.made_at:%Y-%m-%d %H:%M} UTC needs another master key than "
            "this one: it is from before a `keys rotate`. Take a newer key backup, or leave --keys "
            f"out where {KEYS_FILE} is still there. If neither is, move "
            f"{config.data.master_key_file} away, type the recovery code of that time into "
            "`init --restore-key`, and restore again."
        )


def _todays_keys(config: Config, folder: Path, master: MasterKey) -> KeySnapshot | None:
    """The keys that are there; None where there are none. Raises `StopError` for damaged ones."""
    path = folder / KEYS_FILE
    if not path.exists():
        return None
    with closing(KeyStore.open(path, master, TenantId(config.organisation.tenant))) as keys:
        return keys.snapshot()


def _agree(tx: Transaction, manifest: Manifest, *, accepts_loss: bool) -> None:
    """Let nobody have rows without a key, or a key without rows. Raises `StopError` for a loss."""
    kept, with_key = people.ids(tx), tx.keys.person_ids()
    erased = tx.keys.erased_ids()
    keyless, rowless = kept - with_key - erased, with_key - kept - erased
    if keyless and not accepts_loss:
        raise StopError(
            "The keys are older than the backup of the database: somebody in it has none. Name a "
            "newer key backup or an older backup; if there is neither, say --accept-loss."
        )
    if rowless and not accepts_loss:
        raise StopError(
            f"Somebody opted in after the backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC. Name "
            "a newer backup; if there is none, say --accept-loss and ask all to opt in again who "
            "find no page of theirs."
        )
    # Who was erased and has rows keeps her key until `resume` has read what shows her.
    for person_id in sorted(keyless | (with_key - kept)):
        tx.keys.destroy_person(person_id)


def _note(tx: Transaction, config: Config, actor: str, manifest: Manifest, now: datetime) -> None:
    backup.close_doors(tx)
    # Whoever has taken her yes back since must not be asked for by an old one.
    rechecks.forget_all(tx)
    tell_everybody(tx, config, manifest.made_at, now)
    made_at = f"{manifest.made_at:%Y-%m-%dT%H:%M:%SZ}"
    audit.append(tx, at=now, actor=actor, action=Action.INSTALLATION_RESTORE, object_id=made_at)


def _require_ours(config: Config, manifest: Manifest) -> None:
    if manifest.tenant_id != config.organisation.tenant:
        raise StopError(
            "The backup is another installation's: its tenant is not organisation.tenant. Use the "
            "scan.toml that belongs to it."
        )
    kind = "postgresql" if config.data.database_url else "sqlite"
    if manifest.database != kind:
        raise StopError(
            f"The backup is of a {manifest.database} database, and data.database_url names a "
            f"{kind} one. Use the scan.toml that belongs to it."
        )


def _require_no_loss(config: Config, wanted: Wanted, lost: Loss | None) -> None:
    there = config.data.folder / DATABASE_FILE
    if there.exists() and not wanted.accepts_loss:
        raise StopError(
            f"There is a database at {there}: what happened after the backup would be lost with "
            "it. If that is meant, say --accept-loss."
        )
    unnamed = sorted(set(lost.registered) - wanted.lost_cases) if lost else []
    if unnamed:
        raise StopError(
            f"Registered, and not in the backup: {', '.join(unnamed)}. The law forbids to destroy "
            "them. Take a newer backup. If there is none, keep a copy of the data folder for the "
            f"registry, and say {' '.join(f'--lose-case {one}' for one in unnamed)}."
        )
