"""What people reported themselves. Opening one is noted, and its sender sees by whom."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from scanner.model.action import Action
from scanner.model.ids import PersonId, PersonLabel
from scanner.model.staff import StaffMember
from scanner.model.tip import Tip, picture_kind
from scanner.pipeline import caseload
from scanner.portal.policy import Field
from scanner.portal.visit import CONFIG, STORE, go, member_of, need, now, page, text_of
from scanner.store import audit, people, tips
from scanner.store.database import Transaction
from scanner.store.tips import Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    label: PersonLabel
    """Of whoever reported it."""
    tip: Tip


async def show(request: web.Request) -> web.Response:
    need(request, Field.TIPS)
    member = member_of(request)
    found = await request.app[STORE].aread(lambda tx: _listed(tx, member))
    return page(request, "staff/tips.html", tips=found, opened=None, zone=_zone(request))


async def open_one(request: web.Request) -> web.Response:
    member = member_of(request)
    opened = await _opened(request)
    found = await request.app[STORE].aread(lambda tx: _listed(tx, member))
    return page(request, "staff/tips.html", tips=found, opened=opened, zone=_zone(request))


async def picture(request: web.Request) -> web.Response:
    """The screenshot as a file to save: it is never shown among our own pages."""
    tip = await _opened(request)
    kind = picture_kind(tip.picture)
    if kind is None:
        raise web.HTTPNotFound
    return web.Response(
        body=tip.picture,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="tip.{kind}"'},
    )


async def settle(request: web.Request) -> web.Response:
    """Nothing more is to be done about it: from now on its time runs."""
    at = now(request)
    await _do(request, Action.TIP_SETTLE, lambda tx, whose, tip: tips.settle(tx, whose, tip, at))
    return go("/tips")


async def _opened(request: web.Request) -> Tip:
    need(request, Field.TIPS)
    return await _do(request, Action.TIP_OPEN, lambda tx, whose, tip: None)


async def _do(
    request: web.Request, action: Action, deed: Callable[[Transaction, PersonId, Tip], None]
) -> Tip:
    """Do something with the tip that a form names, and note it; the tip as it was before."""
    tip_id, member, at = text_of(await request.post(), "tip"), member_of(request), now(request)

    def work(tx: Transaction) -> Tip | None:
        for one in (one for one in _of_others(tx, member) if one.tip.tip_id == tip_id):
            deed(tx, one.person_id, one.tip)
            audit.append(
                tx,
                at=at,
                actor=member.staff_id,
                action=action,
                person_id=one.person_id,
                object_id=tip_id,
            )
            return one.tip
        return None

    tip = await request.app[STORE].awrite(work)
    if tip is None:
        raise web.HTTPNotFound
    return tip


def _listed(tx: Transaction, member: StaffMember) -> tuple[Listed, ...]:
    return tuple(
        Listed(label=people.label(tx, one.person_id), tip=one.tip) for one in _of_others(tx, member)
    )


def _of_others(tx: Transaction, member: StaffMember) -> tuple[Reported, ...]:
    found = tips.everybodys(tx)
    whose = {one.person_id for one in found}
    let_in = {person_id for person_id in whose if caseload.may_meet(tx, person_id, member)}
    return tuple(one for one in found if one.person_id in let_in)


def _zone(request: web.Request) -> str:
    return request.app[CONFIG].organisation.timezone
