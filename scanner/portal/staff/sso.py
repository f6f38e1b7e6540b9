"""Staff log in at the organisation's identity provider, or join with what it says who they are.

It proves who she is; what she may do stands in her account here, which an invitation made. Whatever
goes wrong is answered with one page: why stands in the log.
"""

import hmac
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import web

from scanner.log import event, logger
from scanner.model.action import Action
from scanner.model.staff import Subject
from scanner.portal.staff import join
from scanner.portal.staff.join import Application
from scanner.portal.staff.log_in import end_session
from scanner.portal.visit import (
    SSO,
    STORE,
    cookie_name,
    drop_cookie,
    is_secure,
    now,
    page,
    set_cookie,
)
from scanner.portal.waiting import LIFETIME, Waiting
from scanner.sso import journey
from scanner.sso.client import Client
from scanner.sso.journey import Journey
from scanner.sso.refusal import RefusedError, Why
from scanner.store import audit, staff, staff_sessions
from scanner.store.database import Transaction
from scanner.store.tokens import new_token

COOKIE: Final = "sso"

_LOG: Final = logger("portal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """Somebody who was sent to the provider."""

    journey: Journey
    browser: str
    """Random; a cookie of the browser that was sent there. No other one comes back for it."""
    application: Application | None
    """Of somebody who joins."""


TRAVELLERS: Final[web.AppKey[Waiting[Traveller]]] = web.AppKey("travellers")


async def log_in(request: web.Request) -> web.Response:
    return await _send_away(request, None)


async def join_by_it(request: web.Request) -> web.Response:
    """With an invitation; it is used up when she has come back."""
    _client(request)
    application = await join.sent(request)
    faults = await join.faults_of_holder(request, application)
    # Without an invitation nobody learns whose mail address has an account.
    if faults or await join.role_of(request, application) is None:
        return await join.form_page(request, application, faults, 400)
    return await _send_away(request, application)


async def back(request: web.Request) -> web.Response:
    """Whom the provider sent back is in, if all that she brings agrees."""
    client, at, brought = _client(request), now(request), _brought(request)
    try:
        traveller = _traveller(request, brought.get("state", ""), at)
        subject = await journey.finish(client, traveller.journey, brought, at)
        token = await request.app[STORE].awrite(lambda tx: _let_in(tx, traveller, subject, at))
    except RefusedError as error:
        return _refused(request, error)
    # A page, no redirect: browsers hold cookies of ours back on a way that began elsewhere.
    response = page(request, "staff/sso_in.html")
    set_cookie(request, response, "session", token)
    drop_cookie(request, response, COOKIE)
    return response


async def _send_away(request: web.Request, application: Application | None) -> web.Response:
    client, at = _client(request), now(request)
    try:
        begun = await journey.begin(client, at)
    except RefusedError as error:
        return _refused(request, error)
    await end_session(request)
    traveller = Traveller(journey=begun, browser=new_token(), application=application)
    request.app[TRAVELLERS].keep(begun.state, traveller, at)
    # A page, no redirect: our own policy keeps forms from leading elsewhere.
    response = page(request, "staff/sso_out.html", link=journey.address(client, begun))
    _mark(request, response, traveller.browser)
    return response


def _client(request: web.Request) -> Client:
    """This installation as the provider knows it; without a provider there is no such page."""
    client = request.app[SSO]
    if client is None:
        raise web.HTTPNotFound
    return client


def _brought(request: web.Request) -> dict[str, str]:
    """What her browser brought; nothing where a name stands twice, for which of them is meant?"""
    brought = dict(request.query)
    return brought if len(brought) == len(request.query) else {}


def _traveller(request: web.Request, state: str, at: datetime) -> Traveller:
    """Who was sent away with this state from this browser, once. Raises `RefusedError`."""
    traveller = request.app[TRAVELLERS].take(state, at)
    browser = request.cookies.get(cookie_name(request.app, COOKIE), "")
    if traveller is None or not hmac.compare_digest(browser.encode(), traveller.browser.encode()):
        raise RefusedError(Why.STATE)
    return traveller


def _let_in(tx: Transaction, traveller: Traveller, subject: Subject, at: datetime) -> str:
    """The token of a new session. Raises `RefusedError` where no account is hers."""
    if traveller.application is not None:
        member = join.made_by_provider(tx, traveller.application, subject, at)
    else:
        account = staff.by_subject(tx, subject)
        member = account.member if account is not None and account.is_active else None
    if member is None:
        raise RefusedError(Why.ACCOUNT)
    audit.append(tx, at=at, actor=member.staff_id, action=Action.STAFF_SSO_LOG_IN)
    return staff_sessions.start(tx, member.staff_id, at)


def _mark(request: web.Request, response: web.StreamResponse, browser: str) -> None:
    """`Lax`, unlike our other cookies of staff: she comes back by a link from elsewhere."""
    response.set_cookie(
        cookie_name(request.app, COOKIE),
        browser,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=is_secure(request.app),
        max_age=int(LIFETIME.total_seconds()),
    )


def _refused(request: web.Request, error: RefusedError) -> web.Response:
    event(_LOG, "sso.refused", logging.WARNING, reason=error.why)
    return page(request, "problem.html", 403, kind="not_proved")
