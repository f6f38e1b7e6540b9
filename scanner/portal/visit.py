"""One request, as pages see it: who comes, in which language, with which key for forms."""

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Final, Literal
from weakref import WeakValueDictionary

from aiohttp import web

from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.model.ids import PersonId
from scanner.model.staff import StaffMember
from scanner.portal.attempts import Attempts
from scanner.portal.policy import Field, Listener, Rule, Who, has_page, places, visible
from scanner.render.pages import render
from scanner.render.translations import spoken
from scanner.sso.client import Client
from scanner.store import session_rows, sessions, staff, staff_sessions
from scanner.store.database import Store, Transaction
from scanner.store.sessions import Session

LISTENER: Final = web.AppKey("listener", Listener)
CONFIG: Final = web.AppKey("config", Config)
STORE: Final = web.AppKey("store", Store)
CLOCK: Final[web.AppKey[Clock]] = web.AppKey("clock")
ATTEMPTS: Final = web.AppKey("attempts", Attempts)
SSO: Final = web.AppKey[Client | None]("sso")
"""This installation as the staff's identity provider knows it; None without one."""
HASHING: Final = web.AppKey("hashing", asyncio.Semaphore)
"""Hashing a password takes 64 MiB: many at a time would take the machine down."""
DIRECTORY: Final = web.AppKey("directory", asyncio.Semaphore)
"""A directory that is slow holds a thread for seconds: many at a time would take all there are."""

TURNS: Final[web.AppKey[WeakValueDictionary[str, asyncio.Lock]]] = web.AppKey("turns")
"""The mailboxes whose holders wait for one of these places."""

