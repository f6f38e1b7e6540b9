"""The audit log: who did what to whose data, in rows that each hash the one before.

A row names a person only by a pseudonym under her own key, and what exactly and why is sealed
under it: when her key is destroyed nobody can tell whom the row was about, and the chain still
verifies. A chain cut at its end is seen by comparing `head` with an earlier one.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from scanner.errors import StopError
from scanner.model.action import Action
from scanner.model.ids import PersonId, Sha256
from scanner.model.personal import UNKNOWN, Personal
from scanner.store.database import Transaction
from scanner.store.schema import audit as table
from scanner.store.schema import installation
from scanner.vault.keyed_hash import keyed_hash
from scanner.vault.sealing import derive, encode

START: Final = Sha256("0" * 64)
"""What the first row follows."""


TYPED: Final = "cli:"
"""Before a name that was typed: nobody passes by it for an account, or for somebody's own deed."""

TIME: Final = "time"
"""The actor of what nobody does by hand."""

SEARCH: Final = "search"
"""The actor of what is asked outside by somebody's own leave: told to her alone, as what she does
herself is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What exactly an entry is about, and why it was done."""

    object_id: str = ""
    """The finding, report or file; '' where it is the person herself or the installation."""
    reason: Personal = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    number: int
    at: datetime
    actor: str
    action: str
    matter: Matter
    called: Personal = UNKNOWN
    """What people know the actor by, where it is one of the staff: `staff.log_about` says it. Never
    compared with the words for other actors, for whoever has an account chose the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Of an entry what can be read without anybody's key: not to whom, and not why."""

    number: int
    at: datetime
    actor: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain."""

    number: int
    """0 where the chain is empty."""
    hash: Sha256


def append(
    tx: Transaction,
    *,
    at: datetime,
    actor: str,
    action: Action,
    person_id: PersonId | None = None,
    object_id: str = "",
    reason: Personal = UNKNOWN,
) -> None:
    """Add an entry to the end of the chain.

    `actor` is a role or the id of a staff account, ``self`` for a caseworker's own deeds, and after
    `TYPED` what somebody at the machine says that she is called. Raises `ErasedPerson` where the
    person has no key.
    """
    last = _last_locked(tx)
    number = last.number + 1
    matter = Matter(object_id=object_id, reason=reason)
    row: dict[str, Any] = {
        "number": number,
        "tenant_id": tx.tenant_id,
        "at": at,
        "actor": actor,
        "action": action,
        "object": "" if person_id is None else _pseudonym(tx, person_id),
        "sealed": tx.sealed(table, str(number), matter, person_id),
        "previous": last.hash,
    }
    tx.connection.execute(table.insert().values(hash=_hash(row), **row))


def about(tx: Transaction, person_id: PersonId) -> tuple[Entry, ...]:
    """What was done with a person's data, oldest first. Raises `ErasedPerson` without her key."""
    hers = table.c.object == _pseudonym(tx, person_id)
    rows = tx.connection.execute(select(table).where(hers).order_by(table.c.number)).all()
    return tuple(_entry(tx, person_id, row) for row in rows)


def is_noted(
    tx: Transaction,
    person_id: PersonId,
    *,
    actor: str,
    action: Action,
    object_id: str,
    since: datetime,
) -> bool:
    """True where somebody did this to the same of hers after that time. Raises as `about`."""
    of_it = (
        (table.c.object == _pseudonym(tx, person_id))
        & (table.c.actor == actor)
        & (table.c.action == action)
        & (table.c.at > since)
    )
    rows = tx.connection.execute(select(table).where(of_it)).all()
    return any(_entry(tx, person_id, row).matter.object_id == object_id for row in rows)


def latest_of(tx: Transaction, action: Action) -> Entry | None:
    """The last entry of an action that is about nobody; None where there is none."""
    of_it = select(table).where(table.c.action == action, table.c.object == "")
    newest = of_it.order_by(table.c.number.desc()).limit(1)
    row = tx.connection.execute(newest).one_or_none()
    return None if row is None else _entry(tx, None, row)


def count(tx: Transaction, action: Action, *, since: datetime) -> int:
    """How often something was done after that time."""
    of_it = (table.c.action == action) & (table.c.at > since)
    return tx.connection.scalar(select(func.count()).select_from(table).where(of_it)) or 0


def counts(tx: Transaction, *, after: int) -> dict[str, int]:
    """How often each action stands in the chain after the entry of that number."""
    query = select(table.c.action, func.count()).where(table.c.number > after)
    return {row[0]: row[1] for row in tx.connection.execute(query.group_by(table.c.action)).all()}


