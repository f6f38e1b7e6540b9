from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scanner.model.personal import Personal
from scanner.store import schema, session_rows, sessions
from scanner.store.database import Store
from scanner.store.keys import ErasedPerson
from tests.conftest import MORNING
from tests.store.cast import AMINA, enrol

MAIL = Personal("amina.provhult@provstad.example")
OTHER = Personal("anna.provdal@provstad.example")
TICK = timedelta(microseconds=1)


def start(store: Store, mail: Personal = MAIL, person_id=None) -> str:
    return store.write(lambda tx: sessions.start(tx, mail, person_id, MORNING))


def use(store: Store, token: str, now=MORNING) -> sessions.Session | None:
    return store.write(lambda tx: sessions.use(tx, token, now))


def test_a_session_knows_whose_it_is(any_store: Store) -> None:
    any_store.write(enrol)
    token = start(any_store, person_id=AMINA)
    session = use(any_store, token)
    assert session == sessions.Session(
        mail=MAIL,
        person_id=AMINA,
        factor=None,
        created_at=MORNING,
        seen_at=MORNING,
        factor_at=MORNING,
    )
    later = MORNING + TICK
    any_store.write(lambda tx: sessions.prove(tx, token, later))
    again = use(any_store, token)
    assert again is not None
    assert again.factor_at == later


def test_once_she_is_erased_no_copy_of_it_tells_her_mailbox(any_store: Store) -> None:
    any_store.write(enrol)
    hers, nobodys = start(any_store, person_id=AMINA), start(any_store)
    any_store.keys.destroy_person(AMINA)
    assert use(any_store, hers) is None
    rows = any_store.read(lambda tx: tx.connection.execute(select(schema.session)).all())
    assert len(rows) == 2
    with pytest.raises(ErasedPerson):
        any_store.read(
            lambda tx: [
                tx.opened(schema.session, row.session_sha256, row.sealed, object, AMINA)
                for row in rows
            ]
        )
    assert use(any_store, nobodys) is not None


def test_before_she_opted_in_it_knows_the_mailbox_only(any_store: Store) -> None:
    session = use(any_store, start(any_store))
    assert session == sessions.Session(
        mail=MAIL,
        person_id=None,
        factor=None,
        created_at=MORNING,
        seen_at=MORNING,
        factor_at=None,
    )


def test_it_ends_after_half_an_hour_without_a_request(any_store: Store) -> None:
    idle, kept = start(any_store), start(any_store)
    later = MORNING + timedelta(minutes=20)
    assert use(any_store, kept, later) is not None
    assert use(any_store, kept, later + session_rows.IDLE - TICK) is not None
    assert use(any_store, idle, MORNING + session_rows.IDLE) is None


def test_it_ends_after_twelve_hours_however_busy(any_store: Store) -> None:
    token = start(any_store)
    steps = range(1, 36)
    for step in steps:
        assert use(any_store, token, MORNING + step * timedelta(minutes=20)) is not None
    assert use(any_store, token, MORNING + session_rows.LONGEST) is None


def test_it_ends_when_she_says_so(any_store: Store) -> None:
    one, other = start(any_store), start(any_store)
    any_store.write(lambda tx: sessions.end(tx, one))
    assert use(any_store, one) is None
    assert use(any_store, other) is not None


def test_all_of_a_mailbox_end_together(any_store: Store) -> None:
    one, two, others = start(any_store), start(any_store), start(any_store, OTHER)
    any_store.write(lambda tx: sessions.forget(tx, MAIL))
    assert use(any_store, one) is None
    assert use(any_store, two) is None
    assert use(any_store, others) is not None


def test_those_that_are_nobodys_yet_end_without_hers(any_store: Store) -> None:
    any_store.write(enrol)
    hers, nobodys, others = (
        start(any_store, person_id=AMINA),
        start(any_store),
        start(any_store, OTHER),
    )
    any_store.write(lambda tx: sessions.forget_unproved(tx, MAIL))
    assert [use(any_store, one) is None for one in (hers, nobodys, others)] == [False, True, False]


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --"])
def test_an_invented_token_is_no_session(store: Store, token: str) -> None:
    start(store)
    assert use(store, token) is None


def test_sweeping_deletes_what_has_ended_and_nothing_else(any_store: Store) -> None:
    kept, idle = start(any_store), start(any_store)
    later = MORNING + timedelta(minutes=20)
    use(any_store, kept, later)
    any_store.write(lambda tx: sessions.sweep(tx, MORNING + session_rows.IDLE))
    assert use(any_store, kept, later) is not None
    assert use(any_store, idle, MORNING) is None


def test_a_use_is_written_down_at_most_once_a_minute(store: Store) -> None:
    token = store.write(lambda tx: sessions.start(tx, MAIL, None, MORNING))
    seconds = [30, 59, 60, 90, 120]
    noted = []
    for second in seconds:
        now = MORNING + timedelta(seconds=second)
        use(store, token, now)
        noted.append(seen(store, token, now))
    assert noted == [0, 0, 60, 60, 120]


def seen(store: Store, token: str, now: datetime) -> float:
    found = store.read(lambda tx: sessions.find(tx, token, now))
    assert found is not None
    return (found.seen_at - MORNING).total_seconds()
