"""Whoever is let in later is told once that something waits, and nothing of what."""

from dataclasses import replace

import pytest

from scanner.alert import rules
from scanner.config.settings import Config
from scanner.enrol import admitted, optin, pause, tips
from scanner.model.assessment import Level
from scanner.model.consent import ConsentKind
from scanner.model.finding import Change, Verdict
from scanner.model.ids import PersonId, StaffId
from scanner.model.staff import Role
from scanner.people.choices import Chosen
from scanner.store import consents, findings, staff
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol.cast import FORM, letters, opt_in, person_of
from tests.enrol.exposure import WORDS, expose
from tests.store.test_staff import added

EVA, OLGA = "eva@provstad.example", "olga@provstad.example"
TEAM = "sakerhet@provstad.example"


@pytest.fixture
def open_config(config: Config) -> Config:
    return replace(config, portal=replace(config.portal, activation_hours=0))


@pytest.fixture
def eva(store: Store) -> StaffId:
    return added(store, EVA, Role.SECURITY)


@pytest.fixture
def olga(store: Store) -> StaffId:
    return added(store, OLGA, Role.SECURITY)


@pytest.fixture
async def amina(store: Store, open_config: Config, eva: StaffId, olga: StaffId) -> PersonId:
    """She lets the whole team see; a case of hers is known to it."""
    await opt_in(store, open_config)
    amina = person_of(store)
    expose(store, open_config, amina)
    letters(store)
    return amina


async def choose(store: Store, config: Config, **chosen: object) -> list[str]:
    """Whom the change of her choice tells that something waits."""
    asked = tuple(one.staff_id for one in store.read(lambda tx: staff.of_role(tx, Role.SECURITY)))
    form = replace(FORM, chosen=replace(FORM.chosen, asked=asked, **chosen))
    assert await optin.change(store, config, person_of(store), form, MORNING) == ()
    found = letters(store)
    for letter in found:
        said = letter.subject.reveal() + letter.text.reveal() + letter.html.reveal()
        assert "personalens sidor" in said
        for word in ("Amina", "Provhult", "forum", "V-", *WORDS.split()[-3:]):
            assert word not in said
    return sorted(letter.recipient.reveal() for letter in found)


async def test_the_officer_whom_she_names_is_told_once_that_something_waits(
    store: Store, open_config: Config, amina: PersonId, eva: StaffId
) -> None:
    assert await choose(store, open_config, is_protected=True, officer=eva) == [EVA]
    assert await choose(store, open_config, is_protected=True, officer=eva) == []


async def test_whom_she_lets_in_again_and_the_team_are_told_and_nobody_else(
    store: Store, open_config: Config, amina: PersonId, eva: StaffId, olga: StaffId
) -> None:
    assert await choose(store, open_config, excluded=(eva,)) == [OLGA]
    assert await choose(store, open_config, excluded=(olga,)) == [EVA]
    assert await choose(store, open_config) == [TEAM]
    assert await choose(store, open_config) == []


@pytest.mark.parametrize(
    "changed",
    [{"change": Change.GONE}, {"verdict": Verdict.NOT_HER}],
    ids=["gone", "not her"],
)
async def test_where_nothing_waits_nobody_is_told(
    store: Store,
    open_config: Config,
    amina: PersonId,
    eva: StaffId,
    changed: dict[str, object],
) -> None:
    (case,) = store.read(lambda tx: findings.for_person(tx, amina))
    store.write(lambda tx: findings.save(tx, replace(case, **changed), now=MORNING))
    assert await choose(store, open_config, is_protected=True, officer=eva) == []


async def test_what_is_stopped_waits_for_nobody_and_what_rests_does(
    store: Store, open_config: Config, amina: PersonId, eva: StaffId
) -> None:
    await pause.pause(store, amina, MORNING)
    assert await choose(store, open_config, is_protected=True, officer=eva) == [EVA]
    last = store.read(lambda tx: consents.latest(tx, amina))
    store.write(lambda tx: pause.append(tx, last, ConsentKind.STOPPED, MORNING))
    assert await choose(store, open_config) == []


async def test_a_tip_that_nobody_was_told_of_is_told_when_somebody_is_let_in(
    store: Store, open_config: Config, eva: StaffId, olga: StaffId
) -> None:
    form = replace(FORM, chosen=Chosen(is_protected=True, officer=eva))
    await opt_in(store, open_config, form)
    amina = person_of(store)
    store.write(lambda tx: staff.disable(tx, eva, MORNING))
    fault = await tips.report(
        store,
        open_config,
        amina,
        address="https://forum.example/t/17",
        note="",
        picture=b"",
        now=MORNING,
    )
    assert fault is None
    assert letters(store) == []
    assert await choose(store, open_config, is_protected=True, officer=olga) == [OLGA]


async def test_who_joins_the_team_is_told_when_she_says_yes_and_not_before(
    store: Store, open_config: Config, amina: PersonId, eva: StaffId, olga: StaffId
) -> None:
    assert await choose(store, open_config, excluded=(eva,)) == [OLGA]
    siv = added(store, "siv@provstad.example", Role.SECURITY)
    assert await choose(store, open_config, excluded=(eva, siv)) == []
    assert await choose(store, open_config, excluded=(eva,)) == ["siv@provstad.example"]


def test_what_waits_is_what_the_team_would_be_told_of() -> None:
    assert admitted.LOWEST is rules.LOWEST is Level.MEDIUM
