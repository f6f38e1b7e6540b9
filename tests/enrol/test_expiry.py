"""Two reminders before an opt-in ends, in words that say nothing of what it is."""

from datetime import timedelta

import pytest

from scanner.config.settings import Config
from scanner.enrol.expiry import remind
from scanner.enrol.pause import pause
from scanner.enrol.stop import stop
from scanner.enrol.withdraw import withdraw
from scanner.store import consents, mail_links
from scanner.store.database import Store
from tests.enrol.cast import letters
from tests.findings.cast import DAY_1
from tests.store.enrolled import AMINA, BJORN, enrol

DAY = timedelta(days=1)


@pytest.fixture
def end(store: Store):
    """When Amina's opt-in ends; Björn's ends a year after it."""
    enrol(store, AMINA, DAY_1)
    enrol(store, BJORN, DAY_1 + 365 * DAY)
    return store.read(lambda tx: consents.latest(tx, AMINA)).expires_at


def sent(store: Store, config: Config, *times) -> list[int]:
    """How many mails each time brings."""
    counts = []
    for at in times:
        remind(store, config, at)
        counts.append(len(letters(store, at)))
    return counts


def test_thirty_and_seven_days_before_and_once_each(store: Store, config: Config, end) -> None:
    times = [end - n * DAY for n in (31, 30, 29, 8, 7, 6, 1)]
    assert sent(store, config, *times) == [0, 1, 0, 0, 1, 0, 0]
    assert sent(store, config, end, end + DAY) == [0, 0]


def test_after_a_long_standstill_the_nearer_one_alone(store: Store, config: Config, end) -> None:
    assert sent(store, config, end - 3 * DAY, end - 2 * DAY) == [1, 0]


def test_the_mail_goes_to_her_and_says_nothing_of_what_it_is(
    store: Store, config: Config, end
) -> None:
    remind(store, config, end - 30 * DAY)
    (letter,) = letters(store, end)
    assert letter.recipient.reveal() == "amina.provhult@provstad.example"
    said = f"{letter.subject.reveal()} {letter.text.reveal()}".lower()
    assert "upphör 2 november 2027" in said
    assert "efter den 2 december 2027 raderas allt" in said
    for word in ("bevak", "skydd", "hot ", "amina", "provhult", "ärende"):
        assert word not in said
    assert "/stop/" in said


async def test_a_pause_is_reminded_too(store: Store, config: Config, end) -> None:
    await pause(store, AMINA, DAY_1)
    assert sent(store, config, end - 30 * DAY) == [1]


async def test_who_stopped_or_left_is_not_asked(store: Store, config: Config, end) -> None:
    link = store.write(lambda tx: mail_links.issue(tx, AMINA))
    await stop(store, config, link, end - 31 * DAY)
    # The stop itself is told.
    letters(store, end - 31 * DAY)
    assert sent(store, config, end - 30 * DAY) == [0]
    withdraw(store, config, AMINA, end - 30 * DAY)
    letters(store, end)
    assert sent(store, config, end - 7 * DAY) == [0]
