"""The applications: every page with its handler, none without a line in the policy."""

import asyncio
from typing import Final
from weakref import WeakValueDictionary

from aiohttp import web

from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.errors import UsageError
from scanner.portal import policy, style
from scanner.portal.attempts import Attempts
from scanner.portal.caseworker import (
    about,
    away,
    case,
    checklist,
    contact,
    done,
    enter,
    export,
    factor,
    form,
    hurry,
    leaver,
    names,
    own,
    photo,
    recheck,
    start,
    stop,
    tip,
    withdraw,
)
from scanner.portal.guard import Handler, guard, seal_headers
from scanner.portal.policy import RULES, Listener
from scanner.portal.staff import (
    account,
    accounts,
    audit_log,
    cases,
    join,
    leavers,
    log_in,
    registry,
    sources,
    spelling,
    sso,
    tips,
)
from scanner.portal.visit import (
    ATTEMPTS,
    CLOCK,
    CONFIG,
    DIRECTORY,
    HASHING,
    LISTENER,
    SSO,
    STORE,
    TURNS,
    is_open_to_the_network,
    is_secure,
)
from scanner.portal.waiting import Waiting
from scanner.sso.client import RETURN_PATH, client
from scanner.store.database import Store

Pages = tuple[tuple[str, str, Handler], ...]

PAGES: Final[Pages] = (
    ("GET", "/", start.show),
    ("GET", "/style.css", style.show),
    ("GET", "/exit", hurry.leave),
    ("GET", "/about", about.show),
    ("POST", "/link", start.ask_for_link),
    ("GET", "/away", away.show),
    ("POST", "/away", away.ask_for_link),
    ("GET", "/enter/{token}", enter.show),
    ("POST", "/enter", enter.use),
    ("POST", "/leave", enter.leave),
    ("GET", "/factor", factor.show),
    ("POST", "/factor", factor.give),
    ("GET", "/key", factor.offer),
    ("POST", "/key", factor.choose),
    ("GET", "/stop/{token}", stop.show),
    ("POST", "/stop", stop.press),
    ("GET", "/leaving/{token}", leaver.show),
    ("POST", "/leaving", leaver.enter),
    ("GET", "/undo/{token}", stop.show_undo),
    ("POST", "/undo", stop.press_undo),
    ("POST", "/undo/links", stop.end_links),
    ("GET", "/form", form.show),
    ("POST", "/form", form.send),
    ("GET", "/done", done.show),
    ("GET", "/me", own.show),
    ("GET", "/text", own.show_text),
    ("GET", "/case/{reference}", case.show),
    ("POST", "/is-me", case.is_me),
    ("POST", "/not-me", case.not_me),
    ("POST", "/pause", own.rest),
    ("POST", "/go-on", own.go_on),
    ("POST", "/links/end", own.end_links),
    ("GET", "/tip", tip.show),
    ("POST", "/tip", tip.send),
    ("POST", "/tip/drop", tip.drop),
    ("GET", "/checklist", checklist.show),
    ("POST", "/checklist", checklist.tick),
    ("GET", "/recheck/{site}", recheck.show),
    ("POST", "/recheck", recheck.allow),
    ("POST", "/recheck/drop", recheck.drop),
    ("GET", "/leaver", leaver.question),
    ("POST", "/leaver", leaver.keep),
    ("GET", "/export", export.show),
    ("POST", "/export", export.send),
    ("GET", "/contact", contact.show),
    ("POST", "/contact", contact.keep),
    ("POST", "/contact/code", contact.prove),
    ("GET", "/names", names.show),
    ("POST", "/names", names.ask),
    ("POST", "/names/drop", names.drop),
    ("GET", "/photo", photo.show),
    ("POST", "/photo", photo.add),
    ("POST", "/photo/drop", photo.drop),
    ("GET", "/withdraw", withdraw.show),
    ("POST", "/withdraw", withdraw.confirm),
)

