"""Where mails go: to her, and to those of the security team whom she lets see her cases."""

from collections.abc import Sequence

from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.people.officers import access
from scanner.store import consents, contacts, leavers, people, staff
from scanner.store.database import Transaction

Mailboxes = tuple[tuple[str, Personal], ...]
"""Each with what tells its mail from those to the others."""


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


def of_leaver(tx: Transaction, person_id: PersonId) -> Personal:
    """Where she is asked whether she stays: her work mailbox only where she gave no other, for it
    may be closed before she reads it. Raises `LookupError` as `people.profile`.
    """
    return private(tx, person_id) or people.profile(tx, person_id).mail


def of_team(tx: Transaction, person_id: PersonId, functional: Sequence[str]) -> Mailboxes:
    """Where the security team is told that there is something of hers.

    `functional` ones, which all of it reads; where she excluded anybody, or her personal data are
    protected, each officer who may see it instead. Where there is no such officer any more the team
    is told that there is a case, rather than nobody.
    """
    hers = access(consents.events(tx, person_id))
    numbered = tuple((str(n), Personal(one)) for n, one in enumerate(functional, start=1))
    if hers.is_open_to_all:
        return numbered
    admitted = tuple(
        (account.member.staff_id, account.member.mail)
        for account in staff.everybody(tx)
        if account.is_active
        and account.member.role is Role.SECURITY
        and hers.admits(account.member.staff_id, account.created_at)
    )
    return admitted or numbered
