"""A new master key, as an operator makes it."""

import re
import sys
from contextlib import closing

import pytest

from scanner.store import audit
from scanner.store.database import Store
from scanner.vault import master, passphrase
from tests.cli.world import World


def code_in(text: str) -> str:
    (code,) = re.findall(r"^    ((?:[A-Z2-7]{4} ?){14})$", text, re.MULTILINE)
    return str(code)


def test_a_new_key_and_its_code(after: World) -> None:
    shown = after.varn("findings", "list").out
    ended = after.varn("keys", "rotate")
    assert ended.code == 0, ended
    code = code_in(ended.out)
    assert code in (after.folder / "master.key").read_text(encoding="ascii")
    assert after.varn("findings", "list").out == shown != "No cases.\n"
    assert "wrong" not in after.varn("doctor").out

    (after.folder / "master.key").unlink()
    assert after.varn("init", "--restore-key", said=f"{code}\n").code == 0
    assert after.varn("findings", "list").out == shown


def test_a_key_that_is_in_use_is_not_rotated(after: World) -> None:
    store = after.opened()
    ended = after.varn("keys", "rotate")
    store.close()
    assert (ended.code, "Stop serve, portal" in ended.sentence) == (4, True)
    assert code_missing(ended.out)


def code_missing(text: str) -> bool:
    return "Recovery code" not in text


def test_doctor_knows_of_one_that_was_interrupted(after: World) -> None:
    key = (after.folder / "master.key").read_text(encoding="ascii")
    coming = after.folder / "master.key.next"
    coming.write_text(key, encoding="ascii")
    coming.chmod(0o600)
    assert "look  master key: A rotation was not finished" in after.varn("doctor").out


WORDS = "fem ord som ingen annan vet"


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what is tested here, and dear: 256 MiB for each file."""
    monkeypatch.setitem(passphrase.lock.__kwdefaults__, "memory_kib", 8 * passphrase.LANES)


@pytest.mark.usefixtures("light")
def test_behind_a_passphrase_every_command_asks_for_it_once(after: World) -> None:
    assert after.varn("keys", "lock", said=f"{WORDS}\n").code == 0
    assert after.varn("findings", "list", said=f"{WORDS}\n").out.endswith("1 case.\n")
    assert after.varn("findings", "list", said="").code == 2
    ended = after.varn("findings", "list", said="ett annat ord\n")
    assert (ended.code, "passphrase is another" in ended.sentence) == (4, True)
    doctor = after.varn("doctor", said=f"{WORDS}\n").out
    assert "good  master key: It comes from a file under a passphrase." in doctor
    assert "good  database" in doctor


@pytest.mark.usefixtures("light")
def test_who_put_it_behind_a_passphrase_is_noted(after: World) -> None:
    key = master.load(after.config.data.master_key_file)
    assert after.varn("keys", "lock", "--officer", "olle", said=f"{WORDS}\n").code == 0
    with closing(Store.open(after.config, key)) as store:
        entry = store.read(lambda tx: audit.latest_of(tx, "keys.lock"))
    assert entry is not None
    assert entry.actor == "cli:olle"


@pytest.mark.usefixtures("light")
def test_a_command_types_it_where_nobody_can(after: World) -> None:
    assert after.varn("keys", "lock", said=f"{WORDS}\n").code == 0
    argv = f'["{sys.executable}", "-c", "print(\'{WORDS}\')"]'
    after.edit("# passphrase_command = []", f"passphrase_command = {argv}")
    assert after.varn("findings", "list", said="").out.endswith("1 case.\n")
    assert after.varn("keys", "rotate", said="").code == 0
    assert "under a passphrase" in (after.folder / "master.key").read_text(encoding="ascii")


def test_a_short_passphrase_changes_nothing(after: World) -> None:
    before = (after.folder / "master.key").read_bytes()
    assert after.varn("keys", "lock", said="kort\n").code == 2
    assert (after.folder / "master.key").read_bytes() == before
