import stat
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from scanner.config.settings import Config
from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.store import backup
from scanner.store.backup import MANIFEST, Manifest
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol.exposure import Exposure, expose
from tests.store.enrolled import AMINA, enrol


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backup"


def made(store: Store, target: Path) -> Manifest:
    return backup.make(store, store.data / "evidence", target, MORNING)


def exposed(store: Store, config: Config) -> Exposure:
    return expose(store, config, enrol(store, AMINA, MORNING))


def test_database_and_evidence_are_in_it_and_no_key(
    store: Store, config: Config, target: Path
) -> None:
    evidence = exposed(store, config).evidence
    store.keys.destroy_person(PersonId("c" * 32))
    manifest = made(store, target)
    assert set(manifest.files) == {"varn.db", f"evidence/{evidence.name}"}
    assert (target / "evidence" / evidence.name).read_bytes() == evidence.read_bytes()
    assert {path.name for path in target.rglob("*")} == {
        "varn.db", "evidence", evidence.name, MANIFEST,
    }  # fmt: skip
    assert manifest.erased == ("c" * 32,)
    assert backup.read(target) == manifest
    with sqlite.connect(str(target / "varn.db")) as copy:
        assert copy.execute("SELECT count(*) FROM finding").fetchone() == (1,)
    copy.close()


def test_it_is_ours_alone(store: Store, config: Config, target: Path) -> None:
    exposed(store, config)
    made(store, target)
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in target.rglob("*")} == {0}
    assert stat.S_IMODE(target.stat().st_mode) == 0o700


def test_a_servers_database_is_the_operators(
    any_store: Store, config: Config, target: Path
) -> None:
    evidence = exposed(any_store, config).evidence
    manifest = made(any_store, target)
    assert (manifest.database == "sqlite") == any_store.is_embedded
    assert ("varn.db" in manifest.files) == any_store.is_embedded
    assert f"evidence/{evidence.name}" in manifest.files


def test_evidence_that_is_not_there_is_said(store: Store, config: Config, target: Path) -> None:
    evidence = exposed(store, config).evidence
    evidence.unlink()
    assert made(store, target).missing == (evidence.name,)


def test_no_backup_is_written_over(store: Store, target: Path) -> None:
    made(store, target)
    with pytest.raises(StopError, match="holds something already"):
        made(store, target)


def test_what_is_not_whole_is_not_taken(store: Store, config: Config, target: Path) -> None:
    with pytest.raises(StopError, match="no whole backup"):
        backup.read(target)
    exposed(store, config)
    manifest = made(store, target)
    (target / MANIFEST).write_text("{}", encoding="ascii")
    with pytest.raises(StopError, match="damaged"):
        backup.read(target)
    for name in manifest.files:
        (target / name).write_bytes(b"another")
        with pytest.raises(StopError, match="not the file that was backed up"):
            backup.copy_out(target, manifest, target.parent / f"from {Path(name).name}")


def test_a_backup_names_no_file_outside_it(store: Store, target: Path) -> None:
    made(store, target)
    text = (target / MANIFEST).read_text(encoding="utf-8")
    (target / MANIFEST).write_text(text.replace("varn.db", "../varn.db"), encoding="utf-8")
    with pytest.raises(StopError, match="names files that no backup holds"):
        backup.read(target)