YEAR_SECONDS: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What every page may need to know of its request."""

    listener: Listener
    rule: Rule | None
    """None where there is no such page."""
    path: str
    """Where the links to the other language lead."""
    language: str
    browser_key: str
    """Random; a cookie of this browser."""
    session_token: str
    """'' without a session."""
    session: Session | None
    """Of a caseworker."""
    member: StaffMember | None
    """Who of staff is logged in."""
    organisation: str
    help_phone: str
    is_lab: bool

    @property
    def standing(self) -> frozenset[Who]:
        """What she stands as: each page says whom it opens to."""
        standing = {Who.ANYBODY}
        if self.member is not None:
            standing.add(Who(self.member.role))
        if self.session is not None:
            standing.add(Who.PROVED)
            if self.session.person_id is not None:
                standing.add(Who.ENROLLED)
        return frozenset(standing)

    @property
    def has_session(self) -> bool:
        return self.session is not None or self.member is not None

    @property
    def fields(self) -> frozenset[Field]:
        """What the page that is asked for may show this visitor."""
        return frozenset() if self.rule is None else visible(self.rule, self.standing)

    @property
    def places(self) -> tuple[str, ...]:
        """Where a member of staff may begin."""
        return places(self.listener, self.standing)

    @property
    def person_id(self) -> PersonId | None:
        return self.session.person_id if self.session else None

    @property
    def home(self) -> str:
        return "/me" if self.person_id else "/"

    @property
    def form_key(self) -> str:
        """What a form of ours sends back; another site cannot know it. Changes at log-in."""
        return hmac.digest(self.browser_key.encode(), self.session_token.encode(), "sha256").hex()

    @property
    def browser_mark(self) -> str:
        """What a form of ours sends back beside its key: this browser was shown it, whoever was
        logged in then. Opens nothing."""
        return hmac.digest(self.browser_key.encode(), b"written here", "sha256").hex()


VISIT: Final = web.RequestKey("visit", Visit)


def cookie_name(app: web.Application, name: str) -> str:
    """With the prefix that keeps neighbours of our host from setting it, where there is TLS.

    Cookies know no ports: staff's have names of their own.
    """
    ours = "varn-staff" if app[LISTENER] is Listener.STAFF else "varn"
    return f"__Host-{ours}-{name}" if is_secure(app) else f"{ours}-{name}"


def address(app: web.Application) -> str:
    """Where browsers reach these pages, as the configuration says."""
    portal = app[CONFIG].portal
    return portal.staff_address if app[LISTENER] is Listener.STAFF else portal.base_url


def is_open_to_the_network(app: web.Application) -> bool:
    """Whether others than this machine can reach where these pages listen."""
    portal = app[CONFIG].portal
    host = portal.staff_host if app[LISTENER] is Listener.STAFF else portal.host
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def is_secure(app: web.Application) -> bool:
    return address(app).startswith("https:")


async def begin(request: web.Request, rule: Rule | None) -> Visit:
    """Read the cookies of a request; keeps its session alive."""
    app, config = request.app, request.app[CONFIG]
    listener = app[LISTENER]
    token = request.cookies.get(cookie_name(app, "session"), "")
    now = app[CLOCK]()
    session = member = None
    if token and not (rule and rule.same_for_all):
        if listener is Listener.STAFF:
            member = await _member(app[STORE], token, now)
        else:
            session = await _session(app[STORE], token, now)
    return Visit(
        listener=listener,
        rule=rule,
        # Only of pages that exist: a link to //elsewhere.example would leave us.
        path=request.rel_url.raw_path if rule and has_page(listener, rule.path) else "/",
        language=_language(request),
        browser_key=request.cookies.get(cookie_name(app, "browser")) or secrets.token_urlsafe(32),
        session_token=token if session or member else "",
        session=session,
        member=member,
        organisation=config.organisation.name,
        help_phone=config.portal.help_phone,
        is_lab=config.lab is not None,
    )


async def _session(store: Store, token: str, now: datetime) -> Session | None:
    """Read first: who has no session makes nobody write."""
    session = await store.aread(lambda tx: sessions.find(tx, token, now))
    if session is not None and now >= session.seen_at + session_rows.NOTED:
        return await store.awrite(lambda tx: sessions.use(tx, token, now))
    return session


async def _member(store: Store, token: str, now: datetime) -> StaffMember | None:
    """Whose session it is; read first, as of caseworkers."""

    def look(tx: Transaction) -> tuple[StaffMember, datetime] | None:
        session = staff_sessions.find(tx, token, now)
        account = None if session is None else staff.find(tx, session.staff_id)
        if session is None or account is None or not account.is_active:
            return None
        return account.member, session.seen_at

    found = await store.aread(look)
    if found is None:
        return None
    member, seen_at = found
    if now >= seen_at + session_rows.NOTED:
        await store.awrite(lambda tx: staff_sessions.keep_alive(tx, token, now))
    return member


def page(
    request: web.Request, template: str, /, status: int = 200, **values: object
) -> web.Response:
    """The answer that shows `templates/portal/<template>`."""
    visit = request[VISIT]
    text = render(f"portal/{template}", visit.language, visit=visit, **values)
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status)


def go(path: str) -> web.Response:
    """The answer that sends her browser to another page of ours."""
    return web.Response(status=303, headers={"Location": path})


def her_id(request: web.Request) -> PersonId:
    """Who she is. The policy let nobody else through."""
    person_id = request[VISIT].person_id
    assert person_id is not None
    return person_id


def member_of(request: web.Request) -> StaffMember:
    """Who of staff asks. The policy let nobody else through."""
    member = request[VISIT].member
    assert member is not None
    return member


def need(request: web.Request, field: Field) -> None:
    """Go on only where the page may show this visitor `field`; else it is not there."""
    if field not in request[VISIT].fields:
        raise web.HTTPNotFound


def text_of(form: Mapping[str, object], name: str) -> str:
    """A field of a form that was sent; '' where it is missing."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def now(request: web.Request) -> datetime:
    return request.app[CLOCK]()


def turn_of(request: web.Request) -> asyncio.Lock:
    """Whoever reads one mailbox waits here for herself: her many requests take one place of the few
    that there are, and others have theirs. For pages that a proved mailbox opens."""
    session = request[VISIT].session
    assert session is not None, "the policy lets nobody else through"
    return request.app[TURNS].setdefault(session.mail.reveal(), asyncio.Lock())


def set_cookie(request: web.Request, response: web.StreamResponse, name: str, value: str) -> None:
    """A cookie for this browser, unreadable to scripts, never sent from other sites' forms.

    Staff's is not even sent when a link elsewhere leads here.
    """
    response.set_cookie(
        cookie_name(request.app, name),
        value,
        path="/",
        httponly=True,
        samesite=_same_site(request),
        secure=is_secure(request.app),
        max_age=YEAR_SECONDS if name == "language" else None,
    )


def drop_cookie(request: web.Request, response: web.StreamResponse, name: str) -> None:
    response.del_cookie(
        cookie_name(request.app, name),
        path="/",
        secure=is_secure(request.app),
        httponly=True,
        samesite=_same_site(request),
    )


def _same_site(request: web.Request) -> Literal["Strict", "Lax"]:
    return "Strict" if request.app[LISTENER] is Listener.STAFF else "Lax"


def _language(request: web.Request) -> str:
    app = request.app
    asked = request.query.get("language") or request.cookies.get(cookie_name(app, "language"))
    return spoken(asked or app[CONFIG].organisation.language)
