"""The measure of pictures: its portraits are the same every time, and what docs say holds."""

from scanner.bench.pictures import copies, portrait, table
from scanner.match.photos import NEAR
from scanner.people.photo import look_of


def apart(name: str, seed: int) -> int:
    image = portrait(seed)
    copy = copies()[name](image)
    return (int(look_of(image), 16) ^ int(look_of(copy), 16)).bit_count()


def test_a_portrait_is_the_same_every_time_and_another_by_another_seed() -> None:
    assert portrait(7).tobytes() == portrait(7).tobytes() != portrait(8).tobytes()


def test_what_is_passed_on_stays_near_and_what_is_cut_does_not() -> None:
    for name in ("JPEG at 30", "half size", "150 pixels wide", "grey"):
        assert max(apart(name, seed) for seed in range(10)) <= NEAR
    assert sum(apart("a tenth cut off below", seed) > NEAR for seed in range(10)) >= 8


def test_a_table_has_a_row_for_each() -> None:
    lines = table(many=12, copied=4).splitlines()
    assert len(lines) == 4 + len(copies())
    assert all(line.count("|") == 6 for line in lines)
