"""The cases that a member of staff may see: everything on the staff's pages asks here first.

What is not hers to see is as what is not there: the same None for both.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from scanner.alert.rules import is_told, respond_by
from scanner.config.clock import EVER
from scanner.config.settings import Config
from scanner.model.action import Action
from scanner.model.assessment import Level
from scanner.model.consent import Choices, Recipient
from scanner.model.finding import Change, Finding, Verdict
from scanner.model.ids import CaseReference, PersonId
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.second_reading import SecondReading
from scanner.model.staff import Role, StaffMember
from scanner.people.officers import access
from scanner.report import looks
from scanner.report.data import Period, ReportedCase
from scanner.report.gather import Reveal, gather
from scanner.store import (
    acknowledgements,
    audit,
    consents,
    contacts,
    findings,
    registered,
    scans,
    second_readings,
)
from scanner.store.acknowledgements import Acknowledgement
from scanner.store.contacts import Contact
from scanner.store.database import Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.registered import RegisteredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """All that HR may know of a case."""

    case_reference: CaseReference
    level: Level
    is_reviewed: bool
    told_at: datetime
    respond_by: datetime
    noted: Acknowledgement | None
    """Who of HR has taken note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """What the security team may see of a case."""

    case: ReportedCase
    registered: RegisteredCase | None
    noted: tuple[Acknowledgement, ...]
    second: SecondReading | None
    """What a second reader said beside the verdict; its reason only where words are revealed."""


def find(
    tx: Transaction, reference: CaseReference, member: StaffMember, now: datetime
) -> Finding | None:
    """The case with this reference, where there is one that this member of staff may see."""
    finding = findings.by_reference(tx, reference)
    return finding if finding is not None and _is_open_to(tx, finding, member, now) else None


def cases(
    tx: Transaction, config: Config, member: StaffMember, now: datetime
) -> tuple[ReportedCase, ...]:
    """The security team's cases that a member may see: worst first, those set aside last."""
    period = Period(since=EVER, until=now)
    data = gather(
        tx,
        config,
        period,
        (),
        news_since=scans.news_since(tx) or now,
        admits=partial(may_meet, member=member),
    )
    return (*data.cases, *data.set_aside)


def case(
    tx: Transaction,
    config: Config,
    reference: CaseReference,
    member: StaffMember,
    now: datetime,
    reason: str = "",
) -> OpenCase | None:
    """One case; with a `reason` her name and the words too. Either is noted and shown to her.

    Without a reason once in `looks.NOTED`. The transaction must be one that writes.
    """
    finding = find(tx, reference, member, now)
    if finding is None or member.role is not Role.SECURITY:
        return None
    data = gather(
        tx,
        config,
        Period(since=EVER, until=now),
        (),
        news_since=scans.news_since(tx) or now,
        reveal=Reveal(actor=member.staff_id, reason=reason, names=True) if reason else None,
        only=finding.case_reference,
        admits=partial(may_meet, member=member),
    )
    found = next(iter((*data.cases, *data.set_aside)), None)
    if found is None:
        return None
    if not reason:
        looks.note(
            tx,
            (found,),
            actor=member.staff_id,
            action=Action.CASE_LOOK,
            at=now,
            since=now - looks.NOTED,
        )
    return OpenCase(
        case=found,
        registered=registered.find(tx, finding.case_reference),
        noted=acknowledgements.of_case(tx, finding),
        second=_second(tx, finding, is_revealed=bool(reason)),
    )


def _second(tx: Transaction, finding: Finding, *, is_revealed: bool) -> SecondReading | None:
    reading = second_readings.of_case(tx, finding)
    if reading is None or reading.advice is None or is_revealed:
        return reading
    return replace(reading, advice=replace(reading.advice, reason=UNKNOWN))


def reach(
    tx: Transaction, reference: CaseReference, member: StaffMember, now: datetime, reason: str
) -> Contact | None:
    """How to reach the person of a grave case safely; noted with the reason, and shown to her.

    None where there is no such case for this officer, it is not grave, it is about somebody else,
    or she left nothing.
    """
    finding = find(tx, reference, member, now)
    if finding is None or member.role is not Role.SECURITY or not is_grave(finding):
        return None
    contact = contacts.find(tx, finding.person_id)
    if contact is not None:
        audit.append(
            tx,
            at=now,
            actor=member.staff_id,
            action=Action.CONTACT_OPEN,
            person_id=finding.person_id,
            object_id=finding.case_reference,
            reason=Personal(reason),
        )
    return contact


