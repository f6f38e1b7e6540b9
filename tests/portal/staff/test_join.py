"""An account is made by its holder, with a link that opens once and a phone that answers."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from scanner.model.staff import Role
from scanner.store import staff, staff_invitations
from scanner.store.database import Store
from tests.portal.conftest import Clock
from tests.portal.staff.member import PASSWORD, Member
from tests.portal.visitor import Answer

Somebody = Callable[[Role], Member]


async def opened(member: Member) -> Answer:
    page = await member.open(f"/invitation/{member.invitation()}")
    member.phone.secret = bytes.fromhex(page.fields("/invitation")["secret"][0])
    return page


async def send(member: Member, page: Answer, **written: str) -> Answer:
    answers = {
        "name": member.name,
        "mail": member.mail,
        "password": PASSWORD,
        "again": written.get("password", PASSWORD),
        "code": member.phone.code(),
    }
    return await member.press(page, "/invitation", **(answers | written))


@pytest.mark.parametrize(
    "mail",
    [
        "eva@[provstad.example",
        "*@/,-<",
        '"eva"@provstad.example',
        "eva@provstad",
        "eva@provstad.example,bo@provstad.example",
        "åsa@provstad.example",
        "ｅva@provstad.example",
        "eva(x)@provstad.example",
    ],
)
async def test_what_no_mail_server_takes_is_no_address_of_staff(
    browser: Somebody, store: Store, mail: str
) -> None:
    member = browser(Role.SECURITY)
    page = await send(member, await opened(member), mail=mail)
    assert page.status == 400
    assert store.read(staff.everybody) == ()


@pytest.mark.parametrize("role", Role)
async def test_somebody_who_was_invited_makes_her_account_and_is_in(
    browser: Somebody, store: Store, role: Role
) -> None:
    member = browser(role)
    page = await send(member, await opened(member))
    assert page.status == 200
    assert member.name in (await member.open("/account")).words
    (account,) = store.read(staff.everybody)
    assert (account.member.role, account.member.mail.reveal()) == (role, member.mail)
    assert PASSWORD not in account.password_hash.reveal()


async def test_the_page_shows_the_key_as_square_and_in_letters(browser: Somebody) -> None:
    page = await opened(browser(Role.HR))
    assert page.html.find("svg") is not None
    link = page.html.find("a", href=lambda href: href and href.startswith("otpauth://"))
    assert page.html.code.get_text().replace(" ", "") in link["href"]


async def test_the_app_calls_the_account_by_what_the_page_calls_the_role(browser: Somebody) -> None:
    page = await opened(browser(Role.AUDITOR))
    link = page.html.find("a", href=lambda href: href and href.startswith("otpauth://"))
    assert unquote(link["href"]).startswith("otpauth://totp/Värn:Provstads kommun Granskare?")


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        ("name", " ", "Skriv ditt namn."),
        ("mail", "eva", "Skriv din e-postadress"),
        ("password", "kort lösen", "minst 12 tecken"),
        ("password", "Sommar2026!!!", "prövas först"),
        ("password", "hr1@provstad", "inte mycket mer än ditt namn"),
        ("again", PASSWORD[1:], "De två lösenorden är inte lika."),
        ("code", "000000", "Koden stämmer inte"),
    ],
)
async def test_what_must_be_mended_is_said_and_nothing_is_used_up(
    browser: Somebody, store: Store, field: str, written: str, told: str
) -> None:
    member = browser(Role.HR)
    refused = await send(member, await opened(member), **{field: written})
    assert refused.status == 400
    assert told in refused.words
    assert store.read(staff.everybody) == ()
    assert PASSWORD not in refused.text
    assert (await send(member, refused)).status == 200


async def test_an_invitation_opens_once(browser: Somebody, store: Store) -> None:
    first, second = browser(Role.HR), browser(Role.HR)
    page = await opened(first)
    token = page.fields("/invitation")["token"]
    other = await second.open(f"/invitation/{token[0]}")
    second.phone.secret = bytes.fromhex(other.fields("/invitation")["secret"][0])
    assert (await send(first, page)).status == 200
    assert (await send(second, other)).status == 410
    assert (await second.open(f"/invitation/{token[0]}")).status == 410
    assert len(store.read(staff.everybody)) == 1


async def test_an_invented_or_old_invitation_opens_nothing(browser: Somebody, clock: Clock) -> None:
    member = browser(Role.HR)
    assert (await member.open(f"/invitation/{'x' * 43}")).status == 410
    token = member.invitation()
    clock.pass_time(days=7)
    assert (await member.open(f"/invitation/{token}")).status == 410


async def test_a_mail_address_has_one_account(browser: Somebody, store: Store) -> None:
    await browser(Role.HR).joined()
    again = browser(Role.SECURITY)
    refused = await send(again, await opened(again), mail="HR1@provstad.example")
    assert (refused.status, len(store.read(staff.everybody))) == (400, 1)
    assert "redan ett konto" in refused.words


async def test_the_first_operator_is_the_only_first_one(browser: Somebody, store: Store) -> None:
    spare = browser(Role.OPERATOR).invitation()
    first = browser(Role.OPERATOR)
    await send(first, await opened(first))
    assert store.read(lambda tx: staff_invitations.role_of(tx, spare, first._clock())) is None
    later, last = browser(Role.OPERATOR), browser(Role.OPERATOR)
    token = last.invitation()
    await send(later, await opened(later))
    assert (await last.open(f"/invitation/{token}")).status == 200
