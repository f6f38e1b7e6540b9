"""What waits is taken once, within its time, and there is never too much of it."""

from datetime import timedelta

from scanner.portal.waiting import Waiting
from tests.conftest import MORNING

MINUTE = timedelta(minutes=1)


def test_it_is_taken_once_by_its_name() -> None:
    waiting = Waiting[str]()
    waiting.keep("name", "thing", MORNING)
    assert waiting.take("other", MORNING) is None
    assert waiting.take("name", MORNING) == "thing"
    assert waiting.take("name", MORNING) is None


def test_it_waits_for_its_time() -> None:
    waiting = Waiting[str](lifetime=MINUTE)
    waiting.keep("soon", "thing", MORNING)
    waiting.keep("late", "thing", MORNING)
    assert waiting.take("soon", MORNING + MINUTE - timedelta(seconds=1)) == "thing"
    assert waiting.take("late", MORNING + MINUTE) is None


def test_beyond_the_most_the_oldest_goes() -> None:
    waiting = Waiting[int](most=2)
    for number in range(3):
        waiting.keep(str(number), number, MORNING)
    assert [waiting.take(str(number), MORNING) for number in range(3)] == [None, 1, 2]
