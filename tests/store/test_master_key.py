import multiprocessing
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from scanner.config.settings import Config
from scanner.errors import StopError
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store import audit, installing, master_key
from scanner.store.database import Store
from scanner.store.keys import is_kept_under
from scanner.store.master_key import Source
from scanner.vault import master, passphrase
from scanner.vault.master import MasterKey
from tests.conftest import MORNING, make_config
from tests.store import rotator
from tests.store.enrolled import AMINA, BJORN, enrol

SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["tests.store.rotator"])


def installed(folder: Path) -> Config:
    config = make_config(folder)
    folder.mkdir(exist_ok=True)
    key = master.create()
    master.write(key, config.data.master_key_file)
    with closing(installing.create(config, key, MORNING)) as store:
        enrol(store, AMINA, MORNING)
        store.write(
            lambda tx: audit.append(
                tx, at=MORNING, actor="self", action="consent.give", person_id=AMINA
            )
        )
    return config


@pytest.fixture
def there(tmp_path: Path) -> Config:
    return installed(tmp_path / "town")


def opened(config: Config) -> closing[Store]:
    return closing(Store.open(config, master_key.load(config)))


def keys_of(config: Config) -> tuple[bytes, bytes]:
    with opened(config) as store:
        return store.keys.person_key(AMINA), store.keys.index_key("login")


def rotate(config: Config) -> MasterKey:
    key = master_key.begin_rotation(config)
    master_key.finish_rotation(config, key)
    return key


def wrapped(config: Config) -> set[bytes]:
    with opened(config) as store:
        snapshot = store.keys.snapshot()
        return {key for _, key in (*snapshot.person_keys, *snapshot.named_keys)}


def test_every_key_stays_and_is_wrapped_anew(there: Config) -> None:
    old, keys, before = master_key.load(there), keys_of(there), wrapped(there)
    new = rotate(there)
    assert new != old
    assert master_key.load(there) == master.load(there.data.master_key_file) == new
    assert keys_of(there) == keys
    assert before & wrapped(there) == set()
    with opened(there) as store:
        assert len(store.read(lambda tx: audit.about(tx, AMINA))) == 1


def test_the_old_key_opens_nothing_and_no_byte_of_its_wrapping_is_left(there: Config) -> None:
    old, before = master_key.load(there), wrapped(there)
    rotate(there)
    with pytest.raises(StopError, match="not the one"):
        Store.open(there, old)
    content = b"".join(path.read_bytes() for path in there.data.folder.glob("keys.db*"))
    assert not any(key in content for key in before)
    left = {path.name for path in there.data.master_key_file.parent.iterdir()}
    assert left == {"data", "master.key"}


def test_it_waits_for_nobody_who_has_it_open(there: Config) -> None:
    with opened(there), pytest.raises(StopError, match="Stop serve"):
        rotate(there)
    assert not master_key.next_file(there).exists()


def test_the_old_file_stays_until_the_end(there: Config) -> None:
    old = master_key.load(there)
    new = master_key.begin_rotation(there)
    assert master.load(there.data.master_key_file) == old
    # Whoever starts meanwhile gets the one that opens.
    assert master_key.load(there) == new
    assert master_key.begin_rotation(there) == new
    master_key.finish_rotation(there, new)
    assert master_key.load(there) == new


def test_killed_while_the_file_is_rebuilt_the_new_key_opens_at_once(there: Config) -> None:
    new = master_key.begin_rotation(there)
    leave_half_written(there.data.folder / "keys.db")
    assert master_key.load(there) == new
    assert len(keys_of(there)) == 2
    leave_half_written(there.data.folder / "keys.db")
    master_key.finish_rotation(there, new)


def leave_half_written(path: Path) -> None:
    """What a process leaves that was killed while it wrote: the way back lies in the journal."""
    with closing(sqlite.connect(str(path), isolation_level=None)) as dying:
        dying.execute("PRAGMA cache_size=1")
        dying.execute("BEGIN IMMEDIATE")
        dying.execute("CREATE TABLE half AS SELECT randomblob(100000) AS written")
        dying.execute("UPDATE named_key SET wrapped = zeroblob(5000)")
        names = (path.name, f"{path.name}-journal")
        left = {name: path.with_name(name).read_bytes() for name in names}
    for name, content in left.items():
        path.with_name(name).write_bytes(content)


