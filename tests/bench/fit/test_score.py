"""The weights of traits are estimated again from a small part."""

from pathlib import Path

import pytest

from scanner.bench.fit.score import BELIEFS, Example, estimated, examples
from scanner.bench.names.development import read
from scanner.match.score import Trait, Weighed, weights

DATA = Path(__file__).parents[3] / ".." / "shared" / "data" / "names"


def test_what_is_often_right_weighs_more_than_what_is_often_wrong() -> None:
    seen = [
        Example((Weighed(Trait.FULL), Weighed(trait)), is_right, 1.0)
        for trait, rights in ((Trait.REVERSED, 95), (Trait.LINE, 30))
        for is_right in (True,) * rights + (False,) * (100 - rights)
    ]
    found = estimated(seen)
    assert found[Trait.REVERSED] > found[Trait.LINE]
    assert found[Trait.THING] == BELIEFS[Trait.THING]


def test_without_examples_an_engineer_is_believed() -> None:
    assert estimated([]) == BELIEFS


@pytest.mark.skipif(
    not DATA.exists(), reason="needs ../shared/data/names, the public development data"
)
def test_the_shipped_weights_come_out_of_a_part_of_the_data() -> None:
    found = estimated(list(examples(read(DATA / "sv_variants"), 1.0)))
    shipped = weights()
    for trait in (Trait.FULL, Trait.WEAKEST, Trait.TYPO, Trait.BORNE, Trait.REVERSED):
        assert found[trait] == pytest.approx(shipped[trait], abs=2.5)
