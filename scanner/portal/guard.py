"""What stands before every page: headers, the policy, where a form came from, calm errors."""

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeVar

from aiohttp import web

from scanner.log import event, logger
from scanner.portal.attempts import sender_of
from scanner.portal.policy import Listener, Rule, allows, rule
from scanner.portal.upload import before_files, sent
from scanner.portal.visit import (
    ATTEMPTS,
    CONFIG,
    LISTENER,
    VISIT,
    Visit,
    address,
    begin,
    go,
    is_open_to_the_network,
    is_secure,
    now,
    page,
    set_cookie,
    text_of,
)
from scanner.urls import origin, parse

T = TypeVar("T")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

FORM: Final = "application/x-www-form-urlencoded"
FORM_WITH_FILES: Final = "multipart/form-data"

NOT_THERE_SECONDS: Final = 0.1
"""Looking a case up and unsealing it takes a few milliseconds: nobody can tell them apart here."""

BODY_SECONDS: Final = 60.0
"""So long may a form take to arrive: a photo of 8 MB by a phone's 2 Mbit/s takes half of it."""

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "Varn",
}

_LOG: Final = logger("portal")


async def seal_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the same headers on every answer, errors included (a signal: no handler can forget)."""
    response.headers.update(HEADERS)
    if is_secure(request.app):
        response.headers["Strict-Transport-Security"] = "max-age=31536000"


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request through to its page, or answer in its place."""
    if _came_past_the_proxy(request):
        return web.Response(status=403, text="Värn: use the address that begins with https://.")
    began = time.monotonic()
    try:
        visit = await begin(request, _rule(request))
        request[VISIT] = visit
        response = await _refusal(request, visit) or await handler(request)
    except web.HTTPException as error:
        response = _as_page(request, error)
    except Exception as error:  # noqa: BLE001  The one border: a bug shows no details.
        event(_LOG, "portal.bug", logging.ERROR, error=type(error).__name__)
        response = _trouble(request)
    if response.status == web.HTTPNotFound.status_code:
        await _rest_of(began, NOT_THERE_SECONDS)
    elif (tick := _steady(request)) and response.status != web.HTTPSeeOther.status_code:
        # Who is let in may know how long it took.
        await _rest_of(began, tick)
    _keep_browser(request, response)
    return response


def _came_past_the_proxy(request: web.Request) -> bool:
    """True where somebody reached us in plain HTTP, who should have come by the proxy with TLS."""
    if not is_open_to_the_network(request.app):
        return False
    return request.remote not in request.app[CONFIG].portal.trusted_proxies


async def _refusal(request: web.Request, visit: Visit) -> web.StreamResponse | None:
    """Why the page is not opened; None where it is."""
    if visit.rule is None:
        return None
    if not allows(visit.rule, visit.standing):
        return await _turned_away(request, visit)
    if request.method == "POST":
        _weigh(request, visit.rule)
        if not await _in_time(_is_from_our_form(request, visit, visit.rule)):
            written = await _in_time(_written(request, visit))
            return page(request, "problem.html", 403, kind="refused", written=written)
    # Counted last: a form on another site must not use up her attempts.
    if visit.rule.counts and not request.app[ATTEMPTS].allow(_sender(request), now(request)):
        return page(request, "problem.html", 429, kind="too_often")
    return None


def _sender(request: web.Request) -> str | None:
    forwarded = request.headers.getall("X-Forwarded-For", [])
    return sender_of(request.remote, forwarded, request.app[CONFIG].portal.trusted_proxies)


async def _rest_of(began: float, tick: float) -> None:
    """Wait for a whole number of ticks: what is not there takes as long as what is not theirs."""
    await asyncio.sleep(tick - (time.monotonic() - began) % tick)


def _steady(request: web.Request) -> float:
    visit = request.get(VISIT)
    return 0.0 if visit is None or visit.rule is None else visit.rule.steady


async def _turned_away(request: web.Request, visit: Visit) -> web.StreamResponse:
    if visit.listener is Listener.STAFF:
        if visit.has_session:
            # To her role the page is not there.
            raise web.HTTPNotFound
        return go("/")
    written = await _in_time(_written(request, visit))
    if visit.has_session and not written:
        return go("/factor")
    return page(request, "problem.html", 403, kind="logged_out", written=written)


