"""What waits in the outbox does not go to whom she does not let be told any more."""

from dataclasses import replace

import pytest

from scanner.config.settings import Config
from scanner.enrol import optin, pause, stop, tips
from scanner.model.assessment import Level
from scanner.model.finding import Verdict
from scanner.model.ids import PersonId
from scanner.model.staff import Role
from scanner.people.choices import Chosen
from scanner.pipeline import cases
from scanner.store import mail_links, people
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol.cast import FORM, letters, opt_in, person_of
from tests.portal.exposed import keep, made
from tests.store.test_staff import added

HR, MANAGER = "hr@provstad.example", "enhetschefer@provstad.example"
TEAM = {"sakerhet@provstad.example", "eva.ek@provstad.example", "siv.ek@provstad.example"}
PAGE = "https://forum.example/t"


@pytest.fixture
async def amina(store: Store, config: Config) -> PersonId:
    """She lets HR and managers be told, and a case of hers was found and judged: they are."""
    await opt_in(store, config, replace(FORM, chosen=Chosen(recipients=("hr", "manager"))))
    amina = person_of(store)
    keep(store, made(2, Level.HIGH, amina))
    judge(store, config)
    return amina


def judge(store: Store, config: Config) -> None:
    store.write(
        lambda tx: cases.judge(
            tx, "V-222222", Verdict.HER, officer="eva", config=config, now=MORNING
        )
    )


def told(store: Store) -> set[str]:
    return {letter.recipient.reveal() for letter in letters(store)}


async def change(store: Store, config: Config, amina: PersonId, chosen: Chosen) -> None:
    staying = frozenset(one.detail_id for one in store.read(lambda tx: people.details(tx, amina)))
    form = replace(FORM, details=(), kept_details=staying, chosen=chosen)
    assert await optin.change(store, config, amina, form, MORNING) == ()


async def test_who_was_unticked_is_told_nothing_that_waited(
    store: Store, config: Config, amina: PersonId
) -> None:
    await change(store, config, amina, Chosen(recipients=("manager",)))
    assert told(store) & {HR, MANAGER} == {MANAGER}


async def test_a_change_of_something_else_keeps_back_nothing(
    store: Store, config: Config, amina: PersonId
) -> None:
    await change(store, config, amina, Chosen(recipients=("hr", "manager")))
    assert told(store) >= {HR, MANAGER}


async def test_while_she_is_not_looked_for_nobody_at_work_is_told(
    store: Store, config: Config, amina: PersonId
) -> None:
    await pause.pause(store, amina, MORNING)
    assert told(store) & {HR, MANAGER} == set()


async def test_nor_after_a_stop(store: Store, config: Config, amina: PersonId) -> None:
    link = store.write(lambda tx: mail_links.issue(tx, amina))
    await stop.stop(store, config, link, MORNING)
    assert told(store) & {HR, MANAGER} == set()


async def test_whom_she_shuts_out_of_the_team_gets_nothing_that_waited(
    store: Store, config: Config, amina: PersonId
) -> None:
    eva, siv = (
        added(store, f"{name}@provstad.example", Role.SECURITY) for name in ("eva.ek", "siv.ek")
    )
    await tips.report(store, config, amina, address=PAGE, note="", picture=b"", now=MORNING)
    shut_out = Chosen(recipients=("hr",), asked=(eva, siv))
    await change(store, config, amina, replace(shut_out, excluded=(eva,)))
    assert told(store) & TEAM == {"siv.ek@provstad.example"}
    await tips.report(store, config, amina, address=PAGE, note="", picture=b"", now=MORNING)
    await change(store, config, amina, replace(shut_out, excluded=(siv,)))
    assert told(store) & TEAM == {"eva.ek@provstad.example"}
