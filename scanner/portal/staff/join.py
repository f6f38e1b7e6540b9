"""A staff account is made by the one who will use it, with a single-use link."""

import asyncio
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from aiohttp import web

from scanner.identifiers.kinds import normalise
from scanner.model.action import Action
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.staff import Role, StaffMember, Subject
from scanner.portal.staff.log_in import let_in
from scanner.portal.staff.passwords import Weakness, weakness
from scanner.portal.visit import CONFIG, HASHING, SSO, STORE, VISIT, now, page, text_of
from scanner.render.labels import label
from scanner.render.square import square
from scanner.store import audit, staff, staff_invitations, staff_sessions
from scanner.store.database import Transaction
from scanner.vault import passwords, totp

LONGEST: Final = 200


class Fault(StrEnum):
    NAME = "name"
    MAIL = "mail"
    TAKEN = "taken"
    """Another account has this mail address."""
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody with an invitation wrote."""

    token: str
    secret: str
    """Hex digits; made when the page was shown."""
    name: Personal = UNKNOWN
    mail: Personal = UNKNOWN
    password: Personal = UNKNOWN
    again: Personal = UNKNOWN
    code: Personal = UNKNOWN


async def show(request: web.Request) -> web.Response:
    token = request.match_info["token"]
    application = Application(token=token, secret=totp.new_secret().hex())
    return await form_page(request, application, ())


async def send(request: web.Request) -> web.Response:
    application = await sent(request)
    step = _step(application, now(request))
    faults = _faults(application, step)
    if faults or step is None or not await _may_have_password(request):
        return await form_page(request, application, faults, 400)
    async with request.app[HASHING]:
        hashed = await asyncio.to_thread(passwords.hashed, application.password.reveal())
    made = await request.app[STORE].awrite(
        lambda tx: _make(tx, application, Personal(hashed), step, now(request))
    )
    if isinstance(made, Fault):
        return await form_page(request, application, (made,), 400)
    if made is None:
        return page(request, "problem.html", 410, kind="stale")
    return await let_in(request, made)


def _make(
    tx: Transaction, application: Application, hashed: Personal, step: int, at: datetime
) -> str | Fault | None:
    """The token of a first session; None where the invitation does not open (any more)."""
    if staff.is_taken(tx, application.mail):
        return Fault.TAKEN
    role = _redeemed(tx, application, at)
    if role is None:
        return None
    member = staff.add(
        tx,
        role=role,
        name=application.name,
        mail=application.mail,
        password_hash=hashed,
        secret=Personal(application.secret),
        last_step=step,
        now=at,
    )
    assert member is not None
    _note(tx, member, at)
    return staff_sessions.start(tx, member.staff_id, at)


def made_by_provider(
    tx: Transaction, application: Application, subject: Subject, at: datetime
) -> StaffMember | None:
    """The account of somebody whom the identity provider vouches for.

    None where the invitation does not open (any more), the mail address is taken, or she has one.
    """
    if staff.is_taken(tx, application.mail) or staff.by_subject(tx, subject) is not None:
        return None
    role = _redeemed(tx, application, at)
    if role is None:
        return None
    member = staff.add_by_provider(
        tx, role=role, name=application.name, mail=application.mail, subject=subject, now=at
    )
    assert member is not None
    _note(tx, member, at)
    return member


def _note(tx: Transaction, member: StaffMember, at: datetime) -> None:
    audit.append(tx, at=at, actor=member.staff_id, action=Action.STAFF_JOIN, object_id=member.role)


def _redeemed(tx: Transaction, application: Application, at: datetime) -> Role | None:
    """The role of an invitation, used up by this."""
    role = staff_invitations.redeem(tx, application.token, at)
    if role is Role.OPERATOR and not staff.has_operator(tx):
        # Whoever has the machine could make several first operators; one is enough.
        staff_invitations.withdraw_all(tx, role)
    return role


async def _may_have_password(request: web.Request) -> bool:
    """Whether a new account may have one: always of the first operator, who lets others in."""
    if not request.app[CONFIG].sso.required:
        return True
    return not await request.app[STORE].aread(staff.has_operator)


async def sent(request: web.Request) -> Application:
    form = await request.post()
    secret = text_of(form, "secret")
    is_ours = re.fullmatch(rf"[0-9a-f]{{{2 * totp.SECRET_BYTES}}}", secret)
    return Application(
        token=text_of(form, "token"),
        secret=secret if is_ours else secrets.token_hex(totp.SECRET_BYTES),
        name=Personal(" ".join(text_of(form, "name").split())),
        mail=Personal(text_of(form, "mail").strip()),
        password=Personal(text_of(form, "password")),
        again=Personal(text_of(form, "again")),
        code=Personal(text_of(form, "code")),
    )


def _step(application: Application, at: datetime) -> int | None:
    secret = bytes.fromhex(application.secret)
    return totp.accepted(secret, application.code.reveal(), at, after=0)


def _faults(application: Application, step: int | None) -> tuple[Fault | Weakness, ...]:
    own = (application.name, application.mail)
    weak = weakness(application.password, application.again, own)
    found = (weak, Fault.CODE if step is None else None)
    return (*_faults_of_holder(application), *(fault for fault in found if fault is not None))


async def faults_of_holder(request: web.Request, application: Application) -> tuple[Fault, ...]:
    """What is wrong with name and mail address, where these are all that she writes."""
    is_taken = await request.app[STORE].aread(lambda tx: staff.is_taken(tx, application.mail))
    return (*_faults_of_holder(application), *([Fault.TAKEN] if is_taken else []))


def _faults_of_holder(application: Application) -> tuple[Fault, ...]:
    name, mail = application.name.reveal(), application.mail.reveal()
    found = (
        None if 0 < len(name) <= LONGEST else Fault.NAME,
        None if _can_be_mailed(mail) else Fault.MAIL,
    )
    return tuple(fault for fault in found if fault is not None)


def _can_be_mailed(mail: str) -> bool:
    """A plain address, with no quotes, comments or letters that a mail server need not take."""
    return mail.isascii() and normalise(DetailKind.EMAIL, mail) == mail.lower()


async def role_of(request: web.Request, application: Application) -> Role | None:
    """What the invitation is for; None where it does not open (any more)."""
    at = now(request)
    return await request.app[STORE].aread(
        lambda tx: staff_invitations.role_of(tx, application.token, at)
    )


async def form_page(
    request: web.Request,
    application: Application,
    faults: tuple[Fault | Weakness, ...],
    status: int = 200,
) -> web.Response:
    role = await role_of(request, application)
    if role is None:
        return page(request, "problem.html", 410, kind="stale")
    secret = bytes.fromhex(application.secret)
    called = label(role, request[VISIT].language)
    account = f"{request.app[CONFIG].organisation.name} {called}"
    link = totp.address(secret, account=account, issuer="Värn")
    return page(
        request,
        "staff/join.html",
        status,
        application=application,
        role=role,
        faults=faults,
        square=square(link),
        link=link,
        typed=totp.typed(secret),
        has_sso=request.app[SSO] is not None,
        may_have_password=await _may_have_password(request),
    )
