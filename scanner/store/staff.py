"""Staff accounts. All of one is sealed under the tenant's key; it is found by a keyed hash.

Of her mail address where she logs in by password and code, of what the identity provider calls her
where she logs in there. An account has one way in: the other finds nothing.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from scanner.model.ids import PersonId, StaffId
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.staff import Role, StaffMember, Subject
from scanner.store import audit, staff_sessions
from scanner.store.audit import Entry
from scanner.store.database import Transaction
from scanner.store.schema import installation
from scanner.store.schema import staff as table


class StaffState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"
    """Logs in no more; only the name stays, for as long as the audit log names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sealed:
    name: Personal
    mail: Personal
    password_hash: Personal = UNKNOWN
    """As `vault.passwords.hashed` made it; none where the identity provider lets her in."""
    secret: Personal = UNKNOWN
    """Of one-time codes: hex digits; none as above."""
    last_step: int = 0
    """Of the last code that opened: none opens twice."""
    issuer: str = ""
    """The identity provider that lets her in; '' where password and code do."""
    shut_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(_Sealed):
    staff_id: StaffId
    role: Role
    state: StaffState
    created_at: datetime

    @property
    def member(self) -> StaffMember:
        return StaffMember(staff_id=self.staff_id, role=self.role, name=self.name, mail=self.mail)

    @property
    def is_active(self) -> bool:
        return self.state is StaffState.ACTIVE

    @property
    def has_password(self) -> bool:
        return not self.issuer


def add(
    tx: Transaction,
    *,
    role: Role,
    name: Personal,
    mail: Personal,
    password_hash: Personal,
    secret: Personal,
    last_step: int,
    now: datetime,
) -> StaffMember | None:
    """A new account that password and code open; None where one has this mail address."""
    kept = _Sealed(
        name=name, mail=mail, password_hash=password_hash, secret=secret, last_step=last_step
    )
    return _added(tx, role, login_blind(tx, mail), kept, now)


def add_by_provider(
    tx: Transaction,
    *,
    role: Role,
    name: Personal,
    mail: Personal,
    subject: Subject,
    now: datetime,
) -> StaffMember | None:
    """A new account that an identity provider opens.

    None where an account has this mail address, or is already this subject's.
    """
    if by_subject(tx, subject) is not None:
        return None
    kept = _Sealed(name=name, mail=mail, issuer=subject.issuer)
    return _added(tx, role, _subject_blind(tx, subject), kept, now)


def is_taken(tx: Transaction, mail: Personal) -> bool:
    """Whether an account has this mail address, whichever way it logs in."""
    asked = _tidy(mail)
    return any(_tidy(account.member.mail) == asked for account in everybody(tx))


def by_mail(tx: Transaction, mail: Personal) -> Account | None:
    """The account that this mail address opens, with password and code."""
    return _one(tx, select(table).where(table.c.login_blind == login_blind(tx, mail)))


def by_subject(tx: Transaction, subject: Subject) -> Account | None:
    """The account of somebody whom an identity provider vouches for."""
    return _one(tx, select(table).where(table.c.login_blind == _subject_blind(tx, subject)))


def find(tx: Transaction, staff_id: StaffId) -> Account | None:
    return _one(tx, select(table).where(table.c.staff_id == staff_id))


def everybody(tx: Transaction) -> tuple[Account, ...]:
    """Every account, the oldest first."""
    rows = tx.connection.execute(select(table).order_by(table.c.created_at, table.c.staff_id))
    return tuple(_account(tx, row) for row in rows.all())


def of_role(tx: Transaction, role: Role) -> tuple[StaffMember, ...]:
    """Who may log in as `role`, the oldest account first."""
    return tuple(one.member for one in everybody(tx) if one.is_active and one.member.role is role)


def called(tx: Transaction, actor: str) -> Personal:
    """What people know an actor of the audit log by: of a staff account its name."""
    account = find(tx, StaffId(actor))
    return Personal(actor) if account is None else account.member.name


def log_about(tx: Transaction, person_id: PersonId) -> tuple[Entry, ...]:
    """What was done with a person's data, oldest first; staff by name too."""
    names = {one.staff_id: one.name for one in everybody(tx)}
    return tuple(
        replace(entry, called=names.get(StaffId(entry.actor), UNKNOWN))
        for entry in audit.about(tx, person_id)
    )


def use_code(tx: Transaction, staff_id: StaffId, step: int) -> bool:
    """Note that the code of `step` opened. False where it has already, or the account is shut."""
    account = _one(tx, select(table).where(table.c.staff_id == staff_id).with_for_update())
    if account is None or not account.is_active or step <= account.last_step:
        return False
    _keep(tx, replace(account, last_step=step))
    return True


