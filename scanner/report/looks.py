"""Who saw what is masked of a case is noted too: not each time that somebody comes back to it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from scanner.model.action import Action
from scanner.report.data import ReportedCase
from scanner.store import audit
from scanner.store.database import Transaction

NOTED: Final = timedelta(hours=1)
"""Looks at one case by one member within so long are one look."""


def note(
    tx: Transaction,
    cases: Iterable[ReportedCase],
    *,
    actor: str,
    action: Action,
    at: datetime,
    since: datetime,
) -> None:
    """Note that an actor saw label, masked details and addresses, of each case once after `since`.

    She reads it on her page. The transaction must be one that writes.
    """
    for case in cases:
        reference = case.case_reference
        if not audit.is_noted(
            tx, case.person_id, actor=actor, action=action, object_id=reference, since=since
        ):
            audit.append(
                tx,
                at=at,
                actor=actor,
                action=action,
                person_id=case.person_id,
                object_id=reference,
            )
