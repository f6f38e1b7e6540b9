"""Hosts that searches and posts led to, and sources that others recommend: they wait for a person.

Nothing here is crawled, whatever state it is in: approving writes a source.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select, update

from scanner import urls
from scanner.model.ids import Address, SourceId
from scanner.store.database import Transaction
from scanner.store.schema import candidate as table
from scanner.store.upsert import upsert


class CandidateState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    """Its pages are not looked at any more, and it does not come again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    name: str
    """A host group, or what somebody else calls a source or a query."""
    state: CandidateState
    found_at: datetime
    source_id: SourceId | None
    """The search or the hot source that led there; None where a person proposed it."""
    led_by: Address | None
    """The question's address, or the page that links there."""
    proposed_by: str
    """Who, as the audit log calls her; '' where a scan found it."""
    proposal: str
    """The file that approving writes, as TOML; '' where there is none yet."""


def note(
    tx: Transaction,
    addresses: Iterable[Address],
    *,
    known: frozenset[str],
    source_id: SourceId,
    led_by: Address,
    at: datetime,
) -> tuple[Address, ...]:
    """Put the hosts of `addresses` that are not `known` on the list; gives the addresses that may
    be read once: a host that was refused is left alone."""
    addresses = tuple(addresses)
    groups = {address: urls.host_group(address) for address in addresses}
    new = tuple(dict.fromkeys(group for group in groups.values() if group not in known))
    refused = _refused(tx, new)
    rows = [
        {
            "name": group,
            "state": CandidateState.OPEN,
            "found_at": at,
            "source_id": source_id,
            "led_by": led_by,
            "proposed_by": "",
            "proposal": "",
        }
        for group in new
    ]
    if rows:
        tx.connection.execute(
            upsert(tx.connection.dialect.name)(table).on_conflict_do_nothing(
                index_elements=[table.c.name]
            ),
            rows,
        )
    return tuple(address for address in addresses if groups[address] not in refused)


def without_refused(tx: Transaction, addresses: Iterable[Address]) -> tuple[Address, ...]:
    """Those of `addresses` whose hosts nobody has refused."""
    groups = {address: urls.host_group(address) for address in addresses}
    refused = _refused(tx, tuple(set(groups.values())))
    return tuple(address for address, group in groups.items() if group not in refused)


def propose(tx: Transaction, name: str, proposal: str, proposed_by: str, at: datetime) -> bool:
    """Put what a person proposes on the list; False where it stands there already."""
    row = {
        "name": name,
        "state": CandidateState.OPEN,
        "found_at": at,
        "source_id": None,
        "led_by": None,
        "proposed_by": proposed_by,
        "proposal": proposal,
    }
    adding = upsert(tx.connection.dialect.name)(table).on_conflict_do_nothing(
        index_elements=[table.c.name]
    )
    return tx.connection.execute(adding, row).rowcount == 1


def every(tx: Transaction, state: CandidateState) -> tuple[Candidate, ...]:
    """Those in a state, the oldest first."""
    rows = select(table).where(table.c.state == state).order_by(table.c.found_at, table.c.name)
    return tuple(map(_candidate, tx.connection.execute(rows)))


def find(tx: Transaction, name: str) -> Candidate | None:
    row = tx.connection.execute(select(table).where(table.c.name == name)).one_or_none()
    return None if row is None else _candidate(row)


def settle(tx: Transaction, name: str, state: CandidateState) -> None:
    tx.connection.execute(update(table).where(table.c.name == name).values(state=state))


def _refused(tx: Transaction, groups: tuple[str, ...]) -> frozenset[str]:
    refused = select(table.c.name).where(
        table.c.name.in_(groups), table.c.state == CandidateState.REFUSED
    )
    return frozenset(tx.connection.scalars(refused))


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        name=row.name,
        state=CandidateState(row.state),
        found_at=row.found_at,
        source_id=SourceId(row.source_id) if row.source_id else None,
        led_by=Address(row.led_by) if row.led_by else None,
        proposed_by=row.proposed_by,
        proposal=row.proposal,
    )
