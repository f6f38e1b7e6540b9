"""A long scan is watched from its second quarter on."""

import re

import pytest

from scanner.bench import pages, soak
from scanner.bench.people import people
from scanner.errors import StopError


def test_a_short_soak_is_measured() -> None:
    row = soak.measure(240)
    assert row.pages == 240
    assert row.bar == soak.BAR


def test_quarters_are_of_the_time() -> None:
    assert soak.quarters([9, 9, 1, 1, 5, 5, 3, 3]) == (1, 3)
    with pytest.raises(StopError, match="too short"):
        soak.quarters([1.0, 2.0])


def test_every_page_is_reached_and_some_name_somebody() -> None:
    count = 400
    reached = set(range(len(pages.HOSTS)))
    waiting = list(reached)
    while waiting:
        found = {int(n) for n in re.findall(r"/tradar/(\d+)", soak.body(waiting.pop(), count))}
        waiting += found - reached
        reached |= found
    assert reached == set(range(count))
    who = people(pages.ENROLLED, seed=pages.SEED)[0]
    assert who.surname.reveal() in soak.body(pages.NAMED_EVERY // 2, count)
