"""A password is changed by the present one, and every other session ends with it."""

import pytest

from scanner.store import audit, staff, staff_sessions
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.staff.member import PASSWORD, Member

NEW = "fyra stolar utan rygg"


async def test_another_password_opens_from_now_on_and_other_sessions_end(
    hr: Member, store: Store
) -> None:
    other = store.write(lambda tx: staff_sessions.start(tx, hr.staff_id, MORNING))
    page = await hr.open("/account")
    after = await hr.press(page, "/account/password", present=PASSWORD, password=NEW, again=NEW)
    assert after.status == 200
    assert (await hr.open("/account")).path == "/account"
    assert store.read(lambda tx: staff_sessions.find(tx, other, MORNING)) is None
    assert store.read(audit.head).number == 1
    await hr.leave()
    assert (await hr.log_in()).status == 403
    assert (await hr.log_in(password=NEW)).path == "/cases"


@pytest.mark.parametrize(
    ("present", "new", "status", "told"),
    [
        ("another password", NEW, 403, "Det är inte ditt nuvarande lösenord."),
        (PASSWORD, "Sommar2026!!!", 400, "prövas först"),
        (PASSWORD, "kort", 400, "minst 12 tecken"),
    ],
)
async def test_what_is_wrong_changes_nothing(
    hr: Member, store: Store, present: str, new: str, status: int, told: str
) -> None:
    before = store.read(lambda tx: staff.find(tx, hr.staff_id))
    page = await hr.open("/account")
    refused = await hr.press(page, "/account/password", present=present, password=new, again=new)
    assert (refused.status, told in refused.words) == (status, True)
    assert store.read(lambda tx: staff.find(tx, hr.staff_id)) == before


async def test_guessing_the_present_one_makes_wait(hr: Member) -> None:
    page = await hr.open("/account")
    statuses = [
        (await hr.press(page, "/account/password", present="wrong", password=NEW, again=NEW)).status
        for _ in range(4)
    ]
    assert statuses == [403, 403, 403, 429]


async def test_a_slip_of_the_finger_shuts_nobody_out(hr: Member) -> None:
    page = await hr.open("/account")
    slip = {"present": PASSWORD, "password": NEW, "again": f"{NEW}x"}
    refused = await hr.press(page, "/account/password", **slip)
    assert (refused.status, "De två lösenorden är inte lika." in refused.words) == (400, True)
