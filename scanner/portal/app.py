"""The application: every page with its handler, none without a line in the policy."""

from typing import Final

from aiohttp import web

from scanner.config.clock import Clock
from scanner.config.settings import Config
from scanner.portal import policy, style
from scanner.portal.attempts import Attempts
from scanner.portal.caseworker import enter, form, own, start, withdraw
from scanner.portal.guard import MOST_BYTES, Handler, guard, seal_headers
from scanner.portal.visit import ATTEMPTS, CLOCK, CONFIG, STORE
from scanner.store.database import Store

PAGES: Final[tuple[tuple[str, str, Handler], ...]] = (
    ("GET", "/", start.show),
    ("GET", "/style.css", style.show),
    ("POST", "/link", start.ask_for_link),
    ("GET", "/enter/{token}", enter.show),
    ("POST", "/enter", enter.use),
    ("POST", "/leave", enter.leave),
    ("GET", "/form", form.show),
    ("POST", "/form", form.send),
    ("GET", "/me", own.show),
    ("POST", "/not-me", own.not_me),
    ("GET", "/withdraw", withdraw.show),
    ("POST", "/withdraw", withdraw.confirm),
)


def make_app(
    config: Config,
    store: Store,
    clock: Clock,
    pages: tuple[tuple[str, str, Handler], ...] = PAGES,
) -> web.Application:
    """The caseworkers' portal. Raises `LookupError` for a page that the policy does not know."""
    app = web.Application(middlewares=[guard], client_max_size=MOST_BYTES)
    app[CONFIG] = config
    app[STORE] = store
    app[CLOCK] = clock
    app[ATTEMPTS] = Attempts()
    app.on_response_prepare.append(seal_headers)
    for method, path, handler in pages:
        policy.rule(method, path)
        app.router.add_route(method, path, handler)
    return app
