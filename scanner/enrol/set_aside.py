"""Her own word on a finding: it is about somebody else."""

from datetime import datetime

from scanner.enrol.optin import HERSELF
from scanner.findings import decide
from scanner.findings.own_word import disclaimed
from scanner.model.action import Action
from scanner.model.ids import PersonId
from scanner.model.judgement import Speaker
from scanner.store import audit, findings, judgements
from scanner.store.database import Store, Transaction


async def set_aside(store: Store, person_id: PersonId, reference: str, now: datetime) -> bool:
    """Set her finding of this case aside: nobody is told of it any more; staff still see it.

    False where no finding of hers has this reference, or her opt-in has ended.
    """
    return await store.awrite(lambda tx: _set_aside(tx, person_id, reference, now))


def _set_aside(tx: Transaction, person_id: PersonId, reference: str, now: datetime) -> bool:
    finding = findings.hers(tx, person_id, reference)
    if finding is None:
        return False
    new = disclaimed(finding)
    if not findings.save(tx, new, now=now):
        return False
    judgements.keep(tx, person_id, new.finding_id, decide.remembered(new, Speaker.HERSELF, now))
    audit.append(
        tx,
        at=now,
        actor=HERSELF,
        action=Action.CASE_NOT_ME,
        person_id=person_id,
        object_id=finding.case_reference,
    )
    return True
