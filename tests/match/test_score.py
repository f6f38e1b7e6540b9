import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.edits import Odd
from scanner.match.score import STRONG, Trait, Weighed, probability, strength, weights

EXACT = (Weighed(Trait.FULL), Weighed(Trait.WEAKEST), Weighed(Trait.OTHERS))


@given(st.floats(allow_nan=False))
def test_strength_lies_between_another_name_and_nobody_elses(bits: float) -> None:
    assert -1.0 <= strength(bits) <= 1.0


def test_every_odd_reading_weighs_something() -> None:
    assert {Trait(odd.value) for odd in Odd} <= set(weights())


def test_a_name_as_enrolled_claims_precision_99() -> None:
    assert probability(EXACT) >= 0.99


@pytest.mark.parametrize(
    "trait",
    [
        Trait.VARIANT,
        Trait.TYPO,
        Trait.BORNE,
        Trait.INITIAL,
        Trait.REVERSED,
        Trait.HALF_GIVEN,
        Trait.HALF_SURNAME,
        Trait.MIXED_CASE,
        Trait.LOWER_WORDS,
        Trait.THING,
        Trait.LEET,
        Trait.HALVES,
    ],
)
def test_what_speaks_against_a_mention_makes_it_less_likely(trait: Trait) -> None:
    assert probability((*EXACT, Weighed(trait))) < probability(EXACT)


def test_every_trait_has_a_weight() -> None:
    assert set(weights()) == set(Trait) - {Trait.NEVER}


@given(st.lists(st.builds(Weighed, st.sampled_from(list(weights())), st.floats(-2, 2))))
def test_a_score_is_a_probability(traits: list[Weighed]) -> None:
    assert 0.0 <= probability(traits) <= 1.0


def test_bits_beyond_the_strongest_tell_no_more() -> None:
    assert strength(STRONG) == strength(10 * STRONG) == 1.0
