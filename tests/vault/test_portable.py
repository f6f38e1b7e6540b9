"""What she takes along opens with a program that is everywhere, by her passphrase alone."""

import shutil
import subprocess
from pathlib import Path

import pytest

from scanner.model.personal import Personal
from scanner.vault.portable import OPENED_BY, lock

PASSPHRASE = Personal("björk vind åska lampa fönster")


def opened(folder: Path, locked: bytes, passphrase: str) -> subprocess.CompletedProcess[bytes]:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine (Debian: apt install openssl)")
    (folder / "evidence.zip.enc").write_bytes(locked)
    command = [*OPENED_BY.split(), "-pass", f"pass:{passphrase}"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


@pytest.mark.parametrize("plain", [b"", b"x", b"sixteen bytes ok", bytes(range(256)) * 40])
def test_openssl_opens_it(tmp_path: Path, plain: bytes) -> None:
    assert opened(tmp_path, lock(PASSPHRASE, plain), PASSPHRASE.reveal()).returncode == 0
    assert (tmp_path / "evidence.zip").read_bytes() == plain


def test_another_passphrase_does_not(tmp_path: Path) -> None:
    locked = lock(PASSPHRASE, b"who called her what")
    opened(tmp_path, locked, "another one altogether")
    made = tmp_path / "evidence.zip"
    assert not made.exists() or made.read_bytes() != b"who called her what"
    assert b"called" not in locked


def test_equal_bytes_are_locked_differently_each_time() -> None:
    assert lock(PASSPHRASE, b"x", iterations=1) != lock(PASSPHRASE, b"x", iterations=1)
