import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match import slips

KEYS = st.text("abcdeghilmnorst", min_size=4, max_size=14)


@pytest.mark.parametrize(
    ("key", "allowed"),
    [
        ("bo", 0),
        ("ali", 0),
        ("anna", 1),
        ("warsame", 1),
        ("testberg", 2),
        ("محمود", 0),
        ("анна", 1),
    ],
)
def test_longer_names_may_have_more_slips(key: str, allowed: int) -> None:
    assert slips.allowed(key) == allowed


LIKELY = [
    ("testbegr", "testberg"),
    ("testtberg", "testberg"),
    ("testbrg", "testberg"),
    ("teatberg", "testberg"),
    ("warsami", "warsame"),
]
UNLIKELY = [("lindborg", "lindberg"), ("häggblom", "häggblad"), ("hill", "hall"), ("mark", "mary")]


@pytest.mark.parametrize(("written", "known"), LIKELY)
def test_what_hands_do(written: str, known: str) -> None:
    assert slips.count(written, known) == 1
    assert slips.likelihood(written, known) > 0.85


@pytest.mark.parametrize(("written", "known"), UNLIKELY)
def test_what_other_names_look_like(written: str, known: str) -> None:
    assert slips.likelihood(written, known) < 0.75


def test_no_slip_is_certain() -> None:
    assert slips.likelihood("testberg", "testberg") == 1.0


@given(KEYS, st.data())
def test_a_word_with_one_slip_shares_a_shortened_form_with_the_name(
    known: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(known) - 1))
    written = known[:place] + data.draw(st.sampled_from(["", "x", "xy"])) + known[place + 1 :]
    if slips.count(written, known) <= slips.allowed(known):
        most = slips.allowed(known)
        assert set(slips.shortened(known, most)) & set(slips.shortened(written, most))


@given(KEYS)
def test_shortened_forms_are_few(key: str) -> None:
    assert len(list(slips.shortened(key * 3, 2))) <= 29
