"""Files: private, whole or not there, gone when removed."""

from pathlib import Path

import pytest

from scanner import files
from tests.full_disk import files_up_to

TOO_MUCH = bytes(100_000)


def test_a_new_file_is_whole_and_its_owners_only(tmp_path: Path) -> None:
    files.create(tmp_path / "a", b"content")
    assert (tmp_path / "a").read_bytes() == b"content"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_never_written_over_by_create(tmp_path: Path) -> None:
    files.create(tmp_path / "a", b"first")
    with pytest.raises(FileExistsError):
        files.create(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"first"


def test_a_full_disk_leaves_the_old_file_and_no_half(tmp_path: Path) -> None:
    files.put(tmp_path / ".a", tmp_path / "a", b"old")
    with files_up_to(1000), pytest.raises(OSError, match="large") as full:
        files.put(tmp_path / ".a", tmp_path / "a", TOO_MUCH)
    assert full.value.errno in files.DISK_FULL
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_what_cannot_take_its_place_leaves_no_half(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(IsADirectoryError):
        files.put(tmp_path / ".a", tmp_path / "a", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_removing_may_be_repeated_and_needs_no_folder(tmp_path: Path) -> None:
    files.create(tmp_path / "a", b"")
    for _ in range(2):
        files.remove([tmp_path / "a", tmp_path / "gone" / "b"])
    assert list(tmp_path.iterdir()) == []
