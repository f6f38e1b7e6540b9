"""The audit log as an auditor reads it: who of staff did what and when, not to whom.

What people did with their own data is counted, not listed: a list of it by the minute would tell
who is enrolled to whoever knows when a colleague had her phone in hand.
"""

from dataclasses import dataclass
from typing import Final

from aiohttp import web

from scanner.enrol.optin import HERSELF, READER
from scanner.model.action import Action
from scanner.model.personal import Personal
from scanner.portal.policy import Field
from scanner.portal.visit import CONFIG, STORE, member_of, need, now, page
from scanner.store import audit, staff
from scanner.store.audit import Deed
from scanner.store.database import Transaction

OWN_DEEDS: Final = frozenset({HERSELF, READER, audit.SEARCH})
SHOWN: Final = 200
"""Entries on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    deed: Deed
    name: Personal
    """What its actor is called."""


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def verify(request: web.Request) -> web.Response:
    store, actor, at = request.app[STORE], member_of(request).staff_id, now(request)
    broken = await store.aread(audit.verify)
    await store.awrite(lambda tx: audit.append(tx, at=at, actor=actor, action=Action.AUDIT_VERIFY))
    return await _page(request, is_verified=True, broken=broken)


async def _page(
    request: web.Request, *, is_verified: bool = False, broken: int | None = None
) -> web.Response:
    """`broken`: the number of the first entry that does not follow, where the chain was read."""
    need(request, Field.AUDIT)
    before = request.query.get("before", "")
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    store = request.app[STORE]
    listed, head = await store.aread(lambda tx: (_listed(tx, start), audit.head(tx)))
    return page(
        request,
        "staff/audit.html",
        listed=listed,
        head=head,
        older=listed[-1].deed.number if len(listed) == SHOWN else None,
        is_verified=is_verified,
        broken=broken,
        zone=request.app[CONFIG].organisation.timezone,
    )


def _listed(tx: Transaction, before: int | None) -> tuple[Listed, ...]:
    found = audit.deeds(tx, but=OWN_DEEDS, before=before, limit=SHOWN)
    names = {actor: staff.called(tx, actor) for actor in {deed.actor for deed in found}}
    return tuple(Listed(deed=deed, name=names[deed.actor]) for deed in found)
