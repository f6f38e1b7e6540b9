"""Staff sessions end by themselves, and when an account or somebody ends them."""

from datetime import timedelta

from scanner.model.ids import StaffId
from scanner.store import schema, staff_sessions
from scanner.store.database import Store
from scanner.store.session_rows import IDLE, LONGEST
from tests.conftest import MORNING
from tests.store.test_staff import added

TICK = timedelta(microseconds=1)


def start(store: Store, staff_id: StaffId) -> str:
    return store.write(lambda tx: staff_sessions.start(tx, staff_id, MORNING))


def lives(store: Store, token: str, after: timedelta = TICK) -> bool:
    found = store.read(lambda tx: staff_sessions.find(tx, token, MORNING + after))
    return found is not None


def test_it_ends_when_idle_and_after_half_a_day(any_store: Store) -> None:
    token = start(any_store, added(any_store))
    assert lives(any_store, token, IDLE - TICK)
    assert not lives(any_store, token, IDLE)
    at = MORNING
    while at + IDLE - TICK < MORNING + LONGEST:
        at += IDLE - TICK
        any_store.write(lambda tx, at=at: staff_sessions.keep_alive(tx, token, at))
    assert lives(any_store, token, LONGEST - TICK)
    assert not lives(any_store, token, LONGEST)


def test_it_ends_when_left_alone_or_with_all_others(any_store: Store) -> None:
    staff_id = added(any_store)
    left, first, second = (start(any_store, staff_id) for _ in range(3))
    any_store.write(lambda tx: staff_sessions.end(tx, left))
    assert [lives(any_store, t) for t in (left, first, second)] == [False, True, True]
    any_store.write(lambda tx: staff_sessions.end_all(tx, staff_id))
    assert [lives(any_store, t) for t in (first, second)] == [False, False]


def test_what_has_ended_is_swept_and_the_token_is_nowhere(any_store: Store) -> None:
    token = start(any_store, added(any_store))
    rows = any_store.read(lambda tx: tx.connection.execute(schema.staff_session.select()).all())
    assert token not in str(rows)
    any_store.write(lambda tx: staff_sessions.sweep(tx, MORNING + IDLE - TICK))
    assert lives(any_store, token)
    any_store.write(lambda tx: staff_sessions.sweep(tx, MORNING + IDLE))
    assert not lives(any_store, token)
