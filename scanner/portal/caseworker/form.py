"""The opt-in form, and the same form to change what was chosen."""

from dataclasses import dataclass, replace
from datetime import timedelta

from aiohttp import web

from scanner.config.settings import Config
from scanner.enrol import optin
from scanner.identifiers.kinds import KINDS
from scanner.model.consent import Depth, Recipient
from scanner.model.ids import PersonId, StaffId
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.staff import Role, StaffMember
from scanner.people.choices import Offer, chosen
from scanner.people.form import MOST_DETAILS, Form, Problem
from scanner.people.mailbox import carries_name, proofs
from scanner.people.text import ConsentText, consent_text
from scanner.places import watchlists
from scanner.portal.caseworker.fields import Sent, form_from, form_of, is_ticked, rows
from scanner.portal.caseworker.proof import is_fresh, what_is_wrong
from scanner.portal.guesses import Refusal
from scanner.portal.visit import CONFIG, DIRECTORY, STORE, VISIT, go, now, page, set_cookie, turn_of
from scanner.store import consents, mailboxes, people, session_rows, staff
from scanner.store.database import Transaction
from scanner.store.people import KeptDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A form and what stands beside its fields."""

    form: Form
    kept: tuple[KeptDetail, ...] = ()
    """Her details as they are now."""
    offer: Offer
    officers: tuple[StaffMember, ...] = ()
    """Of the security team, each with its name: for who takes part, and who asks for them in a name
    that agrees with her mailbox. Reading a colleague's mail must not be enough to list the team."""
    shut: tuple[tuple[StaffId, Personal], ...] = ()
    """Whom she excluded and who is in the team no more, each with its name."""
    unsettled: frozenset[StaffId] = frozenset()
    """Who joined since she excluded anybody."""
    problems: tuple[Problem, ...] = ()
    refusal: Refusal | None = None
    """What was wrong with her second factor."""
    text_changed: bool = False
    """True where the consent text is not the one that she read any more."""
    more: bool = False
    """True where she asked for more rows."""
    asks_names: bool = False
    """True where she asked who is in the security team."""


async def show(request: web.Request) -> web.Response:
    config = request.app[CONFIG]
    person_id, session = request[VISIT].person_id, request[VISIT].session
    if person_id is None and (session is None or session.factor is None):
        return go("/key")
    if person_id is None:
        empty = await request.app[STORE].aread(lambda tx: _shown(tx, config))
        return _page(request, replace(empty, officers=()))
    shown = await request.app[STORE].aread(lambda tx: _as_kept(tx, config, person_id))
    return _page(request, shown)


async def send(request: web.Request) -> web.Response:
    person_id = request[VISIT].person_id
    sent, called = await _sent(request), await _called(request)
    shown = await _as_sent(request, person_id, sent, called)
    if shown.more or shown.asks_names or shown.text_changed:
        return _page(request, shown, status=400 if shown.text_changed else 200)
    if person_id is None:
        return await _opt_in(request, shown, called)
    return await _change(request, shown, person_id, called)


async def _opt_in(request: web.Request, shown: Shown, called: Personal) -> web.Response:
    store, config, token = request.app[STORE], request.app[CONFIG], request[VISIT].session_token
    result = await optin.submit(store, config, token, shown.form, now(request), called)
    if result is None:
        return page(request, "problem.html", 403, kind="not_taken")
    if not isinstance(result, optin.OptedIn):
        return _page(request, replace(shown, problems=result), status=400)
    # A page of its own: who loads it anew must not send the form again, and lose her reference.
    response = go("/done")
    set_cookie(request, response, "session", result.session_token)
    return response


async def _change(
    request: web.Request, shown: Shown, person_id: PersonId, called: Personal
) -> web.Response:
    store, config = request.app[STORE], request.app[CONFIG]
    refusal = await _refusal(request, shown.form, person_id, called)
    if refusal is not None:
        return _page(request, replace(shown, refusal=refusal), status=refusal.status)
    problems = await optin.change(store, config, person_id, shown.form, now(request), called)
    if problems:
        return _page(request, replace(shown, problems=problems), status=400)
    return go("/me")


async def _refusal(
    request: web.Request, form: Form, person_id: PersonId, called: Personal
) -> Refusal | None:
    """What is wrong with her second factor, asked for where others would learn or see more."""
    store, config = request.app[STORE], request.app[CONFIG]
    if is_fresh(request) or not await optin.widens(store, config, person_id, form, called):
        return None
    return await what_is_wrong(request)


