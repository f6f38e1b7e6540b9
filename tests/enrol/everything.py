"""A row of hers in every table that may hold one: what an erasure has to find."""

from datetime import timedelta

from sqlalchemy import func, select

from scanner.model.finding import Finding
from scanner.model.ids import PersonId, StaffId
from scanner.model.judgement import Judgement, Sign, SignKind, Speaker
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.model.tip import Tip
from scanner.render.mails import MailText
from scanner.store import (
    acknowledgements,
    contacts,
    findings,
    judgements,
    leavers,
    mail_links,
    outbox,
    people,
    photos,
    rechecks,
    removal_ticks,
    schema,
    second_readings,
    sessions,
    spellings,
    tips,
    tokens,
)
from scanner.store.contacts import Code, Contact
from scanner.store.database import Store, Transaction
from scanner.store.leavers import Leaver
from scanner.store.photos import Photo
from tests.conftest import MORNING

STREET = Personal("Lönngatan 7")
HER_PAGE = Personal("https://personsok.example/person/amina-provhult-1")


def leave_everywhere(store: Store, finding: Finding) -> None:
    """Beside her opt-in and her exposure, whatever she and others may have left of her."""
    store.write(lambda tx: _leave(tx, finding))


def empty_tables(store: Store, person_id: PersonId) -> set[str]:
    """The tables that may name somebody and hold nothing of hers."""
    tables = [table for table in schema.metadata.sorted_tables if "person_id" in table.c]

    def work(tx: Transaction) -> set[str]:
        return {
            table.name
            for table in tables
            if not tx.connection.scalar(
                select(func.count()).select_from(table).where(table.c.person_id == person_id)
            )
        }

    return store.read(work)


def _leave(tx: Transaction, finding: Finding) -> None:
    hers = finding.person_id
    mail = people.profile(tx, hers).mail
    tip = Tip(tip_id="7" * 32, at=MORNING, address=None, note=STREET, picture=b"\x89PNG\r\n\x1a\n")
    tips.add(tx, hers, tip)
    contacts.keep(tx, hers, Contact(private=Personal("provhult@privat.example"), hours=STREET))
    contacts.keep_code(tx, hers, Code(code=Personal("70174060"), sent_at=MORNING, first_at=MORNING))
    photos.add(tx, hers, Photo(digest="a1b2c3d4e5f60718", added_at=MORNING))
    removal_ticks.tick(tx, hers, "personsok", MORNING)
    rechecks.allow(tx, hers, "personsok", HER_PAGE, MORNING)
    leavers.keep(tx, hers, Leaver(asked_at=MORNING))
    spellings.ask(tx, hers, Personal("Amina Provhult Gammal"))
    mail_links.issue(tx, hers)
    tokens.issue(tx, mail, hers, MORNING + timedelta(hours=6))
    sessions.start(tx, mail, hers, MORNING)
    acknowledgements.keep(tx, finding, Role.SECURITY, StaffId("0" * 32), MORNING)
    shown = Sign(kind=SignKind.TOWN, value=STREET)
    said = Judgement(is_her=False, by=Speaker.HERSELF, at=MORNING, signs=(shown,))
    judgements.keep(tx, hers, finding.finding_id, said)
    second_readings.claim(tx, finding, "stilla-7b", MORNING, timedelta(minutes=1))
    _merge(tx, finding)
    outbox.queue_mail(
        tx,
        person_id=hers,
        kind="person",
        recipient=mail,
        said=MailText(subject=STREET.reveal(), text=STREET.reveal(), html=STREET.reveal()),
        idempotency_key="everything",
        sender="varn@provstad.example",
        due_at=MORNING,
    )


def _merge(tx: Transaction, finding: Finding) -> None:
    """A reference that stands in a mail leads to her case."""
    tx.connection.execute(
        schema.case_redirect.insert().values(
            case_reference=findings.new_reference(tx),
            tenant_id=tx.tenant_id,
            person_id=finding.person_id,
            finding_id=finding.finding_id,
        )
    )
