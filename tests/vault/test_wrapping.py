import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import StopError
from scanner.vault.master import MasterKey
from scanner.vault.wrapping import is_wrapped_by, unwrap, wrap

OLD = MasterKey(key=b"1" * 32)
NEW = MasterKey(key=b"2" * 32)
keys = st.binary(min_size=32, max_size=32)


@given(keys, st.text(max_size=20))
def test_a_wrapped_key_opens_by_its_name(key: bytes, name: str) -> None:
    assert unwrap(OLD, name, wrap(OLD, name, key)) == key


def test_it_opens_by_no_other_name() -> None:
    with pytest.raises(StopError):
        unwrap(OLD, "person/b", wrap(OLD, "person/a", b"k" * 32))


def test_another_master_key_does_not_open_it() -> None:
    with pytest.raises(StopError):
        unwrap(NEW, "person/a", wrap(OLD, "person/a", b"k" * 32))


def test_a_wrapped_key_names_its_generation() -> None:
    wrapped = wrap(OLD, "person/a", b"k" * 32)
    assert is_wrapped_by(OLD, wrapped)
    assert not is_wrapped_by(NEW, wrapped)
