import sys

import pytest

from scanner.errors import StopError
from scanner.vault import command


def python(program: str) -> tuple[str, ...]:
    return sys.executable, "-c", program


def test_what_it_says_is_taken_without_a_shell() -> None:
    argv = (*python("import sys; print(sys.argv[1])"), "$HOME; ls")
    assert command.said(argv, "data.x") == "$HOME; ls"


@pytest.mark.parametrize(
    "argv",
    [
        ("/nowhere/there-is-no-such-program",),
        python("raise SystemExit(3)"),
        python("pass"),
        python("print('code'); raise SystemExit(1)"),
    ],
)
def test_one_that_fails_is_named_by_its_setting(argv: tuple[str, ...]) -> None:
    with pytest.raises(StopError, match=r"data\.x .*[Rr]un it by hand") as caught:
        command.said(argv, "data.x")
    assert "code'" not in str(caught.value)


def test_one_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SECONDS", 0.2)
    with pytest.raises(StopError, match="took too long"):
        command.said(python("import time; time.sleep(60)"), "data.x")
