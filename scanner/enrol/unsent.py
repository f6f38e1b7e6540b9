"""Mails about her that wait do not go to whom she does not let be told any more."""

from typing import Final

from scanner.config.settings import RecipientSettings
from scanner.model.alert import AlertText
from scanner.model.consent import WORKPLACE
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.store import consents, mailboxes, outbox
from scanner.store.database import Transaction

TO_WORKPLACE: Final = (AlertText.HR_JUDGED, AlertText.HR_NOT_YET_REVIEWED)
TIP: Final = "tip"
WAITING: Final = "waiting"
TO_TEAM: Final = (AlertText.SECURITY, TIP, WAITING)


def drop_unwanted(tx: Transaction, settings: RecipientSettings, person_id: PersonId) -> None:
    """Delete what waits for whom her choice, as it is now, does not let be told."""
    team = {mailbox for _, mailbox in mailboxes.of_team(tx, person_id, settings.security)}
    told = consents.recipients(tx, person_id)
    workplace = {
        Personal(mailbox)
        for recipient in WORKPLACE
        if recipient in told
        for mailbox in mailboxes.of_workplace(settings, recipient)
    }
    outbox.drop(tx, person_id, TO_TEAM, team)
    outbox.drop(tx, person_id, TO_WORKPLACE, workplace)


def drop_to_workplace(tx: Transaction, person_id: PersonId) -> None:
    """Delete what waits for HR, managers and the safety representative."""
    outbox.drop(tx, person_id, TO_WORKPLACE)
