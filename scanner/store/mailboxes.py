"""Where mails to her go: to her work mailbox, until she has left it."""

from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.store import contacts, leavers, people
from scanner.store.database import Transaction


def of_person(tx: Transaction, person_id: PersonId) -> Personal | None:
    """Where she is written to. None where her work mailbox is not hers any more and she gave no
    other: whoever reads it now must not learn of her. Raises `LookupError` as `people.profile`.
    """
    if leavers.has_left_mailbox(tx, person_id):
        return private(tx, person_id)
    return people.profile(tx, person_id).mail


def has_moved(tx: Transaction, person_id: PersonId, mail: Personal) -> bool:
    """True where she has left her work mailbox and `mail` is the one that she comes by now."""
    return leavers.has_left_mailbox(tx, person_id) and private(tx, person_id) == mail


def private(tx: Transaction, person_id: PersonId) -> Personal | None:
    """Her proved private e-mail address; None where she has none."""
    hers = contacts.find(tx, person_id)
    if hers is None or not hers.is_proved or hers.kind is not DetailKind.EMAIL:
        return None
    return hers.private
