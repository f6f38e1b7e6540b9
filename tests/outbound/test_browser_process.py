"""The folder that a browser has on this machine: gone with it, and with a scan that was killed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scanner.outbound.browser_process import LEFT_SECONDS, home

KILLED = """
import os, signal
from scanner.outbound.browser_process import home
with home() as folder:
    (folder / "a").write_text("a")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def age(path: Path) -> None:
    long_ago = path.stat().st_mtime - 2 * LEFT_SECONDS
    os.utime(path, (long_ago, long_ago))


def test_it_goes_with_the_browser(temporary: Path) -> None:
    with home() as folder:
        (folder / "a").write_text("a")
        assert folder.stat().st_mode & 0o777 == 0o700
    assert list(temporary.iterdir()) == []


def test_what_a_killed_scan_left_goes_at_the_next_start(temporary: Path) -> None:
    environment = os.environ | {"TMPDIR": str(temporary)}
    subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False)
    (left,) = temporary.iterdir()
    with home():
        assert left.exists(), "another scan may be about to hold it"
    age(left)
    with home():
        assert not left.exists()


def test_one_that_is_in_use_stays(temporary: Path) -> None:
    with home() as used:
        age(used)
        with home():
            assert used.exists()


def test_what_is_not_ours_stays(temporary: Path) -> None:
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    link, file, shared = (temporary / f"varn-browser-{name}" for name in ("link", "file", "shared"))
    link.symlink_to(elsewhere)
    file.write_text("a")
    shared.mkdir()
    shared.chmod(0o755)
    for path in (elsewhere, file, shared):
        age(path)
    with home():
        pass
    assert {elsewhere, link, file, shared} == set(temporary.iterdir())
