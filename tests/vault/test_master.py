import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import StopError, UsageError
from scanner.model.personal import Personal
from scanner.vault import master, passphrase
from scanner.vault.master import MasterKey

keys = st.binary(min_size=32, max_size=32).map(lambda key: MasterKey(key=key))


@given(keys)
def test_the_recovery_code_gives_the_key_back(key: MasterKey) -> None:
    assert master.restore(master.recovery_code(key)) == key


@given(keys)
def test_the_code_survives_how_people_write_it_down(key: MasterKey) -> None:
    code = master.recovery_code(key)
    typed = code.lower().replace(" ", "-").replace("o", "0").replace("i", "1").replace("b", "8")
    assert master.restore(f"\n {typed} ") == key


@given(keys, st.integers(0, 55), st.sampled_from("ACDEFGHJKLMNPQRSTUVWXYZ234567"))
def test_a_letter_typed_wrong_is_noticed(key: MasterKey, at: int, letter: str) -> None:
    code = list(master.recovery_code(key).replace(" ", ""))
    if code[at] == letter:
        return
    code[at] = letter
    with pytest.raises(UsageError, match="mistyped"):
        master.restore("".join(code))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "has 0 letters"),
        ("ABCD EFGH", "has 8 letters"),
        ("A" * 55, "has 55 letters"),
        ("A" * 55 + "9", "no code has"),
        ("Å" * 56, "no code has"),
    ],
)
def test_what_is_no_code_says_so(code: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        master.restore(code)


def test_the_code_is_fourteen_groups_of_four() -> None:
    assert [len(group) for group in master.recovery_code(master.create()).split()] == [4] * 14


def test_a_key_written_is_the_key_loaded_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    key = master.create()
    master.write(key, tmp_path / "master.key")
    assert master.load(tmp_path / "master.key") == key
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600


def test_a_loose_umask_does_not_loosen_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        master.write(master.create(), tmp_path / "master.key")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    first = master.create()
    master.write(first, tmp_path / "master.key")
    with pytest.raises(StopError, match="not overwritten"):
        master.write(master.create(), tmp_path / "master.key")
    assert master.load(tmp_path / "master.key") == first


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StopError, match="could not be written"):
        master.write(master.create(), tmp_path / "absent" / "master.key")


def test_a_missing_key_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(StopError, match=r"no master key at .*master\.key.*recovery code"):
        master.load(tmp_path / "master.key")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "master.key"
    master.write(master.create(), path)
    path.chmod(mode)
    with pytest.raises(StopError, match="chmod 600"):
        master.load(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a master key"),
        (b"-----BEGIN PRIVATE KEY-----\n", "is not a master key"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"varn master key 1\nABCD\n", "damaged"),
        (b"varn master key 1\n" + b"ABCD " * 14, "damaged"),
    ],
    ids=["empty", "another file", "bytes", "cut short", "checksum"],
)
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(StopError, match=sentence):
        master.load(path)


def test_the_key_is_not_shown(tmp_path: Path) -> None:
    key = master.create()
    assert repr(key.key)[2:10] not in repr(key)
    assert "key" not in repr(key).removeprefix("MasterKey")


WORDS = Personal("fem ord som ingen annan vet")


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what is tested here, and dear: 256 MiB for each file."""
    monkeypatch.setitem(passphrase.lock.__kwdefaults__, "memory_kib", 8 * passphrase.LANES)


@pytest.mark.usefixtures("light")
def test_under_a_passphrase_the_file_shows_neither_key_nor_code(tmp_path: Path) -> None:
    key, path = master.create(), tmp_path / "master.key"
    master.write(key, path, WORDS)
    text = master.read(path)
    assert master.is_locked(text)
    assert not any(group in text for group in master.recovery_code(key).split())
    assert master.unlock(text, WORDS, "x") == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.usefixtures("light")
def test_another_passphrase_does_not_give_it(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    master.write(master.create(), path, WORDS)
    with pytest.raises(StopError, match="passphrase is another"):
        master.unlock(master.read(path), Personal("fem helt andra ord"), "x")
    with pytest.raises(StopError):
        master.unlock(f"{master.LOCKED_LINE}\n***", WORDS, "x")


def test_an_open_file_is_not_under_a_passphrase(tmp_path: Path) -> None:
    master.write(master.create(), tmp_path / "master.key")
    assert not master.is_locked(master.read(tmp_path / "master.key"))
