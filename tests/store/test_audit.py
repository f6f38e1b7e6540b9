from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from scanner.config.clock import system_clock
from scanner.model.personal import Personal
from scanner.store import audit
from scanner.store.database import Store, Transaction
from scanner.store.keys import ErasedPerson
from tests.conftest import MORNING
from tests.store.cast import AMINA, ANNA

REASON = Personal("Polisen frågar efter Amina Provhult")


def three(tx: Transaction) -> None:
    tx.keys.create_person(AMINA)
    tx.keys.create_person(ANNA)
    audit.append(tx, at=MORNING, actor="self", action="consent.give", person_id=AMINA)
    audit.append(
        tx,
        at=MORNING,
        actor="security",
        action="case.reveal",
        person_id=AMINA,
        object_id="f" * 32,
        reason=REASON,
    )
    audit.append(tx, at=MORNING, actor="operator", action="report.build", object_id="r1")


def tamper(store: Store, change: str) -> None:
    """As whoever has the file, but not the program, would."""

    def work(tx: Transaction) -> None:
        for trigger in ("audit_never_changes", "audit_never_shrinks"):
            tx.connection.execute(text(f"DROP TRIGGER {trigger}"))
        tx.connection.execute(text(change))

    store.write(work)


def test_an_untouched_chain_verifies(any_store: Store) -> None:
    assert any_store.read(audit.verify) is None
    any_store.write(three)
    assert any_store.read(audit.verify) is None
    assert any_store.read(audit.head).number == 3


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("UPDATE audit SET actor = 'hr' WHERE number = 2", 2),
        ("UPDATE audit SET at = at + 1 WHERE number = 1", 1),
        ("UPDATE audit SET sealed = x'00' WHERE number = 3", 3),
        ("UPDATE audit SET object = '' WHERE number = 1", 1),
        ("DELETE FROM audit WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("UPDATE audit SET number = 9 WHERE number = 3", 3),
        ("UPDATE audit SET previous = hash WHERE number = 2", 2),
    ],
)
def test_every_change_breaks_the_chain_where_it_was_made(
    store: Store, change: str, broken: int
) -> None:
    store.write(three)
    tamper(store, change)
    assert store.read(audit.verify) == broken


def test_a_chain_cut_at_its_end_is_seen_by_its_head(store: Store) -> None:
    store.write(three)
    before = store.read(audit.head)
    tamper(store, "DELETE FROM audit WHERE number = 3")
    assert store.read(audit.verify) is None
    assert store.read(audit.head) != before


def test_she_sees_what_was_done_with_her_data_and_why(any_store: Store) -> None:
    any_store.write(three)
    given, revealed = any_store.read(lambda tx: audit.about(tx, AMINA))
    assert (given.actor, given.action) == ("self", "consent.give")
    assert revealed.matter == audit.Matter(object_id="f" * 32, reason=REASON)
    assert any_store.read(lambda tx: audit.about(tx, ANNA)) == ()


def test_after_her_erasure_nobody_can_tell_whom_a_row_was_about(any_store: Store) -> None:
    any_store.write(three)
    any_store.keys.destroy_person(AMINA)
    assert any_store.read(audit.verify) is None
    with pytest.raises(ErasedPerson):
        any_store.read(lambda tx: audit.about(tx, AMINA))
    with pytest.raises(ErasedPerson):
        any_store.write(
            lambda tx: audit.append(
                tx, at=MORNING, actor="security", action="case.reveal", person_id=AMINA
            )
        )


def test_rows_name_nobody(any_store: Store) -> None:
    any_store.write(three)
    rows = any_store.read(lambda tx: tx.connection.execute(text("SELECT * FROM audit")).all())
    shown = repr([tuple(row) for row in rows])
    assert AMINA not in shown
    assert "Provhult" not in shown
    assert "f" * 32 not in shown


OLD = system_clock() - timedelta(days=800)
"""The database refuses by its own clock to let go of what is younger than a year."""


def five_of_which_three_are_old(tx: Transaction) -> None:
    for at in (OLD, OLD, OLD, MORNING, MORNING):
        audit.append(tx, at=at, actor="operator", action="report.build", object_id="r1")


def test_old_entries_go_and_the_rest_still_verifies(any_store: Store) -> None:
    any_store.write(five_of_which_three_are_old)
    head = any_store.read(audit.head)
    old = any_store.read(lambda tx: audit.before(tx, OLD + timedelta(days=30)))
    assert old == (1, 2, 3)
    any_store.write(lambda tx: audit.prune(tx, 3, MORNING))
    assert any_store.read(audit.verify) is None
    assert any_store.read(lambda tx: audit.holds(tx, head))
    assert any_store.read(audit.head).number == 6
    any_store.write(lambda tx: audit.append(tx, at=MORNING, actor="x", action="y"))
    assert any_store.read(audit.verify) is None


def test_the_last_entry_never_goes(any_store: Store) -> None:
    any_store.write(five_of_which_three_are_old)
    assert any_store.read(lambda tx: audit.before(tx, MORNING + timedelta(days=9))) == (1, 2, 3, 4)


def test_a_beginning_that_nobody_noted_is_a_broken_chain(store: Store) -> None:
    store.write(five_of_which_three_are_old)
    store.write(lambda tx: audit.prune(tx, 2, MORNING))
    tamper(store, "DELETE FROM audit WHERE number = 3")
    assert store.read(audit.verify) == 1


def test_the_database_lets_no_young_entry_go(any_store: Store) -> None:
    def young(tx: Transaction) -> None:
        audit.append(tx, at=system_clock(), actor="operator", action="report.build")

    any_store.write(young)
    with pytest.raises(DBAPIError, match=r"never change|for a year"):
        any_store.write(lambda tx: tx.connection.execute(text("DELETE FROM audit")))