def change_password(tx: Transaction, staff_id: StaffId, password_hash: Personal) -> None:
    """Keep another password, and end every session of the account."""
    account = _one(tx, select(table).where(table.c.staff_id == staff_id).with_for_update())
    if account is not None:
        _keep(tx, replace(account, password_hash=password_hash))
        staff_sessions.end_all(tx, staff_id)


def disable(tx: Transaction, staff_id: StaffId, now: datetime, *, last_too: bool = False) -> bool:
    """Shut an account, end its sessions and forget all of it but role and name.

    False where there is none, it is shut already, or it is the last operator's; with `last_too`,
    for whoever has the machine in hand, hers too. Its mail address may have a new account.
    """
    # Two operators who shut each other's at the same moment: the second waits here.
    tx.connection.execute(select(installation.c.tenant_id).with_for_update())
    account = find(tx, staff_id)
    if account is None or not account.is_active:
        return False
    if _is_last_operator(tx, account) and not last_too:
        return False
    _forget_log_in(tx, account, now)
    staff_sessions.end_all(tx, staff_id)
    return True


def shut_before(tx: Transaction, at: datetime) -> tuple[StaffId, ...]:
    """The accounts that were shut before then."""
    return tuple(
        one.member.staff_id for one in everybody(tx) if one.shut_at is not None and one.shut_at < at
    )


def forget(tx: Transaction, ids: Collection[StaffId]) -> None:
    """Delete accounts; the audit log then calls them by their ids."""
    tx.connection.execute(delete(table).where(table.c.staff_id.in_(ids)))


def has_operator(tx: Transaction) -> bool:
    return _operators(tx) > 0


def login_blind(tx: Transaction, mail: Personal) -> str:
    """The keyed hash that an account is found by. Case and spaces do not matter."""
    return tx.blind("staff", _tidy(mail))


def _subject_blind(tx: Transaction, subject: Subject) -> str:
    # A subject is one provider's: whoever comes after it may call somebody else the same.
    return tx.blind("staff-subject", f"{subject.issuer}\n{subject.name.reveal()}")


def _tidy(mail: Personal) -> str:
    return mail.reveal().strip().casefold()


def _added(
    tx: Transaction, role: Role, found_by: str, kept: _Sealed, now: datetime
) -> StaffMember | None:
    if is_taken(tx, kept.mail):
        return None
    staff_id = StaffId(secrets.token_hex(16))
    tx.connection.execute(
        table.insert().values(
            staff_id=staff_id,
            tenant_id=tx.tenant_id,
            role=role,
            state=StaffState.ACTIVE,
            login_blind=found_by,
            created_at=now,
            sealed=tx.sealed(table, staff_id, kept),
        )
    )
    return StaffMember(staff_id=staff_id, role=role, name=kept.name, mail=kept.mail)


def _is_last_operator(tx: Transaction, account: Account) -> bool:
    return account.member.role is Role.OPERATOR and _operators(tx) == 1


def _operators(tx: Transaction) -> int:
    query = select(func.count()).where(
        table.c.role == Role.OPERATOR, table.c.state == StaffState.ACTIVE
    )
    return tx.connection.scalar(query) or 0


def _forget_log_in(tx: Transaction, account: Account, now: datetime) -> None:
    this = table.c.staff_id == account.staff_id
    # Found by nobody's address: who lost her phone is invited anew with the same one.
    nobodys = tx.blind("staff", f"shut/{account.staff_id}")
    shut = update(table).where(this).values(state=StaffState.DISABLED, login_blind=nobodys)
    tx.connection.execute(shut)
    _keep(tx, replace(account, mail=UNKNOWN, password_hash=UNKNOWN, secret=UNKNOWN, shut_at=now))


def _keep(tx: Transaction, account: Account) -> None:
    sealed = tx.sealed(table, account.staff_id, _Sealed(**_values(account)))
    this = table.c.staff_id == account.staff_id
    tx.connection.execute(update(table).where(this).values(sealed=sealed))


def _one(tx: Transaction, query: Select[Any]) -> Account | None:
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else _account(tx, row)


def _account(tx: Transaction, row: Any) -> Account:
    return Account(
        staff_id=StaffId(row.staff_id),
        role=Role(row.role),
        state=StaffState(row.state),
        created_at=row.created_at,
        **_values(tx.opened(table, row.staff_id, row.sealed, _Sealed)),
    )


def _values(sealed: _Sealed) -> dict[str, Any]:
    return {field.name: getattr(sealed, field.name) for field in fields(_Sealed)}