def deeds(
    tx: Transaction, *, but: frozenset[str], before: int | None, limit: int
) -> tuple[Deed, ...]:
    """The latest entries with a number below `before`, newest first; not those of actors `but`."""
    query = select(table.c.number, table.c.at, table.c.actor, table.c.action).where(
        table.c.actor.not_in(but)
    )
    if before is not None:
        query = query.where(table.c.number < before)
    rows = tx.connection.execute(query.order_by(table.c.number.desc()).limit(limit)).all()
    return tuple(
        Deed(number=row.number, at=row.at, actor=row.actor, action=row.action) for row in rows
    )


def head(tx: Transaction) -> Head:
    """The last entry; keep it elsewhere to notice later that the chain was cut."""
    row = tx.connection.execute(
        select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
    ).one_or_none()
    if row is None:
        return Head(number=0, hash=START)
    return Head(number=row.number, hash=Sha256(row.hash))


def holds(tx: Transaction, known: Head) -> bool:
    """True where the chain still leads over an end that was noted elsewhere."""
    at_number = select(table.c.hash).where(table.c.number == known.number)
    return tx.connection.scalar(at_number) == known.hash


def newest(tx: Transaction) -> datetime | None:
    """The latest time that an entry tells; None where there is none."""
    at: datetime | None = tx.connection.scalar(select(func.max(table.c.at)))
    return at


def before(tx: Transaction, at: datetime) -> tuple[int, ...]:
    """The numbers of all entries that stand before the first one of `at` or later; never of all."""
    first = tx.connection.scalar(select(func.min(table.c.number)).where(table.c.at >= at))
    end = head(tx).number if first is None else first
    return tuple(tx.connection.scalars(select(table.c.number).where(table.c.number < end)))


def prune(tx: Transaction, last: int, now: datetime) -> None:
    """Delete the entries up to the number `last`, and note where the chain begins from now on."""
    at_last = select(table.c.hash).where(table.c.number == last)
    kept_from = Head(number=last, hash=Sha256(tx.connection.scalars(at_last).one()))
    append(tx, at=now, actor=TIME, action=Action.AUDIT_PRUNE, object_id=_written(kept_from))
    tx.connection.execute(table.delete().where(table.c.number <= last))


def verify(tx: Transaction) -> int | None:
    """The number of the first entry that does not follow from the one before; None where all do.

    The first of all follows from nothing, or from what a `prune` noted as its last.
    """
    last = _beginning(tx)
    for row in tx.connection.execute(select(table).order_by(table.c.number)).mappings():
        follows = row["number"] == last.number + 1 and row["previous"] == last.hash
        if not follows or row["hash"] != _hash(row):
            return last.number + 1
        last = Head(number=row["number"], hash=Sha256(row["hash"]))
    return None


def _beginning(tx: Transaction) -> Head:
    """What the oldest entry follows: `START`, unless a `prune` noted that it is another."""
    start = Head(number=0, hash=START)
    oldest = tx.connection.execute(select(table).order_by(table.c.number).limit(1)).one_or_none()
    if oldest is None or oldest.number == 1:
        return start
    pruned = Head(number=oldest.number - 1, hash=Sha256(oldest.previous))
    noted = tx.connection.execute(select(table).where(table.c.action == Action.AUDIT_PRUNE)).all()
    return pruned if any(_notes(tx, row, pruned) for row in noted) else start


def _notes(tx: Transaction, row: Any, pruned: Head) -> bool:
    try:
        return _entry(tx, None, row).matter.object_id == _written(pruned)
    except StopError:
        # Not written by us: nobody else can seal one.
        return False


def _written(head: Head) -> str:
    return f"{head.number}:{head.hash}"


def _last_locked(tx: Transaction) -> Head:
    # PostgreSQL has several writers: the second waits here until the first has added its entry.
    tx.connection.execute(select(installation.c.tenant_id).with_for_update())
    return head(tx)


def _hash(row: Mapping[Any, Any]) -> Sha256:
    """Of a row without its own hash, the one before included."""
    said = (
        str(row["number"]),
        row["tenant_id"],
        row["at"].isoformat(),
        row["actor"],
        row["action"],
        row["object"],
        row["sealed"].hex(),
        row["previous"],
    )
    return Sha256(hashlib.sha256(encode(*said)).hexdigest())


def _pseudonym(tx: Transaction, person_id: PersonId) -> str:
    key = derive(tx.keys.person_key(person_id), "audit")
    return keyed_hash(key, "person", person_id).hex()


def _entry(tx: Transaction, person_id: PersonId | None, row: Any) -> Entry:
    matter = tx.opened(table, str(row.number), row.sealed, Matter, person_id)
    return Entry(number=row.number, at=row.at, actor=row.actor, action=row.action, matter=matter)