async def _sent(request: web.Request) -> Sent:
    posted = await request.post()
    return {name: tuple(map(str, posted.getall(name))) for name in posted}


async def _called(request: web.Request) -> Personal:
    session = request[VISIT].session
    if session is None:
        return UNKNOWN
    app = request.app
    async with turn_of(request), app[DIRECTORY]:
        return await optin.directory_name(
            app[STORE], app[CONFIG], session.mail, request[VISIT].person_id
        )


async def _as_sent(
    request: web.Request, person_id: PersonId | None, sent: Sent, called: Personal
) -> Shown:
    config = request.app[CONFIG]
    before = await request.app[STORE].aread(lambda tx: _shown(tx, config, person_id))
    staying = frozenset(one.detail_id for one in before.kept) - frozenset(sent.get("drop", ()))
    form = replace(form_of(sent), kept_details=staying)
    # The language of the text she read is the page's own, whatever a stale tab says.
    text = _text(request)
    may_see_names = person_id is not None or _may_see_names(request, form, sent, called)
    return replace(
        before,
        form=replace(form, language=text.language),
        text_changed=sent.get("text_sha256", ()) != (text.sha256,),
        more=is_ticked(sent, "more"),
        asks_names=is_ticked(sent, "show_names"),
        officers=before.officers if may_see_names else (),
    )


def _may_see_names(request: web.Request, form: Form, sent: Sent, called: Personal) -> bool:
    """Whether somebody new is shown who is in the security team: she needs it to choose."""
    session = request[VISIT].session
    needs = form.chosen.is_protected or is_ticked(sent, "show_names") or is_ticked(sent, "names")
    if session is None or not needs:
        return False
    return any(carries_name(one, form.given, form.surname) for one in proofs(session.mail, called))


def _shown(tx: Transaction, config: Config, person_id: PersonId | None = None) -> Shown:
    """What stands beside a form that is empty still."""
    officers, offer = staff.of_role(tx, Role.SECURITY), optin.offer(tx, config, person_id)
    if person_id is None:
        return Shown(form=Form(), offer=offer, officers=officers)
    unsettled = mailboxes.unsettled(tx, person_id)
    return Shown(
        form=Form(),
        kept=people.details(tx, person_id),
        offer=offer,
        officers=officers,
        shut=tuple((one, staff.called(tx, one)) for one in offer.shut),
        unsettled=frozenset(one.staff_id for one in unsettled),
    )


def _as_kept(tx: Transaction, config: Config, person_id: PersonId) -> Shown:
    shown = _shown(tx, config, person_id)
    made = chosen(consents.latest(tx, person_id).choices, shown.offer)
    form = form_from(people.profile(tx, person_id), made)
    staying = frozenset(one.detail_id for one in shown.kept)
    return replace(shown, form=replace(form, kept_details=staying))


def _kinds(offer: Offer) -> list[DetailKind]:
    unoffered = set() if offer.has_personnummer else {DetailKind.PERSONNUMMER}
    return [kind for kind, one in KINDS.items() if one.is_watched and kind not in unoffered]


def _text(request: web.Request) -> ConsentText:
    config = request.app[CONFIG]
    months = config.portal.consent_months
    return consent_text(config.organisation, months, request[VISIT].language)


def _page(request: web.Request, shown: Shown, status: int = 200) -> web.Response:
    config = request.app[CONFIG]
    return page(
        request,
        "form.html",
        status,
        shown=shown,
        form=shown.form,
        problems=shown.problems,
        rows=rows(shown.form, more=shown.more),
        can_grow=len(shown.form.details) < MOST_DETAILS,
        is_change=request[VISIT].person_id is not None,
        asks_factor=request[VISIT].person_id is not None and not is_fresh(request),
        chosen=shown.form.chosen,
        kinds=_kinds(shown.offer),
        settings=tuple(Setting),
        offered=[recipient for recipient in Recipient if recipient in shown.offer.recipients],
        providers=watchlists.read_providers(config),
        depths=tuple(Depth),
        personnummer_reason=config.portal.personnummer_reason,
        text=_text(request),
        idle_minutes=session_rows.IDLE // timedelta(minutes=1),
    )
