"""A member of staff's own account, and another password for it."""

import asyncio
from enum import StrEnum

from aiohttp import web

from scanner.model.action import Action
from scanner.model.personal import Personal
from scanner.portal.guesses import Refusal, guessed
from scanner.portal.staff.log_in import is_password, let_in
from scanner.portal.staff.passwords import Weakness, weakness
from scanner.portal.visit import HASHING, STORE, member_of, now, page, text_of
from scanner.store import audit, staff, staff_sessions
from scanner.store.database import Transaction
from scanner.store.delays import Door
from scanner.vault import passwords


class Fault(StrEnum):
    PRESENT = "present"
    """The present password is another one."""


async def show(request: web.Request) -> web.Response:
    return await _page(request)


async def change_password(request: web.Request) -> web.Response:
    """By the present one, for a session alone must not keep its holder out; ends all sessions."""
    form, member, at = await request.post(), member_of(request), now(request)
    present, new = Personal(text_of(form, "present")), Personal(text_of(form, "password"))
    store, name = request.app[STORE], member.staff_id
    again = Personal(text_of(form, "again"))
    if fault := weakness(new, again, (member.name, member.mail)):
        return await _page(request, fault, 400)
    account = await store.aread(lambda tx: staff.find(tx, name))
    found = await guessed(request, Door.ACCOUNT, name, lambda: is_password(account, present))
    if found is Refusal.TOO_OFTEN:
        return page(request, "problem.html", found.status, kind="too_often")
    if isinstance(found, Refusal):
        return await _page(request, Fault.PRESENT, found.status)
    async with request.app[HASHING]:
        hashed = Personal(await asyncio.to_thread(passwords.hashed, new.reveal()))

    def work(tx: Transaction) -> str:
        staff.change_password(tx, name, hashed)
        audit.append(tx, at=at, actor=name, action=Action.STAFF_PASSWORD)
        return staff_sessions.start(tx, name, at)

    return await let_in(request, await store.awrite(work))


async def _page(
    request: web.Request, fault: Fault | Weakness | None = None, status: int = 200
) -> web.Response:
    staff_id = member_of(request).staff_id
    account = await request.app[STORE].aread(lambda tx: staff.find(tx, staff_id))
    return page(request, "staff/account.html", status, account=account, fault=fault)
