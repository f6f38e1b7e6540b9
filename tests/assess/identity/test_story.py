"""What the words around a name tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.assess.context import AssessContext
from scanner.assess.identity.binding import readings
from scanner.assess.identity.story import MOST_BITS, USUAL, tellings, weights, worth
from scanner.assess.policy import POLICY
from scanner.assess.scene import scene
from tests.assess.stage import NOW, RARE, judge, page


def names(text: str) -> set[str]:
    document, mentions = page(text, "Amina Testsson")
    stage = scene(document, mentions, ())
    found = tellings(stage, readings(stage, RARE), RARE, AssessContext(now=NOW))
    return {one.name for each in found for one in each.traits}


def told(text: str) -> float:
    return next(one.bits for one in judge(text).identity.evidence if one.feature == "words")


def test_a_deed_that_no_list_has_speaks_for_her() -> None:
    """The work is told, no title: the model has learned such words from pages."""
    text = "{N} kom hem till oss efter anmälan och frågade ut barnen, sen skrev hon en rapport."
    assert told(text) > 0


def test_another_life_speaks_against_her() -> None:
    text = "{N} läser ur sin nya roman och gästas av stadens orkester på lördag."
    assert told(text) < 0


def test_the_words_that_carried_it_are_shown_as_the_page_has_them() -> None:
    text = "{N} läser ur sin nya ROMAN på lördag."
    (one,) = (one for one in judge(text).identity.evidence if one.feature == "words")
    words = one.because.words.reveal()
    assert words
    assert all(word in text for word in words.split(" … "))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{N} mötte Karin Andersson på torget.", "{N} mötte Mohamed Hassan på torget."),
        ("{N} i Malmö vann.", "{N} i Kiruna vann."),
    ],
)
def test_who_else_is_named_and_which_town_it_is_is_not_seen(one: str, other: str) -> None:
    assert names(one) == names(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{N} är en muslimsk kvinna.", "{N} är en kristen kvinna."),
        ("Social worker {N} wrote to me in Swedish.", "Social worker {N} wrote to me in Arabic."),
        ("Jag såg {N} i moskén.", "Jag såg {N} i kyrkan."),
        ("I saw {N} with muslim families.", "I saw {N} with christian families."),
        ("{N} talade i Islam.", "{N} talade i Kristendomen."),
        ("{N} pratar somaliska med oss.", "{N} pratar arabiska med oss."),
    ],
)
def test_faith_origin_and_language_are_no_evidence(one: str, other: str) -> None:
    assert names(one) == names(other)
    bits = [
        [(why.feature, why.bits) for why in judge(text).identity.evidence] for text in (one, other)
    ]
    assert bits[0] == bits[1]


@pytest.mark.parametrize("country", ["Somalia", "Norge", "Irak", "Tyskland"])
def test_a_country_is_no_other_place(country: str) -> None:
    found = judge(f"Socialsekreterare {{N}} från {country} skrev utredningen.").identity
    assert not {why.feature for why in found.evidence} & {"other_town", "other_place"}
    assert found.probability >= POLICY.alert


@given(st.sampled_from(["muslimsk", "arabisk", "svensk", "kristen"]), st.integers(0, 7))
def test_a_silent_word_changes_nothing_wherever_it_stands(silent: str, at: int) -> None:
    words = ["Socialsekreterare", "{N}", "skrev", "i", "utredningen", "om", "familjen."]
    assert names(" ".join([*words[:at], silent, *words[at:]])) == names(" ".join(words))


def test_the_organisations_lists_are_seen_in_order_and_beside_the_name() -> None:
    found = names("Socialsekreterare {N} fattade beslut.")
    assert {"ok:own_role", "h-own_role", "h-roles"} <= found


def test_many_words_do_not_make_it_surer_than_their_mean() -> None:
    table = {f"w:{number}": 0.02 for number in range(4 * USUAL)}
    sizes = (USUAL // 4, USUAL, 4 * USUAL)
    short, usual, long = (worth(frozenset(list(table)[:size]), table) for size in sizes)
    assert short < usual < long == pytest.approx(usual * 2)


def test_no_words_bury_every_fact_beside_them() -> None:
    table = {f"w:{number}": -9.0 for number in range(1600)}
    assert worth(frozenset(table), table) == -MOST_BITS


def test_a_page_that_tells_nothing_is_worth_nothing() -> None:
    assert worth(frozenset({"w:xyzzy"}), weights()) == 0.0
    assert abs(told("{N}.")) < 1.5


def test_the_same_threat_says_little_of_who_is_meant() -> None:
    """It stands behind facts for her and against her in what the model has learned from."""
    assert abs(told("Vi ska döda {N}.")) < 1.5
