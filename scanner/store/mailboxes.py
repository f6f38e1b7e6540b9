"""Where mails go: to her, and to those of the security team whom she lets see her cases."""

from collections.abc import Sequence

from scanner.config.settings import RecipientSettings
from scanner.model.consent import Choices, Recipient
from scanner.model.ids import PersonId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.model.staff import Role, StaffMember
from scanner.people.officers import Access, access
from scanner.store import consents, contacts, leavers, people, staff
from scanner.store.database import Transaction

Mailboxes = tuple[tuple[str, Personal], ...]
"""Each with what tells its mail from those to the others."""


def of_person(tx: Transaction, person_id: PersonId) -> Personal | None:
    """Where she is written to. None where her work mailbox is not hers any more and she gave no
    other: whoever reads it now must not learn of her. Raises `LookupError` as `people.profile`.
    """
    work = people.profile(tx, person_id).mail
    # A restored database may not know yet that she has left; the keys do, by which she logs in.
    leads_to_her = tx.keys.find_login(work) == person_id
    if leavers.has_left_mailbox(tx, person_id) or not leads_to_her:
        return private(tx, person_id)
    return work


def has_moved(tx: Transaction, person_id: PersonId, mail: Personal) -> bool:
    """True where she has left her work mailbox and `mail` is the one that she comes by now."""
    if leavers.has_left_mailbox(tx, person_id):
        return private(tx, person_id) == mail
    # Of a restored database, that does not know it, the keys do.
    is_at_work = people.profile(tx, person_id).mail == mail
    return not is_at_work and tx.keys.find_login(mail) == person_id


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
    protected, each officer whom she let in instead. Nobody where there is no such officer any more:
    the team could open nothing, and whom she excluded would learn of it.
    """
    hers = access(consents.latest(tx, person_id).choices)
    if hers.is_open_to_all:
        return tuple((str(n), Personal(one)) for n, one in enumerate(functional, start=1))
    return tuple((officer.staff_id, officer.mail) for officer in _admitted(tx, hers))


def of_workplace(settings: RecipientSettings, recipient: Recipient) -> tuple[str, ...]:
    """The functional mailboxes of one of `WORKPLACE`."""
    return {
        Recipient.HR: settings.hr,
        Recipient.MANAGER: settings.manager,
        Recipient.SAFETY_REPRESENTATIVE: settings.safety_representative,
    }[recipient]


def lacks_officer(tx: Transaction, choices: Choices) -> bool:
    """True where what she chose last leaves nobody of the security team who may see her cases."""
    hers = access(choices)
    return not hers.is_open_to_all and not _admitted(tx, hers)


def unsettled(tx: Transaction, person_id: PersonId) -> tuple[StaffMember, ...]:
    """Those of the security team who joined since she excluded anybody: she is asked of them."""
    hers = access(consents.latest(tx, person_id).choices)
    return tuple(one for one in staff.of_role(tx, Role.SECURITY) if hers.leaves_open(one.staff_id))


def _admitted(tx: Transaction, hers: Access) -> tuple[StaffMember, ...]:
    return tuple(one for one in staff.of_role(tx, Role.SECURITY) if hers.admits(one.staff_id))