def test_a_key_store_that_cannot_be_read_is_not_taken_for_an_old_one(there: Config) -> None:
    master_key.begin_rotation(there)
    (there.data.folder / "keys.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(StopError, match="damaged"):
        master_key.load(there)


def test_a_new_key_that_is_not_in_use_replaces_nothing(there: Config) -> None:
    new, old = master.create(), master_key.load(there)
    master.write(new, master_key.next_file(there))
    with pytest.raises(StopError, match="Run `keys rotate` again"):
        master_key.finish_rotation(there, new)
    assert master.load(there.data.master_key_file) == old


def test_a_key_that_does_not_open_stops_all_of_it(there: Config) -> None:
    old = master_key.load(there)
    with opened(there) as store:
        store.keys.create_person(BJORN)
        store.keys._connection.execute(
            "UPDATE person_key SET wrapped = x'00' WHERE person_id = ?", (BJORN,)
        )
    with pytest.raises(StopError, match="does not open"):
        rotate(there)
    assert is_kept_under(there.data.folder / "keys.db", old)


def test_who_opts_in_afterwards_is_kept_under_the_new_key(there: Config) -> None:
    new = rotate(there)
    with opened(there) as store:
        store.keys.create_person(PersonId("c" * 32))
    rotate(there)
    with opened(there) as store:
        assert store.keys.person_key(PersonId("c" * 32))
    assert master_key.load(there) != new


def deaths(saved: Path, town: Path) -> Iterator[int]:
    """Rotate again and again, dying one deed later each time, until one rotation survives."""
    deed, is_over = 0, False
    while not is_over:
        deed += 1
        shutil.copytree(saved, town)
        process = SPAWN.Process(target=rotator.live, args=(town, deed))
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        is_over = process.exitcode == 0
        yield deed
        shutil.rmtree(town)


def test_killed_before_any_deed_everything_opens_and_it_goes_on(tmp_path: Path) -> None:
    saved, town = tmp_path / "saved", tmp_path / "town"
    keys, config = keys_of(installed(saved)), make_config(town)
    for deed in deaths(saved, town):
        assert keys_of(config) == keys, deed
        new = rotate(config)
        assert keys_of(config) == keys, deed
        assert master.load(config.data.master_key_file) == new
        assert {path.name for path in town.iterdir()} == {"data", "master.key"}, deed
    assert deed > 20


WORDS = Personal("fem ord som ingen annan vet")


def ask() -> Personal:
    return WORDS


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what is tested here, and dear: 256 MiB for each file."""
    monkeypatch.setitem(passphrase.lock.__kwdefaults__, "memory_kib", 8 * passphrase.LANES)


def with_data(config: Config, **changes: object) -> Config:
    return replace(config, data=replace(config.data, **changes))


def printing(text: str) -> tuple[str, ...]:
    return sys.executable, "-c", f"print({text!r})"


@pytest.mark.usefixtures("light")
def test_a_passphrase_is_put_before_the_key_changed_and_kept_by_a_rotation(there: Config) -> None:
    key, keys = master_key.load(there), keys_of(there)
    master_key.lock(there, WORDS)
    assert master_key.source(there) is Source.LOCKED_FILE
    assert master_key.load(there, ask) == key
    with pytest.raises(StopError, match="nobody can be asked"):
        master_key.load(there)
    master_key.lock(there, Personal("andra ord som ingen vet"), ask)
    with pytest.raises(StopError, match="passphrase is another"):
        master_key.load(there, ask)
    master_key.lock(there, WORDS, lambda: Personal("andra ord som ingen vet"))
    new = master_key.begin_rotation(there, ask)
    assert master.is_locked(master.read(master_key.next_file(there)))
    master_key.finish_rotation(there, new)
    assert master_key.load(there, ask) == new != key
    with closing(Store.open(there, new)) as store:
        assert (store.keys.person_key(AMINA), store.keys.index_key("login")) == keys


@pytest.mark.usefixtures("light")
def test_a_command_may_know_the_passphrase(there: Config) -> None:
    key = master_key.load(there)
    master_key.lock(there, WORDS)
    asking = with_data(there, passphrase_command=printing(WORDS.reveal()))
    assert master_key.load(asking) == key


@pytest.mark.parametrize("head", ["", f"{master.FIRST_LINE}\n"])
def test_a_command_may_give_the_key(there: Config, head: str) -> None:
    key = master_key.load(there)
    said = printing(f"{head}{master.recovery_code(key)}")
    there.data.master_key_file.unlink()
    elsewhere = with_data(there, master_key_command=said)
    assert master_key.source(elsewhere) is Source.COMMAND
    assert master_key.load(elsewhere) == key
    for deed in (master_key.begin_rotation, lambda config: master_key.lock(config, WORDS)):
        with pytest.raises(StopError, match="a command, where Värn cannot write"):
            deed(elsewhere)


def test_systemd_may_give_the_key(there: Config, tmp_path: Path) -> None:
    key = master_key.load(there)
    folder = tmp_path / "credentials"
    folder.mkdir()
    there.data.master_key_file.rename(folder / "varn-master-key")
    environment = {"CREDENTIALS_DIRECTORY": str(folder)}
    assert master_key.source(there, environment) is Source.CREDENTIAL
    assert master_key.load(there, environment=environment) == key
    # A credential of another name is another program's business.
    (folder / "varn-master-key").rename(folder / "other")
    with pytest.raises(StopError, match="no master key"):
        master_key.load(there, environment=environment)
