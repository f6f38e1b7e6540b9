"""How long what is kept: each class of things with its time, in one table.

Registered cases stand in none of them: the rule that each names by its retention reference says
when it goes, and an archivist acts on it. Consents, profiles and keys go with an erasure.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Column, Table, delete, select

from scanner import files
from scanner.config.clock import system_clock
from scanner.config.settings import Config
from scanner.model.assessment import Level
from scanner.model.finding import Change, Finding
from scanner.model.ids import EvidenceId, PersonId, Sha256, StaffId
from scanner.store import (
    audit,
    clusters,
    contacts,
    delays,
    evidence_files,
    findings,
    judgements,
    leavers,
    rechecks,
    registered,
    removal_ticks,
    report_files,
    schema,
    sessions,
    staff,
    staff_invitations,
    staff_sessions,
    tips,
    tokens,
)
from scanner.store.contacts import CODE_LIFETIME
from scanner.store.database import Store, Transaction
from scanner.store.keys import ErasedPerson
from scanner.store.outbox import MailState

T = TypeVar("T")

YOUNGEST_AUDIT: Final = timedelta(days=366)
"""Longer than the year that the database's trigger keeps an entry for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A thing whose time is over."""

    id: str
    is_hers_alone: bool = False
    """True where staff do not know of it: no count holds it."""


