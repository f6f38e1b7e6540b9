"""Whatever the program does and however it fails, nothing that it says or logs is about a person.

One story: somebody opts in through the portal, is exposed, mails are refused, the disk is full, an
officer judges, she leaves. Everything that any process wrote on the way is looked through.
"""

import asyncio
import re
import resource
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession

from scanner.alert.deliver import deliver_due
from scanner.config import write
from scanner.demo import enrolment
from scanner.demo.town import AMINA, Caseworker
from scanner.model.assessment import Level
from scanner.model.personal import Personal
from scanner.store import findings, turns
from tests.alert.sink import Sink, listening
from tests.conftest import MORNING
from tests.enrol import cast
from tests.journeys.installation import Ended, Installation, install
from tests.lab import Lab, lab
from tests.pipeline.stage import ANNA, DAY, page, post, source
from tests.pipeline.test_visits import NUMBER

SOURCES = (
    source("http://forum.example/t", source_id="forum"),
    source("http://borta.example/t", source_id="borta"),
)
WORDS = (
    "Familjehemssekreterare Amina Rahwandi och familjehemssekreterare Anna Provdal i Provstad satt "
    "på mötet med sitt frostbitna leende. Lägg ut namn och bild på dem överallt, de bor i ett "
    "gredelint trähus."
)
WORSE = f"Amina Rahwandi har nummer {AMINA.details[0].value}. Ring henne i natt och viska hickory."
IN_CONTEXT = ("frostbitna", "leende", "gredelint", "trähus", "viska", "hickory")
"""Words that stand nowhere but around their names."""

LITTLE_DISK = 48 * 1024
"""Bytes that any file may grow to: the database cannot."""


def private(who: Caseworker) -> Iterator[str]:
    """What must not be said of her, in every way of writing it."""
    yield from (who.given, who.surname, *who.spellings, *"".join(who.spellings).split())
    yield from (who.mail, who.mail.partition("@")[0])
    for detail in who.details:
        digits = re.sub(r"\D", "", detail.value)
        yield from (detail.value, digits, digits[1:], f"+46{digits[1:]}")


NOT_TO_BE_SAID = (
    *private(AMINA), ANNA.given, ANNA.surname, ANNA.mail.reveal(), ANNA.phone, *IN_CONTEXT, NUMBER
)  # fmt: skip


