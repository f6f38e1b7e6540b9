"""How to reach her is opened of what is grave only, with a reason, and she sees by whom."""

from dataclasses import replace

import pytest

from scanner.model.assessment import Level
from scanner.model.consent import ConsentKind
from scanner.model.finding import Verdict
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.store import consents, contacts, findings
from scanner.store.contacts import Contact
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.exposed import beside_looks, keep, made
from tests.portal.staff.member import Member
from tests.store.cast import AMINA, enrol

NUMBER = "+46701740605"
CONTACT = Contact(
    kind=DetailKind.PHONE,
    private=Personal(NUMBER),
    hours=Personal("efter 17"),
    instead=Personal("min syster <b>Sara</b>"),
    is_proved=True,
)
GRAVE, MILD = "V-222222", "V-222223"


@pytest.fixture(autouse=True)
def reachable(store: Store) -> None:
    store.write(lambda tx: enrol(tx))
    keep(store, made(2, Level.HIGH, AMINA), made(3, Level.MEDIUM, AMINA))
    store.write(lambda tx: contacts.keep(tx, AMINA, CONTACT))


async def test_with_a_reason_it_opens_once_and_is_noted(security: Member, store: Store) -> None:
    page = await security.open(f"/cases/{GRAVE}")
    assert NUMBER not in page.text
    unsaid = await security.press(page, "/cases/contact", reason=" ")
    assert (unsaid.status, NUMBER in unsaid.text) == (400, False)
    assert beside_looks(store, AMINA) == ()
    shown = await security.press(page, "/cases/contact", reason="hot i natt")
    for said in (NUMBER, "efter 17", "min syster <b>Sara</b>"):
        assert said in shown.words
    assert "Provhult" not in shown.text
    (entry,) = beside_looks(store, AMINA)
    assert (entry.actor, entry.action) == (security.staff_id, "contact.open")
    assert (entry.matter.object_id, entry.matter.reason.reveal()) == (GRAVE, "hot i natt")
    assert NUMBER not in (await security.open(f"/cases/{GRAVE}")).text


async def ask(member: Member, reference: str) -> str:
    key = (await member.open("/account")).fields("/leave")["form_key"]
    fields = {"form_key": key, "case": [reference], "reason": ["hot"]}
    return (await member.post("/cases/contact", fields)).text


async def test_of_what_is_not_grave_it_stays_shut(security: Member, store: Store) -> None:
    page = await security.open(f"/cases/{MILD}")
    assert page.html.find("form", action="/cases/contact") is None
    assert NUMBER not in await ask(security, MILD)
    aside = replace(
        store.read(lambda tx: findings.hers(tx, AMINA, GRAVE)), verdict=Verdict.SET_ASIDE
    )
    store.write(lambda tx: findings.save(tx, aside, now=MORNING))
    assert NUMBER not in await ask(security, GRAVE)
    assert beside_looks(store, AMINA) == ()


async def test_whom_she_excluded_and_other_roles_break_nothing(
    security: Member, hr: Member, operator: Member, store: Store
) -> None:
    last = store.read(lambda tx: consents.latest(tx, AMINA))
    choices = replace(last.choices, excluded=frozenset({security.staff_id}))
    event = replace(last, number=2, kind=ConsentKind.CHANGED, choices=choices)
    store.write(lambda tx: consents.append(tx, event))
    for member in (security, hr, operator):
        assert NUMBER not in await ask(member, GRAVE)
    assert beside_looks(store, AMINA) == ()


async def test_who_left_nothing_is_not_noted(security: Member, store: Store) -> None:
    keep(store, made(4, Level.ACUTE, AMINA))
    store.write(lambda tx: tx.connection.exec_driver_sql("DELETE FROM contact"))
    assert "Inget har lämnats" in await ask(security, "V-222224")
    assert beside_looks(store, AMINA) == ()
