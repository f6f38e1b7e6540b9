"""Somebody at the portal about whom something was found."""

from dataclasses import replace
from datetime import datetime

from scanner.findings.clusters import start
from scanner.model.assessment import DetailMatch, Level
from scanner.model.finding import Finding, Sketch
from scanner.model.ids import Address, CaseReference, ClusterId, FindingId, PersonId
from scanner.model.personal import Personal
from scanner.store import audit, clusters, findings, people
from scanner.store.audit import Entry
from scanner.store.database import Store, Transaction
from tests.conftest import MORNING
from tests.findings.cast import detail, found
from tests.portal.visitor import Visitor
from tests.store.cast import ANNA, enrol, profile

SHOWN = 'https://forum.example/t?"><script>alert(1)</script>'


def made(number: int, level: Level, person_id: PersonId) -> Finding:
    """A finding of hers, first seen weeks ago, with the reference V-22222 and its number."""
    known = (detail(match=DetailMatch.KNOWN),) if level > Level.INFO else ()
    one = found(level, known)
    return replace(
        one,
        finding_id=FindingId(f"{number:032x}"),
        cluster_id=ClusterId(f"{number:032x}"),
        case_reference=CaseReference(f"V-22222{number}"),
        person_id=person_id,
        places=(replace(one.places[0], address=Address(SHOWN)),),
    )


def keep(store: Store, *kept: Finding, now: datetime = MORNING) -> None:
    def work(tx: Transaction) -> None:
        for one in kept:
            sketch = Sketch(scale=1, hashes=frozenset())
            clusters.save(
                tx, one.person_id, start(one.cluster_id, (Address(SHOWN), ""), sketch, MORNING)
            )
            assert findings.save(tx, one, now=now)

    store.write(work)


async def amina_and_anna(visitor: Visitor, store: Store) -> PersonId:
    """Amina opts in at the portal, Anna is there beforehand; each has findings."""
    store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Testholm")))
    await visitor.opt_in()
    (amina,) = store.read(people.ids) - {ANNA}
    keep(
        store,
        made(1, Level.INFO, amina),
        made(2, Level.HIGH, amina),
        made(3, Level.ACUTE, ANNA),
    )
    return amina


def of(store: Store, person_id: PersonId) -> tuple[Finding, ...]:
    return store.read(lambda tx: findings.for_person(tx, person_id))


def case_of(store: Store, person_id: PersonId, reference: str) -> Finding:
    (one,) = (one for one in of(store, person_id) if one.case_reference == reference)
    return one


def look(
    person_id: PersonId,
    reason: str,
    tx: Transaction,
    *,
    action: str = "report.reveal",
    actor: str = "eva.ansvarig",
) -> None:
    """Somebody of the staff reads her name, with a reason; or does something else."""
    audit.append(
        tx,
        at=MORNING,
        actor=actor,
        action=action,
        person_id=person_id,
        object_id="V-222222",
        reason=Personal(reason),
    )


def beside_looks(store: Store, person_id: PersonId) -> tuple[Entry, ...]:
    """What the log holds about somebody, but that her cases were opened."""
    entries = store.read(lambda tx: audit.about(tx, person_id))
    return tuple(entry for entry in entries if entry.action != "case.look")
