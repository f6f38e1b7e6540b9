"""Time to say no: somebody new is looked for only a day later, and learns of it at once."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.config.settings import Config
from scanner.enrol import optin
from scanner.enrol.activation import begin_watches
from scanner.enrol.optin import OptedIn
from scanner.model.ids import ScanId
from scanner.store import consents, mail_links, people, scans
from scanner.store.database import Store, generation
from tests.conftest import MORNING
from tests.enrol.cast import FORM, MAIL, begin, letters, person_of

HOUR = timedelta(hours=1)
DAY = 24 * HOUR


@pytest.fixture
def slow(config: Config) -> Config:
    """As outside a lab."""
    return replace(config, portal=replace(config.portal, activation_hours=24))


async def opt_in(store: Store, config: Config) -> OptedIn:
    opted_in = await optin.submit(store, config, await begin(store, config), FORM, MORNING)
    assert isinstance(opted_in, OptedIn)
    return opted_in


def is_watched(store: Store, now) -> bool:
    return bool(store.read(lambda tx: people.watched(tx, now)))


async def test_the_watch_begins_a_day_later(any_store: Store, slow: Config) -> None:
    opted_in = await opt_in(any_store, slow)
    assert opted_in.active_from == MORNING + DAY
    assert not is_watched(any_store, MORNING + DAY - HOUR)
    assert is_watched(any_store, MORNING + DAY)


async def test_a_change_moves_the_beginning_neither_way(store: Store, slow: Config) -> None:
    await opt_in(store, slow)
    assert await optin.change(store, slow, person_of(store), FORM, MORNING + HOUR) == ()
    last = store.read(lambda tx: consents.latest(tx, person_of(store)))
    assert last.active_from == MORNING + DAY
    await optin.change(store, slow, person_of(store), FORM, MORNING + 3 * DAY)
    assert is_watched(store, MORNING + 3 * DAY)


async def test_her_mailbox_is_told_with_a_link_that_stops_it(store: Store, slow: Config) -> None:
    await opt_in(store, slow)
    (letter,) = letters(store)
    assert letter.recipient == MAIL
    said = letter.text.reveal()
    assert "22 november 2026 kl. 07.00" in said
    for word in ("Amina", "Provhult", "socialsekreterare"):
        assert word not in said
    link = re.search(r"http://127\.0\.0\.1:8080/stop/(\S+)", said)
    assert link is not None
    assert store.read(lambda tx: mail_links.person_of(tx, link[1])) == person_of(store)


async def test_every_page_is_read_for_her_once_from_then_on(store: Store, slow: Config) -> None:
    store.write(lambda tx: scans.begin(tx, ScanId("a" * 32), MORNING - HOUR))
    await opt_in(store, slow)
    grown = []
    for number, now in enumerate((MORNING + HOUR, MORNING + DAY, MORNING + DAY + HOUR)):
        before = store.read(generation)
        store.write(lambda tx, now=now: begin_watches(tx, now))
        grown.append(store.read(generation) > before)
        scan_id = ScanId(f"{number:032x}")
        store.write(lambda tx, now=now, scan_id=scan_id: scans.begin(tx, scan_id, now))
    assert grown == [False, True, False]
