"""An officer whom she excluded has the account shut and is invited anew, as who lost a phone is."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from scanner.config.settings import Config
from scanner.enrol.withdraw import withdraw
from scanner.model.assessment import Level
from scanner.model.ids import PersonId
from scanner.model.staff import Role
from scanner.store import people, registered
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.portal.conftest import Clock
from tests.portal.exposed import keep, made
from tests.portal.staff.member import Member
from tests.portal.visitor import Visitor

REFERENCE = "V-222222"
Somebody = Callable[[Role], Member]


@dataclass(frozen=True, kw_only=True)
class Team:
    eva: Member
    """Whom Amina excluded."""
    siv: Member
    operator: Member
    amina: PersonId


@pytest.fixture
async def team(visitor: Visitor, browser: Somebody, store: Store, clock: Clock) -> Team:
    """Amina is watched, has a case, is logged in, and let in all of the team but Eva."""
    await visitor.opt_in()
    clock.pass_time(days=2)
    (amina,) = store.read(people.ids)
    keep(store, made(2, Level.HIGH, amina))
    eva, siv = await browser(Role.SECURITY).joined(), await browser(Role.SECURITY).joined()
    await visitor.log_in()
    await save(visitor, excluded=[eva.staff_id])
    operator = await browser(Role.OPERATOR).joined()
    return Team(eva=eva, siv=siv, operator=operator, amina=amina)


async def save(visitor: Visitor, **written: str | list[str]) -> None:
    form = await visitor.open("/form")
    assert (await visitor.press(form, "/form", consent="yes", **written)).path == "/me"


async def come_again(officer: Member, operator: Member) -> None:
    accounts = await operator.open("/accounts")
    key = accounts.fields("/leave")["form_key"]
    sent = {"form_key": key, "account": [officer.staff_id]}
    assert (await operator.post("/accounts/shut", sent)).status == 200
    await officer.joined()


async def meets_her(officer: Member) -> bool:
    status = (await officer.open(f"/cases/{REFERENCE}")).status
    is_listed = REFERENCE in (await officer.open("/cases")).text
    assert (status, is_listed) in {(200, True), (404, False)}
    return is_listed


async def test_whom_she_excluded_meets_her_nowhere_with_a_new_account(
    team: Team, store: Store, config: Config, clock: Clock
) -> None:
    await come_again(team.eva, team.operator)
    assert (await meets_her(team.siv), await meets_her(team.eva)) == (True, False)
    case = made(2, Level.HIGH, team.amina)
    store.write(
        lambda tx: registered.register(
            tx, case, registry_number="SN 2026/17", retention_reference="Beslut 4", now=MORNING
        )
    )
    withdraw(store, config, team.amina, clock())
    assert REFERENCE in (await team.siv.open("/registry")).text
    assert REFERENCE not in (await team.eva.open("/registry")).text


async def test_she_is_asked_and_her_word_on_something_else_lets_nobody_in(
    visitor: Visitor, team: Team
) -> None:
    await come_again(team.eva, team.operator)
    asked = await visitor.open("/me")
    assert f"Det finns någon ny i säkerhetsfunktionen {team.eva.name}" in asked.words
    form = await visitor.open("/form")
    assert f"{team.eva.name} (ny: ser inget" in form.words
    assert f"{team.eva.name} (har slutat" in form.words
    await save(visitor, town="Provköping")
    assert not await meets_her(team.eva)
    assert "Det finns någon ny" not in (await visitor.open("/me")).words


async def test_whom_she_says_yes_to_sees_her_cases(
    visitor: Visitor, team: Team, browser: Somebody
) -> None:
    olga = await browser(Role.SECURITY).joined()
    assert not await meets_her(olga)
    await save(visitor, excluded=[team.eva.staff_id])
    assert (await meets_her(olga), await meets_her(team.eva)) == (True, False)


async def test_where_nobody_is_left_whom_she_let_in_she_is_told(
    visitor: Visitor, team: Team
) -> None:
    await come_again(team.siv, team.operator)
    assert not await meets_her(team.siv)
    assert "Ingen kan se dina ärenden" in (await visitor.open("/me")).words
