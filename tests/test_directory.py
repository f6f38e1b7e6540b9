"""What the operator's command calls who reads a mailbox: one line, soon, or nothing."""

import sys
import time

import pytest

from scanner import directory
from scanner.directory import LONGEST, called
from scanner.model.personal import UNKNOWN, Personal

MAIL = Personal("u12345@provstad.example")


def python(program: str) -> tuple[str, ...]:
    return sys.executable, "-c", program


async def test_it_is_asked_for_the_mailbox_on_its_standard_input() -> None:
    said = await called(python("print('Ek, Anna:', input())"), MAIL)
    assert said == Personal("Ek, Anna: u12345@provstad.example")


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("/nowhere/there-is-no-such-program",),
        python("print('Anna Ek'); raise SystemExit(1)"),
        python("pass"),
        python("print('Anna Ek\\nAmina Haddad')"),
        python(f"print('a' * {LONGEST + 1})"),
    ],
    ids=["none", "missing", "fails", "silent", "two", "long"],
)
async def test_anything_else_is_no_name(command: tuple[str, ...]) -> None:
    assert await called(command, MAIL) == UNKNOWN


async def test_one_that_is_late_is_ended_with_what_it_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(directory, "SECONDS", 0.5)
    program = "import subprocess; subprocess.run(['sleep', '60'])"
    began = time.monotonic()
    assert await called(python(program), MAIL) == UNKNOWN
    assert time.monotonic() - began < 20


async def test_a_failure_names_nobody_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    await called(python("print('Anna Ek'); raise SystemExit(1)"), MAIL)
    assert "directory.failed" in caplog.text
    assert "u12345" not in caplog.text
    assert "Anna" not in caplog.text
