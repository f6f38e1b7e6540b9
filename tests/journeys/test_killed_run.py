"""kill -9 of `run` at any moment, and again: what is known and told in the end is the same."""

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sized
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from scanner.model.finding import Finding
from scanner.store import erasures, findings
from scanner.store.database import Transaction
from tests.alert.sink import Sink, listening
from tests.conftest import MORNING
from tests.journeys.installation import Installation, install
from tests.lab import Lab, lab
from tests.pipeline.stage import AMINA, ANNA, DAY, page, post, source
from tests.pipeline.test_visits import AMINAS, BOTH, CALM, NUMBER

SEED = 20261121
KILLS = 3
"""On each of the two days."""
MOST_REQUESTS, MOST_MAILS = 6, 2
"""So many a run gets done, at most, before it is killed."""
SLOW_SECONDS = 0.03
"""What a site takes to answer."""
MINUTE = timedelta(minutes=1)
LEASE_IS_OVER = timedelta(minutes=20)

THREAT = "Anna Provdal på socialtjänsten i Provstad: jag vet var du bor och jag ska döda dig."
SITES = ("forum", "blogg", "spegel", "lista")
SOURCES = tuple(
    source(f"http://{name}.example/1", source_id=name, cadence_minutes=600) for name in SITES
)

Known = Counter[tuple[object, ...]]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What two days left, without what is random in each installation."""

    findings: tuple[Known, ...]
    """After each day."""
    reports: tuple[Counter[str], ...]
    mails: Counter[tuple[str, str]]
    doubled: int
    """Mails that came again with the same Message-ID."""
    kills: int


def put(sites: Lab, name: str, number: int, *posts: str) -> None:
    body = page(*posts, links=(f"/{number + 1}",)).encode()

    async def answer(request: object) -> object:
        await asyncio.sleep(SLOW_SECONDS)
        return await quick(request)  # type: ignore[arg-type]

    sites.page(f"{name}.example/{number}", body)
    quick = sites.routes[f"{name}.example/{number}"]
    sites.routes[f"{name}.example/{number}"] = answer  # type: ignore[assignment]


def first_day(sites: Lab) -> None:
    for name in SITES:
        for number in (1, 2, 3):
            put(sites, name, number, post("p1", f"{CALM} Så är det på {name}, sida {number}."))
    put(sites, "forum", 1, post("p1", CALM), post("p2", BOTH))
    put(sites, "forum", 2, post("p3", AMINAS))
    put(sites, "blogg", 2, post("p4", THREAT))
    put(sites, "spegel", 3, f"<p>Sparat i dag.</p><p>{BOTH}</p>")


def second_day(sites: Lab) -> None:
    put(sites, "forum", 2, post("p3", AMINAS, NUMBER))
    put(sites, "blogg", 2, post("p5", CALM))
    put(sites, "lista", 3, post("p6", "Hon heter Anna Provdal, socialsekreterare i Provstad."))


DAYS: tuple[Callable[[Lab], None], ...] = (first_day, second_day)


def known(installation: Installation) -> Known:
    """Every finding, with the places that became one."""
    with installation.opened() as store:
        assert store.read(erasures.pending) == ()
        return store.read(_known)


def _known(tx: Transaction) -> Known:
    found: list[tuple[object, ...]] = []
    for who in (AMINA, ANNA):
        person_id = tx.keys.find_login(who.mail)
        assert person_id is not None
        found += [_shown(who.name, finding) for finding in findings.for_person(tx, person_id)]
    return Counter(found)


def _shown(name: str, finding: Finding) -> tuple[object, ...]:
    places = sorted((place.address, place.post_key, place.state) for place in finding.places)
    severity = finding.assessment.severity
    return name, tuple(places), severity.level, severity.tier, finding.change


def reported(installation: Installation) -> Counter[str]:
    """Cases of the newest report, without labels, references and times."""
    return Counter(
        json.dumps(
            [sorted(one["urls"]), one["change"], one["severity"]["level"], one["details"]],
            ensure_ascii=False,
        )
        for one in installation.last_report()["findings"]
    )


def told(mails: list[EmailMessage]) -> Counter[tuple[str, str]]:
    """To whom which mail went, each Message-ID once."""
    once = {mail["Message-ID"]: mail for mail in mails}
    return Counter(
        (mail["To"], re.sub(r"V-\w{6}| senast .*", "…", mail["Subject"])) for mail in once.values()
    )


class Fate:
    """Kills runs at moments that a seed decides."""

    def __init__(self, sites: Lab, sink: Sink, kills_a_day: int) -> None:
        self._sites, self._sink = sites, sink
        self._chance = random.Random(SEED)
        self._kills_a_day = kills_a_day
        self.kills = 0

    async def run(self, installation: Installation, day: datetime) -> None:
        """Start the day's run again and again until one lives to its end."""
        for attempt in range(self._kills_a_day):
            process = await installation.start("run", now=day + attempt * MINUTE)
            talk = asyncio.create_task(process.communicate())
            if attempt < self._kills_a_day - 1:
                await self._wait(talk, self._sites.asked, MOST_REQUESTS)
            else:
                await self._wait(talk, self._sink.mails, MOST_MAILS)
            if process.returncode is None:
                process.kill()
                self.kills += 1
            await talk
        # Mails that a killed run held in its hands are free by then.
        ended = await installation.run("run", now=day + LEASE_IS_OVER)
        assert ended.code == 0, ended.err

    async def _wait(self, talk: asyncio.Task[object], done: Sized, most: int) -> None:
        """Until so much is done as chance decides, and a moment more."""
        enough = len(done) + self._chance.randint(1, most)
        while len(done) < enough and not talk.done():  # noqa: ASYNC110  Two kinds of event.
            await asyncio.sleep(0.002)
        await asyncio.sleep(self._chance.uniform(0, SLOW_SECONDS))


