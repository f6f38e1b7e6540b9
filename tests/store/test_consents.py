from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from scanner.model.consent import ConsentKind
from scanner.store import consents, people, schema
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.store.cast import AMINA, ANNA, YEAR, consent_event, enrol


def is_valid(store: Store, now=MORNING) -> bool:
    return store.read(lambda tx: consents.is_valid(tx, AMINA, now))


def test_an_event_comes_back_as_it_was(any_store: Store) -> None:
    any_store.write(enrol)
    assert any_store.read(lambda tx: consents.events(tx, AMINA)) == (consent_event(),)


def test_what_she_chose_is_sealed(any_store: Store) -> None:
    any_store.write(enrol)
    column = select(schema.consent_event.c.sealed)
    sealed = any_store.read(lambda tx: tx.connection.scalar(column))
    assert b"hr" not in sealed
    assert b"phone" not in sealed


def test_an_event_never_changes(any_store: Store) -> None:
    any_store.write(enrol)
    later = update(schema.consent_event).values(expires_at=MORNING + 9 * YEAR)
    with pytest.raises(DBAPIError, match="never change"):
        any_store.write(lambda tx: tx.connection.execute(later))


def test_a_second_event_of_one_number_is_refused(any_store: Store) -> None:
    any_store.write(enrol)
    with pytest.raises(DBAPIError):
        any_store.write(lambda tx: consents.append(tx, consent_event(kind=ConsentKind.CHANGED)))


def test_she_is_looked_for_from_her_opt_in_to_its_end(any_store: Store) -> None:
    assert not is_valid(any_store)
    any_store.write(enrol)
    assert is_valid(any_store)
    assert is_valid(any_store, MORNING + YEAR - timedelta(microseconds=1))
    assert not is_valid(any_store, MORNING + YEAR)


def test_not_after_she_withdrew(any_store: Store) -> None:
    any_store.write(enrol)
    withdrawn = consent_event(number=2, kind=ConsentKind.WITHDRAWN)
    any_store.write(lambda tx: consents.append(tx, withdrawn))
    assert not is_valid(any_store)


def test_not_while_she_is_erased(any_store: Store) -> None:
    any_store.write(enrol)
    any_store.write(lambda tx: people.start_erasing(tx, AMINA))
    assert not is_valid(any_store)


def test_not_without_her_key(any_store: Store) -> None:
    any_store.write(enrol)
    any_store.keys.destroy_person(AMINA)
    assert not is_valid(any_store)


def test_not_because_somebody_else_said_yes(any_store: Store) -> None:
    any_store.write(lambda tx: enrol(tx, ANNA))
    assert not is_valid(any_store)


def test_nothing_chosen_is_an_error_not_a_default(any_store: Store) -> None:
    with pytest.raises(LookupError):
        any_store.read(lambda tx: consents.recipients(tx, AMINA))


def test_everybody_is_read_at_once_without_whoever_has_no_key(any_store: Store) -> None:
    any_store.write(enrol)
    any_store.write(lambda tx: enrol(tx, ANNA))
    changed = consent_event(number=2, kind=ConsentKind.CHANGED)
    any_store.write(lambda tx: consents.append(tx, changed))

    def everybody() -> dict[str, tuple[int, ...]]:
        read = any_store.read(lambda tx: tuple(consents.everybody(tx)))
        return {who: tuple(event.number for event in hers) for who, hers in read}

    assert everybody() == {AMINA: (1, 2), ANNA: (1,)}
    any_store.keys.destroy_person(ANNA)
    assert everybody() == {AMINA: (1, 2)}
