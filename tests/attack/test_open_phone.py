"""Her phone lies open on a table, twenty minutes after she logged in: whoever takes it up."""

from dataclasses import dataclass

import pytest

from scanner.model.consent import Choices
from scanner.model.ids import PersonId, StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.store import consents, contacts, people
from scanner.store.contacts import Contact
from scanner.store.database import Store
from tests.enrol.cast import letters
from tests.portal.conftest import Clock
from tests.portal.visitor import Answer, Visitor
from tests.store.test_staff import added

PRIVATE = Personal("amina@hemma.example")


@dataclass(frozen=True, kw_only=True)
class Protected:
    amina: PersonId
    eva: StaffId
    """Who alone sees her cases."""
    oskar: StaffId


@pytest.fixture
async def hers(visitor: Visitor, store: Store, clock: Clock) -> Protected:
    eva, oskar = (added(store, f"{n}@provstad.example", Role.SECURITY) for n in ("eva", "oskar"))
    await visitor.opt_in(protected="yes", officer=eva, recipients=["person"])
    (amina,) = store.read(people.ids)
    store.write(lambda tx: contacts.keep(tx, amina, Contact(private=PRIVATE, is_proved=True)))
    letters(store, clock())
    clock.pass_time(minutes=20)
    return Protected(amina=amina, eva=eva, oskar=oskar)


def chosen(store: Store, person_id: PersonId) -> Choices:
    return store.read(lambda tx: consents.latest(tx, person_id)).choices


async def change(visitor: Visitor, **written: str | list[str]) -> Answer:
    form = await visitor.open("/form")
    return await visitor.press(form, "/form", consent="yes", **written)


@pytest.mark.parametrize(
    "written",
    [
        {"protected": [], "recipients": ["hr", "manager"]},
        {"protected": []},
        {"officer": "oskar"},
        {"spellings": "Amina Prov-Provhult"},
    ],
)
async def test_without_the_factor_nobody_new_sees_or_is_told_and_no_other_name_is_looked_for(
    visitor: Visitor,
    hers: Protected,
    store: Store,
    clock: Clock,
    written: dict[str, str | list[str]],
) -> None:
    before = chosen(store, hers.amina), store.read(lambda tx: people.profile(tx, hers.amina))
    if "officer" in written:
        written = {"officer": hers.oskar}
    answer = await change(visitor, **written)
    assert (answer.status, answer.path) == (403, "/form")
    after = chosen(store, hers.amina), store.read(lambda tx: people.profile(tx, hers.amina))
    assert after == before
    assert letters(store, clock()) == []


async def test_with_it_her_private_mailbox_is_told(
    visitor: Visitor, hers: Protected, store: Store, clock: Clock
) -> None:
    answer = await change(visitor, officer=hers.oskar, factor=visitor.code())
    assert answer.path == "/me"
    assert chosen(store, hers.amina).officer == hers.oskar
    (told,) = letters(store, clock())
    assert told.recipient == PRIVATE
    assert told.subject.reveal().endswith("Dina val har ändrats")


async def test_what_lets_nobody_in_needs_none(
    visitor: Visitor, hers: Protected, store: Store, clock: Clock
) -> None:
    answer = await change(visitor, town="Provköping", recipients=[])
    assert answer.path == "/me"
    assert chosen(store, hers.amina).officer == hers.eva
    assert letters(store, clock()) == []
