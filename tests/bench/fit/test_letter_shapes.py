"""The model of letters in the lexicon, estimated again."""

import csv
from pathlib import Path

import numpy as np
import pytest

from scanner.bench.fit.letter_shapes import likelihood, shape
from scanner.match.lexicon import STEP, Role, lexicon, spelled

COUNTS = Path(__file__).parents[3] / ".." / "shared" / "data" / "names" / "resources"


def test_letters_that_follow_each_other_are_likelier() -> None:
    shaped = shape(["lindberg", "lindgren", "sandberg"], 3)
    usual, strange = likelihood(shaped, ["sandgren", "dnbgrnel"])
    assert usual > strange + 10


def test_what_follows_two_letters_adds_up_to_one() -> None:
    shaped = shape(["lindberg", "lindgren", "sandberg"], 3)
    assert np.allclose(np.exp2(shaped).reshape(-1, 27).sum(axis=1), 1.0)


@pytest.mark.skipif(not COUNTS.exists(), reason="needs ../shared/data/names/resources")
def test_the_letters_of_surnames_are_those_of_the_shipped_lexicon() -> None:
    with (COUNTS / "scb_surnames_2020.csv").open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    words = spelled(name for name in names if name.isalpha())
    letters = {bytes(row[row > 0]).decode("latin-1") for row in words}
    estimated = shape(sorted(each for each in letters if each.isascii() and each.isalpha()), 3)
    shipped = lexicon().shapes[Role.SURNAME].astype(np.float64) * -STEP
    assert np.abs(np.maximum(estimated, -31.75) - shipped)[1:].max() < 0.5
