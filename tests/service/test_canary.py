"""Operators hear that the watch is asleep, whatever put it to sleep, and that it is awake again."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from scanner.model.alarm import AlarmKind
from scanner.model.canary import CanaryState
from scanner.model.frontier import SourceState
from scanner.model.ids import Address, SourceId
from scanner.model.page import MissReason
from scanner.model.staff import Role
from scanner.pipeline import watch as looking
from scanner.pipeline.house import House
from scanner.pipeline.rounds import scan
from scanner.places.canary import canary_of
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.render import canary as rendered
from scanner.sandbox import Named
from scanner.service.alarms import asleep, is_asleep, watch
from scanner.service.metrics import exposition, trouble
from scanner.service.monitoring import make_app
from scanner.service.readings import read
from scanner.store import canaries, outbox
from scanner.store.database import Transaction
from scanner.store.outbox import Letter
from tests.cli.world import FORUM
from tests.conftest import MORNING
from tests.postbag import emptied
from tests.service.conftest import Staged
from tests.store.test_staff import MAIL, added

HOUR = timedelta(hours=1)
WHERE = f"{FORUM}/vakt"
TEST = Source(
    source_id=SourceId("vakt"), name="Testsidan", kind=SourceKind.PAGES,
    source_class=SourceClass.OWN, addresses=(Address(f"http://{WHERE}"),), owner="IT-drift",
    legal_note="Egen sida.", review_by=date(2027, 5, 31), delay_seconds=0.0, canary=True,
)  # fmt: skip
PAGE = rendered.page(canary_of(TEST.addresses[0]))
LONG_AGO = MORNING - 90 * HOUR


def proof(looked: datetime, *, proved: datetime | None = None) -> CanaryState:
    return CanaryState(looked_at=looked, proved_at=proved)


def found(at: datetime) -> CanaryState:
    return proof(at, proved=at)


def test_awake_is_who_found_the_name_at_the_latest_look_and_in_time() -> None:
    assert not is_asleep(TEST, found(MORNING - HOUR), None, MORNING, LONG_AGO)
    assert not is_asleep(TEST, found(MORNING - 2 * HOUR), None, MORNING, LONG_AGO)
    assert is_asleep(TEST, found(MORNING - 3 * HOUR), None, MORNING, LONG_AGO)


def test_a_look_that_did_not_find_the_name_is_told_at_once() -> None:
    assert is_asleep(TEST, proof(MORNING), None, MORNING, MORNING)
    assert is_asleep(TEST, proof(MORNING, proved=MORNING - HOUR), None, MORNING, MORNING)


def test_a_page_that_never_came_is_told_as_late_as_any_source() -> None:
    assert not is_asleep(TEST, None, None, MORNING, MORNING - 2 * HOUR)
    assert is_asleep(TEST, None, None, MORNING, MORNING - 3 * HOUR)


def test_nobody_sleeps_because_the_machine_was_off_or_in_quiet_hours() -> None:
    assert not is_asleep(TEST, found(LONG_AGO), None, MORNING, MORNING - HOUR)
    quiet = replace(TEST, quiet_hours="22:00-06:00", time_zone="UTC")
    night, since = datetime(2026, 11, 20, 22, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    assert not is_asleep(quiet, found(night), None, night + 8 * HOUR + HOUR / 2, since)
    assert is_asleep(quiet, found(night), None, night + 11 * HOUR, since)


def tried(at: datetime, reason: MissReason | None) -> SourceState:
    return SourceState(
        source_id=TEST.source_id, tried_at=at, last_good_at=None, misses=int(bool(reason)),
        reason=reason,
    )  # fmt: skip


def test_whoever_began_anew_and_asked_in_vain_does_not_wait_once_more() -> None:
    """A run by a timer begins anew each time."""
    vain = tried(MORNING, MissReason.GONE)
    assert is_asleep(TEST, found(MORNING - 3 * HOUR), vain, MORNING, MORNING)
    assert not is_asleep(TEST, found(MORNING - HOUR), vain, MORNING, MORNING), "one bad visit"
    assert is_asleep(TEST, None, vain, MORNING, MORNING)
    came = tried(MORNING, None)
    assert not is_asleep(TEST, found(MORNING - 3 * HOUR), came, MORNING, MORNING), "not looked at"


def test_what_was_told_ends_with_a_proof_alone() -> None:
    old, told = found(MORNING - 3 * HOUR), frozenset({TEST.source_id})
    began_anew = MORNING
    assert list(asleep([TEST], {TEST.source_id: old}, [], MORNING, began_anew)) == []
    assert len(list(asleep([TEST], {TEST.source_id: old}, [], MORNING, began_anew, told))) == 1
    assert len(list(asleep([TEST], {}, [], MORNING, began_anew, told))) == 1
    new = found(MORNING - HOUR)
    assert list(asleep([TEST], {TEST.source_id: new}, [], MORNING, began_anew, told)) == []


def test_a_test_page_that_has_expired_is_told_with_its_reason() -> None:
    gone = replace(TEST, expires=MORNING.date())
    (alarm,) = asleep([gone], {TEST.source_id: found(LONG_AGO)}, [], MORNING, LONG_AGO)
    assert (alarm.kind, alarm.reason) == (AlarmKind.ASLEEP, MissReason.EXPIRED)


@pytest.fixture
def guarded(staged: Staged) -> Staged:
    """The forum and the test page on its host."""
    lists = staged.house.watchlists
    house = replace(staged.house, watchlists=replace(lists, sources=(*lists.sources, TEST)))
    staged.sites.page(WHERE, PAGE)
    added(house.store, role=Role.OPERATOR)
    return replace(staged, house=house)


async def later(guarded: Staged, *, hours: float = 1.5) -> None:
    """Time goes by, and then a scan."""
    guarded.clock.at += hours * HOUR
    known = frozenset(one.source_id for one in guarded.house.watchlists.sources)
    await scan(guarded.house, known, stop=asyncio.Event())


async def health(house: House, since: datetime = LONG_AGO) -> tuple[int, str]:
    async with TestClient(TestServer(make_app(lambda: read(house, since), 0))) as client:
        answer = await client.get("/health")
        return answer.status, await answer.text()


async def told(guarded: Staged) -> list[str]:
    """The subjects of what operators are told now, and the words."""
    await watch(guarded.house, LONG_AGO)

    def take(tx: Transaction) -> list[Letter]:
        mails = emptied(tx, guarded.clock.at)
        for mail in mails:
            outbox.settle_sent(tx, mail)
        return [mail.letter for mail in mails if mail.letter.recipient == MAIL]

    letters = guarded.house.store.write(take)
    return [one.subject.reveal() + "\n" + one.text.reveal() for one in letters]


async def test_while_the_name_is_found_all_is_well(guarded: Staged) -> None:
    await later(guarded)
    assert await health(guarded.house) == (200, "ok\n")
    assert await told(guarded) == []
    now = exposition(await read(guarded.house, LONG_AGO)).decode()
    at = guarded.house.store.read(canaries.every)[TEST.source_id].proved_at
    assert at is not None
    shown = next(
        line
        for line in now.splitlines()
        if line.startswith('varn_canary_last_found_timestamp_seconds{source="vakt"}')
    )
    assert float(shown.split()[1]) == at.timestamp()
    assert 'varn_canary_asleep{source="vakt"} 0.0' in now
    assert 'varn_canary_asleep{source="forum"}' not in now


async def refuse_to_match(guarded: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "FIND", Named("tests.sandboxed", "finds_nobody"))
    await later(guarded)


async def lose_the_name(guarded: Staged, _: pytest.MonkeyPatch) -> None:
    guarded.sites.page(WHERE, "<html lang=sv><p>Solen skiner.")
    await later(guarded)


async def lose_the_page(guarded: Staged, _: pytest.MonkeyPatch) -> None:
    guarded.sites.page(WHERE, "borta", status=404)
    await later(guarded)
    await later(guarded)


async def open_the_circuit(guarded: Staged, _: pytest.MonkeyPatch) -> None:
    """Five failures in a row, after which its host is asked no more."""
    guarded.sites.page(WHERE, "", status=503)
    for _ in range(6):
        await later(guarded, hours=0.6)


async def pause(guarded: Staged, _: pytest.MonkeyPatch) -> None:
    """Nobody reads it any more."""
    guarded.clock.at += 4 * HOUR
    names = frozenset({SourceId("forum")})
    await scan(guarded.house, names, stop=asyncio.Event())


ASLEEP = {
    "matching broken": (refuse_to_match, True),
    "no name on it": (lose_the_name, True),
    "page gone": (lose_the_page, False),
    "circuit open": (open_the_circuit, False),
    "paused": (pause, True),
}
"""How, and whether the page could be read where it was asked for."""


@pytest.mark.parametrize("how", ASLEEP)
async def test_whatever_puts_the_watch_to_sleep_is_told_until_it_is_awake(
    guarded: Staged, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    await later(guarded)
    assert await told(guarded) == []
    put_to_sleep, is_readable = ASLEEP[how]
    with monkeypatch.context() as at_work:
        await put_to_sleep(guarded, at_work)
    assert await health(guarded.house) == (503, "Nobody is found on the test page: vakt.\n")
    (mail,) = await told(guarded)
    assert "Bevakningen kanske sover" in mail
    assert "Testsidan: hittades senast" in mail
    assert ("Sidan kunde inte läsas: " not in mail) is is_readable
    assert canary_of(TEST.addresses[0]).surname not in mail
    assert await told(guarded) == [], "once"
    guarded.sites.page(WHERE, PAGE)
    for _ in range(3):
        await later(guarded, hours=25)
    assert await health(guarded.house) == (200, "ok\n")
    (mail,) = await told(guarded)
    assert "Bevakningen är vaken igen" in mail


async def test_a_restart_wakes_nobody(guarded: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    await later(guarded)
    await pause(guarded, monkeypatch)
    restarted_at = guarded.house.clock()
    assert await health(guarded.house, restarted_at) == (200, "ok\n"), "nothing was told yet"
    assert len(await told(guarded)) == 1
    status, said = await health(guarded.house, guarded.house.clock())
    assert (status, said) == (503, "Nobody is found on the test page: vakt.\n")


async def test_who_takes_the_test_page_away_is_not_said_to_be_awake(guarded: Staged) -> None:
    guarded.sites.page(WHERE, "<html lang=sv><p>Solen skiner.")
    await later(guarded)
    assert len(await told(guarded)) == 1
    lists = guarded.house.watchlists
    plain = replace(TEST, canary=False)
    house = replace(guarded.house, watchlists=replace(lists, sources=(lists.sources[0], plain)))
    assert await told(replace(guarded, house=house)) == []
    assert trouble(await read(house, LONG_AGO)) == ""
