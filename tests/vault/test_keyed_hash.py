from hypothesis import given
from hypothesis import strategies as st

from scanner.vault.keyed_hash import keyed_hash

pairs = st.tuples(st.text(max_size=10), st.text(max_size=10))


@given(pairs, pairs)
def test_equal_details_agree_and_no_others(one: tuple[str, str], other: tuple[str, str]) -> None:
    key = b"k" * 32
    assert (keyed_hash(key, *one) == keyed_hash(key, *other)) == (one == other)


def test_without_the_same_key_hashes_do_not_agree() -> None:
    phone = "+46701740605"
    assert keyed_hash(b"k" * 32, "phone", phone) != keyed_hash(b"o" * 32, "phone", phone)


def test_a_hash_is_32_bytes() -> None:
    assert len(keyed_hash(b"k" * 32, "plate", "ABC123")) == 32
