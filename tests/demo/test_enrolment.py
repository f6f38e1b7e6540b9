from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from scanner.demo import stage, town
from scanner.demo.enrolment import opt_in
from scanner.demo.stage import Stage
from scanner.demo.town import Caseworker
from scanner.errors import StopError
from scanner.model.consent import Profile, Recipient
from scanner.model.personal import Personal
from scanner.store import consents, people
from scanner.store.database import Transaction


@pytest.fixture
async def built(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage.built(tmp_path) as standing:
        yield standing


@pytest.fixture
async def portal(built: Stage) -> AsyncIterator[str]:
    async with stage.portal(built.house) as address:
        yield address


def kept(
    built: Stage, who: Caseworker
) -> tuple[Profile, frozenset[Recipient], frozenset[tuple[str, str]]]:
    def look(
        tx: Transaction,
    ) -> tuple[Profile, frozenset[Recipient], frozenset[tuple[str, str]]]:
        person_id = tx.keys.find_login(Personal(who.mail))
        assert person_id is not None
        details = (entry.detail for entry in people.details(tx, person_id))
        return (
            people.profile(tx, person_id),
            consents.recipients(tx, person_id),
            frozenset((detail.kind.value, detail.setting.value) for detail in details),
        )

    return built.house.store.read(look)


@pytest.mark.parametrize("who", [town.AMINA, town.HODAN, town.SELMA], ids=lambda who: who.given)
async def test_what_she_chose_is_kept_and_nothing_else(
    built: Stage, portal: str, who: Caseworker
) -> None:
    await opt_in(who, portal, built.latest_mail)
    profile, recipients, details = kept(built, who)
    assert (profile.given.reveal(), profile.surname.reveal()) == (who.given, who.surname)
    assert tuple(spelling.reveal() for spelling in profile.spellings) == who.spellings
    assert profile.language == who.language
    assert recipients == who.recipients | {Recipient.SECURITY}
    assert details == {(detail.kind.value, detail.setting.value) for detail in who.details}


async def test_an_opt_in_for_somebody_else_is_refused_with_the_portals_words(
    built: Stage, portal: str
) -> None:
    other = replace(town.AMINA, mail=town.SELMA.mail)
    with pytest.raises(StopError, match="e-post"):
        await opt_in(other, portal, built.latest_mail)
    assert built.house.store.read(lambda tx: tx.keys.find_login(Personal(other.mail))) is None
