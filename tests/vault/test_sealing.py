import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import StopError
from scanner.vault.sealing import encode, key_id, new_key, open_sealed, row_context, seal

KEY = b"k" * 32
OTHER_KEY = b"o" * 32
CONTEXT = row_context("provstad", "person", "sealed", "a" * 32, "row 1")

parts = st.lists(st.text(max_size=12), max_size=5)


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_again(plain: bytes) -> None:
    assert open_sealed(KEY, CONTEXT, seal(KEY, CONTEXT, plain)) == plain


def test_two_seals_of_one_value_differ() -> None:
    assert seal(KEY, CONTEXT, b"same") != seal(KEY, CONTEXT, b"same")


def test_a_sealed_value_shows_nothing_of_the_plain_one() -> None:
    assert b"Amina" not in seal(KEY, CONTEXT, b"Amina " * 40)


@pytest.mark.parametrize(
    "context",
    [
        row_context("annanstad", "person", "sealed", "a" * 32, "row 1"),
        row_context("provstad", "detail", "sealed", "a" * 32, "row 1"),
        row_context("provstad", "person", "other", "a" * 32, "row 1"),
        row_context("provstad", "person", "sealed", "b" * 32, "row 1"),
        row_context("provstad", "person", "sealed", "a" * 32, "row 2"),
    ],
    ids=["tenant", "table", "column", "person", "row"],
)
def test_a_value_moved_elsewhere_does_not_open(context: bytes) -> None:
    with pytest.raises(StopError, match="does not open"):
        open_sealed(KEY, context, seal(KEY, CONTEXT, b"hers"))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(StopError):
        open_sealed(OTHER_KEY, CONTEXT, seal(KEY, CONTEXT, b"hers"))


@given(st.binary(max_size=40), st.data())
def test_no_changed_bit_goes_unseen(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, CONTEXT, plain))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(StopError):
        open_sealed(KEY, CONTEXT, bytes(sealed))


@given(st.binary(max_size=60))
def test_bytes_that_were_never_sealed_do_not_open(noise: bytes) -> None:
    with pytest.raises(StopError):
        open_sealed(KEY, CONTEXT, noise)


@pytest.mark.parametrize("cut", [0, 1, 9, 20, 21, 36])
def test_a_value_cut_short_does_not_open(cut: int) -> None:
    with pytest.raises(StopError):
        open_sealed(KEY, CONTEXT, seal(KEY, CONTEXT, b"hers")[:cut])


@given(parts, parts)
def test_different_parts_never_give_the_same_bytes(one: list[str], other: list[str]) -> None:
    assert (encode(*one) == encode(*other)) == (one == other)


def test_a_keys_id_tells_keys_apart_and_is_not_part_of_the_key() -> None:
    key = new_key()
    assert key_id(key) == key_id(key)
    assert key_id(key) != key_id(new_key())
    assert key_id(key) not in key
