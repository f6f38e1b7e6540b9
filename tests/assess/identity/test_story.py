"""What the words around a name tell."""

import pytest

from scanner.assess.context import AssessContext
from scanner.assess.identity.binding import readings
from scanner.assess.identity.story import USUAL, tellings, weights, worth
from scanner.assess.scene import scene
from tests.assess.stage import NOW, RARE, judge, page


def names(text: str) -> set[str]:
    document, mentions = page(text, "Amina Testsson")
    stage = scene(document, mentions, ())
    found = tellings(stage, readings(stage, RARE), RARE, AssessContext(now=NOW))
    return {one.name for each in found for one in each.told}


def told(text: str) -> float:
    return next(one.bits for one in judge(text).identity.evidence if one.feature == "told")


def test_a_deed_that_no_list_has_speaks_for_her() -> None:
    """The work is told, no title: the model has learned such words from pages."""
    text = "{N} kom hem till oss efter anmälan och frågade ut barnen, sen skrev hon en rapport."
    assert told(text) > 0


def test_another_life_speaks_against_her() -> None:
    text = "{N} läser ur sin nya roman och gästas av stadens orkester på lördag."
    assert told(text) < 0


def test_the_words_that_carried_it_are_shown_as_the_page_has_them() -> None:
    text = "{N} läser ur sin nya ROMAN på lördag."
    (one,) = (one for one in judge(text).identity.evidence if one.feature == "told")
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


def test_faith_and_origin_are_not_seen() -> None:
    assert names("{N} är en muslimsk kvinna.") == names("{N} är en kristen kvinna.")


def test_the_organisations_lists_are_seen_in_order_and_beside_the_name() -> None:
    found = names("Socialsekreterare {N} fattade beslut.")
    assert {"ok:own_role", "h-own_role", "h-roles"} <= found


def test_many_words_do_not_make_it_surer_than_their_mean() -> None:
    table = {f"w:{number}": 2.0 for number in range(4 * USUAL)}
    sizes = (USUAL // 4, USUAL, 4 * USUAL)
    short, usual, long = (worth(frozenset(list(table)[:size]), table) for size in sizes)
    assert short < usual < long == pytest.approx(usual * 2)


def test_a_page_that_tells_nothing_is_worth_nothing() -> None:
    assert worth(frozenset({"w:xyzzy"}), weights()) == 0.0
    assert abs(told("{N}.")) < 1.5


def test_the_same_threat_says_little_of_who_is_meant() -> None:
    """It stands behind facts for her and against her in what the model has learned from."""
    assert abs(told("Vi ska döda {N}.")) < 1.5
