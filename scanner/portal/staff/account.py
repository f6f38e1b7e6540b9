"""A member of staff's own account, and another password for it."""

import asyncio

from aiohttp import web

from scanner.model.personal import Personal
from scanner.portal.staff.log_in import is_password, let_in
from scanner.portal.staff.passwords import weakness
from scanner.portal.visit import HASHING, STORE, member_of, now, page, text_of
from scanner.store import audit, delays, staff, staff_sessions
from scanner.store.database import Transaction
from scanner.store.delays import Door
from scanner.vault import passwords


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def change_password(request: web.Request) -> web.Response:
    """By the present one, for a session alone must not keep its holder out; ends all sessions."""
    form, member, at = await request.post(), member_of(request), now(request)
    present, new = Personal(text_of(form, "present")), Personal(text_of(form, "password"))
    store, name = request.app[STORE], member.staff_id
    if fault := weakness(new, (member.name, member.mail)):
        return await _page(request, fault, 400)
    if not await store.awrite(lambda tx: delays.begin(tx, Door.ACCOUNT, name, at)):
        return page(request, "problem.html", 429, kind="too_often")
    account = await store.aread(lambda tx: staff.find(tx, member.staff_id))
    if not await is_password(request, account, present):
        return await _page(request, "present", 403)
    async with request.app[HASHING]:
        hashed = Personal(await asyncio.to_thread(passwords.hashed, new.reveal()))

    def work(tx: Transaction) -> str:
        delays.forget(tx, Door.ACCOUNT, name)
        staff.change_password(tx, member.staff_id, hashed)
        audit.append(tx, at=at, actor=member.staff_id, action="staff.password")
        return staff_sessions.start(tx, member.staff_id, at)

    return await let_in(request, await store.awrite(work))


async def _page(request: web.Request, fault: str = "", status: int = 200) -> web.Response:
    """`fault`: what is wrong with the new password, or ``present`` where that one is."""
    staff_id = member_of(request).staff_id
    account = await request.app[STORE].aread(lambda tx: staff.find(tx, staff_id))
    return page(request, "staff/account.html", status, account=account, fault=fault)
