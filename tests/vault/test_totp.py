from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from scanner.vault.totp import accepted, address, code, new_secret, step_of

SECRET = b"12345678901234567890"
"""RFC 6238, appendix B."""
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
STEP = timedelta(seconds=30)
NEVER = 0


@pytest.mark.parametrize(
    ("seconds", "last_six"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(seconds: int, last_six: str) -> None:
    assert code(SECRET, step_of(datetime.fromtimestamp(seconds, UTC))) == last_six


@pytest.mark.parametrize(
    ("late", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_differ_by_one_step(late: int, opens: bool) -> None:
    typed = code(SECRET, step_of(NOW) + late)
    assert (accepted(SECRET, typed, NOW, after=NEVER) is not None) is opens


def test_a_code_opens_once() -> None:
    typed = code(SECRET, step_of(NOW))
    step = accepted(SECRET, typed, NOW, after=NEVER)
    assert step == step_of(NOW)
    assert accepted(SECRET, typed, NOW, after=step) is None
    assert accepted(SECRET, typed, NOW + STEP, after=step) is None
    assert accepted(SECRET, code(SECRET, step + 1), NOW + STEP, after=step) == step + 1


@pytest.mark.parametrize("typed", ["", "abc", "12345", "1234567", "１２３４５６", "\0"])
def test_anything_else_does_not_open(typed: str) -> None:
    assert accepted(SECRET, typed, NOW, after=NEVER) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    typed = code(SECRET, step_of(NOW))
    assert accepted(SECRET, f" {typed[:3]} {typed[3:]}", NOW, after=NEVER) is not None


def test_an_app_reads_the_secret_from_the_address() -> None:
    said = address(new_secret(), account="amina", issuer="Provstad")
    assert said.startswith("otpauth://totp/Provstad:amina?")
    assert "secret=" in said


def test_a_space_in_a_name_is_no_plus() -> None:
    said = address(new_secret(), account="Anna + Amina", issuer="Provstads kommun")
    assert "+" not in said
    assert "issuer=Provstads%20kommun" in said
    assert unquote(said).startswith("otpauth://totp/Provstads kommun:Anna + Amina?")
