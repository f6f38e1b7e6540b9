"""Waiting grows with each failure, outlives a restart, and ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy import func, select

from scanner.config.settings import Config
from scanner.store import delays, schema
from scanner.store.database import Store
from scanner.store.delays import FREE, Door
from scanner.vault.master import MasterKey
from tests.conftest import MORNING

NAME = "eva@provstad.example"


def begin(store: Store, at: datetime, name: str = NAME, door: Door = Door.FACTOR) -> bool:
    return store.write(lambda tx: delays.begin(tx, door, name, at))


def test_waiting_doubles_with_each_failure_and_ends(store: Store) -> None:
    at = MORNING
    waits: list[int] = []
    for _ in range(14):
        assert begin(store, at)
        seconds = delays.wait(len(waits) + 1).seconds
        if seconds:
            assert not begin(store, at + timedelta(seconds=seconds - 1))
        waits.append(seconds)
        at += timedelta(seconds=seconds)
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]
    assert begin(store, at, "another")
    assert begin(store, at, door=Door.LOG_IN)


def test_who_comes_in_or_is_quiet_for_a_day_begins_anew(store: Store) -> None:
    for way_back in ("came in", "was quiet"):
        while begin(store, MORNING):
            pass
        if way_back == "came in":
            store.write(lambda tx: delays.forget(tx, Door.FACTOR, NAME))
            assert begin(store, MORNING)
        else:
            assert [begin(store, MORNING + delays.FORGOTTEN) for _ in range(FREE)] == [True] * FREE


def test_a_restart_forgets_nothing(config: Config, store: Store, master_key: MasterKey) -> None:
    while begin(store, MORNING):
        pass
    again = Store.open(config, master_key)
    assert not begin(again, MORNING)
    again.close()


def test_of_many_at_once_so_many_are_looked_at_and_no_more(any_store: Store) -> None:
    with ThreadPoolExecutor(8) as threads:
        looked_at = list(threads.map(lambda _: begin(any_store, MORNING), range(20)))
    assert sum(looked_at) == FREE


def test_nothing_says_whose_name_it_is_and_it_goes(store: Store) -> None:
    begin(store, MORNING)
    row = store.read(lambda tx: tx.connection.execute(select(schema.delay)).one())
    assert "eva" not in str(row)
    store.write(lambda tx: delays.sweep(tx, MORNING + delays.FORGOTTEN))
    count = select(func.count()).select_from(schema.delay)
    assert store.read(lambda tx: tx.connection.scalar(count)) == 0
