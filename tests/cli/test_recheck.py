"""`run` looks up the page that she allowed, once a round, also where it is killed meanwhile."""

import asyncio
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web as http

from scanner.enrol import recheck
from scanner.model.personal import Personal
from scanner.model.recheck import Outcome, Recheck, Why
from scanner.places import watchlists
from scanner.store import people, rechecks
from tests.alert.sink import Sink
from tests.cli import program
from tests.cli.program import started
from tests.cli.test_run import until
from tests.cli.world import FORUM, World, made, opt_in, web
from tests.conftest import MORNING
from tests.lab import Lab

NIGHT = datetime(2027, 1, 15, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOST = "personsok.example"
WHERE = f"{HOST}/person/amina-provhult-17"
SITE = f"""\
site_id = "personsok"
name = "Personsök"
page = "http://{HOST}/bort"
proof = "form"
shows = ["address"]
known_on = 2026-03-01
recheck = true
profiles = "http://{HOST}/person/"
legal_note = "Sajten sa ja."
review_by = 2028-01-01
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    world: World
    sites: Lab

    @property
    def asked(self) -> int:
        return self.sites.paths().count(WHERE)

    @property
    def hers(self) -> Recheck:
        store = self.world.opened()
        try:
            (one,) = store.read(lambda tx: tuple(rechecks.every(tx)))
            return one.recheck
        finally:
            store.close()


@pytest.fixture
def allowed(tmp_path: Path, mailbox: Sink) -> Iterator[Allowed]:
    with web() as sites:
        sites.page(WHERE, "<p>Amina Provhult, 41 år</p>")
        world = made(tmp_path / "world", sites, mailbox)
        folder = world.folder / "watchlists" / "removal"
        folder.mkdir()
        (folder / "personsok.toml").write_text(SITE, encoding="utf-8")
        opt_in(world)
        store = world.opened()
        (site,) = watchlists.read_rechecked(world.config, MORNING.date())
        (amina,) = store.read(people.ids)
        pasted = Personal(f"http://{WHERE}")
        assert asyncio.run(recheck.allow(store, site, amina, pasted, MORNING))
        store.close()
        yield Allowed(world=world, sites=sites)


def test_a_run_in_that_night_looks_it_up_and_says_nothing_of_it(allowed: Allowed) -> None:
    before = allowed.world.varn("run", now=NIGHT - MINUTE)
    assert allowed.asked == 0
    done = allowed.world.varn("run", now=NIGHT + 90 * MINUTE)
    assert allowed.asked == 1
    assert allowed.hers.looks[-1].outcome is Outcome.STILL_THERE
    told = [one.out + one.err for one in (before, done)]
    assert not any(word in said for said in told for word in ("personsok", "Provhult", "recheck"))
    assert allowed.world.varn("run", now=NIGHT + 180 * MINUTE).code == 0
    assert allowed.asked == 1


def test_killed_between_request_and_answer_it_asks_once_more_and_never_again(
    allowed: Allowed, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(request: http.Request) -> http.Response:
        await asyncio.sleep(60)
        return http.Response(text="för sent")

    answer, allowed.sites.routes[WHERE] = allowed.sites.routes[WHERE], silent
    for number in (1, 2):
        at = NIGHT + number * 10 * MINUTE
        monkeypatch.setattr(program, "later", lambda at=at: at)
        with started("--config", allowed.world.scan_toml, "run") as process:
            until(lambda number=number: allowed.asked == number)
            os.killpg(process.pid, signal.SIGKILL)
        look = allowed.hers.looks[-1]
        assert (look.tries, look.outcome, look.reason) == (number, None, Why.LOST)
    allowed.sites.routes[WHERE] = answer
    assert allowed.world.varn("run", now=NIGHT + 60 * MINUTE).code == 0
    assert allowed.asked == 2
    assert allowed.world.varn("run", now=datetime(2027, 4, 15, 2, tzinfo=UTC)).code == 0
    assert allowed.asked == 3
    assert allowed.hers.looks[-1].outcome is Outcome.STILL_THERE
    assert FORUM in {where.partition("/")[0] for where in allowed.sites.paths()}
