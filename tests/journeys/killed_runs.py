"""kill -9 of `run` at any moment, and again: what was read, known and told, and how often.

`python -m tests.journeys.killed_runs` kills at 20 moments of four days and prints what that cost,
beside the same days undisturbed. Takes two minutes; ends with 1 where anything is lost or doubled.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from scanner.model.finding import Finding
from scanner.store import erasures, findings
from scanner.store.database import Transaction
from scanner.store.schema import page as page_table
from tests.alert.sink import Sink, listening
from tests.conftest import MORNING
from tests.journeys.installation import Installation, install
from tests.lab import Lab, lab
from tests.pipeline.stage import AMINA, ANNA, DAY, page, post, source
from tests.pipeline.test_visits import AMINAS, BOTH, CALM, NUMBER

SEED = 20261121
CAMPAIGN = 5
"""Kills on each day of the campaign."""
SPARE = 3
"""So many more runs a day are started at most: some live to their end before their moment comes."""
MOST_REQUESTS, MOST_MAILS = 6, 2
"""So many a run gets done, at most, before it is killed."""
SLOW_SECONDS = 0.03
"""What a site takes to answer."""
MINUTE = timedelta(minutes=1)
STEP = 2 * DAY
"""To the next day: what is missing for a day is gone, whichever minute it was looked for."""
LEASE_IS_OVER = timedelta(minutes=20)

THREAT = "Anna Provdal på socialtjänsten i Provstad: jag vet var du bor och jag ska döda dig."
SITES = ("forum", "blogg", "spegel", "lista")
SOURCES = tuple(
    source(f"http://{name}.example/1", source_id=name, cadence_minutes=600) for name in SITES
)

Known = Counter[tuple[object, ...]]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What some days left, without what is random in each installation."""

    pages: tuple[frozenset[tuple[str, str]], ...]
    """After each day: which are known, and what their last visit brought."""
    fetches: int
    findings: tuple[Known, ...]
    """After each day."""
    reports: tuple[Counter[str], ...]
    mails: Counter[tuple[str, str]]
    doubled: int
    """Mails that came again with the same Message-ID."""
    kills: int
    seconds: float
    """What the longest run took that nobody killed."""


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


def third_day(sites: Lab) -> None:
    put(sites, "spegel", 1, post("p7", CALM), post("p8", AMINAS, NUMBER))
    put(sites, "lista", 2, post("p9", THREAT.replace("bor", "jobbar")))
    put(sites, "forum", 1, post("p1", CALM))


def fourth_day(sites: Lab) -> None:
    for name in SITES:
        put(sites, name, 4, post("p10", f"{CALM} En sida till på {name}."))
    put(sites, "forum", 4, post("p11", BOTH))
    sites.page("blogg.example/2", "borta", status=410)


Day = Callable[[Lab], None]
DAYS: tuple[Day, ...] = (first_day, second_day, third_day, fourth_day)


def read(installation: Installation) -> frozenset[tuple[str, str]]:
    rows = select(page_table.c.address, page_table.c.outcome)
    with installation.opened() as store:
        return frozenset(store.read(lambda tx: [tuple(row) for row in tx.connection.execute(rows)]))


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


def reported(folders: Iterable[Path]) -> Counter[str]:
    """Cases of some reports, each once, without labels, references and times."""
    cases: Counter[str] = Counter()
    for folder in folders:
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        # A run may live to its end and be followed by another: what the first told stays told.
        cases |= Counter(map(_case, report["findings"]))
    return cases


def _case(one: dict[str, Any]) -> str:
    told = [sorted(one["urls"]), one["change"], one["severity"]["level"], one["details"]]
    return json.dumps(told, ensure_ascii=False)


def written(installation: Installation) -> set[Path]:
    """Folders of the reports that are whole."""
    return {file.parent for file in installation.config.reports.folder.glob("*/report.json")}


def told(mails: list[EmailMessage]) -> Counter[tuple[str, str]]:
    """To whom which mail went, each Message-ID once."""
    once = {mail["Message-ID"]: mail for mail in mails}
    return Counter(
        (mail["To"], re.sub(r"V-\w{6}| senast .*", "…", mail["Subject"])) for mail in once.values()
    )


