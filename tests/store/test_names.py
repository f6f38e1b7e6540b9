"""Random names: as long as they say, never twice, readable aloud."""

import re

from scanner.store.names import READABLE, new_id, readable


def test_ids_are_32_hex_digits_and_never_the_same() -> None:
    drawn = {new_id() for _ in range(200)}
    assert len(drawn) == 200
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in drawn)


def test_short_names_hold_nothing_that_is_mistaken_for_another() -> None:
    assert len(set(READABLE)) == len(READABLE)
    assert not set("01IOLSU") & set(READABLE)
    assert set(readable(2000)) == set(READABLE)
