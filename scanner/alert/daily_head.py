"""The daily mail to the data protection officer: where the audit log ends, and what it counts.

Who holds the database could cut the log or write it anew; he cannot change a mail that was sent.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from scanner.config.settings import Config
from scanner.model.action import Action
from scanner.model.personal import Personal
from scanner.render.mails import MailText, mail
from scanner.store import audit, outbox
from scanner.store.database import Transaction

GIVEN: Final = frozenset({Action.CONSENT_GIVE})
ENDED: Final = frozenset({Action.CONSENT_WITHDRAW})
STOPPED: Final = frozenset({Action.CONSENT_STOP})
"""By a link: counted as ended only when it was let go on by nobody."""
CHANGED: Final = frozenset(
    {Action.CONSENT_CHANGE, Action.CONSENT_PAUSE, Action.CONSENT_RESUME, Action.LEAVER_KEEP}
)


def queue_daily_head(tx: Transaction, config: Config, now: datetime) -> bool:
    """Queue today's mail. False where it was queued before, or there is nobody to tell.

    A day begins at midnight in the organisation's time zone.
    """
    officers = config.recipients.data_protection_officer
    today = now.astimezone(ZoneInfo(config.organisation.timezone)).date()
    newest = audit.latest_of(tx, Action.AUDIT_HEAD)
    if not officers or (newest is not None and newest.matter.object_id == str(today)):
        return False
    said = _said(tx, config, 0 if newest is None else newest.number, now)
    queued = [
        outbox.queue_mail(
            tx,
            person_id=None,
            kind="audit_head",
            recipient=Personal(officer),
            said=said,
            idempotency_key=f"audit_head/{today}/{number}",
            sender=config.mail.sender,
            due_at=now,
        )
        for number, officer in enumerate(officers, start=1)
    ]
    audit.append(tx, at=now, actor=audit.TIME, action=Action.AUDIT_HEAD, object_id=str(today))
    return any(queued)


def _said(tx: Transaction, config: Config, since: int, now: datetime) -> MailText:
    counts = audit.counts(tx, after=since)
    return mail(
        "audit_head",
        config.organisation.language,
        config,
        at=now,
        head=audit.head(tx),
        broken=audit.verify(tx),
        given=_sum(counts, GIVEN),
        changed=_sum(counts, CHANGED),
        stopped=_sum(counts, STOPPED),
        ended=_sum(counts, ENDED),
        restores=counts.get(Action.INSTALLATION_RESTORE, 0),
        domains=config.portal.mail_domains,
    )


def _sum(counts: Mapping[str, int], actions: Set[str]) -> int:
    return sum(n for action, n in counts.items() if action in actions)
