"""What helps on day one: taking herself out of people-search sites, and looking there again."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from scanner.places import watchlists
from scanner.places.removal import RemovalSite
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page
from scanner.store import removal_ticks
from scanner.store.removal_ticks import RemovalTick


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One site on her list."""

    site: RemovalSite
    tick: RemovalTick | None
    is_due_again: bool
    is_old: bool
    """True where the route was last tried long ago."""


async def show(request: web.Request) -> web.Response:
    person_id, config, at = her_id(request), request.app[CONFIG], now(request)
    sites = watchlists.read_removal_sites(config)
    ticks = await request.app[STORE].aread(lambda tx: removal_ticks.of_person(tx, person_id))
    by_site = {tick.site_id: tick for tick in ticks}
    return page(
        request,
        "checklist.html",
        lines=[_line(site, by_site.get(site.site_id), at) for site in sites],
        zone=config.organisation.timezone,
    )


async def tick(request: web.Request) -> web.Response:
    """She has asked a site, has looked there again, or has not after all."""
    person_id, posted, at = her_id(request), await request.post(), now(request)
    site_id, is_done = str(posted.get("site", "")), posted.get("done") == "yes"
    known = {site.site_id for site in watchlists.read_removal_sites(request.app[CONFIG])}
    if site_id not in known:
        return go("/checklist")
    await request.app[STORE].awrite(
        lambda tx: (
            removal_ticks.tick(tx, person_id, site_id, at)
            if is_done
            else removal_ticks.untick(tx, person_id, site_id)
        )
    )
    # Back to where she was in a long list.
    return go(f"/checklist#{site_id}")


def _line(site: RemovalSite, ticked: RemovalTick | None, at: datetime) -> Line:
    return Line(
        site=site,
        tick=ticked,
        is_due_again=ticked is not None and at >= ticked.again_at,
        is_old=site.is_old(at.date()),
    )