def with_portal(installation: Installation) -> Installation:
    """The installation with a portal on a free port, as its scan.toml says."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    settings = replace(installation.config.portal, port=port, base_url=f"http://127.0.0.1:{port}")
    config = replace(installation.config, portal=settings)
    (installation.folder / "scan.toml").write_text(write.render(config), encoding="utf-8")
    return replace(installation, config=config)


@asynccontextmanager
async def portal(installation: Installation, said: dict[str, Ended]) -> AsyncIterator[str]:
    """The portal as its own process; gives its address."""
    process = await installation.start("--verbose", "--debug", "portal")
    assert process.stderr is not None
    heard = b""
    try:
        while b"listens" not in heard:
            line = await process.stderr.readline()
            assert line, heard.decode()
            heard += line
        yield installation.config.portal.base_url
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = await process.communicate()
        code = process.returncode
        assert code is not None
        said["portal"] = Ended(code=code, out=out.decode(), err=(heard + err).decode())


async def opt_in(installation: Installation, sink: Sink, said: dict[str, Ended]) -> None:
    async def latest_mail(mailbox: str) -> str:
        with installation.opened() as store:
            soon = MORNING + timedelta(hours=1)
            await deliver_due(store, installation.config.mail, lambda: soon)
        body = next(mail for mail in reversed(sink.mails) if mail["To"] == mailbox)
        return str(body.get_body(("plain",)).get_content())  # type: ignore[union-attr]

    async with portal(installation, said) as address:
        await enrolment.opt_in(AMINA, address, latest_mail)
        async with ClientSession() as session:
            await session.get(f"{address}/enter/{AMINA.surname}")
            await session.get(f"{address}/{AMINA.mail}?q={AMINA.given}")
            await session.post(address, data={"mail": "nobody@elsewhere.example"})


def references(installation: Installation) -> list[str]:
    with installation.opened() as store:
        cases = store.read(lambda tx: findings.at_or_above(tx, Level.LOW))
        amina = store.keys.find_login(Personal(AMINA.mail))
    return [case.case_reference for case in cases if case.person_id == amina]


def expose(sites: Lab, *words: str) -> None:
    sites.page("forum.example/t", page(post("p1", *words), links=("/bild.png", "/t?p=2")))


async def play(folder: Path) -> dict[str, Ended]:
    said: dict[str, Ended] = {}
    # A mail server may say whatever it likes about a mailbox.
    refusal = f"550 5.1.1 {AMINA.name} <{AMINA.mail}> has left us"
    async with lab() as sites, listening(Sink()) as sink:
        expose(sites, WORDS)
        sites.page("borta.example/t", "x", status=500)
        installation = with_portal(install(folder, sites, sink, SOURCES))
        await opt_in(installation, sink, said)
        with installation.opened() as store:
            anna = await cast.opt_in(store, installation.config, ANNA.form, ANNA.mail)
            # What a new source holds is told by mail only where it is high.
            names = [one.source_id for one in SOURCES]
            store.write(lambda tx: turns.begin(tx, names, MORNING - DAY))
            store.write(lambda tx: turns.close(tx, names))
            store.write(lambda tx: turns.note_whole(tx, names, MORNING - DAY))

        async def command(name: str, *arguments: str, now: datetime, **options: object) -> None:
            said[name] = await installation.run(*arguments, now=now, **options)

        sink.answers = [refusal, "451 try again, Amina Rahwandi"]
        # The portal's clock went on while she opted in.
        await command("first run", "--verbose", "run", now=MORNING + timedelta(minutes=5))
        (case,) = references(installation)
        expose(sites, WORDS, WORSE)
        full = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (LITTLE_DISK, LITTLE_DISK))
        night, tomorrow = MORNING + DAY / 2, MORNING + DAY
        await command("full disk", "--verbose", "--debug", "run", now=night, preexec_fn=full)
        await command("second run", "--verbose", "--debug", "run", now=tomorrow)
        await command("list", "findings", "list", "--json", now=tomorrow)
        await command("show", "--verbose", "findings", "show", case, now=tomorrow)
        await command("judge", "--verbose", "findings", "judge", case, "her", now=tomorrow)
        await command("no case", "--debug", "findings", "show", "V-222222", now=tomorrow)
        leave = ("--verbose", "people", "withdraw")
        await command("withdraw", *leave, now=tomorrow, said=f"{anna.reference}\n")
    return said


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ended]:
    return asyncio.run(play(tmp_path_factory.mktemp("house")))


def test_the_story_went_as_it_should(said: dict[str, Ended]) -> None:
    codes = {name: ended.code for name, ended in said.items()}
    assert codes == {
        "portal": 0, "first run": 4, "full disk": 4, "second run": 3, "list": 0, "show": 0,
        "judge": 0, "no case": 2, "withdraw": 0,
    }, said  # fmt: skip
    first, full = said["first run"].err, said["full disk"].err
    assert first.count("page.visited") == 4
    assert "mail.refused" in first
    assert "mail.deferred" in first
    assert "Traceback" in full
    assert "disk" in full.splitlines()[-1]
    assert "Traceback" in said["no case"].err


def test_nothing_that_was_said_is_about_a_person(said: dict[str, Ended]) -> None:
    for name, ended in said.items():
        text = f"{ended.out}\n{ended.err}".casefold()
        slips = [part for part in NOT_TO_BE_SAID if part.casefold() in text]
        assert slips == [], f"{name}: {slips}"
