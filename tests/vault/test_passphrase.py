import pytest

from scanner.errors import StopError, UsageError
from scanner.model.personal import Personal
from scanner.vault.passphrase import LANES, MOST_MEMORY_KIB, chosen, lock, unlock

WORDS = Personal("fem ord som ingen annan vet")
LIGHT = 8 * LANES


def locked(plain: bytes = b"keys") -> bytes:
    return lock(WORDS, "test", plain, memory_kib=LIGHT)


def test_the_passphrase_opens_what_it_locked() -> None:
    assert unlock(WORDS, "test", locked()) == b"keys"
    assert b"keys" not in locked()
    assert locked() != locked()


def test_another_passphrase_or_purpose_does_not() -> None:
    for words, purpose in ((Personal("fem ord som ingen annan Vet"), "test"), (WORDS, "master")):
        with pytest.raises(StopError, match="passphrase is another"):
            unlock(words, purpose, locked())


@pytest.mark.parametrize("at", [5, 20, 22, 40, -1])
def test_a_changed_byte_does_not_open(at: int) -> None:
    spoilt = bytearray(locked())
    spoilt[at] ^= 1
    with pytest.raises(StopError):
        unlock(WORDS, "test", bytes(spoilt))


@pytest.mark.parametrize(
    "head", [b"", b"\x01", b"\x02" + (64).to_bytes(4, "big"), b"\x01\xff\xff\xff\xff"]
)
def test_no_file_makes_us_take_more_memory_than_there_is(head: bytes) -> None:
    assert MOST_MEMORY_KIB < 0xFFFFFFFF
    with pytest.raises(StopError, match="no file that a passphrase opens"):
        unlock(WORDS, "test", head + bytes(80))


def test_a_new_passphrase_is_long_enough_to_stand_alone() -> None:
    assert chosen(WORDS) == WORDS
    with pytest.raises(UsageError, match="15 letters"):
        chosen(Personal("fjorton tecken"))
