import pytest

from scanner.render.certainty import certainty, signed


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (0.0, "1 %"),
        (0.001, "1 %"),
        (0.504, "50 %"),
        (0.987, "99 %"),
        (0.999, "99 %"),
        (1.0, "99 %"),
    ],
)
def test_nothing_is_shown_as_impossible_or_proved(probability: float, shown: str) -> None:
    assert certainty(probability) == shown


def test_bits_are_written_as_the_language_writes_numbers() -> None:
    assert [signed(8.04, "sv"), signed(8.04, "en")] == ["+8,0", "+8.0"]
    assert signed(-0.5, "sv") == "-0,5"
