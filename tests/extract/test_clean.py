"""Text that every store takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract.clean import clean, one_line


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Åsa", "Åsa"),
        ("An\0na", "Anna"),
        ("\ud83d\ude00", "😀"),
        ("a\ud800b", "a\ufffdb"),
        ("\udc00\ud800", "\ufffd\ufffd"),
    ],
)
def test_nuls_go_and_lone_surrogates_are_replaced(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_one_line_has_single_spaces() -> None:
    assert one_line(" Anna\n\t Berg\u00a0 ") == "Anna Berg"


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_can_be_encoded_and_is_left_alone(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode()
    assert "\0" not in cleaned
    assert clean(cleaned) == cleaned
