"""A row holds of each character what the table of letters says of it."""

import sys

import numpy as np

from scanner.match.letters import BROKEN, ODD, UPPER, table
from scanner.match.row import laid

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))


def test_every_character_is_laid_as_the_table_has_it() -> None:
    row, codes = laid([EVERY]), table()
    letters, is_capital = row.letters[: len(EVERY)], row.is_capital[: len(EVERY)]
    assert np.array_equal(letters, codes & 0xFF)
    assert np.array_equal(is_capital, codes & UPPER > 0)
    assert row.low[: len(EVERY)].tolist() == [min(point, 0xFF) for point in range(len(EVERY))]


def test_what_may_disguise_a_word_or_begin_a_broken_letter_is_odd() -> None:
    row = laid([EVERY])
    odd = {*np.flatnonzero(table() & ODD).tolist(), *map(ord, BROKEN)}
    assert {*row.odd.tolist()} == odd
