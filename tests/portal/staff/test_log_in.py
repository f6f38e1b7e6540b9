"""Three things together open; what was wrong, and whether somebody is there, is never told."""

from collections.abc import Callable

import pytest

from scanner.model.staff import Role
from scanner.store import audit, staff
from scanner.store.database import Store
from tests.portal.conftest import Clock
from tests.portal.staff.member import COOKIE, PASSWORD, Member

Somebody = Callable[[Role], Member]


async def test_mail_password_and_code_open(security: Member) -> None:
    await security.leave()
    assert (await security.open("/account")).heading == "Logga in"
    await security.log_in(f" {security.mail.upper()}")
    assert security.name in (await security.open("/account")).words


async def test_every_wrong_answer_is_the_same(security: Member, clock: Clock) -> None:
    await security.leave()
    answers = []
    for mail, password, code in (
        ("nobody@provstad.example", PASSWORD, ""),
        (security.mail, "another password", ""),
        (security.mail, PASSWORD, "000000"),
        (security.mail, PASSWORD, security.phone.code(-1)),
        ("", "", "x"),
    ):
        clock.pass_time(hours=1)
        refused = await security.log_in(mail, password=password, code=code)
        assert refused.status == 403
        answers.append(refused.text)
    assert len(set(answers)) == 1


async def test_a_code_opens_once(security: Member, browser: Somebody, clock: Clock) -> None:
    await security.leave()
    code = security.phone.code()
    await security.log_in(code=code)
    thief = browser(Role.SECURITY)
    assert (await thief.log_in(security.mail, code=code)).status == 403
    clock.pass_time(seconds=30)
    thief.phone = security.phone
    assert (await thief.log_in(security.mail)).status == 200


async def test_failures_make_wait_longer_and_longer_but_never_for_good(
    security: Member, clock: Clock
) -> None:
    await security.leave()
    for mail in (security.mail, "nobody@provstad.example"):
        statuses = [(await security.log_in(mail, password="wrong")).status for _ in range(4)]
        assert statuses == [403, 403, 403, 429]
    clock.pass_time(seconds=5)
    assert (await security.log_in(password="wrong")).status == 403
    clock.pass_time(seconds=9)
    assert (await security.log_in()).status == 429
    clock.pass_time(seconds=1)
    assert (await security.log_in()).status == 200


async def test_a_shut_account_opens_nothing_from_that_moment(
    security: Member, store: Store, clock: Clock
) -> None:
    assert (await security.open("/account")).path == "/account"
    store.write(lambda tx: staff.disable(tx, security.staff_id, clock()))
    assert (await security.open("/account")).heading == "Logga in"
    clock.pass_time(hours=1)
    assert (await security.log_in()).status == 403


async def test_sessions_end_when_idle_and_after_half_a_day(security: Member, clock: Clock) -> None:
    for _ in range(24):
        assert (await security.open("/account")).path == "/account"
        clock.pass_time(minutes=29)
    assert (await security.open("/account")).path == "/account"
    clock.pass_time(minutes=25)
    assert (await security.open("/account")).path == "/"
    await security.log_in()
    clock.pass_time(minutes=30)
    assert (await security.open("/account")).path == "/"


async def test_logging_in_ends_the_session_before_and_is_noted(
    security: Member, store: Store
) -> None:
    jar = security._session.cookie_jar
    before = {c.key: c.value for c in jar}[COOKIE]
    await security.leave()
    await security.log_in()
    assert {c.key: c.value for c in jar}[COOKIE] != before
    assert store.read(audit.verify) is None
    assert store.read(audit.head).number == 1


async def test_cookies_are_staffs_own_and_strict(security: Member) -> None:
    await security.leave()
    page = await security.open("/")
    fields = page.fields("/log-in") | {
        "mail": [security.mail],
        "password": [PASSWORD],
        "code": [security.phone.code()],
    }
    answer = await security.post("/log-in", fields, follow=False)
    cookies = answer.headers.getall("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {
        COOKIE,
        "varn-staff-browser",
    }
    for cookie in cookies:
        assert {"HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))


@pytest.mark.parametrize("path", ["/me", "/form", "/withdraw", "/nothing"])
async def test_no_caseworkers_page_is_among_staffs(security: Member, path: str) -> None:
    assert (await security.open(path)).status == 404
