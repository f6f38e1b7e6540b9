"""A pause ends the looking at once and keeps everything; her word alone ends the pause."""

from datetime import timedelta

import pytest

from scanner.enrol.pause import go_on, pause
from scanner.people.consent import ConsentState, state
from scanner.store import audit, consents, people
from scanner.store.database import Store, generation
from tests.findings.cast import DAY_1, DAY_2, DAY_3
from tests.store.enrolled import AMINA, BJORN, enrol


@pytest.fixture
def both(store: Store) -> Store:
    enrol(store, AMINA, DAY_1)
    enrol(store, BJORN, DAY_1)
    return store


def watched(store: Store, now=DAY_3) -> set[str]:
    return {person.person_id for person in store.read(lambda tx: people.watched(tx, now))}


async def test_nobody_else_rests_with_her(both: Store) -> None:
    before = both.read(generation)
    assert await pause(both, AMINA, DAY_2)
    assert watched(both) == {BJORN}
    assert await go_on(both, AMINA, DAY_3)
    assert watched(both) == {AMINA, BJORN}
    # Each of them is another watch: what was not looked for meanwhile is looked for now.
    assert both.read(generation) == before + 2
    deeds = [entry.action for entry in both.read(lambda tx: audit.about(tx, AMINA))]
    assert deeds == ["consent.pause", "consent.resume"]


async def test_twice_is_once(both: Store) -> None:
    assert not await go_on(both, AMINA, DAY_2)
    assert await pause(both, AMINA, DAY_2)
    assert not await pause(both, AMINA, DAY_2)
    assert await go_on(both, AMINA, DAY_3)
    assert not await go_on(both, AMINA, DAY_3)


async def test_a_pause_does_not_make_the_opt_in_last_longer(both: Store) -> None:
    assert await pause(both, AMINA, DAY_2)
    hers = both.read(lambda tx: consents.events(tx, AMINA))
    assert hers[-1].expires_at == hers[0].expires_at
    assert state(hers, hers[0].expires_at) is ConsentState.EXPIRED
    assert not await go_on(both, AMINA, hers[0].expires_at + timedelta(days=1))


async def test_who_is_being_erased_says_nothing_any_more(both: Store) -> None:
    both.write(lambda tx: people.start_erasing(tx, AMINA))
    assert not await pause(both, AMINA, DAY_2)
