"""What is no detail of hers, against its own examples."""

import time

import pytest

from scanner.identifiers.candidate import Sign, reading
from scanner.identifiers.case_number import CASE_NUMBER
from scanner.identifiers.relative import RELATIVE
from scanner.text.fold import fold

SIGNS = {"case_number": CASE_NUMBER, "relative": RELATIVE}
HITS = [(name, text, normal) for name, sign in SIGNS.items() for text, normal in sign.hits]
NEAR_MISSES = [(name, text) for name, sign in SIGNS.items() for text in sign.near_misses]


def found(sign: Sign, text: str) -> list[str]:
    return [one.normal for one in sign.find(reading(fold(text)))]


@pytest.mark.parametrize(("name", "text", "normal"), HITS)
def test_hits_are_found(name: str, text: str, normal: str) -> None:
    assert found(SIGNS[name], f"Å före {text} efter") == [normal]
    assert SIGNS[name].stands_in(fold(text))


@pytest.mark.parametrize(("name", "text"), NEAR_MISSES)
def test_near_misses_are_not(name: str, text: str) -> None:
    assert found(SIGNS[name], text) == []


@pytest.mark.parametrize(
    "unit", ["mål ", "mål 1", "dnr ", "dnr a-1", "1-k1", "hennes ", "her son "]
)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    """Eight times the text may take no more than about eight times as long."""

    def seconds(length: int) -> float:
        folded = fold((unit * length)[:length])
        start = time.process_time()
        assert not any(sign.stands_in(folded) for sign in SIGNS.values())
        return time.process_time() - start

    assert seconds(16_000) < 24 * min(seconds(2_000) for _ in range(2)) + 0.1


def test_no_relative_is_kept_by_name() -> None:
    assert "Sara" not in repr(list(RELATIVE.find(reading(fold("hennes dotter Sara")))))
