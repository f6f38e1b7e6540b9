"""Her own word on a finding: it is about her."""

from datetime import datetime

from scanner.alert.tell import tell
from scanner.config.settings import Config
from scanner.enrol.optin import HERSELF
from scanner.findings import decide
from scanner.findings.own_word import claimed
from scanner.model.action import Action
from scanner.model.ids import PersonId
from scanner.model.judgement import Speaker
from scanner.store import audit, findings, judgements
from scanner.store.database import Store, Transaction


async def claim(
    store: Store, config: Config, person_id: PersonId, reference: str, now: datetime
) -> bool:
    """Note that her finding of this case is about her; where an officer had said no, tell again.

    False where no finding of hers has this reference, or she is not looked for now.
    """
    return await store.awrite(lambda tx: _claim(tx, config, person_id, reference, now))


def _claim(
    tx: Transaction, config: Config, person_id: PersonId, reference: str, now: datetime
) -> bool:
    old = findings.hers(tx, person_id, reference)
    if old is None:
        return False
    new = claimed(old)
    if not findings.save(tx, new, now=now):
        return False
    judgements.keep(tx, person_id, new.finding_id, decide.remembered(new, Speaker.HERSELF, now))
    tell(tx, old, new, config, now)
    audit.append(
        tx,
        at=now,
        actor=HERSELF,
        action=Action.CASE_ME,
        person_id=person_id,
        object_id=new.case_reference,
    )
    return True