STAFF_PAGES: Final[Pages] = (
    ("GET", "/", log_in.show),
    ("GET", "/style.css", style.show),
    ("POST", "/log-in", log_in.enter),
    ("POST", "/sso", sso.log_in),
    ("GET", RETURN_PATH, sso.back),
    ("POST", "/sso/invitation", sso.join_by_it),
    ("GET", "/invitation/{token}", join.show),
    ("POST", "/invitation", join.send),
    ("POST", "/leave", log_in.leave),
    ("GET", "/account", account.show),
    ("POST", "/account/password", account.change_password),
    ("GET", "/cases", cases.show),
    ("GET", "/cases/{reference}", cases.show_one),
    ("POST", "/cases/note", cases.note),
    ("POST", "/cases/judge", cases.judge),
    ("POST", "/cases/register", cases.register),
    ("POST", "/cases/reveal", cases.reveal),
    ("POST", "/cases/contact", cases.break_glass),
    ("GET", "/spelling", spelling.show),
    ("POST", "/spelling", spelling.look),
    ("POST", "/spelling/confirm", spelling.confirm),
    ("GET", "/tips", tips.show),
    ("POST", "/tips/open", tips.open_one),
    ("POST", "/tips/picture", tips.picture),
    ("POST", "/tips/done", tips.settle),
    ("GET", "/registry", registry.show),
    ("POST", "/registry/reveal", registry.reveal),
    ("GET", "/leavers", leavers.show),
    ("POST", "/leavers", leavers.send),
    ("GET", "/audit", audit_log.show),
    ("POST", "/audit/verify", audit_log.verify),
    ("GET", "/sources", sources.show),
    ("GET", "/accounts", accounts.show),
    ("POST", "/accounts/invite", accounts.invite),
    ("POST", "/accounts/shut", accounts.shut),
)

HASHED_AT_A_TIME: Final = 2
NAMED_AT_A_TIME: Final = 2


def make_app(config: Config, store: Store, clock: Clock, pages: Pages = PAGES) -> web.Application:
    """The caseworkers' pages.

    Raises `LookupError` for a page that the policy does not know, `UsageError` where they would
    stand open to the network without TLS.
    """
    return _made(Listener.CASEWORKERS, config, store, clock, pages)


def make_staff_app(
    config: Config, store: Store, clock: Clock, pages: Pages = STAFF_PAGES
) -> web.Application:
    """The staff's pages. Raises as `make_app` does, and `UsageError` where log-in by the
    organisation's provider is set and lacks a package or its secret.
    """
    app = _made(Listener.STAFF, config, store, clock, pages)
    app[SSO] = client(config.sso, config.portal.staff_address)
    app[sso.TRAVELLERS] = Waiting()
    return app


def _made(
    listener: Listener, config: Config, store: Store, clock: Clock, pages: Pages
) -> web.Application:
    largest = max(rule.most_bytes for rule in RULES[listener])
    app = web.Application(middlewares=[guard], client_max_size=largest)
    app[LISTENER] = listener
    app[CONFIG] = config
    app[STORE] = store
    app[CLOCK] = clock
    app[ATTEMPTS] = Attempts()
    app[HASHING] = asyncio.Semaphore(HASHED_AT_A_TIME)
    app[DIRECTORY] = asyncio.Semaphore(NAMED_AT_A_TIME)
    app[TURNS] = WeakValueDictionary()
    app.on_response_prepare.append(seal_headers)
    _refuse_plain(app)
    for method, path, handler in pages:
        policy.rule(listener, method, path)
        app.router.add_route(method, path, handler)
    return app


def _refuse_plain(app: web.Application) -> None:
    """Beyond this machine only behind a proxy that brings TLS."""
    if not is_open_to_the_network(app) or (is_secure(app) and app[CONFIG].portal.trusted_proxies):
        return
    raise UsageError(
        f"The {app[LISTENER]} pages would be open to the network without TLS. Let them listen on "
        "127.0.0.1, or put a proxy with TLS before them: name its address in trusted_proxies, and "
        "an https:// address in base_url or staff_url of [portal]."
    )
