"""What an officer does with a case: judge it, enter it in the registry."""

from datetime import datetime

from scanner.alert.tell import tell, tell_registered
from scanner.assess.policy import POLICY
from scanner.config.settings import Config
from scanner.errors import UsageError
from scanner.findings import decide, pile_on
from scanner.model.action import Action
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import CaseReference
from scanner.model.judgement import Speaker
from scanner.model.personal import Personal
from scanner.store import audit, consents, findings, judgements, registered
from scanner.store.database import Transaction
from scanner.store.registered import RegisteredCase


def judge(
    tx: Transaction,
    reference: CaseReference,
    verdict: Verdict,
    *,
    officer: str,
    config: Config,
    now: datetime,
) -> Finding:
    """Note an officer's verdict, and queue the mails that it calls for.

    Raises `UsageError` where staff know no such case, or her opt-in has ended with its time.
    """
    old = _case(tx, reference)
    new = decide.judge(old, verdict)
    if verdict is Verdict.HER:
        # Posts that might have been a namesake's were none of a pile-on until now.
        hers = findings.shown_to_staff(tx, new.person_id)
        new = pile_on.with_others(new, hers, alert=POLICY.alert)
    if not findings.save(tx, new, now=now):
        raise UsageError(
            f"Case {reference} cannot be judged: its person's opt-in has ended with its time. "
            "She is asked to say yes again when she logs in."
        )
    judgements.keep(tx, new.person_id, new.finding_id, decide.remembered(new, Speaker.OFFICER, now))
    tell(tx, old, new, config, now)
    _note(tx, new, Action.CASE_JUDGE, officer, str(verdict), now)
    return new


def register(
    tx: Transaction,
    reference: CaseReference,
    *,
    registry_number: str,
    retention_reference: str,
    officer: str,
    config: Config,
    now: datetime,
) -> RegisteredCase:
    """Enter a case in the registry: from now on the law forbids to destroy it.

    She is told so by mail, and again in her receipt. Raises `UsageError` where staff know no such
    case.
    """
    finding = _case(tx, reference)
    case = registered.register(
        tx,
        finding,
        registry_number=registry_number,
        retention_reference=retention_reference,
        now=now,
    )
    tell_registered(tx, finding, case, config, now)
    _note(tx, finding, Action.CASE_REGISTER, officer, registry_number, now)
    return case


def require_open_to_team(tx: Transaction, reference: CaseReference) -> None:
    """For whoever is not known by an account. Raises `UsageError` for a case of somebody who does
    not let the whole team see, as for one that is not there."""
    finding = findings.by_reference(tx, reference)
    kept = registered.access(tx, reference)
    if finding is not None and not consents.is_open_to_team(tx, finding.person_id):
        raise no_case(reference)
    if finding is None and kept is not None and not kept.is_open_to_all:
        raise no_case(reference)


def read_registered(
    tx: Transaction, reference: CaseReference, *, officer: str, reason: str, now: datetime
) -> Finding:
    """What a registered case holds, also after she has left; noted in the audit log.

    Raises `LookupError` where no case with this reference is registered.
    """
    finding = registered.content(tx, reference)
    has_left = finding.person_id not in tx.keys.person_ids()
    audit.append(
        tx,
        at=now,
        actor=officer,
        action=Action.REGISTERED_REVEAL,
        person_id=None if has_left else finding.person_id,
        object_id=reference,
        reason=Personal(reason),
    )
    return finding


def _case(tx: Transaction, reference: CaseReference) -> Finding:
    finding = findings.by_reference(tx, reference)
    if finding is None:
        raise no_case(reference)
    return finding


def no_case(reference: CaseReference) -> UsageError:
    """Of a case that is not there, and of one that the commands do not show: the same words."""
    return UsageError(
        f"There is no case {reference}. `findings list` shows those there are; a case goes when "
        "its person withdraws. Cases of who does not let the whole team see are on the staff's "
        "pages alone."
    )


def _note(
    tx: Transaction, finding: Finding, action: Action, officer: str, reason: str, now: datetime
) -> None:
    audit.append(
        tx,
        at=now,
        actor=officer,
        action=action,
        person_id=finding.person_id,
        object_id=finding.case_reference,
        reason=Personal(reason),
    )
