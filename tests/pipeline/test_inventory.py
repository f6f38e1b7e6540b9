"""A source's first scan is an inventory: only what is grave alerts, the rest the report tells."""

import asyncio
from typing import Any

import pytest

from scanner.model.assessment import Level
from scanner.pipeline.looking import Looking
from scanner.pipeline.watch import Lookout
from tests.pipeline.stage import AMINA, ANNA, DAY, Stage, page, post, source
from tests.pipeline.test_visits import CALM

EXPOSED = "Socialsekreterare Amina Provhult i Provstad nås hemma på 070-174 06 05."
THREAT = "Amina Provhult på socialtjänsten i Provstad: jag vet var du bor och jag ska döda dig."
OFFICER = "sakerhet@provstad.example"


class KilledError(Exception):
    """In place of kill -9."""


async def listed(stage: Stage, *texts: str) -> None:
    stage.sources = (source("http://forum.example/t"),)
    stage.sites.page("forum.example/t", page(*(post(f"p{n}", t) for n, t in enumerate(texts))))
    await stage.opt_in(AMINA)
    stage.waiting()


async def test_what_stands_there_since_long_is_told_by_the_report_alone(stage: Stage) -> None:
    await listed(stage, EXPOSED)
    result = await stage.scan()
    assert stage.the(AMINA).assessment.severity.level is Level.MEDIUM
    assert OFFICER not in stage.waiting()
    assert len(result.report.data.cases) == 1


async def test_what_is_grave_alerts_at_once(stage: Stage) -> None:
    await listed(stage, THREAT)
    await stage.scan()
    assert stage.the(AMINA).assessment.severity.level >= Level.HIGH
    assert OFFICER in stage.waiting()


async def test_what_comes_later_alerts(stage: Stage) -> None:
    await listed(stage, CALM)
    await stage.scan()
    stage.sites.page("forum.example/t", page(post("p0", CALM), post("p1", EXPOSED)))
    await stage.scan(DAY)
    assert stage.the(AMINA).assessment.severity.level is Level.MEDIUM
    assert OFFICER in stage.waiting()


async def test_what_a_later_scan_finds_as_it_was_tells_nobody(stage: Stage) -> None:
    await listed(stage, EXPOSED)
    await stage.scan()
    await stage.scan(DAY)
    assert OFFICER not in stage.waiting()


async def test_a_first_scan_that_was_stopped_is_the_inventory_still(stage: Stage) -> None:
    await listed(stage, EXPOSED)
    stop = asyncio.Event()
    stop.set()
    await stage.scan(stop=stop)
    await stage.scan(DAY)
    assert stage.the(AMINA).assessment.severity.level is Level.MEDIUM
    assert OFFICER not in stage.waiting()


async def test_a_first_scan_that_a_kill_cut_off_before_the_looks_is_the_inventory_still(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def looked_at_never(*_: Any) -> None:
        await asyncio.Event().wait()

    async def killed(*_: Any) -> None:
        raise KilledError

    await listed(stage, EXPOSED)
    with monkeypatch.context() as at_work:
        at_work.setattr(Lookout, "unnamed", looked_at_never)
        at_work.setattr(Looking, "finish", killed)
        with pytest.raises(KilledError):
            await stage.scan()
    await stage.scan(DAY)
    assert stage.the(AMINA).assessment.severity.level is Level.MEDIUM
    assert OFFICER not in stage.waiting()


async def test_who_enrols_later_is_alerted_of_what_stands_there(stage: Stage) -> None:
    await listed(stage, EXPOSED.replace("Amina Provhult", "Anna Provdal").replace("05.", "06."))
    await stage.scan()
    await stage.opt_in(ANNA)
    stage.waiting()
    await stage.scan(DAY)
    assert stage.the(ANNA).assessment.severity.level is Level.MEDIUM
    assert OFFICER in stage.waiting()
