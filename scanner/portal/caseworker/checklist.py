"""What helps on day one: taking herself out of people-search sites, and looking there again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import web

from scanner.model.removal import Word
from scanner.places import watchlists
from scanner.places.removal import RemovalSite
from scanner.portal.caseworker import recheck
from scanner.portal.caseworker.recheck import Shown, shown
from scanner.portal.visit import CONFIG, STORE, go, her_id, now, page
from scanner.store import rechecks, removal_ticks
from scanner.store.database import Transaction
from scanner.store.removal_ticks import RemovalTick

ASKED: Final = "yes"
"""What her button sends when she has asked a site; a `Word` when she has looked; or neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One site on her list."""

    site: RemovalSite
    tick: RemovalTick | None
    is_due_again: bool
    is_old: bool
    """True where the route was last tried long ago."""
    can_recheck: bool
    """True where she can let her page there be looked up."""
    shown: Shown | None
    """What came of it, where she has."""


async def show(request: web.Request) -> web.Response:
    person_id, config, at = her_id(request), request.app[CONFIG], now(request)
    listed = watchlists.read_removal_sites(config)
    ticks, kept = await request.app[STORE].aread(
        lambda tx: (removal_ticks.of_person(tx, person_id), rechecks.of_person(tx, person_id))
    )
    by_site = {tick.site_id: tick for tick in ticks}
    asked = {one.recheck.site_id: shown(one.recheck, at) for one in kept}
    can = {site.site_id for site in await recheck.sites(request)}
    return page(
        request,
        "checklist.html",
        lines=[
            Line(
                site=site,
                tick=by_site.get(site.site_id),
                is_due_again=_is_due_again(by_site.get(site.site_id), at),
                is_old=site.is_old(at.date()),
                can_recheck=site.site_id in can,
                shown=asked.get(site.site_id),
            )
            for site in listed
        ],
        zone=config.organisation.timezone,
    )


async def tick(request: web.Request) -> web.Response:
    """She has asked a site, has looked there again, or has not after all."""
    person_id, posted, at = her_id(request), await request.post(), now(request)
    site_id, done = str(posted.get("site", "")), str(posted.get("done", ""))
    known = {site.site_id for site in watchlists.read_removal_sites(request.app[CONFIG])}
    if site_id not in known:
        return go("/checklist")

    def note(tx: Transaction) -> None:
        if done == ASKED:
            removal_ticks.tick(tx, person_id, site_id, at)
        elif done in set(Word):
            removal_ticks.say(tx, person_id, site_id, Word(done), at)
        else:
            removal_ticks.untick(tx, person_id, site_id)

    await request.app[STORE].awrite(note)
    # Back to where she was in a long list.
    return go(f"/checklist#{site_id}")


def _is_due_again(tick: RemovalTick | None, at: datetime) -> bool:
    return tick is not None and at >= tick.again_at