async def live(folder: Path, kills_a_day: int) -> Outcome:
    """Two days of an installation."""
    async with lab() as sites, listening(Sink()) as sink:
        first_day(sites)
        installation = install(folder, sites, sink, SOURCES)
        await installation.opt_in(AMINA, ANNA)
        fate = Fate(sites, sink, kills_a_day)
        found, reports = [], []
        for number, change in enumerate(DAYS):
            change(sites)
            await fate.run(installation, MORNING + number * DAY)
            found.append(known(installation))
            reports.append(reported(installation))
        ids = {mail["Message-ID"] for mail in sink.mails}
        return Outcome(
            findings=tuple(found),
            reports=tuple(reports),
            mails=told(sink.mails),
            doubled=len(sink.mails) - len(ids),
            kills=fate.kills,
        )


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Outcome]:
    """Undisturbed, and killed again and again."""
    undisturbed, killed = (
        asyncio.run(live(tmp_path_factory.mktemp("house"), kills)) for kills in (0, KILLS)
    )
    return undisturbed, killed


def test_runs_were_killed_at_work(outcomes: tuple[Outcome, Outcome]) -> None:
    undisturbed, killed = outcomes
    assert undisturbed.kills == undisturbed.doubled == 0
    assert killed.kills > KILLS


def test_the_same_is_found(outcomes: tuple[Outcome, Outcome]) -> None:
    undisturbed, killed = outcomes
    assert killed.findings == undisturbed.findings
    assert [len(day) for day in undisturbed.findings] == [4, 5]


def test_the_same_is_reported(outcomes: tuple[Outcome, Outcome]) -> None:
    undisturbed, killed = outcomes
    assert killed.reports == undisturbed.reports


def test_no_alert_is_lost_and_none_doubled(outcomes: tuple[Outcome, Outcome]) -> None:
    undisturbed, killed = outcomes
    assert killed.mails == undisturbed.mails
    assert killed.mails
    assert killed.doubled <= killed.kills
