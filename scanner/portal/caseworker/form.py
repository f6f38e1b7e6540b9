"""The opt-in form, and the same form to change what was chosen."""

from dataclasses import dataclass, replace

from aiohttp import web

from scanner.enrol import optin
from scanner.model.consent import Recipient
from scanner.model.ids import PersonId
from scanner.model.person import DetailKind, Setting
from scanner.people.form import MOST_DETAILS, Form, Problem
from scanner.people.text import ConsentText, consent_text
from scanner.portal.caseworker.fields import Sent, form_from, form_of, is_ticked, rows
from scanner.portal.visit import CONFIG, STORE, VISIT, go, now, page, set_cookie
from scanner.store import consents, people
from scanner.store.database import Transaction
from scanner.store.people import KeptDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A form and what stands beside its fields."""

    form: Form
    kept: tuple[KeptDetail, ...] = ()
    """Her details as they are now."""
    problems: tuple[Problem, ...] = ()
    text_changed: bool = False
    """True where the consent text is not the one that she read any more."""
    more: bool = False
    """True where she asked for more rows."""


async def show(request: web.Request) -> web.Response:
    person_id, session = request[VISIT].person_id, request[VISIT].session
    if person_id is None and (session is None or session.factor is None):
        return go("/key")
    if person_id is None:
        return _page(request, Shown(form=Form()))
    return _page(request, await request.app[STORE].aread(lambda tx: _as_kept(tx, person_id)))


async def send(request: web.Request) -> web.Response:
    person_id = request[VISIT].person_id
    sent = await _sent(request)
    shown = await _as_sent(request, person_id, sent)
    if shown.more or shown.text_changed:
        return _page(request, shown, status=200 if shown.more else 400)
    if person_id is None:
        return await _opt_in(request, shown)
    return await _change(request, shown, person_id)


async def _opt_in(request: web.Request, shown: Shown) -> web.Response:
    store, config, token = request.app[STORE], request.app[CONFIG], request[VISIT].session_token
    result = await optin.submit(store, config, token, shown.form, now(request))
    if result is None:
        return page(request, "problem.html", 403, kind="not_taken")
    if not isinstance(result, optin.OptedIn):
        return _page(request, replace(shown, problems=result), status=400)
    request[VISIT] = replace(request[VISIT], session_token=result.session_token)
    zone = config.organisation.timezone
    response = page(request, "done.html", opted_in=result, now=now(request), zone=zone)
    set_cookie(request, response, "session", result.session_token)
    return response


async def _change(request: web.Request, shown: Shown, person_id: PersonId) -> web.Response:
    store, config = request.app[STORE], request.app[CONFIG]
    problems = await optin.change(store, config, person_id, shown.form, now(request))
    if problems:
        return _page(request, replace(shown, problems=problems), status=400)
    return go("/me")


async def _sent(request: web.Request) -> Sent:
    posted = await request.post()
    return {name: tuple(map(str, posted.getall(name))) for name in posted}


async def _as_sent(request: web.Request, person_id: PersonId | None, sent: Sent) -> Shown:
    kept: tuple[KeptDetail, ...] = ()
    if person_id is not None:
        kept = await request.app[STORE].aread(lambda tx: people.details(tx, person_id))
    staying = frozenset(one.detail_id for one in kept) - frozenset(sent.get("drop", ()))
    form = replace(form_of(sent), kept_details=staying)
    # The language of the text she read is the page's own, whatever a stale tab says.
    text = _text(request)
    return Shown(
        form=replace(form, language=text.language),
        kept=kept,
        text_changed=sent.get("text_sha256", ()) != (text.sha256,),
        more=is_ticked(sent, "more"),
    )


def _as_kept(tx: Transaction, person_id: PersonId) -> Shown:
    kept = people.details(tx, person_id)
    form = form_from(people.profile(tx, person_id), consents.recipients(tx, person_id))
    return Shown(
        form=replace(form, kept_details=frozenset(one.detail_id for one in kept)), kept=kept
    )


def _text(request: web.Request) -> ConsentText:
    config = request.app[CONFIG]
    months = config.portal.consent_months
    return consent_text(config.organisation, months, request[VISIT].language)


def _page(request: web.Request, shown: Shown, status: int = 200) -> web.Response:
    offered = optin.offered(request.app[CONFIG])
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
        kinds=tuple(DetailKind),
        settings=tuple(Setting),
        offered=[recipient for recipient in Recipient if recipient in offered],
        text=_text(request),
    )
