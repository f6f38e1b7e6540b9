"""The stretches around spots, and that every place in them leads back into the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.edits import Odd
from scanner.match.sieve import Sieve, Spot
from scanner.match.watchlist import Watchlist
from scanner.match.windows import AROUND, FARTHEST_EDGE, windows
from scanner.model.person import WatchedPerson

SIEVE = Sieve(Watchlist.of_nobody(1).with_([WatchedPerson("p", "Amina", "Warsame")]))


def spot(start: int, end: int, name: int = 0) -> Spot:
    return Spot(0, start, end, name, None)


def test_spots_that_are_near_share_a_window() -> None:
    text = "ord " * 1000
    assert [len(each.spots) for each in windows(text, [spot(400, 410), spot(420, 430)])] == [2]
    assert [len(each.spots) for each in windows(text, [spot(400, 410), spot(2000, 2010)])] == [1, 1]


def test_words_are_looked_at_once_for_a_name() -> None:
    text = "Amina Warsame " * 20
    spots = SIEVE.spots([text])
    [window] = windows(text, spots + spots)
    asked = [(name, places) for name, stretches in window.asked() for places in stretches]
    assert len(asked) == len(set(asked)) > 20


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("i dag sade Amina Warsame att", True),
        ("Amina Warsame", True),
        ("hos Amina Warsame.", True),
        ("hos Amina Warsame-Lind", False),
        ("hos Amina Warsames gata", False),
        ("hos Karin Amina Warsame", False),
        ("hos Amina Warsame Lind", False),
        ("hos Anna-Amina Warsame är", False),
        ("hos Amina\nWarsame är", False),
        ("Karin. Amina Warsame är", False),
    ],
)
def test_two_words_stand_alone_where_nothing_beside_them_tells(text: str, alone: bool) -> None:
    found = [each.is_alone for each in windows(text, SIEVE.spots([text]))]
    assert all(found) is alone
    assert found


def test_what_stands_alone_is_judged_as_with_all_its_surroundings() -> None:
    text = "i går kväll var Amina Warsame med om det, sägs det"
    alone, wide = spot(16, 29), spot(16, 30)
    one, other = (next(windows(text, [each])) for each in (alone, wide))
    assert (one.is_alone, other.is_alone) == (True, False)
    assert one.stretch == "Amina Warsame"
    assert one.stretch in other.stretch


def test_another_reading_is_a_window_of_its_own_that_leads_into_the_text() -> None:
    text = "säger 4min4 W4rs4m3 i dag"
    found = [each for each in windows(text, SIEVE.spots([text])) if each.text.odd is Odd.LEET]
    words = {
        text[start:end]: window.text.stem(place)
        for window in found
        for place, (start, end) in enumerate(window.text.spans)
    }
    assert words["4min4"] == "amina"


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 399), st.integers(1, 20))))
def test_windows_lie_in_the_text_and_none_over_another(
    text: str, places: list[tuple[int, int]]
) -> None:
    spots = [spot(start, start + length) for start, length in places if start + length <= len(text)]
    found = [window for window in windows(text, spots) if window.text.spans]
    assert all(
        0 <= start < end <= len(window.stretch) and window.stretch in text
        for window in found
        for start, end in window.text.spans
    )
    assert all(one.begins + len(one.stretch) <= other.begins for one, other in pairwise(found))


def test_a_window_reaches_no_farther_than_it_needs() -> None:
    text = "x" * 10_000
    [window] = windows(text, [spot(5000, 5010)])
    assert len(window.text.folded.text) <= 10 + 2 * (AROUND + FARTHEST_EDGE)