class Fate:
    """Kills runs at moments that a seed decides, within `seconds` where it goes by the clock."""

    def __init__(self, sites: Lab, sink: Sink, kills_a_day: int, seconds: float) -> None:
        self._sites, self._sink, self._seconds = sites, sink, seconds
        self._chance = random.Random(SEED)
        self._kills_a_day = kills_a_day
        self.kills = 0
        self.longest = 0.0

    async def run(self, installation: Installation, day: datetime) -> None:
        """Start the day's run again and again until one lives to its end."""
        killed = 0
        for attempt in range(self._kills_a_day + SPARE if self._kills_a_day else 0):
            process = await installation.start("run", now=day + attempt * MINUTE)
            talk = asyncio.create_task(process.communicate())
            await self._moment(talk, attempt)
            if process.returncode is None:
                process.kill()
                killed += 1
            await talk
            if killed == self._kills_a_day:
                break
        self.kills += killed
        # Mails that a killed run held in its hands are free by then.
        began = time.monotonic()
        ended = await installation.run("run", now=day + LEASE_IS_OVER)
        self.longest = max(self.longest, time.monotonic() - began)
        assert ended.code == 0, ended.err

    async def _moment(self, talk: asyncio.Task[object], attempt: int) -> None:
        """Wait for the moment of a kill: amid the requests, at any time, amid the mails."""
        if attempt % 3 == 0:
            await self._wait(talk, self._sites.asked, MOST_REQUESTS)
        elif attempt % 3 == 1:
            await asyncio.wait([talk], timeout=self._chance.uniform(0, self._seconds))
        else:
            await self._wait(talk, self._sink.mails, MOST_MAILS)

    async def _wait(self, talk: asyncio.Task[object], done: Sized, most: int) -> None:
        """Until so much is done as chance decides, and a moment more."""
        enough = len(done) + self._chance.randint(1, most)
        while len(done) < enough and not talk.done():  # noqa: ASYNC110  Two kinds of event.
            await asyncio.sleep(0.002)
        await asyncio.sleep(self._chance.uniform(0, SLOW_SECONDS))


async def live(
    folder: Path, days: Sequence[Day], *, kills_a_day: int = 0, seconds: float = 0.0
) -> Outcome:
    """Some days of an installation, whose runs take so many seconds at most where nobody kills."""
    async with lab() as sites, listening(Sink()) as sink:
        days[0](sites)
        installation = install(folder, sites, sink, SOURCES)
        await installation.opt_in(AMINA, ANNA)
        fate = Fate(sites, sink, kills_a_day, seconds)
        pages, found, reports = [], [], []
        for number, change in enumerate(days):
            change(sites)
            before = written(installation)
            await fate.run(installation, MORNING + number * STEP)
            pages.append(read(installation))
            found.append(known(installation))
            reports.append(reported(written(installation) - before))
        ids = {mail["Message-ID"] for mail in sink.mails}
        return Outcome(
            pages=tuple(pages),
            fetches=len(sites.asked),
            findings=tuple(found),
            reports=tuple(reports),
            mails=told(sink.mails),
            doubled=len(sink.mails) - len(ids),
            kills=fate.kills,
            seconds=fate.longest,
        )


def both(folder: Path, kills_a_day: int, days: Sequence[Day]) -> tuple[Outcome, Outcome]:
    """The days undisturbed, and with kills."""
    houses = folder / "undisturbed", folder / "killed"
    for house in houses:
        house.mkdir()
    undisturbed = asyncio.run(live(houses[0], days))
    seconds = undisturbed.seconds
    return undisturbed, asyncio.run(live(houses[1], days, kills_a_day=kills_a_day, seconds=seconds))


def differences(undisturbed: Outcome, killed: Outcome) -> dict[str, int]:
    """How much was lost or doubled, by what; all of it is to be 0."""
    pages = list(zip(undisturbed.pages, killed.pages, strict=True))
    found = list(zip(undisturbed.findings, killed.findings, strict=True))
    told = list(zip(undisturbed.reports, killed.reports, strict=True))
    return {
        "pages lost": sum(len(one - other) for one, other in pages),
        "pages more than undisturbed": sum(len(other - one) for one, other in pages),
        "findings lost": sum((one - other).total() for one, other in found),
        "findings doubled": sum((other - one).total() for one, other in found),
        "cases lost in reports": sum((one - other).total() for one, other in told),
        "cases doubled in reports": sum((other - one).total() for one, other in told),
        "alerts lost": (undisturbed.mails - killed.mails).total(),
        "alerts doubled": (killed.mails - undisturbed.mails).total(),
    }


def main() -> int:
    with TemporaryDirectory(prefix="varn-killed-") as folder:
        undisturbed, killed = both(Path(folder), CAMPAIGN, DAYS)
    print("\n".join(_table(undisturbed, killed)))  # noqa: T201 - what it was called for
    wrong = differences(undisturbed, killed)
    return int(any(wrong.values()) or killed.doubled > killed.kills)


def _table(undisturbed: Outcome, killed: Outcome) -> Iterator[str]:
    yield "| what | undisturbed | killed |\n|---|---:|---:|"
    fetches = undisturbed.fetches, killed.fetches
    mails = undisturbed.mails.total(), killed.mails.total()
    yield f"| kill -9 of `run` while it was at work | 0 | {killed.kills} |"
    yield f"| requests (what a killed scan read is asked for again) | {fetches[0]} | {fetches[1]} |"
    yield f"| mails | {mails[0]} | {mails[1]} |"
    yield f"| mails that came again with the same Message-ID | 0 | {killed.doubled} |"
    for what, count in differences(undisturbed, killed).items():
        yield f"| {what} | | {count} |"
    for day, (one, other) in enumerate(zip(undisturbed.findings, killed.findings, strict=True)):
        yield from (
            f"day {day}: {'-' if f in one else '+'} {f}" for f in (one - other) + (other - one)
        )


if __name__ == "__main__":
    sys.exit(main())
