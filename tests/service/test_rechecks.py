"""The service looks pages up in their night, beside everything else."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from scanner.enrol import recheck
from scanner.model.personal import Personal
from scanner.model.recheck import Outcome
from scanner.service.loop import Rhythm
from scanner.store import people, rechecks
from tests.conftest import MORNING
from tests.pipeline.test_rechecking import HERS, NIGHT, WHERE, site
from tests.service.conftest import Staged
from tests.service.test_loop import serving, until

OFTEN = Rhythm(mail=0.02, erasures=0.02, scan=3600.0, rechecks=0.02)


async def test_it_asks_when_the_night_has_come_and_not_again(staged: Staged) -> None:
    one = site()
    staged.sites.page(WHERE, HERS)
    lists = replace(staged.house.watchlists, removal=(one,))
    settings = staged.sites.settings("forum.example")
    house = replace(
        staged.house, watchlists=lists, config=replace(staged.house.config, lab=settings)
    )
    (amina,) = house.store.read(people.ids)
    assert await recheck.allow(house.store, one, amina, Personal(f"http://{WHERE}"), MORNING)

    def outcome() -> Outcome | None:
        (kept,) = house.store.read(lambda tx: tuple(rechecks.every(tx)))
        return kept.recheck.looks[-1].outcome if kept.recheck.looks else None

    async with serving(house, OFTEN):
        await asyncio.sleep(0.3)
        assert WHERE not in staged.sites.paths()
        staged.clock.at = NIGHT + timedelta(minutes=1)
        await until(lambda: outcome() is Outcome.STILL_THERE)
        await asyncio.sleep(0.3)
    assert staged.sites.paths().count(WHERE) == 1