class Search(Protocol):
    def __call__(self, tx: Transaction, before: datetime) -> tuple[Overdue, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A class of things that go by themselves."""

    name: str
    until: str
    """What it holds, and from when its time runs."""
    time: Callable[[Config], timedelta]
    overdue: Search
    """Whose time began before then."""
    forget: Callable[[Transaction, Collection[str], datetime], None]
    """Takes their ids, and the time now for the audit log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a class would lose now, for the operator."""

    kind: Kind
    time: timedelta
    count: int


def due(tx: Transaction, config: Config, now: datetime) -> tuple[Due, ...]:
    """What `sweep` would remove. Holds nobody, and counts nothing that is on her own page only."""
    return tuple(
        Due(
            kind=kind,
            time=kind.time(config),
            count=_told(kind.overdue(tx, before=now - kind.time(config))),
        )
        for kind in KINDS
    )


def _told(overdue: Iterable[Overdue]) -> int:
    return sum(not one.is_hers_alone for one in overdue)


def sweep(store: Store, config: Config, now: datetime) -> None:
    """Remove everything whose time is over. Hold the scan lock; then sweep the evidence folder."""

    for close in DOORS:
        store.write(partial(close, now=now))
    for kind in KINDS:
        before = now - kind.time(config)
        # Seldom is anything over: to look for it holds up nobody's writing.
        if store.read(partial(kind.overdue, before=before)):
            store.write(partial(_forget, kind=kind, before=before, now=now))


def _forget(tx: Transaction, kind: Kind, before: datetime, now: datetime) -> None:
    kind.forget(tx, [one.id for one in kind.overdue(tx, before)], now)


# ---- findings ---------------------------------------------------------------------------------


def _rejected(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    """While its page stands it is kept: else the next scan would tell of it as of a new one."""
    return _overdue(f for f in findings.every(tx) if f.is_about_another and f.last_seen < before)


def _resolved(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return _overdue(
        f for f in findings.every(tx) if f.change is Change.GONE and f.changed_at < before
    )


def _overdue(over: Iterable[Finding]) -> tuple[Overdue, ...]:
    return tuple(Overdue(id=f.finding_id, is_hers_alone=_is_hers_alone(f)) for f in over)


def _is_hers_alone(finding: Finding) -> bool:
    return finding.assessment.severity.level < Level.LOW


def _forget_findings(tx: Transaction, ids: Collection[str], _: datetime) -> None:
    findings.forget(tx, ids)
    clusters.sweep(tx)


# ---- evidence ---------------------------------------------------------------------------------


def _evidence(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    """Kept pages of no open case: a case keeps its proof for as long as it is kept itself."""
    known = [f for f in findings.every(tx) if not _is_hers_alone(f)]
    needed = _digests(f for f in known if not f.is_about_another) | registered.evidence(tx)
    told = _digests(known)
    return tuple(
        Overdue(id=file.evidence_id, is_hers_alone=file.page_sha256 not in told)
        for file in evidence_files.every(tx)
        if file.fetched_at < before and file.page_sha256 not in needed
    )


def _digests(of: Iterable[Finding]) -> frozenset[Sha256]:
    return frozenset(digest for finding in of for digest in finding.evidence_sha256)


def _forget_evidence(tx: Transaction, ids: Collection[str], _: datetime) -> None:
    evidence_files.forget(tx, frozenset(map(EvidenceId, ids)))


# ---- reports, mails --------------------------------------------------------------------


def _reports(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return tuple(Overdue(id=file.report_id) for file in report_files.made_before(tx, before))


def _forget_reports(tx: Transaction, ids: Collection[str], _: datetime) -> None:
    of_these = schema.report_file.c.report_id.in_(ids)
    files.remove(
        map(Path, tx.connection.scalars(select(schema.report_file.c.path).where(of_these)))
    )
    for report_id in ids:
        report_files.forget(tx, report_id)


def _refused_mails(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    table = schema.outbox
    refused = (table.c.state == MailState.FAILED) & (table.c.due_at < before)
    return tuple(
        Overdue(id=mail_id)
        for mail_id in tx.connection.scalars(select(table.c.mail_id).where(refused))
    )


def _rows_with(column: Column[Any]) -> Callable[[Transaction, Collection[str], datetime], None]:
    """What deletes the rows that have one of the ids in this column."""

    def forget(tx: Transaction, ids: Collection[str], _: datetime) -> None:
        tx.connection.execute(delete(column.table).where(column.in_(ids)))

    return forget


# ---- what is hers --------------------------------------------------------------------------------


def _of_everybody(
    tx: Transaction, table: Table, find: Callable[[Transaction, PersonId], T]
) -> Iterator[tuple[PersonId, T]]:
    """What `find` gives of each person who has rows in a table; not of who is leaving."""
    named = tx.connection.scalars(select(table.c.person_id).distinct()).all()
    for person_id in map(PersonId, named):
        with suppress(ErasedPerson):
            yield person_id, find(tx, person_id)


def _tips(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return tuple(
        Overdue(id=tip.tip_id)
        for _, hers in _of_everybody(tx, schema.tip, tips.of_person)
        for tip in hers
        if tip.done_at is not None and tip.done_at < before
    )


def _removal_ticks(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return tuple(
        Overdue(id=tick.tick_id, is_hers_alone=True)
        for _, hers in _of_everybody(tx, schema.removal_tick, removal_ticks.of_person)
        for tick in hers
        if tick.latest < before
    )


def _rechecks(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return tuple(
        Overdue(id=one.recheck_id, is_hers_alone=True)
        for one in rechecks.every(tx)
        if one.recheck.allowed_at < before
    )


def _contact_codes(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return tuple(
        Overdue(id=person_id, is_hers_alone=True)
        for person_id, code in _of_everybody(tx, schema.contact_code, contacts.find_code)
        if code is not None and code.sent_at < before
    )


def _leavers(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    """Questions. An answer stays: it says that her work mailbox opens nothing."""
    return tuple(
        Overdue(id=person_id, is_hers_alone=True)
        for person_id, asked in _of_everybody(tx, schema.leaver, leavers.find)
        if asked is not None and asked.kept_at is None and asked.asked_at < before
    )


def _notices(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    old = select(schema.notice.c.notice_id).where(schema.notice.c.at < before)
    return tuple(Overdue(id=notice_id) for notice_id in tx.connection.scalars(old))


def _judgements(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return tuple(
        Overdue(id=kept.finding_id, is_hers_alone=True)
        for _, hers in _of_everybody(tx, schema.judgement, judgements.of_person)
        for kept in hers
        if kept.judgement.at < before
    )


# ---- staff, the audit log ------------------------------------------------------------------------


def _staff(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    return tuple(Overdue(id=staff_id) for staff_id in staff.shut_before(tx, before))


def _forget_staff(tx: Transaction, ids: Collection[str], _: datetime) -> None:
    staff.forget(tx, tuple(map(StaffId, ids)))


def _audit(tx: Transaction, before: datetime) -> tuple[Overdue, ...]:
    # The database refuses to let a younger one go, by its own clock; a lab's may be ahead.
    old = audit.before(tx, min(before, system_clock() - YOUNGEST_AUDIT))
    return tuple(Overdue(id=str(number)) for number in old)


def _forget_audit(tx: Transaction, ids: Collection[str], now: datetime) -> None:
    audit.prune(tx, max(map(int, ids)), now)


# ---- the table --------------------------------------------------------------------------------

KINDS: Final = (
    Kind(
        name="rejected",
        until="findings about somebody else, since they were last seen",
        time=lambda config: timedelta(days=config.retention.rejected_days),
        overdue=_rejected,
        forget=_forget_findings,
    ),
    Kind(
        name="resolved",
        until="findings that are gone, since then",
        time=lambda config: timedelta(days=config.retention.resolved_days),
        overdue=_resolved,
        forget=_forget_findings,
    ),
    Kind(
        name="evidence",
        until="kept pages that no open or registered case names, since they were fetched",
        time=lambda config: timedelta(days=config.retention.evidence_days),
        overdue=_evidence,
        forget=_forget_evidence,
    ),
    Kind(
        name="reports",
        until="report files, since they were made",
        time=lambda config: timedelta(days=config.reports.keep_days),
        overdue=_reports,
        forget=_forget_reports,
    ),
    Kind(
        name="refused_mails",
        until="mails that a server refused, since they were due",
        time=lambda config: timedelta(days=config.retention.refused_mail_days),
        overdue=_refused_mails,
        forget=_rows_with(schema.outbox.c.mail_id),
    ),
    Kind(
        name="tips",
        until="what people reported, since an officer was done with it",
        time=lambda config: timedelta(days=config.retention.tip_days),
        overdue=_tips,
        forget=_rows_with(schema.tip.c.tip_id),
    ),
    Kind(
        name="removal_ticks",
        until="ticks on the checklist of people-search sites, since they were set",
        time=lambda config: timedelta(days=config.retention.removal_tick_days),
        overdue=_removal_ticks,
        forget=_rows_with(schema.removal_tick.c.tick_id),
    ),
    Kind(
        name="rechecks",
        until="pages at people-search sites that people let be looked up, since they allowed it",
        time=lambda config: timedelta(days=config.retention.removal_tick_days),
        overdue=_rechecks,
        forget=_rows_with(schema.recheck.c.recheck_id),
    ),
    Kind(
        name="judgements",
        until="what was said of findings, for the next time, since it was said",
        time=lambda config: timedelta(days=config.retention.judgement_days),
        overdue=_judgements,
        forget=_rows_with(schema.judgement.c.finding_id),
    ),
    Kind(
        name="leavers",
        until="questions to leavers that were not answered, since they were asked",
        time=lambda config: timedelta(days=config.retention.leaver_days),
        overdue=_leavers,
        forget=_rows_with(schema.leaver.c.person_id),
    ),
    Kind(
        name="notices",
        until="what everybody was told after a breach, since then",
        time=lambda config: timedelta(days=config.retention.notice_days),
        overdue=_notices,
        forget=_rows_with(schema.notice.c.notice_id),
    ),
    Kind(
        name="contact_codes",
        until="codes to a private phone or mail, since they were sent",
        time=lambda config: CODE_LIFETIME,
        overdue=_contact_codes,
        forget=_rows_with(schema.contact_code.c.person_id),
    ),
    Kind(
        name="shut_accounts",
        until="names of shut staff accounts, since then: as long as the audit log may name them",
        time=lambda config: timedelta(days=config.retention.audit_days),
        overdue=_staff,
        forget=_forget_staff,
    ),
    Kind(
        name="audit",
        until="entries of the audit log, since they were written",
        time=lambda config: timedelta(days=config.retention.audit_days),
        overdue=_audit,
        forget=_forget_audit,
    ),
)

DOORS: Final = (
    tokens.sweep,
    sessions.sweep,
    staff_sessions.sweep,
    staff_invitations.sweep,
    delays.sweep,
)
"""What lets somebody in or makes wait, and says itself when it ends."""