def is_grave(finding: Finding) -> bool:
    """Whether a case lets an officer break the glass before how to reach its person."""
    return finding.assessment.severity.level >= Level.HIGH and not finding.is_about_another


def notices(
    tx: Transaction, config: Config, member: StaffMember, now: datetime
) -> tuple[Notice, ...]:
    """What HR was told of, the most urgent first."""
    found = findings.at_or_above(tx, Level.LOW)
    theirs = [_notice(tx, config, one) for one in found if _is_open_to(tx, one, member, now)]
    return tuple(sorted(theirs, key=lambda one: (one.noted is not None, one.respond_by)))


def notice(
    tx: Transaction,
    config: Config,
    reference: CaseReference,
    member: StaffMember,
    now: datetime,
) -> Notice | None:
    finding = find(tx, reference, member, now)
    return None if finding is None else _notice(tx, config, finding)


def take_note(
    tx: Transaction, reference: CaseReference, member: StaffMember, now: datetime
) -> bool:
    """Note that the member's role knows of a case. False where there is none for her."""
    finding = find(tx, reference, member, now)
    if finding is None:
        return False
    if acknowledgements.keep(tx, finding, member.role, member.staff_id, now):
        audit.append(
            tx,
            at=now,
            actor=member.staff_id,
            action=Action.CASE_NOTE,
            person_id=finding.person_id,
            object_id=finding.case_reference,
        )
    return True


def _is_open_to(tx: Transaction, finding: Finding, member: StaffMember, now: datetime) -> bool:
    if not _may_see(tx, finding.person_id, member, now):
        return False
    return member.role is Role.SECURITY or is_told(
        finding, Recipient.HR, consents.recipients(tx, finding.person_id)
    )


def may_meet(tx: Transaction, person_id: PersonId, member: StaffMember) -> bool:
    """Whether a person lets this member of staff see anything of hers, whether watched now or not.

    False also where her key is gone.
    """
    try:
        events = consents.events(tx, person_id)
    except ErasedPerson:
        return False
    return bool(events) and _lets_in(events[-1].choices, member)


def _may_see(tx: Transaction, person_id: PersonId, member: StaffMember, now: datetime) -> bool:
    return consents.is_valid(tx, person_id, now) and may_meet(tx, person_id, member)


def _lets_in(choices: Choices, member: StaffMember) -> bool:
    match member.role:
        case Role.SECURITY:
            return access(choices).admits(member.staff_id)
        case Role.HR:
            return Recipient.HR in choices.recipients
        case Role.AUDITOR | Role.OPERATOR:
            return False


def _notice(tx: Transaction, config: Config, finding: Finding) -> Notice:
    told_at = _told_at(tx, finding)
    level = finding.assessment.severity.level
    noted = acknowledgements.of_case(tx, finding)
    return Notice(
        case_reference=finding.case_reference,
        level=level,
        is_reviewed=finding.verdict is Verdict.HER,
        told_at=told_at,
        respond_by=respond_by(level, told_at, ZoneInfo(config.organisation.timezone)),
        noted=next((one for one in noted if one.role is Role.HR), None),
    )


def _told_at(tx: Transaction, finding: Finding) -> datetime:
    """When the mail that HR goes by was made: of what is acute at once, then of any once it was
    judged to be her. A later verdict that says so again sends none."""
    news = [
        event.at
        for event in findings.events(tx, finding.finding_id)
        if event.change in (Change.NEW, Change.WORSE)
    ]
    seen = max(news, default=finding.first_seen)
    judged = [
        entry.at
        for entry in audit.about(tx, finding.person_id)
        if entry.action == Action.CASE_JUDGE
        and entry.matter.object_id == finding.case_reference
        and entry.matter.reason.reveal() == Verdict.HER
        and entry.at > seen
    ]
    return min(judged, default=seen)
