"""One request, as pages see it: who comes, in which language, with which key for forms."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import web

from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.model.ids import PersonId
from scanner.portal.attempts import Attempts
from scanner.portal.policy import Rule, has_page
from scanner.render.pages import render
from scanner.render.translations import spoken
from scanner.store import sessions
from scanner.store.database import Store
from scanner.store.sessions import Session

CONFIG: Final = web.AppKey("config", Config)
STORE: Final = web.AppKey("store", Store)
CLOCK: Final[web.AppKey[Clock]] = web.AppKey("clock")
ATTEMPTS: Final = web.AppKey("attempts", Attempts)

YEAR_SECONDS: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What every page may need to know of its request."""

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
    organisation: str
    help_phone: str
    is_lab: bool

    @property
    def has_session(self) -> bool:
        return self.session is not None

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


VISIT: Final = web.RequestKey("visit", Visit)


def cookie_name(config: Config, name: str) -> str:
    """With the prefix that keeps neighbours of our host from setting it, where there is TLS."""
    return f"__Host-varn-{name}" if is_secure(config) else f"varn-{name}"


def is_secure(config: Config) -> bool:
    return config.portal.base_url.startswith("https:")


async def begin(request: web.Request, rule: Rule | None) -> Visit:
    """Read the cookies of a request; keeps its session alive."""
    config = request.app[CONFIG]
    token = request.cookies.get(cookie_name(config, "session"), "")
    now = request.app[CLOCK]()
    session = None
    if token and not (rule and rule.same_for_all):
        session = await _session(request.app[STORE], token, now)
    return Visit(
        rule=rule,
        # Only of pages that exist: a link to //elsewhere.example would leave us.
        path=request.rel_url.raw_path if rule and has_page(rule.path) else "/",
        language=_language(request, config),
        browser_key=request.cookies.get(cookie_name(config, "browser"))
        or secrets.token_urlsafe(32),
        session_token=token if session else "",
        session=session,
        organisation=config.organisation.name,
        help_phone=config.portal.help_phone,
        is_lab=config.lab is not None,
    )


async def _session(store: Store, token: str, now: datetime) -> Session | None:
    """Read first: who has no session makes nobody write."""
    session = await store.aread(lambda tx: sessions.find(tx, token, now))
    if session is not None and now >= session.seen_at + sessions.NOTED:
        return await store.awrite(lambda tx: sessions.use(tx, token, now))
    return session


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


def now(request: web.Request) -> datetime:
    return request.app[CLOCK]()


def set_cookie(request: web.Request, response: web.StreamResponse, name: str, value: str) -> None:
    """A cookie for this browser, unreadable to scripts, never sent from other sites' forms."""
    config = request.app[CONFIG]
    response.set_cookie(
        cookie_name(config, name),
        value,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=is_secure(config),
        max_age=YEAR_SECONDS if name == "language" else None,
    )


def drop_cookie(request: web.Request, response: web.StreamResponse, name: str) -> None:
    config = request.app[CONFIG]
    response.del_cookie(
        cookie_name(config, name), path="/", secure=is_secure(config), httponly=True, samesite="Lax"
    )


def _language(request: web.Request, config: Config) -> str:
    asked = request.query.get("language") or request.cookies.get(cookie_name(config, "language"))
    return spoken(asked or config.organisation.language)