async def _written(request: web.Request, visit: Visit) -> tuple[str, ...]:
    """What she wrote in a form that is not taken, to be shown to her once; kept nowhere.

    Nothing where it did not come from a page of ours in this browser: else another site could put
    its own words on ours.
    """
    rule = visit.rule
    if rule is None or not rule.gives_back or not _may_come_from_us(request, rule):
        return ()
    _weigh(request, rule)
    try:
        form = await before_files(request) if rule.is_upload else await request.post()
    except (LookupError, ValueError):
        return ()
    if not _says(form.get("browser_mark", ""), visit.browser_mark):
        return ()
    words = (text_of(form, name).strip() for name in rule.gives_back)
    return tuple(text for text in words if text)


async def _in_time(reading: Awaitable[T]) -> T:
    """Raises `HTTPRequestTimeout` where a form dribbles in: it must not hold a place for good."""
    try:
        return await asyncio.wait_for(reading, BODY_SECONDS)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def _weigh(request: web.Request, rule: Rule) -> None:
    """Raises `HTTPRequestEntityTooLarge` for a body larger than the policy says, or of no size."""
    if request.content_length is None or request.content_length > rule.most_bytes:
        raise web.HTTPRequestEntityTooLarge(rule.most_bytes)


async def _is_from_our_form(request: web.Request, visit: Visit, rule: Rule) -> bool:
    """Three checks, for browsers differ in what they send.

    Fetch metadata, where the browser has it; the origin, where it is not withheld (our own
    no-referrer policy makes it ``null``); and the key that only our page and this browser know.
    """
    if not _may_come_from_us(request, rule):
        return False
    try:
        form = await sent(request) if rule.is_upload else await request.post()
    except (LookupError, ValueError):
        # No encoding that there is, or not what it says: no page of ours sends such a form.
        return False
    return _says(form.get("form_key", ""), visit.form_key)


def _may_come_from_us(request: web.Request, rule: Rule) -> bool:
    """Whether what the browser tells of a form speaks for a page of ours."""
    if request.content_type != (FORM_WITH_FILES if rule.is_upload else FORM):
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    # Our pages are UTF-8 and no browser packs a form: other letters than those end in an error.
    if (request.charset or "utf-8").lower() != "utf-8" or "Content-Encoding" in request.headers:
        return False
    base = parse(address(request.app))
    sender = request.headers.get("Origin", "null")
    return sender == "null" or (base is not None and sender == origin(base))


def _says(sent: object, key: str) -> bool:
    return isinstance(sent, str) and hmac.compare_digest(
        sent.encode("utf-8", "replace"), key.encode()
    )


def _rule(request: web.Request) -> Rule | None:
    """The policy's line for the page that is asked for; None where there is no such page."""
    resource = request.match_info.route.resource
    if resource is None:
        return None
    return rule(request.app[LISTENER], request.method, resource.canonical)


def _as_page(request: web.Request, error: web.HTTPException) -> web.StreamResponse:
    kind = {404: "missing", 405: "missing", 413: "too_large"}.get(error.status, "bug")
    if error.status == web.HTTPNotFound.status_code:
        # What is not theirs must not differ by where its links lead.
        request[VISIT] = replace(request[VISIT], path="/")
    return _trouble(request, error.status, kind)


def _trouble(request: web.Request, status: int = 500, kind: str = "bug") -> web.StreamResponse:
    """A page without details; a bare sentence where not even the visit could be read."""
    if VISIT in request:
        return page(request, "problem.html", status, kind=kind)
    return web.Response(status=status, text="Värn: something went wrong. Try again in a while.")


def _keep_browser(request: web.Request, response: web.StreamResponse) -> None:
    visit = request.get(VISIT)
    if visit is None or (visit.rule and visit.rule.same_for_all):
        return
    set_cookie(request, response, "browser", visit.browser_key)
    if request.query.get("language") == visit.language:
        set_cookie(request, response, "language", visit.language)
