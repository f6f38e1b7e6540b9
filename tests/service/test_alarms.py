"""Operators hear once that a source is blind or late, and once that it is over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from scanner.alert.alarms import tell_alarms
from scanner.config.settings import Config
from scanner.model.alarm import Alarm, AlarmKind
from scanner.model.frontier import SourceState
from scanner.model.ids import SourceId
from scanner.model.page import MissReason
from scanner.model.staff import Role
from scanner.places.sources import Source, SourceKind
from scanner.service.alarms import alarms, is_late
from scanner.store import outbox
from scanner.store.database import Store, Transaction
from scanner.store.outbox import Letter
from tests.cli.world import THREAD
from tests.conftest import MORNING
from tests.postbag import emptied
from tests.service.conftest import Staged
from tests.service.test_loop import QUICK, serving, until
from tests.sources.test_kinds import source as made
from tests.store.test_staff import MAIL, added

HOUR = timedelta(hours=1)
FORUM = made(SourceKind.SITE)
BLOG = replace(FORUM, source_id=SourceId("blogg"), name="Bloggen")
TEST = replace(FORUM, source_id=SourceId("vakt"), name="Testsidan", canary=True)
NAMES = {
    AlarmKind.BLIND: {one.source_id: one.name for one in (FORUM, BLOG)},
    AlarmKind.LATE: {one.source_id: one.name for one in (FORUM, BLOG)},
    AlarmKind.ASLEEP: {TEST.source_id: TEST.name},
}


def state(tried: datetime, *, good: datetime | None = None, misses: int = 0) -> SourceState:
    reason = MissReason.BLOCKED if misses else None
    return SourceState(
        source_id=FORUM.source_id, tried_at=tried, last_good_at=good, misses=misses, reason=reason
    )


def up(*states: SourceState, now: datetime = MORNING) -> list[AlarmKind]:
    return [one.kind for one in alarms([FORUM], states, now, MORNING - 9 * HOUR)]


def test_a_source_that_is_seen_in_time_is_no_alarm() -> None:
    assert up(state(MORNING - HOUR, good=MORNING - HOUR)) == []


@pytest.mark.parametrize(
    ("misses", "hours", "expected"),
    [(2, 9, []), (3, 2, []), (3, 4, [AlarmKind.BLIND])],
    ids=["too few tries", "too short", "blind"],
)
def test_blind_is_who_is_tried_in_vain(misses: int, hours: int, expected: list[AlarmKind]) -> None:
    assert up(state(MORNING, good=MORNING - hours * HOUR, misses=misses)) == expected


def test_who_was_never_seen_is_blind_after_some_tries() -> None:
    assert up(state(MORNING, misses=3)) == [AlarmKind.BLIND]


def test_late_is_who_is_not_tried() -> None:
    assert up(state(MORNING - 2 * HOUR)) == []
    assert up(state(MORNING - 3 * HOUR)) == [AlarmKind.LATE]
    assert up() == [AlarmKind.LATE], "never tried since the service began"


def test_a_hot_source_is_late_by_its_own_cadence() -> None:
    """As a source of its own: that others are read meanwhile does not hide it."""
    hot = replace(FORUM, cadence_minutes=5)
    since, minute = MORNING - 9 * HOUR, timedelta(minutes=1)
    assert not is_late(hot, state(MORNING - 40 * minute), MORNING, since)
    assert is_late(hot, state(MORNING - 41 * minute), MORNING, since)
    assert not is_late(BLOG, state(MORNING - 41 * minute), MORNING, since)


def test_who_is_read_at_two_hours_of_the_day_is_late_after_two_of_them() -> None:
    """What a restart in between makes of a schedule is no lateness."""
    twice = replace(FORUM, schedule="0 6,18 * * *", time_zone="UTC")
    read, since = state(MORNING), MORNING - 9 * HOUR
    assert not is_late(twice, read, MORNING + 24 * HOUR, since)
    assert not is_late(twice, read, MORNING + 30 * HOUR, MORNING + 29 * HOUR)
    assert is_late(twice, read, MORNING + 25 * HOUR, since)


def test_nobody_is_late_because_the_service_was_off() -> None:
    assert not is_late(FORUM, state(MORNING - 90 * HOUR), MORNING, MORNING - HOUR)


def test_quiet_hours_make_nobody_late() -> None:
    quiet = replace(FORUM, quiet_hours="22:00-06:00", time_zone="UTC")
    since = datetime(2026, 11, 20, tzinfo=UTC)
    before = state(datetime(2026, 11, 20, 22, tzinfo=UTC))
    assert not is_late(quiet, before, datetime(2026, 11, 21, 6, 30, tzinfo=UTC), since)
    assert is_late(quiet, before, datetime(2026, 11, 21, 9, tzinfo=UTC), since)


def blind(source: Source, since: datetime | None = MORNING) -> Alarm:
    return Alarm(
        kind=AlarmKind.BLIND, source_id=source.source_id, name=source.name, since=since,
        reason=MissReason.BLOCKED,
    )  # fmt: skip


def taken(now: datetime) -> Callable[[Transaction], list[Letter]]:
    def take(tx: Transaction) -> list[Letter]:
        mails = emptied(tx, now)
        for mail in mails:
            outbox.settle_sent(tx, mail)
        return [mail.letter for mail in mails]

    return take


def told(store: Store, config: Config, now: datetime, *is_so: Alarm) -> Sequence[str]:
    store.write(lambda tx: tell_alarms(tx, is_so, NAMES, config, now))
    return [one.subject.reveal() + one.text.reveal() for one in store.write(taken(now))]


def test_each_operator_hears_once_of_the_begin_and_once_of_the_end(
    any_store: Store, config: Config
) -> None:
    for mail in ("dag@provstad.example", "eva@provstad.example"):
        added(any_store, mail, Role.OPERATOR)
    added(any_store, "hr@provstad.example", Role.HR)
    begun = told(any_store, config, MORNING, blind(FORUM), blind(BLOG, None))
    assert len(begun) == 2
    assert "Forumet" in begun[0]
    assert "Bloggen" in begun[0]
    assert told(any_store, config, MORNING + HOUR, blind(FORUM), blind(BLOG)) == []
    ended = told(any_store, config, MORNING + 2 * HOUR, blind(BLOG))
    assert len(ended) == 2
    assert "Forumet" in ended[0]
    assert "Bloggen" not in ended[0]
    assert len(told(any_store, config, MORNING + 3 * HOUR, blind(FORUM), blind(BLOG))) == 2


def test_a_source_that_is_looked_at_no_more_is_not_said_to_be_seen(
    any_store: Store, config: Config
) -> None:
    added(any_store, role=Role.OPERATOR)
    gone = replace(BLOG, source_id=SourceId("borta"), name="Borta")
    assert len(told(any_store, config, MORNING, blind(gone))) == 1
    assert told(any_store, config, MORNING + HOUR) == []


def test_what_stands_is_told_to_the_first_operator_there_is(
    any_store: Store, config: Config
) -> None:
    assert told(any_store, config, MORNING, blind(FORUM)) == []
    added(any_store, role=Role.OPERATOR)
    assert len(told(any_store, config, MORNING + HOUR, blind(FORUM))) == 1


async def refuse(_: web.BaseRequest) -> web.Response:
    return web.Response(status=403)


async def test_a_site_that_refuses_us_is_told_of_until_it_lets_us_in(staged: Staged) -> None:
    added(staged.house.store, role=Role.OPERATOR)
    page = THREAD.removeprefix("http://")
    read = staged.sites.routes[page]

    def mails() -> list[str]:
        return [mail["Subject"] for mail in staged.sink.mails if mail["To"] == MAIL.reveal()]

    async with serving(staged.house, replace(QUICK, alarms=0.02)):
        await until(lambda: staged.sites.paths().count(page) == 1)
        staged.sites.routes[page] = refuse
        for visits in range(2, 7):
            staged.clock.at += timedelta(minutes=61)
            await until(lambda visits=visits: staged.sites.paths().count(page) >= visits)
        await until(lambda: len(mails()) == 1)
        staged.sites.routes[page] = read
        staged.clock.at += timedelta(days=1)
        await until(lambda: len(mails()) == 2)
    assert "går inte att läsa" in mails()[0]
    assert "går att läsa igen" in mails()[1]
