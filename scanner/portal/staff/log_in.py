"""Staff log in: mail address, password and a one-time code, given together.

Every wrong answer is the same answer after the same work: whether an account exists, and which
part was wrong, is told to nobody.
"""

import asyncio
from datetime import datetime

from aiohttp import web

from scanner.model.action import Action
from scanner.model.ids import StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.portal.guesses import Refusal, guessed
from scanner.portal.visit import (
    CONFIG,
    SSO,
    STORE,
    VISIT,
    drop_cookie,
    go,
    now,
    page,
    set_cookie,
    text_of,
)
from scanner.store import audit, staff, staff_sessions
from scanner.store.database import Transaction
from scanner.store.delays import Door
from scanner.store.staff import Account
from scanner.vault import passwords, totp

NOBODYS_SECRET = bytes(totp.SECRET_BYTES)
"""Compared with where there is no account."""


async def show(request: web.Request) -> web.Response:
    """The log-in; of somebody who is in, the first page that opens to her."""
    places = request[VISIT].places
    if places and "language" not in request.query:
        return go(places[0])
    return _page(request)


async def enter(request: web.Request) -> web.Response:
    form = await request.post()
    mail = Personal(text_of(form, "mail"))
    password, code = Personal(text_of(form, "password")), Personal(text_of(form, "code"))
    store, at = request.app[STORE], now(request)
    name = await store.aread(lambda tx: staff.login_blind(tx, mail))
    token = await guessed(
        request, Door.LOG_IN, name, lambda: _entered(request, mail, password, code, at)
    )
    if token is Refusal.TOO_OFTEN:
        return page(request, "problem.html", token.status, kind="too_often")
    if isinstance(token, Refusal):
        return _page(request, token.status, is_wrong=True)
    return await let_in(request, token)


async def let_in(request: web.Request, token: str) -> web.Response:
    """Into a new session, whatever session this browser had."""
    await end_session(request)
    response = go("/")
    set_cookie(request, response, "session", token)
    return response


async def is_password(account: Account | None, password: Personal) -> bool:
    """Whether a password is an account's; as long, and False, where it has none or is not there."""
    return await asyncio.to_thread(_agrees, account, password)


def _agrees(account: Account | None, password: Personal) -> bool:
    # Made for both: the first time that it is made must not tell them apart.
    nobodys = passwords.nobody()
    kept = "" if account is None else account.password_hash.reveal()
    return passwords.agrees(password.reveal(), kept or nobodys) and bool(kept)


async def leave(request: web.Request) -> web.Response:
    await end_session(request)
    response = go("/")
    drop_cookie(request, response, "session")
    return response


async def _entered(
    request: web.Request, mail: Personal, password: Personal, code: Personal, at: datetime
) -> str | None:
    """The token of a new session, where all three agree."""
    store = request.app[STORE]
    account = await store.aread(lambda tx: staff.by_mail(tx, mail))
    is_right = await is_password(account, password)
    step = _step(account, code, at)
    if account is None or step is None or not is_right:
        return None
    if request.app[CONFIG].sso.required and account.member.role is not Role.OPERATOR:
        return None
    return await store.awrite(lambda tx: _start(tx, account.member.staff_id, step, at))


def _page(request: web.Request, status: int = 200, *, is_wrong: bool = False) -> web.Response:
    has_sso = request.app[SSO] is not None
    return page(request, "staff/log_in.html", status, is_wrong=is_wrong, has_sso=has_sso)


def _step(account: Account | None, code: Personal, at: datetime) -> int | None:
    if account is None:
        return totp.accepted(NOBODYS_SECRET, code.reveal(), at, after=0)
    secret = bytes.fromhex(account.secret.reveal())
    return totp.accepted(secret, code.reveal(), at, after=account.last_step)


def _start(tx: Transaction, staff_id: StaffId, step: int, at: datetime) -> str | None:
    if not staff.use_code(tx, staff_id, step):
        return None
    audit.append(tx, at=at, actor=staff_id, action=Action.STAFF_LOG_IN)
    return staff_sessions.start(tx, staff_id, at)


async def end_session(request: web.Request) -> None:
    """End the session that a request came with, if it did."""
    token = request[VISIT].session_token
    if token:
        await request.app[STORE].awrite(lambda tx: staff_sessions.end(tx, token))
