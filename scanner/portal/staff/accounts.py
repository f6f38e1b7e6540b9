"""Staff accounts: an operator invites, and shuts what is not to open any more."""

from aiohttp import web

from scanner.model.ids import StaffId
from scanner.model.staff import Role
from scanner.portal.policy import Field
from scanner.portal.visit import CONFIG, STORE, member_of, need, now, page, text_of
from scanner.store import audit, staff, staff_invitations
from scanner.store.database import Transaction


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def invite(request: web.Request) -> web.Response:
    """A single-use link, shown once: the operator hands it over herself."""
    role = text_of(await request.post(), "role")
    if role not in tuple(Role):
        return await _page(request, status=400)
    actor, at = member_of(request).staff_id, now(request)

    def work(tx: Transaction) -> str:
        audit.append(tx, at=at, actor=actor, action="staff.invite", object_id=role)
        return staff_invitations.issue(tx, Role(role), actor, at)

    token = await request.app[STORE].awrite(work)
    base = request.app[CONFIG].portal.staff_address.rstrip("/")
    return await _page(request, link=f"{base}/invitation/{token}")


async def shut(request: web.Request) -> web.Response:
    staff_id = StaffId(text_of(await request.post(), "account"))
    actor, at = member_of(request).staff_id, now(request)

    def work(tx: Transaction) -> bool:
        is_shut = staff.disable(tx, staff_id, at)
        if is_shut:
            audit.append(tx, at=at, actor=actor, action="staff.shut", object_id=staff_id)
        return is_shut

    is_shut = await request.app[STORE].awrite(work)
    return await _page(request, status=200 if is_shut else 400, is_kept=not is_shut)


async def _page(
    request: web.Request, *, status: int = 200, link: str = "", is_kept: bool = False
) -> web.Response:
    """`link`: of a new invitation; `is_kept`: the account could not be shut."""
    need(request, Field.ACCOUNTS)
    return page(
        request,
        "staff/accounts.html",
        status,
        accounts=await request.app[STORE].aread(staff.everybody),
        roles=tuple(Role),
        link=link,
        days=staff_invitations.LIFETIME.days,
        is_kept=is_kept,
        zone=request.app[CONFIG].organisation.timezone,
    )
