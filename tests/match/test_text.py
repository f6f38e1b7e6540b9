"""Two words of letters answer as any text does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.text import Text, two

WORDS = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)


def answers(text: Text) -> list[object]:
    """All that a text says of its words, and of the places beside them."""
    places = range(len(text.words))
    asked = (
        text.written, text.stem, text.is_capital, text.is_lower, text.is_shouted, text.is_initial,
        text.has_ending, text.is_dotted, text.has_no_case,
    )  # fmt: skip
    beside = range(-2, len(places) + 2)
    return [
        text.words,
        text.spans,
        [ask(place) for ask in asked for place in places],
        [ask(place) for ask in (text.gap, text.is_hyphened_before) for place in beside],
        [text.is_joined_by(place, "&") for place in beside],
        [text.is_tight(place) for place in places[:-1]],
        [text.is_alone(first, last) for first in places for last in places[first:]],
        [text.within(place, 0, len(text.stem(place))) for place in places],
    ]


@pytest.mark.parametrize(
    "stretch",
    [
        "Amina Warsame",
        "åsa löfberg",
        "AMINA Warsame",
        "AminaBritta Warsame",
        "Straße Testberg",
        "سارة الخطيب",
        "Aʼbd Testberg",
        "A Testberg",
        "Aminawarsame",
        "Amina Britta Warsame",
        "Amina  Warsame",
        "",
    ],
)
def test_two_words_are_read_as_any_text(stretch: str) -> None:
    assert answers(two(stretch)) == answers(Text.plain(stretch))


@given(WORDS, WORDS)
def test_any_two_words_of_letters_are_read_as_any_text(one: str, other: str) -> None:
    assert answers(two(f"{one} {other}")) == answers(Text.plain(f"{one} {other}"))
