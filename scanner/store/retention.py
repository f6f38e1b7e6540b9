"""How long what is kept: each class of things with its time, in one table.

Registered cases stand in none of them: the rule that each names by its retention reference says
when it goes, and an archivist acts on it. Consents, profiles and keys go with an erasure.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import delete, select

from scanner import files
from scanner.config.clock import system_clock
from scanner.config.settings import Config
from scanner.model.assessment import Level
from scanner.model.finding import Change, Finding
from scanner.model.ids import EvidenceId, Sha256
from scanner.store import (
    audit,
    clusters,
    evidence_files,
    findings,
    registered,
    report_files,
    schema,
    sessions,
    staff_invitations,
    staff_sessions,
    tokens,
)
from scanner.store.database import Store, Transaction
from scanner.store.outbox import MailState

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


def _forget_mails(tx: Transaction, ids: Collection[str], _: datetime) -> None:
    tx.connection.execute(delete(schema.outbox).where(schema.outbox.c.mail_id.in_(ids)))


# ---- the audit log ----------------------------------------------------------------------------


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
        forget=_forget_mails,
    ),
    Kind(
        name="audit",
        until="entries of the audit log, since they were written",
        time=lambda config: timedelta(days=config.retention.audit_days),
        overdue=_audit,
        forget=_forget_audit,
    ),
)

DOORS: Final = (tokens.sweep, sessions.sweep, staff_sessions.sweep, staff_invitations.sweep)
"""What lets somebody in, and says itself when it ends."""
