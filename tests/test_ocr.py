"""Tesseract is called as its manual says, and ends with its worker. Played by an invented program:
only `test_the_real_one` asks a real one, where there is one."""

import asyncio
import os
import shutil
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from scanner import ocr
from scanner.extract.picture import grey
from scanner.ocr import Reader
from scanner.sandbox import Sandbox, SandboxTimeout
from tests.tesseract import install, written

WORDS = "Åsa Provström bor på Provgatan 3. أمينة"
MEMORY = 2 * 1024**3


def reader(program: str, seconds: float = 20.0) -> Reader:
    return Reader(program=program, until=time.monotonic() + seconds)


def test_what_stands_in_a_picture_is_read(tmp_path: Path) -> None:
    assert reader(install(tmp_path))(grey(written(WORDS))) == f"{WORDS}\n\n"


def test_one_that_lacks_a_language_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocr.find() is None
    program = install(tmp_path, languages=("eng", "osd"))
    assert ocr.find() is None
    install(tmp_path)
    assert ocr.find() == program
    (tmp_path / "tesseract").write_text("no program")
    assert ocr.find() is None


@pytest.mark.parametrize("mood", ["broken", "leaves a file"])
def test_one_that_fails_or_writes_to_disk_has_read_nothing(tmp_path: Path, mood: str) -> None:
    assert reader(install(tmp_path, mood))(grey(written(WORDS))) is None
    assert all(not left.read_bytes() for left in tmp_path.glob("left"))


def test_one_that_is_late_is_ended_and_none_is_asked_after_the_time(tmp_path: Path) -> None:
    began = time.monotonic()
    late = reader(install(tmp_path, "slow"), 1.0)
    assert late(grey(written(WORDS))) is None
    assert late(grey(written(WORDS))) is None
    assert time.monotonic() - began < 5
    assert len(pids(tmp_path)) == 1
    assert gone(pids(tmp_path)[0])


async def test_it_ends_with_its_worker(tmp_path: Path) -> None:
    sandbox = Sandbox(1, MEMORY)
    program = install(tmp_path, "slow")
    try:
        with pytest.raises(SandboxTimeout):
            await sandbox.run(read_in_worker, program, grey(written(WORDS)), seconds=3)
    finally:
        sandbox.close()
    (pid,) = pids(tmp_path)
    for _ in range(50):
        if gone(pid):
            return
        await asyncio.sleep(0.1)
    pytest.fail("the program outlives the worker that asked it")


def read_in_worker(program: str, picture: bytes) -> str | None:
    return reader(program, 100.0)(picture)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed here")
def test_the_real_one() -> None:
    program = ocr.find()
    assert program, "Tesseract is there, but not with swe, ara and eng"
    image = Image.new("L", (1400, 200), "white")
    ImageDraw.Draw(image).text((40, 60), "Amina Provhult", font=ImageFont.load_default(80))
    assert "Amina Provhult" in (reader(program)(grey(image)) or "")


def pids(folder: Path) -> list[int]:
    return [int(one.name.removeprefix("pid-")) for one in folder.glob("pid-*")]


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # Ended, and nobody has asked how.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
