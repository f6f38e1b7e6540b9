"""Whoever reads the mailbox that she has left learns nothing of her."""

import pytest

from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.store import contacts, leavers, mailboxes
from scanner.store.contacts import Contact
from scanner.store.database import Store
from scanner.store.leavers import Leaver
from tests.conftest import MORNING
from tests.store.cast import AMINA, enrol

WORK = Personal("amina.provhult@provstad.example")
HOME = Personal("amina@hemma.example")


def mailbox(store: Store, person_id: PersonId = AMINA) -> Personal | None:
    return store.read(lambda tx: mailboxes.of_person(tx, person_id))


def leave(store: Store, *, answered: bool) -> None:
    leaver = Leaver(asked_at=MORNING, kept_at=MORNING if answered else None)
    store.write(lambda tx: leavers.keep(tx, AMINA, leaver))


@pytest.mark.parametrize(
    ("contact", "private"),
    [
        (None, None),
        (Contact(private=HOME, is_proved=True), HOME),
        (Contact(private=HOME), None),
        (Contact(kind=DetailKind.PHONE, private=Personal("070-174 06 05"), is_proved=True), None),
    ],
    ids=["none", "proved", "not proved", "a phone"],
)
def test_her_work_mailbox_until_she_has_left_it_then_her_own_or_none(
    store: Store, contact: Contact | None, private: Personal | None
) -> None:
    store.write(enrol)
    if contact is not None:
        store.write(lambda tx: contacts.keep(tx, AMINA, contact))
    assert mailbox(store) == WORK
    leave(store, answered=False)
    assert mailbox(store) == WORK
    leave(store, answered=True)
    assert mailbox(store) == private
