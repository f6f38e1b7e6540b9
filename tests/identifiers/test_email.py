"""Addresses that a page hides in hexadecimal digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.identifiers.email import unprotected


@given(st.text(min_size=1, max_size=60), st.integers(0, 255))
def test_what_is_hidden_is_read_again(address: str, key: int) -> None:
    hidden = bytes([key, *(key ^ byte for byte in address.encode())]).hex()
    assert unprotected(hidden) == address


@pytest.mark.parametrize("hidden", ["", "x", "2a4", "2a4b47é", "00ff", "2a 4b zz"])
def test_anything_else_is_nothing(hidden: str) -> None:
    assert unprotected(hidden) is None
