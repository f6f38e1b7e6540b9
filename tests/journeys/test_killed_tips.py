"""kill -9 of `run` while files are taken in: each is read, put away once, and told of once."""

import asyncio
import random
import re
import time
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

from scanner.pipeline import drop_folder
from scanner.store import findings
from tests.alert.sink import Sink, listening
from tests.conftest import MORNING
from tests.journeys.installation import Installation, install
from tests.journeys.killed_runs import LEASE_IS_OVER, MINUTE
from tests.lab import lab
from tests.pipeline.stage import AMINA, ANNA, page, post
from tests.pipeline.test_visits import AMINAS, BOTH, CALM

SEED = 20261123
KILLS = 8
SPARE = 8
"""So many more runs are started at most: some live to their end before their moment comes."""

FILES = {
    "1.html": page(post("p1", AMINAS)),
    "2.html": page(post("p1", CALM)),
    "3.html": page(post("p1", BOTH)),
    "4.html": page(post("p1", f"{CALM} En sida till.")),
}


def test_no_file_is_lost_and_nothing_is_told_twice(tmp_path: Path) -> None:
    houses = tmp_path / "undisturbed", tmp_path / "killed"
    for house in houses:
        house.mkdir()
    undisturbed, seconds = asyncio.run(live(houses[0]))
    killed, _ = asyncio.run(live(houses[1], kills=KILLS, seconds=seconds))
    assert undisturbed == killed
    assert killed[0] == sorted(FILES)
    assert killed[1] == {"Amina Provhult": 2, "Anna Provdal": 1}
    assert killed[2]


Left = tuple[list[str], dict[str, int], Counter[str]]
"""Files that were put away, places of findings, mails."""


async def live(folder: Path, *, kills: int = 0, seconds: float = 0.0) -> tuple[Left, float]:
    """What is left after as many kills of runs, each within so many seconds; and what the first run
    that nobody kills takes, undisturbed as long as any."""
    chance = random.Random(SEED)
    async with lab() as sites, listening(Sink()) as sink:
        installation = install(folder, sites, sink, ())
        await installation.opt_in(AMINA, ANNA)
        box = installation.config.data.folder / "tips"
        box.mkdir()
        for name, text in FILES.items():
            (box / name).write_text(text)
        await asyncio.sleep(drop_folder.SETTLED_SECONDS + 0.5)
        killed = 0
        for attempt in range(kills + SPARE if kills else 0):
            process = await installation.start("run", now=MORNING + attempt * MINUTE)
            talk = asyncio.create_task(process.communicate())
            await asyncio.wait([talk], timeout=chance.uniform(0.2, 0.95) * seconds)
            if process.returncode is None:
                process.kill()
                killed += 1
            await talk
            if killed == kills:
                break
        assert killed >= kills / 2
        began = time.monotonic()
        await installation.run("run", now=MORNING + LEASE_IS_OVER)
        took = time.monotonic() - began
        await installation.run("run", now=MORNING + 2 * LEASE_IS_OVER)
        assert not [path for path in box.iterdir() if path.is_file()]
        assert not list((box / "reading").iterdir())
        assert not list((box / "failed").iterdir())
        put_away = sorted(path.name.split(".", 2)[2] for path in (box / "done").iterdir())
        return (put_away, places(installation), told(sink.mails)), took


def places(installation: Installation) -> dict[str, int]:
    found: dict[str, int] = {}
    with installation.opened() as store:
        for who in (AMINA, ANNA):
            person_id = store.keys.find_login(who.mail)
            assert person_id is not None
            hers = store.read(lambda tx, of=person_id: findings.for_person(tx, of))  # type: ignore[misc]
            found[who.name] = sum(len(one.places) for one in hers)
    return found


def told(mails: list[EmailMessage]) -> Counter[str]:
    """To whom which mail went, each Message-ID once."""
    once = {mail["Message-ID"]: mail for mail in mails}
    return Counter(
        f"{mail['To']} {re.sub(r'V-[A-Z0-9]{6}| senast .*', '…', mail['Subject'])}"
        for mail in once.values()
    )
