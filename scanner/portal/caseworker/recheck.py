"""Her page at one people-search site: she alone allows that it is looked up, and takes it back."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from scanner.enrol import recheck
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.recheck import Outcome, Recheck, Why
from scanner.people.recheck import is_gone, next_round
from scanner.places import watchlists
from scanner.places.removal import RemovalSite
from scanner.portal.caseworker.proof import is_fresh, what_is_wrong
from scanner.portal.guesses import Refusal
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page, text_of
from scanner.store import rechecks


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What she is told of the address that she allowed."""

    address: Personal
    allowed_at: datetime
    looked_at: datetime | None
    """When it was looked up last."""
    is_still_there: bool
    is_gone: bool
    is_missing: bool
    """Not found at the latest look, and no earlier one says so too."""
    why: Why | None
    """Why the latest look could not tell."""
    next_at: datetime


def shown(kept: Recheck, at: datetime) -> Shown:
    last = kept.looks[-1] if kept.looks else None
    gone = is_gone(kept.looks)
    return Shown(
        address=kept.address,
        allowed_at=kept.allowed_at,
        looked_at=None if last is None else last.asked_at,
        is_still_there=last is not None and last.outcome is Outcome.STILL_THERE,
        is_gone=gone,
        is_missing=last is not None and last.outcome is Outcome.MISSING and not gone,
        why=None if last is None else last.reason,
        next_at=next_round(kept, at),
    )


async def sites(request: web.Request) -> tuple[RemovalSite, ...]:
    """Where she may allow it: nowhere with protected personal data."""
    person_id = her_id(request)
    if not await request.app[STORE].aread(lambda tx: rechecks.may_allow(tx, person_id)):
        return ()
    return watchlists.read_rechecked(request.app[CONFIG], now(request).date())


async def show(request: web.Request) -> web.Response:
    site = await _site(request, request.match_info["site"])
    return go("/checklist") if site is None else await _page(request, site)


async def allow(request: web.Request) -> web.Response:
    """Her yes counts with the box ticked, an address of a page there, and her second factor."""
    posted = await request.post()
    site = await _site(request, text_of(posted, "site"))
    pasted = Personal(text_of(posted, "address"))
    if site is None:
        return go("/checklist")
    is_ticked = text_of(posted, "allowed") == "yes"
    if not is_ticked or site.page_of(pasted.reveal()) is None:
        return await _page(request, site, pasted, is_ticked=is_ticked, is_wrong=True)
    refusal = None if is_fresh(request) else await what_is_wrong(request)
    if refusal is not None:
        return await _page(request, site, pasted, is_ticked=True, refusal=refusal)
    await recheck.allow(request.app[STORE], site, her_id(request), pasted, now(request))
    return go(f"/checklist#{site.site_id}")


async def drop(request: web.Request) -> web.Response:
    site_id = text_of(await request.post(), "site")
    await recheck.end(request.app[STORE], her_id(request), site_id)
    # Of a site that is not listed any more nothing is left to go back to.
    known = {site.site_id for site in watchlists.read_removal_sites(request.app[CONFIG])}
    return go(f"/checklist#{site_id}" if site_id in known else "/checklist")


async def _site(request: web.Request, site_id: str) -> RemovalSite | None:
    return next((site for site in await sites(request) if site.site_id == site_id), None)


async def _page(
    request: web.Request,
    site: RemovalSite,
    pasted: Personal = UNKNOWN,
    *,
    is_ticked: bool = False,
    is_wrong: bool = False,
    refusal: Refusal | None = None,
) -> web.Response:
    person_id = her_id(request)
    kept = await request.app[STORE].aread(lambda tx: rechecks.of_person(tx, person_id))
    hers = next((one.recheck for one in kept if one.recheck.site_id == site.site_id), None)
    return page(
        request,
        "recheck.html",
        refusal.status if refusal else 400 if is_wrong else 200,
        site=site,
        pasted=pasted or (hers.address if hers else UNKNOWN),
        is_ticked=is_ticked,
        is_wrong=is_wrong,
        refusal=refusal,
        asks_factor=not is_fresh(request),
    )
