"""An officer's word on a case: noted, told to whom it concerns, refused where there is no case."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from scanner.alert.tell import tell
from scanner.config.settings import Config
from scanner.errors import UsageError
from scanner.findings.clusters import start
from scanner.findings.pile_on import MANY
from scanner.findings.sketch import sketch
from scanner.model.assessment import Level, SeverityTier
from scanner.model.consent import Recipient
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import CaseReference, ClusterId, FindingId, PersonId, StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role, StaffMember
from scanner.pipeline import caseload, cases
from scanner.store import audit, clusters, findings, registered
from scanner.store.database import Store, Transaction
from scanner.store.names import new_id
from tests.findings.cast import DAY_1, DAY_2, found
from tests.postbag import letters
from tests.store.enrolled import AMINA, enrol

OFFICER = "officer"
HR = Personal("hr@provstad.example")


def keep(store: Store, finding: Finding) -> Finding:
    def work(tx: Transaction) -> None:
        anchor = (finding.places[0].address, finding.places[0].post_key)
        clusters.save(tx, finding.person_id, start(finding.cluster_id, anchor, sketch(""), DAY_1))
        assert findings.save(tx, finding, now=DAY_1)

    store.write(work)
    return finding


def mails(store: Store) -> list[tuple[str, str]]:
    return [(letter.recipient.reveal(), letter.text.reveal()) for letter in letters(store, DAY_2)]


def judge(store: Store, config: Config, finding: Finding, verdict: Verdict) -> Finding:
    return store.write(
        lambda tx: cases.judge(
            tx, finding.case_reference, verdict, officer=OFFICER, config=config, now=DAY_2
        )
    )


def register(store: Store, config: Config, reference: CaseReference) -> None:
    store.write(
        lambda tx: cases.register(
            tx,
            reference,
            registry_number="SN 2026/17",
            retention_reference="Gallringsplan 4.2",
            officer=OFFICER,
            config=config,
            now=DAY_2,
        )
    )


def done(store: Store, person_id: PersonId) -> list[tuple[str, str]]:
    return [
        (entry.actor, entry.action) for entry in store.read(lambda tx: audit.about(tx, person_id))
    ]


def test_hr_is_told_after_the_judgement_of_a_high_case(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.HR}))
    finding = keep(store, found(Level.HIGH))
    assert judge(store, config, finding, Verdict.HER).verdict is Verdict.HER
    assert [to for to, _ in mails(store)] == ["hr@provstad.example"]
    assert (OFFICER, "case.judge") in done(store, finding.person_id)


def test_hr_reads_the_same_deadline_on_its_page_as_in_its_mail(
    store: Store, config: Config
) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset({Recipient.HR}))
    finding = keep(store, found(Level.ACUTE))
    store.write(lambda tx: tell(tx, None, finding, config, finding.first_seen))
    assert deadline(store, config) in to_hr(store)
    judge(store, config, finding, Verdict.HER)
    by = deadline(store, config)
    assert by in to_hr(store)
    later = DAY_2 + timedelta(hours=1)
    store.write(
        lambda tx: cases.judge(
            tx, finding.case_reference, Verdict.HER, officer=OFFICER, config=config, now=later
        )
    )
    assert (to_hr(store), deadline(store, config)) == ("", by)


def deadline(store: Store, config: Config) -> str:
    """As HR's page shows it."""
    eva = StaffMember(staff_id=StaffId("0" * 32), role=Role.HR, name=HR, mail=HR)
    (notice,) = store.read(lambda tx: caseload.notices(tx, config, eva, DAY_2))
    return f"{notice.respond_by.astimezone(ZoneInfo(config.organisation.timezone)):%H.%M}"


def to_hr(store: Store) -> str:
    """The mails that have come since the last look."""
    return "".join(text for to, text in mails(store) if to == HR.reveal())


def test_after_her_opt_in_has_ended_nothing_is_judged_and_nothing_is_noted(
    store: Store, config: Config
) -> None:
    enrol(store, AMINA, DAY_1)
    finding = keep(store, found(Level.HIGH))
    before = done(store, finding.person_id)
    with pytest.raises(UsageError, match="opt-in has ended"):
        store.write(
            lambda tx: cases.judge(
                tx,
                finding.case_reference,
                Verdict.HER,
                officer=OFFICER,
                config=config,
                now=DAY_1 + timedelta(days=366),
            )
        )
    (kept,) = store.read(lambda tx: findings.for_person(tx, finding.person_id))
    assert kept == finding
    assert done(store, finding.person_id) == before


def test_a_pile_on_is_asked_for_again_when_an_officer_says_that_it_is_her(
    store: Store, config: Config
) -> None:
    enrol(store, AMINA, DAY_1)
    posts = [keep(store, insult(number)) for number in range(MANY)]
    raised = [judge(store, config, one, Verdict.HER).assessment.severity.level for one in posts]
    assert raised == [*[Level.LOW] * (MANY - 1), Level.MEDIUM]
    (kept,) = (
        one
        for one in store.read(lambda tx: findings.for_person(tx, posts[0].person_id))
        if one.finding_id == posts[-1].finding_id
    )
    assert kept.assessment.severity.level is Level.MEDIUM


def insult(number: int) -> Finding:
    """A post that may be a namesake's, each another."""
    first = found(Level.LOW)
    known = first.assessment
    return replace(
        first,
        finding_id=FindingId(new_id()),
        cluster_id=ClusterId(new_id()),
        case_reference=CaseReference(f"2026-100{number}"),
        places=(replace(first.places[0], post_key=f"p{number}"),),
        assessment=replace(
            known,
            severity=replace(known.severity, tier=SeverityTier.T2),
            identity=replace(known.identity, probability=0.6),
        ),
    )


def test_somebody_elses_case_is_told_to_nobody(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1, recipients=frozenset(Recipient))
    finding = keep(store, found(Level.HIGH))
    judge(store, config, finding, Verdict.NOT_HER)
    assert mails(store) == []


def test_she_is_told_that_a_case_of_hers_was_registered(store: Store, config: Config) -> None:
    enrol(store, AMINA, DAY_1)
    finding = keep(store, found(Level.HIGH))
    register(store, config, finding.case_reference)
    register(store, config, finding.case_reference)
    ((to, text),) = mails(store)
    assert to == "amina.provhult@provstad.example"
    assert "SN 2026/17" in text
    assert "Gallringsplan 4.2" in text
    assert len(store.read(lambda tx: registered.of_person(tx, finding.person_id))) == 1


@pytest.mark.parametrize("level", [None, Level.INFO])
def test_staff_meet_no_case_that_is_not_theirs(
    store: Store, config: Config, level: Level | None
) -> None:
    enrol(store, AMINA, DAY_1)
    finding = found(Level.HIGH if level is None else level)
    if level is not None:
        keep(store, finding)
    with pytest.raises(UsageError, match="no case"):
        judge(store, config, finding, Verdict.HER)
    with pytest.raises(UsageError, match="no case"):
        register(store, config, finding.case_reference)
