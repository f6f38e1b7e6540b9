"""Backup and restore as an operator runs them."""

import re
import shutil
from pathlib import Path

import pytest

from scanner.store import people
from scanner.vault import passphrase
from tests.cli.conftest import Scanned
from tests.cli.world import World

WORDS = "fem ord som ingen annan vet"


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not what is tested here, and dear: 256 MiB for each copy."""
    monkeypatch.setitem(passphrase.lock.__kwdefaults__, "memory_kib", 8 * passphrase.LANES)


def enrolled(world: World) -> int:
    store = world.opened()
    try:
        return len(store.read(people.ids))
    finally:
        store.close()


def backed_up(world: World) -> tuple[Path, Path]:
    """The folders of both backups."""
    data, keys = world.folder / "backup", world.folder / "safe"
    assert world.varn("backup", data).code == 0
    assert world.varn("backup", "--keys", keys, said=f"{WORDS}\n").code == 0
    return data, keys


def test_on_a_new_machine_everything_is_back(after: World) -> None:
    after.edit('# erased_list = ""', 'erased_list = "erased"')
    _, code = (after.folder / "master.key").read_text(encoding="ascii").splitlines()
    data, keys = backed_up(after)
    shown = after.varn("findings", "list").out
    shutil.rmtree(after.folder / "data")
    (after.folder / "master.key").unlink()

    ended = after.varn("init", "--restore-key", said=f"{code}\n")
    assert ended.out.endswith("Next: run restore.\n")
    ended = after.varn("restore", data, "--keys", keys, said=f"{WORDS}\n")
    assert ended.code == 0, ended
    assert "Next: run doctor" in ended.out
    assert after.varn("findings", "list").out == shown != "No cases.\n"
    assert after.varn("evidence", "verify").code == 0


def test_who_left_meanwhile_stays_away(after: World, scanned: Scanned) -> None:
    after.edit('# erased_list = ""', 'erased_list = "erased"')
    data, keys = backed_up(after)
    after.varn("people", "withdraw", said=f"{scanned.reference}\n")
    assert "wrong backup: 1 erased, and not noted in" in after.varn("doctor").out
    after.varn("run")
    assert "good  backup: Erasures are noted in" in after.varn("doctor").out
    shutil.rmtree(after.folder / "data")
    ended = after.varn("restore", data, "--keys", keys, said=f"{WORDS}\n")
    assert ended.code == 0, ended
    assert enrolled(after) == 0
    assert after.varn("findings", "list").out == "No cases.\n"


def test_a_list_that_cannot_be_written_keeps_no_scan_from_being_done(after: World) -> None:
    before = after.varn("run")
    after.edit('# erased_list = ""', 'erased_list = "gone/erased"')
    ended = after.varn("run")
    assert (ended.code, ended.out.count("Out there now")) == (before.code, 1)
    assert "wrong backup" in after.varn("doctor").out


def test_the_passphrase_may_lie_in_a_file(after: World) -> None:
    (after.folder / "words").write_text(f"{WORDS}\n", encoding="utf-8")
    after.edit('# passphrase_file = ""', 'passphrase_file = "words"')
    assert after.varn("backup", "--keys", after.folder / "safe").code == 0
    (after.folder / "words").unlink()
    assert "cannot be read" in after.varn("backup", "--keys", after.folder / "safe").sentence


def test_only_what_was_removed_is_said_to_be(after: World) -> None:
    safe = after.folder / "safe"
    said = [after.varn("backup", "--keys", safe, said=f"{WORDS}\n").out for _ in range(3)]
    assert ["Removed there: 1 older. 2 are kept" in one for one in said] == [False, False, True]
    assert "Removed" not in said[1]


def test_a_short_passphrase_or_none_is_refused(after: World) -> None:
    safe = after.folder / "safe"
    assert "15 letters" in after.varn("backup", "--keys", safe, said="kort\n").sentence
    assert after.varn("backup", "--keys", safe, said="").code == 2
    assert not safe.exists()


@pytest.mark.parametrize("options", [(), ("--keys",)])
def test_a_backup_does_not_lie_among_the_data_nor_where_no_disk_is(
    after: World, options: tuple[str, ...]
) -> None:
    inside = after.folder / "data" / "safe"
    ended = after.varn("backup", *options, inside, said=f"{WORDS}\n")
    assert "Name a folder on another disk" in ended.sentence
    nowhere = after.folder / "not-mounted" / "varn" / "today"
    ended = after.varn("backup", *options, nowhere, said=f"{WORDS}\n")
    assert "Mount its disk" in ended.sentence
    assert not inside.exists()
    assert not (after.folder / "not-mounted").exists()


def test_a_backup_on_the_disk_of_the_data_says_so(after: World) -> None:
    ended = after.varn("backup", after.folder / "backup")
    assert (ended.code, "Is the backup's disk mounted?" in ended.err) == (0, True)


def test_evidence_that_was_not_there_is_exit_code_3(after: World) -> None:
    for path in (after.folder / "data" / "evidence").iterdir():
        path.unlink()
    ended = after.varn("backup", after.folder / "backup")
    assert (ended.code, "Run evidence verify" in ended.err) == (3, True)


def test_a_restore_over_what_is_there_must_be_meant(after: World) -> None:
    data, _ = backed_up(after)
    assert "--accept-loss" in after.varn("restore", data).sentence
    (case,) = re.findall(r"V-\w+", after.varn("findings", "list").out)
    assert after.varn("findings", "judge", case, "her", "--officer", "Eva").code == 0
    number = ("--registry-number", "SN 2026/17", "--retention-reference", "Beslut 4")
    assert after.varn("findings", "register", case, *number, "--officer", "Eva").code == 0
    assert f"--lose-case {case}" in after.varn("restore", data, "--accept-loss").sentence
    ended = after.varn("restore", data, "--accept-loss", "--lose-case", case)
    assert (
        ended.code,
        f"does not hold it: 1 verdict, the registered case {case}." in ended.out,
    ) == (0, True)
    assert enrolled(after) == 1
