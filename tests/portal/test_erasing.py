"""With nothing at work but the portal, what was stopped is gone when she was told it would be."""

import asyncio
from datetime import timedelta

from scanner.config.settings import Config
from scanner.enrol.stop import ERASED_AFTER
from scanner.portal.erasing import erase_when_due
from scanner.store import mail_links, people, scans
from scanner.store.database import Store
from tests.portal.conftest import Clock
from tests.portal.visitor import Visitor

QUARTER = timedelta(minutes=15)


async def at_work(store: Store, config: Config, clock: Clock) -> None:
    """The portal comes by once."""
    stop = asyncio.Event()
    working = asyncio.create_task(erase_when_due(store, config, clock, stop, 60))
    await asyncio.sleep(0.05)
    stop.set()
    await working


async def stopped(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    (her,) = store.read(people.ids)
    token = store.write(lambda tx: mail_links.issue(tx, her))
    await visitor.press(await visitor.open(f"/stop/{token}"), "/stop")


async def test_a_stop_erases_after_three_days_without_any_scan(
    visitor: Visitor, store: Store, config: Config, clock: Clock
) -> None:
    await stopped(visitor, store)
    end = clock() + ERASED_AFTER
    clock.at = end - 8 * QUARTER
    while clock() < end - QUARTER:
        clock.at += QUARTER
        await at_work(store, config, clock)
    assert len(store.read(people.ids)) == 1
    clock.at = end
    await at_work(store, config, clock)
    assert store.read(people.ids) == frozenset()
    assert store.read(scans.last_scan_began) is None


async def test_a_clock_that_leaps_ahead_erases_nobody_at_once(
    visitor: Visitor, store: Store, config: Config, clock: Clock
) -> None:
    await stopped(visitor, store)
    await at_work(store, config, clock)
    clock.pass_time(hours=24 * 400)
    for _ in range(3):
        await at_work(store, config, clock)
    assert len(store.read(people.ids)) == 1
    clock.pass_time(hours=-24 * 400)
    await at_work(store, config, clock)
    clock.pass_time(hours=2)
    await at_work(store, config, clock)
    assert len(store.read(people.ids)) == 1


async def test_after_a_long_silence_it_is_an_hour_later(
    visitor: Visitor, store: Store, config: Config, clock: Clock
) -> None:
    await stopped(visitor, store)
    clock.pass_time(hours=100)
    await at_work(store, config, clock)
    assert len(store.read(people.ids)) == 1
    clock.pass_time(hours=1)
    await at_work(store, config, clock)
    assert store.read(people.ids) == frozenset()


async def test_coming_by_once_a_day_is_enough(
    visitor: Visitor, store: Store, config: Config, clock: Clock
) -> None:
    await stopped(visitor, store)
    for hours, left in ((36, 1), (24, 1), (24, 0)):
        clock.pass_time(hours=hours)
        await at_work(store, config, clock)
        assert len(store.read(people.ids)) == left


async def test_what_fails_is_tried_again_and_the_pages_go_on(
    visitor: Visitor, store: Store, config: Config, clock: Clock
) -> None:
    await stopped(visitor, store)
    stop, told = asyncio.Event(), []

    def broken():
        told.append(1)
        if len(told) == 3:
            stop.set()
        raise OSError("no clock")

    await erase_when_due(store, config, broken, stop, 0.01)
    assert len(told) == 3
