"""Staff accounts: an operator invites, and shuts what is not to open any more."""

from dataclasses import replace
from datetime import datetime

from aiohttp import web

from scanner.enrol import accounts
from scanner.model.ids import StaffId
from scanner.model.staff import Role
from scanner.portal.policy import Field
from scanner.portal.visit import CONFIG, STORE, member_of, need, now, page, text_of
from scanner.store import staff, staff_invitations
from scanner.store.database import Transaction
from scanner.store.staff_invitations import Invitation


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def invite(request: web.Request) -> web.Response:
    """A single-use link, shown once: the operator hands it over herself."""
    role = text_of(await request.post(), "role")
    if role not in tuple(Role):
        return await _page(request, status=400)
    config, actor, at = request.app[CONFIG], member_of(request).staff_id, now(request)
    link = await request.app[STORE].awrite(
        lambda tx: accounts.invite(tx, config, Role(role), actor, at)
    )
    return await _page(request, link=link)


async def shut(request: web.Request) -> web.Response:
    staff_id = StaffId(text_of(await request.post(), "account"))
    actor, at = member_of(request).staff_id, now(request)
    is_shut = await request.app[STORE].awrite(lambda tx: accounts.shut(tx, staff_id, actor, at))
    return await _page(request, status=200 if is_shut else 400, is_kept=not is_shut)


async def _page(
    request: web.Request, *, status: int = 200, link: str = "", is_kept: bool = False
) -> web.Response:
    """`link`: of a new invitation; `is_kept`: the account could not be shut."""
    need(request, Field.ACCOUNTS)
    at = now(request)
    accounts, invitations = await request.app[STORE].aread(
        lambda tx: (staff.everybody(tx), _invitations(tx, at))
    )
    return page(
        request,
        "staff/accounts.html",
        status,
        accounts=accounts,
        invitations=invitations,
        roles=tuple(Role),
        link=link,
        days=staff_invitations.LIFETIME.days,
        is_kept=is_kept,
        zone=request.app[CONFIG].organisation.timezone,
    )


def _invitations(tx: Transaction, at: datetime) -> tuple[Invitation, ...]:
    """Those that open still, by whom people know who made them."""
    return tuple(
        replace(one, invited_by=staff.called(tx, one.invited_by).reveal())
        for one in staff_invitations.open_ones(tx, at)
    )
