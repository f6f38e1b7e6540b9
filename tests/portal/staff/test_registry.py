"""Registered cases of people who have left: locked, and read with a reason."""

from dataclasses import replace

import pytest

from scanner.config.settings import Config
from scanner.enrol.withdraw import withdraw
from scanner.model.assessment import Level
from scanner.model.consent import ConsentKind
from scanner.model.ids import StaffId
from scanner.store import audit, consents, registered
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.exposed import keep, made
from tests.portal.staff.member import Member
from tests.store.cast import AMINA, enrol

REFERENCE = "V-222222"
FORM = {"case": [REFERENCE], "reason": ["begäran om utlämnande"]}


@pytest.fixture(autouse=True)
def case(store: Store) -> None:
    """Amina has a case in the registry."""
    store.write(lambda tx: enrol(tx))
    finding = made(2, Level.HIGH, AMINA)
    keep(store, finding)
    store.write(
        lambda tx: registered.register(
            tx,
            finding,
            registry_number="SN 2026/17",
            retention_reference="Beslut 4",
            now=MORNING,
        )
    )


def choose(store: Store, **chosen: object) -> None:
    last = store.read(lambda tx: consents.latest(tx, AMINA))
    choices = replace(last.choices, **chosen)
    event = replace(
        last, number=last.number + 1, at=MORNING, kind=ConsentKind.CHANGED, choices=choices
    )
    store.write(lambda tx: consents.append(tx, event))


async def key(member: Member) -> dict[str, list[str]]:
    return {"form_key": (await member.open("/account")).fields("/leave")["form_key"]}


async def test_while_she_takes_part_it_is_not_among_them(security: Member) -> None:
    page = await security.open("/registry")
    assert REFERENCE not in page.text
    assert (await security.post("/registry/reveal", FORM | await key(security))).status == 404


async def test_a_locked_case_is_read_with_a_reason_that_is_noted(
    security: Member, store: Store, config: Config
) -> None:
    withdraw(store, config, AMINA, MORNING)
    page = await security.open("/registry")
    assert "SN 2026/17" in page.words
    assert "Beslut 4" in page.words
    assert "forum" not in page.text
    assert (await security.press(page, "/registry/reveal")).status == 400
    read = await security.press(page, "/registry/reveal", reason="begäran om utlämnande")
    assert "hxxps://forum[.]example" in read.words
    assert "Visa orden" in read.words
    assert "personens egen" in read.words
    for hers in ("De kan göra ont", "din egen"):
        assert hers not in read.words
    entry = store.read(lambda tx: audit.latest_of(tx, "registered.reveal"))
    assert entry is not None
    assert (entry.actor, entry.matter.object_id) == (security.staff_id, REFERENCE)
    assert entry.matter.reason.reveal() == "begäran om utlämnande"


async def test_whom_she_excluded_meets_it_not_even_when_she_has_left(
    security: Member, store: Store, config: Config
) -> None:
    choose(store, excluded=frozenset({security.staff_id}))
    withdraw(store, config, AMINA, MORNING)
    assert REFERENCE not in (await security.open("/registry")).text
    assert (await security.post("/registry/reveal", FORM | await key(security))).status == 404
    assert store.read(lambda tx: audit.latest_of(tx, "registered.reveal")) is None


async def test_of_who_was_protected_nobody_meets_it_but_whom_she_named(
    security: Member, store: Store, config: Config
) -> None:
    choose(store, is_protected=True, officer=StaffId("f" * 32))
    withdraw(store, config, AMINA, MORNING)
    assert REFERENCE not in (await security.open("/registry")).text


async def test_of_who_was_protected_whom_she_named_meets_it(
    security: Member, store: Store, config: Config
) -> None:
    choose(store, is_protected=True, officer=security.staff_id)
    withdraw(store, config, AMINA, MORNING)
    assert REFERENCE in (await security.open("/registry")).text


async def test_nobody_can_change_it(security: Member, store: Store, config: Config) -> None:
    withdraw(store, config, AMINA, MORNING)
    sent = FORM | await key(security) | {"verdict": ["not_her"]}
    for path in ("/cases/judge", "/cases/reveal", "/cases/contact", "/cases/note"):
        assert (await security.post(path, sent)).status == 404
