"""Where the one whom she named is there no more, she is asked to choose anew, and nobody else."""

from dataclasses import replace

import pytest

from scanner.config.settings import Config
from scanner.enrol import pause
from scanner.enrol.officers import ask_anew
from scanner.model.consent import Choices, ConsentKind
from scanner.model.ids import StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.store import consents, staff
from scanner.store.database import Store
from tests.enrol.cast import letters
from tests.findings.cast import DAY_1, DAY_2
from tests.store.enrolled import AMINA, BJORN, PROFILES, enrol


@pytest.fixture
def eva(store: Store) -> StaffId:
    """The only officer; Amina let nobody but her see her cases, Björn everybody."""
    member = store.write(
        lambda tx: staff.add(
            tx,
            role=Role.SECURITY,
            name=Personal("Eva"),
            mail=Personal("eva@provstad.example"),
            password_hash=Personal(""),
            secret=Personal(""),
            last_step=0,
            now=DAY_1,
        )
    )
    assert member is not None
    for person_id in (AMINA, BJORN):
        enrol(store, person_id, DAY_1)
    choose(store, is_protected=True, officer=member.staff_id)
    return member.staff_id


def choose(store: Store, **chosen: object) -> None:
    last = store.read(lambda tx: consents.latest(tx, AMINA))
    choices: Choices = replace(last.choices, **chosen)
    event = replace(last, number=last.number + 1, kind=ConsentKind.CHANGED, choices=choices)
    store.write(lambda tx: consents.append(tx, event))


def asked(store: Store, config: Config) -> list[str]:
    ask_anew(store, config, DAY_2)
    return [letter.recipient.reveal() for letter in letters(store, DAY_2)]


def test_nobody_is_asked_while_there_is_one(store: Store, config: Config, eva: StaffId) -> None:
    assert asked(store, config) == []


@pytest.mark.parametrize(
    "chosen",
    [{}, {"is_protected": False, "officer": None, "excluded": frozenset({StaffId("f" * 32)})}],
    ids=["protected", "excluding"],
)
async def test_she_is_asked_once_for_each_choice_that_leaves_nobody(
    store: Store, config: Config, eva: StaffId, chosen: dict[str, object]
) -> None:
    choose(store, **chosen)
    store.write(lambda tx: staff.disable(tx, eva, DAY_1))
    assert asked(store, config) == [PROFILES[AMINA][2]]
    assert asked(store, config) == []
    await pause.pause(store, AMINA, DAY_2)
    assert asked(store, config) == []
    choose(store, **chosen)
    assert asked(store, config) == [PROFILES[AMINA][2]]


async def test_who_is_not_watched_any_more_is_not_asked(
    store: Store, config: Config, eva: StaffId
) -> None:
    last = store.read(lambda tx: consents.latest(tx, AMINA))
    store.write(lambda tx: pause.append(tx, last, ConsentKind.STOPPED, DAY_1))
    store.write(lambda tx: staff.disable(tx, eva, DAY_1))
    assert asked(store, config) == []
