"""A name that shares nothing with hers is looked for once somebody has seen that it is hers."""

from dataclasses import replace

import pytest

from scanner.config.settings import Config
from scanner.enrol import optin, spelling
from scanner.enrol.spelling import MOST_WAITING, Confirmed
from scanner.enrol.withdraw import withdraw
from scanner.model.ids import StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.people.form import Fault
from scanner.store import audit, people, schema, spellings, staff
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol.cast import FORM, count, opt_in, person_of

FORMER = Personal("Leyla Testborg")
OFFICER = StaffId("e" * 32)


async def ask(store: Store, written: Personal = FORMER) -> Fault | None:
    return await spelling.ask(store, person_of(store), written, MORNING)


def code_of(store: Store) -> str:
    return store.read(lambda tx: spellings.of_person(tx, person_of(store)))[0].code


def looked_for(store: Store) -> tuple[Personal, ...]:
    (amina,) = store.read(lambda tx: people.watched(tx, MORNING))
    return amina.spellings


async def test_it_is_looked_for_once_it_is_confirmed(any_store: Store, config: Config) -> None:
    await opt_in(any_store, config)
    assert await ask(any_store) is None
    assert FORMER not in looked_for(any_store)
    code = code_of(any_store)
    assert await spelling.shown(any_store, f"{code[:4].lower()} {code[4:]}") == FORMER
    assert FORMER not in looked_for(any_store)
    assert await spelling.confirm(any_store, code, OFFICER, MORNING) is Confirmed.DONE
    assert FORMER in looked_for(any_store)
    assert await spelling.confirm(any_store, code, OFFICER, MORNING) is Confirmed.NONE
    entries = any_store.read(lambda tx: audit.about(tx, person_of(any_store)))
    assert (entries[-1].actor, entries[-1].action) == (OFFICER, "spelling.confirm")


async def test_a_later_change_keeps_it(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await ask(store)
    await spelling.confirm(store, code_of(store), OFFICER, MORNING)
    both = Personal(f"{FORM.spellings.reveal()}\n{FORMER.reveal()}")
    form = replace(FORM, spellings=both)
    assert await optin.change(store, config, person_of(store), form, MORNING) == ()
    assert FORMER in looked_for(store)


async def test_without_confirmation_the_form_takes_it_not(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await ask(store)
    form = replace(FORM, spellings=FORMER)
    (problem,) = await optin.change(store, config, person_of(store), form, MORNING)
    assert problem.fault is Fault.OTHER_NAME


@pytest.mark.parametrize("code", ["", "ABCD EFGH", "' OR 1=1 --"])
async def test_an_invented_code_shows_and_confirms_nothing(
    store: Store, config: Config, code: str
) -> None:
    await opt_in(store, config)
    await ask(store)
    assert await spelling.shown(store, code) is None
    assert await spelling.confirm(store, code, OFFICER, MORNING) is Confirmed.NONE


@pytest.mark.parametrize(
    ("written", "fault"),
    [("Leyla", Fault.NOT_WHOLE), ("", Fault.MISSING), ("<b> x", Fault.NOT_A_NAME)],
)
async def test_what_is_no_whole_name_does_not_wait(
    store: Store, config: Config, written: str, fault: Fault
) -> None:
    await opt_in(store, config)
    assert await ask(store, Personal(written)) is fault


async def test_a_few_wait_at_a_time_and_can_be_taken_back(store: Store, config: Config) -> None:
    await opt_in(store, config)
    names = [Personal(f"Leyla Testborg{sign}") for sign in "abcd"]
    faults = [await ask(store, name) for name in names]
    assert faults == [None] * MOST_WAITING + [Fault.TOO_MANY]
    await spelling.drop(store, person_of(store), code_of(store))
    assert count(store, schema.spelling) == MOST_WAITING - 1


async def test_it_goes_with_her(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await ask(store)
    code = code_of(store)
    withdraw(store, config, person_of(store), MORNING)
    assert await spelling.shown(store, code) is None
    assert count(store, schema.spelling) == 0


@pytest.mark.parametrize(
    ("name", "mail"),
    [("Eva Ek", "amina.provhult@provstad.example"), ("Amina Provhult", "a1@provstad.example")],
)
async def test_an_officer_confirms_no_name_of_her_own(
    store: Store, config: Config, name: str, mail: str
) -> None:
    await opt_in(store, config)
    await ask(store)
    herself = officer(store, name, mail)
    assert await spelling.confirm(store, code_of(store), herself, MORNING) is Confirmed.OWN
    assert FORMER not in looked_for(store)
    another = officer(store, "Eva Provdal", "eva.provdal@provstad.example")
    assert await spelling.confirm(store, code_of(store), another, MORNING) is Confirmed.DONE


def officer(store: Store, name: str, mail: str) -> StaffId:
    member = store.write(
        lambda tx: staff.add(
            tx,
            role=Role.SECURITY,
            name=Personal(name),
            mail=Personal(mail),
            password_hash=Personal(""),
            secret=Personal(""),
            last_step=0,
            now=MORNING,
        )
    )
    assert member is not None
    return member.staff_id
