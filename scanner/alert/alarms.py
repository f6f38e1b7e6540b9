"""Mails to operators when a source turns blind, is read too late or shows that we are asleep, and
when that is over.

All that begins at once stands in one mail: a network that is down blinds every source.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from scanner.config.settings import Config
from scanner.model.alarm import Alarm, AlarmKind
from scanner.model.ids import SourceId
from scanner.model.staff import Role
from scanner.render.mails import MailText, mail
from scanner.store import alarms, outbox, staff
from scanner.store.database import Transaction

BEGINS: Final = {
    AlarmKind.BLIND: "source_blind",
    AlarmKind.LATE: "source_late",
    AlarmKind.ASLEEP: "watch_asleep",
}
ENDS: Final = {
    AlarmKind.BLIND: "source_seen",
    AlarmKind.LATE: "source_in_time",
    AlarmKind.ASLEEP: "watch_awake",
}


def tell_alarms(
    tx: Transaction,
    up: Sequence[Alarm],
    names: Mapping[AlarmKind, Mapping[SourceId, str]],
    config: Config,
    now: datetime,
) -> None:
    """Queue a mail of what begins and one of what ends, of each kind, to every operator.

    `up`: all that is so now. `names`: of the sources that were looked at for each kind; what is
    known of others (removed, expired) ends without a word. Without an operator nobody is told, and
    it is told to the first that there is.
    """
    operators = staff.of_role(tx, Role.OPERATOR)
    for kind in AlarmKind if operators else ():
        standing = alarms.standing(tx, kind)
        now_up = {one.source_id: one for one in up if one.kind is kind}
        begun = [one for key, one in now_up.items() if key not in standing]
        over = [key for key in sorted(standing) if key not in now_up]
        for one in begun:
            alarms.begin(tx, kind, one.source_id)
        for key in over:
            alarms.end(tx, kind, key)
        ended = [names[kind][key] for key in over if key in names[kind]]
        language = config.organisation.language
        if begun:
            _queue(
                tx, BEGINS[kind], mail(BEGINS[kind], language, config, alarms=begun), config, now
            )
        if ended:
            _queue(tx, ENDS[kind], mail(ENDS[kind], language, config, names=ended), config, now)


def _queue(tx: Transaction, kind: str, said: MailText, config: Config, now: datetime) -> None:
    for operator in staff.of_role(tx, Role.OPERATOR):
        outbox.queue_mail(
            tx,
            person_id=None,
            kind=kind,
            recipient=operator.mail,
            said=said,
            idempotency_key=f"{kind}/{now.isoformat()}/{operator.staff_id}",
            sender=config.mail.sender,
            due_at=now,
        )
